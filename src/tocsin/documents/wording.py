"""A text as words that can be compared: spelling, number formats, quotation marks and page furniture do not count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tocsin.base.model import Document, RegionKind
from tocsin.base.names import plain

# Most letters of English news are ASCII once the typographer's marks are; "<" and ">" stand for the marks of quotation.
_MARKS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": "<", "„": "<", "«": "<", "”": ">", "»": ">", "–": "-", "—": "-",
                        "…": ".", "\xa0": " ", "<": " ", ">": " "})  # fmt: skip
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[%\n.!?:;\"<>]")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,6}")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# What a sentence starts after: a capital there says nothing.
_STARTS_AFTER = frozenset('\n.!?:"<>')
# Newspapers write small numbers, months and shares in words, in digits or short, each in its own style.
_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SAME = {word: str(n) for n, word in enumerate((*_UNITS, *_TEENS))} | {"%": "percent", "second": "2nd", "third": "3rd"}
_SAME |= {word: str(n) for n, word in zip(range(30, 100, 10), _TENS, strict=True)}
_MONTHS = ("january", "february", "march", "april", "june", "july", "august", "september", "october", "november")
_SAME |= {name: name[:3] for name in (*_MONTHS, "december")} | {"sept": "sep"}


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text in order.

    ``specific[i]``: word ``i`` is a number or a name by its capital inside a sentence;
    ``quoted[i]``: it stands between quotation marks.
    """

    words: tuple[str, ...]
    specific: tuple[bool, ...]
    quoted: tuple[bool, ...]


def body(document: Document) -> str:
    """Return the text of the story: regions of kind ``BODY``, one a line; a document without regions is all story."""
    if not document.regions:
        return document.text
    kept = (document.text[r.start : r.end] for r in document.regions if r.kind is RegionKind.BODY)
    return "\n".join(kept)


# A document is compared with several others in a row; the cache holds a batch and what it is compared with.
@lru_cache(maxsize=256)
def wording(text: str) -> Wording:
    """Return the words of a text: lower case, without accents and apostrophes, numbers in one format."""
    text = plain(text.translate(_MARKS))
    text = _THOUSANDS.sub("", _DOTTED.sub(lambda found: found[0].replace(".", "") + " ", text))
    words: list[str] = []
    specific: list[bool] = []
    quoted: list[bool] = []
    before, inside = "\n", False
    for token in _TOKEN.findall(text):
        if token[0].isalnum() or token == "%":
            word = token.replace("'", "").casefold()
            word = _SAME.get(word, word)
            words.append(word)
            specific.append(word[0].isdigit() or (token[0].isupper() and before not in _STARTS_AFTER))
            quoted.append(inside)
        elif token in '<>"\n':
            # A quotation whose closing mark was lost ends with its paragraph.
            inside = token == "<" or (token == '"' and not inside)
        before = token
    return Wording(tuple(words), tuple(specific), tuple(quoted))
