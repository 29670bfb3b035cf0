"""The lexicon's tables: what a cell means, and that every row stands."""

import pytest

from tocsin.base.errors import BadTable
from tocsin.base.overlay import read_overlay
from tocsin.base.tables import Row, using
from tocsin.mentions import lexicon
from tocsin.mentions.lexicon import COLUMNS, VETO, load_lexicon, parse_condition, parse_slots, read_frames, to_entries

# Slots that the code fills besides prepositions; a preposition is any lower-case word.
OWN_SLOTS = {"subj", "obj", "iobj", "prt", "comp", "mod", "neg", "poss", "light", "gov", "host"}


def row(**cells):
    return Row({name: cells.get(name, "") for name in COLUMNS}, "lexicon/TEST.tsv", 7)


def entries_of(lemma, pos="VERB"):
    return load_lexicon().entries.get((lemma, pos), ())


@pytest.mark.parametrize(
    ("cell", "slots"),
    [
        ("", ()),
        ("subj", (("subj",),)),
        ("obj/against", (("obj",), ("against",))),
        ("between/with+subj", (("between",), ("with", "subj"))),
    ],
)
def test_parse_slots_reads_alternatives_of_unions(cell, slots):
    assert parse_slots(cell) == slots


@pytest.mark.parametrize(
    ("text", "slot", "words", "kinds", "negated"),
    [
        ("obj", "obj", set(), set(), False),
        ("!of", "of", set(), set(), True),
        ("obj:sanction|embargo", "obj", {"sanction", "embargo"}, set(), False),
        ("subj=armed|state", "subj", set(), {"armed", "state"}, False),
        ("!subj=event", "subj", set(), {"event"}, True),
        ("on:strike", "on", {"strike"}, set(), False),
    ],
)
def test_parse_condition_reads_slot_words_kinds(text, slot, words, kinds, negated):
    c = parse_condition(text)
    assert (c.slot, set(c.words), set(c.kinds), c.negated) == (slot, words, kinds, negated)


def test_a_row_with_several_lemmas_gives_one_entry_each():
    made = list(to_entries(row(trigger="bomb|shell", pos="v", frame="act"), "ASSAULT", read_frames()))
    assert [(e.lemma, e.pos, e.type) for e in made] == [("bomb", "VERB", "ASSAULT"), ("shell", "VERB", "ASSAULT")]


def test_unknown_part_of_speech_names_file_line_and_choices():
    with pytest.raises(BadTable, match=r"lexicon/TEST.tsv, line 7: pos 'x' is not one of v, n, a"):
        list(to_entries(row(trigger="bomb", pos="x"), "ASSAULT", read_frames()))


def test_unknown_frame_names_the_known_ones():
    with pytest.raises(BadTable, match=r"line 7: frame 'acts' is not in frames.tsv; known: .*act-on"):
        list(to_entries(row(trigger="bomb", pos="v", frame="acts"), "ASSAULT", read_frames()))


def test_unknown_mode_names_the_table(tmp_path, monkeypatch):
    folder = tmp_path / "lexicon"
    folder.mkdir()
    (folder / "ASSAULT.tsv").write_text("\t".join(COLUMNS) + "\nbomb\tv\t\tnuclear\tact\t\t\n", encoding="utf-8")
    frames, codes = read_frames(), lexicon.read_codes()
    monkeypatch.setattr(lexicon, "data_folder", lambda: tmp_path)
    monkeypatch.setattr(lexicon, "read_frames", lambda: frames)
    monkeypatch.setattr(lexicon, "read_codes", lambda: codes)
    with pytest.raises(BadTable, match=r"line 2: mode 'nuclear' is not a mode of ASSAULT"):
        load_lexicon.__wrapped__()


def test_a_table_of_no_type_is_refused(tmp_path, monkeypatch):
    folder = tmp_path / "lexicon"
    folder.mkdir()
    (folder / "FIGHT.tsv").write_text("\t".join(COLUMNS) + "\n", encoding="utf-8")
    frames, codes = read_frames(), lexicon.read_codes()
    monkeypatch.setattr(lexicon, "data_folder", lambda: tmp_path)
    monkeypatch.setattr(lexicon, "read_frames", lambda: frames)
    monkeypatch.setattr(lexicon, "read_codes", lambda: codes)
    with pytest.raises(BadTable, match=r"FIGHT is no event type; known types: .*ASSAULT"):
        load_lexicon.__wrapped__()


def test_every_type_has_words():
    with_words = {e.type for found in load_lexicon().entries.values() for e in found}
    assert with_words - {VETO} == {type_ for type_, _ in load_lexicon().codes}


def test_every_type_but_hazards_has_a_quad_class():
    assert {t for (t, _), code in load_lexicon().codes.items() if code.quad is None} == {"HAZARD"}


def test_lemmas_are_lower_case_single_words():
    wrong = {lemma for lemma, _ in load_lexicon().entries if lemma != lemma.lower() or " " in lemma or not lemma}
    assert not wrong


def test_conditions_name_slots_that_can_be_filled():
    slots = {c.slot for found in load_lexicon().entries.values() for e in found for c in e.when}
    parts = {part for s in slots - OWN_SLOTS for part in s.split("|")}
    wrong = {p for p in parts if not p.isalpha() or p != p.lower()}
    assert not wrong


def test_content_status_is_a_status():
    known = {"", "alleged", "denied", "negated", "requested", "threatened", "planned", "hypothetical", "asserted"}
    assert {f.content_status for f in read_frames().values()} <= known


@pytest.mark.parametrize(
    ("lemma", "pos", "type_"),
    [
        ("attack", "VERB", "ASSAULT"), ("arrest", "VERB", "COERCE"), ("ceasefire", "NOUN", "RETREAT"),
        ("accuse", "VERB", "ACCUSE"), ("deny", "VERB", "REJECT"), ("earthquake", "NOUN", "HAZARD"),
        ("meet", "VERB", "CONSULT"), ("protest", "VERB", "PROTEST"), ("deploy", "VERB", "MOBILIZE"),
    ],
)  # fmt: skip
def test_plain_words_have_their_type(lemma, pos, type_):
    assert type_ in {e.type for e in entries_of(lemma, pos)}


def test_own_rows_come_first_and_tell_where_they_stand(tmp_path):
    (tmp_path / "lexicon").mkdir()
    own = tmp_path / "lexicon" / "THREATEN.tsv"
    own.write_text("trigger\tpos\twhen\tframe\nwaylay\tv\tobj\tact\nkneecap\tv\t\tact\n", encoding="utf-8")
    with using(read_overlay(tmp_path)):
        first, *ours = entries_of("waylay")
        (new,) = entries_of("kneecap")
    assert (first.type, first.is_own, first.rule) == (
        "THREATEN", True, "THREATEN:waylay/v[obj] (own table lexicon/THREATEN.tsv, line 2)",
    )  # fmt: skip
    assert ours == list(entries_of("waylay"))
    assert not any(e.is_own for e in ours)
    assert new.rule.startswith("THREATEN:kneecap/v (own table")
    assert entries_of("kneecap") == ()
