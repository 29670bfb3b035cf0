"""The nouns of definite phrases by whom they can stand for: ``data/words/definites.tsv``."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.base.tables import per_overlay, table


@per_overlay
def definite_nouns() -> Mapping[str, frozenset[str]]:
    """Return the lemmas by kind (body, state, office, ground) and by what more is known of them (force, title, gang ...)."""
    out: dict[str, set[str]] = {}
    for row in table("words/definites.tsv", columns=("noun", "kind", "also")):
        for name in (row["kind"], *row.many("also")):
            out.setdefault(name, set()).add(row["noun"])
    return {name: frozenset(nouns) for name, nouns in out.items()}
