from datetime import date

import pytest

from tocsin.base.model import Actor, Count
from tocsin.write.brief_words import bounds, is_name, is_plural, listed, name_of, range_of, span, with_article


@pytest.mark.parametrize(
    ("name", "id_", "expected"),
    [
        ("United Nations", "body:un", "the United Nations"),
        ("Rwanda", "country:RWA", "Rwanda"),
        ("Rwanda: armed forces", "organ:RWA:MIL", "the armed forces of Rwanda"),
        ("United States: justice ministry", "agency:x", "the justice ministry of the United States"),
        ("Office of the High Commissioner", "body:x", "the Office of the High Commissioner"),
        ("An army spokesman", None, "an army spokesman"),
        ("A World Food Programme spokesperson", None, "a World Food Programme spokesperson"),
        ("Crowds", None, "crowds"),
        ("least 55 people", None, "at least 55 people"),
        ("Daniel Bumba", None, "Daniel Bumba"),
        ("Omega", None, "Omega"),
    ],
)  # fmt: skip
def test_name_stands_in_a_sentence_as_english_has_it(name, id_, expected):
    assert name_of(Actor(id_, name, None, None)) == expected


@pytest.mark.parametrize(
    "name", ["its soldiers", "Our men", "2,800", "two of its officers", "They", "An earlier version of this report"]
)
def test_name_that_leans_on_its_sentence_is_none(name):
    assert not is_name(Actor(None, name, None, None))


@pytest.mark.parametrize(
    ("name", "id_", "expected"),
    [
        ("Armed Forces of the Democratic Republic of the Congo", "organ:COD:MIL", True),
        ("United Nations", "body:un", False),
        ("Médecins Sans Frontières", "body:msf", False),
        ("three boys", None, True),
        ("some 4,000 soldiers", None, True),
        ("a fisherman", None, False),
        ("Wazalendo", "group:w", False),
    ],
)
def test_were_follows_several(name, id_, expected):
    assert is_plural((Actor(id_, name, None, None),)) is expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (Count(773, 2900, None), "773 to at least 2,900"),
        (Count(12, 12, 12), "12"),
        (Count(12, 12, None), "at least 12"),
        (Count(None, None, 20), "up to 20"),
        (Count(3, 5, 8), "3 to 8"),
        (Count(0, 0, 0), "0"),
    ],
)
def test_count_is_told_as_a_range(count, expected):
    assert range_of(count) == expected


def test_days_are_told_as_exactly_as_they_are_known():
    first, last = date(2025, 1, 26), date(2025, 2, 1)
    assert bounds(first, first) == "26 January 2025"
    assert bounds(first, last) == "between 26 January and 1 February 2025"
    assert bounds(None, last) == "by 1 February 2025"
    assert bounds(first, None) == "26 January 2025 or later"
    assert span(first, date(2025, 1, 31)) == "26 to 31 January 2025"


def test_lists_count_what_they_do_not_name():
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "b"]) == "a and b"
    assert listed(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"


def test_article_is_that_of_the_head_of_a_name():
    assert with_article("Armed Forces of Rwanda") == "the Armed Forces of Rwanda"
    assert with_article("Union Stadium") == "Union Stadium"
