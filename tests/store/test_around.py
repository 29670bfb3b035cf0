import pytest
from made_records import NOON, document, incident, later, member, run, step
from sqlalchemy import event
from test_store_incidents import put

from tocsin.base.incidents import Filter
from tocsin.store.around import count_steps, document_history, incidents_about
from tocsin.store.documents import put_documents
from tocsin.store.relations import find_steps, put_steps


def test_what_is_about_an_incident_comes_by_day_and_only_from_its_documents(conn):
    put(
        conn,
        incident(1, mentions=(member(1, "d_1"),)),
        incident(2, about="i_1", mentions=(member(2, "d_1"),)),
        incident(3, mentions=(member(3, "d_1"),)),
        incident(4, about="i_3", mentions=(member(4, "d_1"),)),
    )
    assert incidents_about(conn, "i_1") == ["i_2"]
    assert incidents_about(conn, "i_3") == ["i_4"]
    assert incidents_about(conn, "i_2") == []


def test_a_document_read_again_has_two_revisions(conn):
    put_documents(conn, [document(1)], run=run(1).id, at=NOON, signatures={}, bands={})
    put_documents(conn, [document(1, "Another text.")], run=run(2).id, at=later(1), signatures={}, bands={})
    history = document_history(conn, "d_1")
    assert [(c.revision, c.what, c.by, c.at) for c in history] == [
        (1, "added", run(1).id, NOON),
        (2, "changed", run(2).id, later(1)),
    ]
    assert document_history(conn, "d_9") == []


def test_steps_are_counted_by_actor_or_place_and_no_further_than_asked(conn):
    put_steps(conn, [step(n, source=f"i_{n}") for n in range(1, 6)], at=NOON)
    one = step(1)
    assert count_steps(conn, Filter(), most=99) == 5
    assert count_steps(conn, Filter(), most=3) == 3
    assert count_steps(conn, Filter(actors=(one.subject.id,)), most=99) == 5
    assert count_steps(conn, Filter(actors=("group:none",)), most=99) == 0
    assert count_steps(conn, Filter(), kinds=["backs"], most=99) == 0


CASES = (
    Filter(places=(1, 2), admin1=("Luanda",), admin1_country="AGO", place_names=("Luanda",)),
    Filter(place_names=("Luanda",)),
    Filter(countries=("AGO",)),
    Filter(actors=("group:m23",)),
    Filter(actor_names=("somebody",)),
    Filter(places=(1,), actors=("group:m23",)),
)


@pytest.mark.parametrize("wanted", CASES)
def test_steps_of_a_place_or_a_party_are_looked_up_and_not_searched_for(conn, wanted):
    if conn.dialect.name != "sqlite":
        pytest.skip("PostgreSQL chooses by what a table holds")
    asked = []
    event.listen(
        conn, "before_cursor_execute", lambda _c, _cursor, statement, given, *_: asked.append((statement, given))
    )
    count_steps(conn, wanted, most=9)
    find_steps(conn, wanted)
    assert len(asked) == 2
    for statement, given in list(asked):
        plan = [row[3] for row in conn.connection.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", given)]
        assert not [line for line in plan if line.startswith("SCAN step")], plan
