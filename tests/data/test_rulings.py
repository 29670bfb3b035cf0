"""The small tables of rulings: words by class, offices of one holder, common organs, words in names, definite nouns."""

from __future__ import annotations

import pytest

from tocsin.base.tables import packaged
from tocsin.linking.definite_nouns import definite_nouns
from tocsin.linking.place_words import evidence_words
from tocsin.study.side_words import side_words

CLASSES = {
    "words/sides.tsv": {"noun", "other", "band", "plain", "faith", "state", "gear", "firm"},
    "places/evidence_words.tsv": {"deed", "of", "hold", "may hold", "go", "way", "sway", "beginning"},
}
ONCE = {
    **dict.fromkeys(CLASSES, ("word", "class")),
    "words/definites.tsv": ("noun",),
    "places/town_parts.tsv": ("word",),
    "actors/single_offices.tsv": ("words",),
    "actors/common_organs.tsv": ("name",),
    "actors/name_words.tsv": ("words", "place"),
}


@pytest.mark.parametrize("name", ONCE)
def test_each_word_stands_once_in_lower_case(name):
    rows = packaged(name)
    keys = [tuple(row[column] for column in ONCE[name]) for row in rows]
    assert len(set(keys)) == len(keys)
    assert all(k[0] for k in keys)
    assert [k[0] for k in keys if k[0] != k[0].lower() and k[1:] != ("beginning",)] == []


@pytest.mark.parametrize("name", CLASSES)
def test_classes_are_known(name):
    assert {row["class"] for row in packaged(name)} == CLASSES[name]


def test_words_come_by_class():
    assert set(side_words()) == CLASSES["words/sides.tsv"]
    assert set(evidence_words()) == CLASSES["places/evidence_words.tsv"]


def test_definite_nouns_have_a_known_kind():
    rows = packaged("words/definites.tsv")
    assert {row["kind"] for row in rows} == {"body", "state", "office", "ground", "offender"}
    assert {a for row in rows if row["kind"] == "body" for a in row.many("also")} == {
        "force",
        "offender",
        "title",
        "gang",
        "of one state",
    }
    assert {a for row in rows if row["kind"] != "body" for a in row.many("also")} == {"shared"}
    assert definite_nouns()["shared"] <= definite_nouns()["office"]


def test_single_offices_are_offices_and_words_before_them():
    rows = packaged("actors/single_offices.tsv")
    assert {row["kind"] for row in rows} == {"office", "before"}
    names = [n for row in rows for n in (row["words"], *row.many("aliases"))]
    assert len(set(names)) == len(names)


def test_words_in_names_tell_a_sector_or_nobody():
    rows = packaged("actors/name_words.tsv")
    assert {(row["place"], row["sector"]) for row in rows} == {
        ("beginning", "IGO"), ("", ""), ("", "GOV"), ("", "REB"), ("", "NGO"), ("", "CVL"),
    }  # fmt: skip
