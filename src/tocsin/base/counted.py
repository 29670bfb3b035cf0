"""How a phrase begins that tells of a number of people: "at least 12", "nearly two hundred"."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BEFORE = (
    "the", "at", "least", "most", "some", "about", "around", "nearly", "almost", "more", "than", "over", "another", "other",
)  # fmt: skip
_NUMBERS = (
    r"\d[\d,.]*", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty",
    "seventy", "eighty", "ninety", "dozens", "scores", "hundreds", "thousands", "several",
)  # fmt: skip


def counted(*, before: Iterable[str] = (), numbers: Iterable[str] = ()) -> re.Pattern[str]:
    """Return the pattern of a phrase that begins with a number, for ``match``; one is no number here, which is an article.

    Args:
        before: words that may stand before the number as well ("his two sons").
        numbers: what counts as a number as well ("a dozen").
    """
    words, counts = "|".join((*_BEFORE, *before)), "|".join((*_NUMBERS, *numbers))
    return re.compile(rf"(?:(?:{words}) )*(?:{counts})\b", re.IGNORECASE)
