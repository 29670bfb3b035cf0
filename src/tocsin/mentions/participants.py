"""Turn links into participants of a happening: their country where their words give none, and what their part makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.base.homes import ARMY, FROM_ELSEWHERE, NO_STATE, SETTLERS, home_of
from tocsin.base.model import REBELS, ActorLink, Parse, Participant, Token
from tocsin.base.trees import INNER, children, conjuncts, phrase
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.led_forces import led_force
from tocsin.mentions.word_classes import FORCES, word_class

# Plural powers ("Western nations") belong to no one country; bodies of an international NGO neither.
_POWERS = frozenset({"nation", "country", "state", "power", "government", "ally", "neighbor", "neighbour"})
# "Several nations" is left open, as annotators do; governments acting together are many countries' (IMG).
_SEVERAL: dict[str, str | None] = {"nation": None, "country": None}
# Who acts for many states.
_THE_WEST = frozenset({"the west", "west", "the international community", "international community"})
_BODIES = frozenset(
    {"group", "organization", "organisation", "agency", "charity", "network", "watchdog", "ngo", "monitor"}
)
# Prepositions that say where or whose somebody is.
_WHOSE = frozenset({"of", "in", "from", "at", "near", "inside", "across", "throughout"})
_WHEN = frozenset({"DATE", "TIME"})
_STATE = frozenset({"GOV", "MIL"})
_AIRCRAFT = frozenset({"aircraft", "plane", "helicopter"})
_PRONOUNS = frozenset({"PRP", "PRP$"})
Homes = tuple[str | None, str | None]
_MATERIAL = frozenset({"ASSAULT", "MOBILIZE"})

# Words for anybody: who is said to attack under one of them is an offender, and who is arrested as "a man" too.
_LONE = frozenset({"man", "woman", "old", "youth", "husband", "brother", "father", "teen"})
_ANYBODY = frozenset(
    {"person", "people", "individual", "others", "other", "teenager", "boy", "girl", "student", *_LONE}
)
_PROSECUTED = frozenset({("COERCE", "arrest"), ("SANCTION", "convict"), ("ACCUSE", "allege")})
# What authorities do to people of their own country, if nothing else is told of them.
_AT_HOME = frozenset({("COERCE", "arrest"), ("SANCTION", "convict")})
_AUTHORITIES = frozenset({"COP", "JUD"})
_OF_CROWDS = frozenset({"destroy", "territory", "crowd-control"})
_SEA = frozenset(
    {"sea", "coast", "ocean", "channel", "gulf", "strait", "mediterranean", "offshore", "migrant", "water"}
)
_NEAR_LAND = frozenset({"coast", "offshore", "migrant"})
# What befalls people at sea wherever they are from.
_AT_SEA = frozenset({"AID", "ASSAULT"})
_BOATS = frozenset({"boat", "ship", "vessel", "dinghy", "ferry", "shipwreck"})
_FOUNDERS = frozenset({"capsize", "sink"})
_AFLOAT = frozenset({"crossing", "route", "rescue"})
_NOUNS = frozenset({"NOUN", "PROPN"})


def participants(
    scene: Scene, draft: Draft, links: Sequence[ActorLink], homes: Homes, *, acting: bool
) -> tuple[Participant, ...]:
    """Return the participants of one side; an unnamed one without a country gets the happening's.

    Source: the annotation guide, rulings ("unnamed victims are recipients, CVL of the place's country"); checked on the
    short items, where 9 in 10 unnamed people, police and rebels belong to the country of the place.
    """
    return tuple(participant(scene, draft, link, homes, acting=acting) for link in links if not _is_again(link, links))


def _is_again(link: ActorLink, links: Sequence[ActorLink]) -> bool:
    """Tell whether somebody without a name stands on the side already by the words before ("a Syrian man", "the suspect")."""
    if link.basis != "coreferent" or link.actor.id is not None:
        return False
    same = (k for k in links if (k.actor.name, k.actor.country) == (link.actor.name, link.actor.country))
    return any(k.start < link.start for k in same)


def participant(scene: Scene, draft: Draft, link: ActorLink, homes: Homes, *, acting: bool | None) -> Participant:
    """Return one participant; a state named by its adjective beside a weapon's noun is its army ("Israeli airstrike").

    Args:
        scene: the document.
        draft: the happening.
        link: who takes part.
        homes: the country of the happening's place, and the document's main country.
        acting: whether it is who does it; ``None`` for a speaker and for a side of a relation.
    """
    link = _as_led(scene, link)
    actor = link.actor
    land, reason = _land_of(scene, draft, link, homes, acting=acting)
    sector = _sector_of(scene, draft, link, land, acting=acting)
    start, end = _words(scene, _antecedent(scene, link))
    return Participant(scene.text[start:end], start, end, actor.id, actor.name, land, sector, reason)


def _as_led(scene: Scene, link: ActorLink) -> ActorLink:
    """Return forces as the armed group whose leader they follow: "forces loyal to General Haftar"."""
    led = led_force(scene, link.token) if link.basis == "typed" else None
    return led if led is not None and led.actor.sector in REBELS else link


def _land_of(
    scene: Scene, draft: Draft, link: ActorLink, homes: Homes, *, acting: bool | None
) -> tuple[str | None, str]:
    """Return the country of a participant, with the reason."""
    actor, land, lemma = link.actor, _stated(link), scene.tree.lemma(link.token)
    attackers = {a.actor.country for a in draft.actors if a.actor.sector in _STATE}
    # Nobody bombs a depot of their own.
    is_hit = draft.entry.type == "ASSAULT" and acting is False and lemma not in word_class(FORCES, "led")
    is_target = is_hit and ARMY in link.supposed and land in attackers
    if is_target:
        land, link = None, replace(link, actor=replace(actor, country=None))
    if _is_the_west(link):
        return "IMG", f"{link.reason}; several countries"
    if (land is None or _is_region(scene, link)) and actor.id is None and _is_several(scene, link):
        return _SEVERAL.get(lemma, "IMG"), f"{link.reason}; several countries"
    if link.basis == "typed" and actor.id is None and (_is_foreign(scene, link) or _is_at_sea(scene, draft, link)):
        return None, f"{link.reason}; from elsewhere"
    words = [w.lemma for w in scene.parse.tokens[link.first : link.last]]
    if _is_local(scene, link):
        land, reason = _home(link, _where(draft, homes[0], acting=acting), homes[1])
        land = home_of(land, actor.sector, words)
        return (None if is_target and land in attackers else land), reason
    if actor.id is None and lemma in SETTLERS:
        land = home_of(land, actor.sector, words)
    return land, link.reason


def _sector_of(scene: Scene, draft: Draft, link: ActorLink, land: str | None, *, acting: bool | None) -> str | None:
    """Return what a participant is, with what its part in the happening makes of it."""
    if acting is not None and _is_criminal(scene, draft, link, acting=acting):
        return "CRM"
    if _is_the_west(link):
        return "GOV"
    word = scene.parse.tokens[link.token]
    is_adjective = word.pos == "ADJ" or word.dep in ("amod", "compound")
    if is_adjective and draft.entry.type in _MATERIAL and (link.actor.id or "").startswith("country:"):
        return "MIL"
    is_bomber = acting and (draft.entry.type, draft.entry.mode) == ("ASSAULT", "aerial") and word.lemma in _AIRCRAFT
    return "MIL" if is_bomber and link.actor.sector is None and land is not None else link.actor.sector


def _is_the_west(link: ActorLink) -> bool:
    return link.actor.id is None and link.actor.name.casefold() in _THE_WEST


def _words(scene: Scene, link: ActorLink) -> tuple[int, int]:
    """Return the stretch of an actor's words; the unnamed with where or whose they are ("people in northern Mali")."""
    if link.basis != "typed":
        return link.start, link.end
    tokens, last, todo = scene.parse.tokens, link.last, [link.token]
    while todo:
        at = todo.pop()
        for prep in children(scene.parse, at, "prep"):
            if prep >= link.token and tokens[prep].lemma in _WHOSE:
                below = [k for o in children(scene.parse, prep, "pobj") for k in conjuncts(scene.parse, o)]
                below = [k for k in below if scene.entity_at.get(k) not in _WHEN]
                last = max([last, *(phrase(scene.parse, k, prepositions=False)[1] for k in below)])
                todo += below
    return link.start, tokens[last - 1].end


def _antecedent(scene: Scene, link: ActorLink) -> ActorLink:
    """Return the words that a pronoun stands for if its own sentence has them before it ("The army says it …")."""
    word = scene.parse.tokens[link.token]
    if link.basis != "coreferent" or word.tag not in _PRONOUNS:
        return link
    sentence = scene.parse.sentences[word.sent]
    before = [a for a in scene.reading.actors if sentence.first <= a.token < link.token and a.basis != "coreferent"]
    same = [a for a in before if (a.actor.id, a.actor.name) == (link.actor.id, link.actor.name)]
    return same[-1] if same else link


def _stated(link: ActorLink) -> str | None:
    """Return the country that an actor's own words give, not one that only the text around suggests."""
    return None if "country" in link.supposed else link.actor.country


def _where(draft: Draft, place: str | None, *, acting: bool | None) -> str | None:
    """Return the country where a happening took place: of an arrest or a sentence without a place, that of police or court."""
    if place is not None or acting is not False or (draft.entry.type, draft.entry.mode) not in _AT_HOME:
        return place
    lands = {_stated(a) for a in draft.actors if a.actor.sector in _AUTHORITIES}
    return next(iter(lands)) if len(lands) == 1 else None


def _home(link: ActorLink, where: str | None, main: str | None) -> tuple[str | None, str]:
    """Return where an unnamed actor belongs: the happening's place, else what the text around it suggests."""
    supposed = link.actor.country if "country" in link.supposed else None
    if where is not None and where != supposed:
        return where, f"{link.reason}; country of the happening"
    if supposed is not None:
        return supposed, link.reason
    return main, f"{link.reason}; main country of the document" if main else link.reason


def _is_criminal(scene: Scene, draft: Draft, link: ActorLink, *, acting: bool) -> bool:
    """Tell whether somebody of no known sector is an offender: who attacks, or a man who is arrested or convicted."""
    if link.actor.id is not None or link.actor.sector != "CVL" or link.actor.country in NO_STATE:
        return False
    lone = link.basis == "typed" and scene.parse.tokens[link.token].lemma in _LONE
    unknown = link.basis == "named" and "sector" in link.supposed
    if acting:
        return draft.entry.type == "ASSAULT" and draft.entry.mode not in _OF_CROWDS and (lone or unknown)
    return (draft.entry.type, draft.entry.mode) in _PROSECUTED and (lone or unknown)


def _is_at_sea(scene: Scene, draft: Draft, link: ActorLink) -> bool:
    """Tell whether unnamed people are rescued or hit on a boat at sea, where nationality is open; a river is in a country."""
    tokens = scene.parse.tokens
    if (
        draft.entry.type not in _AT_SEA
        or tokens[link.token].lemma not in _ANYBODY | _BOATS
        or _stated(link) is not None
    ):
        return False
    sentence = scene.parse.sentences[tokens[link.token].sent]
    told = tokens[sentence.first : sentence.last]
    sea = _SEA if draft.entry.type == "AID" else _SEA - _NEAR_LAND  # who is hit off a coast is mostly from there
    afloat = any(t.lemma in _FOUNDERS or (t.lemma in _BOATS and t.pos in _NOUNS) for t in told)
    return afloat and any(t.lemma.casefold() in sea and _is_water(scene.parse, t) for t in told)


def _is_water(parse: Parse, word: Token) -> bool:
    """Tell whether a word for a sea is one, not a part of a name or of a place on land ("Channel 12", "a Black Sea port").

    Those for a coast are nouns ("Ivory Coast" is none), and so are migrants, who may be counted.
    """
    if word.lemma.casefold() in _NEAR_LAND:
        return word.pos != "PROPN"
    beside = word.dep in INNER and parse.tokens[word.head].lemma.casefold() not in _BOATS | _SEA | _AFLOAT
    return word.pos in _NOUNS and not beside and not children(parse, word.i, "nummod")


def _is_local(scene: Scene, link: ActorLink) -> bool:
    """Tell whether an actor without a country may be taken to belong where the happening takes place."""
    actor, token = link.actor, scene.parse.tokens[link.token]
    if actor.country == "NGO" and actor.id is None:
        is_of_one = f" {token.lemma} of " in link.reason  # "FIFA officials"
        return token.lemma.casefold().removesuffix("s") not in _BODIES and not is_of_one
    if _stated(link) is not None or actor.id is not None or actor.sector in ("IGO", "UNK"):
        return False
    return not _is_several(scene, link)


def _is_foreign(scene: Scene, link: ActorLink) -> bool:
    """Tell whether unnamed people are said to be from elsewhere, or at sea: their country is not the happening's."""
    words = scene.parse.tokens[link.first : link.last]
    if link.actor.sector == "GOV":  # "the foreign ministry"
        return False
    return _stated(link) is None and any(w.lemma in FROM_ELSEWHERE for w in words)


def _is_region(scene: Scene, link: ActorLink) -> bool:
    """Tell whether what stands before "countries" is a region, whatever a gazetteer makes of its name ("Gulf states")."""
    lemma = scene.tree.lemma(link.token)
    words = {w.text.casefold() for w in scene.parse.tokens[link.first : link.last]}
    return lemma in _SEVERAL or (lemma == "state" and "gulf" in words)


def _is_several(scene: Scene, link: ActorLink) -> bool:
    """Tell whether a phrase means several states ("Western governments", "a majority of countries")."""
    return any(w.lemma in _POWERS and w.tag == "NNS" for w in scene.parse.tokens[link.first : link.last])
