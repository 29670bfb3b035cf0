"""A row as ``relations.tsv`` has it, for what the other tables tell: they share its rule, its status and its kinds."""

from __future__ import annotations

from tocsin.base.relations import RelationKind
from tocsin.mentions.standing_words import Standing


def told_row(
    kind: RelationKind,
    lemma: str,
    above: str = "",
    *,
    ended: bool,
    begun: bool = False,
    origin: str = "",
    dated: bool = True,
) -> Standing:
    """Return a row without slots; ``above`` and ``origin`` say in a relation's reason which telling it was."""
    none: frozenset[str] = frozenset()
    return Standing(
        lemma, none, above, none, kind, (), (), (), weak=False, ended=ended, begun=begun, origin=origin, dated=dated
    )
