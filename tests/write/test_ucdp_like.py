"""UCDP-like: 49 columns, only happenings with deaths told at a place, the state as the first side."""

from dataclasses import replace
from datetime import date

import pytest
from exported import KILLED, TAKEN, at, cells, dicts
from made import BACKING, CONGO, FARDC, M23, RWANDA, SEIZURE

from tocsin.base.incidents import IncidentStatus
from tocsin.base.model import Actor, Count, TimeBasis
from tocsin.write.ucdp_like import SHAPE, cell_of

HEADER = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,"
    "dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,"
    "source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,"
    "where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,"
    "date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
)
RESIDENTS = Actor(None, "21 people", "COD", "CVL")
WAZALENDO = Actor("group:wazalendo", "Wazalendo", "COD", "PRM")
MINISTER = Actor(None, "a minister", "COD", "GOV")


@pytest.fixture
def one(tmp_path):
    """Return a function that gives the only row of an incident as a dictionary."""
    return lambda incident: dicts(SHAPE, tmp_path / "x", incident)[0]


def test_the_header_is_that_of_the_events_file(tmp_path):
    assert cells(SHAPE, tmp_path / "x", SEIZURE)[0] == HEADER.split(",")
    assert len(SHAPE.columns) == 49


def test_deaths_stand_as_best_high_low_and_are_nobodys(one):
    row = one(KILLED)
    assert [row[c] for c in ("best", "high", "low", "deaths_unknown")] == ["7", "", "3", "7"]
    assert [row[c] for c in ("deaths_a", "deaths_b", "deaths_civilians")] == ["", "", ""]


@pytest.mark.parametrize(
    ("killed", "has_row"),
    [(Count(None, None, 20), True), (Count(0, 0, 0), False), (Count(15, 15, None), True), (Count(0, 0, 3), True), (None, False)],
)  # fmt: skip
def test_a_row_takes_a_death_that_is_told(killed, has_row):
    counts = (("killed", killed),) if killed else (("injured", Count(9, 9, 9)),)
    why = SHAPE.left_out(replace(SEIZURE, counts=counts))
    assert (why is None) is has_row
    assert why in (None, "no death is told")


@pytest.mark.parametrize(
    ("actors", "recipients", "type_", "side_a", "side_b"),
    [
        ((M23,), (FARDC,), "1", FARDC.name, M23.name),
        ((FARDC,), (M23,), "1", FARDC.name, M23.name),
        ((M23,), (WAZALENDO,), "2", M23.name, WAZALENDO.name),
        ((M23, WAZALENDO), (), "2", M23.name, WAZALENDO.name),
        ((M23, FARDC), (), "1", FARDC.name, M23.name),
        ((M23,), (RESIDENTS,), "3", M23.name, "Civilians"),
        ((M23,), (MINISTER,), "3", M23.name, "Civilians"),
        ((M23,), (CONGO,), "1", CONGO.name, M23.name),
        ((M23,), (M23, RESIDENTS), "3", M23.name, "Civilians"),
        ((M23,), (M23,), "", M23.name, ""),
        ((), (RESIDENTS,), "", "", RESIDENTS.name),
        ((M23,), (), "", M23.name, ""),
        ((Actor(None, "men", "COD", None),), (RESIDENTS,), "", "men", RESIDENTS.name),
    ],
)  # fmt: skip
def test_the_kinds_of_the_sides_tell_the_type_of_violence(one, actors, recipients, type_, side_a, side_b):
    row = one(replace(KILLED, actors=actors, recipients=recipients))
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == (type_, side_a, side_b)


def test_only_a_side_that_is_one_state_has_its_number(one):
    assert (one(KILLED)["gwnoa"], one(KILLED)["gwnob"]) == ("490", "")
    both = one(replace(KILLED, actors=(M23, RWANDA), recipients=(FARDC,)))
    assert both["gwnoa" if both["side_a"] != FARDC.name else "gwnob"] == ""
    germany = replace(FARDC, country="DEU")
    assert one(replace(KILLED, recipients=(germany,)))["gwnoa"] == "260"


@pytest.mark.parametrize(
    ("precision", "more", "prec"),
    [("site", {}, "1"), ("town", {}, "1"), ("district", {}, "3"), ("province", {}, "4"), ("feature", {}, "5"),
     ("country", {}, "6"), ("feature", {"country": None, "admin1": None}, "7")],
)  # fmt: skip
def test_a_place_has_ucdps_precision(one, precision, more, prec):
    assert one(at(KILLED, precision, **more))["where_prec"] == prec


@pytest.mark.parametrize(
    ("days", "prec"), [(1, "1"), (2, "2"), (6, "2"), (7, "3"), (8, "4"), (31, "4"), (32, "5"), (365, "5")]
)
def test_a_time_has_ucdps_precision_and_its_last_day(one, days, prec):
    start = date(2025, 1, 1)
    row = one(replace(KILLED, start=start, end=date.fromordinal(start.toordinal() + days)))
    last = date.fromordinal(start.toordinal() + days - 1)
    assert (row["date_prec"], row["date_start"], row["date_end"]) == (prec, "2025-01-01", str(last))
    assert row["event_clarity"] == ("1" if days <= 7 else "2")


def test_the_day_of_the_report_is_not_called_the_day_of_the_deaths(one):
    row = one(replace(KILLED, time_basis=TimeBasis.PUBLISHED, status=IncidentStatus.REPORTED))
    assert (row["date_prec"], row["code_status"]) == ("5", "Check: the day is that of the report")


def test_a_disputed_row_says_so(one):
    assert one(KILLED)["code_status"] == "Check: disputed"
    assert one(replace(KILLED, status=IncidentStatus.CORROBORATED))["code_status"] == "Clear"
    unsided = replace(KILLED, status=IncidentStatus.CORROBORATED, recipients=())
    assert one(unsided)["code_status"] == "Check: the sides are not told, or are none of UCDP's kinds"


def test_a_point_is_written_longitude_first_and_has_its_cell(one):
    row = one(KILLED)
    assert row["geom_wkt"] == "POINT (29.2284 -1.6741)"
    assert row["priogrid_gid"] == str(cell_of(-1.6741, 29.2284)) == "127139"
    assert (cell_of(-90, -180), cell_of(89.99, 179.99), cell_of(90, 180)) == (1, 259200, 259200)
    assert cell_of(None, None) is None


def test_the_country_has_its_number_and_region(one):
    row = one(KILLED)
    assert (row["country_id"], row["region"], row["country"]) == ("490", "Africa", "Democratic Republic of the Congo")


def test_who_says_it_is_the_original_source_and_who_denies_it_is_not(one):
    assert "Rwanda" not in one(KILLED)["source_original"]


def test_what_is_no_attack_or_nowhere_is_left_out():
    assert SHAPE.left_out(replace(KILLED, type="PROTEST", mode="riot")) == "no attack or fighting"
    assert SHAPE.left_out(replace(KILLED, place=None)) == "no place is told"
    assert SHAPE.left_out(replace(KILLED, start=None, end=None, first_reported=None)).startswith("neither its day")
    assert SHAPE.left_out(TAKEN) == "no death is told"
    assert SHAPE.left_out(BACKING) == "told as alleged, not as having happened"
