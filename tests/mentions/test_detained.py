"""Who can be told of as detained."""

import pytest
from hand_made import at, link_of, parse_of, scene_of

from tocsin.base.model import Actor
from tocsin.mentions.detained import COUNTED, is_held, told_free

PARSE = parse_of([
    ("12", "CD", "nummod", 1), ("protesters", "NNS", "nsubjpass", 6, "protester"), ("Jane", "NNP", "compound", 3),
    ("Doe", "NNP", "conj", 1), ("Tiger", "NNP", "compound", 5), ("Hill", "NNP", "conj", 1), ("held", "VBN", "ROOT", 6),
])  # fmt: skip
COUNT, PERSON = Actor(None, "12 protesters", "COD", "CVL"), Actor("person:k", "Kagame", "RWA", "GOV")


@pytest.mark.parametrize(
    ("words", "is_it"),
    [
        ("12 protesters", True),
        ("at least two dozen men", True),
        ("a dozen men", True),
        ("his two sons", True),
        ("hundreds of people", True),
        ("protesters", False),
        ("one man", False),
        ("the men", False),
    ],
)
def test_counted(words, is_it):
    assert bool(COUNTED.match(words)) is is_it


@pytest.mark.parametrize(
    ("link", "is_it"),
    [
        (link_of(PARSE, "protesters", COUNT, "typed", first="12"), True),
        (link_of(PARSE, "protesters", COUNT, "typed"), False),  # not counted by these words
        (link_of(PARSE, "Doe", PERSON), True),
        (link_of(PARSE, "Doe", Actor("group:m23", "M23", "COD", "REB")), False),
        (link_of(PARSE, "Doe", Actor(None, "Jane Doe", "COD", "CVL"), first="Jane"), True),
        (link_of(PARSE, "Hill", Actor(None, "Tiger Hill", "COD", "CVL"), first="Tiger"), False),  # a place
        (link_of(PARSE, "Doe", Actor(None, "Jane Doe", "COD", "BUS"), first="Jane"), False),  # a firm
    ],
)
def test_is_held(link, is_it):
    assert is_held(scene_of(PARSE, [link]), link) is is_it


@pytest.mark.parametrize(
    ("aux", "then", "is_it"), [("was", "released", True), ("was", "beaten", False), ("is", "released", False)]
)
def test_told_free(aux, then, is_it):
    parse = parse_of([
        ("He", "PRP", "nsubjpass", 2), (aux, "VBD", "auxpass", 2), ("jailed", "VBN", "ROOT", 2), ("and", "CC", "cc", 2),
        (then, "VBN", "conj", 2, {"released": "release"}.get(then, then)),
    ])  # fmt: skip
    assert told_free(scene_of(parse), at(parse, "jailed")) is is_it
