"""What the tools of the MCP server answer: short enough to be read whole, each thing with the id that leads to the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pydantic import Field

from tocsin.base.incidents import Claim, Incident, Relation, Step
from tocsin.base.model import Count, Document, EventMention, Precision, Stance
from tocsin.web.api.answers import Counted
from tocsin.web.api.dossier import by_month, others
from tocsin.web.api.models import Day, Id, Shape
from tocsin.web.dossiers import DossierView
from tocsin.write.kept_cells import headline
from tocsin.write.shapes import address

# Sentences shown for and against a relation, and things of each kind in a dossier.
QUOTES, FEW = 2, 10
# Sentences of one incident; a large one has hundreds, most of them copies.
SENTENCES = 40


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


def uri_of(kind: str, id_: str) -> str:
    """Return the URI of a resource of ours."""
    return f"tocsin://{kind}/{id_}"


def incident_item(incident: Incident) -> IncidentItem:
    """Return an incident in short."""
    i, place = incident, incident.place
    return IncidentItem(
        id=i.id, headline=headline(i, width=80), type=i.type, mode=i.mode, start=i.start, end=i.end,
        place=place.name if place else None, country=place.country if place else None,
        precision=place.precision if place else None, actors=[a.name for a in i.actors],
        recipients=[a.name for a in i.recipients], counts=dict(i.counts), status=i.status.value, told=i.told.value,
        origins=i.origins, documents=i.documents, score=i.score, uri=uri_of("incident", i.id),
    )  # fmt: skip


def claim_item(claim: Claim, about: Mapping[str, Incident]) -> ClaimItem:
    """Return a claim in short; ``about`` gives the incidents that claims are of."""
    c, incident = claim, about.get(claim.incident)
    return ClaimItem(
        id=c.id, incident=c.incident, headline=headline(incident, width=80) if incident else None, field=c.field,
        value=c.value, stance=c.stance, speaker=c.speaker.name if c.speaker else c.origin, said_on=c.said_on,
        words=c.evidence.text, origin=c.origin, document=c.document,
    )  # fmt: skip


def standing_item(relation: Relation) -> StandingItem:
    """Return a relation with the first sentences for and against it."""
    r = relation
    return StandingItem(
        kind=r.kind.value, subject=r.subject.name, object=r.object.name if r.object else None,
        place=r.place.name if r.place else None, from_earliest=r.from_earliest, from_latest=r.from_latest,
        until_earliest=r.until_earliest, until_latest=r.until_latest, status=r.status.value,
        evidence_for=_quotes(r.evidence_for), evidence_against=_quotes(r.evidence_against),
        steps_for=len(r.evidence_for), steps_against=len(r.evidence_against),
    )  # fmt: skip


def _quotes(steps: Sequence[Step]) -> list[Quote]:
    return [
        Quote(
            words=s.evidence.text,
            effect=s.effect.value,
            day=s.earliest or s.latest,
            source=s.source,
            origins=list(s.origins),
        )
        for s in steps[:QUOTES]
    ]


def dossier_item(view: DossierView) -> DossierItem:
    """Return a dossier in short."""
    d, of = view.dossier, view.told_of
    return DossierItem(
        name=d.name, ids=list(d.ids), incidents=view.total, types=counted(view.facets["type"]),
        latest_counted=len(d.incidents), done=counted(d.done[:FEW]), suffered=counted(d.suffered[:FEW]),
        others=counted(others(view)), places=counted(view.facets["place"]), by_month=counted(by_month(view)),
        latest=[incident_item(i) for i in d.incidents[:FEW]], claims=[claim_item(c, of) for c in d.claims[:FEW]],
        standing=[standing_item(r) for r in d.standing[:FEW]], standing_left_out=view.has_too_many,
    )  # fmt: skip


def counted(pairs: Iterable[tuple[str, int]]) -> list[Counted]:
    """Return values with their counts."""
    return [Counted(value=value, count=count) for value, count in pairs]


def incident_evidence(incident: Incident) -> Evidence:
    """Return the sentences that tell an incident, and those in which somebody affirms or denies it; own words first."""
    i = incident
    places = {m.document: (m.outlet, m.published, address(m.file, m.url), m.origin, m.is_copy) for m in i.mentions}
    told = [
        _sentence(m.evidence.text, "tells", m.document, places, start=m.evidence.start, end=m.evidence.end)
        for m in sorted(i.mentions, key=lambda m: m.is_copy)
    ]
    said = [claim_sentence(c, places) for c in i.claims if c.speaker is not None or c.stance is Stance.DENIES]
    # Who denies it is shown whatever is left out.
    said.sort(key=lambda s: s.does != Stance.DENIES.value)
    half = SENTENCES // 2
    shown = [*told[: max(half, SENTENCES - len(said))], *said[: max(half, SENTENCES - len(told))]]
    return Evidence(
        id=i.id, kind="incident", headline=headline(i, width=80), status=i.status.value, sentences=shown,
        left_out=len(told) + len(said) - len(shown),
    )  # fmt: skip


Where = tuple[str | None, date | None, str | None, str | None, bool]


def claim_sentence(claim: Claim, places: Mapping[str, Where]) -> Sentence:
    """Return the sentence of a claim; ``places`` says of documents where they were published."""
    c = claim
    found = _sentence(
        c.evidence.text, c.stance.value, c.document, places, start=c.evidence.start, end=c.evidence.end
    )  # fmt: skip
    speaker = c.speaker.name if c.speaker else None
    return found.model_copy(update={"field": c.field, "value": c.value, "speaker": speaker, "origin": c.origin})


def document_evidence(document: Document, mentions: Sequence[EventMention]) -> Evidence:
    """Return the sentences of a document that tell something, in their order."""
    d = document
    places = {d.id: (d.outlet, d.published, address(d.file, d.url), d.origin, d.copy_of is not None)}
    found = [
        _sentence(m.evidence.text, "tells", d.id, places, start=m.evidence.start, end=m.evidence.end).model_copy(
            update={"field": m.type, "value": m.status.value}
        )
        for m in mentions
    ]
    return Evidence(
        id=d.id, kind="document", headline=d.title or d.id, status=None, sentences=found[:SENTENCES],
        left_out=max(0, len(found) - SENTENCES),
    )  # fmt: skip


def _sentence(words: str, does: str, document: str, places: Mapping[str, Where], *, start: int, end: int) -> Sentence:
    outlet, published, url, origin, is_copy = places.get(document, (None, None, None, None, False))
    return Sentence(
        words=words, does=does, field=None, value=None, speaker=None, document=document, outlet=outlet,
        published=published, url=url, origin=origin, is_copy=is_copy, start=start, end=end,
    )  # fmt: skip
