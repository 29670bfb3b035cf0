"""The words of a sentence as codes: places, names, forces, pronouns and lemmas, for the lines of ``holding_line``.

Places (``P``), names that no table knows (``N``), "the town" and "there" (``D``), forces (``F``) and pronouns (``Q``) are
single codes, "its" and "their" are ``R``; other words are lemmas. Articles, adverbs, adjectives and times are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tocsin.base.joined_names import HYPHENS
from tocsin.base.model import ActorLink, PlaceLink, Precision, Token
from tocsin.mentions.draft import Scene
from tocsin.mentions.holding_forces import force_meant
from tocsin.mentions.holding_links import as_force, is_own
from tocsin.mentions.holding_names import OWNERS, is_of, name_end, site_meant
from tocsin.mentions.holding_nouns import HELD, noun_party, party_before_held, unlinked
from tocsin.mentions.home_places import place_at_home, unknown_place
from tocsin.mentions.word_classes import SITES, word_class

PLACE, NAME, DEICTIC, FORCE, PRONOUN, OWNER = "P", "N", "D", "F", "Q", "R"
_POINTING = frozenset({"the", "that", "this", "whole", "both", "these", "those"})
COUNTS = {"two": 2, "three": 3, "four": 4}
_PRONOUNS = frozenset({"it", "they", "them"})
_OWN = frozenset({"theirs", "ours"})
_SELF = frozenset({"itself", "themselves", "himself", "herself"})
# "All", "both" before what is told of several; "all of the town" is the town.
_EACH = frozenset({"all", "both", "each"})
_DROPPED = frozenset({"DET", "ADV", "ADJ", "NUM", "INTJ", "SYM"})
_QUOTES = frozenset({'"', "“", "”", "'", "‘", "``", "''"})
_OF = frozenset({"'s", "’s", "'", "’"})
_TIME_WORDS = frozenset({"on", "in", "by", "since", "at", "for", "until", "before", "after", "during", "of"})
_HELD_CODE = "-held"
# Forms that the parser takes for another word.
_FORMS = {"overran": "overrun", "retook": "retake", "fell": "fall", "won": "win", "lost": "lose", "taken": "take"}


@dataclass(frozen=True, slots=True)
class Item:
    """One code of a line, with the token that it stands at and the links that it stands for."""

    code: str
    token: int
    places: tuple[PlaceLink, ...] = ()
    forces: tuple[ActorLink, ...] = ()
    loose: bool = False  # joined by commas alone: a town and what it lies in, no list


def items_of(scene: Scene, sentence: int, vocabulary: frozenset[str]) -> list[Item]:
    """Return the codes of a sentence in its order; of common words only those that some phrase needs."""
    span = scene.parse.sentences[sentence]
    timed = _timed(scene, span.first, span.last)
    places = {p.first: p for p in scene.reading.places if span.first <= p.first < span.last}
    forces = _forces(scene, span.first, span.last)
    out: list[Item] = []
    i = span.first
    while i < span.last:
        if i in timed:
            i += 1
            continue
        made, after = _next(scene, i, places, forces)
        if made is None:
            made = _word(scene, i, vocabulary)
        if made is not None:
            out.append(made)
        i = after
    return out


def words_of(scene: Scene, sentence: int) -> frozenset[str]:
    """Return all words that the codes of a sentence may be, and some that they are not: quicker than the codes."""
    span = scene.parse.sentences[sentence]
    tokens = scene.parse.tokens[span.first : span.last]
    lows = {t.text.lower() for t in tokens}
    out = lows | {"".join(t.lemma.lower().split()) for t in tokens} | {_FORMS[low] for low in lows & _FORMS.keys()}
    if lows & HELD:
        out.add(_HELD_CODE)
    return frozenset(out | _OF) if lows & _OF else frozenset(out)


def _next(
    scene: Scene, i: int, places: Mapping[int, PlaceLink], forces: Mapping[int, ActorLink]
) -> tuple[Item | None, int]:
    """Return the place, name, force or pronoun that begins at a token, and the token after it."""
    token, tokens = scene.parse.tokens[i], scene.parse.tokens
    held = party_before_held(scene, i)
    if held is not None:
        return Item(FORCE, i, (), (held,)), i + 1
    place, force = places.get(i), forces.get(i)
    if force is not None and (place is None or force.last > place.last or _is_state(place)):
        low = scene.text[force.start : force.end].lower()
        return (Item(low, i) if low in _OWN else Item(FORCE, force.token, (), (force,))), force.last
    if place is not None:
        return _place_item(scene, place), place.last
    if (code := _pointing(token)) is not None:
        return Item(code, i), i + 1
    new = unlinked(scene, i)
    if new is not None and not any(as_force(scene, a) for a in scene.actors_over.get(i, ())):
        return Item(FORCE, i, (), (new,)), i + 1
    last = name_end(scene, i)
    if last > i:
        return Item(NAME, last - 1, (unknown_place(scene, i, last),)), last
    site = site_meant(scene, i)
    if site is not None:
        return Item(PLACE, i, (site,)), i + 1
    if token.lemma in word_class(SITES, "town") and _is_pointed_at(tokens, i) and not is_of(tokens, i):
        return Item(DEICTIC, i), i + 1
    noun = noun_party(scene, i)
    return (Item(FORCE, i, (), (noun,)), i + 1) if noun is not None else (None, i + 1)


def _is_pointed_at(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the words before "town" point at one told of before: "the town", "both towns", "the three villages"."""
    before = tokens[i - 1].text.lower()
    return before in _POINTING or (before in COUNTS and tokens[i - 2].text.lower() in _POINTING | {"all"})


def _pointing(token: Token) -> str | None:
    """Return the code of a pronoun, of whose, and of "there"."""
    low = token.text.lower()
    if low in ("there", "here") and token.dep != "expl":
        return DEICTIC
    return PRONOUN if low in _PRONOUNS else OWNER if low in OWNERS else None


def _place_item(scene: Scene, link: PlaceLink) -> Item:
    return Item(PLACE, link.token, (place_at_home(scene, link),))


def _is_state(link: PlaceLink) -> bool:
    return link.place is not None and link.place.precision is Precision.COUNTRY


def _forces(scene: Scene, first: int, last: int) -> dict[int, ActorLink]:
    """Return the forces, states and peoples in arms by their first token, the longest of several."""
    out: dict[int, ActorLink] = {}
    for link in scene.reading.actors:
        if not first <= link.first < last or (
            scene.parse.tokens[link.first].text.lower() in _PRONOUNS | OWNERS | _OWN | _SELF and not is_own(scene, link)
        ):
            continue
        force = as_force(scene, link) or force_meant(scene, link)
        if force is not None and (link.first not in out or out[link.first].last < link.last):
            out[link.first] = force
    return out


def _timed(scene: Scene, first: int, last: int) -> frozenset[int]:
    """Return the tokens of time expressions with the preposition before them."""
    out: set[int] = set()
    for t in scene.reading.times:
        if first <= t.first < last:
            out.update(range(t.first, t.last))
            if t.first > first and scene.parse.tokens[t.first - 1].text.lower() in _TIME_WORDS:
                out.add(t.first - 1)
    return frozenset(out)


def _word(scene: Scene, i: int, vocabulary: frozenset[str]) -> Item | None:
    """Return a word as its lemma, ``None`` where it says nothing here."""
    token, tokens = scene.parse.tokens[i], scene.parse.tokens
    low = token.text.lower()
    if low in HELD and tokens[i - 1].text in HYPHENS:
        return Item(_HELD_CODE, i)
    if low in _QUOTES or token.text in HYPHENS:
        return None
    lemma = _FORMS.get(low, token.lemma.lower() if token.pos in ("VERB", "AUX", "NOUN") else low)
    if low in _OF:
        return Item("'s", i)
    if low in _OWN:
        return Item(low, i)
    if token.pos in _DROPPED and low not in vocabulary and lemma not in vocabulary:
        return None
    if low in _EACH and not is_of(tokens, i):
        return None
    if (lemma == "have" and token.pos == "AUX") or _is_filler(tokens, i):
        return None
    return Item("".join(lemma.split()) or low, i)


def _is_filler(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a word is of "at last", or a participle joined to a name ("Kurdish-led", "Turkish-backed")."""
    low = tokens[i].text.lower()
    if low in ("last", "least") and tokens[i - 1].text.lower() == "at":
        return True
    joined = i > 0 and tokens[i - 1].text in HYPHENS and tokens[i - 1].end == tokens[i].start
    after = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
    return (low == "at" and after in ("last", "least")) or (joined and tokens[i].tag == "VBN")
