"""Organs of a state that the text says another state owns: "Ukraine's State Security Service" is not Nigeria's.

The register knows some names of organs for one state only, though many states have one of that name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tocsin.base.model import OFFICES, Actor, ActorLink, Parse, PlaceLink, Precision
from tocsin.base.tables import per_overlay, table

_ORGANS = ("agency:", "body:", "group:", "party:")
_OF_STATES = OFFICES | {"PRM", "PTY", "OPP"}
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


def with_owners(
    parse: Parse, links: Sequence[ActorLink], places: Sequence[PlaceLink], land: str | None
) -> list[ActorLink]:
    """Return the links, organs with the country of the state that the words around them say they are of.

    Without an owner, an organ of a common name is of ``land``, the document's country, if its own state is not told of.
    """
    states = {
        i: k.actor.country for k in links if (k.actor.id or "").startswith("country:") for i in range(k.first, k.last)
    }
    whole = (p for p in places if p.place is not None and p.place.precision is Precision.COUNTRY)
    states |= {i: p.place.country for p in whole if p.place is not None for i in range(p.first, p.last)}
    told = {c for c in states.values() if c} | {p.place.country for p in places if p.place is not None}
    return [_owned(parse, link, states, told, land) for link in links]


def _owned(
    parse: Parse, link: ActorLink, states: Mapping[int, str | None], told: set[str | None], land: str | None
) -> ActorLink:
    if not (link.actor.id or "").startswith(_ORGANS) or link.actor.sector not in _OF_STATES:
        return link
    owner = _owner(parse, link, states)
    if owner is None and land is not None and link.actor.country not in told:
        words = " ".join(t.text.casefold() for t in parse.tokens[link.first : link.last])
        owner = land if words.removeprefix("the ") in _common_organs() else None
    if owner is None or owner == link.actor.country or link.actor.country in (None, "IGO", "IMG"):
        return link
    actor = Actor(None, link.actor.name, owner, link.actor.sector)
    return replace(link, actor=actor, reason=f"{link.reason}; of another state")


def _owner(parse: Parse, link: ActorLink, states: Mapping[int, str | None]) -> str | None:
    """Return the state right before an organ's name ("Ukraine's", "Ethiopian") or behind it ("of the Philippines")."""
    tokens, before = parse.tokens, link.first - 1
    if before > 0 and tokens[before].text in _POSSESSIVE:
        before -= 1
    elif before >= 0 and tokens[before].pos not in ("ADJ", "PROPN"):
        before = -1
    if before in states:
        return states[before]
    behind = link.last
    if behind >= len(tokens) or tokens[behind].lemma != "of":
        return None
    behind += 1 + (tokens[behind + 1 : behind + 2] != () and tokens[behind + 1].lemma == "the")
    return states.get(behind)


@per_overlay
def _common_organs() -> frozenset[str]:
    return frozenset(r["name"] for r in table("actors/common_organs.tsv", columns=("name",)))
