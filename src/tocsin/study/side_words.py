"""The words that tell unnamed parties from named ones, by class: ``data/words/sides.tsv``."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.base.tables import per_overlay, table


@per_overlay
def side_words() -> Mapping[str, frozenset[str]]:
    """Return the words of each class: noun, other, band, plain, faith, state, gear, firm, part."""
    out: dict[str, set[str]] = {}
    for row in table("words/sides.tsv", columns=("word", "class")):
        out.setdefault(row["class"], set()).add(row["word"])
    return {name: frozenset(words) for name, words in out.items()}
