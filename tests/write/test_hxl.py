"""HXL: names, hashtags, one row an incident; libhxl reads it and finds nothing wrong with a cell."""

from dataclasses import replace
from datetime import date

import pytest
from exported import KILLED, TAKEN, cells, dicts, written
from made import BACKING, MARCH, SEIZURE

from tocsin.write.hxl import SHAPE, TAGS


def test_names_are_above_tags_and_tags_above_rows(tmp_path):
    found = cells(SHAPE, tmp_path / "x", SEIZURE)
    assert found[0] == [c.name for c in SHAPE.columns]
    assert found[1] == list(TAGS)
    assert all(t.startswith("#") for t in TAGS)
    assert len(set(TAGS)) == len(TAGS) == len(found[2])


def test_libhxl_reads_tags_and_rows_and_finds_no_fault(tmp_path):
    hxl = pytest.importorskip("hxl", exc_type=ImportError)
    path = tmp_path / "x.hxl.csv"
    written(SHAPE, path, SEIZURE, TAKEN, MARCH)
    options = hxl.InputOptions(allow_local=True)
    with hxl.data(str(path), options) as source:
        rows = list(source)
    assert [c.display_tag for c in source.columns] == list(TAGS)
    assert [r.get("#event+id") for r in rows] == ["TCS-0123456789ab", "TCS-00000000000e", "TCS-00000000000b"]
    assert rows[0].get("#affected+killed+min") == "773"
    with hxl.data(str(path), options) as source:
        found = hxl.validate(source)
    assert (found["stats"]["error"], found["stats"]["warning"]) == (0, 0)


def test_a_row_has_numbers_apart_from_who_says_them(tmp_path):
    (row,) = dicts(SHAPE, tmp_path / "x", KILLED, headers=2)
    assert (row["killed_low"], row["killed_best"], row["killed_high"], row["injured_low"]) == ("3", "7", "", "")
    assert (row["denied_by"], row["status"], row["independent_origins"]) == ("Rwanda", "disputed", "4")
    assert (row["date_start"], row["date_end"], row["reported_at"]) == ("2025-01-27", "2025-01-27", "2025-01-27")
    assert (row["country"], row["admin1"], row["admin2"], row["geonames_id"]) == ("COD", "Nord-Kivu", "", "216281")
    assert row["url"] == "https://lakewire.example/goma"


def test_the_day_of_the_report_is_not_the_day_it_happened(tmp_path):
    (row,) = dicts(SHAPE, tmp_path / "x", TAKEN, headers=2)
    assert (row["date_start"], row["date_end"], row["date_precision"]) == ("", "", "")
    assert row["reported_at"] == "2025-01-27"


def test_the_last_day_is_part_of_the_incident(tmp_path):
    (row,) = dicts(SHAPE, tmp_path / "x", replace(SEIZURE, end=date(2025, 1, 30)), headers=2)
    assert row["date_end"] == "2025-01-29"


def test_what_did_not_happen_is_left_out():
    assert SHAPE.left_out(BACKING) == "told as alleged, not as having happened"
