from dataclasses import replace

from made import CLAIMS, SEIZURE

from tocsin.base.model import Count
from tocsin.write.brief_tolls import tolls


def test_toll_is_a_range_and_each_speaker_has_its_number():
    (toll,) = tolls(SEIZURE)
    assert toll.text == (
        "Killed: 773 to at least 2,900 – the United Nations (5 February): at least 2,900; "
        "a hospital doctor (Lake Wire, 6 February): at least 2,900."
    )


def test_number_that_its_speaker_replaced_is_not_given_again():
    assert "773;" not in tolls(SEIZURE)[0].text
    first = replace(CLAIMS[3], superseded_by=None)
    again = replace(SEIZURE, claims=(first, *CLAIMS[4:]))
    assert "Democratic Republic of the Congo (30 January): 773" in tolls(again)[0].text


def test_one_number_is_not_said_twice():
    one = replace(SEIZURE, counts=(("killed", Count(2900, 2900, None)),))
    assert tolls(one)[0].text.startswith("Killed: at least 2,900, according to the United Nations (5 February) and ")
