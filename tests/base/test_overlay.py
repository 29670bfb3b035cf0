"""Own tables: what is added, replaced and taken out, and an error for each way in which they can be wrong."""

import re

import pytest

from tocsin.base.errors import BadSetting, BadTable
from tocsin.base.overlay import Change, changes, read_overlay, tables
from tocsin.base.table_keys import SHAPES, keys_of, shape_of
from tocsin.base.tables import packaged, table, using

GROUPS = "id\tname\taliases\tcountry\tsector\n"
ASSAULT = "trigger\tpos\twhen\tmode\tframe\n"
SITES = "name\tkind\tlat\tlon\tcountry\n"


@pytest.fixture
def folder(tmp_path):
    """Return a function that writes tables by name and reads the folder."""

    def write(**files):
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return lambda files: write(**files)


def overlay_of(folder, name, text):
    return read_overlay(folder({name: text}))


def cells(name, column, overlay):
    with using(overlay):
        return [row[column] for row in table(name, columns=(column,))]


def test_a_row_is_added_before_ours(folder):
    overlay = overlay_of(folder, "actors/groups.tsv", GROUPS + "group:blue\tBlue Front\tBF\tCOD\tREB\n")
    with using(overlay):
        first, *rest = table("actors/groups.tsv", columns=("id",))
    assert (first["id"], first["parent"], first.origin) == ("group:blue", "", "own table actors/groups.tsv, line 2")
    assert [r.cells for r in rest] == [r.cells for r in packaged("actors/groups.tsv")]
    assert not any(r.origin for r in rest)


def test_a_row_with_a_key_of_ours_stands_in_its_place(folder):
    overlay = overlay_of(folder, "actors/groups.tsv", GROUPS + "group:adf\tADF\t\tUGA\tCRM\n")
    ours = [row["id"] for row in packaged("actors/groups.tsv")]
    assert cells("actors/groups.tsv", "id", overlay) == ours
    assert cells("actors/groups.tsv", "sector", overlay)[ours.index("group:adf")] == "CRM"


def test_all_rows_of_a_key_make_room_and_a_key_may_have_several(folder):
    """A person has a row for each office; a person of the user's own has theirs alone."""
    head = "id\tname\tcountry\ttitle\trole\tsector\tfrom\tuntil\n"
    rows = "".join(
        f"person:barack-obama\tBarack Obama\tUSA\t{t}\tformer\tELI\t{y}\t\n" for t, y in (("a", 2017), ("b", 2020))
    )
    overlay = overlay_of(folder, "actors/leaders.tsv", head + rows)
    with using(overlay):
        found = [r["from"] for r in table("actors/leaders_1.tsv", columns=("id",)) if r["id"] == "person:barack-obama"]
    assert found == ["2017", "2020"]


def test_a_minus_takes_ours_out(folder):
    overlay = overlay_of(folder, "actors/groups.tsv", "id\n-group:adf\n")
    assert "group:adf" not in cells("actors/groups.tsv", "id", overlay)
    assert len(cells("actors/groups.tsv", "id", overlay)) == len(packaged("actors/groups.tsv")) - 1


def test_of_a_row_that_lists_several_only_the_one_goes(folder):
    overlay = overlay_of(folder, "lexicon/ASSAULT.tsv", ASSAULT + "-waylay\tv\n")
    found = cells("lexicon/ASSAULT.tsv", "trigger", overlay)
    assert "ambush" in found
    assert "ambush|waylay" not in found


def test_a_star_takes_out_all_rules_of_a_word(folder):
    overlay = overlay_of(folder, "lexicon/ASSAULT.tsv", ASSAULT + "-capture\tv\t*\n")
    left = [t for t in cells("lexicon/ASSAULT.tsv", "trigger", overlay) if "capture" in t.split("|")]
    with using(overlay):
        rows = [
            r for r in table("lexicon/ASSAULT.tsv", columns=()) if "capture" in r.many("trigger") and r["pos"] == "v"
        ]
    assert rows == []
    assert len(left) < sum("capture" in r.many("trigger") for r in packaged("lexicon/ASSAULT.tsv"))


def test_a_rule_makes_room_in_the_table_of_another_type(folder):
    overlay = overlay_of(folder, "lexicon/NONE.tsv", "trigger\tpos\twhen\nwaylay\tv\t\n")
    assert "ambush" in cells("lexicon/ASSAULT.tsv", "trigger", overlay)


def test_the_order_of_conditions_tells_no_rules_apart():
    shape = shape_of("lexicon/ASSAULT.tsv")
    one, two = ({"trigger": "a", "pos": "v", "when": when} for when in ("obj subj=armed", "subj=armed obj"))
    assert keys_of(one, shape) == keys_of(two, shape)


def test_words_that_stand_in_one_cell_are_taken_out_one_by_one(folder):
    overlay = overlay_of(folder, "places/common_words.tsv", "words\n-reading\n")
    words = {w for cell in cells("places/common_words.tsv", "words", overlay) for w in cell.split()}
    assert "reading" not in words
    assert "abbey" in words or "academy" in words


def test_changes_say_what_each_row_does(folder):
    text = GROUPS + "group:blue\tBlue Front\t\tCOD\tREB\ngroup:adf\tADF\t\tUGA\tCRM\n-group:m23\n"
    found = [(row.line, change) for _, row, change in changes(overlay_of(folder, "actors/groups.tsv", text))]
    assert found == [(2, Change.ADDED), (3, Change.REPLACED), (4, Change.OUT)]


def test_the_digest_is_of_what_the_rows_say(folder, tmp_path):
    one = overlay_of(folder, "actors/groups.tsv", GROUPS + "group:blue\tBlue Front\t\tCOD\tREB\n")
    same = overlay_of(
        folder, "actors/groups.tsv", GROUPS + "group:blue\tBlue Front\t\tCOD\tREB\t\n".replace("\t\n", "\n")
    )
    other = overlay_of(folder, "actors/groups.tsv", GROUPS + "group:blue\tBlue Front\t\tCOD\tCRM\n")
    assert one.digest == same.digest != other.digest
    assert one.digest_of(["places/sites.tsv"]) == ""


def test_notes_and_hidden_files_may_stand_beside_tables(folder):
    overlay = read_overlay(
        folder({"README.md": "ours", ".git/x": "", "actors/groups.tsv": GROUPS + "group:b\tB\t\tCOD\tREB\n"})
    )
    assert list(overlay.rows) == ["actors/groups.tsv"]


def test_a_file_with_a_byte_order_mark_is_read(folder):
    assert overlay_of(folder, "actors/groups.tsv", "\ufeff" + GROUPS + "group:b\tB\t\tCOD\tREB\n").rows


def test_a_row_may_name_what_is_in_another_table_of_the_folder(folder):
    frames = "frame\tactor\trecipient\nours\tsubj\tobj\n"
    rows = {"lexicon/frames.tsv": frames, "lexicon/ASSAULT.tsv": ASSAULT + "kneecap\tv\t\tfirearms\tours\n"}
    assert set(read_overlay(folder(rows)).rows) == set(rows)


WRONG = {
    "unknown file": ("actors/group.tsv", GROUPS, "actors/group.tsv is no table .*did you mean actors/groups.tsv"),
    "unknown type": ("lexicon/ASSULT.tsv", ASSAULT, "lexicon/ASSULT.tsv is no table .*lexicon/ASSAULT.tsv"),
    "not to be added to": ("places/outlines.tsv", "iso3\n", "places/outlines.tsv is no table"),
    "no table's ending": ("actors/groups.csv", "id,name\n", "actors/groups.csv is no table .*actors/groups.tsv"),
    "empty": ("actors/groups.tsv", "", "holds no header; its first line names columns, .*id, name"),
    "unknown column": ("actors/groups.tsv", "id\tland\n", "line 1: column 'land' is not known; allowed: .*country"),
    "column twice": ("actors/groups.tsv", "id\tname\tname\n", "line 1: a column stands twice"),
    "no key column": ("lexicon/ASSAULT.tsv", "trigger\tpos\nx\tv\n", "line 1: no column when"),
    "too many cells": ("actors/peoples.tsv", "names\tcountry\nA\tCOD\tx\n", "line 2: 3 cells where the header has 2"),
    "same key": (
        "actors/groups.tsv",
        GROUPS + "group:b\tB\t\tCOD\tREB\ngroup:b\tC\t\tCOD\tREB\n",
        r"line 3: 'group:b' stands already in .*groups.tsv, line 2; keep one",
    ),
    "given and taken out": (
        "actors/groups.tsv",
        GROUPS + "group:adf\tB\t\tCOD\tREB\n-group:adf\n",
        r"line 3: 'group:adf' stands already in .*line 2",
    ),
    "takes out nothing": (
        "actors/groups.tsv",
        "id\n-group:m32\n",
        "line 2: takes out 'group:m32', which is no row of ours by id; near it are: .*group:m23",
    ),
    "takes out no word": ("words/numbers.tsv", "words\tkind\n-\tmany\n", "line 2: - takes out no row; write the words"),
}


@pytest.mark.parametrize(("name", "text", "told"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_file_and_line(folder, name, text, told):
    with pytest.raises(BadTable) as error:
        overlay_of(folder, name, text)
    assert name in str(error.value)
    assert re.search(told, str(error.value)), str(error.value)


def test_rules_of_two_files_that_are_one_are_told(folder):
    none = "trigger\tpos\twhen\nkneecap\tv\t\n"
    with pytest.raises(BadTable, match=r"NONE.tsv, line 2: 'kneecap v' stands already in .*ASSAULT.tsv, line 2"):
        read_overlay(folder({"lexicon/ASSAULT.tsv": ASSAULT + "kneecap\tv\t\t\tact\n", "lexicon/NONE.tsv": none}))


def test_a_file_that_is_no_utf8_is_told(folder, tmp_path):
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "groups.tsv").write_bytes(b"id\tname\ngroup:b\t\xff\n")
    with pytest.raises(BadTable, match=r"groups.tsv: is no text in UTF-8 .* save it as UTF-8"):
        read_overlay(tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BadSetting, match=r"there is no folder '.*none' with tables of your own; make it"):
        read_overlay(tmp_path / "none")


def test_a_folder_without_tables_is_told(tmp_path):
    with pytest.raises(BadSetting, match=r"holds no table; put in one of actors/bodies.tsv, "):
        read_overlay(tmp_path)


def test_every_table_that_can_be_added_to_is_there():
    assert {n for n in tables() if n != "actors/leaders.tsv"} >= set(SHAPES)
    assert all(packaged(name) for name in SHAPES)


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_keys_are_columns(name):
    shape = SHAPES[name]
    assert {*shape.key, *shape.also} <= set(packaged(name)[0].cells)
    assert not shape.many or shape.many in shape.key
