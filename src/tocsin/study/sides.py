"""Sides: when two records name the same party, and whom an unnamed one ("the rebels") stands for.

Actors are the same by id, else by name, country and sector. For who holds, fights, backs and sanctions, the organs of a
state act for the state: its army, its president and its government are one side. A wing is on its group's side
(``data/actors/groups.tsv``, column parent).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tocsin.base.homes import NO_STATE
from tocsin.base.incidents import Step
from tocsin.base.model import Actor, EventPlace
from tocsin.base.peoples import force_of_acronym, force_of_leader, force_of_people, is_force_of_people, state_apart
from tocsin.base.relations import RelationKind
from tocsin.base.states import states
from tocsin.base.tables import per_overlay, table
from tocsin.study.coalitions import GANGS, coalition_meant
from tocsin.study.invaders import invaders

# An unnamed party is looked for among those told of within so many days in the same country.
NEAR_DAYS = 45
# Who held what an army took back, where nobody says it.
OTHER_SIDE = "the other side"
_AGAIN = re.compile(
    r"\b(?:re-?(?:t[oa]k|captur|gain|claim|enter|conquer|occup)\w*|liberat\w*|again|back)\b", re.IGNORECASE
)
_FORMER = re.compile(r"\b(?:former|ex|one-time|onetime)\b", re.IGNORECASE)
_JOINT = re.compile(r"\bjoint force\b", re.IGNORECASE)
_STATE = frozenset({"GOV", "MIL", "COP", "SPY"})
_PARTIES = frozenset({"REB", "PRM", "MIL", "GOV", "CRM", "UAF"})
# Kinds in which both sides, or only the subject, act for their state.
_BOTH = frozenset({RelationKind.TRUCE, RelationKind.AT_WAR})
_SUBJECT = frozenset({RelationKind.CONTROLS, RelationKind.PRESENT_IN, RelationKind.BACKS, RelationKind.SANCTIONS})
_BETWEEN = frozenset({RelationKind.TRUCE, RelationKind.AT_WAR, RelationKind.BACKS})
# Kinds in which a leader's name stands for the force; measures and captivity are the person's own.
_OF_FORCES = frozenset({
    RelationKind.CONTROLS, RelationKind.PRESENT_IN, RelationKind.BACKS, RelationKind.TRUCE, RelationKind.AT_WAR
})  # fmt: skip
# Kinds about persons, whose offices and captors are no parties to be found.
_OF_PERSONS = frozenset({RelationKind.HOLDS_OFFICE, RelationKind.DETAINED})
_NOUNS = frozenset(
    {
        "rebels",
        "fighters",
        "gunmen",
        "militants",
        "insurgents",
        "militia",
        "militias",
        "militiamen",
        "soldiers",
        "troops",
    }
    | {"forces", "army", "government", "attackers", "jihadists", "separatists", "rebel", "gangs", "gang", "gangsters"}
    | {"criminals", "cartels", "traffickers", "bandits"}
)
# Words that tell armed men from the group that is told of otherwise.
_OTHERS = frozenset({"local", "rival", "splinter", "breakaway", "dissident", "tribal"})
# People in arms for their own town, who are no group of the country.
_LOCAL_BANDS = re.compile(r"\b(?:vigilante|self-defen[cs]e|brigade|villagers|residents|neighbourhood|citizens)")
_PLAIN = frozenset({
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "armed", "rebel", "some", "several", "many",
    "other", "more", "hundreds", "dozens", "thousands", "ethnic", "allied", "foreign", "unidentified", "unknown", "masked",
    "heavily", "militant", "insurgent", "guerrilla", "separatist", "paramilitary", "government", "government-backed", "most",
    "all", "these", "those", "both", "young", "local", "former", "pro-government", "anti-government", "opposition",
})  # fmt: skip
_FAITHS = frozenset({"islamist", "islamic", "sunni", "shia", "shiite", "shi'ite", "christian", "muslim", "jihadi"})
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A step that the standing does without, and why."""

    step: Step
    reason: str


@per_overlay
def wings() -> Mapping[str, str]:
    """Return the groups that are wings of another: id to the id of the group above it."""
    rows = table("actors/groups.tsv", columns=("id", "parent"))
    return {r["id"]: r["parent"] for r in rows if r["parent"].startswith("group:") and r["country"] not in NO_STATE}


def actor_key(actor: Actor | None, *, as_state: bool) -> Key:
    """Return what tells one party from another; with ``as_state`` the organs of a state are the state."""
    if actor is None:
        return ("none",)
    if as_state and (is_state(actor) or state_apart(actor.id)):
        return ("state", state_apart(actor.id) or actor.country or "")
    if actor.id is not None:
        return ("id", wings().get(actor.id, actor.id) if as_state else actor.id)
    return ("name", actor.name.casefold().removeprefix("the "), actor.country or "", actor.sector or "")


def is_state(actor: Actor) -> bool:
    """Tell whether an actor acts for a state: its organs and forces; the army of a region or a de facto state does not.

    "Peshmerga" are soldiers, but not Baghdad's; a battalion of volunteers in a state's army is the state's.
    """
    if actor.country is None or actor.country in NO_STATE or actor.sector not in _STATE:
        return False
    return not is_force_of_people(actor.id) and state_apart(actor.id) is None


def same_side(one: Actor, other: Actor) -> bool:
    """Tell whether two actors are one side: the same, a wing and its group, or organs of one state."""
    return actor_key(one, as_state=True) == actor_key(other, as_state=True)


def place_key(place: EventPlace | None) -> Key:
    """Return what tells one place from another: its GeoNames id, else its name and country."""
    if place is None:
        return ("none",)
    if place.geonameid is not None:
        return ("geonames", str(place.geonameid))
    return ("place", place.name.casefold(), place.country or "")


def relation_key(step: Step) -> tuple[Key, ...]:
    """Return what tells one relation from another; the two sides of a truce or a war have no order."""
    both = step.kind in _BOTH
    one = actor_key(step.subject, as_state=both or step.kind in _SUBJECT)
    other = actor_key(step.object, as_state=both or (step.kind is RelationKind.BACKS and _is_force(step.object)))
    if step.kind is RelationKind.HOLDS_OFFICE:
        other = _office_key(step.object)
    if step.kind is RelationKind.DETAINED:
        other = ("any",)
    first, second = sorted((one, other)) if both else (one, other)
    return ((step.kind.value,), first, second, place_key(step.place))


def _is_force(actor: Actor | None) -> bool:
    return actor is not None and actor.sector in ("MIL", "GOV")


def _office_key(office: Actor | None) -> Key:
    return ("any",) if office is None else ("office", office.name.casefold().split(" of ")[0], office.country or "")


def is_again(step: Step) -> bool:
    """Tell whether a taking is told as one of what was lost before ("retook", "took back")."""
    return _AGAIN.search(step.evidence.text) is not None


def is_unnamed(actor: Actor) -> bool:
    """Tell whether a party of a known sector has no name ("the rebels", "Rwanda-backed fighters"): no id, and a noun.

    "Burundian army" is a name: its adjective says whose it is.
    """
    words = [w for w in actor.name.split() if w.casefold() not in ("the", "a", "an", "some") and "-" not in w]
    if actor.id is not None or actor.sector not in _PARTIES or not words:
        return False
    if _FORMER.search(actor.name) or _JOINT.search(actor.name):
        return False  # whom a name could be put to is another: former rebels are no rebels
    if len(words) == 1 and words[0].casefold() in _NOUNS:
        return True  # "Rebels" at the head of a sentence
    if not words[-1][:1].islower() or _is_told_apart(actor, words):
        return False
    return actor.sector not in _STATE or not any(w[:1].isupper() for w in words)


def _is_told_apart(actor: Actor, words: Sequence[str]) -> bool:
    """Tell whether a phrase tells rebels from others: "Chin insurgents", "local rebel factions", "the rival militia"."""
    if actor.sector not in ("REB", "PRM", GANGS):
        return False
    if actor.sector == "PRM" and _LOCAL_BANDS.search(actor.name.casefold()):
        return True
    names = {w for w in words[:-1] if w[:1].isupper() and w.casefold() not in _FAITHS | _PLAIN | adjectives()}
    return len(words) > 1 and bool(names or _OTHERS & {w.casefold() for w in words})


@per_overlay
def adjectives() -> frozenset[str]:
    """Return the adjectives and demonyms of states, which tell rebels of one land from those of others only."""
    rows = table("actors/states.tsv", columns=("adjectives", "demonyms"))
    return frozenset(w.casefold() for r in rows for w in (*r.many("adjectives"), *r.many("demonyms")))


def named(steps: Sequence[Step]) -> tuple[tuple[Step, ...], tuple[LeftOut, ...]]:
    """Return the steps with unnamed parties replaced by the only named one that fits, and those that must be left out.

    One fits if it has the same country and sector and is told of at the same place, else in the same document, else
    in the same country within 45 days. If none or several fit, the step is left out: a guess would hand towns to
    whoever was named most.
    """
    kept: list[Step] = []
    out: list[LeftOut] = []
    known = _known(steps)
    for step in steps:
        found = _resolved(step, known)
        found = found if isinstance(found, LeftOut) else one_for_all(found)
        if isinstance(found, LeftOut):
            out.append(found)
        else:
            kept.append(found)
    return tuple(kept), tuple(out)


def one_for_all(step: Step) -> Step | LeftOut:
    """Return a step between two sides with officials taken for their state; one in which both are one side is left out.

    "The ministers of defence agreed on a truce": their states did. A commander of rebels alone is no side.
    """
    if step.kind not in _BETWEEN:
        return step
    subject, other = _state_for(step.subject), _state_for(step.object) if step.object else None
    if other is not None and step.kind in _BOTH and same_side(subject, other):
        return LeftOut(step, "both are one side")
    if step.kind is RelationKind.TRUCE and other is None and _is_person(subject):
        return LeftOut(step, f"{subject.name!r} is a person, and the other side is not told")
    if step.kind in _BOTH and other is not None and actor_key(other, as_state=True) < actor_key(subject, as_state=True):
        subject, other = other, subject  # the sides of a war or a truce have no order; every step has them alike
    return replace(step, subject=subject, object=other)


def _state_for(actor: Actor) -> Actor:
    """Return the state for which an official acts, else the actor."""
    official = _is_person(actor) and actor.sector in ("GOV", "MIL")
    return state_of_country(actor.country) or actor if official else actor


def state_of_country(country: str | None) -> Actor | None:
    """Return the state of a country."""
    return states().get(country or "")


@dataclass
class _Known:
    """The named parties that steps tell of, by kind: at each place, and on which days, one per side."""

    here: dict[tuple[str | None, Key], dict[Key, Actor]]
    days: dict[str | None, dict[Key, tuple[Actor, list[int]]]]
    forces: dict[tuple[str | None, str | None], Actor]
    told: dict[tuple[str | None, str], dict[Key, Actor]]
    backed: dict[Key, dict[Key, Actor]]
    invaders: Mapping[str | None, Mapping[str, Actor]]


def _known(steps: Sequence[Step]) -> _Known:
    found = _Known({}, {}, {}, {}, {}, invaders(steps))
    sides = ((a, s) for s in steps for a in (s.subject, s.object) if a is not None and s.kind not in _OF_PERSONS)
    for actor, step in sides:
        if actor.sector not in _PARTIES or is_unnamed(actor) or _is_person(actor):
            continue
        side = actor_key(actor, as_state=True)
        if step.kind is RelationKind.BACKS and actor is step.object:
            found.backed.setdefault(actor_key(step.subject, as_state=True), {}).setdefault(side, actor)
        if actor.id is not None and not is_force_of_people(actor.id):
            found.forces.setdefault((actor.country, actor.sector), actor)
        if step.place is not None:
            found.here.setdefault((actor.sector, place_key(step.place)), {}).setdefault(side, actor)
        for document in step.documents:
            found.told.setdefault((actor.sector, document), {}).setdefault(side, actor)
        if step.latest is not None:
            told = found.days.setdefault(actor.sector, {}).setdefault(side, (actor, []))
            told[1].append(step.latest.toordinal())
    for of_kind in found.days.values():
        for _, days in of_kind.values():
            days.sort()
    return found


def _is_person(actor: Actor) -> bool:
    return actor.id is not None and actor.id.startswith("person:")


def _resolved(step: Step, known: _Known) -> Step | LeftOut:
    subject = _taken_for(step.subject, step, known)
    other = _taken_for(step.object, step, known) if step.object is not None else None
    for found in (subject, other):
        if isinstance(found, LeftOut):
            return found
    if isinstance(subject, LeftOut) or isinstance(other, LeftOut) or (subject, other) == (step.subject, step.object):
        return step
    pairs = ((step.subject, subject), (step.object, other))
    notes = [f"{a.name!r} taken for {b.name}" for a, b in pairs if a is not None and b is not None and a != b]
    return replace(step, subject=subject, object=other, reason="; ".join([step.reason, *notes]))


def _taken_for(actor: Actor, step: Step, known: _Known) -> Actor | LeftOut:
    """Return an actor, or the named one that an unnamed one stands for.

    "The army" of a country is told from others by its country and sector; it takes the name that others use for it.
    """
    if _is_person(actor) and actor.sector in ("REB", "PRM", "CRM") and step.kind in _OF_FORCES:
        return force_of_leader(actor.id) or actor
    if actor.id is None and actor.sector in ("REB", "PRM") and step.kind not in _OF_PERSONS:
        named_so = force_of_people(actor.name, actor.country) or force_of_acronym(actor.name, actor.country)
        if named_so is not None:
            return named_so
    if step.kind in _OF_PERSONS or not is_unnamed(actor) or (actor is step.object and _is_listed(step, actor)):
        return actor
    if step.kind is RelationKind.BACKS and actor is step.object and "-backed" in actor.name:
        backed = known.backed.get(actor_key(step.subject, as_state=True), {})
        return next(iter(backed.values())) if len(backed) == 1 else actor
    if actor.name == OTHER_SIDE:
        return _other_side(actor, step, known)
    if actor.country is not None and actor.sector in _STATE:
        return known.forces.get((actor.country, actor.sector), actor)
    fit = _fitting(actor, step, known)
    if not fit and actor.sector == "PRM":  # "the paramilitaries" of a country may be what others call its rebels
        fit = _fitting(replace(actor, sector="REB"), step, known)
    coalition = coalition_meant(actor, step.latest) if actor.sector == GANGS or not fit else None
    if coalition is not None and len(_fitting(actor, step, known, near=True)) != 1:
        return coalition
    if len(fit) == 1:
        return fit[0]
    why = "no named party fits" if not fit else f"{len(fit)} named parties fit"
    return LeftOut(step, f"{actor.name!r}: {why}")


def _is_listed(step: Step, actor: Actor) -> bool:
    """Tell whether measures fall on people or bodies of a kind ("arms dealers", "two state banks"), not on "the army"."""
    return step.kind is RelationKind.SANCTIONS and actor.name[:4].casefold() != "the " and actor.name[-1:] == "s"


def _other_side(actor: Actor, step: Step, known: _Known) -> Actor | LeftOut:
    """Return who held what a state's army took back: the only armed group, else the only other state that is at war with it."""
    for near in (True, False):
        fit = {
            actor_key(a, as_state=True): a
            for s in ("REB", "PRM", GANGS)
            for a in _fitting(replace(actor, sector=s), step, known, near=near)
        }
        if len(fit) == 1:
            return next(iter(fit.values()))
        if fit:
            break
    abroad = known.invaders.get(actor.country, {})
    if not fit and len(abroad) == 1:
        return next(iter(abroad.values()))
    return LeftOut(step, f"nobody knows from whom {step.place.name if step.place else 'it'} was taken")


def _fitting(actor: Actor, step: Step, known: _Known, *, near: bool = False) -> list[Actor]:
    """Return the named parties of an unnamed one's kind, one per side: at its place, else in its document, else near in time.

    With ``near``, only at its place.
    """
    land = None if "-backed" in actor.name else actor.country  # "Rwanda-backed rebels" are not Rwanda's
    if step.place is not None:
        at_place = known.here.get((actor.sector, place_key(step.place)), {}).values()
        here = _of_land(at_place, land)
        if here or near:
            return here
    named_here = [a for d in step.documents for a in known.told.get((actor.sector, d), {}).values()]
    in_document = one_per_side(_of_land(named_here, land))
    if in_document:
        return in_document
    told = known.days.get(actor.sector, {}).values()
    return _of_land([a for a, days in told if _is_near(days, step.latest)], land)


def _of_land(actors: Iterable[Actor], land: str | None) -> list[Actor]:
    """Return those of a land, else those of none: Islamic State's fighters are "the militants" wherever it fights."""
    given = list(actors)
    return [a for a in given if land in (a.country, None)] or [a for a in given if a.country in NO_STATE]


def one_per_side(actors: Iterable[Actor]) -> list[Actor]:
    """Return the first actor of each side, in order."""
    out: dict[Key, Actor] = {}
    for a in actors:
        out.setdefault(actor_key(a, as_state=True), a)
    return list(out.values())


def _is_near(days: Sequence[int], day: date | None) -> bool:
    """Tell whether one of some sorted days lies within 45 days of another."""
    if day is None:
        return False
    at = bisect_left(days, day.toordinal() - NEAR_DAYS)
    return at < len(days) and days[at] <= day.toordinal() + NEAR_DAYS
