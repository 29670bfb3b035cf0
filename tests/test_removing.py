"""Documents taken out of a store: what stays, what ends, and what is known of it afterwards."""

import pytest
from coded import PAGES, assert_whole, mentions_of

from tocsin.base.errors import BadInput


def documents(record):
    return {d.id: d for d in record.documents()}


def test_what_a_deleted_document_told_leaves_its_incidents(record):
    one = max(record.incidents(), key=lambda i: (i.documents, i.id))
    gone = one.mentions[0].document
    record.delete([gone], by="ana", why="asked by its author")
    assert gone not in documents(record)
    (after,) = record.get([one.id])
    assert {m.document for m in after.mentions} == {m.document for m in one.mentions} - {gone}
    assert after.revision > one.revision
    assert not any(c.document == gone for i in record.incidents() for c in i.claims)
    assert_whole(record)


def test_incidents_that_nobody_else_tells_end_with_a_tombstone(record):
    gone = next(iter(documents(record)))
    alone = {i.id for i in record.incidents() if {m.document for m in i.mentions} == {gone}}
    assert alone
    done = record.delete([gone], by="ana", why="not ours")
    assert done.ended == len(alone)
    deleted = {c.id: c for c in record.changes(since="2025-01-01") if c.what == "deleted"}
    assert alone | {gone} == deleted.keys()
    assert {(c.by, c.why) for c in deleted.values()} == {("ana", "not ours")}


def test_all_documents_can_go(record):
    record.delete(documents(record), by="ana", why="begin again")
    assert record.incidents() == []
    assert record.documents() == []
    assert record.standing() == []


def test_the_earliest_copy_stands_for_a_text_whose_original_goes(record):
    copy = next(d for d in documents(record).values() if d.copy_of)
    record.delete([copy.copy_of], by="ana", why="asked by its author")
    left = documents(record)
    assert left[copy.id].copy_of is None
    assert not any(m.is_copy for i in record.incidents() for m in i.mentions if m.document == copy.id)


def test_a_deleted_document_can_be_added_again(record):
    before, told = set(documents(record)), mentions_of(record)
    record.delete([min(before)], by="ana", why="a mistake")
    record.add(PAGES)
    assert set(documents(record)) == before
    assert mentions_of(record) == told


def test_an_unknown_document_and_a_missing_reason_delete_nothing(record):
    known = list(documents(record))
    with pytest.raises(BadInput, match="there is no document 'd_none'"):
        record.delete([known[0], "d_none"], by="ana", why="x")
    with pytest.raises(BadInput, match="needs a reason"):
        record.delete([known[0]], by="ana", why=" ")
    assert list(documents(record)) == known
