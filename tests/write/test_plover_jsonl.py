import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from made import BACKING, DOCUMENT, GOMA, INCIDENTS, MARCH, SEIZURE, UNKNOWN

from tocsin.base.incidents import IncidentStatus
from tocsin.base.model import Actor, Precision, Status, TimeBasis
from tocsin.base.tables import table
from tocsin.write.crosswalks import plover_of
from tocsin.write.facts import NOT_ASSERTED
from tocsin.write.plover_jsonl import NO_TYPE, event, left_out, plover_shape
from tocsin.write.shape import Context, Page

CHANGED = datetime(2025, 2, 6, tzinfo=UTC)
CONTEXT = Context({DOCUMENT.id: DOCUMENT}, {}, {SEIZURE.id: (CHANGED, CHANGED)})
# PLOVER's manual, draft 2.0: types, modes, names of fields.
TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
FIELDS = {
    "id", "has_event", "date", "time", "enddate", "endtime", "actor", "recipient", "event", "event_loc", "event_text",
    "quad_code", "event_scale", "mode", "context", "link", "text", "text_info", "cite_info", "coder", "coded_date",
    "coded_time", "comment", "size",
}  # fmt: skip
OURS = {("RETREAT", "return"), ("REJECT", "deny"), ("SANCTION", "impose"), ("ASSAULT", "territory")}


def test_fields_are_those_of_the_manual():
    assert set(event(SEIZURE, CONTEXT)) <= FIELDS
    assert {c.name for c in plover_shape().columns} <= FIELDS


def test_event_has_who_what_where_when_how_many_and_its_source():
    found = event(SEIZURE, CONTEXT)
    assert (found["date"], found["coded_date"], found["event"]) == ("2025-01-27", "2025-02-06", ["ASSAULT"])
    assert not {"mode", "enddate"} & found.keys()
    assert found["actor"] == [
        {"code": "COD", "sector": "REB", "entity_text": "March 23 Movement", "identifier_text": "group:m23"}
    ]
    assert (found["event_loc"]["geonameid"], found["event_loc"]["resolution"]) == (216281, 4)
    assert found["size"] == {"dead": 2900}
    assert found["cite_info"] == {
        "title": "Goma falls to rebels", "language": "en", "publication": "The Kivu Post",
    }  # fmt: skip
    assert found["text"] in DOCUMENT.text


def test_last_day_is_within_the_happening():
    assert event(MARCH, CONTEXT)["enddate"] == "2025-02-16"


def test_who_says_and_who_denies_stand_in_the_comment():
    comment = event(SEIZURE, CONTEXT)["comment"]
    assert comment == "disputed; independent origins: 4; denied by Rwanda"


def test_day_of_the_report_is_said_to_be_one():
    assert "day of the report" in event(replace(SEIZURE, time_basis=TimeBasis.PUBLISHED), CONTEXT)["comment"]


def test_unknown_actor_is_an_entity_of_unknown_sector():
    assert event(replace(SEIZURE, actors=()), CONTEXT)["actor"] == [{"sector": "UNK"}]


def test_kosovo_has_the_code_of_plover():
    who = Actor("country:XKX", "Kosovo", "XKX", "GOV")
    assert event(replace(SEIZURE, actors=(who,)), CONTEXT)["actor"][0]["code"] == "KOS"


def test_resolution_falls_with_the_size_of_the_place():
    sizes = [
        event(replace(SEIZURE, place=replace(GOMA, precision=p)), CONTEXT)["event_loc"]["resolution"] for p in Precision
    ]
    assert sizes == [5, 4, 3, 2, 1, 2]


@pytest.mark.parametrize("told", [s for s in Status if s is not Status.ASSERTED])
def test_only_what_is_asserted_has_a_line(told):
    assert left_out(replace(SEIZURE, told=told)) == NOT_ASSERTED.format(told.value)


def test_hazards_have_no_line():
    assert left_out(replace(UNKNOWN, status=IncidentStatus.REPORTED)) == NO_TYPE
    assert left_out(BACKING) == NOT_ASSERTED.format("alleged")


def test_every_type_and_mode_of_ours_goes_out_as_one_of_plover():
    rows = [(r["type"], r["mode"] or None) for r in table("ontology.tsv", columns=("type", "mode"))]
    codes = {row: plover_of(*row) for row in rows}
    assert {c[0] for c in codes.values() if c} == TYPES
    assert {row for row, code in codes.items() if code and code != row} == OURS
    assert {row[0] for row, code in codes.items() if code is None} == {"HAZARD"}


def test_file_has_one_event_a_line(tmp_path):
    shape = plover_shape()
    kept = tuple(i for i in INCIDENTS if shape.left_out(i) is None)
    (part,) = shape.write([Page(kept, CONTEXT)], tmp_path / "events.jsonl")
    lines = (tmp_path / "events.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [SEIZURE.id, MARCH.id]
    assert part.rows == 2


@pytest.mark.parametrize("status", [IncidentStatus.WITHDRAWN, IncidentStatus.SUPERSEDED])
def test_what_was_taken_back_or_merged_has_no_line(status):
    assert left_out(SEIZURE) is None
    assert left_out(replace(SEIZURE, status=status))
