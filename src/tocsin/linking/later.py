"""Carry names on: family names, acronyms that a document sets up itself, and phrases beside a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.base.model import Actor, ActorLink, Parse
from tocsin.base.names import is_acronym, pieces, surname
from tocsin.linking.names import make_link
from tocsin.linking.phrases import sort_of
from tocsin.linking.scene import Scene
from tocsin.linking.unlisted import MODIFYING

_SCORE = 0.9


def link_family_names(parse: Parse, links: Sequence[ActorLink]) -> Iterator[ActorLink]:
    """Yield links for persons whose full name stands elsewhere in the document; the first bearer of a name wins."""
    full: dict[str, Actor] = {}
    people = {i for e in parse.entities if e.label == "PERSON" for i in range(e.first, e.last)}
    for link in links:
        known = (link.actor.id or "").startswith("person:")
        is_person = link.basis == "named" and (known or (link.actor.id is None and link.token in people))
        if is_person and len(pieces(link.actor.name)) > 1:
            full.setdefault(surname(link.actor.name), link.actor)
    if not full:
        return
    taken = {i for k in links if len(pieces(k.actor.name)) > 1 or k.actor.id for i in range(k.first, k.last)}
    for token in parse.tokens:
        actor = full.get(token.text.casefold()) if token.pos == "PROPN" and token.i not in taken else None
        if actor is not None and token.dep not in MODIFYING:
            span = (token.i, token.i + 1)
            yield make_link(parse, span, token.i, actor, basis="named", reason="family name", score=_SCORE)


def link_acronyms(scene: Scene, links: Sequence[ActorLink]) -> Iterator[ActorLink]:
    """Yield links for acronyms set behind a name, in parentheses or after "or", here and wherever they come again."""
    parse = scene.parse
    known: dict[str, Actor] = {}
    for link in links:
        word = _acronym_behind(parse, link.last) if link.basis == "named" else None
        if word is not None and _may_stand_for(scene, link, word):
            known.setdefault(word, link.actor)
    for token in parse.tokens if known else ():
        actor = known.get(token.text)
        if actor is None or (token.dep in MODIFYING and sort_of(scene, token.head) is not None):
            continue
        yield make_link(parse, (token.i, token.i + 1), token.i, actor, basis="named", reason="acronym", score=_SCORE)


def _may_stand_for(scene: Scene, link: ActorLink, word: str) -> bool:
    """Tell whether letters in brackets may be those of a name: "Nasir (SPLA)" tells who has the town."""
    words = [t.text for t in scene.parse.tokens[link.first : link.last]]
    return link.actor.id is not None or len(words) > 1 or words[0][:1].casefold() == word[:1].casefold()


def _acronym_behind(parse: Parse, at: int) -> str | None:
    """Return the acronym in "(YPG)" or ", or YPG," at token ``at``."""
    tokens = parse.tokens
    if at + 2 >= len(tokens) or (tokens[at].text, tokens[at + 1].lemma == "or") not in (("(", False), (",", True)):
        return None
    at += 2 if tokens[at].text == "," else 1
    if at + 1 < len(tokens) and is_acronym(tokens[at].text) and tokens[at + 1].text in (")", ","):
        return tokens[at].text
    return None


def _names(parse: Parse, link: ActorLink, kind: ActorLink) -> bool:
    """Tell whether a link is the name of those whom a phrase means, and not whose they are ("Colombia's president")."""
    word = parse.tokens[link.token]
    is_name = link.basis == "named" and not (link.actor.id or "").startswith("country:")
    return is_name and word.head == kind.token and word.dep in ("appos", "compound", "nmod")


def share_appositions(parse: Parse, links: Sequence[ActorLink]) -> list[ActorLink]:
    """Return the links, with the name's actor also on the phrase set beside it ("the then minister, Yoav Gallant")."""
    at = {link.token: link for link in links}
    out = dict(at)
    for link in links:
        other = at.get(parse.tokens[link.token].head)
        if parse.tokens[link.token].dep != "appos" or other is None:
            continue
        name, kind = (link, other) if other.basis == "typed" else (other, link)
        if kind is link and any(_names(parse, k, kind) for k in links):
            continue  # "the president, his wife Verónica Alcocer": she is named, too
        if name.basis == "named" and kind.basis == "typed" and not (name.actor.id or "").startswith("country:"):
            country, sector = name.actor.country or kind.actor.country, name.actor.sector or kind.actor.sector
            actor = replace(name.actor, country=country, sector=sector)
            out[kind.token] = replace(kind, actor=actor, basis="named", reason=f"{kind.reason}; beside {actor.name}")
    return [out[link.token] if at[link.token] is link else link for link in links]
