"""Incidents, claims, relations and dossiers of the record in short, as the tools list them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tocsin.base.incidents import Claim, Incident, Relation, Step
from tocsin.web.api.answers import Counted
from tocsin.web.api.dossier import by_month, others
from tocsin.web.dossiers import DossierView
from tocsin.web.mcp.shapes import ClaimItem, DossierItem, IncidentItem, Quote, StandingItem
from tocsin.write.kept_cells import headline

# Sentences shown for and against a relation, and things of each kind in a dossier.
QUOTES, FEW = 2, 10


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
