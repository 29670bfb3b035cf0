"""What pages read of a record besides its own functions: whether a filter can be asked, claims by page, documents by id."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.asking import Wanted, filter_of
from tocsin.base.incidents import Claim
from tocsin.base.model import Document
from tocsin.record import Record
from tocsin.store.documents import get_documents
from tocsin.store.paging import page_of_claims
from tocsin.store.words import terms


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
    asked = filter_of(wanted, record.names)
    with record.store.read() as conn:
        return page_of_claims(conn, asked, newest_first=True, after=after, limit=limit)


def documents(record: Record, ids: Iterable[str]) -> dict[str, Document]:
    """Return documents by id; ids that are not in the store are left out."""
    with record.store.read() as conn:
        return get_documents(conn, ids)
