"""Backdrops: words for a state of affairs or a precaution, of which the sentence tells no more ("amid the civil war")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.base.model import FACT
from tocsin.base.tables import per_overlay, table
from tocsin.mentions.draft import Draft, Scene

_SIDES = "sides"
# From this score on it is told as a happening ("the death toll from the civil war").
_SURE = 0.8


@dataclass(frozen=True, slots=True)
class _Backdrop:
    """What makes such a word a happening of its own, and the words above it that leave it none."""

    unless: tuple[str, ...]
    by: frozenset[str]


def is_backdrop(scene: Scene, draft: Draft) -> bool:
    """Tell whether a draft only names what lies behind the news, or a precaution that somebody orders.

    Never one that is sure, that is not told as fact, or that a row of the user's own gives.
    """
    row = _backdrops().get((scene.tree.lemma(draft.token), draft.entry.pos, draft.entry.type))
    if row is None or draft.entry.is_own or draft.score >= _SURE or draft.status not in FACT:
        return False
    told = any(draft.actors or draft.recipients if u == _SIDES else draft.slots.get(u) for u in row.unless)
    return not told or any(scene.tree.lemma(t) in row.by for t in draft.slots.get("gov", ()))


@per_overlay
def _backdrops() -> Mapping[tuple[str, str, str], _Backdrop]:
    """Return them by lemma, part of speech and type (``words/backdrops.tsv``)."""
    rows = table("words/backdrops.tsv", columns=("word", "pos", "of", "unless", "by"))
    return {(r["word"], r["pos"], r["of"]): _Backdrop(r.many("unless"), frozenset(r.many("by"))) for r in rows}
