"""The record's shapes as rows for CSV: one line a thing under a fixed header, unknown is empty.

Several values of a cell are joined with ``; ``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tocsin.base.incidents import Claim, Incident, Relation
from tocsin.base.model import COUNTS, Actor, Document
from tocsin.base.provenance import Change, Judgement
from tocsin.write.kept_cells import headline
from tocsin.write.native import PLACE_COLUMNS, count_cells, place_cells, side_cells
from tocsin.write.shapes import address, files_of


def _sides(side: str) -> tuple[str, ...]:
    return (f"{side}s", f"{side}_ids", f"{side}_countries", f"{side}_sectors")


def _actor_columns(role: str) -> tuple[str, ...]:
    return (role, f"{role}_id", f"{role}_country", f"{role}_sector")


DOCUMENT_COLUMNS = (
    "id", "file", "url", "title", "published", "outlet", "language", "copy_of", "origin", "provider", "author",
)  # fmt: skip
INCIDENT_COLUMNS = (
    "id", "type", "mode", "told", "status", "start", "end", "time_precision", "time_basis", *PLACE_COLUMNS,
    *_sides("actor"), *_sides("recipient"),
    *(f"{name}_{bound}" for name in COUNTS for bound in ("low", "best", "high")),
    "origins", "documents", "first_reported", "last_reported", "score", "denied_by", "files",
    "contexts", "cameo", "quad", "intensity", "about", "revision",
)  # fmt: skip
CLAIM_COLUMNS = (
    "id", "incident", "what", "field", "value", "low", "best", "high", "stance", *_actor_columns("speaker"), "cue",
    "said_on", "document", "evidence", "origin", "told", "superseded_by",
)  # fmt: skip
RELATION_COLUMNS = (
    "kind", *_actor_columns("subject"), *_actor_columns("object"), *PLACE_COLUMNS,
    "from_earliest", "from_latest", "until_earliest", "until_latest", "status",
    "steps_for", "steps_against", "words_for", "words_against", "files",
)  # fmt: skip
CHANGE_COLUMNS = ("id", "kind", "what", "at", "by", "why", "revision")
JUDGEMENT_COLUMNS = ("id", "at", "by", "verdict", "left", "right", "field", "value", "why")

Row = list[object]


def document_row(document: Document) -> Row:
    """Return the cells of ``DOCUMENT_COLUMNS``."""
    d = document
    return [
        d.id, d.file or d.url, address(d.file, d.url), d.title, d.published, d.outlet, d.language, d.copy_of, d.origin,
        d.provider, d.author,
    ]  # fmt: skip


def incident_row(incident: Incident) -> Row:
    """Return the cells of ``INCIDENT_COLUMNS``."""
    i, counts = incident, dict(incident.counts)
    deniers = (c.speaker.name for c in i.claims if c.field == "act" and c.stance == "denies" and c.speaker)
    files = (m.file or m.url or m.document for m in i.mentions)
    return [
        i.id, i.type, i.mode, i.told.value, i.status.value, i.start, i.end, i.time_precision,
        i.time_basis.value if i.time_basis else None, *place_cells(i.place), *side_cells(i.actors), *side_cells(i.recipients),
        *(cell for name in COUNTS for cell in count_cells(counts.get(name))),
        i.origins, i.documents, i.first_reported, i.last_reported, i.score, _joined(deniers), _joined(files),
        _joined(i.contexts), i.cameo, i.quad, i.intensity, i.about, i.revision,
    ]  # fmt: skip


def claim_row(claim: Claim, incidents: Mapping[str, Incident]) -> Row:
    """Return the cells of ``CLAIM_COLUMNS``; ``incidents`` by id tell what the claims are about."""
    c = claim
    what = headline(incidents[c.incident], width=200) if c.incident in incidents else None
    return [
        c.id, c.incident, what, c.field, c.value, *count_cells(c.count), c.stance.value, *_actor(c.speaker), c.cue,
        c.said_on, c.document, c.evidence.text, c.origin, c.told.value, c.superseded_by,
    ]  # fmt: skip


def relation_row(relation: Relation) -> Row:
    """Return the cells of ``RELATION_COLUMNS``."""
    r = relation
    return [
        r.kind.value, *_actor(r.subject), *_actor(r.object), *place_cells(r.place),
        r.from_earliest, r.from_latest, r.until_earliest, r.until_latest, r.status.value,
        len(r.evidence_for), len(r.evidence_against),
        _joined(s.evidence.text for s in r.evidence_for), _joined(s.evidence.text for s in r.evidence_against),
        _joined(files_of(r)),
    ]  # fmt: skip


def change_row(change: Change) -> Row:
    """Return the cells of ``CHANGE_COLUMNS``."""
    c = change
    return [c.id, c.kind, c.what, c.at.isoformat(), c.by, c.why, c.revision]


def judgement_row(judgement: Judgement) -> Row:
    """Return the cells of ``JUDGEMENT_COLUMNS``."""
    j = judgement
    return [j.id, j.at.isoformat(), j.by, j.verdict.value, j.left, j.right, j.field, j.value, j.why]


def _joined(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(values))


def _actor(actor: Actor | None) -> Sequence[object]:
    return (actor.name, actor.id, actor.country, actor.sector) if actor else (None,) * 4
