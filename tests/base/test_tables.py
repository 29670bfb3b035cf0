"""Tables: what a line means, and an error that names file and line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.base.errors import BadTable
from tocsin.base.tables import (
    NO_OVERLAY,
    Overlay,
    Row,
    data_folder,
    in_force,
    origin_in,
    per_overlay,
    read_table,
    table,
    under_own,
    using,
    without_origin,
)


def rows_of(tmp_path, text, columns=("a",)):
    path = tmp_path / "t.tsv"
    path.write_text(text, encoding="utf-8")
    return list(read_table(path, columns=columns))


def test_comments_and_empty_lines_are_passed_over(tmp_path):
    (row,) = rows_of(tmp_path, "# why\na\tb\n\n# more\n1\t2\n")
    assert row.cells == {"a": "1", "b": "2"}
    assert row.line == 5


def test_missing_trailing_cells_are_empty(tmp_path):
    (row,) = rows_of(tmp_path, "a\tb\tc\n1\n")
    assert row.cells == {"a": "1", "b": "", "c": ""}


def test_cells_are_stripped(tmp_path):
    (row,) = rows_of(tmp_path, "a\tb\n 1 \t 2 \n")
    assert row["b"] == "2"


def test_many_parts_a_cell(tmp_path):
    (row,) = rows_of(tmp_path, "a\n x | y ||z\n")
    assert row.many("a") == ("x", "y", "z")


def test_many_of_an_empty_cell_is_none(tmp_path):
    (row,) = rows_of(tmp_path, "a\tb\n1\t\n")
    assert row.many("b") == ()


def test_a_missing_column_is_told_with_those_there(tmp_path):
    with pytest.raises(BadTable, match=r"t.tsv, line 1: no column c; the header has a, b"):
        rows_of(tmp_path, "a\tb\n1\t2\n", columns=("a", "c"))


def test_an_extra_tab_is_told_with_its_line(tmp_path):
    with pytest.raises(BadTable, match=r"t.tsv, line 2: 3 cells where the header has 2"):
        rows_of(tmp_path, "a\tb\n1\t2\t3\n")


def test_bad_names_file_and_line(tmp_path):
    (row,) = rows_of(tmp_path, "a\n1\n")
    error = row.bad("the mode is unknown")
    assert isinstance(error, BadTable)
    assert str(error).endswith("t.tsv, line 2: the mode is unknown")


def test_table_reads_the_packaged_data():
    assert {"ASSAULT", "HAZARD"} <= {r["type"] for r in table("ontology.tsv", columns=("type", "mode"))}


def test_every_packaged_table_reads():
    files = list(data_folder().rglob("*.tsv"))
    assert files
    for file in files:
        assert list(read_table(file, columns=())), file


BREAKS = "\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
cell = st.text(st.characters(codec="utf-8", exclude_characters=BREAKS)).map(str.strip)


@given(st.lists(st.tuples(cell, cell), max_size=5))
def test_what_is_written_is_read(tmp_path_factory, pairs):
    pairs = [(a, b) for a, b in pairs if a and not a.startswith("#")]
    path = tmp_path_factory.mktemp("t") / "t.tsv"
    path.write_text("a\tb\n" + "".join(f"{a}\t{b}\n" for a, b in pairs), encoding="utf-8")
    assert [(r["a"], r["b"]) for r in read_table(path, columns=("a", "b"))] == pairs


def overlay_of(digest, *rows, gone=()):
    """Return an overlay over the weapons with rows of (lemma, mode) and lemmas taken out."""
    found = tuple(Row({"lemma": a, "mode": b}, "own.tsv", n, "words/weapons.tsv") for n, (a, b) in enumerate(rows, 2))
    taken = frozenset({(a,) for a, _ in rows} | {(a,) for a in gone})
    return Overlay("own", digest, {"words/weapons.tsv": found}, {}, {"words/weapons.tsv": taken})


@per_overlay
def modes():
    return {r["lemma"]: r["mode"] for r in table("words/weapons.tsv", columns=("lemma", "mode"))}


def test_own_rows_are_laid_over_ours_inside_alone():
    with using(overlay_of("a", ("slingshot", "beat"), ("drone", "aerial"), gone=["uav"])):
        inside = modes()
    assert (inside["slingshot"], inside["drone"], "uav" in inside) == ("beat", "aerial", False)
    assert "slingshot" not in modes()
    assert (modes()["drone"], "uav" in modes()) == ("drone", True)


def test_what_is_made_of_tables_is_kept_for_each_overlay_apart():
    one, two = overlay_of("one", ("slingshot", "beat")), overlay_of("two", ("slingshot", "aerial"))
    found = []
    for overlay in (one, two, one, two):
        with using(overlay):
            found.append(modes())
    assert [f["slingshot"] for f in found] == ["beat", "aerial", "beat", "aerial"]
    assert found[0] is found[2]
    assert modes() is modes()


def test_overlays_end_with_their_block_also_when_it_fails():
    with pytest.raises(ValueError, match="inside"), using(overlay_of("a")):
        raise ValueError("inside")
    assert in_force() is NO_OVERLAY


def test_methods_read_with_the_overlay_of_their_object():
    class Reader:
        overlay = overlay_of("method", ("slingshot", "beat"))

        @under_own
        def mode(self, lemma):
            return modes().get(lemma)

    assert Reader().mode("slingshot") == "beat"
    assert in_force() is NO_OVERLAY


def test_reasons_tell_of_own_rows_and_can_be_read_without():
    (row,) = overlay_of("a", ("slingshot", "beat")).rows["words/weapons.tsv"]
    assert row.origin == "own table words/weapons.tsv, line 2"
    for reason in (f"name; {row.origin}; title President", f"ASSAULT:hit/v ({row.origin}) x", row.origin):
        assert origin_in(reason) == row.origin
        assert "own table" not in without_origin(reason)
    assert without_origin(f"name; {row.origin}; title President") == "name; title President"
    assert origin_in("its own table") == ""
