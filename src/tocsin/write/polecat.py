"""Incidents in the shape of POLECAT: 40 columns, tab-separated, with a header, one row per actor and recipient."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.base.incidents import Incident
from tocsin.base.model import Actor, EventPlace, Precision
from tocsin.write import facts
from tocsin.write.crosswalks import country, plover_of
from tocsin.write.shape import UNQUOTED, Column, Context, Shape, names, table_writer

# What POLECAT writes where a mode, a title or a country is absent.
NONE = "None"
_QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
# Classes of GeoNames by what a place is; a feature may be any of several.
_FEATURES = {
    Precision.SITE: "S",
    Precision.TOWN: "P",
    Precision.DISTRICT: "A",
    Precision.PROVINCE: "A",
    Precision.COUNTRY: "A",
}


def _side(name: str) -> tuple[Column, ...]:
    who = name.lower()
    return (
        Column(f"{name} Name", f"the {who}'s name in the register, or the words of the report"),
        Column(f"{name} Country", "ISO 3166-1 alpha-3, or IGO, NGO, IMG, MNC"),
        Column(f"{name} COW", "Correlates of War number of the country"),
        Column(f"Primary {name} Sector", "PLOVER sector"),
        Column(f"{name} Sectors", "the same: tocsin gives one sector"),
        Column(f"{name} Title", f"{NONE}: not coded"),
        Column(f"{name} Name Raw", f"the words of the first report for the {who}"),
        Column(f"Wikipedia {name} ID", "empty: the register has no page titles"),
    )


COLUMNS = (
    Column(
        "Event ID", "TCS- and the digits of the incident's id; a further pair of actors has digits of its own after it"
    ),
    Column("Event Date", "first day of the incident; the day of the first report where no day is told"),
    Column("Event Type", "PLOVER type"),
    Column("Event Mode", f"PLOVER mode, or {NONE}"),
    Column("Intensity", "PLOVER score, -10 to 10"),
    Column("Quad Code", "VERBAL or MATERIAL, COOPERATION or CONFLICT"),
    Column("Contexts", "PLOVER contexts joined with ; "),
    *_side("Actor"),
    *_side("Recipient"),
    Column("Placename", "place of the incident"),
    Column("City", "its name, if it is a town or a site"),
    Column("District", "its name, if it is a district; else not coded"),
    Column("Province", "province in which it lies"),
    Column("Country", "ISO 3166-1 alpha-3"),
    Column("Latitude", "degrees north, no more decimals than the precision bears"),
    Column("Longitude", "degrees east, likewise"),
    Column("GeoNames ID", "id of the place in GeoNames"),
    Column("Raw Placename", "the words of a report for the place"),
    Column(
        "Feature Type",
        "class of GeoNames: P town, S site, A district, province or country; empty: several are possible",
    ),
    Column("Source", "outlets that report it, joined with ; "),
    Column("Publication Date", "day of the first report"),
    Column("Story People", "empty: not kept"),
    Column("Story Organizations", "empty: not kept"),
    Column("Story Locations", "empty: not kept"),
    Column("Language", "ISO 639-1 language of the first report"),
    Column("Version", "shape and revision of the incident"),
)
LOSSES = (
    facts.ONLY_ASSERTED,
    "One row for each actor and recipient: rows are not incidents.",
    "Modes of ours that PLOVER lacks (REJECT deny, SANCTION impose, ASSAULT territory, RETREAT return) stand as PLOVER "
    "has them; disasters have no row.",
    "Deaths and other harm are lost.",
    "Event Date is one day: ranges and the precision of dates are lost, and the day of the first report stands for a day "
    "that no report tells.",
    "The precision of a place is lost but for Feature Type.",
    facts.NO_CLAIMS,
    facts.NO_SPANS,
    facts.TEN_COPIES,
    "Earlier revisions are lost; Version has the number of the last.",
    UNQUOTED,
)


def left_out(incident: Incident) -> str | None:
    """Return why an incident has no row: it is not asserted, or PLOVER has no such type."""
    why = facts.left_out(incident)
    if why is None and plover_of(incident.type, incident.mode) is None:
        why = "of a type that PLOVER does not have"
    return why


def rows(incident: Incident, context: Context) -> Iterator[list[object]]:
    """Yield a row for each actor and recipient."""
    i, place = incident, incident.place
    type_, mode = plover_of(i.type, i.mode) or (i.type, i.mode)
    head = [facts.first_day(i), type_, mode or NONE, i.intensity, _QUADS.get(i.quad or 0), facts.joined(i.contexts)]
    tail = [*_place(place), facts.joined(facts.outlets(i)), i.first_reported, None, None, None]
    tail += [facts.language(i, context), f"tocsin polecat 1 r{i.revision}"]
    for _, name, first, second in facts.row_ids(i):
        yield [name, *head, *_actor(first, i, context), *_actor(second, i, context), *tail]


def _actor(actor: Actor | None, incident: Incident, context: Context) -> tuple[object, ...]:
    if actor is None:
        return (None, NONE, NONE, NONE, NONE, NONE, None, None)
    land = country(actor.country)
    sector = actor.sector or NONE
    cow = land.cow if land and land.cow is not None else NONE
    return actor.name, actor.country or NONE, cow, sector, sector, NONE, _raw(actor, incident, context), None


def _raw(actor: Actor, incident: Incident, context: Context) -> str | None:
    """Return the words that the first report has for an actor."""
    told = (context.mentions.get(m.mention) for m in incident.mentions)
    people = (p for m in told if m for p in (*m.actors, *m.recipients))
    return next((p.text for p in people if (p.id or p.name) == (actor.id or actor.name)), None)


def _place(place: EventPlace | None) -> tuple[object, ...]:
    if place is None:
        return (None,) * 10
    return (
        place.name, facts.town(place), facts.district(place), facts.province(place), place.country,
        *facts.point(place), place.geonameid, place.text or None, _FEATURES.get(place.precision),
    )  # fmt: skip


SHAPE = Shape(
    name="polecat",
    version="1",
    suffix=".polecat.txt",
    form="40 columns, tab-separated, one header line, UTF-8; None stands for what is absent",
    columns=COLUMNS,
    losses=LOSSES,
    write=table_writer(COLUMNS, rows, delimiter="\t", headers=(names(COLUMNS),)),
    left_out=left_out,
    after="the POLECAT project",
    needs_mentions=True,
)
