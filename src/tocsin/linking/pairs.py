"""Which two are meant by "both leaders", "the two countries", "both sides"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tocsin.base.model import Actor, ActorLink, Parse
from tocsin.base.states import states
from tocsin.base.trees import phrase
from tocsin.linking.antecedents import PEOPLE, PERSON, STATE, Candidate, as_antecedent, office_told
from tocsin.linking.definite_nouns import definite_nouns

# Whoever is of one of these sectors can stand for a state.
_RULERS = frozenset({"GOV", "MIL"})
# Prepositions before the land in which something is.
_WHERE = frozenset({"over", "in", "inside", "within", "at", "near", "across", "throughout", "into", "through"})


def is_both(parse: Parse, i: int) -> bool:
    """Tell whether a plural names two that are known ("both leaders", "the two leaders"; not "two leaders")."""
    words = {parse.tokens[k].lemma: parse.tokens[k].dep for k in parse.children[i]}
    return "both" in words or (
        "two" in words and ("poss" in words.values() or bool(words.keys() & {"the", "these", "those"}))
    )


def of_both(parse: Parse, i: int, seen: Sequence[Candidate]) -> list[ActorLink]:
    """Return links to the two for whom a plural stands that is no actor itself ("both sides")."""
    first, last = phrase(parse, i)
    if not is_both(parse, i):
        return []
    stand_in = ActorLink(
        parse.tokens[first].start, parse.tokens[last - 1].end, first, last, i, Actor(None, "", None, None), "typed", ""
    )
    return pair(parse, stand_in, parse.tokens[i].lemma, seen)


def pair(parse: Parse, link: ActorLink, lemma: str, seen: Sequence[Candidate]) -> list[ActorLink]:
    """Return the last two actors of the fitting kind that were named together or last ("both leaders").

    Lands that are named only as where something is come last.
    """
    nouns = definite_nouns()
    kind = STATE if lemma in nouns["state"] else PERSON
    office = lemma if lemma in nouns["office"] - nouns["shared"] else ""
    apart = [c for c in seen if not _is_ground(parse, c)]
    pool = _last_two(apart, kind, lemma, office)
    pool = pool if len(pool) == 2 else _last_two(seen, kind, lemma, office)
    if len(pool) < 2:
        return []
    return [as_antecedent(p, parse, link, f"{parse.tokens[link.token].text} → {p.actor.name}") for p in reversed(pool)]


def _last_two(seen: Sequence[Candidate], kind: str, lemma: str, office: str) -> list[ActorLink]:
    """Return the last two actors of a kind, from the last on."""
    pool: list[ActorLink] = []
    told = _by_state(seen) if kind == STATE and _are_two(seen) else seen
    for c in reversed(list(_distinct(told))):
        if office not in office_told(c):
            continue
        if (c.kind == kind) or (lemma in ("side", "party") and c.kind != PEOPLE):
            pool.append(c.link)
        if len(pool) == 2:
            break
    return pool


def _are_two(seen: Sequence[Candidate]) -> bool:
    """Tell whether all who are named so far are of two countries: no doubt which two."""
    return len({c.link.actor.country for c in seen if c.link.actor.country in states()}) == 2


def _by_state(seen: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates, those who hold an office of a state as that state: "both countries" met by their presidents."""
    found = []
    for c in seen:
        state = (
            states().get(c.link.actor.country or "") if c.kind == PERSON and c.link.actor.sector in _RULERS else None
        )
        found.append(c if state is None else replace(c, kind=STATE, link=replace(c.link, actor=state)))
    return found


def _is_ground(parse: Parse, candidate: Candidate) -> bool:
    """Tell whether a country is named as where something is: over Syria two others meet ("to avoid collisions over Syria")."""
    word = parse.tokens[candidate.link.token]
    return candidate.kind == STATE and word.dep == "pobj" and parse.tokens[word.head].lemma in _WHERE


def _distinct(seen: Sequence[Candidate]) -> Iterable[Candidate]:
    """Yield the last link to each actor, in text order."""
    last = {(c.link.actor.id or c.link.actor.name): c for c in seen}
    return sorted(last.values(), key=lambda c: c.link.token)
