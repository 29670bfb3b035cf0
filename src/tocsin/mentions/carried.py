"""Carried settings: where and when a happening took place that its own sentences do not tell.

A story stays where it is until it says that it goes elsewhere:
"Police at the scene arrested two people" is where the attack told before it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.place import far_place_of
from tocsin.mentions.tellings import FACT, Happening, times_fit

# What happens on the ground goes on where the story before it did.
_ON_THE_GROUND = frozenset({"ASSAULT", "COERCE", "PROTEST", "HAZARD", "MOBILIZE"})


def carry_setting(scene: Scene, happenings: Sequence[Happening]) -> list[Happening]:
    """Return the happenings, those without a place at that of the story before them, in the order given."""
    triggers = frozenset(d.token for h in happenings for d in (h.main, *h.also))
    out: dict[int, Happening] = {}
    last: Draft | None = None
    for n in sorted(range(len(happenings)), key=lambda n: happenings[n].main.token):
        main = happenings[n].main
        if main.entry.type in _ON_THE_GROUND:
            if main.place is None:
                main = _placed(scene, main, last, triggers)
            if main.place is not None and main.status in FACT:
                last = main
        out[n] = replace(happenings[n], main=main)
    return [out[n] for n in range(len(happenings))]


def _placed(scene: Scene, draft: Draft, last: Draft | None, triggers: frozenset[int]) -> Draft:
    place, reason = far_place_of(scene, draft, triggers)
    if place is None and last is not None and times_fit(draft.time, last.time):
        place, reason = last.place, "place:of the happening before"
    return replace(draft, place=place, reasons=(*draft.reasons, reason)) if place is not None else draft
