"""Answers: what people say a document reports, in the form of the annotation guide, checked while read.

The form is checked before any document is read (``read_marked``), ids and quotes against the documents (``placed``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tocsin.base.errors import BadInput
from tocsin.base.model import Document, Status
from tocsin.base.tables import table

BODIES = ("IGO", "NGO", "IMG")
_UNKNOWN = "UNK"
# Of PLOVER 2.0 and the annotation guide; PRE is in the guide's own check.
_SECTORS = (
    "GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "PRM", "SPY", "UAF", "CRM", "CVL",
    "BUS", "EDU", "JRN", "MED", "REL", "LAB", "REF", "ELI", "NGO", "IGO", "UNK", "PRE",
)  # fmt: skip
_COUNTRY = re.compile(r"[A-Z]{3}")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_LINES = (".jsonl", ".ndjson")
_FORM = '{"doc": ID, "events": [...]}, as in the how-to under "Score it on your own annotations"'
_CODES = (
    'a country and a sector such as "COD REB", a sector such as "CVL", or "IGO", "NGO", "IMG", "UNK" '
    f"(a country is three capitals, ISO 3166-1 alpha-3; sectors are {', '.join(_SECTORS)})"
)
_SHOWN = 60

Code = tuple[str | None, str | None]
Point = tuple[float | None, float | None, str | None]


@dataclass(frozen=True, slots=True)
class Answer:
    """One happening that a person marked.

    ``spans`` are the passages that tell of it, as offsets into the document's text.
    ``actors`` and ``recipients`` are (country, sector) pairs; ``None`` is unknown.
    ``place`` is (latitude, longitude, country), the first two both known or both ``None``;
    ``day`` the first day of its time.
    """

    type: str
    mode: str | None
    status: str
    trigger: str
    spans: tuple[tuple[int, int], ...]
    actors: tuple[Code, ...]
    recipients: tuple[Code, ...]
    place: Point | None
    day: date | None
    said_by: tuple[str, ...]
    denied_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """What one object of annotations says of a document, not yet held against its text.

    The answers have no spans; ``quotes`` are, for each answer, its quote and its ``also``.
    ``origin`` says where the object stands.
    """

    document: str
    origin: str
    answers: tuple[Answer, ...]
    quotes: tuple[tuple[str, ...], ...]


def read_marked(path: Path) -> list[Marked]:
    """Return what people marked, from a JSON lines file, one JSON file, or a folder of JSON files.

    Raises:
        BadInput: no such file, none in the folder, a file without annotations, or one that breaks the form.
    """
    if not path.exists():
        raise BadInput(f"{path}: no such file or folder; give the annotations as JSON lines or a folder of .json files")
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    found = [marked_of(value, origin) for file in files for value, origin in _values(file)]
    if not found:
        raise BadInput(f"no annotations found in {path}; give JSON lines, or a folder of .json files, each {_FORM}")
    return found


def _values(file: Path) -> Iterator[tuple[object, str]]:
    """Yield each JSON value of a file with where it stands: the whole file, or line by line."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{file}: a broken encoding: not UTF-8; save the file as UTF-8") from None
    except OSError as error:
        raise BadInput(f"{file}: cannot be opened: {error.strerror}") from None
    lines = [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if not lines:
        raise BadInput(f"no annotations found in {file}: it is empty; each document is {_FORM}")
    if file.suffix.lower() in _LINES or (len(lines) > 1 and _is_json(lines[0][1])):
        for n, line in lines:
            yield _parsed(line, f"{file}, line {n}", "give one object a line"), f"{file}, line {n}"
    else:
        yield _parsed(text, str(file), "give one object, or one a line"), str(file)


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _parsed(text: str, origin: str, allowed: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{origin}: not JSON ({error}); {allowed}") from None


def marked_of(value: object, origin: str) -> Marked:
    """Return what a JSON value ``{"doc": ID, "events": [...]}`` says of a document.

    Raises:
        BadInput: it breaks the form; the message names the place, the field, its value and what is allowed.
    """
    if not isinstance(value, dict):
        raise BadInput(f"{origin}: {_shown(value)} is no object; write {_FORM}")
    document = _text(value, "doc", origin, "the document's id, in quotation marks")
    events = value.get("events")
    if not isinstance(events, list):
        raise _bad(origin, "events", value, f"a list, in {_FORM}")
    both = [_event(e, f"{origin}, event {n}") for n, e in enumerate(events, start=1)]
    return Marked(document, origin, tuple(a for a, _ in both), tuple(q for _, q in both))


def texts_of(documents: Iterable[Document]) -> dict[str, str]:
    """Return the texts by document id.

    Raises:
        BadInput: two documents have one id, so that it is open which of them the annotations are of.
    """
    texts, origins = dict[str, str](), dict[str, str]()
    for doc in documents:
        if doc.id in texts:
            both = " and ".join(dict.fromkeys((origins[doc.id], str(doc.file))))
            raise BadInput(
                f"two documents have the id {doc.id!r} ({both}); give each an id of its own, or take one out"
            )
        texts[doc.id], origins[doc.id] = doc.text, str(doc.file)
    return texts


def placed(marked: Iterable[Marked], texts: Mapping[str, str]) -> dict[str, list[Answer]]:
    """Return the answers by document id, with their spans; several objects of one document are joined.

    Raises:
        BadInput: a document is not among the texts, or a quote is not in its text.
    """
    out = dict[str, list[Answer]]()
    for m in marked:
        if m.document not in texts:
            known = ", ".join(map(repr, list(texts)[:3])) + (", …" if len(texts) > 3 else "")
            raise BadInput(
                f"{m.origin}: document {m.document!r} is not among the documents given, whose ids are {known}; "
                "the `document` field of `tocsin code --format jsonl` tells a document's id"
            )
        answers = out.setdefault(m.document, [])
        for n, (answer, quotes) in enumerate(zip(m.answers, m.quotes, strict=True), start=1):
            spans = [_found(q, texts[m.document], f"{m.origin}, event {n}", also=i > 0) for i, q in enumerate(quotes)]
            answers.append(replace(answer, spans=tuple(s for found in spans for s in found)))
    return out


def _found(quote: str, text: str, origin: str, *, also: bool) -> list[tuple[int, int]]:
    starts, at = [], text.find(quote)
    while at >= 0:
        starts.append(at)
        at = text.find(quote, at + 1)
    if not starts:
        field = "also" if also else "quote"
        raise BadInput(f"{origin}: {field} {_shown(quote)} is not in the text of its document; copy it unchanged")
    return [(start, start + len(quote)) for start in starts]


def _event(event: object, origin: str) -> tuple[Answer, tuple[str, ...]]:
    if not isinstance(event, dict):
        raise BadInput(f"{origin}: {_shown(event)} is no object; give one with type, trigger, quote and status")
    type_ = _choice(event, "type", origin, tuple(_modes()))
    modes = _modes()[type_]
    quote = _text(event, "quote", origin, "words copied from the document")
    trigger = _text(event, "trigger", origin, "one to three words copied from the quote")
    if trigger not in quote:
        raise _bad(origin, "trigger", event, f"words copied from the quote, {_shown(quote)}")
    answer = Answer(
        type=type_,
        mode=None if event.get("mode") is None else _choice(event, "mode", origin, (*modes, f"null for {type_}")),
        status=_choice(event, "status", origin, tuple(Status)),
        trigger=trigger,
        spans=(),
        actors=_codes(event, "actors", origin),
        recipients=_codes(event, "recipients", origin),
        place=_place(event, origin),
        day=_day(event, origin),
        said_by=_texts(event, "said_by", origin),
        denied_by=_texts(event, "denied_by", origin),
    )
    return answer, (quote, *_texts(event, "also", origin))


@cache
def _modes() -> Mapping[str, tuple[str, ...]]:
    """Return the modes of each type (``data/ontology.tsv``)."""
    out = dict[str, tuple[str, ...]]()
    for row in table("ontology.tsv", columns=("type", "mode")):
        out[row["type"]] = (*out.get(row["type"], ()), *((row["mode"],) if row["mode"] else ()))
    return out


def _shown(value: object) -> str:
    told = json.dumps(value, ensure_ascii=False, default=str)
    return told if len(told) <= _SHOWN else f"{told[:_SHOWN]}…"


def _bad(origin: str, field: str, row: Mapping[str, Any], allowed: str) -> BadInput:
    """Return the error that names place, field and value, and what is allowed."""
    key = field.rpartition(" ")[2]
    if key not in row:
        return BadInput(f"{origin}: {field} is missing; give {allowed}")
    return BadInput(f"{origin}: {field} {_shown(row[key])} is not allowed; give {allowed}")


def _text(row: Mapping[str, Any], field: str, origin: str, allowed: str) -> str:
    value = row.get(field)
    if not isinstance(value, str) or not value.strip():
        raise _bad(origin, field, row, allowed)
    return value


def _choice(row: Mapping[str, Any], field: str, origin: str, allowed: tuple[str, ...]) -> str:
    value = row.get(field)
    if not isinstance(value, str) or value not in allowed:
        raise _bad(origin, field, row, f"one of {', '.join(allowed)}" if len(allowed) > 1 else allowed[0])
    return str(value)


def _texts(row: Mapping[str, Any], field: str, origin: str) -> tuple[str, ...]:
    """Return a list of words; left out is none."""
    values = row.get(field, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise _bad(
            origin, field, row, 'a list of words copied from the document, such as ["the army"], or leave it out'
        )
    return tuple(values)


def _codes(row: Mapping[str, Any], field: str, origin: str) -> tuple[Code, ...]:
    """Return (country, sector) of a list of actors; left out is none."""
    values = row.get(field, [])
    if not isinstance(values, list):
        raise _bad(origin, field, row, 'a list such as [{"text": "rebels", "code": "COD REB"}], or leave it out')
    wrong = [v for v in values if not isinstance(v, dict)]
    if wrong:
        raise BadInput(
            f'{origin}: {field} holds {_shown(wrong[0])}; give objects such as {{"text": "rebels", "code": "COD REB"}}'
        )
    return tuple(_code(v, f"{origin}, {field} {n}") for n, v in enumerate(values, start=1))


def _code(actor: Mapping[str, Any], origin: str) -> Code:
    """Return country and sector of a code such as ``RWA GOV``, ``IGO`` or ``UNK``."""
    parts = _text(actor, "code", origin, _CODES).split()
    has_country = len(parts) == 2 and _COUNTRY.fullmatch(parts[0]) is not None
    if parts[-1] not in (*_SECTORS, *BODIES) or len(parts) != 1 + has_country:
        raise _bad(origin, "code", actor, _CODES)
    country = parts[0] if has_country or parts[0] in BODIES else None
    return country, None if parts[-1] == _UNKNOWN else parts[-1]


def _place(row: Mapping[str, Any], origin: str) -> Point | None:
    place = row.get("place")
    if place is None:
        return None
    if not isinstance(place, dict):
        raise _bad(origin, "place", row, 'an object such as {"country": "COD", "lat": -1.57, "lon": 29.04}, or null')
    country = place.get("country")
    if country is not None and (not isinstance(country, str) or not _COUNTRY.fullmatch(country)):
        raise _bad(origin, "place country", place, 'ISO 3166-1 alpha-3 such as "COD", or null')
    lat, lon = _degrees(place, "lat", origin, 90), _degrees(place, "lon", origin, 180)
    if (lat is None) != (lon is None):
        raise BadInput(f"{origin}: place has lat {_shown(lat)} and lon {_shown(lon)}; give both as numbers, or neither")
    return lat, lon, country


def _degrees(place: Mapping[str, Any], field: str, origin: str, most: int) -> float | None:
    value = place.get(field)
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool) or not -most <= value <= most:
        raise _bad(origin, f"place {field}", place, f"a number from -{most} to {most} without quotation marks, or null")
    return float(value)


def _day(row: Mapping[str, Any], origin: str) -> date | None:
    """Return the first day of ``YYYY[-MM[-DD]]`` or two of them with a slash; both must be in the calendar."""
    told = row.get("date")
    if told is None:
        return None
    ends = told.split("/") if isinstance(told, str) else []
    try:
        days = [_first_day(end) for end in ends]
    except ValueError:
        days = []
    # Of "2025-02-10/2025-02" the shorter end holds the longer.
    if len(days) not in (1, 2) or ends[0][: len(ends[-1])] > ends[-1][: len(ends[0])]:
        raise _bad(origin, "date", row, "YYYY, YYYY-MM, YYYY-MM-DD, two with a slash (the earlier first), or null")
    return days[0]


def _first_day(told: str) -> date:
    match = _DAY.fullmatch(told)
    if match is None:
        raise ValueError(told)
    return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
