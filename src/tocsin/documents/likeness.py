"""Whether one text is a copy of another: by keys that a database can hold, then by the words themselves.

What counts is how much of the *copy* stands in the original, never the reverse:
a copy may be a third of its original, and a long story that opens with an agency's two sentences is no copy of them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from zlib import crc32

from datasketch import MinHash

from tocsin.base.model import Document
from tocsin.documents.wording import Wording, body, wording

# Words in a run that is looked for in other documents.
# Of four, most runs survive the editing of single words; of three, ordinary phrases are shared by everybody.
SHINGLE = 4
# Minima in a signature: the share of equal ones is the shared share of runs, give or take .06.
MINIMA = 64
# Keys per document: its first minima, each alone, so that a copy of a third of the text still shares several.
# With 48, no more copies are found on the half of the articles on which this was chosen.
BANDS = 32
# Documents that share fewer keys than this are chance: a phrase of everybody's.
SHARED_BANDS = 2
_SEED = 4
_SCHEME = "affine32"
_FORM = struct.Struct(f"<BI{MINIMA}I")
_VERSION = 1

# Words in a run that counts as copied: of five on, people who write on the same happening share few by chance.
RUN = 5
# Shorter texts are copies only if they are the same, word for word.
MIN_WORDS = 12
# A copy has at least this share of its words, in and outside quotations, from the original (at .5, outlets that write on
# from an agency's text count as copiers, at .6 one copy in twenty is missed: benchmarks/copies.py) ...
LEAST = 0.55
# ... in a text of fewer words than this at least that one: briefs on one kind of happening have their phrases in common,
# "at least two people are killed and three others are injured in" ...
SHORT_WORDS = 60
LEAST_IN_SHORT = 0.8
# ... and from the same outlet at least this one: an outlet that reuses its background paragraphs goes on with its story.
LEAST_WITHIN_OUTLET = 0.8
# A form letter ("A magnitude 5.1 quake struck near ...") has other names and numbers in the same words:
# as many per hundred words are never a copy's. A short copy has none.
MAX_SWAPS = 3.0
# A swapped name or number stands alone between copied words.
_GAP = 3


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a document's words to find copies: the minima of ``MINIMA`` hash functions over its runs.

    ``size`` is the number of different runs of ``SHINGLE`` words.
    """

    size: int
    minima: tuple[int, ...]

    def __bytes__(self) -> bytes:
        """Return the form that is stored, the same on every machine."""
        return _FORM.pack(_VERSION, self.size, *self.minima)

    @classmethod
    def from_bytes(cls, data: bytes) -> Signature | None:
        """Return the signature that ``bytes()`` made, or ``None`` for one of another version."""
        if len(data) != _FORM.size or data[0] != _VERSION:
            return None
        _, size, *minima = _FORM.unpack(data)
        return cls(size, tuple(minima))

    def common(self, other: Signature) -> float:
        """Return about how many runs two documents share."""
        alike = sum(a == b for a, b in zip(self.minima, other.minima, strict=True)) / MINIMA
        return min(self.size, other.size, alike * (self.size + other.size) / (1 + alike))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two texts share, as shares of words in runs of at least ``RUN`` that both have, in [0, 1].

    ``of_first`` is the share of the first text's words, ``of_second`` of the second's;
    ``reason`` is a sentence with the numbers.
    """

    of_first: float
    of_second: float
    reason: str


def signature(document: Document) -> Signature:
    """Return the signature of the story in a document; furniture, heads and pointers to other stories do not count."""
    found = wording(body(document)).words
    runs = (
        {" ".join(found[i : i + SHINGLE]).encode() for i in range(max(1, len(found) - SHINGLE + 1))} if found else set()
    )
    hashed = MinHash(num_perm=MINIMA, seed=_SEED, hashfunc=crc32, scheme=_SCHEME, permutations=_PERMUTATIONS)
    hashed.update_batch(runs)
    return Signature(len(runs), tuple(int(h) for h in hashed.hashvalues))


# Made once: their making costs as much as hashing a document.
_PERMUTATIONS = MinHash(num_perm=MINIMA, seed=_SEED, scheme=_SCHEME).permutations


def bands(made: Signature) -> tuple[str, ...]:
    """Return the keys of a signature for an index; documents that share ``SHARED_BANDS`` or more may be copies.

    An empty text has none.
    """
    return tuple(f"{i:x}.{h:x}" for i, h in enumerate(made.minima[:BANDS])) if made.size else ()


def is_copy(copy: str, original: str, *, least: float = LEAST) -> Likeness | None:
    """Return how much two texts share if the first is a copy of the second, else ``None``.

    It is one if at least ``least`` of its words, and of those outside quotation marks, stand in runs of ``RUN`` words
    that the other has too, and if names and numbers are not swapped within such runs.
    The reverse need not hold. Of a text shorter than ``SHORT_WORDS``, at least ``LEAST_IN_SHORT`` must stand there.
    Give the story alone (``wording.body``).

    Args:
        copy: the text that may be a copy.
        original: the text that it may repeat, in whole or in part.
        least: the share of its words that a copy has from its original, in [0, 1].
    """
    words = wording(copy)
    least = max(least, LEAST_IN_SHORT) if len(words.words) < SHORT_WORDS else least
    likeness, is_form = _compare(words, wording(original))
    return likeness if likeness and likeness.of_first >= least and not is_form else None


def _compare(first: Wording, second: Wording) -> tuple[Likeness | None, bool]:
    """Return what two wordings share, and whether they fill in one form letter."""
    theirs = frozenset(second.words)
    if min(len(first.words), len(second.words)) < MIN_WORDS:
        same = first.words == second.words and bool(first.words)
        return Likeness(1.0, 1.0, "both texts are the same few words") if same else None, False
    of_first, of_second = _covered(first, second), _covered(second, first)
    shares = _share(first, of_first), _share(second, of_second)
    count = sum(of_first)
    reason = f"{count:,} of its {len(of_first):,} words stand in runs of {RUN} or more that the other has too"
    if len(first.words) < SHORT_WORDS:
        return Likeness(*shares, reason), any(_are_new(first, range(len(of_first)), theirs))
    return Likeness(*shares, reason), 100 * _swaps(first, of_first, theirs) / max(1, count) > MAX_SWAPS


def _are_new(one: Wording, words: range, theirs: frozenset[str]) -> list[bool]:
    """Return of some words whether each is a name or number that the other text has nowhere."""
    return [one.specific[k] and one.words[k] not in theirs for k in words]


def _covered(one: Wording, other: Wording) -> list[bool]:
    """Return of each word of ``one`` whether it stands in a run that ``other`` has too."""
    theirs = set(_runs(other.words))
    covered = [False] * len(one.words)
    for i, run in enumerate(_runs(one.words)):
        if run in theirs:
            covered[i : i + RUN] = [True] * RUN
    return covered


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[k:] for k in range(RUN)), strict=False)


def _share(one: Wording, covered: list[bool]) -> float:
    """Return the covered share of all words or of those outside quotations, whichever is less.

    Reporters who write in their own words quote the same speech.
    """
    own = [c for c, inside in zip(covered, one.quoted, strict=True) if not inside]
    whole = sum(covered) / len(covered)
    # A story that is nearly all quotation is judged by all of its words.
    return min(whole, sum(own) / len(own)) if len(own) >= MIN_WORDS else whole


def _swaps(one: Wording, covered: list[bool], theirs: frozenset[str]) -> int:
    """Return how many names and numbers stand alone between copied words and nowhere in the other text."""
    swaps, at = 0, 0
    for is_copied, group in groupby(covered):
        n = len(list(group))
        if not is_copied and n <= _GAP and at > 0 and at + n < len(covered):
            swaps += sum(_are_new(one, range(at, at + n), theirs))
        at += n
    return swaps
