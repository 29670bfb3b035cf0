"""Whom definite phrases stand for: "the rebels", "the president", "the country", "the same army"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tocsin.base.model import ARMED, Actor, ActorLink, Parse
from tocsin.base.trees import children, first_conjunct
from tocsin.base.word_classes import by_class
from tocsin.linking.antecedents import GROUP, PERSON, STATE, Candidate, as_antecedent, office_told
from tocsin.linking.definite_nouns import definite_nouns
from tocsin.linking.pairs import is_both, pair

_REBELS = frozenset({"REB", "PRM", "UAF", "CRM"})
# What a person without a name may be who turns out an assailant: no official, no soldier.
_ANYONE = frozenset({"CVL", "CRM", "UAF", "REF", None})
_FORCES = frozenset({"MIL", "COP"})
# Sentences back to which "the assailant" reaches.
_NEAR = 3


def of_definite(parse: Parse, link: ActorLink, seen: Sequence[Candidate]) -> list[ActorLink]:
    """Return links to the actors that "the rebels", "the president", "both leaders" stand for."""
    token, nouns = parse.tokens[link.token], definite_nouns()
    below = [parse.tokens[k] for k in parse.children[link.token]]
    dets = {t.lemma for t in below if t.dep in ("det", "predet", "nummod")}
    is_many = token.tag in ("NNS", "NNPS")
    if any(t.lemma == "same" for t in below) and token.lemma in nouns["force"]:
        return _same_force(parse, link, seen)
    if dets & {"both", "two"}:
        stands_for_two = is_both(parse, link.token) and (
            token.lemma in nouns["office"] or token.lemma in nouns["state"]
        )
        return pair(parse, link, token.lemma, seen) if stands_for_two and is_many else []
    if not dets & {"the", "this", "that", "these", "those"} or link.last - link.first > 3:
        return []
    if link.actor.country is not None:
        return []
    again = [c for c in seen if c.link.actor.country and parse.tokens[c.link.token].lemma == token.lemma]
    if again and is_many:
        return [as_antecedent(again[-1].link, parse, link, f"the {token.text} again")]
    if token.lemma in nouns["offender"] and (told := _offender(parse, link, seen)):
        return told
    pool = _fitting(parse, link, seen)
    most = Counter(c.link.actor.country for c in seen) if token.lemma in nouns["state"] else Counter[str | None]()
    last = max(pool, key=lambda c: (most[c.link.actor.country], c.link.token), default=None)
    return [as_antecedent(last.link, parse, link, f"the {token.lemma} → {last.link.actor.name}")] if last else []


def _fitting(parse: Parse, link: ActorLink, seen: Sequence[Candidate]) -> list[Candidate]:
    """Return the named actors that can be what a noun with an article stands for: a state, a body, or who holds an office."""
    token, nouns = parse.tokens[link.token], definite_nouns()
    pool = [c for c in seen if c.link.token != link.token and _is_named(c.link)]
    if token.lemma in nouns["state"]:
        return [c for c in pool if c.kind == STATE]
    if token.lemma in nouns["body"]:
        return _bodies(parse, link, pool)
    if token.lemma in nouns["office"] and token.tag == "NN":
        pool = [c for c in pool if c.kind == PERSON and (token.lemma in office_told(c) or c.link.actor.sector == "GOV")]
        return [c for c in pool if token.lemma in office_told(c)] or pool
    return []


def _is_named(link: ActorLink) -> bool:
    """Tell whether a link is of somebody named, or of a word that stands for somebody known: no "its" for "rebels"."""
    return link.basis == "named" or (link.basis != "typed" and link.actor.id is not None)


def _offender(parse: Parse, link: ActorLink, seen: Sequence[Candidate]) -> list[ActorLink]:
    """Return "the assailant" with the country of the person without a name told of last: "a Turkish national"."""
    if parse.tokens[link.token].tag != "NN" or any(parse.tokens[k].dep != "det" for k in parse.children[link.token]):
        return []  # "the man who broke in" is told of by that
    sent = parse.tokens[link.token].sent
    people = [
        c for c in seen if c.link.basis == "typed" and c.kind == PERSON and not c.plural and sent - c.sent <= _NEAR
    ]
    people = [c for c in people if not _is_victim(parse, c.link.token, seen)]
    told = [c.link for c in people if c.link.actor.country is not None and c.link.actor.sector in _ANYONE]
    if not told:
        return []
    person = told[-1].actor
    found = as_antecedent(told[-1], parse, link, f"the {parse.tokens[link.token].lemma} → {person.name}")
    return [replace(found, actor=replace(link.actor, country=person.country, name=person.name))]


def _is_victim(parse: Parse, i: int, seen: Sequence[Candidate]) -> bool:
    """Tell whether something is done to somebody that is not done to offenders ("a tourist was stabbed").

    Whom police or soldiers act on is none ("an Afghan man was shot by police").
    """
    token = parse.tokens[i]
    verb = first_conjunct(parse, token.head)
    agents = [k for a in children(parse, verb, "agent") for k in children(parse, a, "pobj")]
    doers = {*children(parse, verb, "nsubj"), *agents}
    if any(c.link.token in doers and c.link.actor.sector in _FORCES for c in seen):
        return False
    done = by_class("words/verbs.tsv", word="lemma")["to-offender"]
    return token.dep in ("dobj", "nsubjpass") and parse.tokens[token.head].lemma not in done


def _bodies(parse: Parse, link: ActorLink, pool: Sequence[Candidate]) -> list[Candidate]:
    """Return the groups and organisations that a noun can stand for, only those that bear it or were called so if any were."""
    noun, nouns = parse.tokens[link.token].lemma, definite_nouns()
    found = [c for c in pool if c.kind == GROUP and _same_sort(link.actor, c.link.actor)]
    if noun in nouns["gang"]:
        found = [c for c in found if c.link.actor.sector == "CRM"]
    elif noun in nouns["of one state"]:  # those who fight everywhere are militants, no rebels or separatists
        found = [c for c in found if c.link.actor.country != "IMG"]
    found = [c for c in found if c.link.actor.sector != "IGO"] or [c for c in found if not _is_un(c.link.actor)]
    found = [c for c in found if _bears(c.link.actor, noun)] or found
    if noun in nouns["title"]:
        found = [c for c in found if _was_called(parse, c, noun)] or found
    return [c for c in found if _bears_own(parse, link.token, c.link.actor)]


def _same_force(parse: Parse, link: ActorLink, seen: Sequence[Candidate]) -> list[ActorLink]:
    """Return whom "the same army" stands for: the armed group or army that was named last."""
    named = [c.link for c in seen if (c.link.actor.id or "").startswith(("group:", "agency:"))]
    armed = [n for n in named if n.actor.sector in ARMED]
    return [as_antecedent(a, parse, link, f"the same → {a.actor.name}") for a in armed[-1:]]


def _same_sort(a: Actor, b: Actor) -> bool:
    """Tell whether a kind of group can be this group: rebels are rebels, and an army is of a state."""
    same = all((a.sector in side) == (b.sector in side) for side in (_REBELS, _FORCES))
    return a.sector is None or a.sector == b.sector or same


def _bears(actor: Actor, noun: str) -> bool:
    """Tell whether a noun is a part of a name: "the movement" is the March 23 Movement before any other group.

    Every armed band is a group, whatever its name.
    """
    return noun != "group" and noun in actor.name.casefold().split()


def _was_called(parse: Parse, c: Candidate, noun: str) -> bool:
    """Tell whether the text has named somebody by a noun: "the militia" is the Houthi militia before a council named last."""
    return c.link.basis == "named" and parse.tokens[c.link.token].lemma == noun


def _bears_own(parse: Parse, i: int, actor: Actor) -> bool:
    """Tell whether a noun bears no name of its own, or one of the actor's: "the Cobra faction" is no group named before."""
    names = [parse.tokens[k] for k in children(parse, i, "compound", "nmod")]
    own = [t.text.casefold() for t in names if t.pos == "PROPN" and t.text[:1].isupper()]
    return not own or any(w in actor.name.casefold() for w in own)


def _is_un(actor: Actor) -> bool:
    """Tell whether an actor is the United Nations, which nobody calls a group or a movement."""
    return actor.id == "body:un"
