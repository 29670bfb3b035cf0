"""What pages call things: words for people, no finer than what is known."""

from dataclasses import replace
from datetime import date

import pytest
from made import BACKING, MARCH, RWANDA, SEIZURE, UNKNOWN

from tocsin.base.model import Count
from tocsin.base.tables import table
from tocsin.web.plain_words import codes, kind, numbered, parties, sentence, toll, when, when_note, where


def test_every_type_and_mode_of_the_ontology_has_words():
    known = {(r["type"], r["mode"]) for r in table("ontology.tsv", columns=("type", "mode"))}
    assert set(codes()) == known
    assert all(codes().values())


def test_an_unknown_mode_goes_by_its_type_and_an_unknown_type_by_its_code():
    assert kind("ASSAULT", "tickling") == "attack or fighting"
    assert kind("DANCE", None) == "dance"


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        (date(2025, 1, 27), date(2025, 1, 28), "day", "27 Jan 2025"),
        (date(2025, 1, 1), date(2025, 2, 1), "month", "January 2025"),
        (date(2025, 1, 1), date(2025, 3, 1), "month", "between 1 Jan and 28 Feb 2025"),
        (date(2012, 1, 1), date(2013, 1, 1), "year", "2012"),
        (date(2024, 12, 30), date(2025, 1, 6), "week", "between 30 Dec 2024 and 5 Jan 2025"),
        (None, date(2025, 1, 6), "span", "until 5 Jan 2025"),
        (date(2025, 1, 6), None, "span", "from 6 Jan 2025 on"),
        (None, None, None, "no day told"),
    ],
)
def test_a_time_is_told_no_finer_than_it_is_known(start, end, precision, words):
    assert when(replace(SEIZURE, start=start, end=end, time_precision=precision)) == words


def test_the_day_of_the_report_is_called_so():
    assert when_note(BACKING) == "day of report"
    assert when_note(SEIZURE) is None


def test_a_place_coarser_than_a_town_is_called_an_area():
    assert where(SEIZURE) == "Goma, Nord-Kivu, COD"
    assert where(BACKING).endswith("(area)")
    assert where(UNKNOWN) is None


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(773, 773, 773), "773"),
        (Count(773, None, 2900), "773 to 2,900"),
        (Count(773, 2900, None), "773 to 2,900 or more"),
        (Count(12, 12, None), "at least 12"),
        (Count(None, None, 20), "up to 20"),
        (Count(None, 7, None), "about 7"),
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


def test_a_sentence_says_what_where_and_when():
    assert sentence(MARCH) == "Demonstration: students, between 10 Feb and 16 Feb 2025"
    assert sentence(UNKNOWN) == "Flood, no day told"


def test_one_is_singular():
    assert (numbered(1, "origin"), numbered(1200, "origin")) == ("1 origin", "1,200 origins")
