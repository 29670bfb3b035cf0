"""What people decided, as merging needs it: who belongs together, who does not, what is wrong, which values are theirs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from tocsin.base.errors import BadInput
from tocsin.base.incidents import Incident
from tocsin.base.model import COUNTS, Actor, Count, TimeBasis
from tocsin.base.provenance import Judgement, Verdict
from tocsin.base.tables import table

_COUNT = 'JSON {"low", "best", "high"}: whole numbers, the lower ones not above the higher'
_PARTIES = 'a JSON list of {"id", "name", "country", "sector"}'
# Fields that a person may set, and how their value is written.
EDITABLE: Mapping[str, str] = {
    "type": "a type of docs/reference/event-types.md",
    "mode": "a mode of docs/reference/event-types.md, or nothing for none",
    "start": "YYYY-MM-DD",
    "end": "YYYY-MM-DD, the first day after",
    "actors": _PARTIES,
    "recipients": _PARTIES,
} | dict.fromkeys(COUNTS, _COUNT)
# Where a decision that something is wrong keeps what it took away, so that it can be given back.
TAKEN = "taken"
# Years that a happening in the news may be of.
_FIRST_YEAR, _LAST_YEAR = 1000, 3000
_DAY = timedelta(days=1)
_CODES = ("type", "mode", "quad", "intensity", "cameo")


@dataclass(frozen=True, slots=True)
class Decisions:
    """The judgements that stand.

    ``together`` are pairs of mentions, in the order in which they were judged, ``apart`` and ``unsure`` such pairs in any;
    ``wrong`` are incidents that tell of no such happening, and mentions, theirs too, with what they were taken from;
    ``right`` are those confirmed; ``edits`` the values set, by incident and field.
    """

    together: tuple[tuple[str, str], ...] = ()
    unsure: frozenset[frozenset[str]] = frozenset()
    apart: frozenset[frozenset[str]] = frozenset()
    wrong: Mapping[str, str] = field(default_factory=dict)
    right: frozenset[str] = frozenset()
    edits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def pairs(self) -> frozenset[frozenset[str]]:
        """All pairs that were judged."""
        return self.apart | self.unsure | {frozenset(p) for p in self.together}


def decisions(judgements: Iterable[Judgement], heirs: Mapping[str, str] | None = None) -> Decisions:
    """Return what stands of the judgements: of two on the same thing, the one given last; they come in their order.

    Args:
        judgements: those in force, in the order in which they were made.
        heirs: the id by which a mention goes now, for mentions that have another since.
    """
    now = heirs or {}
    pairs: dict[frozenset[str], tuple[Verdict, str, str]] = {}
    single: dict[str, Judgement] = {}
    edits: dict[str, dict[str, str]] = defaultdict(dict)
    for j in judgements:
        left, right = now.get(j.left, j.left), now.get(j.right or "", j.right)
        if j.verdict is Verdict.EDIT and j.field and j.value is not None:
            edits[left][j.field] = j.value
        elif j.verdict in (Verdict.RIGHT, Verdict.WRONG):
            single[left] = j
        elif right is not None and left != right:
            pairs.pop(frozenset((left, right)), None)
            pairs[frozenset((left, right))] = (j.verdict, left, right)
    return Decisions(
        together=tuple((left, right) for v, left, right in pairs.values() if v is Verdict.SAME),
        unsure=frozenset(p for p, (v, _, _) in pairs.items() if v is Verdict.UNSURE),
        apart=frozenset(p for p, (v, _, _) in pairs.items() if v is Verdict.DIFFERENT),
        wrong={m: i for of, j in single.items() if j.verdict is Verdict.WRONG for m, i in _taken(of, j, now).items()},
        right=frozenset(i for i, j in single.items() if j.verdict is Verdict.RIGHT),
        edits=edits,
    )


def _taken(of: str, made: Judgement, now: Mapping[str, str]) -> dict[str, str]:
    """Return what a decision took away (an incident, mentions), each with the incident that it was of."""
    kept: dict[str, str] = json.loads(made.value) if made.field == TAKEN and made.value else {}
    return {of: kept.get(made.left, of)} | {now.get(m, m): i for m, i in kept.items()}


def edited(incident: Incident, decided: Decisions, names: Iterable[str] = ()) -> Incident:
    """Return an incident with the values that people set; the machine's own stay in its claims and earlier revisions.

    Args:
        incident: as its accounts make it.
        decided: what people decided.
        names: other ids that it goes by: what was set before two became one holds on, unless it was set for it too.

    Raises:
        BadInput: a value is not of its field's form.
    """
    edits = {name: v for id_ in (*names, incident.id) for name, v in decided.edits.get(id_, {}).items()}
    for name in (n for n in EDITABLE if n in edits):
        incident = _edited(incident, name, edits[name])
    if incident.id in decided.right:
        incident = replace(incident, reasons=(*incident.reasons, "confirmed by a person"))
    return incident


def check_edit(name: str | None, value: str | None) -> None:
    """Raise if a field cannot be set to a value.

    Raises:
        BadInput: the field is unknown, or the value is not of its form.
    """
    if name is None or value is None or name not in EDITABLE:
        raise BadInput(f"{name!r} cannot be set; fields that can: {', '.join(EDITABLE)}.")
    try:
        _read(name, value)
    except (ValueError, TypeError, AttributeError) as error:
        raise BadInput(f"{name}={value!r} cannot be set ({error}); write {EDITABLE[name]}.") from None


def _read(name: str, value: str) -> Any:
    """Return the value of a field from how it is written."""
    if name in ("type", "mode"):
        known = {r[name] for r in _codes()}
        if value not in known:
            raise ValueError(f"known are {', '.join(sorted(known - {''}))}")
        return value or None
    if name in ("start", "end"):
        return _day(value)
    if name in ("actors", "recipients"):
        return tuple(_actor(p) for p in json.loads(value))
    return _count(**json.loads(value))


def _day(value: str) -> date:
    told = date.fromisoformat(value)
    if not _FIRST_YEAR <= told.year <= _LAST_YEAR:
        raise ValueError(f"no happening of {told.year} is in the news")
    return told


def _actor(given: Mapping[str, str | None]) -> Actor:
    name = given.get("name")
    unknown = given.keys() - {"id", "name", "country", "sector"}
    if not name or unknown:
        raise ValueError(f"{', '.join(sorted(unknown))} is no part of an actor" if unknown else "an actor needs a name")
    if not all(isinstance(v, str | None) for v in given.values()):
        raise ValueError("the parts of an actor are words in quotes, or null")
    return Actor(given.get("id"), name, given.get("country"), given.get("sector"))


def _count(low: int | None = None, best: int | None = None, high: int | None = None) -> Count:
    told = [n for n in (low, best, high) if n is not None]
    if not told or not all(type(n) is int and n >= 0 for n in told) or told != sorted(told):
        raise ValueError("these are no numbers in order")
    return Count(low, best, high)


@lru_cache(maxsize=1)
def _codes() -> tuple[Mapping[str, str], ...]:
    return tuple({n: r[n] for n in _CODES} for r in table("ontology.tsv", columns=_CODES))


def _edited(incident: Incident, name: str, value: str) -> Incident:
    check_edit(name, value)
    given = _read(name, value)
    changed: dict[str, Any] = {name: given}
    if name in ("type", "mode"):
        changed |= _coded(given if name == "type" else incident.type, given if name == "mode" else None)
    elif name in ("start", "end"):
        changed |= _span(incident, name, given)
    elif name not in ("actors", "recipients"):
        changed = {"counts": tuple(sorted((dict(incident.counts) | {name: given}).items()))}
    return replace(incident, reasons=(*incident.reasons, f"{name}:set by a person"), **changed)


def _coded(type_: str, mode: str | None) -> dict[str, Any]:
    """Return the numbers that go with a type and mode; a mode of another type does not stay."""
    rows = {r["mode"]: r for r in _codes() if r["type"] == type_}
    row = rows.get(mode or "", rows.get("", {}))
    own, whole = row, rows.get("", {})
    cell = {n: own.get(n) or whole.get(n) or "" for n in ("quad", "intensity", "cameo")}
    return {
        "mode": mode,
        "quad": int(cell["quad"]) if cell["quad"] else None,
        "intensity": float(cell["intensity"]) if cell["intensity"] else None,
        "cameo": cell["cameo"] or None,
    }


def _span(incident: Incident, name: str, given: date) -> dict[str, Any]:
    """Return a time that holds at least a day with one of its ends set."""
    start, end = (given, incident.end) if name == "start" else (incident.start, given)
    if start is None or end is None or end <= start:
        start, end = (given, given + _DAY) if name == "start" else (given - _DAY, given)
    precision = "day" if end - start == _DAY else "span"
    return {"start": start, "end": end, "time_basis": TimeBasis.STATED, "time_precision": precision}
