"""Paired verbs: acts of words that stand in one list, or of which one says how the other is done, each with its own sides.

"Condemned Germany and accused Israel", "condemned Germany, accusing Israel": the reader model takes both states for the
recipients of either. Deeds are left as they are, for in "attacked Ukraine, killing its envoy" both were hit by one, unless
each is a clause with a subject of its own: "Russia expelled two diplomats after Germany expelled two".
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from tocsin.base.model import VERBAL, Parse
from tocsin.base.trees import INNER, children, coordination, upmost
from tocsin.mentions.draft import Draft, Scene

# From this share on somebody is a party for the model.
_MOSTLY = 0.5
# The slot of a verb that each side has of its own, and how the tree ties it.
_OWN = {"actor": ("subj", ("nsubj",)), "recipient": ("obj", ("dobj", "nsubjpass"))}


def is_of_another(scene: Scene, draft: Draft, token: int, side: str) -> bool:
    """Tell whether somebody is the subject or object of a verb paired with the trigger, which has somebody named as its own.

    Args:
        scene: the reading laid out.
        draft: its trigger and slots.
        token: the head of who may be a party.
        side: ``actor`` or ``recipient``.
    """
    name, deps = _OWN[side]
    own = draft.slots.get(name, ())
    word = scene.parse.tokens[upmost(scene.parse, token, "conj", "appos", *INNER)]
    if word.dep not in deps or token in own:
        return False
    links = [a for t in own for a in scene.actor_at.get(t, ())]
    # "Ten were killed after rebels shelled a school": who was killed was shelled.
    hurt = word.dep == "nsubjpass" and all(scene.parse.tokens[t].dep != "nsubjpass" for t in own)
    if not hurt and _are_clauses(scene.parse, word.head, draft.token):
        return any(a.actor.country is not None for a in links)
    is_named = any(a.basis == "named" for a in links)
    return draft.entry.type in VERBAL and is_named and _are_paired(scene.parse, word.head, draft.token)


def mixed_sides(others: Set[tuple[int, str]], shares: Mapping[tuple[int, object], tuple[float, float]]) -> set[str]:
    """Return the sides on which the reader model takes what is another verb's for the trigger's.

    Args:
        others: who is another verb's (``is_of_another``), by token and side.
        shares: by word and actor what the model gives as actor and as recipient of the trigger.
    """
    return {
        side
        for (token, _), given in shares.items()
        for side, share in zip(_OWN, given, strict=True)
        if (token, side) in others and share > _MOSTLY
    }


def _are_clauses(parse: Parse, a: int, b: int) -> bool:
    """Tell whether one verb is told beside the other with a subject of its own: "expelled two after Germany expelled two"."""
    below = {x for x, y in ((a, b), (b, a)) if parse.tokens[x].dep == "advcl" and parse.tokens[x].head == y}
    return a != b and any(children(parse, x, "nsubj", "nsubjpass") for x in below)


def _are_paired(parse: Parse, a: int, b: int) -> bool:
    hanging = any(parse.tokens[x].dep == "advcl" and parse.tokens[x].head == y for x, y in ((a, b), (b, a)))
    return a != b and (hanging or a in coordination(parse, b))
