"""Cells of own tables: what is given, what is allowed, what to do; and our own tables keep to it."""

import re
from dataclasses import replace

import pytest

from tocsin.base.errors import BadTable
from tocsin.base.overlay import tables
from tocsin.base.overlay_columns import CHECKS, check
from tocsin.base.tables import Row, data_folder, packaged

# Notes that stand in a column for "y", where nobody reads them.
MISPLACED = ("weak", "ended", "begun")


@pytest.mark.parametrize("name", sorted({*CHECKS, *(n for n in tables() if n.startswith("lexicon/"))}))
def test_our_own_rows_pass(name):
    for row in packaged(name):
        cells = {c: "" if c in MISPLACED and v != "y" else v for c, v in row.cells.items()}
        check(name, replace(row, own=name, cells=cells), {})


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_checks_are_of_columns_that_are_there(name):
    assert set(CHECKS[name]) <= set(packaged(name)[0].cells)


GOOD = {
    "actors/groups.tsv": {"id": "group:b", "name": "B", "country": "COD", "sector": "REB"},
    "actors/leaders_1.tsv": {"id": "person:b", "name": "B", "country": "COD", "role": "minister", "sector": "GOV"},
    "lexicon/ASSAULT.tsv": {"trigger": "b", "pos": "v", "mode": "aerial", "frame": "act"},
    "lexicon/THREATEN.tsv": {"trigger": "b", "pos": "v", "frame": "act"},
    "places/sites.tsv": {"name": "B", "kind": "town", "lat": "-1.5", "lon": "29", "country": "COD"},
    "words/status.tsv": {"lemma": "b", "pos": "v", "slot": "any", "status": "planned"},
    "words/numbers.tsv": {"words": "b", "kind": "number", "value": "12"},
    "words/times.tsv": {"words": "B", "kind": "feast", "value": "01-19"},
    "words/relations.tsv": {"lemma": "b", "pos": "v", "kind": "backs"},
    "words/furniture.tsv": {"pattern": "read {x} more", "kind": "furniture", "scope": "line"},
    "words/kinds.tsv": {"word": "b", "kinds": "person|crowd"},
    "words/forces.tsv": {"word": "b", "class": "force|sure"},
    "words/arms.tsv": {"word": "b", "class": "arms|plain"},
    "words/sites.tsv": {"word": "b", "class": "post|guarded"},
    "actors/phrase_words.tsv": {"word": "b", "class": "former"},
}
WRONG = [
    ("actors/groups.tsv", "id", "body:b", "id 'body:b' is no id of this table; write group:short-name"),
    ("actors/groups.tsv", "name", "", "name is empty; give it a value"),
    ("actors/groups.tsv", "country", "COGO", "country 'COGO' is not known; the nearest of the .* COG"),
    ("actors/groups.tsv", "country", "", "country is empty; give one of "),
    ("actors/groups.tsv", "sector", "REBEL", "sector 'REBEL' is not known; allowed: .*REB"),
    ("actors/groups.tsv", "parent", "group:m32", "parent 'group:m32' is not known; the nearest of .*group:m23"),
    ("actors/groups.tsv", "from", "May 2012", "from 'May 2012' cannot be read; write YYYY, YYYY-MM or YYYY-MM-DD"),
    ("actors/leaders_1.tsv", "role", "king", "role 'king' is not known; allowed: .*minister"),
    ("actors/leaders_1.tsv", "until", "2025-02-30", "until '2025-02-30' cannot be read"),
    ("lexicon/ASSAULT.tsv", "pos", "verb", "pos 'verb' is not known; allowed: a, n, v"),
    ("lexicon/ASSAULT.tsv", "mode", "nuclear", "mode 'nuclear' is no mode of ASSAULT; allowed: .*aerial"),
    ("lexicon/THREATEN.tsv", "mode", "aerial", "mode 'aerial' is no mode of THREATEN"),
    ("lexicon/ASSAULT.tsv", "frame", "acts", "frame 'acts' is not known; .*act"),
    ("lexicon/ASSAULT.tsv", "cameo", "x", "cameo 'x' is no whole number"),
    ("lexicon/ASSAULT.tsv", "when", "Obj", "when 'Obj' is no condition; write slot, slot:word"),
    ("lexicon/ASSAULT.tsv", "when", "subj=armd", "kind 'armd' is not known; .*armed"),
    ("places/sites.tsv", "kind", "city", "kind 'city' is not known; allowed: .*town"),
    ("places/sites.tsv", "lat", "1,5", "lat '1,5' is no number from -90 to 90; give decimal degrees"),
    ("places/sites.tsv", "lon", "181", "lon '181' is no number from -180 to 180"),
    ("places/sites.tsv", "country", "NGO", "country 'NGO' is not known"),
    ("words/status.tsv", "status", "planed", "status 'planed' is not known; allowed: .*planned"),
    ("words/numbers.tsv", "value", "a dozen", "value 'a dozen' is no whole number"),
    ("words/times.tsv", "value", "19 January", "value '19 January' is no day; write MM-DD"),
    ("words/relations.tsv", "above", "under:x", "above 'under:x' is not known; allowed: .*prep"),
    ("words/relations.tsv", "weak", "yes", "weak 'yes' is not known; allowed: y"),
    ("words/furniture.tsv", "pattern", "(more", "pattern '\\(more' is no regular expression"),
    ("words/kinds.tsv", "kinds", "person|man", "kinds 'man' is not known"),
    (
        "words/forces.tsv",
        "class",
        "sure",
        "class 'sure' has sure without force, .*; allowed: force\\|sure, or force alone",
    ),
    ("words/forces.tsv", "class", "materiel", "has materiel without theirs"),
    ("words/forces.tsv", "class", "unnamed", "takes is empty; give one of .*REB"),
    ("words/arms.tsv", "class", "plain", "has plain without arms"),
    ("words/arms.tsv", "class", "men|give", "has men without arms"),
    ("words/sites.tsv", "class", "guarded", "has guarded without post"),
    ("actors/phrase_words.tsv", "class", "ex", "class 'ex' is not known; allowed: .*former"),
]


def row_of(name, /, **more):
    return Row(dict.fromkeys(packaged(name)[0].cells, "") | GOOD[name] | more, f"own/{name}", 7, name)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_row_passes(name):
    check(name, row_of(name), {})


@pytest.mark.parametrize(("name", "column", "given", "told"), WRONG)
def test_a_bad_cell_is_told(name, column, given, told):
    with pytest.raises(BadTable) as error:
        check(name, row_of(name, **{column: given}), {})
    assert str(error.value).startswith(f"own/{name}, line 7: ")
    assert re.search(told, str(error.value)), str(error.value)


def test_codes_of_the_user_s_own_may_be_named():
    own = {"actors/groups.tsv": [row_of("actors/groups.tsv", id="group:above")]}
    check("actors/groups.tsv", row_of("actors/groups.tsv", parent="group:above"), own)


def test_all_tables_of_the_lexicon_are_checked():
    files = {f"lexicon/{f.name}" for f in data_folder().joinpath("lexicon").iterdir() if f.name.endswith(".tsv")}
    for name in files - {"lexicon/frames.tsv"}:
        for row in packaged(name):
            check(name, replace(row, own=name), {})
