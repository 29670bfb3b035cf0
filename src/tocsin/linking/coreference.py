"""Coreference inside one document, by rules: pronouns, "the group", "both leaders", "the president".

A link of basis ``coreferent`` is added for each pronoun or definite phrase that stands for an actor named before.
Rules follow the order of trust of Lee et al. 2013 ("Deterministic coreference resolution based on entity-centric,
precision-ranked rules"): number, then kind, then nearness, subjects before others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.base.model import ActorLink
from tocsin.base.reading import Reading
from tocsin.linking.antecedents import Candidate, candidate_of
from tocsin.linking.definites import of_definite
from tocsin.linking.homes import suppose
from tocsin.linking.pairs import of_both
from tocsin.linking.pronouns import of_pronoun
from tocsin.linking.strangers import is_stranger


def link_coreference(reading: Reading) -> Reading:
    """Return the reading with links for pronouns and definite phrases that stand for actors named before them."""
    parse = reading.parse
    if parse is None or not parse.tokens:
        return reading
    links: dict[int, list[ActorLink]] = {}
    for link in reading.actors:
        links.setdefault(link.token, []).append(link)
    seen: list[Candidate] = []
    out: list[ActorLink] = []
    for token in parse.tokens:
        own = links.get(token.i, [])  # several of a phrase over several countries
        found: Sequence[ActorLink] = ()
        if token.pos == "PRON" or token.dep == "poss":
            found = of_pronoun(parse, token.i, seen)
        if not found and len(own) == 1 and own[0].basis == "typed":
            found = [
                f for f in of_definite(parse, own[0], seen) if not is_stranger(parse, own[0], f, reading.places, seen)
            ]
        if not found and not own and token.lemma in ("leader", "side", "country", "party", "government"):
            found = of_both(parse, token.i, seen)
        current = list(found) or own
        out += current
        seen += [candidate_of(parse, c) for c in current if c.basis != "coreferent" or c.actor.id or c.actor.country]
    return suppose(replace(reading, actors=tuple(out)))
