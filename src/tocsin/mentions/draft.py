"""A mention in the making: what the steps of this room hand to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tocsin.base.model import ActorLink, Attribution, Parse, PlaceLink, Status, TimeLink
from tocsin.base.reading import Reading
from tocsin.mentions.lexicon import Entry, Lexicon
from tocsin.mentions.slots import Slots
from tocsin.mentions.subjects import Tree


def is_by_capital(link: ActorLink) -> bool:
    """Tell whether a state is named by its capital ("Tehran denied that")."""
    return link.reason.startswith("register capital")


@dataclass(frozen=True)
class Scene:
    """One reading laid out for look-ups by token; made once per document.

    ``kinds`` maps a noun's lemma to its kinds; the other maps go from a token to the link that covers it.
    ``content_of`` maps a token to the attributions whose content covers it, innermost first.
    ``named`` are the tokens inside the names of actors, ``inside`` those of a link that are not its head;
    ``phrase_at`` maps a token to the shortest link whose words hold it, ``actors_over`` to all such links, ``placed`` are
    the tokens of places; ``entity_end`` maps the first token of a name to the one after it; ``land`` is the country told
    of most.
    """

    reading: Reading
    parse: Parse
    text: str
    tree: Tree
    lexicon: Lexicon
    kinds: Mapping[str, frozenset[str]]
    actor_at: Mapping[int, tuple[ActorLink, ...]]
    place_at: Mapping[int, PlaceLink]
    content_of: Mapping[int, tuple[Attribution, ...]]
    entity_at: Mapping[int, str] = field(default_factory=dict)
    named: frozenset[int] = frozenset()
    inside: frozenset[int] = frozenset()
    phrase_at: Mapping[int, ActorLink] = field(default_factory=dict)
    actors_over: Mapping[int, tuple[ActorLink, ...]] = field(default_factory=dict)
    placed: frozenset[int] = frozenset()
    entity_end: Mapping[int, int] = field(default_factory=dict)
    land: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A trigger with the lexicon entry that it matched, and what has been found for it so far.

    ``content`` are the head tokens of what a verbal event is about; ``about`` is the trigger token of another draft.
    ``used`` are tokens that the entry's conditions named, which are no triggers of their own.
    ``score`` is the share of such readings that are right.
    """

    token: int
    first: int
    last: int
    entry: Entry
    slots: Slots
    used: frozenset[int]
    reasons: tuple[str, ...] = ()
    actors: tuple[ActorLink, ...] = ()
    recipients: tuple[ActorLink, ...] = ()
    paths: tuple[str, ...] = ()
    content: tuple[int, ...] = ()
    place: PlaceLink | None = None
    time: TimeLink | None = None
    status: Status = Status.ASSERTED
    said: tuple[Attribution, ...] = ()
    about: int | None = None
    score: float = 0.0
