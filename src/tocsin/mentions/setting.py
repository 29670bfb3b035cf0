"""Setting: where and when the happenings of a document took place.

Each draft takes the place and the time that its own sentence tells (``place``, ``time``);
what the sentence leaves out is taken from the story before it once tellings are joined (``carried``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.place import place_of
from tocsin.mentions.time import time_of

VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


def settle(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with place and time, and the reasons for both, in the order given."""
    triggers = frozenset(d.token for d in drafts)
    return [_settled(scene, d, triggers) for d in drafts]


def _settled(scene: Scene, draft: Draft, triggers: frozenset[int]) -> Draft:
    place, where = place_of(scene, draft, others=triggers)
    time, when = time_of(scene, draft)
    return replace(draft, place=place, time=time, reasons=(*draft.reasons, *draft.paths, where, when), paths=())
