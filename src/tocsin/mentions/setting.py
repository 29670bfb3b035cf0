"""Setting: where and when the happenings of a document took place.

Each draft takes the place and the time that its own sentence tells (``place``, ``time``);
what the sentence leaves out is taken from the story before it once tellings are joined (``carried``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tocsin.base.model import VERBAL
from tocsin.base.tables import origin_in
from tocsin.mentions.caption import caption_place
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.place import place_of
from tocsin.mentions.time import time_of

_ON_A_VERB_ABOVE = frozenset({"time:on the clause", "time:on the reporting verb"})


def settle(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with place and time, and the reasons for both, in the order given."""
    triggers = {d.token: d for d in drafts}
    spoken_of = frozenset(t for d in drafts if d.entry.type in VERBAL and d.entry.mode != "allege" for t in d.content)
    return [_settled(scene, d, triggers, spoken_of) for d in drafts]


def _settled(scene: Scene, draft: Draft, triggers: Mapping[int, Draft], spoken_of: frozenset[int]) -> Draft:
    place, where = place_of(scene, draft, others=triggers)
    if place is None:
        place = caption_place(scene, draft.token)
        where = "place:of the caption" if place is not None else where
    if place is not None and (own := origin_in(place.reason)):
        where = f"{where}; {own}"
    time, when = time_of(scene, draft)
    if draft.token in spoken_of and draft.entry.type not in VERBAL and when in _ON_A_VERB_ABOVE:
        time, when = (
            None,
            "time:of the act that speaks of it",
        )  # "condemned the attack on Tuesday", "called for a truce on"
    return replace(draft, place=place, time=time, reasons=(*draft.reasons, *draft.paths, where, when), paths=())
