"""The phrases of ``data/words/holding.tsv`` as patterns over the codes of a line (``holding_items``)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tocsin.base.tables import Row, per_overlay, table
from tocsin.mentions.holding_items import DEICTIC, FORCE, NAME, OWNER, PLACE, PRONOUN

# Who is who in a phrase; the table's head says what each letter is.
ROLES = "TLHGSBKI"
# Behind these "its" is of a thing that the phrase does not tell.
_OPEN = frozenset({"to", "under", "with"})
_ANY = ""  # stands for the word of a phrase that needs none
_GAP = r"(?:[a-z'-]+ ){0,4}?"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row: what a line must have, and who is who in it."""

    text: str
    pattern: re.Pattern[str]
    context: bool
    after: bool
    freed: bool
    sole: bool
    home: bool
    said: bool
    needed: tuple[frozenset[str], ...]  # of each of these a line must have a word

    @property
    def gapped(self) -> bool:
        """Tell whether its verb stands with another side: "the rebels hold X, and the army Y"."""
        return self.text.startswith("X ")

    @property
    def bracketed(self) -> bool:
        """Tell whether the holder stands in brackets behind the place, where the long form of a name may stand too."""
        return self.text.endswith(")")


@per_overlay
def phrases() -> tuple[Phrase, ...]:
    """Return the rows of the table, the longest first: it says most.

    Raises:
        BadTable: a phrase has no place, or nobody in it.
    """
    columns = ("phrase", "name", "context")
    rows = (_phrase(row) for row in table("words/holding.tsv", columns=columns))
    return tuple(sorted(rows, key=lambda p: -len(p.text.split())))


def _phrase(row: Row) -> Phrase:
    words = row["phrase"].split()
    if not any(w.partition(":")[0] == "P" for w in words) or not ({w[0] for w in words} & set(ROLES) or row["context"]):
        raise row.bad("a phrase needs P and one of T, L, H, S, G, B, K, I; correct it.")
    named = row["name"] == "y"
    pattern = "".join(_element(w, n, named=named, owns=_owns(words, n)) for n, w in enumerate(words))
    return Phrase(
        row["phrase"],
        re.compile(rf"(?<!\S){pattern}"),
        bool(row["context"]),
        row["context"] == "after",
        row["context"] == "freed",
        row["context"] == "sole",
        row["context"] == "home",
        row["context"] == "said",
        tuple(frozenset(w.split("|")) for w in words if not (w[0].isupper() or w.endswith("?") or w == "...")),
    )


def _owns(words: Sequence[str], n: int) -> bool:
    """Tell whether a side of a phrase may be told by "its" or "their": not where it ends on "under its (fire)"."""
    owned = n + 1 < len(words) and words[n + 1] in ("'s", "'s?")
    return owned or not n or not _OPEN & set(words[n - 1].split("|"))


def _element(word: str, n: int, *, named: bool, owns: bool) -> str:
    if word == "O":
        return rf"(?:{PLACE}|{NAME}|{DEICTIC}|{PRONOUN}) "
    if word == "X":
        return rf"(?:{FORCE}|{PRONOUN}) "
    if word == "...":
        return _GAP
    role, _, own = word.partition(":")
    if role in (*ROLES, "P") and own:
        return rf"(?P<{role}{n}>{own}) "
    if word == "P":
        return rf"(?P<P{n}>{PLACE}|{DEICTIC}|{PRONOUN}{'|' + NAME if named else ''}) "
    if word in ROLES:
        return rf"(?P<{word}{n}>{FORCE}|{PRONOUN}{'|' + OWNER if owns else ''}) "
    optional = word.endswith("?")
    options = "|".join(re.escape(w) for w in word.rstrip("?").split("|"))
    return rf"(?:(?:{OWNER} )?(?:{options}) ){'?' if optional else ''}"


def possible(words: frozenset[str]) -> tuple[Phrase, ...]:
    """Return the phrases that a line of such words may have, the longest first: most sentences may have none."""
    rows, by_word = phrases(), _by_word()
    found = sorted({n for w in {*words, _ANY} & by_word.keys() for n in by_word[w]})
    return tuple(rows[n] for n in found if not any(words.isdisjoint(w) for w in rows[n].needed))


@per_overlay
def _by_word() -> Mapping[str, tuple[int, ...]]:
    """Return the numbers of the phrases by the words of their rarest part: the one with the longest words."""
    out: dict[str, tuple[int, ...]] = {}
    for n, phrase in enumerate(phrases()):
        for word in max(phrase.needed, key=lambda part: min(map(len, part)), default=frozenset({_ANY})):
            out[word] = (*out.get(word, ()), n)
    return out


@per_overlay
def vocabulary() -> frozenset[str]:
    """Return the common words that some phrase needs."""
    found = (w for p in phrases() for e in p.text.split() for w in e.rstrip("?").split("|"))
    return frozenset(w for w in found if w.islower())
