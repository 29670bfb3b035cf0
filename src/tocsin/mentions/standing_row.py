"""The row of a relation that is told by more than one word: it has no slots, since its sides are found otherwise."""

from __future__ import annotations

from tocsin.base.relations import RelationKind
from tocsin.mentions.standing_words import Standing


def bare_row(lemma: str, kind: RelationKind, *, ended: bool) -> Standing:
    """Return the row of a word that tells of a kind of relation, or that it is no more."""
    none: frozenset[str] = frozenset()
    return Standing(lemma, none, "", none, kind, (), (), (), weak=False, ended=ended, begun=False)
