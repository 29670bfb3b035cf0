from dataclasses import replace
from datetime import date

import pytest
from made_records import NOON, document, later, mention, relation

from tocsin.base.errors import BadInput
from tocsin.base.provenance import Change
from tocsin.store.changes import changes
from tocsin.store.documents import (
    alike,
    content_digest,
    drop_document,
    get_documents,
    known,
    put_documents,
    set_copies,
)
from tocsin.store.mentions import (
    drop_mentions,
    drop_relation_mentions,
    get_mentions,
    mentions_of_documents,
    put_mentions,
    put_relation_mentions,
    relation_mentions_of,
)


def put(conn, *documents, at=NOON, signatures=None, bands=None, run="u_1"):
    return put_documents(conn, documents, run=run, at=at, signatures=signatures or {}, bands=bands or {})


def test_a_document_comes_back_as_it_went_in(conn):
    whole = document(1, copy_of="d_0", author="A. Writer")
    bare = document(2, title=None, published=None, url=None, outlet=None, regions=(), related=(), origin=None)
    put(conn, whole, bare)
    assert get_documents(conn, ["d_1", "d_2", "d_3"]) == {"d_1": whole, "d_2": bare}


def test_text_that_no_database_keeps_is_replaced_sign_for_sign(conn):
    put(conn, document(1, "a\x00b\ud800c 𝄞 \\u0000", title="\x00"))
    found = get_documents(conn, ["d_1"])["d_1"]
    assert (found.text, found.title) == ("a\ufffdb\ufffdc 𝄞 \\u0000", "\ufffd")


def test_adding_a_document_twice_changes_nothing(conn):
    assert [c.what for c in put(conn, document(1))] == ["added"]
    assert put(conn, replace(document(1), file="elsewhere.html", copy_of="d_0"), at=later(1)) == []
    assert get_documents(conn, ["d_1"]) == {"d_1": document(1)}
    assert changes(conn, later(0.5)) == []


def test_another_text_under_the_same_id_is_a_revision_and_the_old_one_is_kept(conn):
    put(conn, document(1, "First."))
    assert put(conn, document(1, "Second."), at=later(1)) == [
        Change("d_1", "document", "changed", later(1), "u_1", "read again with another text", 2)
    ]
    texts = [get_documents(conn, ["d_1"], as_of=t) for t in (None, later(0.5), later(1), later(-1))]
    assert [t["d_1"].text if t else None for t in texts] == ["Second.", "First.", "Second.", None]
    assert known(conn, ["d_1", "d_2"]) == {"d_1": content_digest(document(1, "Second."))}


def test_a_digest_tells_what_is_missing_from_what_is_empty():
    assert content_digest(document(1, title=None)) != content_digest(document(1, title=""))
    assert content_digest(document(1)) == content_digest(document(1, url="https://example.org/other", regions=()))


def test_documents_that_share_a_band_are_found_once_and_a_changed_text_leaves_its_old_bands(conn):
    put(conn, document(1), document(2), signatures={"d_1": b"\x00\x01", "d_2": b"\x02"}, bands={"d_1": ["a", "b"]})
    assert alike(conn, ["a", "b", "z"]) == [("d_1", date(2025, 1, 28), b"\x00\x01")]
    put(conn, document(1, "Other."), at=later(1), signatures={"d_1": b"\x03"}, bands={"d_1": ["c"]})
    assert alike(conn, ["a"]) == []
    assert alike(conn, ["c"]) == [("d_1", date(2025, 1, 28), b"\x03")]


def test_copies_are_marked(conn):
    put(conn, document(1), document(2))
    set_copies(conn, [("d_2", "d_1", "AFP")])
    assert get_documents(conn, ["d_2"])["d_2"] == document(2, copy_of="d_1", origin="AFP")


def test_a_deleted_document_leaves_a_tombstone_and_nothing_else(conn):
    put(conn, document(1, "First."), document(2, copy_of="d_1"), bands={"d_1": ["a"]}, signatures={"d_1": b"x"})
    put(conn, document(1, "Second."), at=later(1))
    put_mentions(conn, [mention(1)], run="u_1", at=NOON)
    put_relation_mentions(conn, [relation(1)], run="u_1", at=NOON)
    gone = drop_document(conn, "d_1", "ana", "asked by its author", later(2))
    assert gone == Change("d_1", "document", "deleted", later(2), "ana", "asked by its author", 2)
    assert changes(conn, later(1.5)) == [gone]
    assert get_documents(conn, ["d_1"], as_of=NOON) == {}
    assert get_documents(conn, ["d_2"])["d_2"].copy_of is None
    assert get_mentions(conn, ["m_1"]) == {}
    assert relation_mentions_of(conn, ["d_1"]) == {}
    assert alike(conn, ["a"]) == []


def test_deleting_what_is_not_there_is_an_error_that_says_so(conn):
    with pytest.raises(BadInput, match="There is no document d_9"):
        drop_document(conn, "d_9", "ana", "", NOON)


def test_mentions_come_back_as_they_went_in_by_id_and_by_document(conn):
    first, second = mention(1), mention(2, place=None, time=None, actors=(), counts=(), attributions=())
    assert put_mentions(conn, [second, first], run="u_1", at=NOON) == ["m_2", "m_1"]
    assert get_mentions(conn, ["m_1", "m_2", "m_3"]) == {"m_1": first, "m_2": second}
    assert mentions_of_documents(conn, ["d_1", "d_2"]) == {"d_1": [first, second]}


def test_only_a_changed_mention_is_written_again(conn):
    put_mentions(conn, [mention(1), mention(2)], run="u_1", at=NOON)
    assert put_mentions(conn, [mention(1), mention(2, score=0.1)], run="u_2", at=NOON) == ["m_2"]
    assert get_mentions(conn, ["m_2"])["m_2"].score == 0.1


def test_dropped_mentions_are_gone(conn):
    put_mentions(conn, [mention(1), mention(2)], run="u_1", at=NOON)
    drop_mentions(conn, ["m_1", "m_9"], at=NOON, why="coded afresh")
    assert list(get_mentions(conn, ["m_1", "m_2"])) == ["m_2"]


def test_mentions_of_relations_are_kept_and_dropped(conn):
    assert put_relation_mentions(conn, [relation(1)], run="u_1", at=NOON) == ["r_1"]
    assert put_relation_mentions(conn, [relation(1)], run="u_2", at=NOON) == []
    assert relation_mentions_of(conn, ["d_1"]) == {"d_1": [relation(1)]}
    drop_relation_mentions(conn, ["r_1"])
    assert relation_mentions_of(conn, ["d_1"]) == {}


def test_more_ids_than_one_statement_takes_are_asked_for_in_parts(conn):
    put(conn, *(document(n) for n in range(2000)), bands={f"d_{n}": ["x", f"b{n}"] for n in range(2000)})
    assert len(known(conn, [f"d_{n}" for n in range(3000)])) == 2000
