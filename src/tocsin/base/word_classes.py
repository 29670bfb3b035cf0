"""Tables in which a row is a word and the classes that it is of, read as the words of each class."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.base.tables import packaged, per_overlay_of, table

# More than there are such tables, each with a few overlays.
_KEPT = 64


@per_overlay_of(_KEPT)
def by_class(name: str, *, word: str = "word", groups: tuple[str, ...] = ("class",)) -> Mapping[str, frozenset[str]]:
    """Return the words of a table by class; a class of ours that the user's own table empties is there, empty.

    Args:
        name: a table of ``data/`` ("words/forces.tsv").
        word: its column of words.
        groups: its columns of classes; a cell may have several, parted by ``|``.
    """
    columns = (word, *groups)
    out: dict[str, set[str]] = {
        g: set() for row in packaged(name, columns=columns) for c in groups for g in row.many(c)
    }
    for row in table(name, columns=columns):
        for column in groups:
            for group in row.many(column):
                out.setdefault(group, set()).add(row[word])
    return {group: frozenset(words) for group, words in out.items()}
