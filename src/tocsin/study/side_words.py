"""The words that tell parties, unnamed from named ones and from what is none, by class: ``data/words/sides.tsv``."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.base.word_classes import by_class


def side_words() -> Mapping[str, frozenset[str]]:
    """Return the words of each class: noun, other, band, plain, faith, state, gear, firm."""
    return by_class("words/sides.tsv")
