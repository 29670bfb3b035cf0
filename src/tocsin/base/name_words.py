"""What the words in a name tell of a body that no table has."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.base.tables import per_overlay, table

_TABLE = "actors/name_words.tsv"


@per_overlay
def name_words() -> Mapping[str, frozenset[str]]:
    """Return the words in names by the sector that they tell, in the order in which sectors count; ``""`` is nobody."""
    out: dict[str, set[str]] = {}
    for row in table(_TABLE, columns=("words", "place", "sector")):
        if not row["place"]:
            out.setdefault(row["sector"], set()).add(row["words"])
    return {sector: frozenset(words) for sector, words in out.items()}


def is_agreement(noun: str) -> bool:
    """Tell whether a name that ends in this word is nobody's: an agreement, a law ("the Lusaka Accord")."""
    return noun[:1].isupper() and noun.casefold() in name_words().get("", frozenset())


@per_overlay
def union_names() -> tuple[str, ...]:
    """Return how the names of bodies of a union of states begin, also those that no table has."""
    rows = table(_TABLE, columns=("words", "place"))
    return tuple(f"{row['words']} " for row in rows if row["place"] == "beginning")
