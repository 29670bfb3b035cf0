"""What the cells of a user's own tables may hold, column by column; an error says what was given and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache

from tocsin.base.tables import Row, packaged

# More allowed values than these are not listed; the nearest are.
_LISTED = 40
VETO, _ARMED = "NONE", "ASSAULT"
# Stands in the place of a country: organisations of states and others, companies, groups of no one country.
NO_COUNTRY = ("IGO", "NGO", "MNC", "IMG")
# Kinds of nouns that links add while a text is read (mentions/triggers.py).
_LINKED_KINDS = ("state", "place", "armed", "court", "person", "actor", "money", "event")
Own = Mapping[str, Iterable[Row]]
Check = Callable[[Row, str, Own], None]


def type_of(name: str) -> str:
    """Return the event type of a table of the lexicon: ``NONE`` of ``lexicon/NONE_2.tsv``."""
    return name.removeprefix("lexicon/").removesuffix(".tsv").split("_")[0]


@cache
def ours(name: str, column: str) -> frozenset[str]:
    """Return the values of a column of ours; those of a cell that lists several, each."""
    return frozenset(v for row in packaged(name, columns=(column,)) for v in row.many(column))


def refuse(row: Row, column: str, given: str, allowed: Iterable[str]) -> None:
    """Raise the error for a value that is not allowed, with those that are, or the nearest of many."""
    known = sorted(set(allowed))
    if len(known) <= _LISTED:
        told = f"allowed: {', '.join(known)}"
    else:
        near = get_close_matches(given, known, 5, 0.5)
        told = f"the nearest of the {len(known)} that are: {', '.join(near) or 'none'}"
    raise row.bad(f"{column} {given!r} is not known; {told}. Correct it.")


@dataclass(frozen=True, slots=True)
class OneOf:
    """A cell that holds one of some values; ``several`` parted by ``|``, and none where it is ``open``."""

    allowed: Callable[[Own], Iterable[str]]
    open: bool = False
    several: bool = False

    def __call__(self, row: Row, column: str, own: Own) -> None:
        """Check the cell of a row."""
        given = row.many(column) if self.several else (row[column],) if row[column] else ()
        if not given and not self.open:
            raise row.bad(f"{column} is empty; give one of {', '.join(sorted(self.allowed(own))[:_LISTED])}.")
        allowed = frozenset(self.allowed(own))
        for value in given:
            if value not in allowed:
                refuse(row, column, value, allowed)


def like_ours(name: str, column: str, *, open_: bool = False, several: bool = False) -> OneOf:
    """Return the check of a column of codes: what ours holds is what there is."""
    return OneOf(lambda _: ours(name, column), open_, several)


def countries(own: Own) -> Iterable[str]:
    """Return the codes of states and what stands in their place."""
    return {*ours("actors/states.tsv", "iso3"), *(r["iso3"] for r in own.get("actors/states.tsv", ())), *NO_COUNTRY}


def lands(own: Own) -> Iterable[str]:
    """Return the codes of states."""
    return set(countries(own)) - set(NO_COUNTRY)


def sectors(_: Own) -> Iterable[str]:
    """Return PLOVER's sectors and ours."""
    return ours("exports/sectors.tsv", "sector")


def roles(_: Own) -> Iterable[str]:
    """Return what persons may be."""
    return ours("actors/leaders_1.tsv", "role") | ours("actors/leaders_2.tsv", "role")


def frames(own: Own) -> Iterable[str]:
    """Return the names of frames, the user's own as well."""
    name = "lexicon/frames.tsv"
    return {*ours(name, "frame"), *(r["frame"] for r in own.get(name, ()))}


def ids(own: Own) -> Iterable[str]:
    """Return the ids of groups, bodies and states, the user's own as well."""
    names = ("actors/groups.tsv", "actors/bodies.tsv", "actors/metonyms.tsv", "actors/states.tsv")
    return {i for n in names for i in (*ours(n, "id"), *(r["id"] for r in own.get(n, ())))}


def kinds(_: Own) -> Iterable[str]:
    """Return the kinds of nouns that conditions may name."""
    return ours("words/kinds.tsv", "kinds") | set(_LINKED_KINDS)


def kinds_of(condition: str) -> tuple[str, ...]:
    """Return the kinds of a condition such as ``!subj=armed|state``; none of one that names words."""
    values = condition.partition("=")[2] if ":" not in condition else ""
    return tuple(k for k in values.split("|") if k)


def place_kinds(_: Own) -> Iterable[str]:
    """Return the kinds of places."""
    return frozenset[str]().union(*(ours(f"places/{n}.tsv", "kind") for n in ("points", "regions", "waters", "sites")))


def needed(row: Row, column: str, _: Own) -> None:
    """Check that a cell holds anything."""
    if not row[column]:
        raise row.bad(f"{column} is empty; give it a value.")


def id_of(*kinds: str) -> Check:
    """Return the check of an id, which begins with its kind."""

    def begins(row: Row, column: str, _: Own) -> None:
        kind, _colon, rest = row[column].partition(":")
        if kind not in kinds or not rest or " " in rest:
            forms = " or ".join(f"{k}:short-name" for k in kinds)
            raise row.bad(f"{column} {row[column]!r} is no id of this table; write {forms}, without blanks.")

    return begins


def degrees(limit: float) -> Check:
    """Return the check of decimal degrees up to a limit on both sides."""

    def within(row: Row, column: str, _: Own) -> None:
        try:
            is_good = -limit <= float(row[column]) <= limit
        except ValueError:
            is_good = False
        if not is_good:
            raise row.bad(
                f"{column} {row[column]!r} is no number from {-limit:g} to {limit:g}; give decimal degrees, such as 28.9."
            )

    return within


def whole(row: Row, column: str, _: Own) -> None:
    """Check a whole number, or nothing."""
    if row[column] and not row[column].lstrip("-").isdigit():
        raise row.bad(f"{column} {row[column]!r} is no whole number; write one, such as 12, or leave it empty.")


def time_value(row: Row, column: str, own: Own) -> None:
    """Check what a word for a time stands for: a day of the year where it is a feast, else a number."""
    if row["kind"] != "feast":
        return whole(row, column, own)
    try:
        date.fromisoformat(row[column] if len(row[column]) > 5 else f"2000-{row[column]}")
    except ValueError:
        raise row.bad(f"{column} {row[column]!r} is no day; write MM-DD, or YYYY-MM-DD for one day alone.") from None


def day(row: Row, column: str, _: Own) -> None:
    """Check a year, month or day, or nothing."""
    if not row[column]:
        return
    try:
        date(*(*map(int, row[column].split("-")), 1, 1)[:3])
    except (ValueError, TypeError):
        raise row.bad(
            f"{column} {row[column]!r} cannot be read; write YYYY, YYYY-MM or YYYY-MM-DD, or leave it empty."
        ) from None


def above(row: Row, column: str, _: Own) -> None:
    """Check what must stand over a word that tells how two things stand."""
    kind = row[column].partition(":")[0]
    known = {r[column].partition(":")[0] for r in packaged("words/relations.tsv")} - {""}
    if kind and kind not in known:
        refuse(row, column, row[column], known)


def pattern(row: Row, column: str, own: Own) -> None:
    """Check a regular expression, in which names in braces stand for parts."""
    needed(row, column, own)
    try:
        re.compile(re.sub(r"\{[a-z]\w*\}", "x", row[column]))
    except re.error as error:
        raise row.bad(f"{column} {row[column]!r} is no regular expression ({error}); correct it.") from None


def mode(row: Row, column: str, _: Own) -> None:
    """Check a mode against those of the type that the table is of; weapons are means of an ASSAULT."""
    type_ = type_of(row.own) if row.own.startswith("lexicon/") else _ARMED
    allowed = {r["mode"] for r in packaged("ontology.tsv") if r["type"] == type_} - {""}
    if row[column] and type_ != VETO and row[column] not in allowed:
        told = f"allowed: {', '.join(sorted(allowed))}, or nothing" if allowed else f"{type_} has none: leave it empty"
        raise row.bad(f"{column} {row[column]!r} is no mode of {type_}; {told}.")


def _slot(condition: str) -> str:
    return condition.lstrip("!").partition(":")[0].partition("=")[0]


def when(row: Row, column: str, own: Own) -> None:
    """Check the conditions of a row of the lexicon: their form, and the kinds that they name."""
    for condition in row[column].split():
        for part in _slot(condition).split("|"):
            if not (part.isalpha() and part.islower()):
                raise row.bad(
                    f"{column} {condition!r} is no condition; write slot, slot:word|word or slot=kind|kind, "
                    "with ! before it to negate, and blanks between several."
                )
        for kind in kinds_of(condition):
            if kind not in (allowed := frozenset(kinds(own))):
                refuse(row, f"{column} {condition!r}: kind", kind, allowed)
