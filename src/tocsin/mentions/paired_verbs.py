"""Paired verbs: acts of words that stand in one list, or of which one says how the other is done, each with its own sides.

"Condemned Germany and accused Israel", "condemned Germany, accusing Israel": the reader model takes both states for the
recipients of either. Deeds are left as they are: in "attacked Ukraine, killing its envoy" both were hit by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from tocsin.base.model import VERBAL, Parse
from tocsin.base.trees import INNER, coordination, upmost
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
    if draft.entry.type not in VERBAL or all(a.basis != "named" for t in own for a in scene.actor_at.get(t, ())):
        return False
    word = scene.parse.tokens[upmost(scene.parse, token, "conj", "appos", *INNER)]
    return word.dep in deps and token not in own and _are_paired(scene.parse, word.head, draft.token)


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


def _are_paired(parse: Parse, a: int, b: int) -> bool:
    hanging = any(parse.tokens[x].dep == "advcl" and parse.tokens[x].head == y for x, y in ((a, b), (b, a)))
    return a != b and (hanging or a in coordination(parse, b))
