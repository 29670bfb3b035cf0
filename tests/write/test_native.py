"""The native shape: JSON lines and CSV that hold the whole record."""

import csv
import json
from dataclasses import fields, replace
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.base.model import (
    Actor,
    ActorLink,
    Attribution,
    Count,
    Document,
    EventMention,
    EventPlace,
    EventTime,
    Extent,
    Participant,
    Place,
    PlaceLink,
    Precision,
    SaidBy,
    Stance,
    Status,
    TimeBasis,
)
from tocsin.base.reading import Reading
from tocsin.write.native import CSV_COLUMNS, clip, csv_lines, csv_table, layers_dict, mention_dict, mention_line

TEXT = "Rebels seized Sake on Friday, the army said."
REBELS = Participant("Rebels", 0, 6, None, "Rebels", "COD", "REB", "subj")
ARMY = Participant("the army", 30, 38, "organ:COD:MIL", "army of Congo", "COD", "MIL", "speaker")
MENTION = EventMention(
    id="m_1", document="d1", type="ASSAULT", mode="territory", contexts=("military", "territory"), cameo="195", quad=4,
    intensity=-9.0, status=Status.ASSERTED, trigger=Extent(7, 13, "seized"), evidence=Extent(0, 44, TEXT),
    actors=(REBELS,), recipients=(),
    place=EventPlace("Sake", 14, 18, "Sake", 123, "COD", "Nord-Kivu", -1.57, 29.04, Precision.TOWN),
    time=EventTime("on Friday", date(2025, 2, 21), date(2025, 2, 22), "day", TimeBasis.RELATIVE),
    counts=(("killed", Count(15, 15, None)),), attributions=(SaidBy(ARMY, "said", Stance.AFFIRMS),),
    about=None, also=(),
    score=0.8, reasons=("trigger:seize",),
)  # fmt: skip


def row(mention):
    lines = list(csv_lines([mention]))
    return next(csv.DictReader(StringIO("\n".join(lines))))


def test_mention_dict_has_the_names_of_the_record():
    assert set(mention_dict(MENTION)) == {f.name for f in fields(EventMention)}


def test_mention_line_is_one_line_of_json():
    line = mention_line(replace(MENTION, evidence=Extent(0, 5, "a\nb\u2028c")))
    assert "\n" not in line
    assert json.loads(line)["evidence"]["text"] == "a\nb\u2028c"


def test_mention_line_writes_dates_enums_and_counts():
    data = json.loads(mention_line(MENTION))
    assert data["time"]["start"] == "2025-02-21"
    assert data["status"] == "asserted"
    assert data["counts"] == {"killed": {"low": 15, "best": 15, "high": None}}
    assert data["place"]["precision"] == "town"


def test_unknown_is_null():
    data = json.loads(mention_line(replace(MENTION, place=None, time=None, mode=None)))
    assert (data["place"], data["time"], data["mode"]) == (None, None, None)


@given(st.text())
def test_mention_line_keeps_every_text(text):
    assert json.loads(mention_line(replace(MENTION, trigger=Extent(0, 1, text))))["trigger"]["text"] == text


def test_csv_has_every_column_once():
    assert len(CSV_COLUMNS) == len(set(CSV_COLUMNS))
    assert tuple(row(MENTION)) == CSV_COLUMNS


def test_csv_joins_several_values_and_tells_who_says():
    found = row(replace(MENTION, actors=(REBELS, ARMY)))
    assert found["actors"] == "Rebels; army of Congo"
    assert found["actor_countries"] == "COD; COD"
    assert (found["said_by"], found["denied_by"]) == ("the army", "")


def test_csv_tells_who_denies():
    found = row(replace(MENTION, attributions=(SaidBy(ARMY, "denied", Stance.DENIES),)))
    assert (found["said_by"], found["denied_by"]) == ("", "the army")


def test_csv_leaves_the_unknown_empty():
    found = row(replace(MENTION, place=None, time=None, mode=None, counts=()))
    assert {found[c] for c in ("place", "lat", "lon", "start", "end", "mode", "killed_low", "about")} == {""}


def test_csv_without_mentions_is_its_header():
    assert list(csv_lines([])) == [",".join(CSV_COLUMNS)]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_csv_runs_no_formula(cell):
    assert row(replace(MENTION, trigger=Extent(0, 1, cell)))["trigger"].startswith("'")


@pytest.mark.parametrize("cell", ["two\nlines", "two\r\nlines", "a\rb"])
def test_csv_keeps_a_line_break_in_its_cell(cell):
    lines = csv_table(("a", "b"), [[cell, "end"]])
    rows = list(csv.reader(StringIO("\r\n".join(lines), newline="")))
    assert rows == [["a", "b"], [cell, "end"]]


def test_csv_numbers_below_zero_stay_numbers():
    assert row(MENTION)["intensity"] == "-9.0"


def test_layers_have_the_form_that_scorers_read():
    cue, content = Extent(39, 43, "said"), Extent(0, 28, TEXT[:28])
    said = Attribution(cue, 8, "say", Extent(30, 38, "the army"), 7, (content,), "say", Stance.AFFIRMS, False, "r")
    sake = Place("Sake", 123, "COD", None, -1.57, 29.04, Precision.TOWN)
    reading = Reading(
        Document("d1", TEXT),
        actors=(ActorLink(0, 6, 0, 1, 0, Actor(None, "Rebels", None, "REB"), "typed", "noun"),),
        places=(PlaceLink(14, 18, 2, 3, 2, sake, "only one"), PlaceLink(19, 28, 3, 5, 4, None, "unknown")),
        attributions=(said,),
    )
    layers = json.loads(json.dumps(layers_dict(reading)))
    assert layers["document"] == "d1"
    first, second = layers["places"]
    assert (first["start"], first["end"], first["lat"], first["lon"], first["country"]) == (14, 18, -1.57, 29.04, "COD")
    assert second["lat"] is None
    (found,) = layers["attributions"]
    assert (found["cue"]["start"], found["speaker"]["end"], found["content"][0]["end"]) == (39, 38, 28)
    assert layers["actors"][0]["text"] == "Rebels"
    assert (layers["times"], layers["regions"], layers["related"]) == ([], [], [])


def test_layers_tell_a_speaker_not_named():
    said = Attribution(Extent(0, 1, "a"), 0, "say", None, None, (), "say", Stance.AFFIRMS, False, "r")
    assert layers_dict(Reading(Document("d", "abc"), attributions=(said,)))["attributions"][0]["speaker"] is None


@pytest.mark.parametrize(("words", "shown"), [("a  b\nc", "a b c"), ("abcdef", "abcd…")])
def test_clip_is_one_line_of_limited_width(words, shown):
    assert clip(Extent(0, 9, words), 5) == shown
