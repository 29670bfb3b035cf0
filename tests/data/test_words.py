"""The tables of words by class: each word once, in classes that the table's head explains."""

from __future__ import annotations

import re

import pytest

from tocsin.base.overlay_classes import UNNAMED, WITHIN
from tocsin.base.tables import data_folder, packaged
from tocsin.mentions.word_classes import ARMS, CAPTIVES, FORCES, SITES, TRUCES

SECTORS = {row["sector"] for row in packaged("exports/sectors.tsv")}
TABLES = [ARMS, CAPTIVES, FORCES, SITES]


def head_of(name: str) -> str:
    """Return the comment at the top of a table."""
    lines = data_folder().joinpath(*name.split("/")).read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if line.startswith("#"))


@pytest.mark.parametrize("name", TABLES)
def test_a_word_stands_once(name):
    words = [row["word"] for row in packaged(name)]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("name", TABLES)
def test_words_are_lemmas_in_small_letters(name):
    assert [row["word"] for row in packaged(name) if not re.fullmatch(r"[a-z0-9-]+", row["word"])] == []


@pytest.mark.parametrize("name", [*TABLES, TRUCES])
def test_the_head_explains_every_class(name):
    told = set(re.findall(r"[\w-]+", head_of(name)))
    assert {group for row in packaged(name) for group in row.many("class")} <= told


@pytest.mark.parametrize("name", TABLES)
def test_every_word_is_taken_for_something(name):
    columns = ("class", "takes", "side", "called")
    assert [row["word"] for row in packaged(name) if not any(row.cells.get(c) for c in columns)] == []


@pytest.mark.parametrize(("name", "part", "whole"), [(n, p, w) for n, of in WITHIN.items() for p, w in of.items()])
def test_a_class_of_them_is_within_the_other(name, part, whole):
    assert [r["word"] for r in packaged(name) if part in r.many("class") and whole not in r.many("class")] == []


def test_sectors_of_forces_are_known():
    assert {row[column] for row in packaged(FORCES) for column in ("takes", "side")} - {""} <= SECTORS


def test_parties_without_a_name_have_a_sector():
    assert [r["word"] for r in packaged(FORCES) if UNNAMED in r.many("class") and not r["takes"]] == []
