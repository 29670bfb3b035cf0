"""Capitals that are not named."""

from datetime import date

import pytest
from compact import read_of

CASES = [
    ("Crowds attacked six embassies in the capital of the Democratic Republic of Congo.", ["Kinshasa"]),
    ("Crowds attacked six embassies in the Congolese capital.", ["Kinshasa"]),
    ("Police shot two people in Kenya's capital.", ["Nairobi"]),
    ("Bombs went off in the Somali capital.", ["Mogadishu"]),  # and not that of Somaliland
    ("Fighting broke out in the provincial capital.", []),
]


@pytest.mark.parametrize(("text", "names"), CASES)
def test_a_capital_is_that_of_the_state_named_with_it(text, names, tools):
    reading = read_of(text, tools, published=date(2025, 2, 22))
    assert [p.place.name for p in reading.places if p.place and text[p.start : p.end] == "capital"] == names


def test_a_date_inside_a_name_is_no_time(tools):
    reading = read_of("The March 23 Movement violated its ceasefire.", tools, published=date(2025, 2, 22))
    assert reading.times == ()
