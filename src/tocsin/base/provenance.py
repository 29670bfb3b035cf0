"""Records of where what is held comes from: people's decisions, runs, and what became of an id when, by whom and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What a person decides: on two mentions or incidents, or on a value."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    RIGHT = "right"
    WRONG = "wrong"
    EDIT = "edit"


# Those that are on two.
OF_PAIRS = frozenset({Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE})


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision, kept as a row and replayed after every merge.

    ``left`` and ``right`` are ids of mentions or incidents (``right`` for same, different, unsure); ``field`` and
    ``value`` for an edit.
    """

    id: str
    at: datetime
    by: str
    verdict: Verdict
    left: str
    right: str | None
    field: str | None
    value: str | None
    why: str | None


@dataclass(frozen=True, slots=True)
class Run:
    """What made a record: versions of code, model and tables, the settings, and when."""

    id: str
    command: str
    started: datetime
    ended: datetime | None
    code: str
    model: str
    tables: str
    settings: str
    documents: int = 0
    mentions: int = 0
    incidents: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """An id that was made, changed, merged or deleted: when, in which run, by whom and why."""

    id: str
    kind: str  # document, incident
    what: str  # added, changed, merged, deleted
    at: datetime
    by: str
    why: str
    revision: int
