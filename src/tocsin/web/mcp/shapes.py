"""What the tools answer, as schemas: short enough to be read whole, each thing with the id that leads to the rest."""

from __future__ import annotations

from pydantic import Field

from tocsin.base.model import Count, Precision, Stance
from tocsin.web.api.answers import Counted
from tocsin.web.api.models import Day, Id, Shape


class IncidentItem(Shape):
    """One incident in short; `show_evidence` with its id gives the sentences."""

    id: Id
    headline: str = Field(description="Who did what to whom, where and when, made from the fields.")
    type: str
    mode: str | None
    start: Day
    end: Day = Field(description="The day after the last one.")
    place: str | None
    country: str | None
    precision: Precision | None = Field(description="How precisely the place is known.")
    actors: list[str]
    recipients: list[str]
    counts: dict[str, Count] = Field(description="People killed, injured …: low, best, high; null is open.")
    status: str = Field(description="How well it is attested: reported, corroborated, disputed, withdrawn.")
    told: str = Field(description="How it is told: asserted, alleged, denied, threatened …")
    origins: int = Field(description="Independent origins that affirm it.")
    documents: int
    score: float
    uri: str = Field(description="The resource with all of it.")


class IncidentList(Shape):
    """Incidents that fit."""

    total: int = Field(description="How many fit in all.")
    cursor: str | None = Field(description="Give it back for what follows; null at the end.")
    incidents: list[IncidentItem]


class ClaimItem(Shape):
    """Who says or denies one value of one field of an incident, in which words."""

    id: Id
    incident: Id
    headline: str | None
    field: str
    value: str | None
    stance: Stance
    speaker: str = Field(description="Who says it; a document that tells it in its own voice goes by its origin.")
    said_on: Day
    words: str
    origin: str
    document: Id


class ClaimList(Shape):
    """Claims that fit."""

    cursor: str | None = Field(description="Give it back for what follows; null at the end.")
    claims: list[ClaimItem]


class Quote(Shape):
    """A sentence that speaks for or against a relation."""

    words: str
    effect: str = Field(description="opens, closes, holds, denies.")
    day: Day
    source: Id
    origins: list[str]


class StandingItem(Shape):
    """How two things stand to each other."""

    kind: str
    subject: str
    object: str | None
    place: str | None
    from_earliest: Day
    from_latest: Day
    until_earliest: Day
    until_latest: Day = Field(description="Both until null: it holds, as far as told.")
    status: str
    evidence_for: list[Quote]
    evidence_against: list[Quote]
    steps_for: int
    steps_against: int


class StandingList(Shape):
    """Relations that fit."""

    total: int
    cursor: str | None = Field(description="Give it back for what follows; null at the end.")
    standing: list[StandingItem]


class Sentence(Shape):
    """One sentence with where it is: code points `[start, end)` of the document's text."""

    words: str
    does: str = Field(description="tells (a mention), affirms or denies (a claim).")
    field: str | None = Field(description="Of a claim: of what.")
    value: str | None
    speaker: str | None
    document: Id
    outlet: str | None
    published: Day
    url: str | None
    origin: str | None
    is_copy: bool
    start: int
    end: int


class Evidence(Shape):
    """The sentences behind an incident, claim or document."""

    id: Id
    kind: str = Field(description="incident, claim or document.")
    headline: str
    status: str | None
    sentences: list[Sentence]
    left_out: int = Field(description="Sentences beyond those shown.")


class Hit(Shape):
    """One hit of a search; words found stand between `**`."""

    kind: str
    id: Id
    title: str
    day: Day
    snippet: str
    uri: str


class HitList(Shape):
    """Hits of a search, incidents first."""

    hits: list[Hit]


class CountList(Shape):
    """The commonest values of fields."""

    total: int
    facets: dict[str, list[Counted]]


class DossierItem(Shape):
    """What the record holds on an actor or a place, in short."""

    name: str
    ids: list[str]
    incidents: int
    types: list[Counted]
    latest_counted: int = Field(description="How many of the latest incidents `done` and `suffered` are counted over.")
    done: list[Counted]
    suffered: list[Counted]
    others: list[Counted]
    places: list[Counted]
    by_month: list[Counted]
    latest: list[IncidentItem]
    claims: list[ClaimItem]
    standing: list[StandingItem]
    standing_left_out: bool = Field(
        description="There is more than can be worked out at once: ask standing by place or kind."
    )
