"""The shapes of ``write/shapes`` as typed schemas: what the OpenAPI document says of every answer.

Answers are written from the dictionaries themselves, unchecked for speed; a test holds the two together.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from tocsin.base.incidents import Effect, IncidentStatus, RelationStatus
from tocsin.base.model import Actor, Count, Precision, RegionKind, Stance, Status, TimeBasis
from tocsin.base.provenance import Verdict
from tocsin.base.relations import RelationKind

Day = Annotated[date | None, Field(description="A day (UTC); null where unknown.")]
Id = Annotated[str, Field(description="Permanent id.")]
Origin = Annotated[str, Field(description="Whom it goes back to: an outlet, agency or author; copies share one.")]
Score = Annotated[
    float, Field(ge=0, le=1, description="0 to 1: the share of such words that tell a happening of that type.")
]
Offset = Annotated[int, Field(ge=0, description="Code points into the document's text; an end is exclusive.")]


class Shape(BaseModel):
    """Of which all are: no field but those that are named."""

    model_config = ConfigDict(extra="forbid")


class Place(Shape):
    """Where; coordinates stand for what `precision` says, and are no spot where `precision` is coarser than a town."""

    name: str
    geonameid: int | None
    country: str | None = Field(description="ISO 3166-1 alpha-3.")
    admin1: str | None = Field(description="The province.")
    lat: float | None = Field(ge=-90, le=90, description="Degrees north, WGS 84.")
    lon: float | None = Field(ge=-180, le=180, description="Degrees east, WGS 84.")
    precision: Precision


class Time(Shape):
    """When, as days from `start` up to, not including, `end`."""

    start: Day
    end: Day
    precision: str | None = Field(description="day, week, month, year, span.")
    basis: TimeBasis | None = Field(
        description="stated in words, relative to publication, or only the day of publication."
    )


class What(Shape):
    """What a claim that something happened is of."""

    type: str
    mode: str | None
    actors: list[str]
    recipients: list[str]
    place: str | None
    time: Time | None
    status: IncidentStatus


class Claim(Shape):
    """One value of one field of an incident: who says or denies it, in which document, in which words."""

    id: Id
    incident: Id
    field: str = Field(description="act (that it happened), doer, place, time, or the name of a count.")
    value: str | None
    stance: Stance
    speaker: Actor | None = Field(description="null where the document tells it in its own voice.")
    cue: str | None = Field(description="The word of saying.")
    said_on: Day
    document: Id
    evidence: str = Field(description="The sentence.")
    origin: Origin
    told: Status
    superseded_by: str | None = Field(description="The later claim of the same speaker on the same field.")
    what: What | None = Field(description="Of act: what is said to have happened.")
    count: Count | None
    mention: Id
    evidence_start: Offset
    evidence_end: Offset


class Member(Shape):
    """A mention as a part of its incident: where it is told, in which words, and why it belongs there."""

    document: Id
    file: str | None
    trigger: str
    evidence: str = Field(description="The sentence.")
    trigger_start: Offset
    trigger_end: Offset
    evidence_start: Offset
    evidence_end: Offset
    id: Id
    url: str | None
    outlet: str | None
    published: Day
    origin: Origin
    is_copy: bool
    score: Score
    reasons: list[str]


class ListedIncident(Shape):
    """One real happening, with the headline value of each field; every value has claims behind it."""

    id: Id
    type: str = Field(description="Event type of PLOVER.")
    mode: str | None
    time: Time | None
    place: Place | None
    actors: list[Actor]
    recipients: list[Actor]
    counts: dict[str, Count] = Field(description="People killed, injured, arrested, missing, displaced: as a range.")
    origins: int = Field(description="Independent origins that affirm it.")
    status: IncidentStatus = Field(description="How well it is attested; never a verdict on whether it is true.")
    mentions: list[Member] | None = Field(default=None, description="Only where they are included.")
    told: Status
    score: Score
    first_reported: Day
    last_reported: Day
    claims: list[Claim] | None = Field(default=None, description="Only where they are included.")
    aliases: list[str] = Field(description="Ids of incidents that were merged into it.")
    revision: int
    documents: int
    contexts: list[str]
    cameo: str | None
    quad: int | None = Field(description="1 verbal, 2 material cooperation; 3 verbal, 4 material conflict.")
    intensity: float | None = Field(ge=-10, le=10, description="-10 (conflict) to +10 (cooperation).")
    about: str | None = Field(description="The incident that a verbal one is about.")
    reasons: list[str]


class Incident(ListedIncident):
    """One real happening with all its mentions (the sentences that tell it) and claims."""

    mentions: list[Member]
    claims: list[Claim]


class Document(Shape):
    """One published text, without the text."""

    id: Id
    file: str | None
    url: str | None
    title: str | None
    published: Day
    outlet: str | None
    language: str | None = Field(description="ISO 639-1.")
    copy_of: str | None
    origin: str | None
    provider: str | None
    author: str | None
    characters: int


class Region(Shape):
    """A stretch of the text and what it is; only body is coded."""

    start: Offset
    end: Offset
    kind: RegionKind
    reason: str


class DocumentText(Document):
    """One published text, with it."""

    text: str
    regions: list[Region]


class Bounds(Shape):
    """A day known as earliest and latest."""

    earliest: Day
    latest: Day


class Step(Shape):
    """One thing that opens, closes, confirms or denies a relation."""

    source: Id
    effect: Effect
    words: str
    file: str | None
    files: list[str]
    documents: list[str]
    origins: list[str]
    earliest: Day
    latest: Day
    status: IncidentStatus
    reason: str


class Relation(Shape):
    """How two things stand to each other for a time, with what speaks for it and against it."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    kind: RelationKind
    subject: Actor
    object: Actor | None
    place: Place | None
    from_: Bounds = Field(alias="from")
    until: Bounds | None = Field(description="null while it holds, as far as told.")
    status: RelationStatus
    files: list[str]
    evidence_for: list[Step]
    evidence_against: list[Step]


class Change(Shape):
    """What became of an id: when, by whom (a run or a person) and why."""

    id: Id
    kind: str = Field(description="document or incident.")
    what: str = Field(description="added, changed, merged, deleted.")
    at: datetime
    by: str
    why: str
    revision: int


class Revision(Shape):
    """One revision of an incident, without its mentions and claims."""

    change: Change
    incident: ListedIncident


class Judgement(Shape):
    """A person's decision, kept and replayed after every merge."""

    id: Id
    at: datetime
    by: str
    verdict: Verdict
    left: str
    right: str | None
    field: str | None
    value: str | None
    why: str | None


class NewJudgement(Shape):
    """A decision to make: same, different and unsure need `right`; edit needs `field` and `value`."""

    verdict: Verdict
    left: Annotated[str, Field(max_length=200, description="The id of an incident or mention.")]
    right: Annotated[str | None, Field(max_length=200, description="The other id.")] = None
    by: Annotated[str, Field(min_length=1, max_length=200, description="Who decides.")]
    field: Annotated[
        str | None, Field(max_length=50, description="Of an edit: type, mode, start, end, actors, a count …")
    ] = None
    value: Annotated[
        str | None, Field(max_length=20_000, description="Of an edit, as a text; counts and actors as JSON.")
    ] = None
    why: Annotated[str | None, Field(max_length=2000)] = None


class Found(Shape):
    """One hit of a search; the words found stand between `**`."""

    kind: str = Field(description="document or incident.")
    id: Id
    title: str
    day: Day
    snippet: str
