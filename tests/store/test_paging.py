"""Pages of claims, documents and changes: each thing once, in one order, whatever the length of a page."""

from dataclasses import replace

import pytest
from made_records import NOON, document, later

from tocsin.base.errors import BadInput
from tocsin.base.incidents import Filter
from tocsin.store.changes import changes
from tocsin.store.claims import find_claims
from tocsin.store.documents import drop_document, put_documents
from tocsin.store.incidents import get_incidents
from tocsin.store.paging import (
    bodies_of_incidents,
    changed_at,
    page_of_changes,
    page_of_claims,
    page_of_documents,
)


def pages(ask):
    """Return what all pages hold, and how many there were."""
    found, after, count = [], None, 0
    while True:
        page, after = ask(after)
        found, count = [*found, *page], count + 1
        if after is None:
            return found, count


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("limit", [1, 3, 1000])
def test_claims_come_each_once_by_the_day_they_were_said(record, newest_first, limit):
    with record.store.read() as conn:
        whole = find_claims(conn, Filter())
        found, count = pages(
            lambda after: page_of_claims(conn, Filter(), newest_first=newest_first, after=after, limit=limit)
        )
    assert count == -(-len(whole) // limit)
    assert sorted(c.id for c in found) == sorted(c.id for c in whole)
    days = [c.said_on for c in found if c.said_on]
    assert days == sorted(days, reverse=newest_first)
    if not newest_first:
        assert [c.id for c in found] == [c.id for c in whole]


@pytest.mark.parametrize("newest_first", [True, False])
def test_documents_without_a_day_come_last_in_both_orders(record, newest_first):
    with record.store.write() as conn:
        more = [document(n, f"Nothing of note {n}.", published=None) for n in range(4)]
        put_documents(conn, more, run="r_1", at=NOON, signatures={}, bands={})
    with record.store.read() as conn:
        found, _ = pages(
            lambda after: page_of_documents(conn, Filter(), newest_first=newest_first, after=after, limit=3)
        )
    assert [d.published for d in found[-4:]] == [None] * 4
    assert len({d.id for d in found}) == len(found)
    dated = [d.published for d in found[:-4]]
    assert dated == sorted(dated, reverse=newest_first)


@pytest.mark.parametrize("limit", [1, 2, 1000])
def test_changes_are_those_of_the_store_in_its_order(record, limit):
    left, right = (i.id for i in record.incidents()[:2])
    record.judge("same", left, right, by="amina")
    with record.store.write() as conn:
        for n, at in ((7, NOON), (8, NOON)):
            put_documents(conn, [document(n)], run="r_1", at=at, signatures={}, bands={})
        new = replace(document(7), text="Other words.")
        put_documents(conn, [new], run="r_2", at=later(1), signatures={}, bands={})
        drop_document(conn, "d_8", "amina", "asked to", later(2))
    with record.store.read() as conn:
        for since in (NOON, later(1), later(100 * 24)):
            whole = changes(conn, since)
            found, _ = pages(lambda after, since=since: page_of_changes(conn, since, after=after, limit=limit))
            assert found == whole
    assert {"added", "changed", "merged", "deleted"} <= {c.what for c in record.changes(since="2025-01-01")}


@pytest.mark.parametrize("after", ["", "x", "2025-13-01 c_1"])
def test_what_is_no_key_is_refused(record, after):
    with record.store.read() as conn:
        with pytest.raises(BadInput, match="no place to go on from"):
            page_of_claims(conn, Filter(), newest_first=True, after=after, limit=1)
        with pytest.raises(BadInput, match="no place to go on from"):
            page_of_changes(conn, NOON, after=after, limit=1)


def test_incidents_as_they_are_kept_have_revision_and_aliases(record):
    left, right = (i.id for i in record.incidents()[:2])
    record.judge("same", left, right, by="amina")
    kept = record.get([left])[0]
    gone = ({left, right} - {kept.id}).pop()
    with record.store.read() as conn:
        bodies = bodies_of_incidents(conn, [gone, kept.id, "i_none"])
        assert [(b["id"], b["revision"], b["aliases"]) for b in bodies] == [(kept.id, kept.revision, [gone])]
        assert get_incidents(conn, [gone])[0].id == kept.id
        assert changed_at(conn, [kept.id])[kept.id] > NOON
