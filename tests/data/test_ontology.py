"""The ontology and the contexts: every type, mode and number that leaves the coder."""

from __future__ import annotations

import re

import pytest

from tocsin.base.overlay_checks import kinds, kinds_of
from tocsin.base.tables import Row, data_folder, read_table, table
from tocsin.mentions.lexicon import COLUMNS as LEXICON_COLUMNS
from tocsin.mentions.lexicon import VETO, load_lexicon, parse_condition

COLUMNS = ("type", "mode", "quad", "intensity", "cameo", "recipient_required", "meaning")
QUADS = {
    "AGREE": "1", "CONSULT": "1", "SUPPORT": "1", "CONCEDE": "1",
    "COOPERATE": "2", "AID": "2", "RETREAT": "2",
    "REQUEST": "3", "ACCUSE": "3", "REJECT": "3", "THREATEN": "3",
    "PROTEST": "4", "SANCTION": "4", "MOBILIZE": "4", "COERCE": "4", "ASSAULT": "4",
    "HAZARD": "",
}  # fmt: skip
OURS = {("REJECT", "deny"), ("ASSAULT", "territory"), ("SANCTION", "impose"), ("RETREAT", "return")}


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return table("ontology.tsv", columns=COLUMNS)


def test_ontology_has_the_sixteen_types_and_hazard(rows: list[Row]) -> None:
    assert {r["type"]: r["quad"] for r in rows if not r["mode"]} == QUADS


def test_ontology_has_plovers_67_modes_beside_ours(rows: list[Row]) -> None:
    modes = [(r["type"], r["mode"]) for r in rows if r["mode"] and r["type"] != "HAZARD"]
    assert len(modes) == len(set(modes)) == 67 + len(OURS)
    assert set(modes) >= OURS


def test_ontology_has_eleven_hazards_without_numbers(rows: list[Row]) -> None:
    hazards = [r for r in rows if r["type"] == "HAZARD"]
    assert len([r for r in hazards if r["mode"]]) == 11
    assert not any(r["quad"] or r["intensity"] or r["cameo"] for r in hazards)


def test_modes_share_their_types_quad_and_requirement(rows: list[Row]) -> None:
    types = {r["type"]: (r["quad"], r["recipient_required"]) for r in rows if not r["mode"]}
    assert all(types[r["type"]] == (r["quad"], r["recipient_required"]) for r in rows)


def test_intensity_has_the_sign_of_the_quad_class(rows: list[Row]) -> None:
    scored = [(int(r["quad"]), float(r["intensity"]), r["mode"]) for r in rows if r["quad"]]
    assert all(-10 <= score <= 10 for _, score, _ in scored)
    assert all(score > 0 for quad, score, _ in scored if quad <= 2)
    assert all(score < 0 for quad, score, _ in scored if quad == 4)
    assert all(score <= 0.5 for quad, score, _ in scored if quad == 3)


def test_cameo_codes_are_well_formed(rows: list[Row]) -> None:
    assert all(re.fullmatch(r"(0[1-9]|1\d|20)\d{1,2}", r["cameo"]) for r in rows if r["quad"])


def test_every_row_says_what_it_means(rows: list[Row]) -> None:
    assert all(len(r["meaning"]) >= 7 and r["recipient_required"] in ("y", "n") for r in rows)


def test_there_are_37_contexts_with_cues() -> None:
    contexts = table("contexts.tsv", columns=("context", "words"))
    assert len({r["context"] for r in contexts}) == len(contexts) == 37
    for row in contexts:
        words = row.many("words")
        assert 8 <= len(words) <= 32
        assert len(set(words)) == len(words)
        assert all(word == word.lower() and " " not in word for word in words)


LEXICON = sorted(f.name for f in data_folder().joinpath("lexicon").iterdir() if f.name not in ("frames.tsv",))
TYPES_OF_FILES = {name.removesuffix(".tsv").split("_")[0] for name in LEXICON}
# Slots that are no preposition (docs of the `when` column), and the prepositions that rows may name.
SLOTS = {
    "subj", "obj", "iobj", "prt", "comp", "mod", "neg", "poss", "light", "gov", "head", "sent", "prep", "advcl", "mark",
}  # fmt: skip
PREPOSITIONS = {
    "aboard", "about", "across", "after", "against", "along", "amid", "among", "around", "as", "at", "away",
    "before", "behind", "between", "by", "despite", "down", "due", "during", "for", "from", "in", "inside",
    "into", "near", "of", "off", "on", "onto", "out", "outside", "over", "pending", "per", "since", "through",
    "throughout", "to", "toward", "towards", "under", "until", "up", "upon", "via", "while", "with", "within",
    "without",
}  # fmt: skip


@pytest.fixture(scope="module", params=LEXICON)
def entries(request: pytest.FixtureRequest) -> list[Row]:
    return list(read_table(data_folder().joinpath("lexicon", request.param), columns=LEXICON_COLUMNS))


def test_every_type_has_a_lexicon_and_every_lexicon_a_type(rows: list[Row]) -> None:
    assert {r["type"] for r in rows} | {VETO} == TYPES_OF_FILES


def test_whole_lexicon_loads() -> None:
    assert sum(map(len, load_lexicon().entries.values())) > 3000


def test_conditions_name_slots_that_exist(entries: list[Row]) -> None:
    slots = {(c.slot, c.text) for r in entries for c in map(parse_condition, r["when"].split())}
    assert {text for slot, text in slots if slot not in SLOTS | PREPOSITIONS} == set()


def test_words_of_conditions_are_single_lemmas(entries: list[Row]) -> None:
    words = {w for r in entries for c in map(parse_condition, r["when"].split()) for w in c.words | c.kinds}
    assert {w for w in words if ":" in w or "=" in w or w != w.lower()} == set()


def test_conditions_ask_for_kinds_that_words_have(entries: list[Row]) -> None:
    asked = {(k, r["trigger"]) for r in entries for c in r["when"].split() for k in kinds_of(c)}
    known = frozenset(kinds({}))
    assert {(k, words) for k, words in asked if k not in known} == set()


def test_no_row_stands_twice(entries: list[Row]) -> None:
    keys = [(t, r["pos"], r["when"], r["mode"]) for r in entries for t in r.many("trigger")]
    assert sorted({k for k in keys if keys.count(k) > 1}) == []
