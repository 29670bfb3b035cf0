"""Persons whose title rules out whom the register has by that name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.base.model import ActorLink, Parse
from tocsin.linking.nouns import load_nouns
from tocsin.linking.register import Register


def as_namesake(
    parse: Parse, name: ActorLink, links: Sequence[ActorLink], titled: ActorLink, register: Register
) -> ActorLink:
    """Return a person as somebody unknown, if the title is of a state for which whom the register has never acted.

    "Colombian defense minister Pedro Sánchez" is not Spain's prime minister.

    Args:
        parse: the document's.
        name: the link of the name alone.
        links: all names of the document.
        titled: the link of the name with its title.
        register: who is known.
    """
    entry = register.entries.get(name.actor.id or "")
    if entry is None or entry.kind != "person":
        return titled
    within = [k for k in links if titled.first <= k.token < name.first and (k.actor.id or "").startswith("country:")]
    lands = {k.actor.country for k in within if not _goes_on(parse, k)}
    own = {r.country for r in entry.roles}
    if len(lands) != 1 or lands & own or not own <= register.states.keys():
        return titled
    actor = replace(titled.actor, id=None, country=lands.pop())
    return replace(titled, actor=actor, reason=f"{titled.reason}; a namesake")


def _goes_on(parse: Parse, link: ActorLink) -> bool:
    """Tell whether a state's adjective only begins a name: "British Columbia Premier"."""
    behind = parse.tokens[link.last]
    return behind.pos == "PROPN" and behind.text.casefold() not in load_nouns().by_head
