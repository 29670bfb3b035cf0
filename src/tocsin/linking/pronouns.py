"""Whom pronouns stand for: "he", "it", "they", "their"."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.base.model import ActorLink, Parse
from tocsin.base.trees import children, conjuncts, first_conjunct, has_to
from tocsin.linking.antecedents import GROUP, NEUTER, PEOPLE, PERSON, PLURAL, STATE, Candidate, linked_as

_SINGULAR = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
# Agencies tell the story, and are hardly meant in it.
_TELLERS = frozenset({"body:reuters", "body:ap", "body:afp"})
# How many sentences back a pronoun looks; a definite phrase looks through the whole document.
_WINDOW = 3


def of_pronoun(parse: Parse, i: int, seen: Sequence[Candidate]) -> list[ActorLink]:
    """Return links to whom a pronoun stands for: the nearest that agrees, several for a plural."""
    word = parse.tokens[i].lemma if parse.tokens[i].pos == "PRON" else parse.tokens[i].text.lower()
    surface = parse.tokens[i].text.lower()
    here = parse.tokens[i].sent
    barred = _clause_subjects(parse, i)
    pool = [c for c in seen if here - c.sent <= _WINDOW and not _inside(c.link, i) and c.link.token not in barred]
    if {word, surface} & _SINGULAR:
        chosen = _nearest(
            parse, [c for c in pool if c.kind == PERSON and (not c.plural or _opens_list(parse, c, i))], i
        )
    elif {word, surface} & NEUTER:
        if _is_expletive(parse, i):
            return []
        whole = [c for c in pool if c.kind in (STATE, GROUP) and c.link.actor.id not in _TELLERS]
        whole = [c for c in whole if _opens_list(parse, c, i)] or whole  # "Gazprombank and its subsidiaries"
        chosen = _nearest(parse, [c for c in whole if not c.plural] or whole, i)
    elif {word, surface} & PLURAL:
        if pair := _pair_here(pool, here):
            return [linked_as(p, parse, i, i + 1, i, f"{surface} → {p.actor.name}") for p in pair]
        chosen = _nearest(parse, [c for c in pool if c.kind in (PEOPLE, GROUP) or c.plural], i)
        if chosen is not None and (joint := _joint(parse, chosen, seen)):
            return [linked_as(j, parse, i, i + 1, i, f"{surface} → {j.actor.name}") for j in joint]
    else:
        return []
    return [linked_as(chosen.link, parse, i, i + 1, i, f"{surface} → {chosen.link.actor.name}")] if chosen else []


def _pair_here(pool: Sequence[Candidate], sent: int) -> list[ActorLink]:
    """Return the two persons of a sentence with nothing plural in it ("X shook hands with Y after their meeting")."""
    mine = [c for c in pool if c.sent == sent]
    people = {
        c.link.actor.id or c.link.actor.name: c.link for c in mine if c.kind == PERSON and c.link.basis == "named"
    }
    return list(people.values()) if len(people) == 2 and not any(c.plural or c.kind == PEOPLE for c in mine) else []


def _clause_subjects(parse: Parse, i: int) -> set[int]:
    """Return the subject that an object pronoun cannot stand for ("X sends Y a letter, urging it to …")."""
    if parse.tokens[i].dep not in ("dobj", "dative", "pobj", "nsubj"):
        return set()
    clause = parse.tokens[parse.tokens[i].head]
    if parse.tokens[i].dep == "nsubj" and not (clause.dep in ("xcomp", "ccomp") and has_to(parse, clause.i)):
        return set()
    at = parse.tokens[i].head
    for _ in range(4):
        subjects = children(parse, at, "nsubj", "nsubjpass")
        if subjects and i not in subjects:
            return {c for s in subjects for c in conjuncts(parse, s)}
        if parse.tokens[at].head == at:
            break
        at = parse.tokens[at].head
    return set()


def _opens_list(parse: Parse, c: Candidate, i: int) -> bool:
    """Tell whether somebody opens the list in which a possessive stands: "X and his brother" are two, of whom he is X."""
    return parse.tokens[i].dep == "poss" and first_conjunct(parse, parse.tokens[i].head) == c.link.token


def _inside(link: ActorLink, i: int) -> bool:
    return link.first <= i < link.last


def _is_expletive(parse: Parse, i: int) -> bool:
    """Tell whether "it" stands for nothing ("it is feared that", "it rained")."""
    head = parse.tokens[parse.tokens[i].head]
    if parse.tokens[i].dep == "expl":
        return True
    return head.lemma in ("be", "seem", "appear") and any(
        parse.tokens[k].dep in ("acomp", "ccomp", "advcl", "xcomp") for k in parse.children[head.i]
    )


def _nearest(parse: Parse, pool: Sequence[Candidate], i: int) -> Candidate | None:
    """Return the best antecedent: same sentence's subject first, then the last sentence's subject, then nearness."""
    here = parse.tokens[i].sent

    def rank(c: Candidate) -> tuple[float, int]:
        return (c.sent - here) * 2 + (2.2 if c.subject else 0.0) + (
            0.5 if c.link.basis == "named" else 0.0
        ), c.link.token

    return max(pool, key=rank, default=None)


def _joint(parse: Parse, chosen: Candidate, seen: Sequence[Candidate]) -> list[ActorLink]:
    """Return all of a coordination when a plural stands for it ("Rubio and Ruto … their")."""
    members = {chosen.link.token}
    todo = [chosen.link.token]
    while todo:
        at = todo.pop()
        kids = children(parse, at, "conj")
        members |= set(kids)
        todo += kids
    joint = [c.link for c in seen if c.link.token in members]
    return joint if len(joint) > 1 else []
