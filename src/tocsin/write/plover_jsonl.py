"""The shape ``plover-jsonl``: PLOVER's own JSON event, one a line.

Source: PLOVER manual, draft 2.0 (names of fields, resolution of places); ``data/exports/plover.tsv`` for types and modes
that are ours. What is unknown has no field, but for those that PLOVER demands: id, date, actor, event.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from tocsin.base.incidents import Claim, Incident, Member
from tocsin.base.model import Actor, EventPlace, Stance, TimeBasis
from tocsin.write import facts
from tocsin.write.crosswalks import plover_of, scale
from tocsin.write.native_columns import rounded
from tocsin.write.shape import Column, Context, Shape, lines_writer

VERSION = "2.0 (draft of 4 February 2024)"
NO_TYPE = "PLOVER has no such type"
NO_DAY = "neither the day nor the day of a report is known"
# PLOVER's name of Kosovo, which has no code in ISO 3166.
_COUNTRIES = {"XKX": "KOS"}
_SIZES = {"killed": "dead", "injured": "injured", "arrested": "arrested"}
_COLUMNS = tuple(
    Column(*line.split(": ", 1))
    for line in (
        "id: Permanent id of the incident.",
        "has_event: Always true: a line is an event.",
        "date: First day; where only the day of the report is known, that day, and the comment says so.",
        "enddate: Last day, where there are several.",
        "actor: Who did it; one entity without a code and of sector UNK where no source says.",
        "recipient: To whom it was done.",
        "event: Type of PLOVER, in a list.",
        "mode: Mode of PLOVER.",
        "context: Contexts of PLOVER.",
        "quad_code: Quad class.",
        "event_scale: Score of the type and mode by PLOVER's table.",
        "event_loc: Where; resolution 1 (country) to 5 (site) says what the coordinates stand for.",
        "size: People dead, injured, arrested: headline numbers.",
        "event_text: The sentences that tell it, each once.",
        "text: The sentence that told it first.",
        "text_info: Where that sentence stands in the text of its document, in code points.",
        "cite_info: The document of that sentence.",
        "link: Ids of incidents that were merged into this one, and of the one that it is about.",
        "coder: tocsin.",
        "coded_date: Day of the last change.",
        "comment: How well it is attested, who is quoted as saying it and who denies it.",
    )
)


def plover_shape() -> Shape:
    """Return the shape."""
    return Shape(
        name="plover-jsonl",
        version=VERSION,
        suffix=".jsonl",
        form="JSON lines, one event a line",
        columns=_COLUMNS,
        losses=(
            facts.ONLY_ASSERTED,
            "Counts: only the headline number of dead, injured and arrested; low and high are lost.",
            "Attribution and denial stand in the comment, as words.",
            "Which document tells what: one document is cited, the others are only quoted.",
            "The basis and the precision of the time, but for first and last day.",
            "Revisions, and the reasons for headline values.",
            "Modes that are ours go out as PLOVER's nearest, or without a mode.",
        ),
        write=lines_writer(_COLUMNS, lines),
        left_out=left_out,
        after="the PLOVER project",
    )


def left_out(incident: Incident) -> str | None:
    """Return why an incident has no line, ``None`` where it has one."""
    if why := facts.left_out(incident):
        return why
    if plover_of(incident.type, incident.mode) is None:
        return NO_TYPE
    return NO_DAY if _first(incident) is None else None


def _first(incident: Incident) -> date | None:
    """Return the day that stands for an incident: its first; of one open to the past its last; else that of the report."""
    if incident.start is None and incident.end is not None:
        return incident.end - timedelta(days=1)
    return incident.start or incident.first_reported


def lines(incident: Incident, context: Context) -> Iterable[str]:
    """Yield the line of an incident that ``left_out`` keeps."""
    yield json.dumps(event(incident, context), ensure_ascii=False)


def event(incident: Incident, context: Context) -> dict[str, Any]:
    """Return an incident as PLOVER's JSON event."""
    i, first = incident, _first(incident)
    type_, mode = plover_of(i.type, i.mode) or (i.type, i.mode)
    last = i.end - timedelta(days=1) if i.end else None
    out = {
        "id": i.id,
        "has_event": True,
        "date": first.isoformat() if first else None,
        "enddate": last.isoformat() if last and first and last > first else None,
        "actor": [_entity(a) for a in i.actors] or [{"sector": "UNK"}],
        "recipient": [_entity(a) for a in i.recipients],
        "event": [type_],
        "mode": [mode] if mode else [],
        "context": list(i.contexts),
        "quad_code": i.quad,
        "event_scale": i.intensity,
        "event_loc": _location(i.place) if i.place else None,
        "size": {_SIZES[n]: c.best for n, c in i.counts if n in _SIZES and c.best is not None},
        "event_text": list(dict.fromkeys(_line(m.evidence.text) for m in i.mentions)),
        **(_cited(i.mentions[0], context) if i.mentions else {}),
        "link": [*i.aliases, *([i.about] if i.about else [])],
        "coder": "tocsin",
        "coded_date": context.moments[i.id][1].date().isoformat() if i.id in context.moments else None,
        "comment": _comment(i),
    }
    return {name: value for name, value in out.items() if value not in (None, [], {})}


def _entity(actor: Actor) -> dict[str, Any]:
    country = _COUNTRIES.get(actor.country, actor.country) if actor.country else None
    out = {"code": country, "sector": actor.sector, "entity_text": actor.name, "identifier_text": actor.id}
    return {name: value for name, value in out.items() if value is not None}


def _location(place: EventPlace) -> dict[str, Any]:
    out = {
        "extracted_place": place.text or None,
        "resolved_place": place.name,
        "geonameid": place.geonameid,
        "lat": rounded(place.lat, place.precision),
        "lon": rounded(place.lon, place.precision),
        "province": place.admin1,
        "country_code": place.country,
        "resolution": scale(place.precision).plover,
    }
    return {name: value for name, value in out.items() if value is not None}


def _cited(member: Member, context: Context) -> dict[str, Any]:
    document = context.documents.get(member.document)
    cited = {
        "url": member.url,
        "title": document.title if document else None,
        "language": document.language if document else None,
        "publication": member.outlet,
    }
    return {
        "text": _line(member.evidence.text),
        "text_info": {"start": member.evidence.start, "end": member.evidence.end, "text_story": member.document},
        "cite_info": {name: value for name, value in cited.items() if value is not None},
    }


def _comment(incident: Incident) -> str:
    i = incident
    acts = [c for c in i.claims if c.field == "act" and c.speaker is not None]
    parts = [f"{i.status.value}; independent origins: {i.origins}"]
    if i.mode == "deny":
        parts.append("a denial")
    if i.time_basis is TimeBasis.PUBLISHED or (i.start is None and i.end is None):
        parts.append("the date is the day of the report")
    for stance, words in ((Stance.AFFIRMS, "said by"), (Stance.DENIES, "denied by")):
        if names := _speakers(acts, stance):
            parts.append(f"{words} {names}")
    return "; ".join(parts)


def _speakers(acts: Iterable[Claim], stance: Stance) -> str:
    return ", ".join(dict.fromkeys(c.speaker.name for c in acts if c.speaker and c.stance is stance))


def _line(words: str) -> str:
    return " ".join(words.split())
