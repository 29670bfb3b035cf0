"""Records of what many documents tell: incidents, claims, relations, and how they are asked for.

Ids are permanent: an incident keeps the id that its first mention gave it; merged ids live on as aliases.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tocsin.base.model import Actor, Count, Document, EventMention, EventPlace, Extent, Stance, Status, TimeBasis
from tocsin.base.relations import RelationKind


class IncidentStatus(StrEnum):
    """How well an incident is attested (``reference/status``); never a verdict on whether it is true."""

    REPORTED = "reported"  # one independent origin
    CORROBORATED = "corroborated"  # two or more independent origins, none denies it
    DISPUTED = "disputed"  # somebody denies it, or tells a value that excludes another's
    WITHDRAWN = "withdrawn"  # whoever told it took it back
    SUPERSEDED = "superseded"  # merged into another incident


@dataclass(frozen=True, slots=True)
class Account:
    """A mention with the document that tells it, and the mention that it is about, if any: what merging compares."""

    mention: EventMention
    document: Document
    about: EventMention | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of one field of an incident: who says it, in which document, in which words.

    ``field`` is ``act`` (that it happened), ``doer``, ``place``, ``time``, or the name of a count; ``value`` is what is
    said of it, as words, ``None`` for ``act``; ``speaker`` is ``None`` where the document tells it in its own voice;
    ``origin`` is whom the claim goes back to, so that claims with one origin count once; ``told`` is how the document
    tells it; ``superseded_by`` is the later claim of the same speaker on the same field.
    """

    id: str
    incident: str
    field: str
    value: str | None
    count: Count | None
    stance: Stance
    speaker: Actor | None
    cue: str | None
    said_on: date | None
    document: str
    mention: str
    evidence: Extent
    origin: str
    told: Status
    superseded_by: str | None = None

    @property
    def stands(self) -> bool:
        """Whether its speaker affirms it, and has said nothing else of it since."""
        return self.stance is Stance.AFFIRMS and self.superseded_by is None


@dataclass(frozen=True, slots=True)
class Member:
    """A mention as part of its incident, with where to read it and why it belongs there; ``score`` in [0, 1]."""

    mention: str
    document: str
    file: str | None
    url: str | None
    outlet: str | None
    published: date | None
    trigger: Extent
    evidence: Extent
    origin: str
    is_copy: bool
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening, with the headline value of each field (docs/explanation/merging.md).

    ``told`` is how the firmest telling has it (asserted before alleged before denied ...); ``start``/``end`` is the time
    as ``[start, end)`` in days; ``origins`` counts independent origins that affirm it; ``first_reported`` and
    ``last_reported`` are days of publication; ``score`` in [0, 1] is that of its surest mention; ``revision`` counts
    from 1 and rises with each change.
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int | None
    intensity: float | None
    told: Status
    status: IncidentStatus
    start: date | None
    end: date | None
    time_precision: str | None
    time_basis: TimeBasis | None
    place: EventPlace | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    counts: tuple[tuple[str, Count], ...]
    origins: int
    documents: int
    first_reported: date | None
    last_reported: date | None
    score: float
    reasons: tuple[str, ...] = ()
    mentions: tuple[Member, ...] = ()
    claims: tuple[Claim, ...] = ()
    aliases: tuple[str, ...] = ()
    about: str | None = None
    revision: int = 1


class Effect(StrEnum):
    """What an incident or a passing remark does to a relation."""

    OPENS = "opens"
    CLOSES = "closes"
    HOLDS = "holds"  # tells that it stands on a day
    DENIES = "denies"  # somebody says that it does not stand
    SUPPOSES = "supposes"  # nobody tells of it; it follows from what is told


class RelationStatus(StrEnum):
    """How well a relation is attested; never a verdict on whether it is true."""

    REPORTED = "reported"  # one independent origin
    CORROBORATED = "corroborated"  # two or more independent origins, none denies it
    DISPUTED = "disputed"  # somebody's denial stands, or all who tell of it are parties to it
    SUPPOSED = "supposed"  # no set phrase tells of it: the reader model sees it, or it follows from what is told


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that opens, closes, confirms or denies a relation, on a day known as earliest to latest.

    ``source`` is the id of the incident or of the relation mention that it comes from; ``place`` is given for
    ``controls`` and ``present_in``; ``origins`` are whom it goes back to; ``files`` where it can be read; ``seen`` is true
    for what only the reader model sees in a sentence.
    """

    source: str
    kind: RelationKind
    effect: Effect
    subject: Actor
    object: Actor | None
    place: EventPlace | None
    earliest: date | None
    latest: date | None
    status: IncidentStatus
    origins: tuple[str, ...]
    documents: tuple[str, ...]
    files: tuple[str, ...]
    evidence: Extent
    reason: str
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """How two things stand for a time: from and until as earliest and latest day, with the steps for and against it.

    ``until`` is the first day on which it no longer holds; both ``None``: still in force as far as told.
    """

    kind: RelationKind
    subject: Actor
    object: Actor | None
    place: EventPlace | None
    from_earliest: date | None
    from_latest: date | None
    until_earliest: date | None
    until_latest: date | None
    status: RelationStatus
    evidence_for: tuple[Step, ...]
    evidence_against: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which incidents, claims or documents are asked for; ``None`` and empty mean all.

    ``since`` <= day < ``until``; ``places`` are GeoNames ids, ``countries`` ISO alpha-3, ``admin1`` names of
    provinces, in ``admin1_country`` if given (an incident fits if one of the three fits); ``actors`` ids, any role
    or, for claims, ``speakers``;
    ``as_of``: what the store knew at that moment.
    """

    since: date | None = None
    until: date | None = None
    places: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()
    admin1: tuple[str, ...] = ()
    admin1_country: str | None = None
    place_names: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    actor_names: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    speaker_names: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    min_score: float = 0.0
    min_origins: int = 0
    words: str | None = None
    as_of: datetime | None = None
    limit: int | None = None
