"""What the classes of words in a user's own tables may be: those of ours, and a class that is a part of another with it."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.base.overlay_checks import Check, OneOf, Own, like_ours, sectors
from tocsin.base.tables import Row

# By table, the classes that are parts of others: a word of the first is of the second as well, as the tables' heads say.
WITHIN: Mapping[str, Mapping[str, str]] = {
    "words/arms.tsv": {"men": "arms", "plain": "arms"},
    "words/forces.tsv": {"sure": "force", "materiel": "theirs", "tied": "led", "loyal": "led"},
    "words/sites.tsv": {"guarded": "post", "bare": "whole"},
}
UNNAMED = "unnamed"


def classes_of(name: str, *, open_: bool = False) -> Check:
    """Return the check of the classes of a table; ``open_`` where a word may be of none."""
    known = like_ours(name, "class", open_=open_, several=True)

    def of_ours(row: Row, column: str, own: Own) -> None:
        known(row, column, own)
        given = row.many(column)
        for part, whole in WITHIN[name].items():
            if part in given and whole not in given:
                raise row.bad(
                    f"{column} {row[column]!r} has {part} without {whole}, of which it is a part; "
                    f"allowed: {whole}|{part}, or {whole} alone. Correct it."
                )

    return of_ours


def takes(row: Row, column: str, own: Own) -> None:
    """Check the sector of who takes places, which a party without a name must have: it is told by nothing else."""
    OneOf(sectors, open=UNNAMED not in row.many("class"))(row, column, own)
