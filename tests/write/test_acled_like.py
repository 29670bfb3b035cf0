"""ACLED-like: 31 columns, event types by our table, kinds of actors in its words, its precision."""

from dataclasses import replace
from datetime import date

import pytest
from exported import CHANGED, KILLED, TAKEN, at, cells, dicts
from made import BACKING, CONGO, FARDC, M23, RWANDA, SEIZURE

from tocsin.base.model import Actor, Count, TimeBasis
from tocsin.base.tables import table
from tocsin.write.acled_like import SHAPE, coded

HEADER = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,"
    "longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)
# ACLED's six event types with their twenty-five sub-event types.
SUB_EVENTS = {
    "Battles": ("Government regains territory", "Non-state actor overtakes territory", "Armed clash"),
    "Explosions/Remote violence": (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Protests": ("Excessive force against protesters", "Protest with intervention", "Peaceful protest"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    ),
}  # fmt: skip
RESIDENTS = Actor(None, "residents", "COD", "CVL")
STUDENTS = Actor(None, "students", "COD", "EDU")
POLICE = Actor(None, "police", "COD", "COP")


@pytest.fixture
def one(tmp_path):
    """Return a function that gives the only row of an incident as a dictionary."""
    return lambda incident: dicts(SHAPE, tmp_path / "x", incident)[0]


def made(type_, mode, actors=(), recipients=(), **more):
    given = {"counts": (), "contexts": (), **more}
    return replace(SEIZURE, type=type_, mode=mode, actors=actors, recipients=recipients, **given)


def test_the_header_is_that_of_the_exports(tmp_path):
    assert cells(SHAPE, tmp_path / "x", SEIZURE)[0] == HEADER.split(",")
    assert len(SHAPE.columns) == 31


def test_the_table_names_only_types_that_acled_has():
    rows = table("exports/acled.tsv", columns=("event_type", "sub_event_type"))
    assert all(r["sub_event_type"] in SUB_EVENTS[r["event_type"]] for r in rows)


HURT = {"counts": (("injured", Count(2, 2, 2)),)}


@pytest.mark.parametrize(
    ("incident", "sub_event"),
    [
        (made("ASSAULT", "firearms", (M23,), (FARDC,)), "Armed clash"),
        (made("ASSAULT", None, (FARDC,), (M23,)), "Armed clash"),
        (made("ASSAULT", None, (FARDC, M23)), "Armed clash"),
        (made("ASSAULT", None, (M23,), (RESIDENTS,)), "Attack"),
        (made("ASSAULT", None, (), (RESIDENTS,)), "Attack"),
        (made("ASSAULT", None, (M23,), (RESIDENTS, FARDC)), "Armed clash"),
        (made("ASSAULT", None, (M23,)), None),
        (made("ASSAULT", "territory", (FARDC,)), "Government regains territory"),
        (made("ASSAULT", "territory", (M23,)), "Non-state actor overtakes territory"),
        (made("ASSAULT", "territory"), None),
        (made("ASSAULT", "drone"), "Air/drone strike"),
        (made("ASSAULT", "suicide-attack"), "Suicide bomb"),
        (made("ASSAULT", "explosives"), "Remote explosive/landmine/IED"),
        (made("ASSAULT", "unconventional"), "Chemical weapon"),
        (made("ASSAULT", "heavy-weapons", (M23,), (FARDC,)), "Armed clash"),
        (made("ASSAULT", "heavy-weapons", (M23,), (RESIDENTS,)), "Shelling/artillery/missile attack"),
        (made("ASSAULT", "sexual", (), (RESIDENTS,)), "Sexual violence"),
        (made("ASSAULT", "abduct", (M23,), (RESIDENTS,)), "Abduction/forced disappearance"),
        (made("ASSAULT", "abduct", (M23,), (FARDC,)), None),
        (made("ASSAULT", "destroy", (M23,)), "Looting/property destruction"),
        (made("ASSAULT", "destroy", (M23,), **HURT), None),
        (made("COERCE", "seize", (M23,), contexts=("territory",)), "Non-violent transfer of territory"),
        (made("COERCE", "seize", (M23,)), None),
        (made("COERCE", "arrest", (POLICE,), (STUDENTS,)), "Arrests"),
        (made("PROTEST", "demo", (STUDENTS,)), "Peaceful protest"),
        (made("PROTEST", "demo"), "Peaceful protest"),
        (made("PROTEST", "demo", (M23,)), None),
        (made("ASSAULT", None, (M23,), (M23, RESIDENTS)), "Attack"),
        (made("PROTEST", "demo", (STUDENTS,), (POLICE,)), "Protest with intervention"),
        (made("PROTEST", "demo", (STUDENTS,), (POLICE,), **HURT), "Excessive force against protesters"),
        (made("PROTEST", "riot", (STUDENTS,), **HURT), "Violent demonstration"),
        (made("AGREE", None, (CONGO, M23), contexts=("military",)), "Agreement"),
        (made("AGREE", None, (CONGO, RWANDA), contexts=("economic",)), None),
        (made("RETREAT", "ceasefire", (M23,)), "Agreement"),
        (made("RETREAT", "withdraw", (M23,)), None),
        (made("CONSULT", "phone", (CONGO, RWANDA)), None),
        (made("HAZARD", "flood"), None),
    ],
)
def test_the_table_tells_the_event_type(incident, sub_event):
    row = coded(incident)
    assert (row["sub_event_type"] if row else None) == sub_event
    assert (SHAPE.left_out(incident) is None) is (sub_event is not None)


def test_kinds_of_actors_are_in_acleds_words(one):
    row = one(made("ASSAULT", "firearms", (M23,), (FARDC, CONGO)))
    assert (row["inter1"], row["inter2"], row["interaction"]) == (
        "Rebel group",
        "State forces",
        "State forces-Rebel group",
    )
    assert (row["actor2"], row["assoc_actor_2"]) == (FARDC.name, CONGO.name)


def test_forces_of_another_state_are_external(one):
    row = one(made("ASSAULT", "firearms", (replace(FARDC, id="agency:rwa", country="RWA"),), (FARDC,)))
    assert (row["inter1"], row["interaction"]) == ("External/Other forces", "State forces-External/Other forces")


def test_who_protests_is_a_protester_and_who_riots_a_rioter(one):
    assert one(made("PROTEST", "demo", (STUDENTS,)))["interaction"] == "Protesters only"
    row = one(made("PROTEST", "riot", (STUDENTS,), (POLICE,)))
    assert (row["inter1"], row["interaction"]) == ("Rioters", "State forces-Rioters")


def test_a_side_that_is_not_told_makes_no_pair(one):
    row = one(made("ASSAULT", None, (), (RESIDENTS,)))
    assert (row["actor1"], row["inter1"], row["interaction"]) == ("", "", "")
    assert row["civilian_targeting"] == "Civilian targeting"


def test_civilians_are_targeted_only_where_nobody_else_is(one):
    assert one(made("ASSAULT", "drone", (M23,), (RESIDENTS,)))["civilian_targeting"] == "Civilian targeting"
    assert one(made("ASSAULT", "drone", (M23,), (FARDC,)))["civilian_targeting"] == ""


def test_deaths_are_the_lowest_told_and_empty_is_not_zero(one):
    assert one(KILLED)["fatalities"] == "3"
    assert one(TAKEN)["fatalities"] == ""
    assert one(replace(KILLED, counts=(("killed", Count(0, 0, 0)),)))["fatalities"] == "0"


@pytest.mark.parametrize(
    ("start", "end", "on", "precision"),
    [
        ("2025-01-27", "2025-01-28", "2025-01-27", "1"), ("2025-01-27", "2025-01-29", "2025-01-27", "2"),
        ("2025-01-27", "2025-02-03", "2025-01-27", "2"), ("2025-02-01", "2025-03-01", "2025-02-15", "3"),
        ("2025-01-01", "2025-02-01", "2025-01-15", "3"), ("2025-01-01", "2025-01-15", "2025-01-01", "3"),
    ],
)  # fmt: skip
def test_a_time_is_one_day_with_its_precision(one, start, end, on, precision):
    row = one(replace(SEIZURE, start=date.fromisoformat(start), end=date.fromisoformat(end)))
    assert (row["event_date"], row["time_precision"], row["year"]) == (on, precision, on[:4])


def test_what_is_known_only_within_a_year_is_left_out():
    assert SHAPE.left_out(replace(SEIZURE, end=date(2026, 1, 1))) == "its time is only told within more than a month"


def test_the_day_of_a_report_says_so(one):
    row = one(replace(SEIZURE, time_basis=TimeBasis.PUBLISHED))
    assert row["time_precision"] == "3"
    assert "date=day of report" in row["tags"].split("; ")


@pytest.mark.parametrize(("precision", "code"), [("site", "1"), ("town", "1"), ("district", "2"), ("province", "3"),
                                                 ("country", "3"), ("feature", "3")])  # fmt: skip
def test_a_place_has_acleds_precision(one, precision, code):
    assert one(at(SEIZURE, precision))["geo_precision"] == code


def test_iso_is_text_with_its_zeros(one):
    assert one(SEIZURE)["iso"] == "180"
    assert one(at(SEIZURE, "town", country="AFG"))["iso"] == "004"


def test_notes_and_tags_tell_who_denies_it_and_that_it_is_derived(one):
    row = one(SEIZURE)
    assert "Denied by Rwanda." in row["notes"]
    assert row["notes"].startswith("“Rebels of the M23 seized Goma")
    assert row["tags"] == "derived=tocsin; status=disputed; origins=4; reported=2025-01-27"
    assert row["timestamp"] == str(int(CHANGED.timestamp()))


def test_what_did_not_happen_or_is_nowhere_is_left_out():
    assert SHAPE.left_out(BACKING) == "told as alleged, not as having happened"
    assert SHAPE.left_out(replace(SEIZURE, place=None)) == "no place is told"
    assert SHAPE.left_out(made("CONSULT", None, (CONGO,))) == "of a type that ACLED does not code"
