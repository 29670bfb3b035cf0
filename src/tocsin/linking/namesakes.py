"""What titles and other names say of a name: that somebody else bears it, or for which state its bearer acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.base.model import ActorLink, Parse
from tocsin.base.states import adjectives
from tocsin.linking.found import Found, Words
from tocsin.linking.nouns import Noun, load_nouns, noun_at
from tocsin.linking.register import Register


def as_titled(
    parse: Parse, words: Words, links: Sequence[ActorLink], titled: ActorLink, *, first: int, register: Register
) -> ActorLink:
    """Return a person as the adjective of a state in the title says: as somebody unknown, or as of that state.

    "Colombian defense minister Pedro Sánchez" is not Spain's prime minister; a "former Norwegian prime minister" who leads
    an international body now acts for Norway there.

    Args:
        parse: the document's.
        words: it as pieces.
        links: all names of the document.
        titled: the link of the name with its title.
        first: where the name begins behind the title.
        register: who is known.
    """
    entry = register.entries.get(titled.actor.id or "")
    if entry is None or entry.kind != "person":
        return titled
    told = [k for k in links if titled.first <= k.token < first and _words(parse, k) in adjectives()]
    lands = {k.actor.country for k in told if not _goes_on(parse, words, k, first)}
    own = {r.country for r in entry.roles}
    if len(lands) != 1 or lands & own:
        return titled
    if not own <= register.states.keys():
        return _at_home(links, titled, first, lands.pop())
    titles = [n for i in range(titled.first, first) if (n := _noun(words, i)) is not None and n.sector != "UNK"]
    actor = replace(titled.actor, id=None, country=lands.pop(), sector=titles[-1].sector if titles else None)
    title = " ".join(t.text for t in parse.tokens[titled.first : first])
    return replace(titled, actor=actor, reason=f"name; title {title}; a namesake of the known one")


def _words(parse: Parse, link: ActorLink) -> str:
    return " ".join(t.text for t in parse.tokens[link.first : link.last])


def _noun(words: Words, token: int) -> Noun | None:
    """Return the noun of the tables that has its head at a token."""
    at = words.first_piece[token]
    return noun_at(load_nouns(), words.pieces, at) if at < len(words.pieces) and words.tokens[at] == token else None


def _goes_on(parse: Parse, words: Words, link: ActorLink, first: int) -> bool:
    """Tell whether a state's adjective only begins a name, and no title: "British Columbia Premier"."""
    if link.last >= first or parse.tokens[link.last].pos != "PROPN":
        return False
    heads = ((i, n) for i in range(link.last, first) if (n := _noun(words, i)) is not None)
    return not any(i - len(n.before) <= link.last for i, n in heads)


def _at_home(links: Sequence[ActorLink], titled: ActorLink, first: int, land: str | None) -> ActorLink:
    """Return who acts for many states as of the state whose office the title tells, unless it tells of their body, too."""
    within = [k for k in links if titled.first <= k.token < first and k.actor.country == titled.actor.country]
    if within or titled.actor.sector == titled.actor.country:
        return titled
    return replace(titled, actor=replace(titled.actor, country=land))


def without_family_names(parse: Parse, found: Sequence[Found]) -> list[Found]:
    """Return the names without bodies whose name is the family name of somebody named in full: "Meta" of Ilir Meta."""
    spans = [s for s in parse.entities if s.label == "PERSON" and s.last - s.first > 1]
    called = {parse.tokens[s.last - 1].text: s.first for s in reversed(spans)}
    return [f for f in found if f.entry.kind != "body" or f.first < called.get(_word(parse, f), f.first + 1)]


def _word(parse: Parse, found: Found) -> str:
    return parse.tokens[found.first].text if found.last - found.first == 1 else ""
