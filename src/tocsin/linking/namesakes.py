"""What a title and other names say of a name: whom the register has by it is not meant, or acts for a state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.base.model import ActorLink, Parse
from tocsin.linking.found import Found
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
    if len(lands) != 1 or lands & own:
        return titled
    if not own <= register.states.keys():
        return _at_home(links, titled, lands.pop())
    actor = replace(titled.actor, id=None, country=lands.pop())
    return replace(titled, actor=actor, reason=f"{titled.reason}; a namesake")


def _at_home(links: Sequence[ActorLink], titled: ActorLink, land: str | None) -> ActorLink:
    """Return who acts for many states as of the one whose office the title tells: "former Norwegian prime minister"."""
    within = [k for k in links if titled.first <= k.token < titled.token and k.actor.country == titled.actor.country]
    if within or titled.actor.sector == titled.actor.country:
        return titled
    return replace(titled, actor=replace(titled.actor, country=land))


def without_family_names(parse: Parse, found: Sequence[Found]) -> list[Found]:
    """Return the names without companies and bodies that are the family name of somebody named in full: "Meta" of Ilir Meta."""
    spans = [s for s in parse.entities if s.label == "PERSON" and s.last - s.first > 1]
    called = {parse.tokens[s.last - 1].text: s.first for s in reversed(spans)}
    return [f for f in found if f.entry.kind != "body" or f.first < called.get(_word(parse, f), f.first + 1)]


def _word(parse: Parse, found: Found) -> str:
    return parse.tokens[found.first].text if found.last - found.first == 1 else ""


def _goes_on(parse: Parse, link: ActorLink) -> bool:
    """Tell whether a state's adjective only begins a name: "British Columbia Premier"."""
    behind = parse.tokens[link.last]
    return behind.pos == "PROPN" and behind.text.casefold() not in load_nouns().by_head
