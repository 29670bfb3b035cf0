from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.base.dates import (
    last_weekday,
    monday,
    month_of,
    next_weekday,
    plus_months,
    read_partial,
    safe_date,
    week_of,
    write_partial,
)
from tocsin.base.errors import BadInput
from tocsin.base.model import TimeBasis

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2013", date(2013, 1, 1), date(2014, 1, 1), "year"),
        ("2013-12", date(2013, 12, 1), date(2014, 1, 1), "month"),
        ("2016-02-29", date(2016, 2, 29), date(2016, 3, 1), "day"),
        ("2014/2016-06-26", date(2014, 1, 1), date(2016, 6, 27), "span"),
    ],
)
def test_read_partial_is_half_open(text, start, end, precision):
    found = read_partial(text)
    assert (found.start, found.end, found.precision) == (start, end, precision)


@pytest.mark.parametrize("text", ["", "13", "2016-13", "2015-02-29", "yesterday", "0000"])
def test_read_partial_names_what_is_wrong(text):
    with pytest.raises(BadInput, match="is no date; write it as"):
        read_partial(text)


@given(days, days)
def test_write_partial_round_trip(one, two):
    text = f"{min(one, two)}/{max(one, two)}"
    found = read_partial(text)
    again = read_partial(write_partial(found))
    assert (again.start, again.end) == (found.start, found.end)


def test_write_partial_refuses_open_intervals():
    found = read_partial("2013")
    with pytest.raises(BadInput, match="open interval"):
        write_partial(type(found)(None, found.end, "span", found.basis))


@given(days, st.integers(min_value=-600, max_value=600))
def test_plus_months_keeps_the_month(day, months):
    moved = plus_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day


@given(days, st.integers(min_value=0, max_value=6))
def test_weekdays_are_within_a_week(day, weekday):
    back, ahead = last_weekday(day, weekday), next_weekday(day, weekday)
    assert back.weekday() == ahead.weekday() == weekday
    assert 0 <= (day - back).days < 7
    assert 0 <= (ahead - day).days < 7
    assert 0 < (day - last_weekday(day, weekday, same_day=False)).days <= 7


@given(days)
def test_week_and_month_hold_their_day(day):
    for interval in (week_of(day, TimeBasis.STATED), month_of(day, TimeBasis.STATED)):
        assert interval.start <= day < interval.end


def test_safe_date_knows_the_calendar():
    assert safe_date(2023, 2, 29) is None
    assert safe_date(2024, 2, 29) == date(2024, 2, 29)


def test_the_first_day_of_a_week_is_monday():
    assert {monday(date(2025, 1, d)) for d in range(20, 27)} == {date(2025, 1, 20)}
