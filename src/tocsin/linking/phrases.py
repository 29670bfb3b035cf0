"""Say what kind of actor a noun phrase means: country and sector from its noun, its modifiers and its places."""

from __future__ import annotations

from dataclasses import replace

from tocsin.base.homes import NO_STATE
from tocsin.base.model import ARMED, OFFICES, Actor, ActorLink, Parse
from tocsin.base.names import is_acronym
from tocsin.base.tables import origin_in
from tocsin.base.trees import children, conjuncts
from tocsin.linking.found import hyphen_between
from tocsin.linking.nouns import Noun
from tocsin.linking.register import FORMER
from tocsin.linking.scene import Scene, Sort, noun_of, premodifiers

NO_COUNTRY = "no country in its phrase"
# Sectors that a noun keeps inside the phrase of a group or body: a "Houthi court" judges, a "Hamas hostage" is held.
_OWN = frozenset({"JUD", "MED", "JRN", "EDU", "REL", "REF", "CVL", "BUS", "LAB", "LEG", "CRM"})
_SOLDIER = "soldier"
_PLACE_PREPOSITIONS = frozenset({"of", "in", "from", "at", "near", "across", "inside", "within"})
_MEMBER_PREPOSITIONS = frozenset({"of", "for", "from", "with", "in"})
_PERSONAL = frozenset({"his", "her"})
_DEPTH = 4


def sort_of(scene: Scene, head: int, *, depth: int = 0) -> Sort | None:
    """Return what the noun phrase headed by a token means, or ``None`` if its noun names no kind of actor."""
    if head in scene.memo:
        return scene.memo[head]
    noun = noun_of(scene, head)
    if noun is None or depth > _DEPTH:
        return None
    scene.memo[head] = None
    modifiers = list(premodifiers(scene.parse, head))
    sort = _with_sector(scene, head, noun, modifiers, depth)
    if sort.country is None:
        sort = _with_country(scene, head, sort, modifiers, depth)
    scene.memo[head] = sort
    return sort


def _with_sector(scene: Scene, head: int, noun: Noun, modifiers: list[int], depth: int) -> Sort:
    known = next((scene.links[i] for i in modifiers if i in scene.links and _is_group(scene.links[i])), None)
    if noun.text in scene.nouns.words["other"]:
        known = None
    elif known is None and (_is_carrier(scene, noun) or noun.sector == "UNK"):
        known = _of_group(scene, head)
    former = any(scene.parse.tokens[i].lemma in scene.nouns.words["former"] for i in modifiers)
    if known is not None:
        return _of_known(scene, noun, known, former=former)
    sector: str | None = noun.sector
    reason = f"noun {noun.text}" + (f"; {noun.origin}" if noun.origin else "")
    inner = [i for i in modifiers if head - i >= len(noun.before) + 1]
    if noun.text in scene.nouns.words["carrier"] or noun.sector == "UNK":
        stated = next((s for i in inner if (s := _modifier_sector(scene, i))), None) or _of_sector(scene, head, depth)
        if stated and not (noun.sector == "MIL" and stated in ("GOV", "LEG")):
            sector, reason = stated, f"{reason}, modifier {stated}"
    words = scene.nouns.words
    if noun.text in words["open"] and any(scene.parse.tokens[i].lemma in words["unknown"] for i in modifiers):
        sector = "UAF"
    return Sort(noun, None, _former(sector, former=former), reason)


def _is_carrier(scene: Scene, noun: Noun) -> bool:
    """Tell whether a noun says nothing of its own beside a better word: "commander", "senior commander"."""
    return noun.text in scene.nouns.words["carrier"] or noun.text.split()[-1] in scene.nouns.words["carrier"]


def _former(sector: str | None, *, former: bool) -> str | None:
    if sector == "UNK":
        return None
    return FORMER if former and sector in OFFICES else sector


def _is_group(link: ActorLink) -> bool:
    return (link.actor.id or "").startswith(("group:", "body:", "agency:", "party:"))


def _of_known(scene: Scene, noun: Noun, known: ActorLink, *, former: bool) -> Sort:
    """Return the sort of a phrase inside which a group or body is named: "M23 rebels", "UN experts"."""
    words, sector = scene.nouns.words, known.actor.sector
    soldiers = noun.text == _SOLDIER and (known.actor.id or "").startswith("group:")  # a body's are some state's
    keeps = noun.sector in _OWN or (sector == "GOV" and noun.sector != "UNK" and not soldiers)
    if keeps and noun.text not in words["carrier"] and sector not in ("IGO", "NGO"):
        sector = noun.sector
    collective = noun.sector == sector or noun.text in words["carrier"] or noun.sector in ARMED
    whole = soldiers or noun.text in words["member"] or (noun.kind != "person" and collective)
    name = known.actor.name if whole else None
    key = known.actor.id if name else None
    reason = f"noun {noun.text} of {known.actor.name}" + (f"; {own}" if (own := origin_in(known.reason)) else "")
    return Sort(noun, known.actor.country, _former(sector, former=former), reason, key, name)


def _of_group(scene: Scene, head: int) -> ActorLink | None:
    """Return the group that the phrase says its people are of: "members of M23", "the head of Oxfam"."""
    for prep in children(scene.parse, head, "prep"):
        if scene.parse.tokens[prep].lemma in _MEMBER_PREPOSITIONS:
            for noun in children(scene.parse, prep, "pobj"):
                link = scene.links.get(noun)
                if link is not None and _is_group(link):
                    return link
    return None


def _of_sector(scene: Scene, head: int, depth: int) -> str | None:
    """Return the sector of those that the phrase says its people are of: "a member of an armed group"."""
    for prep in children(scene.parse, head, "prep"):
        if scene.parse.tokens[prep].lemma in _MEMBER_PREPOSITIONS:
            for noun in children(scene.parse, prep, "pobj"):
                inner = sort_of(scene, noun, depth=depth + 1)
                if inner is not None and inner.sector:
                    return inner.sector
    return None


def _modifier_sector(scene: Scene, token: int) -> str | None:
    lemma = scene.parse.tokens[token].lemma
    if ("adjective", lemma) in scene.nouns.sectors:
        return scene.nouns.sectors["adjective", lemma]
    if scene.parse.tokens[token].pos not in ("NOUN", "PROPN"):
        return None
    link = scene.links.get(token)
    if link is not None and (link.actor.id or "").startswith(("country:", "person:")):
        return None
    noun = noun_of(scene, token)
    return noun.sector if noun is not None and noun.sector not in ("UNK", "CVL") else None


def _with_country(scene: Scene, head: int, sort: Sort, modifiers: list[int], depth: int) -> Sort:
    if sort.noun.text in scene.nouns.words["other"]:
        modifiers = [i for i in modifiers if scene.parse.tokens[i].dep not in ("poss", "case")]
    named = _countries_before(scene, modifiers)
    if named:
        sector = "MIL" if sort.sector == "IGO" and sort.noun.text == "peacekeeper" else sort.sector
        return replace(sort, country=named[0], more=named[1:], sector=sector)
    if sort.sector == "IGO":
        return replace(sort, country="IGO")
    owner = _owner(scene, head, modifiers)
    behind = (owner,) if owner else countries_behind(scene, head, depth)
    if behind:
        return replace(sort, country=behind[0], more=behind[1:])
    found = _shared_country(scene, head, sort, modifiers, depth) or ("NGO" if sort.sector == "NGO" else None)
    return replace(sort, country=found, reason=sort.reason if found else f"{sort.reason}; {NO_COUNTRY}")


def _countries_before(scene: Scene, modifiers: list[int]) -> tuple[str, ...]:
    """Return the country of the modifier that owns the noun, else of the nearest to it, and those coordinated with it."""
    owners = [i for i in modifiers if scene.parse.tokens[i].dep == "poss"]  # "Ethiopia's Somali regional forces"
    modifiers = [i for i in modifiers if not _is_patron(scene, i)]
    first = next((i for i in (*owners, *modifiers) if _country_at(scene, [i])), None)
    if first is None:
        return ()
    joined = [i for i in modifiers if i == first or _is_coordinated(scene.parse, i, first)]
    return tuple(dict.fromkeys(c for i in joined if (c := _country_at(scene, [i]))))


def _is_patron(scene: Scene, token: int) -> bool:
    """Tell whether a hyphen joins a name to what somebody else has done to its noun: "Iran-backed", not "London-based"."""
    tokens, done = scene.parse.tokens, token + 2
    if done >= len(tokens) or not hyphen_between(scene.parse, token, done):
        return False
    return tokens[done].tag in ("VBN", "VBD") and tokens[done].text.lower() not in scene.nouns.words["origin"]


def _is_coordinated(parse: Parse, a: int, b: int) -> bool:
    """Tell whether modifier ``a`` before ``b`` is joined to it by "and", "or" or a comma."""
    between = {parse.tokens[i].pos for i in range(a + 1, b)}
    return "CCONJ" in between and between <= {"CCONJ", "PUNCT", "ADJ", "PROPN"}


def _owner(scene: Scene, head: int, modifiers: list[int]) -> str | None:
    """Return the country of the subject before in the sentence that a possessive pronoun stands for ("its troops")."""
    tokens = scene.parse.tokens
    if not any(tokens[i].tag == "PRP$" and tokens[i].head == head for i in modifiers):
        return None
    of_person = any(tokens[i].lemma in _PERSONAL or tokens[i].text.casefold() in _PERSONAL for i in modifiers)
    for i in range(modifiers[-1] - 1, scene.parse.sentences[tokens[head].sent].first - 1, -1):
        link = scene.links.get(i)
        if link is None or tokens[i].dep not in ("nsubj", "nsubjpass") or link.actor.country in NO_STATE:
            continue
        if of_person == (link.actor.id or "person:").startswith("person:"):
            return link.actor.country
    return None


def _country_at(scene: Scene, tokens: list[int]) -> str | None:
    """Return the country of the first of some tokens that names a country's actor or place."""
    for i in tokens:
        link = scene.links.get(i)
        if link is not None and link.actor.country:
            return link.actor.country
        place = scene.places.get(i)
        if place is not None and place.place is not None and place.place.country and not _is_letters(scene, i):
            return place.place.country
    return None


def _is_letters(scene: Scene, token: int) -> bool:
    """Tell whether a place is only the capitals of some body's name ("BIE"), which a town somewhere happens to share."""
    text, place = scene.parse.tokens[token].text, scene.places[token].place
    return is_acronym(text) and place is not None and place.name.casefold() == text.casefold()


def countries_behind(scene: Scene, head: int, depth: int = 0) -> tuple[str, ...]:
    """Return the countries that a phrase names behind its noun: "police in Nairobi", "the leaders of Chad and Mali"."""
    for prep in children(scene.parse, head, "prep"):
        if scene.parse.tokens[prep].lemma not in _PLACE_PREPOSITIONS:
            continue
        nouns = [c for noun in children(scene.parse, prep, "pobj") for c in conjuncts(scene.parse, noun)]
        found = tuple(dict.fromkeys(c for noun in nouns if (c := _country_of(scene, noun, depth))))
        if found:
            return found
    return ()


def _country_of(scene: Scene, noun: int, depth: int) -> str | None:
    found = _country_at(scene, [noun])
    if found is not None or depth >= _DEPTH:
        return found
    inner = sort_of(scene, noun, depth=depth + 1)
    found = inner.country if inner is not None else _country_at(scene, list(premodifiers(scene.parse, noun)))
    return found or next(iter(countries_behind(scene, noun, depth + 1)), None)


def _shared_country(scene: Scene, head: int, sort: Sort, modifiers: list[int], depth: int) -> str | None:
    """Return the country of the noun that this one is coordinated with ("South African police and soldiers").

    An office with an article shares that of an organ: "Brazilian police and the tax authority".
    """
    token = scene.parse.tokens[head]
    apart = {scene.parse.tokens[i].pos for i in modifiers} & {"DET", "NUM"}
    if token.dep != "conj" or "NUM" in apart:
        return None
    first = token.head
    found = scene.links.get(first)
    is_organ = found is not None and found.actor.sector in OFFICES and (found.actor.id or "").startswith("agency:")
    is_near = any(scene.parse.tokens[i].lemma == "local" for i in modifiers)
    if apart and not (is_organ and sort.sector in OFFICES and not is_near):
        return None
    if found is not None and found.actor.country and not (found.actor.id or "").startswith(("person:", "country:")):
        return found.actor.country
    inner = sort_of(scene, first, depth=depth + 1)
    return inner.country if inner is not None else None


def actor_of(sort: Sort, text: str) -> Actor:
    """Return the actor of a typed phrase, named by the group it stands for or by its own words."""
    return Actor(sort.id, sort.name or text, sort.country, sort.sector)
