"""The words of truces by what they tell: ``data/words/truces.tsv``."""

from __future__ import annotations

from tocsin.mentions.word_classes import TRUCES, word_class


def is_word(group: str, word: str) -> bool:
    """Tell whether a lemma, or a verb and its particle, is of a class of the table: truce, deal, reach, end ..."""
    return word.casefold() in word_class(TRUCES, group)
