"""An incident as rows: its columns, who took part, its words for the search, its members and claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from tocsin.base.incidents import Claim, Incident, Member
from tocsin.base.plain import plain
from tocsin.store.parties import place_columns
from tocsin.store.rows import digest_of, key_of, packed

# What has tables of its own, or is given by the store when it is read.
APART = ("mentions", "claims", "aliases", "revision")
# Letters of the words that an incident is found by: names and the sentences that tell it, each once.
MOST_WORDS = 4000


@dataclass(frozen=True, slots=True)
class Packed:
    """An incident ready to be kept; ``digest`` changes with its values, its members or its claims.

    ``incident`` has its values alone; members and claims are rows.
    """

    incident: Incident
    body: dict[str, Any]
    digest: str
    members: tuple[dict[str, Any], ...]
    claims: tuple[dict[str, Any], ...]


def pack(given: Incident) -> Packed:
    """Return an incident as the rows that keep it."""
    # Members and claims are packed once, by themselves: a large incident has hundreds of them.
    light, body, digest = packed(replace(given, mentions=(), claims=()), without=APART)
    members = tuple(_member(m) for m in given.mentions)
    claims = tuple(_claim(c) for c in given.claims)
    digest = digest_of(digest, *_digests(members), "claims", *_digests(claims))
    return Packed(light, body, digest, members, claims)


def _digests(rows: Iterable[dict[str, Any]]) -> list[str]:
    return sorted(row["digest"] for row in rows)


def facts(given: Incident) -> dict[str, Any]:
    """Return the columns of an incident that filters ask for."""
    first, last = days(given)
    values = ("type", "mode", "origins", "documents", "first_reported", "last_reported", "score", "about")
    return {
        **{name: getattr(given, name) for name in values},
        "told": given.told.value,
        "status": given.status.value,
        "start_day": given.start,
        "end_day": given.end,
        "first_day": first,
        "last_day": last,
        **place_columns(given.place),
    }


def days(given: Incident) -> tuple[date, date]:
    """Return the first and the last day (inclusive) of an incident, never empty; see ``schema._facts``."""
    last = given.end - timedelta(days=1) if given.end and given.end > date.min else None
    first = given.start or last or given.first_reported or date.max
    return first, max(first, last or first)


def parties(given: Incident) -> str:
    """Return ids and names of who took part in one cell, to be asked of what was known at a moment."""
    names = {n for a in (*given.actors, *given.recipients) for n in (a.id, key_of(a.name)) if n}
    return "|" + "".join(f"{n}|" for n in sorted(names))


def words(of: Packed) -> str:
    """Return what an incident is found by in a search: who, where, the kind, and the sentences that tell it."""
    given, place = of.incident, of.incident.place
    parts = [
        *(a.name for a in (*given.actors, *given.recipients)),
        *((n for n in (place.name, place.text, place.admin1) if n) if place else ()),
        given.type.lower(),
        given.mode or "",
        *given.contexts,
        *(row["body"]["evidence"]["text"] for row in of.members),
    ]
    return "\n".join(dict.fromkeys(p for p in parts if p))[:MOST_WORDS]


def _member(given: Member) -> dict[str, Any]:
    kept, body, digest = packed(given)
    names = ("mention", "document", "origin", "is_copy", "score")
    return {**{name: getattr(kept, name) for name in names}, "digest": digest, "body": body}


def _claim(given: Claim) -> dict[str, Any]:
    kept, body, digest = packed(given)
    names = ("id", "field", "value", "said_on", "document", "mention", "origin", "superseded_by")
    count, speaker = kept.count, kept.speaker
    return {
        **{name: getattr(kept, name) for name in names},
        **(plain(count) if count else dict.fromkeys(("low", "best", "high"))),
        "stance": kept.stance.value,
        "told": kept.told.value,
        "speaker": speaker.id if speaker else None,
        "speaker_name": speaker.name if speaker else None,
        "speaker_key": key_of(speaker.name) if speaker else None,
        "words": kept.evidence.text,
        "digest": digest,
        "body": body,
    }
