"""What people call actors and places, as ids that the store is asked with: an actor with its wings, a place with its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tocsin.base.errors import BadInput
from tocsin.base.model import OFFICES, Actor, Place, Precision
from tocsin.base.names import pieces
from tocsin.base.tables import per_overlay
from tocsin.linking.entries import Entry
from tocsin.linking.gazetteer import Gazetteer, open_gazetteer
from tocsin.linking.place_source import CAPITAL
from tocsin.linking.register import Register, load_register

# People of a town that is worth a label: below that a map of a province is full.
_LABELLED = 15_000
# Places of one name that the store is asked for: there are hundreds of San Antonios.
_NAMESAKES = 60


@dataclass(frozen=True, slots=True)
class Who:
    """An actor and the ids that stand for it; ``ids`` is empty for one that the register lacks, which goes by its name.

    ``voices`` are the persons who speak for a state: those who hold, or have held, an office of it.
    """

    actor: Actor
    ids: tuple[str, ...]
    names: tuple[str, ...]
    voices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Where:
    """A place and what its parts are found by: GeoNames ids, countries, provinces, and the name itself."""

    place: Place
    ids: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()
    admin1: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def _nowhere(_: Where) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Sign:
    """A name to write on a map at a point; ``is_capital`` of a country. ``rank`` orders names that contend for room."""

    place: Place
    is_capital: bool
    rank: int


@dataclass(frozen=True)
class Names:
    """The register and the gazetteer, as a reader of names; ``is_told`` says of a place whether the store tells of it."""

    register: Register
    gazetteer: Gazetteer
    is_told: Callable[[Where], bool] = _nowhere

    def who(self, name: str) -> Who:
        """Return whom a name or id stands for, with the wings of a group, and the agencies and organs of a state.

        Organs are those of the register and those that a pattern names ("Rwanda: armed forces").

        Raises:
            BadInput: the name is empty.
        """
        given = name.strip()
        if not given:
            raise BadInput("the name of the actor is empty; give a name such as M23, or an id such as group:m23.")
        entry = self.register.entries.get(given) or self._organ(given) or self._named(given)
        if entry is None:
            return Who(Actor(None, given, None, None), (), (given,))
        actor = Actor(entry.id, entry.name, entry.country, entry.sector)
        ids = dict.fromkeys((entry.id, *self._below.get(entry.id, ()), *self._organs(entry)))
        return Who(actor, tuple(ids), (), self._officials.get(entry.country or "", ()) if entry.kind == "state" else ())

    @cached_property
    def _officials(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for entry in self.register.entries.values():
            # Who leads rebels now speaks for them, whatever office was held before.
            for role in entry.roles if entry.kind == "person" and entry.sector in OFFICES else ():
                if role.country and role.sector in OFFICES:
                    found.setdefault(role.country, {})[entry.id] = None
        return {country: tuple(ids) for country, ids in found.items()}

    def _organs(self, entry: Entry) -> tuple[str, ...]:
        is_state = entry.kind == "state" and entry.country is not None
        return tuple(o.id for o in self.register.organs_of(entry.country or "")) if is_state else ()

    def _organ(self, given: str) -> Entry | None:
        """Return the organ by pattern with an id or name as the record prints it: "Rwanda: armed forces"."""
        country = given.partition(":")[2][:3].upper() if given.startswith("agency:") else ""
        if not country and ":" in given and (state := self._named(given.partition(":")[0])):
            country = state.country or ""
        return next(
            (o for o in self.register.organs_of(country) if given.casefold() in (o.id, o.name.casefold())), None
        )

    def where(self, name: str) -> Where:
        """Return which place a name or an ISO country code stands for.

        Of several it is the most populous or widest, unless the store tells of another one alone: in a record of the
        Congo, Beni is the town there and not the Beni of Bolivia.

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
        unlisted = Where(Place(given, None, None, None, None, None, Precision.TOWN), names=(given,))
        if not found and self.is_told(unlisted):
            return unlisted
        if not found:
            raise BadInput(
                f"no place is called {given!r} in the gazetteer or the store; check the spelling, or name the town, province or "
                "country that it lies in."
            )
        first = _where(max(found, key=_width), found)
        if first.place.precision is Precision.COUNTRY or len(found) == 1 or self.is_told(first):
            return first
        others = (_where(p, found) for p in sorted(found, key=_width, reverse=True)[1:_NAMESAKES])
        return next((w for w in others if self.is_told(w)), first)

    def _named(self, name: str) -> Entry | None:
        """Return the entry that a name names whole, however it is written: "the M23", "rwanda"."""
        bare = name[4:] if name.casefold().startswith("the ") else name
        for written in dict.fromkeys((name, bare, bare.title(), bare.upper())):
            words = pieces(written)
            match = self.register.match(words, 0) if words else None
            if match is not None and match.length == len(words):
                return match.entries[0]
        return None

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
    ids = tuple(dict.fromkeys(p.geonameid for p in (place, *twins) if p.geonameid is not None))
    if place.precision is Precision.PROVINCE:
        return Where(place, ids=ids, admin1=(place.name,), names=(place.name,))
    return Where(place, ids=ids, names=() if place.geonameid else (place.name,))


def load_names(is_told: Callable[[Where], bool] = _nowhere) -> Names:
    """Return the names of the packaged register and gazetteer (half a second)."""
    return Names(load_register(), open_gazetteer(), is_told)


@per_overlay
def signs() -> tuple[Sign, ...]:
    """Return what maps are labelled with, the most important first: countries, provinces, and towns of 15,000 people."""
    found = []
    for entry in open_gazetteer().large(_LABELLED):
        place, is_capital = entry.place, entry.kind == CAPITAL
        if place.lat is not None and place.lon is not None:
            # A capital is looked for whatever its size.
            found.append(Sign(place, is_capital, place.population * (10 if is_capital else 1)))
    return tuple(sorted(found, key=lambda s: (-s.rank, s.place.name)))
