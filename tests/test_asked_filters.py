"""What is asked, as a filter: days, moments, names of values, and errors that say what is allowed."""

from datetime import UTC, date, datetime

import pytest

from tocsin.asking import day, filter_of, kind_of, limit_of, moment
from tocsin.base.errors import BadInput
from tocsin.base.incidents import Filter
from tocsin.naming import load_names


@pytest.fixture(scope="module")
def names():
    return load_names()


def test_nothing_asked_is_all(names):
    assert filter_of({}, names) == Filter()
    assert filter_of({"place": None, "actor": None, "limit": None}, names) == Filter()


def test_everything_asked_is_in_the_filter(names):
    found = filter_of(
        {
            "since": "2025-01-01", "until": date(2025, 2, 1), "place": "North Kivu", "actor": "M23", "speaker": "Rwanda",
            "type": "assault", "mode": "Territory", "status": "disputed", "told": "denied", "field": "killed",
            "stance": "denies", "min_score": 0.5, "min_origins": 2, "words": "hospital", "as_of": "2025-03-01", "limit": 3,
        },
        names,
    )  # fmt: skip
    assert (found.since, found.until) == (date(2025, 1, 1), date(2025, 2, 1))
    assert (found.admin1, found.actors) == (("North Kivu",), ("group:m23",))
    assert {"country:RWA", "person:paul-kagame"} <= set(found.speakers)
    assert (found.types, found.modes, found.statuses, found.told) == (
        ("ASSAULT",),
        ("territory",),
        ("disputed",),
        ("denied",),
    )
    assert (found.fields, found.stances, found.min_score, found.min_origins) == (("killed",), ("denies",), 0.5, 2)
    assert found.as_of == datetime(2025, 3, 1, 23, 59, 59, 999999, UTC)
    assert (found.words, found.limit) == ("hospital", 3)


def test_a_moment_is_in_utc_and_a_day_means_its_end():
    assert moment("2025-03-01T09:30", "as_of") == datetime(2025, 3, 1, 9, 30, tzinfo=UTC)
    assert moment(datetime(2025, 3, 1), "as_of") == datetime(2025, 3, 1, tzinfo=UTC)
    assert moment(date(2025, 3, 1), "as_of") > datetime(2025, 3, 1, 23, tzinfo=UTC)
    assert moment(None, "as_of") is None
    assert day(datetime(2025, 3, 1, 9), "since") == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"since": "1.2.2025"}, "since='1.2.2025' is no day; write it as YYYY-MM-DD"),
        ({"as_of": "2025-03-01T25:00"}, "as_of='2025-03-01T25:00' is no moment"),
        ({"type": "WAR"}, "type='WAR' is unknown; give one of AGREE"),
        ({"mode": "loud"}, "mode='loud' is unknown; give one of"),
        ({"status": "true"}, "status='true' is unknown; give one of reported, corroborated"),
        ({"told": "said"}, "told='said' is unknown; give one of asserted"),
        ({"stance": "no"}, "stance='no' is unknown; give one of affirms, denies"),
        ({"field": "dead"}, "field='dead' is unknown; give one of act, doer"),
        ({"min_score": 2}, "min_score=2 is out of range; give 0 to 1"),
        ({"min_origins": -1}, "min_origins=-1 is out of range; give 0 to 1000000"),
        ({"limit": 0}, "limit=0 is no number of answers"),
        ({"place": "Xyzzyville"}, "no place is called 'Xyzzyville'"),
        ({"actor": ""}, "the name of the actor is empty"),
    ],
)
def test_what_cannot_be_asked_is_an_error_that_says_what_can(names, wanted, message):
    with pytest.raises(BadInput, match=message):
        filter_of(wanted, names)


def test_kinds_and_limits_are_checked():
    assert kind_of("Controls") == ("controls",)
    assert (kind_of(None), limit_of(None), limit_of(5)) == ((), None, 5)
    with pytest.raises(BadInput, match="kind='owns' is unknown; give one of controls"):
        kind_of("owns")


def test_a_province_is_that_of_its_country(names):
    wanted = filter_of({"place": "North Kivu"}, names)
    assert (wanted.admin1, wanted.admin1_country) == (("North Kivu",), "COD")
