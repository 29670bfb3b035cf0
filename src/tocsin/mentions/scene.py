"""Lay a reading out for look-ups by token."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from tocsin.base.dateline import datelines
from tocsin.base.homes import most_told_country
from tocsin.base.model import ActorLink, Attribution, Parse
from tocsin.base.reading import Reading
from tocsin.base.tables import per_overlay, table
from tocsin.mentions.draft import Scene
from tocsin.mentions.lexicon import Lexicon
from tocsin.mentions.subjects import make_tree


@per_overlay
def load_kinds() -> Mapping[str, frozenset[str]]:
    """Return the kinds of common nouns (``words/kinds.tsv``) by lemma."""
    return {r["word"]: frozenset(r.many("kinds")) for r in table("words/kinds.tsv", columns=("word", "kinds"))}


def make_scene(reading: Reading, parse: Parse, lexicon: Lexicon) -> Scene:
    """Return the scene of a parsed reading."""
    actor_at: dict[int, tuple[ActorLink, ...]] = {}
    written_at = datelines(parse, reading.document.text)
    for actor in reading.actors:
        if any(start <= actor.start < end for start, end in written_at):
            continue
        actor_at[actor.token] = (*actor_at.get(actor.token, ()), actor)
    spans = [(a.first, a.last, a.token) for a in reading.actors] + [(p.first, p.last, p.token) for p in reading.places]
    return Scene(
        reading=reading,
        parse=parse,
        text=reading.document.text,
        tree=make_tree(parse),
        lexicon=lexicon,
        kinds=load_kinds(),
        actor_at=actor_at,
        place_at={link.token: link for link in reading.places},
        content_of=_contents(reading, parse),
        named=frozenset(i for a in reading.actors if a.basis == "named" for i in range(a.first, a.last)),
        inside=frozenset(i for first, last, head in spans for i in range(first, last) if i != head),
        phrase_at={
            i: a
            for a in sorted(reading.actors, key=lambda a: a.first - a.last)
            if a.token in actor_at
            for i in range(a.first, a.last)
        },
        actors_over=_over(reading.actors),
        placed=frozenset(i for p in reading.places for i in range(p.first, p.last)),
        entity_end={e.first: e.last for e in parse.entities},
        land=most_told_country(reading),
        entity_at={i: e.label for e in parse.entities for i in range(e.first, e.last)},
    )


def _over(actors: Iterable[ActorLink]) -> dict[int, tuple[ActorLink, ...]]:
    """Return for each token the links whose words hold it."""
    out: dict[int, tuple[ActorLink, ...]] = {}
    for link in actors:
        for i in range(link.first, link.last):
            out[i] = (*out.get(i, ()), link)
    return out


def _contents(reading: Reading, parse: Parse) -> dict[int, tuple[Attribution, ...]]:
    """Return for each token the attributions whose content covers it, the shortest content first."""
    starts = [t.start for t in parse.tokens]
    covered: dict[int, list[tuple[int, Attribution]]] = {}
    for attribution in reading.attributions:
        size = sum(piece.end - piece.start for piece in attribution.content)
        for piece in attribution.content:
            for i in range(bisect_left(starts, piece.start), bisect_left(starts, piece.end)):
                covered.setdefault(i, []).append((size, attribution))
    return {i: tuple(a for _, a in sorted(found, key=lambda f: f[0])) for i, found in covered.items()}
