"""What is counted in a week: incidents that are new, in outlets that are compared."""

from datetime import timedelta

import numpy as np
import pytest
from made_windows import BEGIN, LAST, conflict, day, weekly, window

from tocsin.base.surges import Window
from tocsin.study.series import FRESH_DAYS, columns_of
from tocsin.study.weekly_counts import count_week, panel_of


def test_an_incident_counts_once_in_the_week_in_which_it_was_first_told() -> None:
    counts, _, _ = conflict(window(weekly(), [("ASSAULT", None, [3, 4, 9])]))
    assert counts.tolist() == [1.0 if w == 3 else 0.0 for w in range(LAST + 1)]


@pytest.mark.parametrize(("days", "counted"), [(FRESH_DAYS, 1), (FRESH_DAYS + 1, 0)])
def test_history_is_no_news(days, counted) -> None:
    made = window(weekly(), [("ASSAULT", None, [5], day(5) - timedelta(days=days)), ("ASSAULT", None, [6])])
    assert conflict(made)[0].tolist()[5] == counted


def test_copies_are_not_read_and_tell_nothing_new() -> None:
    documents = [*weekly(), ("Post", day(3, 1), True)]
    counts, counted, row = conflict(
        window(documents, [("ASSAULT", None, [LAST + 1]), ("ASSAULT", None, [2, LAST + 1])])
    )
    assert counts.sum() == 1
    assert counted.read.sum(axis=1).tolist() == [1.0] * (LAST + 1)
    assert counted.telling[row].tolist()[2:4] == [1, 1]  # a copy is coverage, though


def test_an_outlet_is_compared_if_it_was_read_in_the_week_and_in_a_quarter_of_those_before() -> None:
    documents = [
        *weekly(), *weekly("New", [LAST]), *weekly("Gone", range(LAST)), *weekly("Quarter", [1, 5, 9, LAST]),
        *weekly("Less", [1, 5, LAST]), *weekly("Copies", range(LAST + 1), copies=True),
    ]  # fmt: skip
    columns = columns_of(window(documents))
    assert [o for o, is_in in zip(columns.outlets, panel_of(columns, LAST), strict=True) if is_in] == [
        "Post",
        "Quarter",
    ]


def test_what_only_an_outlet_tells_that_is_not_compared_does_not_count() -> None:
    new = len(weekly())
    made = window([*weekly(), *weekly("New", [LAST])], [("ASSAULT", None, [1]), ("ASSAULT", None, [new])])
    assert conflict(made)[0].tolist()[LAST] == 0


def test_a_window_without_anything_has_no_series() -> None:
    columns = columns_of(Window(BEGIN, day(LAST, 6), (), (), (), ()))
    assert count_week(columns, LAST, least=1).counts.shape == (0, LAST + 1)
    assert np.array_equal(panel_of(columns, LAST), np.zeros(0, np.bool_))
