"""Our own shape: the tables incidents and mentions, column by column."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from tocsin.base.incidents import Incident, IncidentStatus, Member
from tocsin.base.model import EventMention, Stance, Status, TimeBasis
from tocsin.base.tables import table
from tocsin.write.column import Column, Kind, Presence, Table
from tocsin.write.native_columns import (
    code,
    count_columns,
    counts_of,
    extent_columns,
    place_columns,
    side,
    unknown,
)

_DAY_AFTER = "the day after the last one, not included"


@dataclass(frozen=True, slots=True)
class Told:
    """A mention as a row: its incident, what makes it a part of it, and what its document tells, where it is known."""

    incident: str
    member: Member
    mention: EventMention | None


@cache
def _types_with_modes() -> frozenset[str]:
    return frozenset(r["type"] for r in table("ontology.tsv", columns=("type", "mode")) if r["mode"])


def _mode_lacks(incident: Incident) -> Presence:
    return Presence.UNKNOWN if incident.type in _types_with_modes() else Presence.NOT_APPLICABLE


def _quad_lacks(_: Incident) -> Presence:
    return Presence.NOT_APPLICABLE


def _side_lacks(incident: Incident) -> Presence:
    return Presence.NOT_APPLICABLE if incident.type == "HAZARD" else Presence.UNKNOWN


def _deniers(incident: Incident) -> tuple[str, ...]:
    names = (c.speaker.name for c in incident.claims if c.field == "act" and c.stance is Stance.DENIES and c.speaker)
    return tuple(dict.fromkeys(names))


def _values(kind: Iterable[str]) -> str:
    return ", ".join(kind)


INCIDENTS = Table(
    "incidents",
    "One row is one happening, however many documents tell it, with the headline value of each field.",
    (
        code("id", "Permanent id of the incident.", lambda i: i.id, "`i_` and twelve hexadecimal digits"),
        code("type", "Type of event.", lambda i: i.type, "types of PLOVER, and HAZARD"),
        Column(
            "mode",
            Kind.CODE,
            "Mode of the type: how it was done.",
            lambda i: i.mode,
            "See `mode_status`.",
            "modes of PLOVER and ours (docs/reference/event-types.md)",
            _mode_lacks,
        ),
        Column(
            "contexts",
            Kind.CODES,
            "What it was about.",
            lambda i: i.contexts,
            "None was recognised.",
            "contexts of PLOVER",
        ),
        code("cameo", "Code of CAMEO; text, with leading zeros.", lambda i: i.cameo, empty="CAMEO has no code for it."),
        Column(
            "quad",
            Kind.INTEGER,
            "Quad class.",
            lambda i: i.quad,
            "See `quad_status`.",
            "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
            _quad_lacks,
        ),
        Column(
            "intensity",
            Kind.NUMBER,
            "Score of the type and mode by PLOVER's table, not of this incident.",
            lambda i: i.intensity,
            "The type has none.",
            "-10 (conflict) to +10 (cooperation)",
        ),
        code(
            "told",
            "How the firmest telling has it. Only `asserted` ones are told as having happened.",
            lambda i: i.told,
            _values(Status),
        ),
        code(
            "status",
            "How well it is attested; no verdict on whether it is true.",
            lambda i: i.status,
            _values(IncidentStatus),
        ),
        Column(
            "start", Kind.DATE, "First day.", lambda i: i.start, "Open to the past, or no source says.", status=unknown
        ),
        Column("end", Kind.DATE, f"End of the time: {_DAY_AFTER}.", lambda i: i.end, "Open, or no source says."),
        code(
            "time_precision",
            "How exact the time is.",
            lambda i: i.time_precision,
            "day, week, month, year, span",
            "No time is known.",
        ),
        code(
            "time_basis",
            "Where the time comes from; `published`: only the day of the report is known.",
            lambda i: i.time_basis,
            _values(TimeBasis),
            "No time is known.",
        ),
        *place_columns(lambda i: i.place),
        *side("actor", lambda i: i.actors, "Who did it", _side_lacks),
        *side("recipient", lambda i: i.recipients, "To whom it was done", _side_lacks),
        *count_columns(counts_of, lambda i: i.quad),
        Column(
            "origins",
            Kind.INTEGER,
            "Independent origins that affirm it: reprints of one wire count once.",
            lambda i: i.origins,
        ),
        Column("documents", Kind.INTEGER, "Documents that tell it, copies too.", lambda i: i.documents),
        Column(
            "denied_by",
            Kind.TEXTS,
            "Who denies that it happened, or its part in it.",
            _deniers,
            "Nobody, as far as the documents tell.",
        ),
        Column("first_reported", Kind.DATE, "Day of the first report.", lambda i: i.first_reported),
        Column("last_reported", Kind.DATE, "Day of the last report.", lambda i: i.last_reported),
        Column(
            "score",
            Kind.NUMBER,
            "Share of such words that tell a happening of that type; of the surest mention.",
            lambda i: i.score,
            "Never empty.",
            "0 to 1",
        ),
        code(
            "about",
            "Of an act of words: the id of the incident that it is about.",
            lambda i: i.about,
            empty="It is about none that the record holds.",
        ),
        Column(
            "aliases", Kind.CODES, "Ids of incidents that were merged into this one.", lambda i: i.aliases, "None was."
        ),
        Column(
            "revision", Kind.INTEGER, "Counts from 1 and rises with each change.", lambda i: i.revision, "Never empty."
        ),
        Column(
            "reasons", Kind.TEXTS, "How the headline values were chosen.", lambda i: i.reasons, "There was no choice."
        ),
    ),
)


def _of_mention(value: Callable[[EventMention], object]) -> Callable[[Told], object]:
    return lambda told: value(told.mention) if told.mention else None


def _speakers(stance: Stance) -> Callable[[Told], object]:
    return _of_mention(lambda m: tuple(s.speaker.name or s.speaker.text for s in m.attributions if s.stance is stance))


MENTIONS = Table(
    "mentions",
    "One row is one telling of an incident in one document, with the words that tell it.",
    (
        code("id", "Id of the mention.", lambda t: t.member.mention, "`m_` and hexadecimal digits"),
        code("incident", "The incident that it tells.", lambda t: t.incident),
        code("document", "The document that tells it.", lambda t: t.member.document),
        code("type", "Type of event as told here.", _of_mention(lambda m: m.type)),
        code("mode", "Mode as told here.", _of_mention(lambda m: m.mode), empty="The telling gives none."),
        code("told", "How this document tells it.", _of_mention(lambda m: m.status), _values(Status)),
        *extent_columns("trigger", lambda t: t.member.trigger, "The word that tells the happening."),
        *extent_columns("evidence", lambda t: t.member.evidence, "The sentence that tells it."),
        *side("actor", lambda t: t.mention.actors if t.mention else (), "Who did it, as told here"),
        *side("recipient", lambda t: t.mention.recipients if t.mention else (), "To whom, as told here"),
        *place_columns(lambda t: t.mention.place if t.mention else None),
        Column("start", Kind.DATE, "First day, as told here.", _of_mention(lambda m: m.time.start if m.time else None)),
        Column(
            "end", Kind.DATE, f"End, as told here: {_DAY_AFTER}.", _of_mention(lambda m: m.time.end if m.time else None)
        ),
        Column(
            "time_words",
            Kind.TEXT,
            "The words that give the time.",
            _of_mention(lambda m: m.time.text if m.time else None),
            "Only the day of the report is known.",
        ),
        *count_columns(
            lambda t: dict(t.mention.counts) if t.mention else {}, lambda t: t.mention.quad if t.mention else None
        ),
        Column(
            "said_by",
            Kind.TEXTS,
            "Who is quoted as saying it.",
            _speakers(Stance.AFFIRMS),
            "The document tells it in its own voice.",
        ),
        Column("denied_by", Kind.TEXTS, "Who is quoted as denying it.", _speakers(Stance.DENIES), "Nobody here."),
        Column("outlet", Kind.TEXT, "Outlet of the document.", lambda t: t.member.outlet),
        Column("published", Kind.DATE, "Day of publication.", lambda t: t.member.published),
        Column(
            "origin",
            Kind.TEXT,
            "Whom the telling goes back to: an agency, an outlet, or an actor that is quoted.",
            lambda t: t.member.origin,
            "Never empty.",
        ),
        Column(
            "is_copy",
            Kind.FLAG,
            "Whether the document repeats another's text.",
            lambda t: t.member.is_copy,
            "Never empty.",
        ),
        Column(
            "score",
            Kind.NUMBER,
            "How surely the mention belongs to the incident.",
            lambda t: t.member.score,
            "Never empty.",
            "0 to 1",
        ),
        Column("reasons", Kind.TEXTS, "Why it belongs there.", lambda t: t.member.reasons, "It began the incident."),
    ),
)
