"""The rules of ``data/standing.tsv``: which incidents open and close which relations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tocsin.base.geo import LOCAL
from tocsin.base.homes import NO_STATE
from tocsin.base.incidents import Effect, Incident, IncidentStatus, Member
from tocsin.base.model import Actor, EventPlace, Precision
from tocsin.base.relations import RelationKind
from tocsin.base.tables import Row, table
from tocsin.study.sides import one_per_side, state_of_country

_COLUMNS = ("type", "mode", "if", "effect", "kind", "subject", "object", "place", "alleged", "note")
_SUBJECTS, _OBJECTS = ("actor", "recipient", "side", "state"), ("actor", "recipient", "side", "none")
ANY = "*"
ARMED = frozenset({"REB", "PRM", "MIL", "GOV", "CRM", "COP"})
_SECTORS = {
    "armed": ARMED,
    "rebel": frozenset({"REB", "PRM", "CRM"}),
    "power": frozenset({"GOV", "IGO"}),
    "backer": ARMED - {"COP"},
}
_FORCES = frozenset({"MIL", "GOV", "COP"})
_DAYS = frozenset({
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October", "November", "December", "Jan", "Feb", "Mar",
})  # fmt: skip
# "Declared a unilateral humanitarian ceasefire": so many words behind the trigger still belong to it.
_NEAR_WORDS = 5
# What lies in a town and is not the town.
_PARTS = frozenset({
    "headquarters", "base", "barracks", "palace", "bridge", "market", "district", "districts", "neighbourhood",
    "neighborhood", "neighbourhoods", "neighborhoods", "suburb", "suburbs", "outskirts", "part", "parts", "positions",
    "position", "checkpoint", "hill", "hills", "building", "buildings", "station", "hospital", "quarter", "quarters",
    "areas", "trucks", "vehicles", "weapons", "road", "highway", "villages",
})  # fmt: skip
_GEAR = frozenset({
    "drone", "drones", "aircraft", "jet", "jets", "warplane", "warplanes", "plane", "planes", "helicopters", "tanks",
    "missiles", "rockets", "weapons", "arms", "guns", "rifles", "vehicles", "ammunition", "artillery", "equipment",
})  # fmt: skip
# "Seven companies": firms under sanctions are often only counted; people without a name are told of with names elsewhere.
_COUNTED = re.compile(
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of|several) (?:[\w-]+ ){0,3}"
    r"(?:companies|firms|entities|businesses|banks)\b",
    re.IGNORECASE,
)
_COUNTED_PEOPLE = re.compile(
    r"(?:(?:at|least|most|some|about|around|nearly|almost|more|than|over|another|the|other) )*"
    r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens|scores|hundreds|thousands|several)\b",
    re.IGNORECASE,
)
# Words that may stand between "seized" and the place that was seized.
_TOWARDS = frozenset({"to", "towards", "toward", "into"})
_BETWEEN_SIDES = re.compile(r"\bbetween\b")
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
        return all(_is(actor, value) for name, value in self.conditions if name == self.object)


def _admits(actor: Actor, incident: Incident, side: str, name: str, value: str) -> bool:
    if name == side:
        return _is(actor, value)
    if name == "abroad":
        return _is_abroad(actor, incident)
    if name == "holder":
        return actor in _holders(incident, side)
    return name != "home" or not _is_abroad(actor, incident)


def _holders(incident: Incident, side: str) -> list[Actor]:
    """Return those of a side who hold a place: allies from abroad and militias help the state's forces to hold it."""
    given = incident.actors if side == "actor" else incident.recipients
    armed = [a for a in given if a.sector in ARMED and not _is_office(a)]
    at_home = [a for a in armed if not _is_abroad(a, incident)] or armed
    rebels = [a for a in at_home if a.sector in ("REB", "CRM")]
    if rebels and any(_BETWEEN_SIDES.search(m.evidence.text.partition(m.trigger.text)[0]) for m in incident.mentions):
        return rebels  # "fighting between the army and rebels who took the town"
    return [a for a in at_home if a.sector in _FORCES] or at_home


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


def _is_office(actor: Actor) -> bool:
    """Tell whether an actor is a ministry or an official, who hold no towns themselves."""
    return actor.sector == "GOV" and actor.id is not None and not actor.id.startswith("country:")


def _is(actor: Actor, value: str) -> bool:
    if value in _SECTORS:
        return (
            actor.sector in _SECTORS[value] and (value != "backer" or not _is_official(actor)) and not _is_gear(actor)
        )
    if value == "listed":
        return is_named(actor) or _COUNTED.match(actor.name) is not None
    if value == "held":
        return is_person(actor) or (actor.id is None and _COUNTED_PEOPLE.match(actor.name) is not None)
    return is_person(actor) if value == "person" else is_named(actor)


def _is_gear(actor: Actor) -> bool:
    """Tell whether what linking took for a force is what it fights with ("the advanced drones")."""
    return actor.id is None and actor.name.split()[-1:] != [] and actor.name.split()[-1].casefold() in _GEAR


def _is_official(actor: Actor) -> bool:
    """Tell whether an actor is a person or a ministry."""
    return (actor.id or "").startswith("person:") or _is_office(actor)


def state_of(incident: Incident) -> Actor | None:
    """Return the state in whose territory an incident took place."""
    return state_in(incident.place)


def state_in(place: EventPlace | None) -> Actor | None:
    """Return the state in whose territory a place lies."""
    return state_of_country(place.country if place else None)


def is_named(actor: Actor) -> bool:
    """Tell whether an actor has a name: an id, or words that end in one ("nine people" do not)."""
    words = actor.name.split()
    return actor.id is not None or (bool(words) and words[-1][:1].isupper())


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
    if incident.place is None or value == "any":
        return incident.place is not None
    return incident.place.precision is Precision.TOWN if value == "town" else incident.place.precision in LOCAL


def _by(incident: Incident, _value: str) -> bool:
    """Tell whether an actor is an enemy of the state there: an armed group of the country, or another state's forces.

    Not where an armed group is hit: the town may be the group's, whoever bombs it.
    """
    if any(a.sector in _SECTORS["rebel"] for a in incident.recipients):
        return False
    land = incident.place.country if incident.place else None
    at_home = any(_is_band(a) and a.country == land for a in incident.actors)
    return at_home or any(a.sector in _FORCES and _is_abroad(a, incident) for a in incident.actors)


def _is_band(actor: Actor) -> bool:
    """Tell whether an actor is an armed group; of criminals only one by its name, for they rob anywhere."""
    return actor.sector in _SECTORS["rebel"] and (actor.sector != "CRM" or actor.id is not None)


def _on(incident: Incident, _value: str) -> bool:
    """Tell whether a recipient is the state's own, and no actor is."""
    land = incident.place.country if incident.place else None
    hit, by = (
        any(a.sector in _FORCES and a.country == land for a in side) for side in (incident.recipients, incident.actors)
    )
    return hit and not by


def _side(name: str) -> Callable[[Incident, str], bool]:
    def test(incident: Incident, value: str) -> bool:
        side = incident.actors if name == "actor" else incident.recipients
        if value == "none":
            return not any(a.sector in ARMED for a in side)
        return any(_is(a, value) for a in side)

    return test


def _object(incident: Incident, value: str) -> bool:
    """Tell whether a telling has the place right behind the verb as what was taken, or not as where somebody went."""
    if incident.place is None:
        return False
    for m in incident.mentions:
        rest = m.evidence.text.partition(m.trigger.text)[2]
        for name in (incident.place.text, incident.place.name):
            before, at, _rest = rest.partition(name)
            if value == "left" and at and _TOWARDS & set(before.casefold().split()[-3:]):
                return False
            if value == "place" and at and _BETWEEN.match(before):
                return True
        if value == "taken" and _is_taken(m, incident.place) and not _is_part(m, incident.place):
            return True
    return value == "left"


def _is_part(m: Member, place: EventPlace) -> bool:
    """Tell whether what was taken is something in the place ("the headquarters in Goma"), not the place."""
    rest = m.evidence.text.partition(m.trigger.text)[2]
    before, at, _ = rest.partition(place.text or place.name)
    words = [w.strip(",.’'\"").casefold() for w in before.split()]
    return (
        bool(at)
        and len(words) <= _NEAR_WORDS + 2
        and bool(_PARTS & set(words))
        and place.precision is not Precision.SITE
    )


def _is_taken(m: Member, place: EventPlace) -> bool:
    """Tell whether no other name stands where what was taken stands ("took nearby Katale", with Goma in the sentence)."""
    behind = re.split(r"[,;.:]", m.evidence.text.partition(m.trigger.text)[2])[0].split()[: 2 * _NEAR_WORDS]
    names = [w.strip("’'()\"") for w in behind if w[:1].isupper() and w not in _DAYS]
    before = m.evidence.text.partition(m.trigger.text)[0].split()[-2 * _NEAR_WORDS :]
    own = {w for name in (place.text, place.name) for w in name.split()}
    if not any(n in m.evidence.text for n in (place.text, place.name) if n) and _PARTS & set(behind[:_NEAR_WORDS]):
        return False  # "took the last quarters": of which town, another sentence tells
    passive = bool({"by", "to"} & set(behind[:2])) and bool(own & {w.strip(",’'") for w in before})
    return not names or passive or bool(own & set(names))


def _sides(incident: Incident) -> int:
    return len(one_per_side(a for a in (*incident.actors, *incident.recipients) if a.sector in ARMED))


def _unless(incident: Incident, value: str) -> bool:
    """Tell whether no telling has one of the words given within a few words of its trigger."""
    unwanted = re.compile(rf"\b(?:{value})", re.IGNORECASE)
    for m in incident.mentions:
        at = max(m.trigger.start - m.evidence.start, 0)
        before, behind = m.evidence.text[:at].split()[-_NEAR_WORDS:], m.evidence.text[at:].split()[: _NEAR_WORDS + 1]
        if unwanted.search(" ".join([*before, *behind])):
            return False
    return True


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
    "by": _by,
    "on": _on,
    "object": _object,
    "actor": _side("actor"),
    "recipient": _side("recipient"),
    "abroad": lambda i, _: any(_is_abroad(a, i) for a in i.actors),
    "holder": lambda i, _: bool(i.actors or i.recipients),
    "home": lambda i, _: any(not _is_abroad(a, i) for a in i.actors),
    "context": lambda i, value: value in i.contexts,
    "words": _words,
    "trigger": lambda i, value: any(re.match(rf"(?:{value})", m.trigger.text, re.IGNORECASE) for m in i.mentions),
    "unless": _unless,
    "killed": lambda i, _: any(n == "killed" and (c.low or c.best or c.high) for n, c in i.counts),
    "sides": lambda i, value: _sides(i) == 1 if value == "1" else _sides(i) >= int(value),
}
