"""To which state the words around an unnamed actor say that it belongs: whose kin, whose army, whose drone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from tocsin.base.homes import ARMY, NO_STATE
from tocsin.base.model import ActorLink, Parse
from tocsin.base.states import adjectives
from tocsin.base.trees import ancestors, children, first_conjunct
from tocsin.linking.nouns import load_nouns

# Whose country says nothing of where others belong, or who belong nowhere.
OPEN = frozenset({None, "IGO", "NGO", "UNK"})
_OF_MANY = OPEN | NO_STATE
# Who speaks of a state's own army as "the military".
_STATE = frozenset({"GOV", "MIL"})
# Whose weapon it is that somebody brings down: another's.
_FELLING = frozenset({"shoot", "down", "intercept", "destroy", "repel", "neutralize", "neutralise"})
# Others beside a person of a state are of that state, but for those whom each state has one of ("Macron and other leaders").
_OF_STATES = frozenset(
    {
        "leader",
        "president",
        "minister",
        "premier",
        "head",
        "chief",
        "envoy",
        "ambassador",
        "diplomat",
        "mediator",
        "king",
    }
)
# The parser takes the number of "shot down 95 of 143 drones" for a measure.
_OBJECTS = frozenset({"dobj", "nsubjpass", "npadvmod"})
Links = Mapping[int, ActorLink]


def as_told(parse: Parse, link: ActorLink, links: Links) -> ActorLink | None:
    """Return an unnamed actor as that of the state that its sentence says it is of, ``None`` where it says nothing."""
    if (foe := _felled_by(parse, link, links)) is not None:
        return _of_other_state(link, foe, links)
    if link.actor.sector == "MIL" and (owner := _speaks_for(parse, link, links)) is not None:
        # Wherever it fights.
        return _of(link, owner, "army of", supposed=(*link.supposed, ARMY))
    fellow = _beside(parse, link, links)
    return None if fellow is None else _of(link, fellow, "beside", supposed=(*link.supposed, "country"))


def as_own(parse: Parse, link: ActorLink, links: Links) -> ActorLink | None:
    """Return somebody's kin, citizens, subsidiaries or cabinet with the country of whose they are, ``None`` for others."""
    owner = _owner(parse, link, links)
    return None if owner is None else _of(link, owner, "own of", supposed=link.supposed)


def _of(link: ActorLink, other: ActorLink, how: str, *, supposed: tuple[str, ...]) -> ActorLink:
    actor = replace(link.actor, country=other.actor.country)
    return replace(link, actor=actor, reason=f"{link.reason}; {how} {other.actor.name}", supposed=supposed)


def _felled_by(parse: Parse, link: ActorLink, links: Links) -> ActorLink | None:
    """Return the state that brings a weapon down ("it shot down 95 of 143 drones"), which is not its own."""
    words = parse.tokens[link.first : link.last]
    if link.actor.sector != "MIL" or not any(t.lemma in load_nouns().words["strike"] for t in words):
        return None
    up = (link.token, *ancestors(parse, link.token))
    verb = next((parse.tokens[parse.tokens[i].head] for i in up if parse.tokens[i].dep in _OBJECTS), None)
    if verb is None or verb.lemma not in _FELLING:
        return None
    passive = [o for by in children(parse, verb.i, "agent") for o in children(parse, by, "pobj")]
    by = (links.get(subject) for subject in (*children(parse, verb.i, "nsubj"), *passive))
    return next((k for k in by if k is not None and k.actor.sector in _STATE and k.actor.country), None)


def _of_other_state(link: ActorLink, foe: ActorLink, links: Links) -> ActorLink:
    """Return a weapon as that of the only other state that the document names; of none where there are several."""
    states = {k.actor.country for k in links.values() if (k.actor.id or "").startswith("country:")}
    others = sorted(c for c in states - {foe.actor.country} if c)
    if len(others) != 1:
        return link
    # Not marked as supposed: where it comes down says nothing of whose it is.
    reason = f"{link.reason}; brought down by {foe.actor.name}, the other state"
    return replace(link, actor=replace(link.actor, country=others[0]), reason=reason)


def _speaks_for(parse: Parse, link: ActorLink, links: Links) -> ActorLink | None:
    """Return the state that tells what "soldiers" or "the military" did: its own, unless it says otherwise."""
    for verb in ancestors(parse, link.token):
        for subject in children(parse, verb, "nsubj"):
            owner = links.get(subject)
            if owner is not None and owner is not link and owner.actor.sector in _STATE and owner.actor.country:
                return owner if "country" not in owner.supposed else None
    return None


def _beside(parse: Parse, link: ActorLink, links: Links) -> ActorLink | None:
    """Return the person who opens a list that goes on with others like him: "Mahmoud Abbas and 80 other officials"."""
    words = {t.lemma for t in parse.tokens[link.first : link.last]}
    first = links.get(first_conjunct(parse, link.token))
    if "other" not in words or words & _OF_STATES or first is None or first is link:
        return None
    is_of_one = first.actor.country not in _OF_MANY and "country" not in first.supposed
    return first if is_of_one and (first.actor.id or "").startswith("person:") else None


def _owner(parse: Parse, link: ActorLink, links: Links) -> ActorLink | None:
    """Return whose kin or citizens a pronoun says that people are: "his wife", "his son Nicolás", "its citizens in Lebanon"."""
    token = parse.tokens[link.token]
    words = [t.text for t in parse.tokens[link.first : link.token]]
    if any(w in adjectives() for w in (*words, *map(" ".join, pairwise(words)))):
        return None  # "his Spanish wife", "his South Korean wife"
    beside = [token.i, *children(parse, token.i, "appos", "compound"), *([token.head] if token.dep == "appos" else [])]
    nouns = [i for i in beside if parse.tokens[i].lemma in load_nouns().words["own"]]
    for pronoun in (p for i in nouns for p in children(parse, i, "poss")):
        owner = links.get(pronoun)
        if owner is not None and owner.basis == "coreferent" and owner.actor.country not in _OF_MANY:
            return owner
    return None
