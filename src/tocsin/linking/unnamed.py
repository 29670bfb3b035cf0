"""Link unnamed actors, typed from their noun phrases: "gunmen", "a Rwandan minister", "dozens of protesters"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tocsin.base.model import Actor, ActorLink, Token
from tocsin.base.reading import Reading
from tocsin.base.trees import phrase
from tocsin.linking.names import make_link
from tocsin.linking.phrases import actor_of, sort_of
from tocsin.linking.scene import Scene, Sort, counted, premodifiers
from tocsin.linking.unlisted import MODIFYING

_SCORE = 0.8
# A noun before another noun that names no actor: "police raids", "rebel uprising".
_ATTRIBUTIVE_SCORE = 0.6
_STANDING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos"})
_POS = frozenset({"NOUN", "PROPN", "NUM", "PRON", "DET", "ADJ"})


def link_unnamed(reading: Reading, scene: Scene) -> Iterator[ActorLink]:
    """Yield links for noun phrases that mean people or bodies without naming them.

    A phrase that names a group before its noun gets the group's identity. A phrase over several countries
    ("Indian and Chinese troops") yields one link for each, with the same head token.
    """
    named = {i for k in scene.links.values() for i in range(k.first, k.last)}
    for token in scene.parse.tokens:
        if token.pos not in _POS or token.i in named:
            continue
        if token.dep in MODIFYING and token.head > token.i:
            yield from _attributive(scene, token)
            continue
        head = counted(scene, token.i)
        if head is None and _is_bare_count(scene, token):
            yield _people(reading, scene, token)
            continue
        if head is None and token.pos in ("NUM", "PRON", "DET", "ADJ") and not _is_aged(scene, token):
            continue
        sort = sort_of(scene, token.i if head is None else head)
        named_there = head is not None and head in scene.links and (sort is None or sort.country is None)
        if head is not None and named_there:  # "hundreds of Russian troops": of those whom the register knows
            yield _some_of(scene, token, scene.links[head])
        elif sort is not None:
            yield from _links(reading, scene, token, sort, whole=head is not None)
        elif token.lemma in scene.nouns.words["property"] and (link := _property(scene, token)) is not None:
            yield link


def _is_bare_count(scene: Scene, token: Token) -> bool:
    """Tell whether a number stands for people: "18 were injured", "killing 19", "hurting 20 more"."""
    tokens = scene.parse.tokens
    is_number = token.pos == "NUM" and token.tag == "CD" and token.text not in ("1", "one", "One")
    more = token.text == "more" and any(tokens[k].dep == "nummod" for k in scene.parse.children[token.i])
    above = tokens[token.head]
    return (
        (is_number or more)
        and _befalls(scene, token, above)
        and not any(tokens[k].dep == "prep" for k in scene.parse.children[token.i])
    )


def _befalls(scene: Scene, token: Token, above: Token) -> bool:
    """Tell whether a word stands where a verb has the people whom it befalls: who is injured, who dies."""
    if above.lemma == "die":
        return token.dep == "nsubj" and above.tag != "VBG"
    return above.lemma in scene.nouns.words["befall"] and token.dep in ("dobj", "nsubjpass")


def _is_aged(scene: Scene, token: Token) -> bool:
    """Tell whether an adjective of age stands for somebody: "a 19-year-old was arrested"."""
    return token.text in ("old", "olds") and token.dep in _STANDING and sort_of(scene, token.i) is not None


def _people(reading: Reading, scene: Scene, token: Token) -> ActorLink:
    """Return the link of people of whom only the number is told."""
    first, last = phrase(scene.parse, token.i, prepositions=False)
    start, end = scene.parse.tokens[first].start, scene.parse.tokens[last - 1].end
    actor = Actor(None, " ".join(reading.document.text[start:end].split()), None, "CVL")
    span, reason = (first, last), "a number of people; no country in its phrase"
    return make_link(scene.parse, span, token.i, actor, basis="typed", reason=reason, score=_SCORE)


def _links(reading: Reading, scene: Scene, token: Token, sort: Sort, *, whole: bool) -> Iterator[ActorLink]:
    parse, text = scene.parse, reading.document.text
    first = min([token.i, *premodifiers(parse, token.i)])
    while first < token.i and parse.tokens[first].pos in ("PUNCT", "CCONJ", "ADP"):
        first += 1
    last = phrase(parse, token.i)[1] if whole else token.i + 1 + len(sort.noun.after)
    words = " ".join(text[parse.tokens[first].start : parse.tokens[last - 1].end].split())
    basis = "named" if sort.id else "typed"
    actor, at = actor_of(sort, words), token.i
    link = make_link(parse, (first, last), at, actor, basis=basis, reason=sort.reason, score=_SCORE)
    yield link
    reason = f"{sort.reason}; one of several countries"
    for country in sort.more:
        yield replace(link, actor=replace(link.actor, country=country), reason=reason)


def _attributive(scene: Scene, token: Token) -> Iterator[ActorLink]:
    """Yield a link for a noun that says who does what the next noun names: "police raids"."""
    above = scene.parse.tokens[token.head]
    if above.pos not in ("NOUN", "PROPN") or above.i in scene.links or sort_of(scene, above.i) is not None:
        return
    sort = sort_of(scene, token.i)
    if sort is None and token.lemma in scene.nouns.words["property"] and (link := _property(scene, token)) is not None:
        yield link  # "a Russian missile strike"
    if sort is None or sort.sector in (None, "CVL", "BUS"):
        return
    actor = Actor(None, token.text, sort.country, sort.sector)
    reason, at = f"{sort.reason}; before a noun", token.i
    owners = [i for i in premodifiers(scene.parse, at) if i in scene.links]  # "an IDF drone strike"
    span = (min([at, *owners]), at + 1)
    yield make_link(scene.parse, span, at, actor, basis="typed", reason=reason, score=_ATTRIBUTIVE_SCORE)


def _some_of(scene: Scene, token: Token, of: ActorLink) -> ActorLink:
    """Return the link of a quantity of those named: "dozens of Palestinians"."""
    is_nation = (of.actor.id or "").startswith("country:")
    actor = replace(of.actor, id=None, sector="CVL" if is_nation else of.actor.sector)
    reason, span = f"some of {actor.name}", (token.i, max(of.last, token.i + 1))
    return make_link(scene.parse, span, token.i, actor, basis=of.basis, reason=reason, score=_SCORE)


def _property(scene: Scene, token: Token) -> ActorLink | None:
    """Return the link of things that stand for their owner: "Houthi targets"."""
    before = list(premodifiers(scene.parse, token.i))
    owner = next((scene.links[i] for i in before if i in scene.links), None)
    if owner is None:
        return None
    actor = owner.actor
    if actor.sector == "GOV":
        actor = replace(actor, sector=scene.nouns.sectors.get(("property", token.lemma), "GOV"))
    reason, span = f"{token.lemma} of {actor.name}", (min(before), token.i + 1)
    return make_link(scene.parse, span, token.i, actor, basis="named", reason=reason, score=_ATTRIBUTIVE_SCORE)
