"""What pages read of a record besides its own functions: whether a filter can be asked, claims by page, documents by id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from tocsin.asking import Wanted, day, filter_of
from tocsin.base.incidents import Claim, Filter
from tocsin.base.model import Document
from tocsin.record import Record
from tocsin.store.documents import get_documents
from tocsin.store.paging import NO_DAY, page_of_claims
from tocsin.store.walking import walk_claims
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
    asked = filter_of(wanted, record.names)
    is_dated = after is None or not after.startswith(NO_DAY)
    about = replace(asked, **_OF_CLAIMS)
    # What somebody says has an index of its own; walking back through what all say would rarely meet it.
    is_of_speaker = bool(asked.speakers or asked.speaker_names) and about == Filter()
    if asked.as_of is None and is_dated and not is_of_speaker:
        rows = record.index.fitting(about)
        if rows.total > _FEW:
            with record.store.read() as conn:
                found = walk_claims(conn, asked, rows.holds, after=_checked(after), limit=limit)
            if found is not None:
                return found
    with record.store.read() as conn:
        return page_of_claims(conn, asked, newest_first=True, after=after, limit=limit)


def _checked(after: str | None) -> str | None:
    """Return a key of a page that begins with a day.

    Raises:
        BadInput: it begins with none.
    """
    if after is not None:
        day(after.partition(" ")[0], "after")
    return after


def documents(record: Record, ids: Iterable[str]) -> dict[str, Document]:
    """Return documents by id; ids that are not in the store are left out."""
    with record.store.read() as conn:
        return get_documents(conn, ids)
