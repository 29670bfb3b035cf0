"""Sides: when two records name the same party, place or relation.

Actors are the same by id, else by name, country and sector. For who holds, fights, backs and sanctions, the organs of a
state act for the state: its army, its president and its government are one side. A wing is on its group's side
(``data/actors/groups.tsv``, column parent).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tocsin.base.homes import NO_STATE
from tocsin.base.incidents import Incident, Step
from tocsin.base.model import Actor, EventPlace
from tocsin.base.peoples import is_force_of_people, state_apart
from tocsin.base.relations import RelationKind
from tocsin.base.states import states
from tocsin.base.tables import per_overlay, table

# Who held what an army took back, where nobody says it.
OTHER_SIDE = "the other side"
# Sectors of those who act for a state.
OF_STATE = frozenset({"GOV", "MIL", "COP", "SPY"})
# Kinds in which both sides, or only the subject, act for their state.
BOTH = frozenset({RelationKind.TRUCE, RelationKind.AT_WAR})
_SUBJECT = frozenset({RelationKind.CONTROLS, RelationKind.PRESENT_IN, RelationKind.BACKS, RelationKind.SANCTIONS})
Key = tuple[str, ...]


@per_overlay
def wings() -> Mapping[str, str]:
    """Return the groups that are wings of another: id to the id of the group above it.

    Affiliates of a group that is at home nowhere (al-Qaeda, Islamic State) are sides of their own.
    """
    rows = table("actors/groups.tsv", columns=("id", "parent", "country"))
    at_home = {r["id"] for r in rows if r["country"] not in NO_STATE}
    return {r["id"]: r["parent"] for r in rows if r["id"] in at_home and r["parent"] in at_home}


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
    if actor.country is None or actor.country in NO_STATE or actor.sector not in OF_STATE:
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
    both = step.kind in BOTH
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


def state_of_country(country: str | None) -> Actor | None:
    """Return the state of a country."""
    return states().get(country or "")


def is_known_person(actor: Actor) -> bool:
    """Tell whether an actor is a person of the register."""
    return actor.id is not None and actor.id.startswith("person:")


def one_per_side(actors: Iterable[Actor]) -> list[Actor]:
    """Return the first actor of each side, in order."""
    out: dict[Key, Actor] = {}
    for a in actors:
        out.setdefault(actor_key(a, as_state=True), a)
    return list(out.values())


def state_of(incident: Incident) -> Actor | None:
    """Return the state in whose territory an incident took place."""
    return state_in(incident.place)


def state_in(place: EventPlace | None) -> Actor | None:
    """Return the state in whose territory a place lies."""
    return state_of_country(place.country if place else None)
