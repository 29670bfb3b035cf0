"""What is read and told week by week, and where it rises: weeks, places and pairs, changes, surges.

A week begins on Monday (ISO 8601) and is named by that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Measure(StrEnum):
    """What is counted: PLOVER's quads 3 and 4, or 1 and 2."""

    CONFLICT = "conflict"
    COOPERATION = "cooperation"


class SurgeKind(StrEnum):
    """What rises."""

    EVENTS = "events"  # more incidents, also for what was read
    COVERAGE = "coverage"  # more documents, no more incidents than before for what was read
    BOTH = "events and coverage"  # more incidents, and more documents on each


class Band(StrEnum):
    """How much something changed, in the words that users of ACLED know (``study/bands.py``)."""

    LARGE_INCREASE = "large increase"
    MODERATE_INCREASE = "moderate increase"
    LIMITED_CHANGE = "limited change"
    LARGE_DECREASE = "large decrease"
    LOW_BASE = "limited change (low base)"
    NO_DATA = "no data"


class Read(NamedTuple):
    """A document that was read: its row, outlet (empty where none is named), day, and whether it repeats another."""

    n: int
    outlet: str
    day: date
    is_copy: bool


class Happening(NamedTuple):
    """An incident as far as counting needs it; ``first`` is the day first reported, ``last_day`` its own last day."""

    n: int
    id: str
    type: str
    mode: str | None
    country: str | None
    admin1: str | None
    first: date
    last_day: date


class Party(NamedTuple):
    """Who takes part in an incident: ``n`` is the incident's row, ``role`` actor or recipient."""

    n: int
    role: str
    actor: str | None
    name: str
    country: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class Window:
    """What was read from ``since`` to ``until`` (inclusive), and what it tells.

    ``documents`` are in the order of their days and ids; ``tellings`` are pairs of rows: incident, document.
    """

    since: date
    until: date
    documents: tuple[Read, ...]
    tellings: tuple[tuple[int, int], ...]
    happenings: tuple[Happening, ...]
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """How much of an outlet was read in a week: documents that repeat no other, and copies apart."""

    week: date
    outlet: str
    documents: int
    copies: int


@dataclass(frozen=True, slots=True)
class Subject:
    """Of what a series is: a country, a province, or a pair of actors; ``key`` tells one from another, ``label`` is for people.

    ``parts`` are the codes: ISO alpha-3 and the province's name, or the two sides of a pair.
    """

    kind: str  # country, admin1, pair
    key: str
    label: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One week of a series; ``None``: nothing was read, which is a gap and no zero.

    ``read`` are documents of the same outlets without copies, ``count`` incidents first told by them in this week,
    ``expected`` how many there would be at the rates of the weeks before, ``intensity`` the sum of their |intensity|,
    ``telling`` documents, copies included, that tell of such incidents, old ones too.
    """

    week: date
    read: int
    count: int | None
    expected: float | None
    intensity: float | None
    telling: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """A week, or several together, against the baseline: ``ratio`` with its 95 % interval, ``low`` to ``high``.

    ``count`` is what was counted, ``expected`` what it would be for what was read, ``before`` what as many weeks of the
    baseline had; ``ratio`` is ``None`` where there was nothing before, and ``high`` where there is no bound;
    ``p`` is one-sided (a rise), ``q`` after allowing for all series that were looked at in that week.
    """

    count: int
    expected: float
    before: float
    ratio: float | None
    low: float
    high: float | None
    p: float
    q: float
    band: Band


@dataclass(frozen=True, slots=True)
class Trend:
    """A place or pair in a week, with the weeks before it.

    ``week`` is the Monday of the last week, ``span`` how many weeks that end with it are looked at together;
    ``events`` is the change of incidents for what was read, ``coverage`` that of documents telling of them; ``points``
    are the weeks of the baseline and those looked at; ``outlets`` are those that were compared, ``left_out`` those that
    were read in this week but not enough before; ``reading`` is how many times more was read from them than in a week
    of the baseline; ``incidents`` are ids of those counted in them, the gravest first.
    """

    subject: Subject
    measure: Measure
    week: date
    span: int
    events: Change
    coverage: Change
    points: tuple[Point, ...]
    intensity: float
    mean_intensity: float | None
    reading: float
    outlets: tuple[str, ...]
    left_out: tuple[str, ...]
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Surge:
    """A week in which incidents or coverage of a place or pair rose; ``sure`` is good, fair or weak.

    ``id`` is made from what surges, the week and the kind: the same surge has it on every machine.
    """

    id: str
    kind: SurgeKind
    trend: Trend
    sure: str
    why: str


@dataclass(frozen=True, slots=True)
class Watch:
    """What was found when the weeks up to a day were looked at.

    ``weeks`` are the Mondays of the weeks looked at, the latest first; ``remarks`` say of which of them nothing can be
    said, and why; ``trends`` are series that were asked for by name, in the latest week, surge or not.
    """

    as_of: date
    weeks: tuple[date, ...]
    surges: tuple[Surge, ...]
    trends: tuple[Trend, ...]
    remarks: tuple[str, ...]
    volumes: tuple[Volume, ...]
