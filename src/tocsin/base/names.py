"""Names of people and organisations as sequences of comparable pieces.

A piece is a run of letters and digits without accents, so that "al-Shabaab", "Al Shabaab" and "al-Shabaab's" agree,
and so do "U.S." and "US". Pieces keep their capitals; compare ``casefold`` where capitals do not matter.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import combining, normalize

# Letters that do not fall apart into a base letter and an accent.
_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "ı": "i", "æ": "ae"})
_PIECE = re.compile(r"[^\W_]+")
# "U.S.", "D.R.", "U.N" and the like; the last full stop may be missing.
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){1,5}[^\W\d_]\b\.?|\b(?:[^\W\d_]\.){2,6}")
# Apostrophes inside a word are left out ("Sana'a", "Kata'ib"), except before a possessive s.
_INNER = re.compile(r"(?<=[^\W\d_])['’‘ʼʻʿʾ`´](?=[^\W\d_])(?!s\b)")
# A name this short in capitals is an acronym, not an ordinary word in a headline.
ACRONYM_LENGTH = 8
_SMALL = frozenset({"of", "the", "and", "for", "in", "to", "de", "du", "des", "la", "le", "et", "on", "al"})


def plain(text: str) -> str:
    """Return the text without accents, capitals kept."""
    if text.isascii():
        return text
    return "".join(c for c in normalize("NFKD", text.translate(_LETTERS)) if not combining(c))


@lru_cache(maxsize=100_000)
def pieces(text: str) -> tuple[str, ...]:
    """Return the pieces of a name or of one token: ``U.S.-backed`` gives ``US``, ``backed``."""
    if text.isalnum() and text.isascii():
        return (text,)
    text = plain(text)
    if "." in text:
        text = _DOTTED.sub(lambda found: found.group().replace(".", "") + " ", text)
    return tuple(_PIECE.findall(_INNER.sub("", text)))


def is_acronym(name: str) -> bool:
    """Tell whether a name is a short one that only counts in its own capitals: M23, FARDC, ISIS-K, UN."""
    letters = [c for c in name if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    if " " in name or not letters or len(letters) > ACRONYM_LENGTH:
        return False
    has_digit = any(c.isdigit() for c in name)
    return upper * 2 > len(letters) and (upper >= 2 or has_digit)


def initials(name: str) -> str:
    """Return the initials of a name's capitalised words: "People's Protection Units" gives ``PPU``."""
    return "".join(p[0] for p in pieces(name) if p[0].isupper() and p.casefold() not in _SMALL)


def surname(name: str) -> str:
    """Return the last piece of a personal name, folded: the one that later mentions repeat."""
    parts = [p for p in pieces(name) if p.casefold() not in ("jr", "sr", "ii", "iii", "iv")]
    return parts[-1].casefold() if parts else ""
