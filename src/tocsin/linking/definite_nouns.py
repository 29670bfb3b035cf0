"""The nouns of definite phrases by whom they can stand for: ``data/words/definites.tsv``."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.base.word_classes import by_class


def definite_nouns() -> Mapping[str, frozenset[str]]:
    """Return the lemmas by kind (body, state, office, offender, ground) and by what more is known (force, title, gang ...)."""
    return by_class("words/definites.tsv", word="noun", groups=("kind", "also"))
