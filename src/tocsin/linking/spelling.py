"""One spelling per name, so that "Tillabéri", "Sana'a" and "Port-au-Prince" are found however they are typed."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import combining, normalize

# Letters that do not fall apart into a base letter and an accent.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ħ": "h", "ə": "a"}
)
_DROPPED = re.compile(r"['’‘ʼʻʿʾ`´.,()\"“”]+")
_SPACE = re.compile(r"[\s\-‐‑–—/_]+")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ'’‘ʼʻʿʾ`´. \-]+")


@lru_cache(maxsize=200_000)
def fold(name: str) -> str:
    """Return the key of a name: no case, accents, apostrophes or full stops; hyphens are spaces.

    "St." and "Mt." are written out, since both forms are common: "St. Louis", "Saint Louis".
    """
    plain = "".join(c for c in normalize("NFKD", name.casefold()).casefold() if not combining(c)).translate(_LETTERS)
    words = _SPACE.sub(" ", _DROPPED.sub("", plain)).split()
    return " ".join(_SHORT.get(word, word) for word in words)


def is_latin(name: str) -> bool:
    """Return whether a name is written in Latin letters only, as English and French news text has it."""
    return _LATIN.fullmatch(name) is not None
