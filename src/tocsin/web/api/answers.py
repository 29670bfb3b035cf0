"""What the addresses of the API answer: pages of the shapes, counts, dossiers, and errors."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import Field

from tocsin.base.model import Actor
from tocsin.web.api.models import (
    Change,
    Claim,
    Day,
    Document,
    Found,
    Judgement,
    ListedIncident,
    Place,
    Relation,
    Revision,
    Shape,
)


class Counted(Shape):
    """A value and how often it occurs."""

    value: str
    count: int


class Dossier(Shape):
    """What the record holds on an actor or a place: counts, the latest incidents, claims, and how things stand."""

    name: str
    ids: list[str]
    actor: Actor | None
    place: Place | None
    incidents: int = Field(description="How many there are in all.")
    types: list[Counted]
    statuses: list[Counted]
    others: list[Counted] = Field(description="With whom; of a place, who acts there.")
    places: list[Counted]
    latest_counted: int = Field(description="How many of the latest incidents `done` and `suffered` are counted over.")
    done: list[Counted] = Field(description="Types of what it did; of a place, of what happened there.")
    suffered: list[Counted] = Field(description="Types of what was done to it.")
    by_month: list[Counted]
    latest: list[ListedIncident]
    claims: list[Claim] = Field(
        description="The latest: what it says and denies; of a place, those on what happened there."
    )
    standing: list[Relation]
    standing_left_out: bool = Field(
        description="There is more than can be worked out at once: ask `/standing` by place or kind."
    )


class Bucket(Shape):
    """Incidents that began in `[start, end)`; with no document published then, a zero is a gap in coverage."""

    start: date
    end: date
    incidents: int
    by_quad: list[int] = Field(min_length=4, max_length=4, description="Of quad class 1, 2, 3, 4.")
    documents: int = Field(description="Documents of the store published then; 0 is a gap in coverage.")


class Timeline(Shape):
    """Incidents through time."""

    step: str
    buckets: list[Bucket]


class Facets(Shape):
    """The commonest values of each field among the incidents that fit."""

    total: int
    facets: dict[str, list[Counted]]


class Meta(Shape):
    """What is served: version of the software, of the content, and how much there is."""

    software: str
    version: str = Field(description="Changes whenever the content does.")
    changed: datetime | None = Field(description="When the record last changed.")
    incidents: int
    first_day: Day = Field(description="Of the earliest incident.")
    last_day: Day = Field(description="Of the latest incident.")


class Page(Shape):
    """A page of a list; follow `next` until it is null."""

    total: int | None = Field(
        default=None, description="How many fit in all; null where counting would cost more than the page."
    )
    next: str | None = Field(description="The address of the next page; null on the last.")


class Incidents(Page):
    """A page of incidents."""

    items: list[ListedIncident]


class Claims(Page):
    """A page of claims."""

    items: list[Claim]


class Documents(Page):
    """A page of documents."""

    items: list[Document]


class Relations(Page):
    """A page of relations."""

    items: list[Relation]


class Changes(Page):
    """A page of changes, the oldest first."""

    items: list[Change]


class Judgements(Page):
    """A page of judgements in force."""

    items: list[Judgement]


class Founds(Page):
    """The hits of a search, incidents first, the best of each kind first."""

    items: list[Found]


class Revisions(Page):
    """The revisions of an incident, the oldest first."""

    items: list[Revision]


class Mentions(Page):
    """What a document tells, in the order of its text."""

    items: list[dict[str, Any]] = Field(
        description="Mentions as of `tocsin code --format jsonl` (docs/reference/output.md)."
    )


class Fault(Shape):
    """One thing that is wrong."""

    detail: str
    parameter: str | None = Field(default=None, description="The parameter that it is in.")
    pointer: str | None = Field(default=None, description="A JSON pointer into the body.")
    allowed: list[str] | None = None


class ProblemDetails(Shape):
    """An error, as of RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[Fault] | None = None
