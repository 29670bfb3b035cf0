"""Incidents in the shape of UCDP's georeferenced events: 49 columns, comma-separated, only happenings with deaths told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import floor

from tocsin.base.incidents import Incident, IncidentStatus
from tocsin.base.model import Actor, Count, EventPlace, Precision, Stance
from tocsin.write import facts
from tocsin.write.crosswalks import country, scale
from tocsin.write.shape import GUARDED, Column, Context, Shape, names, table_writer
from tocsin.write.sides import Kind, kind, violence

_NOT_OURS = "empty: an id of UCDP's, not ours to give"
CIVILIANS = "Civilians"
COLUMNS = (
    Column("id", "digits of the incident's id as a whole number, far above UCDP's own"),
    Column("relid", "TCS- and the digits of the incident's id"),
    Column("year", "year of date_start"),
    Column("active_year", "empty: it takes the deaths of a whole year of the dyad"),
    Column("code_status", "Clear, or Check: and what to look at"),
    Column(
        "type_of_violence",
        "1 state-based, 2 non-state, 3 one-sided, by the kinds of the sides; empty: they do not show it",
    ),
    Column("conflict_dset_id", _NOT_OURS),
    Column("conflict_new_id", _NOT_OURS),
    Column("conflict_name", _NOT_OURS),
    Column("dyad_dset_id", _NOT_OURS),
    Column("dyad_new_id", _NOT_OURS),
    Column("dyad_name", "side_a - side_b, where both are known"),
    Column("side_a_dset_id", _NOT_OURS),
    Column("side_a_new_id", _NOT_OURS),
    Column("side_a", "who acts, joined with ; (of a state and another side: the state)"),
    Column("side_b_dset_id", _NOT_OURS),
    Column("side_b_new_id", _NOT_OURS),
    Column("side_b", "the other side; Civilians for type 3"),
    Column("number_of_sources", "outlets that report it"),
    Column("source_article", "each report: outlet, day, title"),
    Column("source_office", "outlet of the first report"),
    Column("source_date", "day of the first report"),
    Column("source_headline", "title of the first report"),
    Column("source_original", "who says that it happened, joined with ; "),
    Column("where_prec", "1 exact, 3 district, 4 province, 5 part of a country or a feature, 6 country, 7 waters"),
    Column("where_coordinates", "place that the coordinates stand for"),
    Column("where_description", "the words of a report for the place"),
    Column("adm_1", "province in which it lies"),
    Column("adm_2", "its name, if it is a district; else not coded"),
    Column("latitude", "degrees north, no more decimals than the precision bears"),
    Column("longitude", "degrees east, likewise"),
    Column("geom_wkt", "POINT (longitude latitude)"),
    Column("priogrid_gid", "number of the half-degree cell in which the coordinates lie"),
    Column("country", "name of the country in GeoNames"),
    Column("country_id", "Gleditsch and Ward's number of the country"),
    Column("region", "UCDP's region of the country"),
    Column("event_clarity", "1, or 2 for a time wider than a week: a sum over days rather than one event"),
    Column("date_prec", "1 day, 2 up to 6 days, 3 week, 4 month, 5 wider, or only the day of the report is known"),
    Column("date_start", "first day of the incident; the day of the first report where no day is told"),
    Column("date_end", "last day of the incident; likewise"),
    Column("deaths_a", "empty: tocsin does not tell whose dead they are"),
    Column("deaths_b", "empty: tocsin does not tell whose dead they are"),
    Column("deaths_civilians", "empty: tocsin does not tell whose dead they are"),
    Column("deaths_unknown", "all deaths of the best value"),
    Column("best", "deaths, headline value; empty where only a bound is told"),
    Column("high", "deaths, highest that is told; empty: open above"),
    Column("low", "deaths, lowest that is told"),
    Column("gwnoa", "Gleditsch and Ward's number of side_a, if all of it are forces of one state"),
    Column("gwnob", "Gleditsch and Ward's number of side_b, likewise"),
)
LOSSES = (
    facts.ONLY_ASSERTED,
    "Only attacks and fighting (ASSAULT) with at least one death told, at a place that is told, have a row.",
    "Talk, diplomacy, protest, modes and contexts are lost.",
    "Who did it to whom is lost: there are two sides.",
    "Whose dead they are is not told apart: deaths_unknown holds all.",
    "Injured, arrested, missing and displaced are lost.",
    "Empty is not zero: an empty high is open above, an empty best was not told.",
    "Conflict, dyad and actor ids are UCDP's and stay empty; sides are names.",
    "A side that no report names is empty, and type_of_violence with it; UCDP would not file such an event.",
    "Who denies it is lost but for code_status, which has Check: disputed.",
    "The words of the report are lost but for its title.",
    facts.TEN_COPIES,
    facts.NO_HISTORY,
    GUARDED,
)


def left_out(incident: Incident) -> str | None:
    """Return why an incident has no row: not asserted, no attack, no death told, no place told."""
    why = facts.left_out(incident)
    if why is None and incident.type != "ASSAULT":
        why = "no attack or fighting"
    if why is None and not _deaths(incident):
        why = "no death is told"
    if why is None and incident.place is None:
        why = "no place is told"
    if why is None and facts.first_day(incident) is None:
        why = "neither its day nor that of a report is known"
    return why


def _deaths(incident: Incident) -> Count | None:
    killed = dict(incident.counts).get("killed")
    return killed if killed and any(v and v > 0 for v in (killed.low, killed.best, killed.high)) else None


def rows(incident: Incident, context: Context) -> Iterator[list[object]]:
    """Yield the row of an incident."""
    i, killed, start = incident, _deaths(incident), facts.first_day(incident)
    if killed is None or i.place is None or start is None:
        raise AssertionError("left_out tells that this incident has no row")
    end = facts.last_day(i) if facts.is_dated(i) else None
    days = facts.width(i)
    yield [
        facts.number_id(i.id), facts.public_id(i.id), start.year, None, _status(i), violence(i),
        None, None, None, None, None, *_sides(i), *_sources(i, context), *_place(i.place),
        2 if days is not None and days > 7 else 1, date_prec(days), start, max(end or start, start),
        None, None, None, killed.best, killed.best, killed.high, killed.low, *_states(i),
    ]  # fmt: skip


def _status(incident: Incident) -> str:
    """Return what somebody who uses a row should look at."""
    doubts = [facts.DISPUTED] if incident.status is IncidentStatus.DISPUTED else []
    doubts += [] if facts.is_dated(incident) else ["the day is that of the report"]
    doubts += [] if incident.actors else ["who did it is not told"]
    if incident.actors and violence(incident) is None:
        doubts.append("the sides are not told, or are none of UCDP's kinds")
    return f"Check: {', '.join(doubts)}" if doubts else "Clear"


def sides(incident: Incident) -> tuple[list[Actor], list[Actor]]:
    """Return the two sides; of two that fight, that of the state is the first, as UCDP has it."""
    first, second = facts.opposed(incident)
    type_ = violence(incident)
    if not second and type_ in (1, 2):
        first, second = first[:1], first[1:]
    is_state = [any(kind(a) is Kind.STATE for a in side) for side in (first, second)]
    return (second, first) if type_ == 1 and is_state == [False, True] else (first, second)


def _sides(incident: Incident) -> tuple[object, ...]:
    a, b = (facts.joined(x.name for x in side) for side in sides(incident))
    b = CIVILIANS if violence(incident) == 3 else b
    return f"{a} - {b}" if a and b else None, None, None, a, None, None, b


def _states(incident: Incident) -> tuple[int | None, int | None]:
    a, b = sides(incident)
    return _state(a), None if violence(incident) == 3 else _state(b)


def _state(side: list[Actor]) -> int | None:
    """Return the number of the state that alone makes up a side."""
    found = {land.gw if kind(x) is Kind.STATE and (land := country(x.country)) else None for x in side}
    return found.pop() if len(found) == 1 else None


def _sources(incident: Incident, context: Context) -> tuple[object, ...]:
    first = incident.mentions[0] if incident.mentions else None
    titles = [(m, d.title if (d := context.documents.get(m.document)) else None) for m in incident.mentions]
    articles = facts.joined(", ".join(str(x) for x in (m.outlet, m.published, t) if x) for m, t in titles)
    headline = titles[0][1] if titles else None
    said = facts.joined(facts.said_by(incident, Stance.AFFIRMS))
    office = first.outlet or first.origin if first else None
    return len(facts.outlets(incident)), articles, office, incident.first_reported, headline, said


def _place(place: EventPlace) -> tuple[object, ...]:
    land, (lat, lon) = country(place.country), facts.point(place)
    is_waters = place.precision is Precision.FEATURE and place.country is None
    known = lat is not None and lon is not None
    return (
        7 if is_waters else scale(place.precision).ucdp, place.name, place.text or None, facts.province(place),
        facts.district(place), lat, lon, f"POINT ({lon} {lat})" if known else None, cell_of(lat, lon),
        land.name if land else None, land.gw if land else None, land.ucdp_region if land else None,
    )  # fmt: skip


def cell_of(lat: float | None, lon: float | None) -> int | None:
    """Return the number of the PRIO-GRID cell of a point: half-degree cells, row by row from 90 south, 180 west."""
    if lat is None or lon is None:
        return None
    row, column = min(floor((lat + 90) / 0.5), 359), min(floor((lon + 180) / 0.5), 719)
    return row * 720 + column + 1


def date_prec(days: int | None) -> int:
    """Return UCDP's precision of a date that is one of some days; ``None``: only the day of the report is known."""
    if days is None:
        return 5
    return next(prec for most, prec in ((1, 1), (6, 2), (7, 3), (31, 4), (date.max.toordinal(), 5)) if days <= most)


SHAPE = Shape(
    name="ucdp-like",
    version="GED 25.1",
    suffix=".ucdp-like.csv",
    form="49 columns, comma-separated, one header line, UTF-8, cells quoted where needed",
    columns=COLUMNS,
    losses=LOSSES,
    write=table_writer(COLUMNS, rows, headers=(names(COLUMNS),)),
    left_out=left_out,
    after="the Uppsala Conflict Data Program (UCDP)",
)
