"""Incidents in the shape of GDELT 2.0 Events: 61 columns, tab-separated, no header, one row per pair of actors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from tocsin.base.incidents import Incident
from tocsin.base.model import Actor, Document, EventPlace, Precision, RegionKind
from tocsin.write import facts
from tocsin.write.crosswalks import cameo_groups, cameo_quad, cameo_type, country, fips_of, goldstein, is_cameo, scale
from tocsin.write.shape import UNQUOTED, Column, Context, Shape, table_writer

# Codes in the country slot of an actor that is of no country; CAMEO has them as types.
_BODIES = {"IGO": "IGO", "NGO": "NGO", "IMG": "IMG", "MNC": "MNC"}
_NOT_CODED = "empty: not coded"
_MEANINGS_OF_ACTOR = {
    "Code": "country, group and type codes of CAMEO one after the other",
    "Name": "name in the register, or the words of the report; capitals",
    "CountryCode": "country by CAMEO's three letters; empty for international bodies",
    "KnownGroupCode": "CAMEO's code for a group that it knows",
    "EthnicCode": _NOT_CODED,
    "Religion1Code": _NOT_CODED,
    "Religion2Code": _NOT_CODED,
    "Type1Code": "CAMEO's actor type, from the sector",
    "Type2Code": _NOT_CODED,
    "Type3Code": _NOT_CODED,
}
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
_MEANINGS_OF_PLACE = {
    "Type": "1 country, 2 US state, 3 US city, 4 city or district, 5 state, by the precision of the place",
    "FullName": "place, province, country",
    "CountryCode": "country by FIPS 10-4 (CG is DR Congo, CF Congo-Brazzaville)",
    "ADM1Code": "the country's code for a place that is a country; empty otherwise: the gazetteer has no FIPS codes of provinces",
    "ADM2Code": _NOT_CODED,
    "Lat": "degrees north, no more decimals than the precision bears",
    "Long": "degrees east, likewise",
    "FeatureID": "the country's code for a place that is a country; empty otherwise: ours are GeoNames ids, not those of GNS",
}
COLUMNS = (
    Column(
        "GLOBALEVENTID",
        "digits of the incident's id as a whole number; a further pair of actors has a number of its own",
    ),
    Column("SQLDATE", "first day of the incident; the day of the first report where no day is told"),
    Column("MonthYear", "year and month of SQLDATE"),
    Column("Year", "year of SQLDATE"),
    Column("FractionDate", "year and the share of it past by SQLDATE, months counted as 30 days of 365"),
    *(Column(f"Actor1{n}", f"who acts: {m}") for n, m in _MEANINGS_OF_ACTOR.items()),
    *(Column(f"Actor2{n}", f"on whom, or with whom: {m}") for n, m in _MEANINGS_OF_ACTOR.items()),
    Column("IsRootEvent", "1 where a report tells it in the first paragraph of its body, else 0"),
    Column("EventCode", "CAMEO code"),
    Column("EventBaseCode", "its first three digits"),
    Column("EventRootCode", "its first two digits"),
    Column("QuadClass", "1 verbal, 2 material cooperation, 3 verbal, 4 material conflict, by EventRootCode"),
    Column("GoldsteinScale", "weight of the CAMEO code, -10 to 10"),
    Column("NumMentions", "mentions of the incident, further tellings in one document not counted"),
    Column("NumSources", "outlets that report it"),
    Column("NumArticles", "documents that report it"),
    Column("AvgTone", "empty: tocsin measures no tone"),
    *(Column(f"Actor1Geo_{n}", "empty: tocsin places happenings, not actors") for n in _GEO),
    *(Column(f"Actor2Geo_{n}", "empty: tocsin places happenings, not actors") for n in _GEO),
    *(Column(f"ActionGeo_{n}", m) for n, m in _MEANINGS_OF_PLACE.items()),
    Column("DATEADDED", "when the record came to know the incident, UTC"),
    Column("SOURCEURL", "address of the first report, or the id of its document"),
)
LOSSES = (
    facts.ONLY_ASSERTED,
    "One row for each pair of actors: an incident of two actors and three recipients has six rows. "
    "Rows are not incidents; do not add up their counts.",
    "Modes and contexts are lost but for what the CAMEO code tells; types of ours that CAMEO lacks (disasters) have no row.",
    "Deaths and other harm are lost.",
    "SQLDATE is one day: ranges and the precision of dates are lost, and the day of the first report stands for a day "
    "that no report tells.",
    "The precision of a place is lost but for ActionGeo_Type.",
    facts.NO_CLAIMS
    + " A denial is a row of its own (016), without a link to what is denied; disputed rows are not marked.",
    facts.NO_SPANS,
    "SOURCEURL is the first report only.",
    facts.TEN_COPIES,
    facts.NO_HISTORY,
    UNQUOTED,
)


def left_out(incident: Incident) -> str | None:
    """Return why an incident has no row: it is not asserted, or CAMEO has no code for it."""
    why = facts.left_out(incident)
    if why is None and not is_cameo(incident.cameo):
        why = "of a type that CAMEO has no code for"
    if why is None and facts.first_day(incident) is None:
        why = "neither its day nor that of a report is known"
    return why


def rows(incident: Incident, context: Context) -> Iterator[list[object]]:
    """Yield a row for each pair of actors."""
    on, code = facts.first_day(incident), incident.cameo
    if on is None or code is None:
        raise AssertionError("left_out tells that this incident has no row")
    shared = [*_event(incident, code, context), *[None] * 16, *_place(incident.place), _added(incident, context, on)]
    url = facts.address(incident.mentions[0]) or incident.mentions[0].document if incident.mentions else None
    for number, _, first, second in facts.row_ids(incident):
        yield [number, *_days(on), *_actor(first), *_actor(second), *shared, url]


def _days(on: date) -> tuple[object, ...]:
    # The codebook's formula gives December more than a year; the files count the months before this one.
    fraction = on.year + ((on.month - 1) * 30 + on.day) / 365
    return f"{on:%Y%m%d}", f"{on:%Y%m}", f"{on.year:04d}", f"{fraction:.4f}"


def _actor(actor: Actor | None) -> tuple[object, ...]:
    if actor is None:
        return (None,) * 10
    place = country(actor.country)
    land = place.cameo if place else None
    group = cameo_groups().get(actor.id or "")
    kind = cameo_type(actor.sector) or _BODIES.get(actor.country or "")
    # CAMEO puts the kind of an international body before its own letters: IGOUNO.
    parts = (land, group, kind) if land else (kind, group)
    code = "".join(p for p in parts if p) or None
    return code, actor.name.upper(), land, group, None, None, None, kind, None, None


def _event(incident: Incident, code: str, context: Context) -> tuple[object, ...]:
    mentions = incident.mentions
    return (
        int(any(_is_lead(context.documents.get(m.document), m.trigger.start) for m in mentions)),
        code, code[:3], code[:2], cameo_quad(code), goldstein(code),
        len(mentions), len(facts.outlets(incident)), incident.documents, None,
    )  # fmt: skip


def _is_lead(document: Document | None, at: int) -> bool:
    """Tell whether an offset is in the first paragraph of a document's body."""
    if document is None:
        return False
    start = next((r.start for r in document.regions if r.kind is RegionKind.BODY), 0)
    text = document.text
    begin = start + len(text[start:]) - len(text[start:].lstrip())
    end = text.find("\n", begin)
    return begin <= at and (end < 0 or at < end)


def _place(place: EventPlace | None) -> tuple[object, ...]:
    if place is None:
        return (None,) * 8
    land, fips = country(place.country), fips_of(place.country, place.admin1)
    kind = _geo_type(place)
    names = (place.name, facts.province(place), land.name if land else None)
    full = ", ".join(dict.fromkeys(n for n in names if n))
    lat, lon = facts.point(place)
    own = fips if place.precision is Precision.COUNTRY else None
    return kind, full, fips, own, None, lat, lon, own


def _geo_type(place: EventPlace) -> int | None:
    if place.precision is Precision.FEATURE and not place.admin1:
        return 1 if place.country else None
    found = scale(place.precision)
    return found.gdelt_us if place.country == "USA" else found.gdelt


def _added(incident: Incident, context: Context, on: date) -> str:
    """Return when the record came to know it; a store always tells, a record made by hand has only its days."""
    moments = context.moments.get(incident.id)
    at = moments[0] if moments else datetime.combine(incident.first_reported or on, datetime.min.time())
    return f"{at:%Y%m%d%H%M%S}"


SHAPE = Shape(
    name="gdelt",
    version="2.0",
    suffix=".export.CSV",
    form="61 columns, tab-separated, no header, UTF-8",
    columns=COLUMNS,
    losses=LOSSES,
    write=table_writer(COLUMNS, rows, delimiter="\t"),
    left_out=left_out,
    after="the GDELT Project",
)
