"""Invaders: the states that fight another on its ground, from whom its army takes a town back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tocsin.base.homes import NO_STATE
from tocsin.base.incidents import Effect, Step
from tocsin.base.model import Actor
from tocsin.base.relations import RelationKind
from tocsin.base.states import states

_STATE = frozenset({"MIL", "GOV"})


def invaders(steps: Iterable[Step]) -> Mapping[str | None, Mapping[str, Actor]]:
    """Return the states, by their country, that are at war with each country or take its towns."""
    out: dict[str | None, dict[str, Actor]] = {}
    for step in steps:
        for actor, land in _fighters(step):
            home = actor.country
            if land is not None and home is not None and home not in (land, *NO_STATE) and actor.sector in _STATE:
                out.setdefault(land, {}).setdefault(home, states().get(home, actor))
    return out


def _fighters(step: Step) -> Iterator[tuple[Actor, str | None]]:
    """Yield who fights and the country whose enemy it is."""
    if step.kind is RelationKind.AT_WAR and step.object is not None:
        yield step.subject, step.object.country
        yield step.object, step.subject.country
    elif step.kind is RelationKind.CONTROLS and step.effect is Effect.OPENS and step.place is not None:
        yield step.subject, step.place.country
