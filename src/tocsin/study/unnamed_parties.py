"""Unnamed parties: when a phrase names nobody ("the rebels"), so that a named party may be meant by it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tocsin.base.model import Actor
from tocsin.base.tables import per_overlay, table
from tocsin.study.coalitions import GANGS
from tocsin.study.side_words import side_words
from tocsin.study.sides import OF_STATE

_FORMER = re.compile(r"\b(?:former|ex|one-time|onetime)\b", re.IGNORECASE)
_JOINT = re.compile(r"\bjoint force\b", re.IGNORECASE)
PARTIES = frozenset({"REB", "PRM", "MIL", "GOV", "CRM", "UAF"})


def is_unnamed(actor: Actor) -> bool:
    """Tell whether a party of a known sector has no name ("the rebels", "Rwanda-backed fighters"): no id, and a noun.

    "Burundian army" is a name: its adjective says whose it is.
    """
    words = [w for w in actor.name.split() if w.casefold() not in ("the", "a", "an", "some") and "-" not in w]
    if actor.id is not None or actor.sector not in PARTIES or not words:
        return False
    if _FORMER.search(actor.name) or _JOINT.search(actor.name):
        return False  # whom a name could be put to is another: former rebels are no rebels
    if len(words) == 1 and words[0].casefold() in side_words()["noun"]:
        return True  # "Rebels" at the head of a sentence
    if not words[-1][:1].islower() or _is_told_apart(actor, words):
        return False
    return actor.sector not in OF_STATE or not any(w[:1].isupper() for w in words)


def _is_told_apart(actor: Actor, words: Sequence[str]) -> bool:
    """Tell whether a phrase tells rebels from others: "Chin insurgents", "local rebel factions", "the rival militia"."""
    if actor.sector not in ("REB", "PRM", GANGS):
        return False
    if actor.sector == "PRM" and _band().search(actor.name.casefold()):
        return True
    of = side_words()
    no_names = (of["faith"], of["plain"], adjectives())
    names = [w for w in words[:-1] if w[:1].isupper() and not any(w.casefold() in plain for plain in no_names)]
    return len(words) > 1 and (bool(names) or any(w.casefold() in of["other"] for w in words))


@per_overlay
def _band() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(side_words()['band'])))})")


@per_overlay
def adjectives() -> frozenset[str]:
    """Return the adjectives and demonyms of states, which tell rebels of one land from those of others only."""
    rows = table("actors/states.tsv", columns=("adjectives", "demonyms"))
    return frozenset(w.casefold() for r in rows for w in (*r.many("adjectives"), *r.many("demonyms")))
