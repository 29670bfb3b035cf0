"""How many incidents fit, and since when each is known."""

from datetime import UTC, datetime

import pytest

from tocsin.base.incidents import Filter
from tocsin.record import open_record
from tocsin.store.exported import count_incidents, moments_of
from tocsin.store.incidents import find_incidents, history


@pytest.fixture
def conn(small_store):
    with open_record(small_store, create=False) as record, record.store.read() as conn:
        yield conn


@pytest.mark.parametrize(
    "wanted",
    [Filter(), Filter(types=("ASSAULT",)), Filter(limit=3), Filter(as_of=datetime(2026, 1, 1, tzinfo=UTC)),
     Filter(as_of=datetime(2020, 1, 1, tzinfo=UTC)), Filter(words="Goma")],
)  # fmt: skip
def test_as_many_are_counted_as_are_found(conn, wanted):
    assert count_incidents(conn, wanted) == len(find_incidents(conn, wanted))


def test_moments_are_those_of_the_first_and_the_last_revision(conn):
    some = find_incidents(conn, Filter(limit=5))
    found = moments_of(conn, [i.id for i in some])
    for incident in some:
        at = [change.at for change, _ in history(conn, incident.id)]
        assert found[incident.id] == (at[0], at[-1])
    assert moments_of(conn, [some[0].id], datetime(2020, 1, 1, tzinfo=UTC)) == {}
