"""What pasted text and an address tell: title, day, author, outlet, and whether it is one story or a live page."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from urllib.parse import urlsplit

from tocsin.base.model import Region, RegionKind, RelatedItem
from tocsin.documents.furniture import TIME_ALONE, TITLE

# A story has one time of publication and perhaps one of change; more, each before a paragraph, are a live page's.
MAX_ENTRIES = 4

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_BY = re.compile(r"^(?:by|from|written by|story by|author|posted by|text by|words by):? +", re.IGNORECASE)
_AFTER_NAME = re.compile(r"\s*(?:[|•/–—,]| in (?=[A-Z])).*$")


def entries(regions: tuple[Region, ...]) -> int:
    """Return how many times of day or dates stand alone right before words of the story."""
    pairs = pairwise(regions)
    return sum(1 for time, next_ in pairs if time.reason == TIME_ALONE and next_.kind is RegionKind.BODY)


def title_of(text: str, regions: tuple[Region, ...]) -> str | None:
    """Return the line that stands above the story as its title."""
    return next((text[r.start : r.end].strip() for r in regions if r.reason == TITLE), None)


def author_of(text: str, regions: tuple[Region, ...]) -> str | None:
    """Return the name in the byline ("By …")."""
    for region in regions:
        words = text[region.start : region.end].strip()
        if region.reason == "byline" and _BY.match(words):
            return _AFTER_NAME.sub("", _BY.sub("", words)) or None
    return None


def day_of(text: str, regions: tuple[Region, ...]) -> date | None:
    """Return the day on the page's own line of date, above the story or below its byline.

    Only dates with a year, and only from lines that are nothing but a date, are taken;
    dates in teasers and between paragraphs are not the story's.
    """
    for region in regions:
        if region.kind is RegionKind.BODY and region.end - region.start > 200:
            return None
        if region.kind is RegionKind.FURNITURE and region.reason in (TIME_ALONE, "dateline of the page"):
            day = find_day(text[region.start : region.end])
            if day:
                return day
    return None


def find_day(words: str) -> date | None:
    """Return the first calendar day with its year in ``words``; 3/4/2025 is left alone, being two days."""
    found = []
    for match in _DAY_FIRST.finditer(words):
        found.append((match.start(), match[3], match[2], match[1]))
    for match in _MONTH_FIRST.finditer(words):
        found.append((match.start(), match[3], match[1], match[2]))
    for match in _ISO.finditer(words):
        found.append((match.start(), match[1], match[2], match[3]))
    return next((day for _, year, month, number in sorted(found) if (day := _day(year, month, number))), None)


def _day(year: str, month: str, day: str) -> date | None:
    name = month.lower()[:3]
    if not month.isdigit() and name not in _MONTHS:
        return None
    try:
        return date(int(year), int(month) if month.isdigit() else _MONTHS.index(name) + 1, int(day))
    except ValueError:
        return None


def related_of(text: str, regions: tuple[Region, ...]) -> tuple[RelatedItem, ...]:
    """Return the teasers as related items, in text order, each once."""
    teasers = (text[r.start : r.end].strip() for r in regions if r.kind is RegionKind.TEASER)
    return tuple(dict.fromkeys(RelatedItem(words) for words in teasers))


def outlet_of(url: str | None) -> str | None:
    """Return the host of an address without ``www.``, as the name of an outlet that told none."""
    try:
        host = urlsplit(url).hostname if url and "//" in url else None
    except ValueError:  # such as http://[half
        return None
    return host.removeprefix("www.") if host else None
