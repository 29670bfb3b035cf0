"""Common nouns for people and organisations, with the sector of what they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tocsin.base.names import pieces
from tocsin.base.tables import Row, per_overlay, table
from tocsin.base.word_classes import by_class

_PHRASE_WORDS = "actors/phrase_words.tsv"
_TABLES = ("actors/person_nouns.tsv", "actors/group_nouns.tsv")
_COLUMNS = ("noun", "plural", "sector", "kind")


@dataclass(frozen=True, slots=True)
class Noun:
    """One noun: ``kind`` is that of its row (person, group, government, armed, police, company, ...).

    ``before``/``after`` are its other pieces around its head.
    ``origin`` says where it stands in the user's own tables, empty for ours.
    """

    text: str
    sector: str
    kind: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    origin: str = ""

    @property
    def length(self) -> int:
        """How many pieces the noun takes."""
        return len(self.before) + 1 + len(self.after)


@dataclass(frozen=True, slots=True)
class Nouns:
    """All nouns by their head piece, folded, longest first; other words by class, with sectors by class and word."""

    by_head: Mapping[str, tuple[Noun, ...]]
    words: Mapping[str, frozenset[str]]
    sectors: Mapping[tuple[str, str], str]


@per_overlay
def load_nouns() -> Nouns:
    """Return the nouns of ``person_nouns.tsv`` and ``group_nouns.tsv`` and the classes of ``phrase_words.tsv``."""
    out: dict[str, list[Noun]] = {}
    for name in _TABLES:
        for row in table(name, columns=_COLUMNS):
            for form in dict.fromkeys((row["noun"], row["plural"])):
                parts = tuple(p.casefold() for p in pieces(form))
                if parts:
                    noun = _noun(row, parts)
                    out.setdefault(parts[len(noun.before)], []).append(noun)
    by_head = {key: tuple(sorted(found, key=lambda n: -n.length)) for key, found in out.items()}
    rows = table(_PHRASE_WORDS, columns=("word", "class", "sector"))
    sectors = {(row["class"], row["word"]): row["sector"] for row in rows if row["sector"]}
    return Nouns(by_head, by_class(_PHRASE_WORDS), sectors)


def _noun(row: Row, parts: tuple[str, ...]) -> Noun:
    """Return the noun with its head: the last piece, or the one before "of" ("head of state")."""
    at = next((i - 1 for i, p in enumerate(parts) if i and p in ("of", "in", "for")), len(parts) - 1)
    return Noun(row["noun"], row["sector"], row["kind"], parts[:at], parts[at + 1 :], row.origin)


def noun_at(nouns: Nouns, words: Sequence[str], at: int) -> Noun | None:
    """Return the longest noun whose head is piece ``at``, or ``None``."""
    for noun in nouns.by_head.get(words[at].casefold(), ()):
        first, end = at - len(noun.before), at + 1 + len(noun.after)
        if noun.length == 1:
            return noun
        if first < 0 or end > len(words):
            continue
        around = (*words[first:at], *words[at + 1 : end])
        if tuple(w.casefold() for w in around) == noun.before + noun.after:
            return noun
    return None
