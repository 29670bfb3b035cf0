"""What a page shows of one incident or document, read from the store in one go, and the incidents that decisions are on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tocsin.base.errors import BadInput
from tocsin.base.incidents import Incident
from tocsin.base.model import Document, EventMention
from tocsin.base.provenance import Change, Judgement, Run
from tocsin.base.relations import RelationMention
from tocsin.record import Record
from tocsin.store.around import document_history, incidents_about, tombstone_of
from tocsin.store.documents import copies_of, get_documents
from tocsin.store.engine import Connection
from tocsin.store.incidents import get_incidents, history, incidents_of
from tocsin.store.judgements import list_judgements
from tocsin.store.mentions import mentions_of_documents, relation_mentions_of
from tocsin.store.runs import runs


@dataclass(frozen=True, slots=True)
class IncidentView:
    """An incident with what lies around it.

    ``about`` is what it is about, ``answers`` what is about it; ``history`` its revisions, the oldest first; ``runs`` by
    id are those that made them; ``judgements`` those on it, its aliases or its mentions.
    """

    incident: Incident
    about: Incident | None
    answers: tuple[Incident, ...]
    history: tuple[tuple[Change, Incident], ...]
    judgements: tuple[Judgement, ...]
    runs: Mapping[str, Run]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document with what was read of it; ``incident_of`` gives the incident of each mention that is in one.

    ``is_old``: the text is not today's, so that what was read of today's does not fit it and is left out.
    """

    document: Document
    mentions: tuple[EventMention, ...]
    relations: tuple[RelationMention, ...]
    incident_of: Mapping[str, str]
    original: Document | None
    copies: tuple[Document, ...]
    history: tuple[Change, ...]
    runs: Mapping[str, Run]
    is_old: bool


def incident_view(record: Record, id_: str, as_of: datetime | None) -> IncidentView | None:
    """Return an incident, as it is or was known at a moment; ``None`` where there is none. The id of a mention leads to its."""
    with record.store.read() as conn:
        lead = incidents_of(conn, [id_]).get(id_, id_)
        found = get_incidents(conn, [lead], as_of)
        if not found:
            return None
        one = found[0]
        past = [(c, i) for c, i in history(conn, one.id) if as_of is None or c.at <= as_of]
        told_of = get_incidents(conn, [one.about], as_of)[:1] if one.about else []
        return IncidentView(
            one,
            told_of[0] if told_of else None,
            tuple(get_incidents(conn, incidents_about(conn, one.id), as_of)),
            tuple(past),
            _judgements(conn, one, as_of),
            _runs(conn, (c.by for c, _ in past)),
        )


def _judgements(conn: Connection, one: Incident, as_of: datetime | None) -> tuple[Judgement, ...]:
    own = {one.id, *one.aliases, *(m.mention for m in one.mentions)}
    return tuple(j for j in list_judgements(conn, as_of) if j.left in own or j.right in own)


def document_view(record: Record, id_: str, as_of: datetime | None) -> DocumentView | None:
    """Return a document with what was read of it; ``None`` where there is none, or was none at that moment."""
    with record.store.read() as conn:
        now = get_documents(conn, [id_]).get(id_)
        then = now if as_of is None else get_documents(conn, [id_], as_of).get(id_)
        if then is None or now is None:
            return None
        is_old = then.text != now.text
        mentions: Sequence[EventMention] = () if is_old else mentions_of_documents(conn, [id_]).get(id_, [])
        past = document_history(conn, id_)
        original = get_documents(conn, [then.copy_of]).get(then.copy_of) if then.copy_of else None
        copies = [i for i in copies_of(conn, [id_]) if i != id_]
        return DocumentView(
            then,
            tuple(mentions),
            () if is_old else tuple(relation_mentions_of(conn, [id_]).get(id_, [])),
            incidents_of(conn, [m.id for m in mentions]),
            original,
            tuple(get_documents(conn, copies).values()),
            tuple(past),
            _runs(conn, (c.by for c in past)),
            is_old,
        )


def _runs(conn: Connection, ids: Iterable[str]) -> dict[str, Run]:
    return {r.id: r for r in runs(conn, ids)}


def ended(record: Record, id_: str) -> Change | None:
    """Return how what once had an id ended: deleted or merged, when, by whom and why; ``None`` for what never was."""
    with record.store.read() as conn:
        return tombstone_of(conn, id_)


def with_incidents(record: Record, made: Sequence[Judgement]) -> list[tuple[Judgement, Sequence[Incident | None]]]:
    """Return decisions with the incidents that they are on now; ``None`` for one that is gone."""
    found: dict[str, Incident | None] = {}
    for id_ in dict.fromkeys(i for j in made for i in (j.left, j.right) if i):
        try:
            shown = record.show(id_)
        except BadInput:
            shown = None
        found[id_] = shown if isinstance(shown, Incident) else None
    return [(j, [found[i] if i else None for i in (j.left, j.right)]) for j in made]
