"""Time expressions and their intervals, read against the date of publication."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise

from tocsin.base.dates import plus_days, span_of
from tocsin.base.model import Interval, Parse, TimeBasis, TimeLink
from tocsin.base.reading import Reading
from tocsin.base.trees import INNER, ancestors
from tocsin.linking.intervals import resolve
from tocsin.linking.periods import offset_from
from tocsin.linking.timex import Timex, find_timexes

_FUTURE_AUXILIARIES = frozenset({"will", "'ll", "’ll", "shall", "would", "wo"})
# Verbs and nouns whose complement lies ahead.
_FUTURE_HEADS = frozenset(
    {"schedule", "plan", "expect", "set", "due", "slate", "hope", "intend", "propose", "vow", "promise", "pledge"}
    | {"threaten", "prepare", "want", "agree", "aim", "ask", "order", "deadline", "urge"}
)
# Told in the present of what is still to come: "is planning a trip on Thursday".
_PLANNING = frozenset({"plan", "schedule", "prepare"})
_PRESENT = frozenset({"VBZ", "VBP", "VBG"})
_RANGE_WORDS = frozenset({"to", "and", "until", "through", "till", "-", "–"})
# How many sentences back the day may stand that "that day" means, and that "the day before" is counted from.
_SAME_DAY, _DAY_BEFORE = 2, 3
_YEARLESS = frozenset({"date", "date2", "month", "weekday"})


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression with its tokens and its interval, before neighbours are joined."""

    timex: Timex
    first: int
    last: int
    token: int
    interval: Interval | None
    reason: str


def link_times(reading: Reading) -> Reading:
    """Return the reading with its time expressions linked to intervals.

    Relative expressions are read against ``document.published``;
    without it their interval is ``None``, as it is for those relative to another happening ("days later").

    Source: the weekday rule (the most recent such day, today included) is the news agencies' convention.
    """
    if reading.parse is None:
        return reading
    items: list[_Found] = []
    for _, group in groupby(reading.parse.sentences, key=lambda s: s.paragraph):
        sentences = list(group)
        start, end = sentences[0].start, sentences[-1].end
        found = list(_found(reading, reading.document.text[start:end], start))
        items += _joined(_anchored(found, reading.parse), reading)
    return replace(reading, times=tuple(_to_link(f, reading.parse) for f in _told_back(items, reading.parse)))


def _found(reading: Reading, text: str, base: int) -> Iterator[_Found]:
    parse = reading.parse
    if parse is None:
        return
    for timex in find_timexes(text):
        moved = replace(timex, start=timex.start + base, end=timex.end + base)
        first = bisect_right(parse.tokens, moved.start, key=lambda t: t.start) - 1
        last = bisect_left(parse.tokens, moved.end, key=lambda t: t.start)
        token = _top(parse, first, last)
        if _is_no_time(parse, moved, first, last) or _is_named(reading, first, last):
            continue
        yield _read(moved, (first, last, token), reading.document.published, _tense(parse, token))


def _read(timex: Timex, tokens: tuple[int, int, int], published: date | None, tense: str) -> _Found:
    result = resolve(timex, published, tense)
    first, last, token = tokens
    if isinstance(result, str):
        return _Found(timex, first, last, token, None, f"{timex.rule}: {result}")
    told = f"{timex.rule}{', ' + tense if tense and result.basis is TimeBasis.RELATIVE else ''}"
    return _Found(timex, first, last, token, result, told)


def _top(parse: Parse, first: int, last: int) -> int:
    """Return the token of the span whose head lies outside it."""
    for i in range(first, last):
        head = parse.tokens[i].head
        if not first <= head < last or head == i:
            return i
    return first


def _is_no_time(parse: Parse, timex: Timex, first: int, last: int) -> bool:
    """Tell numbers and names that only look like a time: "the 2000 soldiers", a Ms. April, "fall" the verb."""
    if timex.rule == "year":
        token = parse.tokens[last - 1]
        head = parse.tokens[token.head]
        counted = token.dep in ("nummod", "quantmod") and head.i > token.i and head.tag in ("NNS", "NNPS")
        return counted and (int(timex.get("year")) % 100 == 0 or "det" not in timex.parts)
    if timex.rule == "deictic":
        # "USA Today"
        return parse.tokens[first].text[0].isupper() and parse.tokens[first - 1].pos == "PROPN" and first > 0
    if timex.rule in ("month", "season", "weekday"):
        name = next((t for t in parse.tokens[first:last] if t.text.lower() == timex.get(timex.rule)), None)
        if timex.rule == "season":
            bare = not {"lead", "relative", "year", "whose"} & timex.parts.keys()
            return bare or (name is not None and name.pos not in ("NOUN", "PROPN", "ADJ"))
        return name is not None and any(
            e.label in ("PERSON", "ORG") and e.first <= name.i < e.last and e.last - e.first > 1 for e in parse.entities
        )
    return False


def _is_named(reading: Reading, first: int, last: int) -> bool:
    """Tell what is part of an actor's name: "the March 23 Movement", "the Sunday Times"."""
    return any(
        a.basis == "named" and a.first <= first and last <= a.last and a.last - a.first > last - first
        for a in reading.actors
    )


def _tense(parse: Parse, token: int) -> str:
    """Return ``past``, ``future`` or ``soon`` by the nearest verb above, empty when it does not tell."""
    if parse.tokens[token].dep in INNER:
        return ""  # "Sunday's attack" has a time of its own, whatever the verb above
    for i in ancestors(parse, token):
        at = parse.tokens[i]
        if at.lemma in _FUTURE_HEADS and (at.tag in ("VBN", "JJ", "NN") or at.pos == "ADJ"):
            return "future"
        if at.lemma in _PLANNING and at.tag in _PRESENT and not _is_past(parse, i):
            return "future"
        if at.tag == "VBG" and _is_going_on(parse, i):
            return "soon"  # "is testifying on Thursday"
        if at.pos in ("VERB", "AUX"):
            return _verb_tense(parse, i)
    return ""


def _is_past(parse: Parse, i: int) -> bool:
    return any(parse.tokens[k].tag == "VBD" for k in parse.children[i] if parse.tokens[k].dep in ("aux", "auxpass"))


def _is_going_on(parse: Parse, i: int) -> bool:
    """Tell a present progressive: "is testifying", "are meeting"."""
    return any(
        parse.tokens[k].lemma == "be" and parse.tokens[k].tag in ("VBZ", "VBP")
        for k in parse.children[i]
        if parse.tokens[k].dep == "aux"
    )


def _verb_tense(parse: Parse, i: int) -> str:
    at, above = parse.tokens[i], parse.tokens[parse.tokens[i].head]
    helpers = [parse.tokens[k] for k in parse.children[i] if parse.tokens[k].dep in ("aux", "auxpass")]
    if any(h.lemma in _FUTURE_AUXILIARIES or h.text.lower() in _FUTURE_AUXILIARIES for h in helpers):
        return "future"
    if any(h.tag == "TO" for h in helpers):
        # a purpose lies ahead, as does what is planned
        is_to_be = above.pos == "AUX" and above.tag != "VBD"  # "talks that were to end on 15 December" may be over
        return "future" if above.lemma in _FUTURE_HEADS or is_to_be or at.dep == "advcl" else ""
    return "past" if at.tag in ("VBD", "VBN") or any(h.tag in ("VBD", "VBN") for h in helpers) else ""


def _anchored(found: list[_Found], parse: Parse) -> Iterator[_Found]:
    """Resolve "a day after" by a day told in the same sentence.

    "freed on Wednesday, a day after they were held" puts the holding (on whose verb the words hang) a day earlier;
    "a day after Wednesday's raid" is the Thursday.
    """
    for n, item in enumerate(found):
        side = item.timex.get("side")
        if side not in ("after", "before") or item.interval is not None:
            yield item
            continue
        sent = parse.tokens[item.first].sent
        days = [f for f in found if f.interval and f.interval.precision == "day" and parse.tokens[f.first].sent == sent]
        follows = n + 1 < len(found) and found[n + 1] in days and found[n + 1].first - item.last <= 1
        if len(days) != 1 or not days[0].interval or (days[0].first > item.first and not follows):
            yield item
            continue
        interval = offset_from(item.timex, days[0].interval, forward=(side == "after") == follows)
        yield replace(item, interval=interval, reason=f"{item.timex.rule}: counted from the day in the sentence")


def _told_back(items: list[_Found], parse: Parse) -> Iterator[_Found]:
    """Resolve "that day" by the day told last, "the day before" and "a day later" by that of a sentence before."""
    last: _Found | None = None
    for item in items:
        if item.interval is None and last is not None and last.interval is not None:
            apart = parse.tokens[item.first].sent - parse.tokens[last.first].sent
            interval = _from_day(item.timex, last.interval, apart)
            if interval is not None:
                item = replace(item, interval=interval, reason=f"{item.timex.rule}: counted from the day told before")
        if item.interval is not None and item.interval.precision == "day":
            last = item
        yield item


def _from_day(timex: Timex, day: Interval, apart: int) -> Interval | None:
    """Return a time that is counted from a day told ``apart`` sentences before."""
    if timex.rule == "period" and timex.get("unit") == "day" and timex.get("relative") in ("that", "same"):
        return day if apart <= _SAME_DAY else None
    side = timex.get("side")
    if timex.rule not in ("offset", "offset2") or not side or not 0 < apart <= _DAY_BEFORE:
        return None
    if timex.rule == "offset" and side in ("before", "after"):
        return None  # "two days after a gunman struck" counts from the striking
    return offset_from(timex, day, forward=side not in ("before", "earlier", "previously"))


def _joined(found: Iterator[_Found], reading: Reading) -> list[_Found]:
    """Join "from 28 January to 3 February" and "on Wednesday and Thursday" into one span."""
    items = list(found)
    skip: set[int] = set()
    out = list(items)
    for n, (one, two) in enumerate(pairwise(items)):
        between = reading.document.text[one.timex.end : two.timex.start].strip().lower()
        lead = two.timex.get("lead")
        word = between or {"until": "until", "till": "till", "through": "through"}.get(lead, "")
        span = _range(one, two, word) if word in _RANGE_WORDS and n not in skip else None
        if span is not None:
            skip.add(n + 1)
            timex = replace(one.timex, end=two.timex.end)
            out[n] = _Found(timex, one.first, two.last, one.token, span, f"{one.timex.rule}: range with “{word}”")
    return [item for n, item in enumerate(out) if n not in skip]


def _range(one: _Found, two: _Found, word: str) -> Interval | None:
    """Return the span from the one to the other, ``None`` if they are two times apart."""
    start, end = one.interval, two.interval
    if start is None or end is None or start.start is None or end.end is None:
        return None
    yearless = one.timex.rule in _YEARLESS and not one.timex.get("year")
    if yearless and (start.start >= end.end or two.timex.get("year")):
        again = resolve(one.timex, plus_days(end.end, -1), "past")
        start = again if isinstance(again, Interval) else start
    if start.start is None or start.start >= end.end:
        return None
    if word == "and" and one.timex.get("lead") != "between" and start.end != end.start:
        return None
    if word in ("to", "-", "–") and one.timex.rule != two.timex.rule and one.timex.get("lead") != "from":
        return None
    return span_of(start.start, end.end, end.basis)


def _to_link(item: _Found, parse: Parse) -> TimeLink:
    start, end = parse.tokens[item.first].start, parse.tokens[item.last - 1].end
    return TimeLink(start, end, item.first, item.last, item.token, item.interval, item.reason)
