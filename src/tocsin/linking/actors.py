"""Link every actor of a document: names that the register lacks, and unnamed actors typed from their phrase."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.base.model import Actor, ActorLink, EntitySpan, Parse, PlaceLink, Precision, Reading
from tocsin.base.names import is_acronym, pieces, surname
from tocsin.base.trees import children, phrase
from tocsin.linking.found import words_of
from tocsin.linking.names import absorb, head_of, link_names, make_link, phrase_start, trim_title
from tocsin.linking.nouns import load_nouns
from tocsin.linking.phrases import (
    FORMER_WORDS,
    OFFICES,
    Scene,
    Sort,
    actor_of,
    counted,
    noun_of,
    premodifiers,
    sort_of,
)
from tocsin.linking.register import FORMER, Register

__all__ = ["link_actors", "link_names"]

_MODIFYING = frozenset({"compound", "amod", "nmod", "nummod", "quantmod"})
_UNKNOWN_SCORE, _TYPED_SCORE = 0.7, 0.8


def link_actors(reading: Reading, register: Register) -> Reading:
    """Return the reading with links for all actors but pronouns; call it after places have been linked.

    Named ones of ``link_names`` stay; unknown persons and organisations of the model's entity spans get country and
    sector from title, nationality and apposition; noun phrases for people and bodies are typed. A country that the
    phrase does not give stays ``None``.
    """
    parse = reading.parse
    if parse is None or not parse.tokens:
        return reading
    links = {link.token: link for link in reading.actors if not _is_elsewhere(link, reading.places)}
    places = {p.token: p for p in reading.places}
    scene = Scene(parse, words_of(parse), load_nouns(), links, places, {})
    land = main_country(reading)
    for link in _unknown(reading, scene, land):
        links.setdefault(link.token, link)
    scene.memo.clear()
    typed = list(_typed(reading, scene))
    links = dict(sorted((_taken_back(scene, links) | {t.token: t for t in typed}).items()))
    for link in (*_later_names(reading, scene, links), *_acronyms(reading, scene, links)):
        links.setdefault(link.token, link)
    links = _appositions(parse, links)
    return replace(reading, actors=absorb(parse, list(links.values())))


def main_country(reading: Reading) -> str | None:
    """Return the country that a document names most, by its states, organs and places; ``None`` if two are level."""
    found: Counter[str] = Counter()
    for link in reading.actors:
        if link.actor.country and (link.actor.id or "").startswith(("country:", "agency:")):
            found[link.actor.country] += 1
    found.update(p.place.country for p in reading.places if p.place is not None and p.place.country)
    best = found.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def _is_elsewhere(link: ActorLink, places: Sequence[PlaceLink]) -> bool:
    """Tell whether a state's name was resolved to a place of another country ("Georgia" in the United States)."""
    if not (link.actor.id or "").startswith("country:"):
        return False
    return any(
        p.first < link.last and link.first < p.last and p.place is not None and p.place.country is not None
        and p.place.country != link.actor.country and p.place.precision is not Precision.FEATURE
        for p in places
        if p.token == link.token
    )  # fmt: skip


def _unknown(reading: Reading, scene: Scene, land: str | None) -> Iterator[ActorLink]:
    """Yield links for the persons and organisations that only the language model knows."""
    taken = {i for link in scene.links.values() for i in range(link.first, link.last)}
    placed = {i for p in reading.places if p.place is not None for i in range(p.first, p.last)}
    for span in scene.parse.entities:
        if span.label not in ("PERSON", "ORG"):
            continue
        first, last = trim_title(scene.parse, span.first, span.last, scene.nouns if span.label == "PERSON" else {})
        token = head_of(scene.parse, first, last)
        if token in taken or (span.label == "PERSON" and token in placed):
            continue
        if span.label == "PERSON":
            yield _person(reading, scene, first, last, token, land)
        elif (link := _organisation(reading, scene, EntitySpan(first, last, "ORG"), token)) is not None:
            yield link


def _person(reading: Reading, scene: Scene, first: int, last: int, token: int, land: str | None) -> ActorLink:
    """Return the link of an unknown person: country and sector by title, nationality, apposition."""
    parse = scene.parse
    start = phrase_start(parse, token, first)
    before = range(first - 1, start - 1, -1)
    country = next((c for i in before if (c := _land(scene, i))), None)
    group = next((scene.links[i] for i in before if i in scene.links and scene.links[i].actor.sector not in (None, "GOV")), None)
    noun = next((n for i in before if (n := noun_of(scene, i)) and n.sector != "UNK"), None)
    sector = group.actor.sector if group else (noun.sector if noun else None)
    reason = f"title {noun.text}" if noun else "name"
    if sector is None or country is None:
        beside = _beside(scene, token)
        if beside is not None:
            sector, country = sector or beside.sector, country or beside.country
            reason = f"{reason}, apposition {beside.noun.text}"
    if sector in OFFICES and any(parse.tokens[i].lemma in FORMER_WORDS for i in before):
        sector = FORMER
    if country is None and sector in (*OFFICES, FORMER) and land is not None:
        country, reason = land, f"{reason}; main country of the document"
    name = reading.document.text[parse.tokens[first].start : parse.tokens[last - 1].end]
    actor = Actor(None, " ".join(name.split()), country, sector)
    return make_link(reading, parse, start, last, token, actor, "named", reason, score=_UNKNOWN_SCORE)


def _land(scene: Scene, token: int) -> str | None:
    link, place = scene.links.get(token), scene.places.get(token)
    if link is not None:
        return link.actor.country
    return place.place.country if place is not None and place.place is not None else None


def _beside(scene: Scene, token: int) -> Sort | None:
    """Return the sort of the phrase set beside a name: "Lizzy Mambu, a Zimbabwean trader"."""
    for other in children(scene.parse, token, "appos"):
        if (sort := sort_of(scene, other)) is not None:
            return sort
    if scene.parse.tokens[token].dep == "appos":
        return sort_of(scene, scene.parse.tokens[token].head)
    return None


def _organisation(reading: Reading, scene: Scene, span: EntitySpan, token: int) -> ActorLink | None:
    """Return the link of an unknown organisation, typed by the nouns in its name; ``None`` if nothing says it is one."""
    parse = scene.parse
    noun = next((n for i in range(span.last - 1, span.first - 1, -1) if (n := noun_of(scene, i))), None)
    beside = _beside(scene, token)
    sector = noun.sector if noun is not None and noun.sector != "UNK" else (beside.sector if beside else None)
    country = next((c for i in range(span.last - 1, phrase(parse, token)[0] - 1, -1) if (c := _land(scene, i))), None)
    country = country or (beside.country if beside else None)
    name = reading.document.text[parse.tokens[span.first].start : parse.tokens[span.last - 1].end]
    if parse.tokens[token].dep in _MODIFYING and sort_of(scene, parse.tokens[token].head) is None and sector is None:
        return None
    actor = Actor(None, " ".join(name.split()), country, sector)
    reason = f"name with {noun.text}" if noun else "name"
    return make_link(reading, parse, span.first, span.last, token, actor, "named", reason, score=_UNKNOWN_SCORE)


def _typed(reading: Reading, scene: Scene) -> Iterator[ActorLink]:
    """Yield links for unnamed actors, and for phrases that name a group before their noun ("M23 rebels")."""
    parse, text = scene.parse, reading.document.text
    named = {i for link in scene.links.values() if _is_whole(link) for i in range(link.first, link.last)}
    for token in parse.tokens:
        if token.pos not in ("NOUN", "PROPN", "ADJ", "NUM", "PRON") or token.i in named:
            continue
        if token.dep in _MODIFYING and parse.tokens[token.head].i > token.i:
            continue
        head = counted(scene, token.i)
        if token.pos in ("NUM", "PRON") and head is None:
            continue
        sort = sort_of(scene, head if head is not None else token.i)
        if sort is None or (token.pos == "ADJ" and head is None):
            continue
        first, last = phrase(parse, token.i)
        low = min([token.i, *premodifiers(parse, token.i)])
        first = max(first, low)
        if head is None:
            last = min(last, token.i + 1 + len(sort.noun.after))
        words = text[parse.tokens[first].start : parse.tokens[last - 1].end]
        actor = actor_of(sort, " ".join(words.split()))
        basis = "named" if sort.id else "typed"
        yield make_link(reading, parse, first, last, token.i, actor, basis, sort.reason, score=_TYPED_SCORE)


def _is_whole(link: ActorLink) -> bool:
    """Tell whether a link covers the whole of its actor's phrase, so that nothing inside it is typed."""
    return (link.actor.id or "").startswith("person:") or link.last - link.first > 1 or link.basis == "named"


def _taken_back(scene: Scene, links: dict[int, ActorLink]) -> dict[int, ActorLink]:
    """Return the links without those that belong to the phrase of a typed noun or of a person."""
    out = {}
    for i, link in links.items():
        token = scene.parse.tokens[i]
        head = token.head
        owner = None
        while token.dep in _MODIFYING and head != i:
            owner = head if sort_of(scene, head) is not None or head in links else owner
            token, head = scene.parse.tokens[head], scene.parse.tokens[head].head
            if token.i == head:
                break
        if owner is None or owner < i:
            out[i] = link
    return out


def _later_names(reading: Reading, scene: Scene, links: dict[int, ActorLink]) -> Iterator[ActorLink]:
    """Yield links for family names of persons whose full name stands earlier or elsewhere in the document."""
    full: dict[str, Actor] = {}
    for link in links.values():
        if link.basis == "named" and (link.actor.id is None or link.actor.id.startswith("person:")):
            is_person = any(e.label == "PERSON" and e.first <= link.token < e.last for e in scene.parse.entities)
            if is_person and len(pieces(link.actor.name)) > 1:
                full.setdefault(surname(link.actor.name), link.actor)
    if not full:
        return
    taken = {i for link in links.values() for i in range(link.first, link.last) if link.actor.id or link.basis == "typed"}
    for token in scene.parse.tokens:
        if token.pos != "PROPN" or token.i in taken or token.text.casefold() not in full:
            continue
        actor = full[token.text.casefold()]
        old = links.get(token.i)
        if old is not None and len(pieces(old.actor.name)) == 1:
            del links[token.i]
        yield make_link(reading, scene.parse, token.i, token.i + 1, token.i, actor, "named", "family name", score=0.9)


def _acronyms(reading: Reading, scene: Scene, links: dict[int, ActorLink]) -> Iterator[ActorLink]:
    """Yield links for acronyms that the document itself sets behind a name: in parentheses, or after "or"."""
    parse = scene.parse
    known: dict[str, Actor] = {}
    for link in list(links.values()):
        at = link.last
        if at + 1 < len(parse.tokens) and parse.tokens[at].text in ("(", ","):
            at += 2 if parse.tokens[at + 1].lemma in ("or", "the") else 1
            word = parse.tokens[at].text if at < len(parse.tokens) else ""
            if link.basis == "named" and is_acronym(word) and at + 1 < len(parse.tokens) and parse.tokens[at + 1].text in (")", ","):
                known.setdefault(word, link.actor)
    for token in parse.tokens if known else ():
        actor = known.get(token.text)
        if actor is None or (token.dep in _MODIFYING and sort_of(scene, token.head) is not None):
            continue
        if token.i in links and links[token.i].actor.id is None:
            del links[token.i]
        yield make_link(reading, parse, token.i, token.i + 1, token.i, actor, "named", "acronym", score=0.9)


def _appositions(parse: Parse, links: dict[int, ActorLink]) -> dict[int, ActorLink]:
    """Return the links with what a name and the phrase set beside it tell of each other."""
    out = dict(links)
    for i, link in links.items():
        token = parse.tokens[i]
        other = links.get(token.head)
        if token.dep != "appos" or other is None:
            continue
        name, kind = (link, other) if other.basis == "typed" else (other, link)
        if name.basis != "named":
            continue
        if kind.basis == "typed":
            out[kind.token] = replace(kind, actor=_same(name.actor, kind.actor), basis="named", reason=f"{kind.reason}; beside {name.actor.name}")
    return out


def _same(name: Actor, kind: Actor) -> Actor:
    return Actor(name.id, name.name, name.country or kind.country, name.sector or kind.sector)
