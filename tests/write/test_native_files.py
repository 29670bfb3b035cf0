import csv
from dataclasses import replace
from datetime import date

import pandas
import pytest
from made import COPY, DOCUMENT, INCIDENTS, MARCH, RELATIONS, SEIZURE, UNKNOWN

from tocsin.base.errors import BadInput, MissingExtra
from tocsin.base.model import Actor, Count, Precision
from tocsin.write import parquet
from tocsin.write.column import Presence
from tocsin.write.native_files import native_shape
from tocsin.write.native_incidents import INCIDENTS as TABLE
from tocsin.write.native_tables import documents_table, native_tables
from tocsin.write.shape import Context, Page

CONTEXT = Context({DOCUMENT.id: DOCUMENT, COPY.id: COPY})
FORMS = ("csv", "parquet")


def cells(incident):
    return dict(zip(TABLE.names, TABLE.row(incident), strict=True))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with all tables in both forms."""
    to = tmp_path_factory.mktemp("native")
    native_shape(standing=RELATIONS, forms=FORMS).write([Page(INCIDENTS, CONTEXT)], to)
    return to


def read(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_folder_has_each_table_in_each_form(folder):
    names = {f"{t.name}.{form}" for t in native_tables() for form in FORMS}
    assert {p.name for p in folder.iterdir()} == names


def test_parts_tell_the_rows_of_each_file(tmp_path):
    parts = native_shape(standing=RELATIONS).write([Page(INCIDENTS, CONTEXT)], tmp_path)
    mentions = sum(len(i.mentions) for i in INCIDENTS)
    assert [p.rows for p in parts] == [len(INCIDENTS), mentions, len(SEIZURE.claims), 2, len(RELATIONS)]


def test_csv_and_parquet_say_the_same(folder):
    for table in native_tables():
        rows = read(folder, table.name)
        typed = pandas.read_parquet(folder / f"{table.name}.parquet")
        assert list(typed.columns) == list(table.names) == list(rows[0])
        assert [r[table.names[0]] for r in rows] == list(typed[table.names[0]])


def test_parquet_has_text_for_codes_days_for_dates_and_lists_for_actors(folder):
    row = pandas.read_parquet(folder / "incidents.parquet", dtype_backend="pyarrow").iloc[0]
    assert (row["cameo"], row["geonameid"], row["start"]) == ("195", "216281", date(2025, 1, 27))
    assert list(row["actors"]) == ["March 23 Movement"]
    assert row["killed_low"] == 773


def test_leading_zeros_stay_through_both_forms(tmp_path):
    call = replace(SEIZURE, cameo="042")
    native_shape(forms=FORMS).write([Page((call,), CONTEXT)], tmp_path)
    assert read(tmp_path, "incidents")[0]["cameo"] == "042"
    assert pandas.read_parquet(tmp_path / "incidents.parquet")["cameo"][0] == "042"


def test_same_record_gives_the_same_bytes(folder, tmp_path):
    native_shape(standing=RELATIONS, forms=FORMS).write([Page(INCIDENTS, CONTEXT)], tmp_path)
    for file in folder.iterdir():
        assert file.read_bytes() == (tmp_path / file.name).read_bytes(), file.name


def test_pages_make_one_table(folder, tmp_path):
    native_shape(standing=RELATIONS).write([Page((i,), CONTEXT) for i in INCIDENTS], tmp_path)
    for file in tmp_path.iterdir():
        assert file.read_bytes() == (folder / file.name).read_bytes(), file.name


def test_empty_cell_says_why_it_is_empty():
    flood, march = cells(UNKNOWN), cells(MARCH)
    assert (flood["place"], flood["place_status"]) == (None, Presence.UNKNOWN)
    assert flood["actors_status"] == Presence.NOT_APPLICABLE
    assert march["actors_status"] == Presence.GIVEN
    call = cells(replace(SEIZURE, type="AID", mode=None, quad=2, counts=()))
    assert (call["mode_status"], call["killed_best_status"]) == (Presence.NOT_APPLICABLE, Presence.UNKNOWN)
    assert cells(replace(SEIZURE, mode=None))["mode_status"] == Presence.UNKNOWN
    assert cells(replace(SEIZURE, quad=3, counts=()))["killed_best_status"] == Presence.NOT_APPLICABLE


def test_zero_dead_is_a_statement(tmp_path):
    nobody = replace(SEIZURE, counts=(("killed", Count(0, 0, 0)),))
    native_shape().write([Page((nobody,), CONTEXT)], tmp_path)
    row = read(tmp_path, "incidents")[0]
    assert (row["killed_low"], row["killed_best_status"], row["injured_best"]) == ("0", "given", "")


def test_coordinates_have_no_more_decimals_than_the_place_bears():
    assert cells(SEIZURE)["lat"] == -1.6741
    province = replace(SEIZURE, place=replace(SEIZURE.place, precision=Precision.PROVINCE))
    assert (cells(province)["lat"], cells(province)["lon"]) == (-1.67, 29.23)


def test_text_of_documents_is_withheld_unless_it_is_asked_for(tmp_path):
    native_shape().write([Page(INCIDENTS, CONTEXT)], tmp_path)
    row = read(tmp_path, "documents")[0]
    assert (row["id"], row["text"], row["text_status"]) == (DOCUMENT.id, "", "withheld")
    native_shape(with_text=True).write([Page(INCIDENTS, CONTEXT)], tmp_path)
    row = read(tmp_path, "documents")[0]
    assert (row["text"], row["text_status"]) == (DOCUMENT.text, "given")
    assert documents_table().names == documents_table(with_text=True).names


def test_documents_that_no_incident_names_may_go_along(tmp_path):
    other = replace(DOCUMENT, id="d_00000000000f")
    native_shape(also=(DOCUMENT, other)).write([Page(INCIDENTS, CONTEXT)], tmp_path)
    assert [r["id"] for r in read(tmp_path, "documents")].count(DOCUMENT.id) == 1
    assert read(tmp_path, "documents")[-1]["id"] == other.id


def test_no_cell_runs_as_a_formula(tmp_path):
    evil = replace(SEIZURE, actors=(Actor(None, '=HYPERLINK("x")', None, None),))
    native_shape().write([Page((evil,), CONTEXT)], tmp_path)
    assert read(tmp_path, "incidents")[0]["actors"] == '\'=HYPERLINK("x")'
    assert read(tmp_path, "incidents")[0]["lat"] == "-1.6741"


def test_unknown_form_is_told_with_those_there_are():
    with pytest.raises(BadInput, match="'xls' is no form"):
        native_shape(forms=("xls",))


def test_parquet_without_pyarrow_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    assert not parquet.has_parquet()
    with pytest.raises(MissingExtra, match=r"tocsin\[parquet\]"):
        native_shape(forms=("parquet",)).write([], tmp_path)
