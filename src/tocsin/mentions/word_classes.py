"""Words by what they are taken for: the tables of ``data/words`` on forces, sites, arms, captives and truces."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.base.tables import per_overlay_of, table
from tocsin.base.word_classes import by_class

ARMS, CAPTIVES, FORCES = "words/arms.tsv", "words/captive_nouns.tsv", "words/forces.tsv"
SITES, TRUCES = "words/sites.tsv", "words/truces.tsv"
# More than there are tables and columns, each with a few overlays.
_KEPT = 64


def word_class(name: str, group: str) -> frozenset[str]:
    """Return the words of a class, as the head of their table says; none where the user's own table took all out.

    Args:
        name: a table ("words/forces.tsv").
        group: one of its classes ("led").

    Raises:
        KeyError: our table has no such class.
    """
    return by_class(name)[group]


@per_overlay_of(_KEPT)
def sectors_of(name: str, column: str) -> Mapping[str, str]:
    """Return the sectors that a column of a table gives to its words."""
    return {row["word"]: row[column] for row in table(name, columns=("word", column)) if row[column]}


def unnamed_sector(noun: str) -> str | None:
    """Return the sector of the party without a name that a noun means in "rebel-held", ``None`` for other nouns."""
    return sectors_of(FORCES, "takes").get(noun) if noun in word_class(FORCES, "unnamed") else None
