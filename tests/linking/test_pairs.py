"""Which two are meant by "both leaders", "the two countries"."""

import pytest
from coreferents import names_of
from hand_made import at, link_of, parse_of

from tocsin.base.model import Actor
from tocsin.linking.antecedents import candidate_of
from tocsin.linking.pairs import is_both, of_both

LEADERS = ["Vladimir Putin", "Xi Jinping"]
KENYA, UGANDA = Actor("country:KEN", "Kenya", "KEN", "GOV"), Actor("country:UGA", "Uganda", "UGA", "GOV")
RUTO = Actor("person:ruto", "Ruto", "KEN", "GOV")


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        ("Kenya and Uganda are neighbours. Both countries sent troops.", "Both countries", ["Kenya", "Uganda"]),
        # The land over which others meet is none of the two, unless it is one of the last two named.
        ("Turkey talks to Iran over Iraq, where both countries fly.", "both countries", ["Iran", "Turkey"]),
        ("Pakistan bombed camps in Afghanistan. Both countries spoke.", "Both countries", ["Afghanistan", "Pakistan"]),
        # Who holds an office of a state stands for it, where only two states are told of.
        ("Emmanuel Macron flew to Algeria. The two nations spoke.", "The two nations", ["Algeria", "France"]),
        ("Vladimir Putin met Xi Jinping. The two leaders signed a treaty.", "The two leaders", LEADERS),
        ("Vladimir Putin met Xi Jinping. Two soldiers were killed.", "Two soldiers", []),
        ("Vladimir Putin met Xi Jinping. The EU punished two commanders.", "two commanders", []),
        ("Vladimir Putin met Xi Jinping. The two ministers resigned.", "The two ministers", []),
    ],
)
def test_two_stand_for_actors_named_before(text, words, names, tools):
    assert names_of(words, text, tools) == sorted(names)


NAMED = [
    ("Ruto", "NNP", "nsubj", 1), ("told", "VBD", "ROOT", 1), ("Kenya", "NNP", "dobj", 1), ("and", "CC", "cc", 2),
    ("Uganda", "NNP", "conj", 2),
]  # fmt: skip


def both(*words):
    """Return a parse of the named ones and "<words> left"."""
    own = [(w, t, d, len(words) - 1, *lemma) for w, t, d, *lemma in words[:-1]]
    noun, tag, _, *lemma = words[-1]
    return parse_of(NAMED, [*own, (noun, tag, "nsubj", len(words), *lemma), ("left", "VBD", "ROOT", len(words))])


THE, TWO, BOTH = ("the", "DT", "det"), ("two", "CD", "nummod"), ("both", "DT", "det")
STATES, SIDES = ("countries", "NNS", "nsubj", "country"), ("sides", "NNS", "nsubj", "side")


@pytest.mark.parametrize(
    ("words", "is_it"), [((BOTH, STATES), True), ((THE, TWO, STATES), True), ((TWO, STATES), False)]
)
def test_is_both(words, is_it):
    parse = both(*words)
    assert is_both(parse, at(parse, "countries")) is is_it


@pytest.mark.parametrize(
    ("noun", "named", "found"),
    [
        (STATES, (RUTO, KENYA, UGANDA), [KENYA, UGANDA]),
        (STATES, (RUTO, KENYA), []),  # one state and its president are no two states
        (STATES, (RUTO, UGANDA), [KENYA, UGANDA]),
        (SIDES, (RUTO, KENYA), [RUTO, KENYA]),
    ],
)
def test_both_are_the_last_two_of_their_kind(noun, named, found):
    parse = both(BOTH, noun)
    seen = [candidate_of(parse, link_of(parse, a.name, a)) for a in named]
    assert [a.actor for a in of_both(parse, at(parse, noun[0]), seen)] == found
