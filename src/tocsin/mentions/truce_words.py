"""The words of truces by what they tell: ``data/words/truces.tsv``."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.base.tables import per_overlay, table


def is_word(group: str, word: str) -> bool:
    """Tell whether a lemma, or a verb and its particle, is of a class of the table: truce, deal, reach, end ..."""
    return word.casefold() in _words().get(group, frozenset())


@per_overlay
def _words() -> Mapping[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for row in table("words/truces.tsv", columns=("word", "class")):
        out.setdefault(row["class"], set()).add(row["word"])
    return {name: frozenset(words) for name, words in out.items()}
