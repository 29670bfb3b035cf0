"""Incidents in 31 columns as ACLED has them, comma-separated; the coding is derived from ours and is not ACLED's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from tocsin.base.incidents import Incident
from tocsin.base.model import Actor, EventPlace, Stance
from tocsin.base.tables import Row, table
from tocsin.write import facts
from tocsin.write.crosswalks import country, scale, sectors
from tocsin.write.shape import GUARDED, Column, Context, Shape, names, table_writer
from tocsin.write.sides import FIGHTING, Kind, fits, kind, kinds

STATE, CIVILIANS, EXTERNAL = "State forces", "Civilians", "External/Other forces"
# ACLED's numbers of the kinds of actors: an interaction names the lower one first.
_ORDER = (
    STATE, "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", CIVILIANS, EXTERNAL,
)  # fmt: skip
COLUMNS = (
    Column("event_id_cnty", "TCS- and the digits of the incident's id"),
    Column(
        "event_date",
        "first day; the middle of a month of which no more is told; the day of the report where no day is told",
    ),
    Column("year", "year of event_date"),
    Column("time_precision", "1 day, 2 up to a week, 3 up to a month, or only the day of the report is known"),
    Column("disorder_type", "by the sub-event type"),
    Column("event_type", "derived from type, mode, contexts, sides and harm: data/exports/acled.tsv"),
    Column("sub_event_type", "likewise"),
    Column("actor1", "the first who acts"),
    Column("assoc_actor_1", "others who act, joined with ; "),
    Column("inter1", "kind of actor1"),
    Column("actor2", "the first on whom it is done"),
    Column("assoc_actor_2", "others on whom it is done, joined with ; "),
    Column("inter2", "kind of actor2"),
    Column("interaction", "the two kinds, the lower number first; one only, where there is one"),
    Column("civilian_targeting", "Civilian targeting where only civilians are attacked, else empty"),
    Column("iso", "ISO 3166-1 numeric"),
    Column("region", "ACLED's region of the country"),
    Column("country", "name of the country in GeoNames"),
    Column("admin1", "province in which it lies"),
    Column("admin2", "its name, if it is a district; else not coded"),
    Column("admin3", "empty: not coded"),
    Column("location", "name of the place"),
    Column("latitude", "degrees north, no more decimals than the precision bears"),
    Column("longitude", "degrees east, likewise"),
    Column("geo_precision", "1 town or site, 2 district, 3 province or wider"),
    Column("source", "outlets that report it, joined with ; "),
    Column("source_scale", "empty: not coded"),
    Column("notes", "the sentence of the first report, who tells it, who says and who denies it"),
    Column("fatalities", "lowest number of deaths that is told; empty: none is told, which is not zero"),
    Column("tags", "derived=tocsin; status; independent origins; day of the first report"),
    Column("timestamp", "when the record last changed the incident, in seconds since 1970"),
)
LOSSES = (
    facts.ONLY_ASSERTED,
    "Only what ACLED codes has a row: fighting, attacks, protests, and agreements, arrests and transfers of territory; "
    "talk, aid, sanctions and disasters have none, nor has what is placed nowhere or only within a year.",
    "The coding is derived from ours by a table and was checked by nobody of ACLED.",
    "Which side acts is lost: actor1 and actor2 are two sides.",
    "Deaths are one number, the lowest told; other harm is lost. ACLED writes 0 where none is told; here it is empty.",
    "The time is one day; ranges are lost.",
    "Who says and who denies it stands in the prose of notes; tags have status=disputed.",
    "Independent origins are a number in tags.",
    "The words of the report are the first sentence only.",
    "Earlier revisions are lost; timestamp has the last change.",
    GUARDED,
)
_LONG_AGO = "its time is only told within more than a month"


def left_out(incident: Incident) -> str | None:
    """Return why an incident has no row: not asserted, not of a kind that ACLED codes, placed nowhere or at no time."""
    why = facts.left_out(incident)
    if why is None and not any(r["type"] == incident.type for r in _table()):
        why = "of a type that ACLED does not code"
    if why is None and coded(incident) is None:
        why = "its mode, sides or contexts are none that ACLED codes, or are not told"
    if why is None and incident.place is None:
        why = "no place is told"
    if why is None and (facts.width(incident) or 0) > 31:
        why = _LONG_AGO
    if why is None and facts.first_day(incident) is None:
        why = "neither its day nor that of a report is known"
    return why


@cache
def _table() -> list[Row]:
    columns = ("type", "mode", "context", "actor", "recipient", "harm", "event_type", "sub_event_type", "disorder")
    return table("exports/acled.tsv", columns=columns)


def coded(incident: Incident) -> Row | None:
    """Return the row of ``exports/acled.tsv`` that tells the event types of an incident."""
    return next((r for r in _table() if r["type"] == incident.type and _is_row(r, incident)), None)


def _is_row(row: Row, incident: Incident) -> bool:
    contexts, harm = row.many("context"), row["harm"]
    if row["mode"] != "*" and (incident.mode or "-") not in row.many("mode"):
        return False
    if contexts and not set(contexts) & set(incident.contexts):
        return False
    if harm != "*" and (harm == "yes") is not _is_harmed(incident):
        return False
    acting, harmed = _sides(incident)
    found = kinds(acting), kinds(harmed, is_harmed=True)
    return fits(row["actor"], found[0]) and fits(row["recipient"], found[1])


def _is_harmed(incident: Incident) -> bool:
    counts = dict(incident.counts)
    bounds = (b for name in ("killed", "injured") if (c := counts.get(name)) for b in (c.low, c.best, c.high))
    return any(b for b in bounds if b)


def _sides(incident: Incident) -> tuple[list[Actor], list[Actor]]:
    """Return the two sides; two that fight each other are often told as actors both, with nobody on the other side."""
    acting, harmed = facts.opposed(incident)
    if incident.type == "ASSAULT" and not harmed and len(acting) > 1 and all(kind(a) in FIGHTING for a in acting):
        return acting[:1], acting[1:]
    return acting, harmed


def rows(incident: Incident, context: Context) -> Iterator[list[object]]:
    """Yield the row of an incident."""
    i, as_coded, on = incident, coded(incident), event_date(incident)
    if as_coded is None or i.place is None or on is None:
        raise AssertionError("left_out tells that this incident has no row")
    killed, moments = dict(i.counts).get("killed"), context.moments.get(i.id)
    event, sub_event = as_coded["event_type"], as_coded["sub_event_type"]
    yield [
        facts.public_id(i.id), on, on.year, time_precision(facts.width(i)), as_coded["disorder"], event, sub_event,
        *_parties(i, event), _targeting(i, event, sub_event), *_place(i.place),
        facts.joined(facts.outlets(i)), None, _notes(i), killed.low if killed else None, _tags(i),
        int(moments[1].timestamp()) if moments else None,
    ]  # fmt: skip


def event_date(incident: Incident) -> date | None:
    """Return the day under which ACLED would file it: of a whole month the middle, else the first day."""
    first = facts.first_day(incident)
    if first is not None and (facts.width(incident) or 0) > 27:
        return first + timedelta(days=14)
    return first


def time_precision(days: int | None) -> int:
    """Return ACLED's precision of a time that is one of some days; ``None``: only the day of the report is known."""
    if days is None:
        return 3
    return 1 if days == 1 else 2 if days <= 7 else 3


def _parties(incident: Incident, event: str) -> tuple[object, ...]:
    acting, harmed = _sides(incident)
    first = inter(acting, incident, event, is_harmed=False)
    second = inter(harmed, incident, event, is_harmed=True)
    both = sorted((x for x in (first, second) if x), key=_ORDER.index)
    # A kind that is not known makes the pair unknown, and so does a side that is not told where two must have been.
    is_told = (acting and harmed) or incident.type != "ASSAULT"
    if not is_told or (acting and first is None) or (harmed and second is None):
        both = []
    interaction = "-".join(both) if len(both) > 1 else f"{both[0]} only" if both else None
    return *_names(acting), first, *_names(harmed), second, interaction


def _names(side: list[Actor]) -> tuple[str | None, str | None]:
    return (side[0].name, facts.joined(a.name for a in side[1:])) if side else (None, None)


def inter(side: list[Actor], incident: Incident, event: str, *, is_harmed: bool) -> str | None:
    """Return the kind of the first actor of a side in ACLED's words; ``None`` where it is not known."""
    if not side:
        return None
    actor = side[0]
    row, what = sectors().get(actor.sector or ""), kind(actor, is_harmed=is_harmed)
    if event in ("Protests", "Riots") and not is_harmed and what is not Kind.STATE:
        return "Protesters" if event == "Protests" else "Rioters"
    if what is Kind.CIVILIAN:
        return CIVILIANS
    land = incident.place.country if incident.place else None
    if what is Kind.STATE and land and actor.country and actor.country != land:
        return EXTERNAL
    return row["acled"] or None if row else None


def _targeting(incident: Incident, event: str, sub_event: str) -> str | None:
    if event in {"Battles", "Strategic developments"}:
        return None
    harmed = kinds(_sides(incident)[1], is_harmed=True) == {Kind.CIVILIAN}
    is_attack = event == "Violence against civilians" or (harmed and event == "Explosions/Remote violence")
    return "Civilian targeting" if is_attack or sub_event.startswith("Excessive force") else None


def _place(place: EventPlace) -> tuple[object, ...]:
    land = country(place.country)
    codes = (land.numeric, land.acled_region, land.name) if land else (None, None, None)
    areas = facts.province(place), facts.district(place), None
    return *codes, *areas, place.name, *facts.point(place), scale(place.precision).acled


def _notes(incident: Incident) -> str | None:
    """Return the first report's sentence in prose, with who tells it, says it and denies it."""
    words = facts.quote(incident)
    if words is None:
        return None
    where = facts.outlets(incident)
    parts = [f"“{words}”" + (f" ({where[0]}, {incident.first_reported})." if where and incident.first_reported else "")]
    for stance, verb in ((Stance.AFFIRMS, "Said by"), (Stance.DENIES, "Denied by")):
        if who := facts.said_by(incident, stance):
            parts.append(f"{verb} {', '.join(who)}.")
    return " ".join(parts)


def _tags(incident: Incident) -> str | None:
    reported = incident.first_reported
    tags = ["derived=tocsin", f"status={incident.status.value}", f"origins={incident.origins}"]
    tags += [f"reported={reported}"] if reported else []
    tags += ["date=day of report"] if not facts.is_dated(incident) else []
    return facts.joined(tags)


SHAPE = Shape(
    name="acled-like",
    version="1 (columns as of March 2023)",
    suffix=".acled-like.csv",
    form="31 columns, comma-separated, one header line, UTF-8, cells quoted where needed",
    columns=COLUMNS,
    losses=LOSSES,
    write=table_writer(COLUMNS, rows, headers=(names(COLUMNS),)),
    left_out=left_out,
    after="ACLED",
)
