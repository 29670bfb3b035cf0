"""What was read and what it tells, week by week: the same in both databases."""

from datetime import date

from made_records import BUKAVU, CONGO, M23, NOON, document, incident, member
from test_store_incidents import put

from tocsin.base.incidents import IncidentStatus
from tocsin.base.model import Status
from tocsin.base.surges import Party, Volume
from tocsin.store.documents import put_documents
from tocsin.store.volumes import read_days, read_window, volumes

MONDAY, SUNDAY = date(2025, 1, 27), date(2025, 2, 2)
DAYS = (MONDAY, SUNDAY)


def read(conn, *documents):
    put_documents(conn, documents, run="u_1", at=NOON, signatures={}, bands={})


def told(n, *documents, **values):
    """Return an incident that documents tell, one mention in each."""
    members = tuple(member(10 * n + i, d) for i, d in enumerate(documents))
    return incident(n, mentions=members, **{"first_reported": MONDAY} | values)


def test_documents_are_counted_by_week_and_outlet_and_copies_apart(conn):
    read(
        conn,
        document(1, published=MONDAY),
        document(2, published=SUNDAY),
        document(3, published=SUNDAY, copy_of="d_1"),
        document(4, published=MONDAY, outlet=None),
        document(5, published=date(2025, 2, 3)),
        document(6, published=date(2025, 2, 4)),
        document(7, published=None),
    )
    assert volumes(conn, MONDAY, date(2025, 2, 3)) == [
        Volume(MONDAY, "", 1, 0),
        Volume(MONDAY, "The Lakes Post", 2, 1),
        Volume(date(2025, 2, 3), "The Lakes Post", 1, 0),
    ]


def test_the_days_read_are_the_first_and_the_last(conn):
    assert read_days(conn) is None
    read(conn, document(1, published=SUNDAY), document(2, published=None), document(3, published=MONDAY))
    assert read_days(conn) == DAYS


def test_a_window_holds_documents_in_order_and_what_they_tell(conn):
    read(
        conn,
        document(2, published=SUNDAY, copy_of="d_1", outlet=None),
        document(1, published=MONDAY),
        document(3, published=date(2025, 2, 3)),
    )
    put(conn, told(1, "d_1", "d_1", "d_2", actors=(M23,), recipients=(CONGO,)), told(2, "d_2", place=BUKAVU))
    window = read_window(conn, *DAYS)
    assert [(d.outlet, d.day, d.is_copy) for d in window.documents] == [
        ("The Lakes Post", MONDAY, False),
        ("", SUNDAY, True),
    ]
    ids, rows = {h.n: h.id for h in window.happenings}, {d.n: n for n, d in enumerate(window.documents)}
    assert sorted((ids[i], rows[d]) for i, d in window.tellings) == [("i_1", 0), ("i_1", 1), ("i_2", 1)]
    assert [(h.admin1, h.first, h.type) for h in window.happenings] == [
        ("North Kivu", MONDAY, "ASSAULT"),
        ("South Kivu", MONDAY, "ASSAULT"),
    ]
    first = [p for p in window.parties if ids[p.n] == "i_1"]
    assert first == [
        Party(first[0].n, "actor", "group:m23", "March 23 Movement", "COD", "REB"),
        Party(first[0].n, "recipient", "country:COD", "DR Congo", "COD", "GOV"),
    ]


def test_only_what_is_asserted_and_stands_is_in_a_window(conn):
    read(conn, document(1, published=MONDAY))
    put(
        conn,
        told(1, "d_1", told=Status.ALLEGED),
        told(2, "d_1", told=Status.PLANNED),
        told(3, "d_1", status=IncidentStatus.WITHDRAWN),
        told(4, "d_1", status=IncidentStatus.DISPUTED),
        told(5, "d_1", first_reported=None),
    )
    assert [h.id for h in read_window(conn, *DAYS).happenings] == ["i_4"]


def test_a_mention_that_left_an_incident_tells_it_no_more(conn):
    read(conn, document(1, published=MONDAY), document(2, published=MONDAY))
    put(conn, told(1, "d_1", "d_2"))
    put(conn, told(1, "d_1"), at=NOON.replace(hour=13))
    assert len(read_window(conn, *DAYS).tellings) == 1


def test_an_empty_store_has_an_empty_window(conn):
    window = read_window(conn, *DAYS)
    assert (window.documents, window.tellings, window.happenings, window.parties) == ((), (), (), ())
    assert volumes(conn, *DAYS) == []
