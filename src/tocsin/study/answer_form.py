"""The form of an answer: what a JSON object says of a document, checked before any document is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from tocsin.base.errors import BadInput
from tocsin.base.model import Status
from tocsin.base.tables import table
from tocsin.study.answer_fields import bad, choice, shown, text_of, texts_in
from tocsin.study.answers import BODIES, Answer, Code, Marked, Point

_UNKNOWN = "UNK"
# Of PLOVER 2.0 and the annotation guide; PRE is in the guide's own check.
_SECTORS = (
    "GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "PRM", "SPY", "UAF", "CRM", "CVL",
    "BUS", "EDU", "JRN", "MED", "REL", "LAB", "REF", "ELI", "NGO", "IGO", "UNK", "PRE",
)  # fmt: skip
_COUNTRY = re.compile(r"[A-Z]{3}")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
FORM = '{"doc": ID, "events": [...]}, as in the how-to under "Score it on your own annotations"'
_CODES = (
    'a country and a sector such as "COD REB", a sector such as "CVL", or "IGO", "NGO", "IMG", "UNK" '
    f"(a country is three capitals, ISO 3166-1 alpha-3; sectors are {', '.join(_SECTORS)})"
)


def marked_of(value: object, origin: str) -> Marked:
    """Return what a JSON value ``{"doc": ID, "events": [...]}`` says of a document.

    Raises:
        BadInput: it breaks the form; the message names the place, the field, its value and what is allowed.
    """
    if not isinstance(value, dict):
        raise BadInput(f"{origin}: {shown(value)} is no object; write {FORM}")
    document = text_of(value, "doc", origin, "the document's id, in quotation marks")
    events = value.get("events")
    if not isinstance(events, list):
        raise bad(origin, "events", value, f"a list, in {FORM}")
    both = [_event(e, f"{origin}, event {n}") for n, e in enumerate(events, start=1)]
    return Marked(document, origin, tuple(a for a, _ in both), tuple(q for _, q in both))


def _event(event: object, origin: str) -> tuple[Answer, tuple[str, ...]]:
    if not isinstance(event, dict):
        raise BadInput(f"{origin}: {shown(event)} is no object; give one with type, trigger, quote and status")
    type_ = choice(event, "type", origin, tuple(_modes()))
    modes = _modes()[type_]
    quote = text_of(event, "quote", origin, "words copied from the document")
    trigger = text_of(event, "trigger", origin, "one to three words copied from the quote")
    if trigger not in quote:
        raise bad(origin, "trigger", event, f"words copied from the quote, {shown(quote)}")
    answer = Answer(
        type=type_,
        mode=None if event.get("mode") is None else choice(event, "mode", origin, (*modes, f"null for {type_}")),
        status=choice(event, "status", origin, tuple(Status)),
        trigger=trigger,
        spans=(),
        actors=_codes(event, "actors", origin),
        recipients=_codes(event, "recipients", origin),
        place=_place(event, origin),
        day=_day(event, origin),
        said_by=texts_in(event, "said_by", origin),
        denied_by=texts_in(event, "denied_by", origin),
    )
    return answer, (quote, *texts_in(event, "also", origin))


@cache
def _modes() -> Mapping[str, tuple[str, ...]]:
    """Return the modes of each type (``data/ontology.tsv``)."""
    out = dict[str, tuple[str, ...]]()
    for row in table("ontology.tsv", columns=("type", "mode")):
        out[row["type"]] = (*out.get(row["type"], ()), *((row["mode"],) if row["mode"] else ()))
    return out


def _codes(row: Mapping[str, Any], field: str, origin: str) -> tuple[Code, ...]:
    """Return (country, sector) of a list of actors; left out is none."""
    values = row.get(field, [])
    if not isinstance(values, list):
        raise bad(origin, field, row, 'a list such as [{"text": "rebels", "code": "COD REB"}], or leave it out')
    wrong = [v for v in values if not isinstance(v, dict)]
    if wrong:
        raise BadInput(
            f'{origin}: {field} holds {shown(wrong[0])}; give objects such as {{"text": "rebels", "code": "COD REB"}}'
        )
    return tuple(_code(v, f"{origin}, {field} {n}") for n, v in enumerate(values, start=1))


def _code(actor: Mapping[str, Any], origin: str) -> Code:
    """Return country and sector of a code such as ``RWA GOV``, ``IGO`` or ``UNK``."""
    parts = text_of(actor, "code", origin, _CODES).split()
    has_country = len(parts) == 2 and _COUNTRY.fullmatch(parts[0]) is not None
    if parts[-1] not in (*_SECTORS, *BODIES) or len(parts) != 1 + has_country:
        raise bad(origin, "code", actor, _CODES)
    country = parts[0] if has_country or parts[0] in BODIES else None
    return country, None if parts[-1] == _UNKNOWN else parts[-1]


def _place(row: Mapping[str, Any], origin: str) -> Point | None:
    place = row.get("place")
    if place is None:
        return None
    if not isinstance(place, dict):
        raise bad(origin, "place", row, 'an object such as {"country": "COD", "lat": -1.57, "lon": 29.04}, or null')
    country = place.get("country")
    if country is not None and (not isinstance(country, str) or not _COUNTRY.fullmatch(country)):
        raise bad(origin, "place country", place, 'ISO 3166-1 alpha-3 such as "COD", or null')
    lat, lon = _degrees(place, "lat", origin, 90), _degrees(place, "lon", origin, 180)
    if (lat is None) != (lon is None):
        raise BadInput(f"{origin}: place has lat {shown(lat)} and lon {shown(lon)}; give both as numbers, or neither")
    return lat, lon, country


def _degrees(place: Mapping[str, Any], field: str, origin: str, most: int) -> float | None:
    value = place.get(field)
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool) or not -most <= value <= most:
        raise bad(origin, f"place {field}", place, f"a number from -{most} to {most} without quotation marks, or null")
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
        raise bad(origin, "date", row, "YYYY, YYYY-MM, YYYY-MM-DD, two with a slash (the earlier first), or null")
    return days[0]


def _first_day(told: str) -> date:
    match = _DAY.fullmatch(told)
    if match is None:
        raise ValueError(told)
    return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
