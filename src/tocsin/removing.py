"""Documents taken out of a store: what they told leaves its incidents, and incidents that nobody else tells end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from tocsin.adding import touch
from tocsin.base.errors import BadInput
from tocsin.base.found import Kept
from tocsin.base.model import Document
from tocsin.gathering import Gathering, Making, decided_now
from tocsin.store import documents as texts
from tocsin.store import incidents as kept
from tocsin.store import mentions as told
from tocsin.store import relations as standing
from tocsin.store.engine import Connection


def remove(conn: Connection, ids: Sequence[str], *, by: str, why: str, at: datetime, family: Mapping[str, str]) -> Kept:
    """Delete documents and make anew the incidents that they told of; tombstones say when, by whom and why.

    Their copies stay: the earliest of them stands for the text from then on.

    Raises:
        BadInput: the store has no such document; none is deleted then.
    """
    ids = list(dict.fromkeys(ids))
    there = texts.known(conn, ids)
    missing = [i for i in ids if i not in there]
    if missing:
        raise BadInput(
            f"there is no document {missing[0]!r} in the store; tocsin documents lists what there is, with their ids."
        )
    work = Gathering(conn, Making(f"delete {ids[0]}", at, family, why, by), decided_now(conn))
    work.left = kept.incidents_of(conn, [m.id for ms in told.mentions_of_documents(conn, ids).values() for m in ms])
    work.touched = set(work.left.values())
    remarks = [m.id for ms in told.relation_mentions_of(conn, ids).values() for m in ms]
    copies = _inherit(conn, ids)
    for id_ in ids:
        texts.drop_document(conn, id_, by, why, at)
    standing.drop_steps(conn, remarks, at=at)
    touch(work, copies)
    return work.write()


def _inherit(conn: Connection, ids: Sequence[str]) -> list[str]:
    """Let the earliest copy of each document that goes be the original of the others; return all of them."""
    found: list[str] = []
    for id_ in ids:
        heirs = [d for d in texts.get_documents(conn, texts.copies_of(conn, [id_])).values() if d.id not in ids]
        heirs.sort(key=_first)
        texts.set_copies(conn, [(d.id, heirs[0].id if d is not heirs[0] else None, d.origin) for d in heirs])
        found += [d.id for d in heirs]
    return found


def _first(document: Document) -> tuple[date, str]:
    return document.published or date.max, document.id
