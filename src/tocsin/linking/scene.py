"""A parse laid out for typing noun phrases, and what can be read off it without judging."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tocsin.base.model import ActorLink, Parse, PlaceLink
from tocsin.base.trees import children
from tocsin.linking.found import Words
from tocsin.linking.nouns import Noun, Nouns, noun_at

# How deep below its head a modifier may stand.
_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Scene:
    """A parse laid out for typing: links and places by head token, and what has been worked out so far."""

    parse: Parse
    words: Words
    nouns: Nouns
    links: dict[int, ActorLink]
    places: Mapping[int, PlaceLink]
    memo: dict[int, Sort | None]


@dataclass(frozen=True, slots=True)
class Sort:
    """What a noun phrase says of its actor; ``id``/``name`` are set where it means a known group as such."""

    noun: Noun
    country: str | None
    sector: str | None
    reason: str
    id: str | None = None
    name: str | None = None
    more: tuple[str, ...] = ()  # further countries: of "Indian and Chinese troops", all but the one in ``country``


def noun_of(scene: Scene, token: int) -> Noun | None:
    """Return the noun of the tables headed by a token, or ``None``."""
    at = scene.words.first_piece[token]
    if at >= len(scene.words.pieces) or scene.words.tokens[at] != token:
        return None
    if scene.words.pieces[at] == "States" and at and scene.words.pieces[at - 1] == "United":
        return None
    last = at
    while last + 1 < len(scene.words.tokens) and scene.words.tokens[last + 1] == token:
        last += 1
    return noun_at(scene.nouns, scene.words.pieces, last)


def premodifiers(parse: Parse, head: int) -> Iterator[int]:
    """Yield the tokens before a noun in its phrase, nearest first: adjectives, compounds, possessors."""
    i = head - 1
    sent = parse.tokens[head].sent
    while i >= 0:
        token = parse.tokens[i]
        is_clause = token.pos in ("VERB", "ADP", "SCONJ", "AUX") and token.tag not in ("VBN", "VBG")
        if token.sent != sent or is_clause or not _is_below(parse, i, head):
            return
        yield i
        i -= 1


def _is_below(parse: Parse, i: int, head: int) -> bool:
    for _ in range(_DEPTH):
        above = parse.tokens[i].head
        if above == head:
            return parse.tokens[i].dep not in ("relcl", "advcl", "appos", "prep")
        if above == i:
            return False
        i = above
    return False


def counted(scene: Scene, head: int) -> int | None:
    """Return the noun that a quantity counts: "dozens of protesters" from "dozens"."""
    if scene.parse.tokens[head].lemma not in scene.nouns.words["quantity"] and scene.parse.tokens[head].pos != "NUM":
        return None
    for prep in children(scene.parse, head, "prep"):
        if scene.parse.tokens[prep].lemma == "of":
            return next(iter(children(scene.parse, prep, "pobj")), None)
    return None
