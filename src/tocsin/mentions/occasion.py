"""Occasions: what the same two or more actors said and did together in one document happened at one time.

"X and Y called for a ceasefire. … During a call on Friday X and Y discussed …, the ministry confirmed":
the day and the speaker told with one of these joint verbal acts hold for the others that tell none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.base.model import VERBAL
from tocsin.mentions.draft import Draft
from tocsin.mentions.tellings import Happening

_JOINT = VERBAL | {"CONSULT"}


def share_occasion(happenings: Sequence[Happening]) -> list[Happening]:
    """Return the happenings with the time and the speakers of their occasion filled in where they tell none."""
    return [_filled(h, [o.main for o in happenings if o is not h]) for h in happenings]


def _filled(happening: Happening, others: Sequence[Draft]) -> Happening:
    main = happening.main
    together = _together(main)
    if not together:
        return happening
    same = [o for o in others if _together(o) == together]
    time = main.time or next((o.time for o in same if o.time is not None), None)
    said = main.said or next((o.said for o in same if o.said), ())
    shared = [name for name, old, new in (("time", main.time, time), ("speaker", main.said, said)) if new and not old]
    reasons = (*main.reasons, *(f"{name}:of the same occasion" for name in shared))
    return replace(happening, main=replace(main, time=time, said=said, reasons=reasons))


def _together(draft: Draft) -> frozenset[str]:
    """Return the ids of two or more persons acting together in a verbal act or a meeting, else nothing."""
    ids = frozenset(a.actor.id for a in draft.actors if a.actor.id and a.actor.id.startswith("person:"))
    return ids if len(ids) > 1 and draft.entry.type in _JOINT else frozenset()
