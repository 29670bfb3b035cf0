"""An incident in words, no finer than what is known."""

from dataclasses import replace
from datetime import date

import pytest
from made import BACKING, MARCH, RWANDA, SEIZURE, UNKNOWN

from tocsin.base.model import Count, Status
from tocsin.web.incident_words import area_note, between, parties, sentence, toll, what, when, when_note


def test_a_sentence_says_what_who_where_and_when():
    words = sentence(SEIZURE)
    assert words.startswith("Seizure of a town or area: March 23 Movement → Armed Forces")
    assert words.endswith(", in Goma, 27 January 2025")
    assert sentence(UNKNOWN) == "Flood"
    assert "January" not in sentence(SEIZURE, timed=False)


def test_a_sentence_begins_with_how_it_is_told_unless_it_is_asserted():
    assert sentence(BACKING).startswith("Alleged: Material help: Rwanda → March 23 Movement")
    assert sentence(replace(SEIZURE, told=Status.DENIED)).startswith("Denied: Seizure")
    assert what(BACKING).startswith("Material help: ")


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        (date(2025, 1, 27), date(2025, 1, 28), "day", "27 January 2025"),
        (date(2025, 1, 1), date(2025, 2, 1), "month", "January 2025"),
        (date(2025, 1, 1), date(2025, 3, 1), "month", "between 1 January and 28 February 2025"),
        (date(2012, 1, 1), date(2013, 1, 1), "year", "2012"),
        (date(2025, 2, 10), date(2025, 2, 17), "week", "between 10 and 16 February 2025"),
        (date(2024, 12, 30), date(2025, 1, 6), "week", "between 30 December 2024 and 5 January 2025"),
        (None, date(2025, 1, 6), "span", "until 5 January 2025"),
        (date(2025, 1, 6), None, "span", "from 6 January 2025 on"),
        (None, None, None, ""),
    ],
)
def test_a_time_is_told_no_finer_than_it_is_known(start, end, precision, words):
    assert when(start, end, precision) == words


def test_a_day_known_at_one_end_says_so():
    assert between(date(2025, 1, 26), None) == "on or after 26 January 2025"
    assert between(None, date(2025, 1, 28)) == "by 28 January 2025"
    assert between(date(2025, 1, 26), date(2025, 1, 26)) == "26 January 2025"
    assert between(None, None) == ""


def test_the_day_of_the_report_is_called_so():
    assert when_note(BACKING) == "day of report"
    assert when_note(SEIZURE) is None


def test_a_place_coarser_than_a_town_is_called_what_it_is():
    assert area_note(SEIZURE.place) == ""
    assert area_note(BACKING.place) == " (region or water)"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(773, 773, 773), "773"),
        (Count(773, None, 2900), "773 to 2,900"),
        (Count(3, 5, 8), "3 to 8, best 5"),
        (Count(773, 2900, None), "at least 773, best 2,900"),
        (Count(12, 12, None), "at least 12"),
        (Count(None, None, 20), "up to 20"),
        (Count(None, 7, None), "about 7"),
        (Count(None, None, None), "an unknown number"),
    ],
)
def test_a_toll_is_a_range(count, words):
    assert toll(count) == words


def test_who_and_whom_are_told_apart():
    assert parties(SEIZURE).startswith("March 23 Movement → Armed Forces")
    assert parties(replace(SEIZURE, actors=())).startswith("towards Armed Forces")
    assert parties(UNKNOWN) == ""


def test_more_than_three_names_are_counted():
    many = tuple(replace(RWANDA, name=f"state {n}") for n in range(5))
    assert parties(replace(MARCH, actors=many)) == "state 0, state 1, state 2 and 2 more"
