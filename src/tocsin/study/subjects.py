"""Of which places and pairs an incident counts: its country, its province, and the sides that meet in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations, product

from tocsin.base.model import Actor
from tocsin.base.states import states
from tocsin.base.surges import Happening, Party, Subject
from tocsin.base.tables import per_overlay, per_overlay_of
from tocsin.study.sides import actor_key, wings

# More sides than this in one incident are a list of names, and its pairs say nothing.
MOST_SIDES = 6


def place_subjects(given: Happening, states: Mapping[str, str]) -> tuple[Subject, ...]:
    """Return the country and the province of an incident, as far as they are known; ``states`` are names by ISO code."""
    if given.country is None:
        return ()
    name = states.get(given.country, given.country)
    country = Subject("country", f"country|{given.country}", name, (given.country,))
    if not given.admin1:
        return (country,)
    parts = (given.country, given.admin1)
    return country, Subject("admin1", "|".join(("admin1", *parts)), f"{given.admin1}, {name}", parts)


def pair_subjects(parties: Iterable[Party], states: Mapping[str, str]) -> dict[int, tuple[Subject, ...]]:
    """Return for each incident (by row) the pairs of sides that meet in it, whoever of the two acts.

    A wing is its group and the organs of a state are the state. Who acts meets whom it acts on; where nobody is acted
    on, those who act meet each other, as two armies in a clash. Parties that are no state and not in the register
    ("30 rebels", "residents") are left out: the same words stand for others next week.
    """
    sides: dict[int, dict[str, list[str]]] = defaultdict(lambda: {"actor": [], "recipient": []})
    called: dict[str, Counter[str]] = defaultdict(Counter)
    for p in parties:
        key = _side_of(p.actor, p.name, p.country, p.sector)
        if key.startswith("name:"):
            continue
        called[key][p.name] += 1
        sides[p.n].setdefault(p.role, []).append(key)
    labels = {key: _label(key, names, states) for key, names in called.items()}
    return {n: tuple(_pair(*pair, labels) for pair in _met(of)) for n, of in sides.items()}


def _met(of: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    acting, acted_on = dict.fromkeys(of["actor"]), dict.fromkeys(of["recipient"])
    if len(acting) > MOST_SIDES or len(acted_on) > MOST_SIDES:
        return []
    found = product(acting, acted_on) if acted_on else combinations(acting, 2)
    return sorted({(min(a, b), max(a, b)) for a, b in found if a != b})


def _pair(one: str, other: str, labels: Mapping[str, str]) -> Subject:
    return Subject("pair", f"pair|{one}|{other}", f"{labels[one]} – {labels[other]}", (one, other))


def side_of(actor: Actor) -> str:
    """Return the key of the side that an actor is on: ``state:COD``, ``id:group:m23``, ``name:students``."""
    kind, *rest = actor_key(actor, as_state=True)
    return f"{kind}:{rest[0] if rest else ''}"


@per_overlay_of(65536)
def _side_of(actor: str | None, name: str, country: str | None, sector: str | None) -> str:
    return side_of(Actor(actor, name, country, sector))


def _label(key: str, names: Counter[str], states: Mapping[str, str]) -> str:
    kind, _, rest = key.partition(":")
    if kind == "state" and rest in states:
        return states[rest]
    # The shortest of the most usual names, so that the label does not hang on the order of the rows.
    return min(names, key=lambda n: (-names[n], len(n), n))


@per_overlay
def state_names() -> Mapping[str, str]:
    """Return the names of states by their ISO alpha-3 code (``data/actors/states.tsv``)."""
    return {country: state.name for country, state in states().items()}


def sides_of(actor: Actor, ids: Iterable[str]) -> frozenset[str]:
    """Return the keys of the sides that an actor and those that belong to it (``ids``) are on."""
    own = {f"id:{wings().get(i, i)}" for i in ids}
    return frozenset({side_of(actor), *own})
