"""Means: the mode of an attack by the weapon that its phrase names, where its row gives none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tocsin.base.tables import per_overlay, table
from tocsin.mentions.draft import Draft, Scene

# Where the means stands: "drones struck", "struck by a missile", "attack with knives", "fired rockets", "a rifle attack".
_SLOTS = ("subj", "by", "with", "mod")


@per_overlay
def weapon_modes() -> Mapping[str, str]:
    """Return weapon noun to the mode of ASSAULT that it means (``words/weapons.tsv``)."""
    return {row["lemma"]: row["mode"] for row in table("words/weapons.tsv", columns=("lemma", "mode"))}


def with_means(scene: Scene, draft: Draft) -> Draft:
    """Return an attack without a mode with that of the weapon in its phrase."""
    if draft.entry.type != "ASSAULT" or draft.entry.mode is not None:
        return draft
    modes = weapon_modes()
    for slot in _SLOTS:
        for token in draft.slots.get(slot, ()):
            mode = modes.get(scene.tree.lemma(token))
            if mode is not None:
                reason = f"mode:{scene.parse.tokens[token].text}"
                return replace(draft, entry=replace(draft.entry, mode=mode), reasons=(*draft.reasons, reason))
    return draft
