"""Say what kind of actor a noun phrase means: country and sector from its noun, its modifiers and its places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tocsin.base.model import Actor, ActorLink, Parse, PlaceLink
from tocsin.base.trees import children
from tocsin.linking.found import Words
from tocsin.linking.nouns import Noun, Nouns, noun_at
from tocsin.linking.register import FORMER

NO_COUNTRY = "no country in its phrase"
FORMER_WORDS = frozenset({"former", "ex", "ousted", "deposed", "retired", "erstwhile", "onetime"})
OFFICES = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
# Nouns that say nothing of their own: a "union official" is LAB, a "Hamas official" is of Hamas.
CARRIERS = frozenset(
    {
        "official", "officer", "leader", "member", "spokesman", "spokeswoman", "spokesperson", "head", "chief",
        "commander", "representative", "supporter", "worker", "source", "fighter", "aide", "negotiator", "delegate",
        "delegation", "boss", "deputy", "director", "group", "force", "forces", "figure", "activist", "founder",
        "adviser", "advisor", "operative", "personnel", "staff", "employee", "agent", "side", "camp", "unit", "wing",
        "faction", "chairman", "president", "secretary", "general", "organization", "organisation", "team", "agency",
        "organizer", "organiser", "expert", "volunteer", "body", "branch", "militia", "member", "convoy", "mission",
        "committee", "council", "network", "movement", "service", "authority", "guard", "recruit", "position",
    }
)  # fmt: skip
# Sectors that a noun keeps inside the phrase of a group or body: a "Houthi court" judges, a "Hamas hostage" is held.
_OWN = frozenset({"JUD", "MED", "JRN", "EDU", "REL", "REF", "CVL", "BUS", "LAB", "LEG", "CRM"})
_ADJECTIVES = {
    "presidential": "GOV", "governmental": "GOV", "ministerial": "GOV", "diplomatic": "GOV", "judicial": "JUD",
    "parliamentary": "LEG", "legislative": "LEG", "congressional": "LEG", "religious": "REL", "jihadist": "REB",
    "jihadi": "REB", "islamist": "REB", "separatist": "REB", "insurgent": "REB", "paramilitary": "PRM",
    "humanitarian": "NGO", "medical": "MED", "criminal": "CRM", "naval": "MIL", "corporate": "BUS", "academic": "EDU",
}  # fmt: skip
_UNKNOWN = frozenset({"unidentified", "unknown", "unnamed", "masked"})
_ARMED = frozenset({"REB", "PRM", "MIL"})
_PLACE_PREPOSITIONS = frozenset({"of", "in", "from", "at", "near", "across", "inside", "for", "within", "on"})
_MEMBER_PREPOSITIONS = frozenset({"of", "for", "from", "with", "in"})
_QUANTITIES = frozenset({"dozen", "hundred", "thousand", "score", "number", "majority", "group", "million", "ten", "crowd",
                         "some", "many", "most", "one", "two", "three", "several", "handful", "lot", "couple", "body", "part"})  # fmt: skip
_DEPTH = 4


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


def noun_of(scene: Scene, token: int) -> Noun | None:
    """Return the noun of the tables headed by a token, or ``None``."""
    at = scene.words.first_piece[token]
    if at >= len(scene.words.pieces) or scene.words.tokens[at] != token:
        return None
    last = at
    while last + 1 < len(scene.words.tokens) and scene.words.tokens[last + 1] == token:
        last += 1
    return noun_at(scene.nouns, scene.words.pieces, last)


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


def premodifiers(parse: Parse, head: int) -> Iterator[int]:
    """Yield the tokens before a noun in its phrase, nearest first: adjectives, compounds, possessors."""
    i = head - 1
    sent = parse.tokens[head].sent
    while i >= 0:
        token = parse.tokens[i]
        if token.sent != sent or token.pos in ("VERB", "ADP", "SCONJ", "AUX") and token.tag not in ("VBN", "VBG"):
            return
        if not _is_below(parse, i, head):
            return
        yield i
        i -= 1


def _is_below(parse: Parse, i: int, head: int) -> bool:
    for _ in range(_DEPTH * 2):
        above = parse.tokens[i].head
        if above == head:
            return parse.tokens[i].dep not in ("relcl", "advcl", "appos", "prep")
        if above == i:
            return False
        i = above
    return False


def _with_sector(scene: Scene, head: int, noun: Noun, modifiers: list[int], depth: int) -> Sort:
    known = next((scene.links[i] for i in modifiers if i in scene.links and _is_group(scene.links[i])), None)
    if known is None and (noun.text in CARRIERS or noun.sector == "UNK"):
        known = _of_group(scene, head)
    former = any(scene.parse.tokens[i].lemma in FORMER_WORDS for i in modifiers)
    if known is not None:
        return _of_known(scene, noun, known, former=former)
    sector: str | None = noun.sector
    reason = f"noun {noun.text}"
    inner = [i for i in modifiers if head - i >= len(noun.before) + 1]
    if noun.text in CARRIERS or noun.sector == "UNK":
        stated = next((s for i in inner if (s := _modifier_sector(scene, i))), None) or _of_sector(scene, head, depth)
        if stated:
            sector, reason = stated, f"{reason}, modifier {stated}"
    if sector in _ARMED and any(scene.parse.tokens[i].lemma in _UNKNOWN for i in modifiers):
        sector = "UAF"
    return Sort(noun, None, _former(sector, former=former), reason)


def _former(sector: str | None, *, former: bool) -> str | None:
    if sector == "UNK":
        return None
    return FORMER if former and sector in OFFICES else sector


def _is_group(link: ActorLink) -> bool:
    return (link.actor.id or "").startswith(("group:", "body:", "agency:", "party:"))


def _of_known(scene: Scene, noun: Noun, known: ActorLink, *, former: bool) -> Sort:
    """Return the sort of a phrase inside which a group or body is named: "M23 rebels", "UN experts"."""
    sector = known.actor.sector
    if noun.sector in _OWN and noun.text not in CARRIERS and sector not in ("IGO", "NGO"):
        sector = noun.sector
    whole = noun.sector == sector or noun.text in CARRIERS or noun.sector in _ARMED
    single = scene.parse.tokens[known.token].tag and noun.kind == "person" and noun.text not in ("rebel", "fighter", "militant")
    name = known.actor.name if whole and not single else None
    key = known.actor.id if name else None
    return Sort(noun, known.actor.country, _former(sector, former=former), f"noun {noun.text} of {known.actor.name}", key, name)


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
    if lemma in _ADJECTIVES:
        return _ADJECTIVES[lemma]
    link = scene.links.get(token)
    if link is not None and (link.actor.id or "").startswith(("country:", "person:")):
        return None
    noun = noun_of(scene, token)
    return noun.sector if noun is not None and noun.sector != "UNK" else None


def _with_country(scene: Scene, head: int, sort: Sort, modifiers: list[int], depth: int) -> Sort:
    found = (
        _country_at(scene, modifiers)
        or _country_behind(scene, head, depth)
        or _shared_country(scene, head, modifiers, depth)
    )
    if found is None:
        return Sort(sort.noun, None, sort.sector, f"{sort.reason}; {NO_COUNTRY}")
    return Sort(sort.noun, found, sort.sector, sort.reason)


def _country_at(scene: Scene, tokens: list[int]) -> str | None:
    """Return the country of the first of some tokens that names a country's actor or place."""
    for i in tokens:
        link = scene.links.get(i)
        if link is not None and link.actor.country:
            return link.actor.country
        place = scene.places.get(i)
        if place is not None and place.place is not None and place.place.country:
            return place.place.country
    return None


def _country_behind(scene: Scene, head: int, depth: int) -> str | None:
    """Return the country that a phrase names behind its noun: "police in Nairobi", "the mayor of Goma"."""
    for prep in children(scene.parse, head, "prep"):
        if scene.parse.tokens[prep].lemma not in _PLACE_PREPOSITIONS:
            continue
        for noun in children(scene.parse, prep, "pobj"):
            found = _country_at(scene, [noun])
            if found is None:
                inner = sort_of(scene, noun, depth=depth + 1) if depth < _DEPTH else None
                found = inner.country if inner is not None else _country_at(scene, list(premodifiers(scene.parse, noun)))
            if found is None and depth < _DEPTH:
                found = _country_behind(scene, noun, depth + 1)
            if found:
                return found
    return None


def _shared_country(scene: Scene, head: int, modifiers: list[int], depth: int) -> str | None:
    """Return the country of the noun that this one is coordinated with ("South African police and soldiers")."""
    token = scene.parse.tokens[head]
    if token.dep != "conj" or any(scene.parse.tokens[i].pos in ("DET", "NUM") for i in modifiers):
        return None
    first = token.head
    found = scene.links.get(first)
    if found is not None and found.actor.country and not (found.actor.id or "").startswith(("person:", "country:")):
        return found.actor.country
    inner = sort_of(scene, first, depth=depth + 1)
    return inner.country if inner is not None else None


def counted(scene: Scene, head: int) -> int | None:
    """Return the noun that a quantity counts: "dozens of protesters" from "dozens"."""
    if scene.parse.tokens[head].lemma not in _QUANTITIES and scene.parse.tokens[head].pos != "NUM":
        return None
    for prep in children(scene.parse, head, "prep"):
        if scene.parse.tokens[prep].lemma == "of":
            return next(iter(children(scene.parse, prep, "pobj")), None)
    return None


def actor_of(sort: Sort, text: str) -> Actor:
    """Return the actor of a typed phrase, named by the group it stands for or by its own words."""
    return Actor(sort.id, sort.name or text, sort.country, sort.sector)
