"""The words of who is held and freed, with what must stand beside them: ``data/words/captives.tsv``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.base.tables import Row, per_overlay, table
from tocsin.mentions.standing_words import POS

_TELLS = {"begun": (False, True), "holds": (False, False), "freed": (True, False)}


@dataclass(frozen=True, slots=True)
class Telling:
    """One row: the words, what must stand beside them, the slots of who is held and of who holds, and what they tell."""

    words: frozenset[str]
    pos: frozenset[str]
    beside: tuple[str, ...]
    held: tuple[str, ...]
    holder: tuple[str, ...]
    ended: bool
    begun: bool


@per_overlay
def tellings() -> Mapping[str, tuple[Telling, ...]]:
    """Return the rows by lemma, in file order.

    Raises:
        BadTable: a row has an unknown part of speech, or tells of none of the three.
    """
    out: dict[str, list[Telling]] = {}
    for row in table("words/captives.tsv", columns=("words", "pos", "beside", "held", "holder", "tells")):
        made = _telling(row)
        for word in made.words:
            out.setdefault(word, []).append(made)
    return {word: tuple(rows) for word, rows in out.items()}


def _telling(row: Row) -> Telling:
    if row["pos"] not in POS:
        raise row.bad(f"pos {row['pos']!r} is none of {', '.join(POS)}; correct it.")
    if row["tells"] not in _TELLS:
        raise row.bad(f"tells {row['tells']!r} is none of {', '.join(_TELLS)}; correct it.")
    ended, begun = _TELLS[row["tells"]]
    words, held, holder = (tuple(row[c].split(s)) for c, s in (("words", "|"), ("held", "/"), ("holder", "/")))
    return Telling(
        frozenset(words), POS[row["pos"]], tuple(row["beside"].split()), held, tuple(h for h in holder if h), ended, begun
    )  # fmt: skip
