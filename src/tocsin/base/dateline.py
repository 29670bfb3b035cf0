"""Where a dateline ends: "GOMA, Congo, Jan 27 (AFP) -" says where and when the writer is, not what happened.

And the outlets that a paragraph closes with, "(AFP via France 24) (The Jerusalem Post)": who tells of it, not who did it.
"""

from __future__ import annotations

import re

from tocsin.base.model import Parse

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:,? ?(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?)"
_CREDIT = r"(?: ?[(/][^()/\n]{2,40}[)/])"
# What follows begins a sentence: "Rebels — who ..." is none.
_GOES_ON = r"(?=[\"“‘'(\[]*[A-Z0-9])"
_DASH = rf"(?:\s*(?:[—–―]|--)\s*|\s+-\s+){_GOES_ON}"
_CAPITALS = r"[A-Z][A-Z'’.\-]+(?:[ /][A-Z][A-Z'’.\-]*){0,3}"
_NAME = r"[A-Z][\w'’.\-]*(?: (?:of|de|du|the|and|[A-Z][\w'’.\-]*)){0,5}"
_AFTER = rf"(?:, {_NAME}){{0,3}}"
# A place in capitals, or one with a credit or a date; a long dash alone also serves after a place and its country.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_CAPITALS}{_AFTER}{_DAY}?{_CREDIT}?{_DAY}?(?:{_DASH})",
        rf"{_NAME}{_AFTER}(?:{_DAY}?{_CREDIT}{_DAY}?|{_DAY})(?:{_DASH})",
        rf"[A-Z][\w'’.\-]+(?: [A-Z][\w'’.\-]+){{0,2}}(?:, [A-Z][\w'’.\-]+(?: [A-Z][\w'’.\-]+){{0,2}})?\s*(?:—|--)\s*{_GOES_ON}",
    )
)
_OUTLETS = re.compile(r"(?<=[.!?”\"'’)\]])\s*(?:\((?=[^()\n]*[A-Z])[^()\n]{2,60}\)\s*)+$", re.MULTILINE)
# No dateline is longer.
LONGEST = 140


def dateline_end(paragraph: str) -> int:
    """Return the length of the dateline with which a paragraph begins, its dash included; 0 where there is none."""
    head = paragraph[:LONGEST]
    return next((m.end() for form in _FORMS if (m := form.match(head))), 0)


def datelines(parse: Parse, text: str) -> tuple[tuple[int, int], ...]:
    """Return the datelines of a parsed text as ``[start, end)`` offsets."""
    begins = {s.paragraph: s.start for s in reversed(parse.sentences)}
    ends = ((start, dateline_end(text[start : start + LONGEST])) for start in sorted(begins.values()))
    return tuple((start, start + length) for start, length in ends if length)


def outlets(text: str) -> tuple[tuple[int, int], ...]:
    """Return the outlets in parentheses behind the last sentence of each paragraph as ``[start, end)`` offsets."""
    return tuple(m.span() for m in _OUTLETS.finditer(text))
