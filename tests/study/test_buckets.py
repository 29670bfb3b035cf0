"""Incidents by day, week and month, beside the documents of the same days."""

from datetime import date

import pytest
from made_columns import LAST, columns, one, rows

from tocsin.base.errors import BadInput

DAYS = {"2025-01-27": 3, "2025-01-29": 1, "2025-02-10": 2}
GIVEN = (
    one(1, "2025-01-27"),
    one(2, "2025-01-29", type="AID"),
    one(3, "2025-01-29", type="HAZARD"),
    one(4, "2025-02-09", last="2025-02-12"),
    one(5, LAST),
    one(6, "1994-04-07"),
)


def short(buckets):
    return [(b.start.isoformat()[5:], b.incidents, b.documents) for b in buckets]


def test_days_are_those_of_the_documents_without_holes():
    found = rows(columns(*GIVEN, days=DAYS)).timeline("day")
    assert (found[0].start, found[-1].end, len(found)) == (date(2025, 1, 27), date(2025, 2, 11), 15)
    assert short(found[:3]) == [("01-27", 1, 3), ("01-28", 0, 0), ("01-29", 2, 1)]


def test_a_day_without_documents_is_a_gap_and_one_with_them_a_zero():
    found = {b.start.isoformat(): b for b in rows(columns(*GIVEN, days=DAYS)).timeline("day")}
    assert (found["2025-01-28"].incidents, found["2025-01-28"].documents) == (0, 0)
    assert (found["2025-02-10"].incidents, found["2025-02-10"].documents) == (0, 2)


def test_documents_are_all_that_there_are_whatever_is_asked():
    found = rows(columns(*GIVEN, days=DAYS), types=("AID",)).timeline("month")
    assert short(found) == [("01-01", 1, 4), ("02-01", 0, 2)]


def test_weeks_begin_on_monday():
    found = rows(columns(*GIVEN, days=DAYS)).timeline("week")
    assert short(found) == [("01-27", 3, 4), ("02-03", 1, 0), ("02-10", 0, 2)]
    assert all(b.start.weekday() == 0 for b in found)


def test_classes_are_counted_and_what_has_none_is_in_the_sum_alone():
    (found, *_) = rows(columns(*GIVEN, days=DAYS)).timeline("week")
    assert (found.incidents, found.by_quad) == (3, (0, 1, 0, 1))


def test_days_asked_for_reach_beyond_the_documents_to_the_incidents():
    found = rows(columns(*GIVEN, days=DAYS), since=date(1990, 1, 1)).timeline("month")
    assert (found[0].start, found[0].incidents, found[-1].end) == (date(1994, 4, 1), 1, date(2025, 3, 1))
    found = rows(columns(*GIVEN, days=DAYS), until=date(2000, 1, 1)).timeline("month")
    assert (found[0].start, found[-1].end, sum(b.incidents for b in found)) == (date(1994, 4, 1), date(2000, 1, 1), 1)


def test_what_began_before_counts_on_the_first_day_asked_for():
    found = rows(columns(*GIVEN, days=DAYS), since=date(2025, 2, 10), until=date(2025, 2, 11)).timeline("day")
    assert short(found) == [("02-10", 1, 2)]


def test_what_lies_outside_is_counted():
    found = rows(columns(*GIVEN, days=DAYS))
    assert found.outside("month") == 1
    assert sum(b.incidents for b in found.timeline("month")) + found.outside("month") + 1 == found.total


def test_without_documents_the_incidents_themselves_say_where_it_ends():
    found = rows(columns(*GIVEN[:4])).timeline("month")
    assert short(found) == [("01-01", 3, 0), ("02-01", 1, 0)]


def test_documents_alone_are_a_timeline_of_zeros():
    found = rows(columns(days=DAYS)).timeline("month")
    assert short(found) == [("01-01", 0, 4), ("02-01", 0, 2)]
    assert rows(columns()).timeline("day") == ()


def test_an_unknown_step_is_an_error():
    with pytest.raises(BadInput, match="step='year' is unknown; give one of day, week, month"):
        rows(columns(*GIVEN)).timeline("year")
