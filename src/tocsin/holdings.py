"""What a store holds, asked by a few functions: incidents, claims, documents, dossiers, how things stand.

Nothing here changes the store; ``tocsin.record`` adds to it, and is what users open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import Unpack

from tocsin.asking import Wanted, beginning, day, filter_at, filter_of, kind_of, limit_of, moment
from tocsin.base.errors import BadInput
from tocsin.base.found import Dossier, Found
from tocsin.base.incidents import Claim, Filter, Incident, Relation
from tocsin.base.model import Document, EventMention
from tocsin.base.provenance import Change, Judgement
from tocsin.base.tables import Overlay, under_own
from tocsin.indexing import Index
from tocsin.naming import Names, Where, load_names
from tocsin.store import documents as texts
from tocsin.store import incidents as kept
from tocsin.store import mentions as told
from tocsin.store.changes import changes
from tocsin.store.claims import find_claims, get_claim
from tocsin.store.engine import Store
from tocsin.store.judgements import list_judgements
from tocsin.store.relations import find_steps
from tocsin.store.search import search
from tocsin.study.dossiers import actor_dossier, place_dossier
from tocsin.study.standing import around, relations, standing, takes_part


class Holdings:
    """What a store holds; every method raises ``TocsinError`` where something given cannot be read or is unknown."""

    def __init__(self, store: Store, overlay: Overlay) -> None:
        self.overlay = overlay
        self._store = store

    @property
    def store(self) -> Store:
        """The store, for those who read more of it than these functions give."""
        return self._store

    @property
    def names(self) -> Names:
        """The register and the gazetteer, as a reader of names; loaded when first asked for."""
        return self._names

    @cached_property
    @under_own
    def _names(self) -> Names:
        return load_names(self._is_told)

    def _is_told(self, where: Where) -> bool:
        """Tell whether anything of the store is at a place."""
        asked = replace(filter_at(where), limit=1)
        with self._store.read() as conn:
            return kept.has_incidents(conn, asked) or bool(find_steps(conn, asked))

    @cached_property
    def index(self) -> Index:
        """All incidents as columns in memory, for lists, maps and charts of many; read at the first question."""
        return Index(self._store, lambda: self._names)

    def documents(
        self,
        *,
        since: str | date | None = None,
        until: str | date | None = None,
        outlet: str | None = None,
        limit: int | None = None,
    ) -> list[Document]:
        """Return the documents published from ``since`` on and before ``until``, by day; ``outlet`` is a part of its name."""
        with self._store.read() as conn:
            rows = texts.list_documents(conn, Filter(since=day(since, "since"), until=day(until, "until")))
            ids = [r["id"] for r in rows if outlet is None or outlet.casefold() in (r["outlet"] or "").casefold()][
                : limit_of(limit)
            ]
            found = texts.get_documents(conn, ids)
        return [found[i] for i in ids]

    def incidents(self, **wanted: Unpack[Wanted]) -> list[Incident]:
        """Return the incidents that fit, with mentions and claims, by their first day."""
        asked = filter_of(wanted, self._names)
        with self._store.read() as conn:
            return kept.find_incidents(conn, asked, claims=True)

    def get(self, ids: Iterable[str], *, as_of: str | date | datetime | None = None) -> list[Incident]:
        """Return incidents by id, in that order; ids that were merged lead to what they were merged into."""
        with self._store.read() as conn:
            return kept.get_incidents(conn, ids, moment(as_of, "as_of"))

    def light(self, ids: Iterable[str]) -> list[Incident]:
        """Return incidents by id as ``get`` does, without mentions and claims: what a list of many shows."""
        with self._store.read() as conn:
            return kept.get_incidents(conn, ids, mentions=False, claims=False)

    def mentions(self, document: str) -> list[EventMention]:
        """Return what a document tells, in the order of its text."""
        with self._store.read() as conn:
            return told.mentions_of_documents(conn, [document]).get(document, [])

    def told_in(self, document: str) -> list[Incident]:
        """Return the incidents that a document tells of, in the order of its text."""
        with self._store.read() as conn:
            mentions = told.mentions_of_documents(conn, [document]).get(document, [])
            placed = kept.incidents_of(conn, [m.id for m in mentions])
            return kept.get_incidents(conn, [placed[m.id] for m in mentions if m.id in placed])

    def claims(self, *, about: str | None = None, **wanted: Unpack[Wanted]) -> list[Claim]:
        """Return the claims that fit, by the day on which they were said.

        Args:
            about: an actor with its wings, in any role of the incident, or the id of an incident.
            wanted: filters; ``speaker`` is who says or denies.
        """
        if about is not None and about.startswith("i_"):
            return self._claims_of(about, wanted)
        if about is not None:
            wanted["actor"] = about
        asked = filter_of(wanted, self._names)
        with self._store.read() as conn:
            return find_claims(conn, asked)

    def _claims_of(self, incident: str, wanted: Wanted) -> list[Claim]:
        """Return the claims on one incident that fit."""
        found = self.get([incident], as_of=wanted.get("as_of"))
        if not found:
            raise BadInput(
                f"there is no incident {incident!r} in the store; tocsin incidents lists them with their ids."
            )
        asked = filter_of(wanted, self._names)
        with self._store.read() as conn:
            is_all = replace(asked, limit=None) == Filter(as_of=asked.as_of)
            fit = found[0].claims if is_all else find_claims(conn, replace(asked, limit=None))
        return [c for c in fit if c.incident == found[0].id][: asked.limit]

    @under_own
    def standing(
        self,
        *,
        as_of: str | date | None = None,
        place: str | None = None,
        actor: str | None = None,
        kind: str | None = None,
    ) -> list[Relation]:
        """Return the relations that hold on a day, with the evidence for and against each; all, past ones too, without a day.

        Args:
            as_of: the day asked for, ``YYYY-MM-DD``; all documents of the store count, whenever they were published.
            place: of ``controls`` and ``present_in``: a place with its parts.
            actor: as subject or object, with its wings.
            kind: one of the kinds of relation, such as ``controls``.
        """
        on = day(as_of, "as_of")
        where, who = filter_of({"place": place}, self._names), filter_of({"actor": actor}, self._names)
        kinds = kind_of(kind)
        with self._store.read() as conn:
            if actor is None or place is not None:
                steps = find_steps(conn, where, kinds=kinds)
                own = [s for s in steps if takes_part(s, who)]
            else:  # a large store has far more steps than those of one actor and of its places
                own = find_steps(conn, who, kinds=kinds)
                names = tuple(dict.fromkeys(s.place.name for s in own if s.place is not None))
                steps = find_steps(conn, Filter(place_names=names), kinds=kinds) if names else []
            if actor is not None:
                steps = around(own, steps)
        found = relations(steps) if on is None else standing(steps, as_of=on)
        return [r for r in found if actor is None or takes_part(r, who)]

    def actor(self, name: str) -> Dossier:
        """Return what the record holds on an actor and its wings."""
        who = self._names.who(name)
        found = self.incidents(actor=name)
        claims = self.claims(speaker=name)[::-1]
        return actor_dossier(who.actor, who.ids, found, claims, self.standing(actor=name))

    def place(self, name: str) -> Dossier:
        """Return what the record holds on a place and its parts."""
        where = self._names.where(name)
        found = self.incidents(place=name)
        claims = self.claims(place=name)[::-1]
        return place_dossier(where.place, found, claims, self.standing(place=name))

    def search(self, words: str, *, limit: int = 20) -> list[Found]:
        """Return documents and incidents whose words fit, the best first, with the words around the hit."""
        limit_of(limit)
        with self._store.read() as conn:
            hits = search(conn, words, limit)
        return [
            Found(h.kind, h.id, h.title or "", date.fromisoformat(str(h.day)[:10]) if h.day else None, h.snippet)
            for h in hits
        ]

    def show(self, id: str, *, as_of: str | date | datetime | None = None) -> Incident | Document | Claim:  # noqa: A002
        """Return the incident, document or claim with an id; the id of a mention gives its incident.

        Raises:
            BadInput: there is nothing with that id, or was not at that moment.
        """
        at = moment(as_of, "as_of")
        with self._store.read() as conn:
            ids = [id, *kept.incidents_of(conn, [id]).values()]
            if found := kept.get_incidents(conn, ids, at):
                return found[0]
            if document := texts.get_documents(conn, [id], at).get(id):
                return document
            if claim := get_claim(conn, id, at):
                return claim
        raise BadInput(
            f"there is nothing with the id {id!r} in the store; "
            "tocsin incidents, documents and claims list what there is, with their ids."
        )

    def changes(self, *, since: str | date | datetime) -> list[Change]:
        """Return which documents and incidents were added, changed, merged or deleted since a moment, the oldest first."""
        begin = beginning(since)
        with self._store.read() as conn:
            return changes(conn, begin)

    def judgements(self) -> list[Judgement]:
        """Return the decisions in force, in the order in which they were made."""
        with self._store.read() as conn:
            return list_judgements(conn)
