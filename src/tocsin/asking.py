"""What is asked of the record, in words, as a filter that the store understands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TypedDict

from tocsin.base.errors import BadInput
from tocsin.base.incidents import Filter, IncidentStatus
from tocsin.base.model import COUNTS, Stance, Status
from tocsin.base.relations import RelationKind
from tocsin.base.tables import table
from tocsin.naming import Names, Where, Who

Day = str | date | None
# More origins than any incident can have; a column of a database holds no number without end.
MOST_ORIGINS = 1_000_000
# Of which fields there are claims: that it happened, who did it, where, when, and how many people.
FIELDS = ("act", "doer", "place", "time", *COUNTS)


class Wanted(TypedDict, total=False):
    """Filters of ``incidents`` and ``claims``; each that is left out asks for all.

    ``since`` <= day < ``until``, days as ``YYYY-MM-DD``; ``place`` with its parts; ``actor`` with its wings, in any role;
    ``speaker`` who says or denies; ``type`` and ``mode`` of PLOVER; ``status`` of the incident; ``told`` how it is told;
    ``field`` and ``stance`` of a claim; ``words`` in its sentences; ``as_of`` what the store knew at the end of a day.
    """

    since: Day
    until: Day
    place: str | None
    actor: str | None
    speaker: str | None
    type: str | None
    mode: str | None
    status: str | None
    told: str | None
    field: str | None
    stance: str | None
    min_score: float
    min_origins: int
    words: str | None
    as_of: str | date | datetime | None
    limit: int | None


def filter_of(wanted: Wanted, names: Names) -> Filter:
    """Return the filter that asks for what is wanted.

    Raises:
        BadInput: a day, status or stance is not of its form, or a place is unknown.
    """
    where = _where(wanted.get("place"), names)
    who, speaker = _who(wanted.get("actor"), names), _who(wanted.get("speaker"), names)
    return replace(
        filter_at(where) if where else Filter(),
        since=day(wanted.get("since"), "since"),
        until=day(wanted.get("until"), "until"),
        actors=who.ids if who else (),
        actor_names=who.names if who else (),
        speakers=(*speaker.ids, *speaker.voices) if speaker else (),
        speaker_names=speaker.names if speaker else (),
        types=_known(wanted.get("type"), "type", _codes("type"), str.upper),
        modes=_known(wanted.get("mode"), "mode", _codes("mode"), str.lower),
        statuses=_known(wanted.get("status"), "status", IncidentStatus),
        told=_known(wanted.get("told"), "told", Status),
        stances=_known(wanted.get("stance"), "stance", Stance),
        fields=_known(wanted.get("field"), "field", FIELDS),
        min_score=_within(wanted.get("min_score", 0.0), "min_score", 1),
        min_origins=int(_within(wanted.get("min_origins", 0), "min_origins", MOST_ORIGINS)),
        words=wanted.get("words"),
        as_of=moment(wanted.get("as_of"), "as_of"),
        limit=limit_of(wanted.get("limit")),
    )


def filter_at(where: Where) -> Filter:
    """Return the filter that asks for a place with its parts."""
    return Filter(
        places=where.ids,
        countries=where.countries,
        admin1=where.admin1,
        admin1_country=where.place.country if where.admin1 else None,
        place_names=where.names,
    )


def day(given: Day, name: str) -> date | None:
    """Return a day given as a date or as ``YYYY-MM-DD``.

    Raises:
        BadInput: it is neither.
    """
    if isinstance(given, datetime):
        return given.date()
    if given is None or isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise BadInput(f"{name}={given!r} is no day; write it as YYYY-MM-DD, for example 2025-02-01.") from None


def moment(given: str | date | datetime | None, name: str) -> datetime | None:
    """Return a moment in UTC; a bare day means its end.

    Raises:
        BadInput: it is neither a day nor a moment.
    """
    if isinstance(given, datetime):
        return _in_utc(given, name)
    if isinstance(given, str) and "T" in given:
        try:
            return moment(datetime.fromisoformat(given), name)
        except ValueError:
            raise BadInput(f"{name}={given!r} is no moment; write YYYY-MM-DD or YYYY-MM-DDTHH:MM.") from None
    on = day(given, name)
    return None if on is None else datetime.combine(on, time.max, UTC)


def beginning(since: str | date | datetime) -> datetime:
    """Return a moment in UTC; a bare day means its beginning."""
    if isinstance(since, datetime) or (isinstance(since, str) and "T" in since):
        return moment(since, "since") or datetime.min.replace(tzinfo=UTC)
    return datetime.combine(day(since, "since") or date.min, time.min, UTC)


def _in_utc(given: datetime, name: str) -> datetime:
    try:
        return given.astimezone(UTC) if given.tzinfo else given.replace(tzinfo=UTC)
    except OverflowError:  # a day before the first one, or after the last one, that a calendar here has
        raise BadInput(
            f"{name}={given.isoformat()!r} is outside the years 1 to 9999 in UTC; give one within."
        ) from None


def _where(place: str | None, names: Names) -> Where | None:
    return names.where(place) if place is not None else None


def _who(actor: str | None, names: Names) -> Who | None:
    return names.who(actor) if actor is not None else None


def limit_of(given: int | None) -> int | None:
    """Return a limit.

    Raises:
        BadInput: it is below one.
    """
    if given is not None and given < 1:
        raise BadInput(f"limit={given} is no number of answers; give 1 or more, or leave it out for all.")
    return given


def kind_of(given: str | None) -> tuple[str, ...]:
    """Return the kind of relation asked for.

    Raises:
        BadInput: there is no such kind.
    """
    return _known(given, "kind", RelationKind, str.lower)


def _within(given: float, name: str, most: float) -> float:
    if not 0 <= given <= most:  # NaN is not, either
        raise BadInput(f"{name}={given!r} is out of range; give 0 to {most}.")
    return given


def _known(
    value: str | None, name: str, allowed: Iterable[str], spelled: Callable[[str], str] = str
) -> tuple[str, ...]:
    values = [str(v) for v in allowed]
    if value is None:
        return ()
    if spelled(value) not in values:
        raise BadInput(f"{name}={str(value)!r} is unknown; give one of {', '.join(values)}.")
    return (spelled(value),)


@cache
def _codes(column: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(r[column] for r in table("ontology.tsv", columns=(column,)) if r[column]))
