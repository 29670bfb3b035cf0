"""Antecedents: the actors named so far, with what a word that stands for one of them has to agree with."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.base.model import ActorLink, Parse
from tocsin.base.tables import without_origin
from tocsin.base.trees import children
from tocsin.linking.definite_nouns import definite_nouns

PERSON, GROUP, STATE, PEOPLE, GROUND = "person", "group", "state", "people", "ground"
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor link with what agreement needs to know."""

    link: ActorLink
    kind: str
    plural: bool
    sent: int
    subject: bool


def candidate_of(parse: Parse, link: ActorLink) -> Candidate:
    """Return a link with what agreement needs to know."""
    token = parse.tokens[link.token]
    return Candidate(
        link, _kind(parse, link), _is_plural(parse, link), token.sent, token.dep in ("nsubj", "nsubjpass", "agent")
    )


def _kind(parse: Parse, link: ActorLink) -> str:
    identity = link.actor.id or ""
    if identity.startswith("country:"):
        return STATE
    if identity.startswith("person:"):
        return PERSON
    if identity.startswith(("group:", "body:", "agency:")):
        return GROUP
    token, nouns = parse.tokens[link.token], definite_nouns()
    if (said := token.text.lower()) in PLURAL | NEUTER:
        return PEOPLE if said in PLURAL else GROUP
    if link.basis == "typed" and token.lemma in nouns["ground"]:
        return GROUND
    if token.tag in ("NNS", "NNPS"):
        return PEOPLE
    if token.lemma in nouns["body"] or token.lemma in nouns["state"]:
        return GROUP
    if token.pos == "PROPN":
        is_person = any(e.label == "PERSON" and e.first <= link.token < e.last for e in parse.entities)
        return PERSON if is_person else GROUP
    return PERSON


def _is_plural(parse: Parse, link: ActorLink) -> bool:
    token = parse.tokens[link.token]
    many = token.tag in ("NNS", "NNPS") or token.lemma in ("police", "people") or token.text.lower() in PLURAL
    return many or bool(children(parse, link.token, "conj"))


def linked_as(link: ActorLink, parse: Parse, first: int, last: int, token: int, reason: str) -> ActorLink:
    """Return a link of tokens ``first`` to ``last`` to the actor of another, a little less sure."""
    start, end = parse.tokens[first].start, parse.tokens[last - 1].end
    return ActorLink(start, end, first, last, token, link.actor, "coreferent", reason, link.score * 0.9)


def as_antecedent(link: ActorLink, parse: Parse, phrase: ActorLink, reason: str) -> ActorLink:
    """Return the link of a phrase to the actor that it stands for."""
    return linked_as(link, parse, phrase.first, phrase.last, phrase.token, reason)


def office_told(candidate: Candidate) -> str:
    """Return what tells of an actor's office; the name of a table of the user's own says nothing of it."""
    return without_origin(candidate.link.reason).lower()
