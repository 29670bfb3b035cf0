"""Words by what they are taken for: the tables of ``data/words`` in which a row is a word and its classes."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.base.tables import per_overlay_of, table

ARMS, CAPTIVES, FORCES = "words/arms.tsv", "words/captive_nouns.tsv", "words/forces.tsv"
SITES, TRUCES = "words/sites.tsv", "words/truces.tsv"
# More than there are tables and columns, each with a few overlays.
_KEPT = 64


def word_class(name: str, group: str) -> frozenset[str]:
    """Return the words of a class, as the head of their table says; none where the user's own table took all out.

    Args:
        name: a table ("words/forces.tsv").
        group: one of its classes ("led").
    """
    return _classes(name).get(group, frozenset())


@per_overlay_of(_KEPT)
def _classes(name: str) -> Mapping[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for row in table(name, columns=("word", "class")):
        for group in row.many("class"):
            out.setdefault(group, set()).add(row["word"])
    return {group: frozenset(words) for group, words in out.items()}


@per_overlay_of(_KEPT)
def sectors_of(name: str, column: str) -> Mapping[str, str]:
    """Return the sectors that a column of a table gives to its words."""
    return {row["word"]: row[column] for row in table(name, columns=("word", column)) if row[column]}
