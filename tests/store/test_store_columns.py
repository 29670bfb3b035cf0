"""The columns of an index, from both databases: the same answers as asking the store, and what changed since."""

from dataclasses import replace
from datetime import date

import pytest
from made_records import BUKAVU, NOON, document, incident, later
from test_store_finding import CASES, INCIDENTS
from test_store_incidents import put

from tocsin.base.incidents import Filter
from tocsin.indexing import Index
from tocsin.naming import load_names
from tocsin.store.columns import changed_since, mark, read_days, read_facts, read_precisions
from tocsin.store.documents import put_documents
from tocsin.store.endings import drop_incidents, merge_away
from tocsin.store.incidents import find_incidents, get_incidents


@pytest.fixture
def filled(store):
    with store.write() as conn:
        put(conn, *INCIDENTS)
    return store


@pytest.mark.parametrize("as_of", [None, later(1)])
def test_an_index_gives_what_the_store_gives_in_both_databases(filled, as_of):
    index = Index(filled, load_names)
    for wanted in (replace(case, as_of=as_of, limit=None) for case in CASES.values()):
        with filled.read() as conn:
            expected = tuple(i.id for i in find_incidents(conn, wanted))
        assert index.fitting(wanted).ids(newest_first=False).ids == expected, wanted
    assert index.fitting(Filter(as_of=as_of)).facets(["country", "quad"]) == {
        "country": (("COD", 2),),
        "quad": (("4", 3), ("2", 1)),
    }


def test_a_mark_moves_with_every_change_and_with_nothing_else(filled):
    marks = []

    def seen():
        with filled.read() as conn:
            return mark(conn)

    marks.append(seen())
    assert seen() == marks[0]
    for change in (
        lambda conn: put(conn, incident(5), at=later(1)),
        lambda conn: put(conn, incident(5, place=BUKAVU), at=later(1)),
        lambda conn: merge_away(conn, "i_5", "i_1", at=later(1), by="amina", why="one"),
        lambda conn: drop_incidents(conn, ["i_4"], at=later(1), by="amina", why="gone"),
        lambda conn: put_documents(conn, [document(7)], run="u_1", at=NOON, signatures={}, bands={}),
    ):
        with filled.write() as conn:
            change(conn)
        marks.append(seen())
        assert marks[-1] != marks[-2]


def test_what_changed_since_a_mark_is_told_by_id(filled):
    with filled.read() as conn:
        then = mark(conn)
    with filled.write() as conn:
        put(conn, incident(5), at=later(1))
        merge_away(conn, "i_2", "i_1", at=later(1), by="amina", why="one")
    with filled.read() as conn:
        now = mark(conn)
        changed, gone = changed_since(conn, then)
        assert ({"i_5"} <= set(changed), "i_2" in changed, gone) == (True, False, ["i_2"])
        assert set(changed_since(conn, now)[0]) <= {"i_5"}


def test_a_clock_that_goes_back_hides_no_change(filled):
    index = Index(filled, load_names)
    assert index.fitting(Filter(places=(217831,))).total == 1
    with filled.write() as conn:
        put(conn, incident(1, place=BUKAVU), incident(6), at=later(-5) if conn.dialect.name == "sqlite" else later(0))
    assert index.fitting(Filter(places=(217831,))).total == 2
    assert index.fitting(Filter()).total == 5


def test_facts_and_precisions_can_be_read_of_some(filled):
    with filled.read() as conn:
        batches = list(read_facts(conn, ["i_1", "i_3", "i_9"]))
        assert sorted(i for batch in batches for i in batch[0]) == ["i_1", "i_3"]
        assert read_precisions(conn, ["i_1", "i_3", "i_9"]) == {"i_1": "town"}


def test_documents_are_counted_by_day(store):
    given = [document(1), document(2), document(3, published=date(2025, 2, 1)), document(4, published=None)]
    with store.write() as conn:
        put_documents(conn, given, run="u_1", at=NOON, signatures={}, bands={})
    with store.read() as conn:
        assert read_days(conn) == {date(2025, 1, 28): 2, date(2025, 2, 1): 1}


def test_incidents_can_be_read_without_mentions_and_claims(filled):
    with filled.read() as conn:
        (whole,), (light,) = get_incidents(conn, ["i_2"]), get_incidents(conn, ["i_2"], mentions=False, claims=False)
    assert (light.mentions, light.claims) == ((), ())
    assert (len(whole.mentions), len(whole.claims)) == (1, 2)
    assert (light.id, light.place, light.revision) == (whole.id, whole.place, whole.revision)
