"""Whom a text is credited to: the agency of its dateline or byline, of its credit lines, or of the site itself.

Only places where credit is given are looked at. "Rebels took the town, Reuters reported" credits nobody:
it says where one statement comes from, and that is a claim of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tocsin.base.model import Document, RegionKind
from tocsin.documents.agencies import MAX_NAME_WORDS, NOBODY, TRIM, agency_of, agency_of_outlet

# Lines looked at before the story, at its start, at its end and after it: further off stand the credits of other stories.
_NEAR = 4
# A credit line is no longer; longer lines are sentences.
_MAX_LINE = 240
# A dateline ends within this many characters of its line.
_DATELINE_CHARS = 100
_MAX_AGENCY = 40

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:(?:{_MONTH} \d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH})(?:,? \d{{4}})?)"
_DAY = re.compile(rf"{_DATE}|{_MONTH}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_DASH = r"\s*(?:\.\s?)?(?:--?|[-–—―:])+"
_PLACE = r"(?:(?:[A-ZÀ-Þ][\w.'’]*|de|du|des|la|of|the|and|al)[ ,/|-]*){0,8}"
# "GOMA, Jan 27 (Reuters) -", "(AFP) -", "[Xinhua] -", "MOSCOW, January 27. /TASS/."
_DATELINE = re.compile(rf"{_PLACE}(?:{_DATE}[,.]?)?\s*[(\[/](?P<name>[^()\[\]/\n]{{2,60}})[)\]/](?:{_DASH}|\.?\s|$)")
# "Reuters - The army ...", "Kampala | AFP - ", "Goma, Jan 27 - AFP: ", "AFP, Goma - ".
_LEADING_DASH = re.compile(r"\s*(?:--|[–—―]|\s-\s)\s*")
_PLACE_AND_DATE = re.compile(rf"{_PLACE}(?:{_DATE})?[,.]?\s*")
_BYLINE = re.compile(r"(?:by|from|author|posted by|text by|story by|written by):?\s+(?P<names>.+)", re.IGNORECASE)
# What a line begins with that is nothing but a credit.
_SOURCE = re.compile(
    r"""\W{0,3}(?:
      (?:news\ )?sources?(?:\(s\))? | agency | credits? | (?:text\ )?courtesy(?:\ of)? | via
    | (?:provided|distributed|supplied|reported|report|reporting|additional\ reporting)\ by
    | (?:this\ (?:article|story|report|text)\ )?(?:(?:was|is|has\ been)\ )?(?:(?:originally|first)\ )?
      (?:published|appeared|reported|produced|written|provided|distributed)\ (?:by|on|in|at)
    | this\ (?:article|story|report|text)\ (?:includes|contains|uses)\ (?:information|materials?|reporting)\ (?:from|by)
    | with(?:\ (?:additional\ )?(?:reporting|files?|information|materials?|inputs?))?(?:\ (?:by|from))?
    | (?:some\ )?(?:information|material|details)(?:\ (?:for|in)\ this\ (?:report|article|story))?
      (?:\ (?:was|were|is))?\ (?:from|provided\ by|came\ from|comes\ from|supplied\ by)
    | compiled\ (?:with|from)\ (?:reports|material|information)(?:\ (?:by|from|of))?
    | © | \(c\) | copyright(?:\ ©|\ \(c\))?
    )\s*:?\s+(?P<names>.+)""",
    re.IGNORECASE | re.VERBOSE,
)
# Of these the source may be any outlet, not an agency alone.
_NAMES_AN_OUTLET = re.compile(r"\bsources?\b|\b(?:originally|first) (?:published|appeared)", re.IGNORECASE)
_HELPED = re.compile(
    r"""(?P<names>.+?),?\ (?:(?:has|have|also)\ )?contributed
    (?:\ reporting\b | (?:\ (?:material|information))?\ (?:to|for)\ (?:this|the)\ (?:report|story|article|piece)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
# "(AFP)", "[Reuters]", "- Xinhua" at the end of a line.
_CLOSING = re.compile(
    r"""(?:^|(?<=[.!?…\"”'’»)\]]))\s*
    (?:[(\[](?:with\ |source:\ )?(?P<name>[^()\[\]]{2,60})[)\]] | [-–—/]+\s?(?P<bare>[^\W\d][\w.'’&/\ -]{1,40}))\.?\s*$""",
    re.VERBOSE,
)
_PHOTO = re.compile(
    r"\b(?:photo|image|picture|pic|video|graphic|map|illustration|getty|handout|footage|screengrab)s?\b",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\s*(?:[,;/|•·&()]|\b(?:and|with|via|for|in|was|were|is|has|have)\b|\bof\b(?= (?:the )?[A-Z]{2,}\b)| [-–—] )\s*"
)
# "(Jane Doe, The Herald)" and "(Jane Doe / The Herald)" are a photographer's; "Al Jazeera and news agencies" is one name.
_OUTLET_ENDS = re.compile(r"\s*(?:[;|]|\b(?:and|with) (?:the )?(?:news )?(?:agencies|wires)\b)\s*")
_SMALL = frozenset(
    {"of", "the", "and", "for", "in", "on", "to", "de", "du", "des", "la", "le", "al", "el", "en", "y", "e"}
)
Finder = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom a text is credited to, the words that say so, and which kind of place they stand in."""

    provider: str
    words: str
    basis: str


def provider_of(document: Document) -> Credit | None:
    """Return whom a document is credited to, or ``None`` where no place of credit names an agency or source.

    Read in this order: dateline, byline, author, credit lines, a credit at the end of the text, the outlet itself
    if it is an agency. Agencies are those of ``data/words/agencies.tsv`` or of their form ("… News Agency");
    "Source: …" and a bracket at the very end of the text name other outlets too.
    """
    found = next(_credits(document), None)
    if found:
        return found
    agency = agency_of_outlet(document.outlet, document.url)
    return Credit(agency, document.outlet or document.url or "", "outlet") if agency else None


def _credits(document: Document) -> Iterator[Credit]:
    """Yield the credits of a document, the surest kind of place first."""
    lines = _lines(document)
    story = [i for i, (_, kind) in enumerate(lines) if kind is RegionKind.BODY]
    first, last = (story[0], story[-1]) if story else (0, len(lines) - 1)
    head = [line for line, _ in lines[max(0, first - _NEAR) : first]]
    opening = [line for line, _ in lines[first : first + _NEAR]]
    tail = [line for line, _ in lines[max(first, last - _NEAR + 1) : last + 1 + _NEAR]]
    yield from _of(opening + head, _dateline, "dateline")
    yield from _of(head + opening[:2], _byline, "byline")
    yield from _of([document.author] if document.author else [], _named, "author")
    yield from _of(head + opening[:2] + tail, _whole, "credit line")
    yield from _of(tail[::-1], _closing, "end of the text")
    end = lines[last][0] if lines else ""
    if (match := _CLOSING.search(end)) and match["name"] and (name := _outlet(match["name"])):
        yield Credit(name, match[0].strip(), "end of the text")


def _of(lines: list[str], find: Finder, basis: str) -> Iterator[Credit]:
    for line in lines:
        if name := find(line):
            yield Credit(name, line[:_MAX_LINE], basis)


def _lines(document: Document) -> list[tuple[str, RegionKind]]:
    """Return the lines that are not blank; a line is story if any of it is."""
    bodies = [(r.start, r.end) for r in document.regions if r.kind is RegionKind.BODY]
    found, at, k = [], 0, 0
    for line in document.text.split("\n"):
        end = at + len(line)
        while k < len(bodies) and bodies[k][1] <= at:
            k += 1
        is_story = not document.regions or (k < len(bodies) and bodies[k][0] < end)
        if line.strip():
            found.append((line.strip(), RegionKind.BODY if is_story else RegionKind.FURNITURE))
        at = end + 1
    return found


def _dateline(line: str) -> str | None:
    head = line[:_DATELINE_CHARS]
    if match := _DATELINE.match(head):
        return _first(match["name"])
    return next((found for m in _leading(head) if (found := agency_of(m))), None)


def _leading(head: str) -> Iterator[str]:
    """Yield what may be an agency's name before a dash at the start of a line."""
    *before, rest = _LEADING_DASH.split(head, maxsplit=2)
    if before and ":" in rest[:_MAX_AGENCY]:
        before.append(rest.split(":")[0])
    if all(_PLACE_AND_DATE.fullmatch(part) for part in before):
        yield from (name for part in before for name in re.split(r"\s*[|,]\s*", part))


def _byline(line: str) -> str | None:
    match = _BYLINE.fullmatch(line) if len(line) <= _MAX_LINE else None
    return _first(match["names"]) if match else None


def _named(line: str) -> str | None:
    return _first(line)


def _whole(line: str) -> str | None:
    """Return whom a line names that is nothing but a credit, or a credit's sentence at the end of a line."""
    if len(line) <= _MAX_LINE and not _PHOTO.search(line):
        if name := agency_of(line):
            return name
        if match := _SOURCE.fullmatch(line):
            is_source = _NAMES_AN_OUTLET.search(line[: match.start("names")]) is not None
            return _first(match["names"]) or (_outlet(match["names"]) if is_source else None)
    sentence = re.split(r"(?<=[.!?”\"])\s+(?=[A-Z(])", line)[-1][-_MAX_LINE:]
    if match := _HELPED.search(sentence):
        return _first(match["names"])
    match = _SOURCE.fullmatch(sentence.strip("()")) if sentence != line and not _PHOTO.search(sentence) else None
    return _first(match["names"]) if match else None


def _closing(line: str) -> str | None:
    # Several brackets may follow each other: "(AFP) (www.site.org)".
    while match := _CLOSING.search(line):
        if not _PHOTO.search(match[0]) and (name := _first(match["name"] or match["bare"])):
            return name
        line = line[: match.start()]
    return None


def _first(names: str) -> str | None:
    """Return the first agency among names."""
    return agency_of(names) or next((found for part in _PARTS.split(names) if (found := agency_of(part))), None)


def _outlet(names: str) -> str | None:
    """Return the name of a source that is no agency, if it looks like one name: "Radio Okapi", "France 24"."""
    name = _OUTLET_ENDS.split(names.strip(TRIM))[0].strip(TRIM)
    words = name.split()
    is_name = bool(words) and len(words) <= MAX_NAME_WORDS and name[0].isalnum() and any(c.isupper() for c in name)
    if not is_name or any(w[0].islower() and w.lower() not in _SMALL for w in words[1:]):
        return None
    is_person_of = "," in name or " / " in name
    return None if is_person_of or NOBODY.fullmatch(name) or _PHOTO.search(names) or _DAY.match(name) else name
