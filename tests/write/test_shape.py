"""What all exports share: cells that no spreadsheet runs, rows of the shape's width, a sidecar that tells all."""

import hashlib
from datetime import date, datetime

import pytest
from exported import context_of, written
from hypothesis import given
from hypothesis import strategies as st
from made import SEIZURE

from tocsin.write import gdelt, hxl, polecat, ucdp_like
from tocsin.write.shape import Column, Page, Part, Shape, cell, keep_all, lines_writer, sidecar, table_writer

TWO = (Column("a", "the first"), Column("b", "the second"))


def shape(rows, **more):
    return Shape("two", "1", ".csv", "comma-separated", TWO, ("all but two",), table_writer(TWO, rows, **more))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (0, "0"), (-1.67, "-1.67"), (-9, "-9"), (date(2025, 1, 27), "2025-01-27"), ("042", "042"),
        (datetime(2025, 1, 27, 6, 5), "2025-01-27T06:05:00Z"), ("=1+1", "'=1+1"), ("+49", "'+49"), ("-9", "'-9"),
        ("@home", "'@home"), ("\t=1", "'=1"), ("\r\n=1", "'=1"), ("two\n lines", "two lines"), ("a=b", "a=b"),
    ],
)  # fmt: skip
def test_a_cell_is_one_line_of_text_that_does_not_run(value, text):
    assert cell(value) == text


@given(st.text())
def test_no_text_of_a_cell_runs(words):
    assert not cell(words).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert "\n" not in cell(words)


def test_a_row_of_another_width_is_a_fault(tmp_path):
    with pytest.raises(AssertionError, match="a row of 3 cells where the shape has 2 columns"):
        written(shape(lambda *_: [(1, 2, 3)]), tmp_path / "x", SEIZURE)


def test_commas_are_quoted_and_tabs_are_not(tmp_path):
    odd = [('a, "b"', "c\td")]
    assert written(shape(lambda *_: odd), tmp_path / "x", SEIZURE)[1] == '"a, ""b""",c d\n'
    assert written(shape(lambda *_: odd, delimiter="\t"), tmp_path / "y", SEIZURE)[1] == "a, 'b'\tc d\n"


def test_lines_are_counted_and_end_alike(tmp_path):
    write = lines_writer(TWO, lambda i, _: [i.id, "ä"])
    (part,) = write([Page((SEIZURE,), context_of(SEIZURE))], tmp_path / "x")
    assert part.rows == 2
    assert (tmp_path / "x").read_bytes() == f"{SEIZURE.id}\nä\n".encode()


def test_the_sidecar_tells_what_it_is_what_it_loses_and_what_the_file_holds(tmp_path):
    part, text = written(shape(lambda *_: [(1, 2)], headers=(("a", "b"),)), tmp_path / "x.csv", SEIZURE)
    told = sidecar(shape(lambda *_: ()), [part], left_out={"rare": 1, "often": 5}, made={"tocsin": "0.1"})
    assert (told["shape"], told["rows"], told["losses"], told["tocsin"]) == ("two", 1, ["all but two"], "0.1")
    assert list(told["left_out"]) == ["often", "rare"]
    assert told["files"] == [
        {"name": "x.csv", "rows": 1, "bytes": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}
    ]
    assert told["columns"] == {"x.csv": {"a": "the first", "b": "the second"}}


@pytest.mark.parametrize("foreign", [gdelt.SHAPE, polecat.SHAPE, ucdp_like.SHAPE, hxl.SHAPE])
def test_a_foreign_shape_says_that_it_is_not_theirs(tmp_path, foreign):
    path = tmp_path / "x"
    path.touch()
    told = sidecar(foreign, [Part(path, 0, foreign.columns)], left_out={}, made={})
    assert told["notice"] == f"Produced by tocsin; not produced or endorsed by {foreign.after}."
    assert "GeoNames" in told["attribution"][0]
    assert "whoever publishes this file names one" in told["licence"]


def test_a_shape_of_our_own_is_nobody_elses():
    own = shape(lambda *_: ())
    assert own.notice == "Produced by tocsin."
    assert own.left_out is keep_all
    assert own.left_out(SEIZURE) is None
