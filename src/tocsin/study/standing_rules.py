"""The rules of ``data/standing.tsv``: which incidents open and close which relations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tocsin.base.incidents import Effect, Incident, IncidentStatus
from tocsin.base.model import Actor
from tocsin.base.relations import RelationKind
from tocsin.base.tables import Row, table
from tocsin.study.rule_conditions import TESTS
from tocsin.study.rule_parties import admits_party, is_such

_COLUMNS = ("type", "mode", "if", "effect", "kind", "subject", "object", "place", "alleged", "note")
_SUBJECTS, _OBJECTS = ("actor", "recipient", "side", "state"), ("actor", "recipient", "side", "none")
ANY = "*"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table, its conditions still by name."""

    type: str
    mode: str | None
    conditions: tuple[tuple[str, str], ...]
    effect: Effect
    kind: RelationKind
    subject: str
    object: str
    place: bool
    alleged: IncidentStatus | None
    note: str

    def admits(self, actor: Actor, incident: Incident) -> bool:
        """Tell whether one of several actors fits what the row asks of its subject."""
        return all(admits_party(actor, incident, self.subject, name, value) for name, value in self.conditions)

    def admits_object(self, actor: Actor) -> bool:
        """Tell whether one of several recipients fits what the row asks of its object."""
        return all(is_such(actor, value) for name, value in self.conditions if name == self.object)


@lru_cache(maxsize=1)
def all_rules() -> Mapping[str, tuple[Rule, ...]]:
    """Return the rules by event type, in file order.

    Raises:
        BadTable: a row has an unknown condition, effect, kind, subject, object or status.
    """
    out: dict[str, list[Rule]] = {}
    for row in table("standing.tsv", columns=_COLUMNS):
        out.setdefault(row["type"], []).append(_rule(row))
    return {type_: tuple(found) for type_, found in out.items()}


def _rule(row: Row) -> Rule:
    conditions = tuple((name, value) for name, _, value in (c.partition(":") for c in row["if"].split()))
    _check(row, "if", (name for name, _ in conditions), TESTS)
    _check(row, "effect", [row["effect"]], set(Effect))
    _check(row, "kind", [row["kind"]], set(RelationKind))
    _check(row, "subject", [row["subject"]], _SUBJECTS)
    _check(row, "object", [row["object"]], _OBJECTS)
    _check(row, "alleged", [row["alleged"]] if row["alleged"] else [], set(IncidentStatus))
    return Rule(
        row["type"],
        row["mode"] or None,
        conditions,
        Effect(row["effect"]),
        RelationKind(row["kind"]),
        row["subject"],
        row["object"],
        row["place"] == "y",
        IncidentStatus(row["alleged"]) if row["alleged"] else None,
        row["note"],
    )


def _check(row: Row, column: str, given: Iterable[str], allowed: Iterable[str]) -> None:
    known = sorted(str(getattr(a, "value", a)) for a in allowed)
    for value in given:
        if value not in known:
            raise row.bad(f"{column} {value!r} is none of {', '.join(known)}; correct it.")


def rules(type_: str, mode: str | None) -> tuple[Rule, ...]:
    """Return the rules for a type and mode."""
    return tuple(r for r in all_rules().get(type_, ()) if r.mode in (ANY, mode))


def fits(rule: Rule, incident: Incident) -> bool:
    """Tell whether an incident meets all conditions of a rule."""
    return all(TESTS[name](incident, value) for name, value in rule.conditions)
