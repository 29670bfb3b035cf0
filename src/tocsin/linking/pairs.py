"""Which two are meant by "both leaders", "the two countries", "both sides"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tocsin.base.model import Actor, ActorLink, Parse
from tocsin.base.trees import phrase
from tocsin.linking.antecedents import PEOPLE, PERSON, STATE, Candidate, as_antecedent, office_told
from tocsin.linking.definite_nouns import definite_nouns


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
    """Return the last two actors of the fitting kind that were named together or last ("both leaders")."""
    nouns = definite_nouns()
    kind = STATE if lemma in nouns["state"] else PERSON
    office = lemma if lemma in nouns["office"] - nouns["shared"] else ""
    pool: list[ActorLink] = []
    for c in reversed(list(_distinct(seen))):
        if office not in office_told(c):
            continue
        if (c.kind == kind) or (lemma in ("side", "party") and c.kind != PEOPLE):
            pool.append(c.link)
        if len(pool) == 2:
            break
    if len(pool) < 2:
        return []
    return [as_antecedent(p, parse, link, f"both {lemma}s → {p.actor.name}") for p in reversed(pool)]


def _distinct(seen: Sequence[Candidate]) -> Iterable[Candidate]:
    """Yield the last link to each actor, in text order."""
    last = {(c.link.actor.id or c.link.actor.name): c for c in seen}
    return sorted(last.values(), key=lambda c: c.link.token)
