"""What people call actors and places, as ids that the store is asked with: an actor with its wings, a place with its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tocsin.base.errors import BadInput
from tocsin.base.model import Actor, Place, Precision
from tocsin.base.names import pieces
from tocsin.linking.entries import Entry
from tocsin.linking.gazetteer import Gazetteer, open_gazetteer
from tocsin.linking.register import Register, load_register


@dataclass(frozen=True, slots=True)
class Who:
    """An actor and the ids that stand for it; ``ids`` is empty for one that the register lacks, which goes by its name."""

    actor: Actor
    ids: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Where:
    """A place and what its parts are found by: GeoNames ids, countries, provinces, and the name itself."""

    place: Place
    ids: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()
    admin1: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Names:
    """The register and the gazetteer, as a reader of names."""

    register: Register
    gazetteer: Gazetteer

    def who(self, name: str) -> Who:
        """Return whom a name or id stands for, with its wings, members of its family, and the organs of a state.

        Raises:
            BadInput: the name is empty.
        """
        given = name.strip()
        if not given:
            raise BadInput("the name of the actor is empty; give a name such as M23, or an id such as group:m23.")
        entry = self.register.entries.get(given) or self._named(given)
        if entry is None:
            return Who(Actor(None, given, None, None), (), (given,))
        actor = Actor(entry.id, entry.name, entry.country, entry.sector)
        return Who(actor, (entry.id, *self._below.get(entry.id, ())), (entry.name,))

    def where(self, name: str) -> Where:
        """Return which place a name or an ISO country code stands for; of several places, the most populous or widest.

        Raises:
            BadInput: the name is empty, or no place that we know bears it.
        """
        given = name.strip()
        if not given:
            raise BadInput("the name of the place is empty; give a town, province or country, such as Goma or COD.")
        state = self.register.states.get(given.upper()) if len(given) == 3 else None
        found = self.gazetteer.candidates(state.name if state else given)
        if not found and (entry := self._named(given)) is not None and entry.kind == "state":
            found = self.gazetteer.candidates(entry.name)
        if not found:
            raise BadInput(
                f"no place is called {given!r} in the gazetteer; check the spelling, or name the town, province or "
                "country that it lies in."
            )
        return _where(max(found, key=_width), found)

    def _named(self, name: str) -> Entry | None:
        words = pieces(name)
        match = self.register.match(words, 0) if words else None
        if match is None or match.length < len(words):
            return None
        return match.entries[0]

    @cached_property
    def _below(self) -> Mapping[str, tuple[str, ...]]:
        """Return the ids of the wings of each group and of the agencies of each state."""
        found: dict[str, list[str]] = {}
        for entry in self.register.entries.values():
            above = entry.parent
            if above is None and entry.kind in ("agency", "organ") and entry.country:
                above = f"country:{entry.country}"
            if above is not None and above != entry.id:
                found.setdefault(above, []).append(entry.id)
        return {id_: tuple(_all_below(id_, found)) for id_ in found}


def _all_below(id_: str, children: Mapping[str, list[str]], seen: frozenset[str] = frozenset()) -> list[str]:
    return [i for c in children.get(id_, ()) if c not in seen for i in (c, *_all_below(c, children, seen | {id_}))]


def _width(place: Place) -> tuple[bool, int, bool]:
    return place.precision is Precision.COUNTRY, place.population, place.precision is Precision.PROVINCE


def _where(place: Place, found: Iterable[Place]) -> Where:
    """Return what a place and its parts are found by; a town and the district around it go by both their ids."""
    if place.precision is Precision.COUNTRY and place.country:
        return Where(place, countries=(place.country,))
    twins = [p for p in found if p.country == place.country and p.precision is not Precision.PROVINCE]
    ids = tuple(p.geonameid for p in (place, *twins) if p.geonameid is not None)
    if place.precision is Precision.PROVINCE:
        return Where(place, ids=ids, admin1=(place.name,), names=(place.name,))
    return Where(place, ids=ids, names=() if place.geonameid else (place.name,))


def load_names() -> Names:
    """Return the names of the packaged register and gazetteer (half a second)."""
    return Names(load_register(), open_gazetteer())
