"""The record's CSV: a fixed header, a cell for each column, nothing that a spreadsheet would run."""

import csv
from dataclasses import replace
from io import StringIO

import pytest
from made import CHANGES, CLAIMS, CONTROL, DOCUMENT, INCIDENTS, RELATIONS, SEIZURE, TRUCE, UNKNOWN

from tocsin.write import rows
from tocsin.write.native import csv_table

SHAPES = {
    "document": (rows.DOCUMENT_COLUMNS, [rows.document_row(DOCUMENT)]),
    "incident": (rows.INCIDENT_COLUMNS, [rows.incident_row(i) for i in INCIDENTS]),
    "claim": (rows.CLAIM_COLUMNS, [rows.claim_row(c, {SEIZURE.id: SEIZURE}) for c in CLAIMS]),
    "relation": (rows.RELATION_COLUMNS, [rows.relation_row(r) for r in RELATIONS]),
    "change": (rows.CHANGE_COLUMNS, [rows.change_row(c) for c in CHANGES]),
}


def row(columns, cells):
    return next(csv.DictReader(StringIO("\n".join(csv_table(columns, [cells])))))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_row_has_a_cell_for_each_column(shape):
    columns, made = SHAPES[shape]
    assert len(columns) == len(set(columns))
    assert {len(r) for r in made} == {len(columns)}


def test_an_incident_spreads_its_counts_and_joins_its_parties():
    found = row(rows.INCIDENT_COLUMNS, rows.incident_row(SEIZURE))
    assert (found["killed_low"], found["killed_best"], found["killed_high"]) == ("773", "2900", "")
    assert (found["actors"], found["recipient_countries"], found["denied_by"]) == ("March 23 Movement", "COD", "Rwanda")
    assert found["files"].startswith("pages/kivu-post-1.html; https://lakewire.example/goma")


def test_unknown_is_empty():
    found = row(rows.INCIDENT_COLUMNS, rows.incident_row(UNKNOWN))
    assert {found[c] for c in ("start", "end", "place", "lat", "actors", "killed_best")} == {""}


def test_a_claim_names_what_it_is_about_in_full():
    found = row(rows.CLAIM_COLUMNS, rows.claim_row(CLAIMS[2], {SEIZURE.id: SEIZURE}))
    assert "Armed Forces of the Democratic Republic of the Congo: ASSAULT territory in Goma" in found["what"]
    assert row(rows.CLAIM_COLUMNS, rows.claim_row(CLAIMS[2], {}))["what"] == ""


def test_a_relation_tells_its_ends_and_its_words():
    found = row(rows.RELATION_COLUMNS, rows.relation_row(TRUCE))
    assert (found["object_id"], found["until_earliest"], found["steps_against"]) == ("group:m23", "2025-02-03", "0")
    assert row(rows.RELATION_COLUMNS, rows.relation_row(CONTROL))["words_against"].startswith("Rwanda's spokeswoman")


@pytest.mark.parametrize("title", ["=1+1", "@SUM(A1)", "+1", "-1", "\tx"])
def test_no_cell_runs_as_a_formula(title):
    assert row(rows.DOCUMENT_COLUMNS, rows.document_row(replace(DOCUMENT, title=title)))["title"].startswith("'")
