"""Scores: matching one to one, levels, duplicates, parts, and intervals that hold the figure."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.base.model import EventMention, EventPlace, Extent, Participant, Precision, SaidBy, Stance, Status
from tocsin.study.answers import Answer
from tocsin.study.scores import matches, score

TEXT = "Rebels seized Sake on Friday, the army said."
REBELS = Participant("Rebels", 0, 6, None, "Rebels", "COD", "REB", "subj")
MENTION = EventMention(
    id="m_1", document="d1", type="ASSAULT", mode="territory", contexts=(), cameo="195", quad=4, intensity=-9.0,
    status=Status.ASSERTED, trigger=Extent(7, 13, "seized"), evidence=Extent(0, 44, TEXT), actors=(REBELS,),
    recipients=(), place=None, time=None, counts=(), attributions=(), about=None, also=(), score=0.9, reasons=(),
)  # fmt: skip
ANSWER = Answer(
    "ASSAULT", "territory", "asserted", "seized", ((0, 44),), (("COD", "REB"),), (), None, date(2025, 2, 21), (), ()
)


def figures(answers, mentions):
    return {f.name: f for f in score({"d1": answers}, {"d1": mentions})}


def made(**changes):
    return replace(MENTION, **changes)


def test_a_right_mention_is_right_at_all_levels():
    found = figures([ANSWER], [made()])
    assert [found[level].value for level in ("type", "coded", "who")] == [1.0, 1.0, 1.0]
    assert found["mode"].value == found["status"].value == 1.0


@pytest.mark.parametrize(
    ("changes", "levels"),
    [
        ({"type": "AID"}, (0.0, 0.0, 0.0)),
        ({"status": Status.PLANNED}, (1.0, 0.0, 0.0)),
        ({"actors": ()}, (1.0, 1.0, 0.0)),
        ({"recipients": (Participant("x", 0, 1, None, "x", "RWA", "GOV"),)}, (1.0, 1.0, 0.0)),
    ],
)
def test_what_is_wrong_costs_its_level(changes, levels):
    found = figures([ANSWER], [replace(made(), **changes)])
    assert tuple(found[level].value for level in ("type", "coded", "who")) == levels


def test_a_second_mention_of_one_answer_costs_precision():
    found = figures([ANSWER], [made(), made()])
    assert found["type"].value == pytest.approx(2 / 3)


def test_the_better_mention_takes_the_answer():
    wrong, right = made(actors=()), made()
    assert matches([ANSWER], [wrong, right]) == [(ANSWER, right)]


def test_a_trigger_outside_the_passages_meets_nothing():
    assert figures([replace(ANSWER, spans=((20, 44),))], [made()])["type"].value == 0.0


def test_documents_without_mentions_count():
    found = {f.name: f for f in score({"d1": [ANSWER], "d2": [ANSWER]}, {"d1": [made()]})}
    assert found["type"].value == pytest.approx(2 / 3)
    assert (found["type"].right, found["type"].of) == (1, 2)


def test_no_document_is_no_figure():
    assert all(f.value is None for f in score({}, {}))


@settings(deadline=None, max_examples=30)
@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_the_interval_holds_the_figure(rights):
    answers = {str(n): [ANSWER] for n in range(len(rights))}
    mentions = {str(n): [made()] if right else [] for n, right in enumerate(rights)}
    found = score(answers, mentions)[0]
    assert found.low <= found.value <= found.high


PLACE = EventPlace("Sake", 14, 18, "Sake", 1, "COD", None, -1.57, 29.04, Precision.TOWN)


def parts(place, found):
    by_name = figures([replace(ANSWER, place=place)], [made(place=found)])
    return {name: by_name[name].value for name in ("country", "place") if name in by_name}


def test_country_and_place_are_judged_apart():
    far = replace(PLACE, lat=-4.3, lon=15.3)
    assert parts((-1.6, 29.0, "COD"), PLACE) == {"country": 1.0, "place": 1.0}
    assert parts((-1.6, 29.0, "COD"), far) == {"country": 1.0, "place": 0.0}
    assert parts((-1.6, 29.0, "COD"), None) == {"country": 0.0, "place": 0.0}


def test_a_place_without_coordinates_is_judged_by_its_country_alone():
    assert parts((None, None, "COD"), PLACE) == {"country": 1.0}
    assert parts((-1.6, 29.0, None), PLACE) == {"place": 1.0}


def test_a_place_with_neither_is_not_judged():
    assert parts((None, None, None), PLACE) == {}


def test_a_short_trigger_in_the_words_of_the_answer_is_the_same():
    wide = replace(ANSWER, trigger="seized control")
    other, same = made(trigger=Extent(0, 6, "Rebels")), made()
    assert matches([wide], [other, same]) == [(wide, same)]


def test_a_body_without_country_counts_by_its_sector():
    body = Participant("the UN", 0, 6, None, "UN", None, "IGO", "subj")
    answer = replace(ANSWER, actors=(("IGO", "IGO"),))
    assert figures([answer], [made(actors=(body,))])["who"].value == 1.0


def test_a_speaker_is_found_whatever_the_punctuation():
    army = Participant("army", 34, 38, None, "army", "COD", "MIL", "subj")
    said = figures(
        [replace(ANSWER, said_by=("the army's",))], [made(attributions=(SaidBy(army, "say", Stance.AFFIRMS),))]
    )
    assert said["said_by"].value == 1.0


def test_matching_is_greedy_like_the_golds_scorer():
    """The best pair is taken although another choice would give two pairs."""
    wide, narrow = ANSWER, replace(ANSWER, spans=((0, 15),), actors=())
    best, late = made(), made(trigger=Extent(20, 24, "took"), status=Status.PLANNED)
    assert matches([wide, narrow], [best, late]) == [(wide, best)]
    assert len(matches([wide], [late])) == len(matches([narrow], [best])) == 1
