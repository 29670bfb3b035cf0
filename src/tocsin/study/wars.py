"""Wars: what makes two sides count as at war where nobody says so."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.base.incidents import Step

# How much of a war a telling is, by what its reason has; what has none of these tells of the war itself.
_WEIGHTS = (("[town taken]", 4), ("[town entered]", 3), ("[one fight]", 1), ("ASSAULT/territory", 2), ("ASSAULT", 1))
# Fights between two sides that make a war; a single clash is none.
WAR_FIGHTS = 4


def is_war(steps: Sequence[Step]) -> bool:
    """Tell whether a war is told as one, or its sides fight often enough for it.

    An armed group that takes a town from its state is at war with it, whoever tells it; mere fights need two origins.
    """
    fights: dict[tuple[str, ...], int] = {}
    for step in steps:
        weight = next((w for words, w in _WEIGHTS if words in step.reason), None)
        if weight is None and not step.source.startswith("i_"):
            return True
        weight = weight or 1
        words = step.evidence.text  # an incident and a remark of the same words are one fight
        told = (*step.documents[:1], words) if words else (step.source,)
        fights[told] = max(weight, fights.get(told, 0))
    told_by = {o for s in steps for o in s.origins}
    return sum(fights.values()) >= WAR_FIGHTS and (len(told_by) > 1 or WAR_FIGHTS in fights.values())
