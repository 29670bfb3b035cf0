"""The explanation of a sentence: steps, results, what was dropped, and short rules."""

from datetime import date

import pytest
from compact import read_of
from printed import printed

from tocsin.write.explanation import RULE, explanation, short_rule

LONG = (
    "ASSAULT:capture/v[obj:town|city|village|base|airport|headquarters|territory|district|camp subj=armed|state|rebel]"
)


@pytest.fixture(scope="module")
def reading(tools):
    return read_of("Rwanda denied that it sent troops to Goma on Friday.", tools, published=date(2025, 2, 22))


def test_explanation_names_each_step(reading):
    text = printed(explanation(reading))
    for word in ("trigger", "status", "= actor", "= denies", "= time", "= codes", "= score"):
        assert word in text


def test_explanation_lists_what_was_dropped(tools):
    text = printed(explanation(read_of("He died of a heart attack.", tools, published=None)))
    assert "No event found." in text
    assert "Considered and dropped" in text
    assert "attack" in text


def test_short_rule_keeps_a_short_rule():
    assert short_rule("REJECT:deny/v[comp]", "RSF denied it.") == "REJECT:deny/v[comp]"


def test_short_rule_shows_the_words_that_stand_in_the_sentence():
    assert (
        short_rule(LONG, "They captured the headquarters.") == "ASSAULT:capture/v[obj:headquarters… subj=armed|state…]"
    )


def test_short_rule_finds_inflected_words():
    rule = "AID:supply/v[obj:arm|ammunition|missile|troop|drone|equipment|gas|oil|fuel|weapon|aid|food]"
    assert short_rule(rule, "It supplied weapons.") == "AID:supply/v[obj:weapon…]"


def test_short_rule_leaves_out_what_forbids_where_there_is_no_room():
    rule = LONG.replace("]", " !obj:attention|imagination|mood|moment|essence|carbon !subj=disease|animal|body]")
    assert "!" not in short_rule(rule, "They captured the town.")


def test_short_rule_stays_short():
    rule = f"NONE:hit/v[{' '.join(f'slot{n}:first|second|third' for n in range(20))}]"
    assert len(short_rule(rule, "")) <= RULE


def test_explanation_has_short_lines(tools):
    found = read_of("Rebels captured the town of Sake, officials said.", tools, published=None)
    assert all(len(line.rstrip()) <= 110 for line in printed(explanation(found)).splitlines())
