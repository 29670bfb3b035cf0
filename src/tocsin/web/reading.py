"""What pages read of a record besides its own functions: whether a filter can be asked, claims by page, documents by id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from tocsin.asking import Wanted, filter_of
from tocsin.base.incidents import Claim, Filter
from tocsin.base.model import Document
from tocsin.record import Record
from tocsin.store.documents import get_documents
from tocsin.store.paging import page_of_claims
from tocsin.store.walking import Holds
from tocsin.store.words import terms

# What a filter asks of claims, not of their incidents.
_OF_CLAIMS: dict[str, Any] = {
    "speakers": (),
    "speaker_names": (),
    "stances": (),
    "fields": (),
    "told": (),
    "since": None,
}
_OF_CLAIMS |= {"until": None, "limit": None}
# Up to so many incidents the database is quick to collect the claims of all of them.
_FEW = 5000


def check(record: Record, wanted: Wanted) -> None:
    """Make sure that something can be asked for, without asking it.

    Raises:
        BadInput: a value is not of its form, a place is unknown, or the words hold none to look for.
    """
    asked = filter_of(wanted, record.names)
    if asked.words is not None:
        terms(asked.words)


def latest_claims(
    record: Record, wanted: Wanted, *, after: str | None = None, limit: int = 100
) -> tuple[list[Claim], str | None]:
    """Return a page of the claims that fit, those said last first, and where the next page begins (``None``: it is the last).

    Raises:
        BadInput: something cannot be asked for, or ``after`` is not where a page ended.
    """
    return page_of(record, filter_of(wanted, record.names), newest_first=True, after=after, limit=limit)


def page_of(
    record: Record, asked: Filter, *, newest_first: bool, after: str | None, limit: int
) -> tuple[list[Claim], str | None]:
    """Return a page of the claims that fit a filter, by the day on which they were said, and where the next page begins.

    Raises:
        BadInput: something cannot be asked for, or ``after`` is not where a page ended.
    """
    holds = _holds(record, asked)
    with record.store.read() as conn:
        return page_of_claims(conn, asked, newest_first=newest_first, after=after, limit=limit, holds=holds)


def _holds(record: Record, asked: Filter) -> Holds | None:
    """Return what tells which incidents fit, where the claims are to be walked."""
    of_incidents = replace(asked, **_OF_CLAIMS)
    if asked.as_of is not None or of_incidents == Filter():
        return None  # the database walks its index on days itself, and has one of what each speaker says
    rows = record.index.fitting(of_incidents)
    return rows.holds if rows.total > _FEW else None


def documents(record: Record, ids: Iterable[str]) -> dict[str, Document]:
    """Return documents by id; ids that are not in the store are left out."""
    with record.store.read() as conn:
        return get_documents(conn, ids)
