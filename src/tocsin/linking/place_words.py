"""The words around a name that bear on its being a place, read from ``data/places``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from tocsin.base.errors import BadTable
from tocsin.base.tables import per_overlay, table
from tocsin.base.word_classes import by_class
from tocsin.linking.spelling import fold

# Lower-case words that begin a name ("al-Bab", "el Fasher") or stand inside one ("Port-au-Prince", "Isle of Man").
PARTICLES = frozenset(["al", "el", "ad", "as", "ash", "at", "an", "ar", "az", "deir", "tal", "tel", "kafr", "ain"])
INSIDE_NAMES = PARTICLES | frozenset(
    {"of", "the", "and", "de", "la", "le", "les", "du", "des", "del", "di", "es", "ez", "sur", "upon", "on", "in"}
    | {"au", "do", "da", "e", "y", "i", "von", "am", "-", "–", "&"}
)
KINDS = frozenset({"province", "district", "town", "site", "feature", "street", "body", "people"})
# Words for a part of a country or region and the part: north, east as -1, 0 or 1.
_COMPASS = {"north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1)}
_DIAGONAL = {"northeast": (1, 1), "northwest": (1, -1), "southeast": (-1, 1), "southwest": (-1, -1)}
_CENTRE = {"central": (0, 0), "centre": (0, 0), "center": (0, 0)}
Part = tuple[int, int]


@lru_cache(maxsize=1)
def directions() -> MappingProxyType[str, Part]:
    """Return lower-case words such as "northern", "north-east", "central" and the part each means."""
    known: dict[str, Part] = dict(_CENTRE)
    for word, part in {**_COMPASS, **_DIAGONAL}.items():
        forms = {word, word + "ern"}
        if word in _DIAGONAL:
            forms |= {f"{form[:5]}-{form[5:]}" for form in forms}
        known |= dict.fromkeys(forms, part)
    return MappingProxyType(known)


def part_name(part: Part) -> str:
    """Return the adjective of a part: "northern", "southeastern", "central"."""
    north = {1: "north", -1: "south"}.get(part[0], "")
    east = {1: "east", -1: "west"}.get(part[1], "")
    return f"{north}{east}ern" if part != (0, 0) else "central"


@per_overlay
def feature_words() -> MappingProxyType[tuple[str, str], str]:
    """Return the kind of place by (word, side).

    Raises:
        BadTable: a kind that is not known.
    """
    known: dict[tuple[str, str], str] = {}
    for row in table("places/feature_words.tsv", columns=("word", "kind", "side")):
        if row["kind"] not in KINDS:
            raise row.bad(f"kind {row['kind']!r}; allowed are {', '.join(sorted(KINDS))}.")
        known |= {(row["word"], side): row["kind"] for side in row.many("side")}
        # "the Kharkiv and Sumy regions"
        if "after" in row.many("side") and row["kind"] in ("province", "district", "town", "feature"):
            known.setdefault((plural(row["word"]), "after"), row["kind"])
    return MappingProxyType(known)


def plural(word: str) -> str:
    """Return the English plural of a feature word."""
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("sh", "s", "ch")) else "s")


@per_overlay
def abbreviations() -> MappingProxyType[str, tuple[str, bool]]:
    """Return "Tex", "TX" (no full stops, capitals as written) with the folded name and whether it may stand alone."""
    known: dict[str, tuple[str, bool]] = {}
    for row in table("places/abbreviations.tsv", columns=("abbreviation", "name", "country", "alone")):
        known |= {short: (fold(row["name"]), row["alone"] == "yes") for short in row.many("abbreviation")}
    return MappingProxyType(known)


@per_overlay
def nationalities() -> frozenset[str]:
    """Return the folded demonyms and adjectives: never places, unless a state bears the same name.

    Raises:
        BadTable: the register of states is empty.
    """
    rows = table("actors/states.tsv", columns=("name", "aliases", "demonyms", "adjectives"))
    if not rows:
        raise BadTable("actors/states.tsv has no rows; it names every state.")
    people = {fold(n) for r in rows for column in ("demonyms", "adjectives") for n in r.many(column)}
    return frozenset(people - {fold(n) for r in rows for n in (r["name"], *r.many("aliases"))})


@per_overlay
def common_words() -> frozenset[str]:
    """Return words that begin sentences or titles far more often than they name their small namesakes."""
    rows = table("places/common_words.tsv", columns=("words",))
    return frozenset(word for row in rows for word in row["words"].split())


def evidence_words() -> Mapping[str, frozenset[str]]:
    """Return the words that speak for a place beside them, by class: ``places/evidence_words.tsv``."""
    return by_class("places/evidence_words.tsv")
