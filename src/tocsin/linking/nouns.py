"""Common nouns for people and organisations, with the sector of what they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tocsin.base.names import pieces
from tocsin.base.tables import data_folder, table

_TABLES = ("actors/person_nouns.tsv", "actors/group_nouns.tsv")
_COLUMNS = ("noun", "plural", "sector", "kind")


@dataclass(frozen=True, slots=True)
class Noun:
    """One noun: ``kind`` is person or group; ``before``/``after`` are its other pieces around its head."""

    text: str
    sector: str
    kind: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def length(self) -> int:
        """How many pieces the noun takes."""
        return len(self.before) + 1 + len(self.after)


Nouns = Mapping[str, tuple[Noun, ...]]


@lru_cache(maxsize=1)
def load_nouns() -> Nouns:
    """Return the nouns of ``person_nouns.tsv`` and ``group_nouns.tsv`` by the folded piece of their head, longest first."""
    out: dict[str, list[Noun]] = {}
    for name in _TABLES:
        if not data_folder().joinpath(*name.split("/")).is_file():
            continue
        for row in table(name, columns=_COLUMNS):
            for form in dict.fromkeys((row["noun"], row["plural"])):
                parts = tuple(p.casefold() for p in pieces(form))
                if parts:
                    noun = _noun(row["noun"], row["sector"], row["kind"], parts)
                    out.setdefault(parts[len(noun.before)], []).append(noun)
    return {key: tuple(sorted(found, key=lambda n: -n.length)) for key, found in out.items()}


def _noun(text: str, sector: str, kind: str, parts: tuple[str, ...]) -> Noun:
    """Return the noun with its head: the last piece, or the one before "of" ("head of state")."""
    at = next((i - 1 for i, p in enumerate(parts) if i and p in ("of", "in", "for")), len(parts) - 1)
    return Noun(text, sector, kind, parts[:at], parts[at + 1 :])


def noun_at(nouns: Nouns, words: Sequence[str], at: int) -> Noun | None:
    """Return the longest noun whose head is piece ``at``, or ``None``."""
    for noun in nouns.get(words[at].casefold(), ()):
        first, end = at - len(noun.before), at + 1 + len(noun.after)
        if noun.length == 1:
            return noun
        if first < 0 or end > len(words):
            continue
        around = (*words[first:at], *words[at + 1 : end])
        if tuple(w.casefold() for w in around) == noun.before + noun.after:
            return noun
    return None
