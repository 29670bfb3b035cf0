"""Parties: who acts and who is acted on, by the frame's slots and by the reader model together.

Each candidate of a side is weighed (``data/weights/parties.tsv``): the share that the model gives it on this side and on
the other, and whether the slots put it there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tocsin.base.logistic import fitted, log_odds, share_of
from tocsin.base.model import ActorLink, Status
from tocsin.base.senses import Sense
from tocsin.mentions.about import governed_tokens
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.fallback import is_ground
from tocsin.mentions.roles import actors_of, key_of

# From this score on somebody is a party.
KEEP = 0.5
_BY_READER = "actor:reader"
# What is neither an actor nor acted on (the annotation guide: hazards have neither).
_NOBODY = frozenset({"HAZARD"})
SIDES = ("actor", "recipient")
# A name that the slots do not give is a candidate from this share on.
_ASK = 0.1
_OF = frozenset({"of", "from"})
_OWNING = frozenset({"poss", "compound", "nmod", "amod"})
_INSIDE = frozenset({"compound", "amod", "nmod", "nummod", "det", "case", "punct"})


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who may stand on a side of a happening, with what speaks for it and the share of such that are right."""

    link: ActorLink
    side: str
    features: Mapping[str, float]
    score: float


def with_parties(scene: Scene, draft: Draft) -> Draft:
    """Return the draft with both sides as slots and model together give them."""
    sense = scene.reading.senses.get(draft.token)
    if sense is None or draft.entry.type in _NOBODY:
        return draft
    best: dict[object, Party] = {}
    for p in parties(scene, draft, sense):
        key = key_of(p.link)
        if p.score >= KEEP and (key not in best or p.score > best[key].score):
            best[key] = p
    sides = {s: (*(p.link for p in best.values() if p.side == s), *_unread(draft, s, sense, best)) for s in SIDES}
    why = tuple(f"{p.side}:reader {p.score:.2f}={p.link.reason}" for p in best.values() if not p.features["slot"])
    return replace(draft, actors=sides["actor"], recipients=sides["recipient"], paths=(*draft.paths, *why))


def without_askers(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts without the reader's actors who only ask for the happening: who calls for a truce holds none."""
    governed = governed_tokens(drafts)
    return [_unasked(d, governed.get(d.token)) for d in drafts]


def _unasked(draft: Draft, by: Draft | None) -> Draft:
    if by is None or by.token == draft.token or by.entry.frame.content_status != Status.REQUESTED:
        return draft
    if not any(p.startswith(_BY_READER) for p in draft.paths):
        return draft
    askers = {key_of(a) for a in by.actors}
    return replace(draft, actors=tuple(a for a in draft.actors if key_of(a) not in askers))


def _unread(draft: Draft, side: str, sense: Sense, best: Mapping[object, Party]) -> list[ActorLink]:
    """Return those whom the slots give from outside the stretch that the model read."""
    return [a for a in _given(draft, side) if not sense.first <= a.token < sense.last and key_of(a) not in best]


def _given(draft: Draft, side: str) -> tuple[ActorLink, ...]:
    return draft.actors if side == "actor" else draft.recipients


def parties(scene: Scene, draft: Draft, sense: Sense) -> Iterator[Party]:
    """Yield everybody who may stand on either side, weighed, in text order."""
    mutual = any(len(union) > 1 for union in draft.entry.frame.actor)
    given = {s: {key_of(a) for a in _given(draft, s)} for s in SIDES}
    links = {(a.token, key_of(a)): a for s in SIDES for a in _given(draft, s) if sense.first <= a.token < sense.last}
    here = scene.parse.tokens[draft.token].sent
    for link in _seen(scene, sense):
        if scene.parse.tokens[link.token].sent > here:
            continue  # who is named only later in the story is seldom meant
        links.setdefault((link.token, key_of(link)), link)
    for (token, key), link in sorted(links.items(), key=lambda item: item[0][0]):
        shares = sense.roles.get(token, (0.0, 0.0))
        if mutual:  # whichever side the model sees somebody on, both act
            shares = (min(1.0, shares[0] + shares[1]), 0.0)
        for n, side in enumerate(SIDES):
            other = SIDES[1 - n]
            features = {
                "bias": 1.0,
                "reader": log_odds(shares[n]),
                "reader_other": log_odds(shares[1 - n]),
                "slot": float(key in given[side]),
                "slot_other": float(key in given[other]),
                "recipient": float(side == "recipient"),
                "side_filled": float(key not in given[side] and bool(given[side])),
                "far": float(scene.parse.tokens[token].sent != here),
            }
            yield Party(link, side, features, share_of(features, fitted("parties")))


def _seen(scene: Scene, sense: Sense) -> Iterator[ActorLink]:
    """Yield those whom the model sees on a side: linked ones, and names and owners that the word itself stands for."""
    for token, shares in sense.roles.items():
        if max(shares[:2]) < _ASK or is_ground(scene, token) or _is_within(scene, token):
            continue
        word = scene.parse.tokens[token]
        if token not in scene.actor_at and (word.dep in _INSIDE or word.pos not in ("NOUN", "PROPN")):
            continue
        yield from (link for link, _ in actors_of(scene, token, "obj"))


def _is_within(scene: Scene, token: int) -> bool:
    """Tell whether a word is part of somebody's phrase: "Sudan" of "Sudan's army", "Bengal" of "the Bay of Bengal"."""
    if token in scene.inside and token not in scene.actor_at:
        return True
    word = scene.parse.tokens[token]
    above = scene.parse.tokens[word.head]
    if word.dep == "pobj" and above.lemma in _OF:
        above = scene.parse.tokens[above.head]
    elif word.dep not in _OWNING:
        return False
    return above.i != token and above.i in scene.actor_at
