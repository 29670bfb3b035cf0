"""Names, days and numbers of the record as English words, for a brief."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache

from tocsin.base.dates import MONTHS, full_day
from tocsin.base.incidents import Incident
from tocsin.base.model import Actor, Count, EventPlace, Precision, TimeBasis
from tocsin.base.tables import table

# A name that begins so means something only beside the sentence that it was taken from ("its soldiers").
_LEANING = re.compile(
    r"(?:its|their|his|her|our|my|this|that|these|those|it|they|he|she|we|i|who|which|others?|some|another|one)\b",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\b(?:its|their|his|her|our|this report|earlier version)\b", re.IGNORECASE)
# Places that one is at, not in.
_AT = re.compile(
    r"\b(?:airport|airfield|base|bridge|border|port|crossing|hospital|mine|prison|camp|embassy|station)\b",
    re.IGNORECASE,
)
_CUT = re.compile(r"(?:least|most) (?=\d|[a-z]+ [a-z])")
_NUMBERS = r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty"
_SMALL = re.compile(rf"(?:an?|the|some|at|several|many|{_NUMBERS}|\w+s|police)\b", re.IGNORECASE)
_PLURAL = re.compile(rf"(?:\d|{_NUMBERS}|some|several|many|at least|\w+s\b)|.*(?:people|men|children|police|\w[^su]s)$")


def is_name(actor: Actor) -> bool:
    """Tell whether a name means something by itself: not "its soldiers", not a bare number."""
    name = actor.name.strip()
    if actor.id is not None:
        return True
    return bool(re.search(r"[^\W\d_]{2}", name)) and not _LEANING.match(name) and not _WITHIN.search(name)


def name_of(actor: Actor) -> str:
    """Return a name as it stands in a sentence: with its article, common nouns in small letters."""
    name = " ".join(actor.name.split())
    if actor.id is None:
        name = f"at {name}" if _CUT.match(name) else name
        has_name = re.search(r" [A-Z]", name.split(" of ")[0])
        is_common = _SMALL.match(name) and (not has_name or re.match(r"(?:An?|The|Some|At) ", name))
        name = name[0].lower() + name[1:] if is_common else name
        return name if re.match(r"[a-z]", name) else with_article(name)
    country, _, organ = name.partition(": ")
    return f"the {organ} of {with_article(country)}" if organ else with_article(name)


@cache
def _nouns() -> tuple[tuple[str, str], ...]:
    return tuple((r["word"], r["number"]) for r in table("brief/nouns.tsv", columns=("word", "number")))


def with_article(name: str) -> str:
    """Return a proper name with "the" before it, where English has it."""
    if name.lower().startswith("the "):
        return f"the {name[4:]}"
    head = re.split(r" (?:of|for|in|to|on) ", name)[0]
    return f"the {name}" if any(head == w or head.endswith(f" {w}") for w, _ in _nouns()) else name


def is_plural(actors: Sequence[Actor]) -> bool:
    """Tell whether "were" follows the names of actors."""
    if len(actors) != 1:
        return len(actors) > 1
    name = actors[0].name.strip()
    head = re.split(r" (?:of|for|in|to|on) ", name.split(": ")[-1])[0]
    for word, number in _nouns():
        if head.lower() == word.lower() or head.endswith(f" {word}"):
            return number == "p"
    return actors[0].id is None and bool(_PLURAL.match(name.lower().removeprefix("the ")))


def parties(actors: Iterable[Actor], *, but: Iterable[Actor] = ()) -> tuple[Actor, ...]:
    """Return the actors that have a name of their own, each once, but for some: who fights is not its own victim."""
    taken = {a.name.casefold() for a in but}
    found: dict[str, Actor] = {}
    for actor in actors:
        key = actor.name.casefold()
        if is_name(actor) and key not in taken:
            found.setdefault(key, actor)
    return tuple(found.values())


def listed(words: Sequence[str], *, most: int = 4) -> str:
    """Return words as a list: "a, b and c"; beyond the most the rest is counted."""
    words = list(dict.fromkeys(words))
    if len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} more"]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def short_day(day: date) -> str:
    """Return a day without its year: 27 January."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def span(first: date, last: date) -> str:
    """Return the days from one to another: 26 January to 1 February 2025."""
    if first == last:
        return full_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {full_day(last)}"
    return f"{short_day(first) if first.year == last.year else full_day(first)} to {full_day(last)}"


def when(incident: Incident) -> str:
    """Return when an incident took place, with a space before it, as exactly as is known; empty where nothing is."""
    i = incident
    last = i.end - timedelta(days=1) if i.end else None
    if i.time_basis is TimeBasis.PUBLISHED and i.start:
        return f" (reported on {full_day(i.start)})"
    if i.start and last:
        return f" {_within(i.start, last, i.time_precision)}"
    if last:
        return f", by {full_day(last)}"
    return f", from {full_day(i.start)} on" if i.start else ""


def _within(first: date, last: date, precision: str | None) -> str:
    if first == last:
        return f"on {full_day(first)}"
    if precision == "month":
        return f"in {MONTHS[first.month - 1]} {first.year}"
    if precision == "year":
        return f"in {first.year}"
    return between(first, last)


def bounds(earliest: date | None, latest: date | None) -> str:
    """Return a day that is known as earliest and latest, in words; empty where neither is known."""
    if earliest and latest:
        return full_day(earliest) if earliest == latest else between(earliest, latest)
    return f"by {full_day(latest)}" if latest else f"{full_day(earliest)} or later" if earliest else ""


def between(first: date, last: date) -> str:
    """Return two days as bounds: between 26 January and 1 February 2025, between 26 and 28 January 2025."""
    if (first.year, first.month) == (last.year, last.month):
        return f"between {first.day} and {full_day(last)}"
    return f"between {short_day(first) if first.year == last.year else full_day(first)} and {full_day(last)}"


def where(place: EventPlace | None) -> str:
    """Return a place with its preposition and a space before it; empty where none is known."""
    if place is None:
        return ""
    is_at = place.precision is Precision.SITE and _AT.search(place.name)
    return f" {'at' if is_at else 'in'} {with_article(place.name)}"


def number(value: int) -> str:
    """Return a number with its thousands apart."""
    return f"{value:,}"


def range_of(count: Count) -> str:
    """Return a count in words: "at least 773", "3 to at least 700", "up to 20", "12"."""
    low, high = count.low, count.high
    least = low if low is not None else count.best
    if least is None:
        return f"up to {number(high)}" if high is not None else "an unknown number"
    if high is not None:
        return number(least) if least == high else f"{number(least)} to {number(high)}"
    best = count.best
    return (
        f"at least {number(least)}" if best is None or best == least else f"{number(least)} to at least {number(best)}"
    )


def capital(sentence: str) -> str:
    """Return a sentence with a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]
