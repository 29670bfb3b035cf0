"""Parties as the rules of standing ask for them: armed, at home or abroad, named, or one of those who hold a place."""

from __future__ import annotations

import re

from tocsin.base.counted import counted
from tocsin.base.homes import NO_STATE
from tocsin.base.incidents import Incident
from tocsin.base.model import REBELS, STATE_FORCES, Actor
from tocsin.base.peoples import is_force_of_people
from tocsin.base.tables import per_overlay
from tocsin.study.side_words import side_words
from tocsin.study.sides import is_known_person

IN_ARMS = REBELS | STATE_FORCES
_SECTORS = {
    "armed": IN_ARMS,
    "rebel": REBELS,
    "power": frozenset({"GOV", "IGO"}),
    "backer": IN_ARMS - {"COP"},
}
_FEW = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of|several)"
# As an actor is named: without whose people they are.
_COUNTED_PEOPLE = counted()
_BETWEEN_SIDES = re.compile(r"\bbetween\b")


def admits_party(actor: Actor, incident: Incident, side: str, name: str, value: str) -> bool:
    """Tell whether an actor fits what a condition asks of one side of an incident."""
    if name == side:
        return is_such(actor, value)
    if name == "abroad":
        return is_abroad(actor, incident)
    if name == "holder":
        return actor in _holders(incident, side)
    return name != "home" or not is_abroad(actor, incident)


def _holders(incident: Incident, side: str) -> list[Actor]:
    """Return those of a side who hold a place: allies from abroad and militias help the state's forces to hold it."""
    given = incident.actors if side == "actor" else incident.recipients
    armed = [a for a in given if a.sector in IN_ARMS and not _is_office(a)]
    at_home = [a for a in armed if not is_abroad(a, incident)] or armed
    rebels = [a for a in at_home if a.sector in ("REB", "CRM")]
    if rebels and any(_BETWEEN_SIDES.search(m.evidence.text.partition(m.trigger.text)[0]) for m in incident.mentions):
        return rebels  # "fighting between the army and rebels who took the town"
    return [a for a in at_home if a.sector in STATE_FORCES] or at_home


def _is_office(actor: Actor) -> bool:
    """Tell whether an actor is a ministry or an official, who hold no towns themselves; a group that rules a state does."""
    if actor.sector != "GOV" or actor.id is None:
        return False
    return not actor.id.startswith("country:") and not is_force_of_people(actor.id)


def is_such(actor: Actor, value: str) -> bool:
    """Tell whether an actor is what a condition asks for: of some sectors, a person, named, counted in a list, or held."""
    if value in _SECTORS:
        return (
            actor.sector in _SECTORS[value] and (value != "backer" or not _is_official(actor)) and not _is_gear(actor)
        )
    if value == "listed":
        return is_named(actor) or _counted_firms().match(actor.name) is not None
    if value == "held":
        return is_person(actor) or (actor.id is None and _COUNTED_PEOPLE.match(actor.name) is not None)
    return is_person(actor) if value == "person" else is_named(actor)


def _is_gear(actor: Actor) -> bool:
    """Tell whether what linking took for a force is what it fights with ("the advanced drones")."""
    return (
        actor.id is None and actor.name.split()[-1:] != [] and actor.name.split()[-1].casefold() in side_words()["gear"]
    )


@per_overlay
def _counted_firms() -> re.Pattern[str]:
    """Return what "seven companies" looks like: people without a name are told of with names elsewhere, firms hardly."""
    firms = "|".join(map(re.escape, sorted(side_words()["firm"])))
    return re.compile(rf"{_FEW} (?:[\w-]+ ){{0,3}}(?:{firms})\b", re.IGNORECASE)


def _is_official(actor: Actor) -> bool:
    """Tell whether an actor is a person or a ministry."""
    return is_known_person(actor) or _is_office(actor)


def is_named(actor: Actor) -> bool:
    """Tell whether an actor has a name: an id, or words that end in one ("nine people" do not)."""
    words = actor.name.split()
    return actor.id is not None or (bool(words) and words[-1][:1].isupper())


def is_person(actor: Actor) -> bool:
    """Tell whether an actor is a named person: one of the register, or a name that it lacks."""
    if actor.id is not None:
        return is_known_person(actor)
    words = [w for w in actor.name.split() if w[:1].isalpha()]
    return len(words) > 1 and words[0][:1].isupper() and words[-1][:1].isupper() and actor.name[:4].lower() != "the "


def is_abroad(actor: Actor, incident: Incident) -> bool:
    """Tell whether an actor is of another country than the one in which an incident took place, or of none."""
    land = incident.place.country if incident.place else None
    return land is not None and actor.country is not None and (actor.country != land or actor.country in NO_STATE)


def is_band(actor: Actor) -> bool:
    """Tell whether an actor is an armed group; of criminals only one by its name, for they rob anywhere."""
    return actor.sector in REBELS and (actor.sector != "CRM" or actor.id is not None)
