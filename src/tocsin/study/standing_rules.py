"""The rules of ``data/standing.tsv``: which incidents open and close which relations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tocsin.base.homes import NO_STATE
from tocsin.base.incidents import Effect, Incident, IncidentStatus
from tocsin.base.model import Actor, Precision, RelationKind
from tocsin.base.tables import Row, table

_COLUMNS = ("type", "mode", "if", "effect", "kind", "subject", "object", "place", "alleged", "note")
_SUBJECTS, _OBJECTS = ("actor", "recipient", "side"), ("actor", "recipient", "side", "none")
ANY = "*"
ARMED = frozenset({"REB", "PRM", "MIL", "GOV", "CRM"})
LOCAL = frozenset({Precision.SITE, Precision.TOWN, Precision.DISTRICT})
# "Declared a unilateral humanitarian ceasefire": so many words behind the trigger still belong to it.
_NEAR_WORDS = 5
# Words that may stand between "seized" and the place that was seized.
_BETWEEN = re.compile(r"^\W*(?:(?!(?:in|at|near|from|outside|around|of a)\b)[\w’'-]+\W+){0,4}$", re.IGNORECASE)


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
        return all(_admits(actor, incident, self.subject, name, value) for name, value in self.conditions)

    def admits_object(self, actor: Actor) -> bool:
        """Tell whether one of several recipients fits what the row asks of its object."""
        return (self.object, "armed") not in self.conditions or actor.sector in ARMED


def _admits(actor: Actor, incident: Incident, side: str, name: str, value: str) -> bool:
    if name == side:
        return is_person(actor) if value == "person" else actor.sector in ARMED
    if name == "abroad":
        return _is_abroad(actor, incident)
    if name == "holder":
        at_home = any(a.sector in ARMED and not _is_abroad(a, incident) for a in incident.actors)
        return not (at_home and _is_abroad(actor, incident))
    return name != "home" or not _is_abroad(actor, incident)


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
    _check(row, "if", (name for name, _ in conditions), _TESTS)
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
    return all(_TESTS[name](incident, value) for name, value in rule.conditions)


def is_person(actor: Actor) -> bool:
    """Tell whether an actor is a named person: one of the register, or a name that it lacks."""
    if actor.id is not None:
        return actor.id.startswith("person:")
    words = [w for w in actor.name.split() if w[:1].isalpha()]
    return len(words) > 1 and words[0][:1].isupper() and words[-1][:1].isupper() and actor.name[:4].lower() != "the "


def _is_abroad(actor: Actor, incident: Incident) -> bool:
    land = incident.place.country if incident.place else None
    return land is not None and actor.country is not None and (actor.country != land or actor.country in NO_STATE)


def _place(incident: Incident, value: str) -> bool:
    return incident.place is not None and (value == "any" or incident.place.precision in LOCAL)


def _side(name: str) -> Callable[[Incident, str], bool]:
    def test(incident: Incident, value: str) -> bool:
        side = incident.actors if name == "actor" else incident.recipients
        return any(is_person(a) if value == "person" else a.sector in ARMED for a in side)

    return test


def _object(incident: Incident, _: str) -> bool:
    """Tell whether a telling has the place right behind the verb as what was taken."""
    if incident.place is None:
        return False
    for m in incident.mentions:
        rest = m.evidence.text.partition(m.trigger.text)[2]
        for name in (incident.place.text, incident.place.name):
            before, at, _rest = rest.partition(name)
            if at and _BETWEEN.match(before):
                return True
    return False


def _words(incident: Incident, value: str) -> bool:
    """Tell whether the trigger of a telling or one of the few words behind it begins like one of those given."""
    wanted = re.compile(rf"\b(?:{'|'.join(map(re.escape, value.split('|')))})", re.IGNORECASE)
    for m in incident.mentions:
        at = max(m.trigger.start - m.evidence.start, 0)
        near = m.evidence.text[at:].split()[: len(m.trigger.text.split()) + _NEAR_WORDS]
        if wanted.search(m.trigger.text) or wanted.search(" ".join(near)):
            return True
    return False


_TESTS: Mapping[str, Callable[[Incident, str], bool]] = {
    "place": _place,
    "object": _object,
    "actor": _side("actor"),
    "recipient": _side("recipient"),
    "abroad": lambda i, _: any(_is_abroad(a, i) for a in i.actors),
    "holder": lambda i, _: bool(i.actors),
    "home": lambda i, _: any(not _is_abroad(a, i) for a in i.actors),
    "context": lambda i, value: value in i.contexts,
    "words": _words,
    "killed": lambda i, _: any(n == "killed" and (c.low or c.best or c.high) for n, c in i.counts),
    "sides": lambda i, value: len({*i.actors, *i.recipients}) >= int(value),
}
