from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.base.model import Count, Document
from tocsin.base.reading import Reading
from tocsin.language.with_spacy import annotate, load_model
from tocsin.mentions.counts import casualties, count_of
from tocsin.mentions.numerals import add

GOLDEN = Path(__file__).parent.parent / "golden" / "counts.txt"
model = cache(load_model)


def parsed(text):
    return annotate([Reading(Document("d", text))], model())[0].parse


def at(parse, word):
    return [t.i for t in parse.tokens if t.text == word][-1]


def cases():
    for block in GOLDEN.read_text(encoding="utf-8").strip().split("\n\n"):
        title, given_, *expected = block.splitlines()
        yield pytest.param(given_, expected, id=title.lstrip("# "))


def shown(key, count):
    return f"{key} {count.low} {count.best} {count.high}".replace("None", "-")


@pytest.mark.parametrize(("given_", "expected"), list(cases()))
def test_casualties_golden(given_, expected):
    text, _, trigger = given_.rpartition(" | ")
    parse = parsed(text)
    assert [shown(*c) for c in casualties(parse, at(parse, trigger))] == expected


@pytest.mark.parametrize(
    ("phrase", "count"),
    [
        ("15 people", Count(15, 15, 15)),
        ("at least 15 people", Count(15, 15, None)),
        ("no fewer than nine people", Count(9, 9, None)),
        ("more than 80 people", Count(80, 80, None)),
        ("up to 200 people", Count(None, 200, 200)),
        ("nearly 3,000 people", Count(None, 3000, 3000)),
        ("fewer than 10 people", Count(None, None, 10)),
        ("some 2,000 people", Count(None, 2000, None)),
        ("about 2.5 million people", Count(None, 2_500_000, None)),
        ("between 10 and 15 people", Count(10, None, 15)),
        ("two dozen people", Count(24, 24, 24)),
        ("several people", Count(3, None, None)),
        ("no people", Count(0, 0, 0)),
        ("people", None),
    ],
)
def test_count_of_reads_hedges(phrase, count):
    parse = parsed(f"The storm killed {phrase}.")
    assert count_of(parse, at(parse, "people")) == count


@pytest.mark.parametrize(("noun", "best"), [("a man", 1), ("the mayor", 1)])
def test_count_of_one_person(noun, best):
    parse = parsed(f"Gunmen killed {noun} in the street.")
    assert count_of(parse, at(parse, noun.split()[-1])).best == best


def test_count_of_is_none_for_a_group():
    parse = parsed("Gunmen attacked a crowd in the street.")
    assert count_of(parse, at(parse, "crowd")) is None


@given(st.integers(min_value=2, max_value=9_999_999))
def test_count_of_reads_every_number(number):
    parse = parsed_number()
    tokens = list(parse.tokens)
    i = at(parse, "12")
    tokens[i] = type(tokens[i])(**{f: getattr(tokens[i], f) for f in tokens[i].__slots__} | {"text": f"{number:,}"})
    changed = type(parse)(tuple(tokens), parse.sentences, parse.entities, parse.children, parse.model)
    assert count_of(changed, at(changed, "people")) == Count(number, number, number)


@cache
def parsed_number():
    return parsed("The storm killed 12 people.")


def test_add_keeps_open_ends_open():
    assert add(Count(2, 2, 2), Count(3, None, None)) == Count(5, None, None)
