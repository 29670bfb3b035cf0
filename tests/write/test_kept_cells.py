"""The cells of incidents, claims and relations: headlines, days, tolls, who and how."""

from dataclasses import replace
from datetime import date

import pytest
from made import BACKING, CLAIMS, FARDC, M23, MARCH, SEIZURE, UNKNOWN

from tocsin.base.model import Actor, Count
from tocsin.write.kept_cells import (
    between,
    day_cell,
    days,
    headline,
    numbered,
    people,
    sides,
    speaker_cell,
    stance_cell,
    status_cell,
    toll,
)


def test_headline_tells_who_whom_what_where_and_when():
    assert headline(replace(SEIZURE, recipients=())) == "March 23 Movement: ASSAULT territory in Goma, 2025-01-27"
    assert headline(UNKNOWN) == "HAZARD flood"
    assert headline(replace(SEIZURE, actors=(), place=None, start=None, end=None)).startswith("? → Armed Forces")


def test_headline_cuts_long_names_unless_there_is_room():
    assert "Armed Forces of the Democratic Re…" in headline(SEIZURE)
    assert FARDC.name in headline(SEIZURE, width=80)


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (date(2025, 1, 27), date(2025, 1, 28), "2025-01-27"),
        (date(2025, 2, 10), date(2025, 2, 17), "2025-02-10 to 2025-02-16"),
        (date(2025, 2, 10), None, "from 2025-02-10"),
        (None, date(2025, 2, 17), "to 2025-02-16"),
        (None, None, ""),
    ],
)
def test_days_are_the_first_and_the_last(start, end, shown):
    assert days(start, end) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (Count(3, 5, 8), "3-5-8"),
        (Count(5, 5, 5), "5"),
        (Count(12, 12, None), "12+"),
        (Count(773, 2900, None), "773-2900+"),
        (Count(10, None, 15), "10-15"),
        (Count(None, None, 20), "up to 20"),
        (Count(None, None, None), "?"),
    ],
)
def test_a_toll_is_low_best_high(count, shown):
    assert toll(count) == shown


def test_a_day_known_within_bounds_shows_both():
    assert between(date(2025, 1, 26), date(2025, 1, 28)) == "2025-01-26 to\n2025-01-28"
    assert between(date(2025, 1, 26), date(2025, 1, 26)) == "2025-01-26"
    assert between(None, date(2025, 1, 26)) == "by 2025-01-26"
    assert between(None, None) == "?"


def test_the_day_of_a_report_is_not_shown_as_that_of_the_happening():
    assert "day of report" in day_cell(BACKING).plain
    assert "day of report" not in day_cell(SEIZURE).plain


def test_status_tells_how_it_is_told_where_nobody_asserts_it():
    assert status_cell(BACKING).plain == "reported\nalleged"
    assert status_cell(SEIZURE).plain == "disputed"


def test_people_beyond_three_are_counted():
    crowd = [Actor(None, f"Group {n}", None, None) for n in range(5)]
    assert people(crowd).plain.endswith("Group 2 (?), 2 more")


def test_sides_mark_whom_it_is_done_to():
    assert sides(replace(SEIZURE, recipients=(M23,))).plain.splitlines()[1] == "→ March 23 Movement (COD·REB)"
    assert sides(MARCH).plain == "students (COD·EDU)"
    assert sides(replace(MARCH, actors=())).plain == "–"


def test_a_denial_is_marked():
    assert stance_cell(CLAIMS[2].stance).plain == "✗ denies"
    assert stance_cell(CLAIMS[0].stance).plain == "affirms"


def test_a_speaker_has_a_code_and_a_cue_and_a_document_speaks_for_itself():
    assert speaker_cell(CLAIMS[2]).plain == "Rwanda (RWA·GOV) denied"
    assert speaker_cell(CLAIMS[0]).plain == "The Kivu Post (itself)"


def test_numbered_has_the_right_form():
    assert (numbered(1, "origin"), numbered(1200, "origin")) == ("1 origin", "1,200 origins")
