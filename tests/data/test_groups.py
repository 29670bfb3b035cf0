"""The tables of armed groups, bodies, peoples, patterns and phrase words."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest

from tocsin.base.names import is_acronym, pieces
from tocsin.base.tables import table

GROUPS = table(
    "actors/groups.tsv", columns=("id", "name", "aliases", "country", "sector", "parent", "from", "until", "note")
)
BODIES = table("actors/bodies.tsv", columns=("id", "name", "aliases", "country", "sector", "parent", "note"))
STATES = {row["iso3"] for row in table("actors/states.tsv", columns=("iso3",))}
METONYMS = {row["id"] for row in table("actors/metonyms.tsv", columns=("id",))}
SECTORS = {
    "GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "PRM", "SPY", "UAF", "CRM", "CVL",
    "BUS", "EDU", "JRN", "MED", "REL", "LAB", "REF", "ELI", "NGO", "IGO", "AGR", "UNK",
}  # fmt: skip


def test_groups_are_many():
    assert len({row["id"] for row in GROUPS}) >= 260
    assert len({row["id"] for row in BODIES}) >= 170


@pytest.mark.parametrize(("rows", "prefix"), [(GROUPS, "group:"), (BODIES, "body:")])
def test_ids_have_their_form(rows, prefix):
    for row in rows:
        assert re.fullmatch(r"[a-z]+:[a-z0-9][a-z0-9-]*", row["id"]), row["id"]
        assert row["id"].startswith(prefix) or row["id"] in METONYMS, row["id"]


@pytest.mark.parametrize("rows", [GROUPS, BODIES])
def test_countries_and_sectors_are_known(rows):
    for row in rows:
        assert row["country"] in STATES | {"IMG", "IGO", "NGO", "MNC"}, row["id"]
        assert row["sector"] in SECTORS, row["id"]


def test_parents_are_in_the_table():
    known = {row["id"] for row in (*GROUPS, *BODIES)}
    assert {row["parent"] for row in (*GROUPS, *BODIES) if row["parent"]} <= known


def test_rows_of_one_group_follow_each_other_without_overlap():
    twice = [key for key, n in Counter(row["id"] for row in GROUPS).items() if n > 1]
    for key in twice:
        spans = [(r["from"] or "0", r["until"] or "9999") for r in GROUPS if r["id"] == key]  # years, or days
        spans.sort()
        assert all(a[1] <= b[0] for a, b in pairwise(spans)), key


def test_only_what_several_could_be_called_is_guarded():
    plain = {n.casefold() for row in GROUPS for n in (row["name"], *row.many("aliases")) if not n.endswith("?")}
    for row in GROUPS:
        for name in row.many("aliases"):
            bare = name[:-1]
            if bare.casefold() in plain:
                continue  # another group goes by that name everywhere
            acronym = is_acronym(bare) or bare.isupper() or name[0].isdigit()
            assert not name.endswith("?") or acronym or len(bare.split()) > 1, name


def test_names_have_pieces_and_straight_apostrophes():
    for row in (*GROUPS, *BODIES):
        for name in (row["name"], *row.many("aliases")):
            assert pieces(name), row["id"]
            assert "’" not in name, name


def test_patterns_stand_over_a_state():
    rows = table("actors/patterns.tsv", columns=("pattern", "name", "sector"))
    for row in rows:
        assert row["pattern"].startswith("{adj} ") or row["pattern"].endswith(" {name}"), row["pattern"]
        assert row["sector"] in SECTORS
    assert len({row["pattern"] for row in rows}) == len(rows)


def test_peoples_belong_to_a_state():
    for row in table("actors/peoples.tsv", columns=("names", "country", "note")):
        assert row["country"] in STATES, row["names"]


def test_phrase_words_have_a_known_class():
    rows = table("actors/phrase_words.tsv", columns=("word", "class", "sector"))
    assert {row["class"] for row in rows} == {
        "former", "carrier", "member", "adjective", "own", "unknown", "open", "property", "quantity", "other",
        "strike", "worker", "power", "origin", "turn", "befall", "continent",
    }  # fmt: skip
    assert {row["sector"] for row in rows if row["sector"]} <= SECTORS
