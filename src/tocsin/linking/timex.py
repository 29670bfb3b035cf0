"""Spans of text that name a time, by a small grammar over ``data/words/times.tsv``.

A span is found here and resolved in ``intervals.py``.
The grammar reads only what is surely a time: ``M23``, scores and plain numbers are none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.base.tables import per_overlay, table

# "May" and "March" open sentences as verbs; they are months only after a preposition or with a number.
_UNSAFE_MONTHS = ("may", "march", "mar", "jun", "jan", "sep", "dec")
_LEAD = (
    r"(?:\b(?P<lead>on|in|of|since|until|till|up to|by|before|after|from|between|during|for|over|within|through"
    r"|throughout|starting|beginning|as of|as early as)\s+)?"
)
_PART = (
    r"(?:(?:the\s+)?\b(?P<part>early hours|early morning|early|late|earlier|later|mid|middle|end|beginning|start|dawn"
    r"|eve|morning|afternoon|evening|night|(?:first|second|last|third|fourth)\s+(?:half|days?|weeks?|months?|quarter))"
    r"(?:\s+(?:of|in|on)\s+|[-\s]\s*))?"
)
# "... seized it last week; on Monday ..." are two times: a day is no part of a week before it.
_PART_OF_DAY = _PART.replace(r"|(?:first|second|last|third|fourth)\s+(?:half|days?|weeks?|months?|quarter)", "")
_HEDGE = r"(?:\b(?:more than|less than|just over|about|around|nearly|almost|over|some|at least|roughly|just)\s+)?"
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>1[5-9]\d\d|20\d\d)"
_NO_MORE = r"(?![\d%]|[.,:]\d)"
_PARTS_OF_DAY = r"(?:\s+(?:early\s+)?(?:morning|afternoon|evening|night|lunchtime))?"
# No time expression reaches further than this many characters from the word that anchors it.
_AROUND = 80


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression: its span, the rule of the grammar that read it, and the words of its parts."""

    start: int
    end: int
    rule: str
    parts: dict[str, str]

    def get(self, part: str) -> str:
        """Return the words of a part in lower case, empty if it has none."""
        return self.parts.get(part, "")


@per_overlay
def words() -> dict[str, dict[str, str]]:
    """Return the words of the grammar: kind → form in lower case → value."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in table("words/times.tsv", columns=("words", "kind", "value")):
        for form in row.many("words"):
            found[row["kind"]][form.lower()] = row["value"]
    return dict(found)


def find_timexes(text: str) -> list[Timex]:
    """Return the time expressions of ``text``, in order, without overlap: the longest at each place."""
    near = _near_anchors(text)
    found = [
        t
        for rule, pattern in _rules()
        for span in near.get(_NEEDS.get(rule, "plain"), ())
        for t in _matches(rule, pattern, text, span)
    ]
    found.sort(key=lambda t: (t.start - t.end, t.start))
    kept: list[Timex] = []
    for timex in found:
        if all(timex.end <= other.start or other.end <= timex.start for other in kept):
            kept.append(timex)
    return sorted(kept, key=lambda t: t.start)


def _near_anchors(text: str) -> dict[str, list[tuple[int, int]]]:
    """Return the stretches of ``text`` in which to look, by the kind of anchor: rules are tried nowhere else."""
    found: dict[str, list[tuple[int, int]]] = {}
    for match in _anchors().finditer(text):
        spans = found.setdefault(match.lastgroup or "", [])
        end = text.find(" ", match.end() + _AROUND)
        start, end = max(0, match.start() - _AROUND), end if end >= 0 else len(text)
        if spans and start <= spans[-1][1]:
            start = spans.pop()[0]
        spans.append((start, end))
    return found


def _matches(rule: str, pattern: re.Pattern[str], text: str, span: tuple[int, int]) -> Iterator[Timex]:
    for match in pattern.finditer(text, *span):
        parts = {k: re.sub(r"\s+", " ", v.lower()) for k, v in match.groupdict().items() if v}
        start, end = match.span()
        if rule == "month" and parts["month"] in _UNSAFE_MONTHS and len(parts) == 1:
            continue
        if rule == "year" and not ({"lead", "part", "det", "open"} & parts.keys()):
            continue
        if text[end : end + 2] in ("'s", "’s") and "lead" in parts:
            # "after Thursday's attack": the preposition governs the attack, not the day
            start = match.end("lead") + len(text[match.end("lead") :]) - len(text[match.end("lead") :].lstrip())
            del parts["lead"]
        if "det" in parts:
            start = match.start("year")
        if "open" in parts:
            start, end = match.start("year"), match.end("year")
        yield Timex(start, end, rule, parts)


def _any(kind: str, *, at_least: int = 0) -> str:
    forms = sorted((f for f in words()[kind] if len(f) >= at_least), key=len, reverse=True)
    return "|".join(re.escape(f) for f in forms)


def _named(kind: str, *, at_least: int = 0) -> str:
    """Names of days and months: only with a capital, so that "march" and "may" are none."""
    forms = (f"{re.escape(f[0].upper())}{re.escape(f[1:])}" for f in _any(kind, at_least=at_least).split("|"))
    return f"(?-i:{'|'.join(forms)})"


def _stops(kind: str) -> str:
    """Return the pattern of a stop that belongs to a short form: "Jan." but not the end of "in June."."""
    forms = words()[kind]
    short = [f for f in forms if any(other != f and other.startswith(f) for other in forms)]
    return "|".join(rf"(?<=\b{form})\." for form in short)


@per_overlay
def _anchors() -> re.Pattern[str]:
    """Return what a text must have for a rule to be tried at all: a cheap look that spares most rules."""
    plain = "|".join(_any(kind) for kind in ("unit", "deictic", "feast", "season"))
    names = rf"(?P<weekday>{_named('weekday')})|(?P<month>{_named('month')})"
    return re.compile(rf"\b(?:{names}|(?P<year>\d{{4}})s?|(?P<plain>{plain})s?)\b", re.IGNORECASE)


# What each rule needs to be found in the text.
_NEEDS = {"iso": "year", "decade": "year", "years": "year", "year": "year", "weekday": "weekday"} | dict.fromkeys(
    ("date", "date2", "month_year", "month"), "month"
)


@per_overlay
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    weekday, short = _named("weekday", at_least=6), _named("weekday")
    month = rf"(?P<month>{_named('month')})\b(?:{_stops('month')})?"
    number = rf"(?P<number>(?:a\s+)?(?:{_any('vague')})|a\s+couple(?:\s+of)?|(?:{_any('number')})|\d{{1,3}})(?:\s+|-)"
    unit, season = rf"(?P<unit>{_any('unit')})", rf"(?P<season>{_any('season')})\b"
    year, year2, day, day2 = _YEAR.format("year"), _YEAR.format("year2"), _DAY.format("day"), _DAY.format("day2")
    before_date = rf"(?:{short}\.?,?\s+)?"
    relative = r"(?P<relative>last|this past|past|this coming|this|next|previous|following|coming|same|that|current)\s+"
    of_year = r"(?:\s+(?:of\s+)?(?P<whose>last|this|next|that|the same)\s+year)?"
    rules = {
        "iso": rf"{_LEAD}\b{year}-(?P<month>[01]\d)-{day}\b",
        "date": rf"{_LEAD}{_PART}{before_date}\b{month}\s+{day}(?:\s?[-–]\s?{day2})?(?:,?\s+{year})?\b{_NO_MORE}",
        "date2": rf"{_LEAD}{_PART}{before_date}(?:the\s+)?(?<![\d.,:-])\b{day}(?:\s?[-–]\s?{day2})?\s+(?:of\s+)?{month}"
        rf"(?:,?\s+{year}\b)?",
        "month_year": rf"{_LEAD}{_PART}\b{month},?\s+(?:of\s+)?{year}\b",
        "month": rf"{_LEAD}{_PART}(?:{relative})?\b{month}{of_year}(?!\s*\d)",
        "season": rf"{_LEAD}{_PART}(?:(?:the|{relative})\s*)?\b{season}(?:\s+(?:of\s+)?{year}\b)?{of_year}",
        "weekday": rf"{_LEAD}{_PART_OF_DAY}(?:the\s+)?(?:{relative})?(?:{_PART_OF_DAY.replace('part', 'part2')})\b"
        rf"(?P<weekday>{weekday})\b{_PARTS_OF_DAY}",
        "deictic": rf"{_LEAD}{_PART}\b(?P<deictic>{_any('deictic')})\b",
        "feast": rf"{_LEAD}{_PART}\b(?P<feast>{_any('feast')})\b(?:,?\s+{year}\b)?",
        "period": rf"{_LEAD}{_PART}(?:the\s+)?{relative}{unit}(?:\s+(?:morning|afternoon|evening|night))?\b(?!-)",
        "weekend": r"\b(?P<lead>over|during|at|on)\s+the\s+weekend\b",
        "recent": rf"{_LEAD}{_PART}(?:the\s+)?(?P<relative>recent|past|last|previous|coming|next)\s+"
        rf"(?!an?\s)(?:{number})?{unit}s?\b",
        "ago": rf"{_LEAD}{_HEDGE.replace('(?:more', '(?P<hedge>more')}(?:{number})?{unit}s?\s+ago\b",
        "offset": rf"{_HEDGE}{number}{unit}s?\s+(?P<side>earlier|later|before|after|afterwards?|previously)\b",
        "offset2": rf"(?:\bon\s+)?\bthe\s+{unit}\s+(?P<side>before|after)\b",
        "later": rf"\b{unit}s\s+(?P<side>earlier|later|before|after|afterwards?)\b",
        "decade": rf"{_LEAD}(?:the\s+)?(?:(?:early|mid|late)[-\s])?\b(?P<decade>1[5-9]\d0|20\d0)s\b",
        "years": rf"{_LEAD}\b{year}\s?(?:-|–|to|and|through|until)\s?(?:{year2}|(?P<short>\d\d))\b{_NO_MORE}",
        "year": rf"{_LEAD}{_PART}(?:the\s+year\s+)?(?P<open>\()?(?P<det>\b(?:the|a|an|its|their|his|her|'s|’s)\s+)?"
        rf"(?<![\d.,:$€£-])\b{year}\b{_NO_MORE}(?!-\d)",
    }
    return tuple((name, re.compile(body, re.IGNORECASE)) for name, body in rules.items())
