"""The words that tell unnamed parties from named ones, by class: ``data/words/sides.tsv``."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.base.word_classes import by_class


def side_words() -> Mapping[str, frozenset[str]]:
    """Return the words of each class: noun, other, band, plain, faith, state, gear, firm, part."""
    return by_class("words/sides.tsv")
