"""The columns that several tables of our own shape share: sides, places, counts, days and evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tocsin.base.incidents import Incident
from tocsin.base.model import COUNTS, Actor, Count, EventPlace, Extent, Participant, Precision
from tocsin.write.column import Column, Kind, Presence

_COUNTED = {
    "killed": "dead",
    "injured": "injured",
    "arrested": "arrested or detained",
    "missing": "missing",
    "displaced": "driven from home",
}
_BOUNDS = {
    "low": ("The least number of people {} that a source gives", "The sources leave it open below, or say nothing."),
    "best": ("The headline number of people {}", "The sources give bounds only, or say nothing."),
    "high": ("The largest number of people {} that a source gives", "The sources leave it open above, or say nothing."),
}
# Acts of words harm nobody themselves: quad classes of PLOVER.
_VERBAL_QUADS = (1, 3)
_COARSE = (Precision.COUNTRY, Precision.FEATURE)
Of = Callable[[Any], Any]


def unknown(_: object) -> Presence:
    """Return that no source says."""
    return Presence.UNKNOWN


def side(prefix: str, people: Of, who: str, status: Callable[[Any], Presence] | None = None) -> tuple[Column, ...]:
    """Return the columns of several actors: names, ids, countries and sectors, which go in step."""

    def each(attribute: str) -> Callable[[Any], tuple[object, ...]]:
        return lambda item: tuple(getattr(a, attribute) for a in people(item))

    def names(item: object) -> tuple[object, ...]:
        return tuple(p.name or (p.text if isinstance(p, Participant) else "") for p in people(item))

    step = f"in step with `{prefix}s`; an empty element: not known"
    return (
        Column(f"{prefix}s", Kind.TEXTS, f"{who}: names as the register has them, else as told.", names, status=status),
        Column(f"{prefix}_ids", Kind.CODES, f"Ids of the register of actors, {step}.", each("id")),
        Column(f"{prefix}_countries", Kind.CODES, f"Countries, {step}.", each("country"), values=COUNTRY_VALUES),
        Column(f"{prefix}_sectors", Kind.CODES, f"Sectors, {step}.", each("sector"), values=SECTOR_VALUES),
    )


COUNTRY_VALUES = "ISO 3166-1 alpha-3, or IGO, NGO, IMG"
SECTOR_VALUES = "sector codes of PLOVER, such as GOV, MIL, REB, CVL"


def one_actor(prefix: str, actor: Callable[[Any], Actor | None], who: str, empty: str) -> tuple[Column, ...]:
    """Return the columns of one actor: name, id, country, sector."""

    def part(attribute: str) -> Callable[[Any], object]:
        return lambda item: getattr(actor(item), attribute) if actor(item) else None

    return (
        Column(prefix, Kind.TEXT, f"{who}: name.", part("name"), empty=empty),
        Column(f"{prefix}_id", Kind.CODE, f"{who}: id of the register.", part("id"), empty=f"Not in it. {empty}"),
        Column(f"{prefix}_country", Kind.CODE, f"{who}: country.", part("country"), values=COUNTRY_VALUES),
        Column(f"{prefix}_sector", Kind.CODE, f"{who}: sector.", part("sector"), values=SECTOR_VALUES),
    )


def place_columns(place: Callable[[Any], EventPlace | None]) -> tuple[Column, ...]:
    """Return the columns of a place; coordinates keep no more decimals than the place's precision bears."""

    def part(attribute: str) -> Callable[[Any], object]:
        return lambda item: getattr(place(item), attribute) if place(item) else None

    def point(attribute: str) -> Callable[[Any], object]:
        def value(item: object) -> object:
            at = place(item)
            return None if at is None else rounded(getattr(at, attribute), at.precision)

        return value

    def lacks(item: object) -> Presence:
        return Presence.UNKNOWN if place(item) is None else Presence.NOT_CODED

    def lacks_admin1(item: object) -> Presence:
        at = place(item)
        return Presence.NOT_APPLICABLE if at is not None and at.precision in _COARSE else lacks(item)

    return (
        Column("place", Kind.TEXT, "Where it took place: name.", part("name"), status=unknown),
        Column("geonameid", Kind.CODE, "GeoNames id of the place.", _text(part("geonameid")), status=lacks),
        Column("place_country", Kind.CODE, "Country of the place.", part("country"), values="ISO 3166-1 alpha-3"),
        Column("admin1", Kind.TEXT, "Province (first-order division) of the place.", part("admin1"), status=lacks_admin1),
        Column("lat", Kind.NUMBER, "Latitude, degrees, WGS 84; of a representative point.", point("lat"), status=lacks),
        Column("lon", Kind.NUMBER, "Longitude, degrees, WGS 84; of the same point.", point("lon")),
        Column(
            "place_precision", Kind.CODE,
            "What the point stands for: only of a site or a town is it where the place is.",
            part("precision"), values=", ".join(Precision),
        ),
    )  # fmt: skip


def rounded(degrees: float | None, precision: Precision) -> float | None:
    """Return a coordinate with the decimals that a place bears: 4 for a town or site, 2 for what is larger.

    Source: a country's or province's representative point is not known to the metre; 0.01° is about a kilometre.
    """
    if degrees is None:
        return None
    return round(degrees, 4 if precision in (Precision.SITE, Precision.TOWN) else 2)


def _text(value: Callable[[Any], object]) -> Callable[[Any], object]:
    """Return the value as text: an id is no number."""
    return lambda item: None if value(item) is None else str(value(item))


def count_columns(counts: Callable[[Any], dict[str, Count]], quad: Callable[[Any], int | None]) -> tuple[Column, ...]:
    """Return low, best and high of each count; zero is a statement, empty is none."""

    def lacks(item: object) -> Presence:
        return Presence.NOT_APPLICABLE if quad(item) in _VERBAL_QUADS else Presence.UNKNOWN

    def bound(name: str, which: str) -> Column:
        def value(item: object) -> object:
            count = counts(item).get(name)
            return getattr(count, which) if count else None

        meaning, empty = _BOUNDS[which]
        status = lacks if which == "best" else None
        return Column(
            f"{name}_{which}", Kind.INTEGER, f"{meaning.format(_COUNTED[name])}.", value, empty, status=status
        )

    return tuple(bound(name, which) for name in COUNTS for which in _BOUNDS)


def counts_of(incident: Incident) -> dict[str, Count]:
    """Return the counts of an incident by name."""
    return dict(incident.counts)


def extent_columns(prefix: str, extent: Callable[[Any], Extent], what: str) -> tuple[Column, ...]:
    """Return the words of an extent and where they stand in the document's text."""
    where = "in code points of the document's text"
    return (
        Column(prefix, Kind.TEXT, what, lambda item: extent(item).text, empty="Never empty."),
        Column(
            f"{prefix}_start", Kind.INTEGER, f"Where `{prefix}` begins, {where}, from 0.", lambda i: extent(i).start
        ),
        Column(
            f"{prefix}_end", Kind.INTEGER, f"Where `{prefix}` ends, {where}; not included.", lambda i: extent(i).end
        ),
    )


def code(name: str, meaning: str, value: Of, values: str = "", empty: str = "Never empty.") -> Column:
    """Return a column of codes or ids that is always filled unless ``empty`` says what an empty cell means."""
    return Column(name, Kind.CODE, meaning, value, empty, values)
