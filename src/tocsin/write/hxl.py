"""Incidents as a table with a row of HXL hashtags under the names: one row an incident, nothing paired."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.base.incidents import Incident
from tocsin.base.model import COUNTS, Actor, EventPlace, Stance
from tocsin.write import facts
from tocsin.write.native import count_cells
from tocsin.write.shape import GUARDED, Column, Context, Shape, names, table_writer

_BOUNDS = {"low": "+min", "best": "", "high": "+max"}
_OF_COUNT = {"low": "lowest told", "best": "headline value", "high": "highest told; empty: open above"}


def _side(name: str) -> tuple[tuple[str, str, str], ...]:
    return (
        (f"{name}s", f"#group+name+{name}", "names, joined with ; "),
        (f"{name}_codes", f"#group+code+{name}", "ids in tocsin's register, joined with ; "),
        (
            f"{name}_countries",
            f"#group+country+code+v_iso3+{name}",
            "ISO 3166-1 alpha-3, or IGO, NGO, IMG, joined with ; ",
        ),
        (f"{name}_sectors", f"#group+type+code+{name}", "PLOVER sectors, joined with ; "),
    )


# Name, hashtag, meaning.
_TAGGED = (
    ("event_id", "#event+id", "TCS- and the digits of the incident's id"),
    ("event_type", "#event+type+code", "PLOVER type, or HAZARD"),
    ("event_mode", "#event+mode+code", "mode of the type"),
    ("contexts", "#event+context+code", "PLOVER contexts, joined with ; "),
    ("cameo", "#event+cameo+code", "CAMEO code, as text"),
    ("date_start", "#date+occurred+start", "first day; empty where no day is told"),
    ("date_end", "#date+occurred+end", "last day, itself included; empty where no day is told"),
    ("date_precision", "#meta+date+precision", "day, week, month, year, span; empty where no day is told"),
    ("reported_at", "#date+reported", "day of the first report"),
    *_side("actor"),
    *_side("recipient"),
    ("country", "#country+code+v_iso3", "ISO 3166-1 alpha-3 of the place"),
    ("admin1", "#adm1+name", "province in which it lies"),
    ("admin2", "#adm2+name", "its name, if it is a district; else not coded"),
    ("place", "#loc+name", "name of the place"),
    ("geonames_id", "#loc+code+geonames", "id of the place in GeoNames"),
    ("latitude", "#geo+lat", "degrees north, no more decimals than the precision bears"),
    ("longitude", "#geo+lon", "degrees east, likewise"),
    ("place_precision", "#geo+precision", "site, town, district, province, country, feature"),
    *(
        (f"{count}_{bound}", f"#affected+{count}{tag}", f"people {count}: {_OF_COUNT[bound]}")
        for count in COUNTS
        for bound, tag in _BOUNDS.items()
    ),
    ("attributed_to", "#meta+attribution", "who says that it happened, joined with ; "),
    ("denied_by", "#meta+denial", "who denies it, joined with ; "),
    ("status", "#status+claim", "reported, corroborated or disputed: how well attested, not whether it is true"),
    ("independent_origins", "#indicator+origins+num", "sources that do not go back to each other"),
    ("score", "#indicator+score+num", "0 to 1: share of such words that tell a happening of that type"),
    ("description", "#description", "the sentence of the first report"),
    ("sources", "#meta+source", "outlets that report it, joined with ; "),
    ("url", "#meta+url", "addresses of the reports, joined with ; "),
)
COLUMNS = tuple(Column(name, meaning) for name, _, meaning in _TAGGED)
TAGS = tuple(tag for _, tag, _ in _TAGGED)
LOSSES = (
    facts.ONLY_ASSERTED,
    "Codes of places are GeoNames ids; P-codes are not coded.",
    "What each source says of numbers, places and times is lost but for the lowest and highest numbers.",
    "The words of the report are the first sentence only, without where it stands.",
    "Reliability of sources and credibility are not coded.",
    facts.NO_HISTORY,
    GUARDED,
)


def rows(incident: Incident, _: Context) -> Iterator[list[object]]:
    """Yield the row of an incident."""
    i, counts, is_dated = incident, dict(incident.counts), facts.is_dated(incident)
    day = (i.start, facts.last_day(i), i.time_precision) if is_dated else (None, None, None)
    yield [
        facts.public_id(i.id), i.type, i.mode, facts.joined(i.contexts), i.cameo, *day, i.first_reported,
        *_group(i.actors), *_group(i.recipients), *_place(i.place),
        *(b for name in COUNTS for b in count_cells(counts.get(name))),
        facts.joined(facts.said_by(i, Stance.AFFIRMS)), facts.joined(facts.said_by(i, Stance.DENIES)),
        i.status.value, i.origins, i.score, facts.quote(i), facts.joined(facts.outlets(i)),
        facts.joined(facts.address(m) for m in i.mentions),
    ]  # fmt: skip


def _group(side: tuple[Actor, ...]) -> tuple[str | None, ...]:
    lists = ([a.name for a in side], [a.id for a in side], [a.country for a in side], [a.sector for a in side])
    return tuple(facts.joined(values) for values in lists)


def _place(place: EventPlace | None) -> tuple[object, ...]:
    if place is None:
        return (None,) * 8
    areas = place.country, facts.province(place), facts.district(place)
    return *areas, place.name, place.geonameid, *facts.point(place), place.precision.value


SHAPE = Shape(
    name="hxl",
    version="1.1",
    suffix=".hxl.csv",
    form="comma-separated, a header line and a line of HXL hashtags, UTF-8, cells quoted where needed",
    columns=COLUMNS,
    losses=LOSSES,
    write=table_writer(COLUMNS, rows, headers=(names(COLUMNS), TAGS)),
    left_out=facts.left_out,
    after="the HXL working group or OCHA",
)
