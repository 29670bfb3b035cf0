"""What people decided, as merging needs it: who belongs together, who does not, what is wrong, which values are theirs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from tocsin.base.errors import BadInput
from tocsin.base.incidents import Incident, Judgement, Verdict
from tocsin.base.model import Actor, Count, TimeBasis

# Fields that a person may set, and how their value is written.
EDITABLE: Mapping[str, str] = {
    "type": "a type of docs/reference/event-types.md",
    "mode": "a mode of that type",
    "start": "YYYY-MM-DD",
    "end": "YYYY-MM-DD, the first day after",
    "actors": 'a JSON list of {"id", "name", "country", "sector"}',
    "recipients": 'a JSON list of {"id", "name", "country", "sector"}',
    "killed": 'JSON {"low", "best", "high"}',
    "injured": 'JSON {"low", "best", "high"}',
}


@dataclass(frozen=True, slots=True)
class Decisions:
    """The judgements that stand.

    ``together`` and ``apart`` are pairs of mentions; ``wrong`` are mentions or incidents that tell of no such happening;
    ``right`` those confirmed; ``edits`` the values set, by incident and field.
    """

    together: frozenset[frozenset[str]] = frozenset()
    unsure: frozenset[frozenset[str]] = frozenset()
    apart: frozenset[frozenset[str]] = frozenset()
    wrong: frozenset[str] = frozenset()
    right: frozenset[str] = frozenset()
    edits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def decisions(judgements: Iterable[Judgement]) -> Decisions:
    """Return what stands of the judgements, in the order of their times: a later one on the same thing replaces an earlier."""
    pairs: dict[frozenset[str], Verdict] = {}
    single: dict[str, Verdict] = {}
    edits: dict[str, dict[str, str]] = defaultdict(dict)
    for j in sorted(judgements, key=lambda j: (j.at, j.id)):
        if j.verdict is Verdict.EDIT and j.field and j.value is not None:
            edits[j.left][j.field] = j.value
        elif j.verdict in (Verdict.RIGHT, Verdict.WRONG):
            single[j.left] = j.verdict
        elif j.right is not None:
            pairs[frozenset((j.left, j.right))] = j.verdict
    return Decisions(
        together=frozenset(p for p, v in pairs.items() if v is Verdict.SAME and len(p) == 2),
        unsure=frozenset(p for p, v in pairs.items() if v is Verdict.UNSURE and len(p) == 2),
        apart=frozenset(p for p, v in pairs.items() if v is Verdict.DIFFERENT and len(p) == 2),
        wrong=frozenset(i for i, v in single.items() if v is Verdict.WRONG),
        right=frozenset(i for i, v in single.items() if v is Verdict.RIGHT),
        edits=edits,
    )


def edited(incident: Incident, decided: Decisions) -> Incident:
    """Return an incident with the values that people set; the machine's own stay in its claims and earlier revisions.

    Raises:
        BadInput: a value is not of its field's form.
    """
    for name, value in decided.edits.get(incident.id, {}).items():
        incident = _edited(incident, name, value)
    return incident


def check_edit(name: str | None, value: str | None) -> None:
    """Raise if a field cannot be set to a value.

    Raises:
        BadInput: the field is unknown, or the value is not of its form.
    """
    if name is None or value is None or name not in EDITABLE:
        raise BadInput(f"{name!r} cannot be set; fields that can: {', '.join(EDITABLE)}.")
    try:
        _changed((), name, value)
    except (ValueError, TypeError) as error:
        raise BadInput(f"{name}={value!r} cannot be set ({error}); write {EDITABLE[name]}.") from None


def _edited(incident: Incident, name: str, value: str) -> Incident:
    check_edit(name, value)
    changed = _changed(incident.counts, name, value)
    return replace(incident, reasons=(*incident.reasons, f"{name}:set by a person"), **changed)


def _changed(counts: tuple[tuple[str, Count], ...], name: str, value: str) -> dict[str, Any]:
    if name in ("type", "mode"):
        return {name: value or None}
    if name in ("start", "end"):
        return {name: date.fromisoformat(value), "time_basis": TimeBasis.STATED, "time_precision": "day"}
    if name in ("actors", "recipients"):
        return {name: tuple(Actor(**p) for p in json.loads(value))}
    return {"counts": tuple(sorted((dict(counts) | {name: Count(**json.loads(value))}).items()))}
