"""What pages call types, modes and other codes: words for people who do not know the vocabularies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from tocsin.base.incidents import Incident, IncidentStatus
from tocsin.base.model import Actor, Count, Precision, Status, TimeBasis
from tocsin.base.tables import table

QUADS: Mapping[int | None, str] = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
    None: "neither conflict nor cooperation",
}
STATUSES: Mapping[str, str] = {
    IncidentStatus.REPORTED: "one independent origin tells it",
    IncidentStatus.CORROBORATED: "two or more independent origins tell it, nobody denies it",
    IncidentStatus.DISPUTED: "somebody denies it, or tells a value that excludes another's",
    IncidentStatus.WITHDRAWN: "whoever told it took it back",
    IncidentStatus.SUPERSEDED: "merged into another incident",
}
TOLD: Mapping[str, str] = {
    Status.ASSERTED: "told as a fact",
    Status.ALLEGED: "told as somebody's allegation",
    Status.DENIED: "told as denied",
    Status.NEGATED: "told as not having happened",
    Status.REQUESTED: "asked for, not told as done",
    Status.THREATENED: "threatened, not told as done",
    Status.PLANNED: "planned, not told as done",
    Status.HYPOTHETICAL: "supposed, not told as done",
}
FIELDS: Mapping[str, str] = {"act": "that it happened", "doer": "who did it", "place": "where", "time": "when"}
# Places coarser than a town are areas, and are called so.
_AREAS = frozenset({Precision.DISTRICT, Precision.PROVINCE, Precision.COUNTRY, Precision.FEATURE})
# More names than this on one side are counted, not listed.
_NAMES = 3


@cache
def codes() -> Mapping[tuple[str, str], str]:
    """Return the plain words of each type (empty mode) and mode, in the order of the vocabulary."""
    return {(r["type"], r["mode"]): r["words"] for r in table("plain_words.tsv", columns=("type", "mode", "words"))}


def kind(type_: str, mode: str | None) -> str:
    """Return what an event type, or a mode of it, is called; an unknown one goes by its code."""
    found = codes()
    return found.get((type_, mode or "")) or found.get((type_, "")) or type_.lower()


def names(actors: tuple[Actor, ...]) -> str:
    """Return names joined with commas; beyond three they are counted."""
    more = f" and {len(actors) - _NAMES} more" if len(actors) > _NAMES else ""
    return ", ".join(a.name for a in actors[:_NAMES]) + more


def parties(incident: Incident) -> str:
    """Return who and to whom: ``A → B``, ``A``, ``on B``; empty where neither is known."""
    who, whom = names(incident.actors), names(incident.recipients)
    if who and whom:
        return f"{who} → {whom}"
    return who or (f"towards {whom}" if whom else "")


def what(incident: Incident) -> str:
    """Return what happened in one line without time and place: ``ground taken by force: M23 → FARDC``."""
    sides = parties(incident)
    words = kind(incident.type, incident.mode)
    return f"{words[0].upper()}{words[1:]}{': ' + sides if sides else ''}"


def sentence(incident: Incident) -> str:
    """Return what happened, where and when, in one line."""
    place = f", {incident.place.name}" if incident.place else ""
    return f"{what(incident)}{place}, {when(incident)}"


def day(given: date) -> str:
    """Return a day as people write it: ``27 Jan 2025``."""
    return f"{given.day} {given:%b %Y}"


def when(incident: Incident) -> str:
    """Return when it happened, no finer than is known: a day, a month, a year, or between two days."""
    start, end, precision = incident.start, incident.end, incident.time_precision
    last = end - timedelta(days=1) if end else None
    if start is None or last is None:
        return f"from {day(start)} on" if start else f"until {day(last)}" if last else "no day told"
    if start == last:
        return day(start)
    if precision == "month" and start.month == last.month:
        return f"{start:%B %Y}"
    if precision == "year" and start.year == last.year:
        return str(start.year)
    return f"between {_first(start, last)} and {day(last)}"


def when_note(incident: Incident) -> str | None:
    """Return what has to be known of a time besides its days; ``None`` where nothing has."""
    return "day of report" if incident.time_basis is TimeBasis.PUBLISHED else None


def _first(start: date, last: date) -> str:
    return f"{start.day} {start:%b}" if start.year == last.year else day(start)


def where(incident: Incident) -> str | None:
    """Return the place with what lies above it, and that it is an area where it is coarser than a town."""
    p = incident.place
    if p is None:
        return None
    above = [a for a in (p.admin1, p.country) if a and a != p.name]
    area = f" ({'area' if p.precision is Precision.FEATURE else p.precision.value})" if p.precision in _AREAS else ""
    return ", ".join([p.name, *above]) + area


def toll(count: Count) -> str:
    """Return a number of people as it is told: ``773``, ``773 to 2,900``, ``at least 12``, ``up to 20``."""
    low, high = count.low, count.high
    if low is None and high is None:
        return f"about {count.best:,}" if count.best is not None else "an unknown number"
    if low is None:
        return f"up to {high:,}"
    if high is None:
        most = f" to {count.best:,}" if count.best is not None and count.best != low else ""
        return f"at least {low:,}" if not most else f"{low:,}{most} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def numbered(count: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: ``1 origin``, ``1,200 origins``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
