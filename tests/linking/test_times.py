from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.base.dates import write_partial
from tocsin.base.model import Document, TimeBasis
from tocsin.base.reading import Reading
from tocsin.language.with_spacy import annotate, load_model
from tocsin.linking.times import link_times
from tocsin.linking.timex import find_timexes

GOLDEN = Path(__file__).parent.parent / "golden" / "link_times.txt"
model = cache(load_model)


def cases():
    for block in GOLDEN.read_text(encoding="utf-8").strip().split("\n\n"):
        title, given_, *expected = block.splitlines()
        yield pytest.param(given_, expected, id=title.lstrip("# "))


def linked(text, published):
    return link_times(annotate([Reading(Document("d", text, published=published))], model())[0])


def shown(interval):
    if interval is None:
        return "none"
    if interval.start is None:
        return f"../{interval.end - timedelta(days=1)}"
    return f"{interval.start}/.." if interval.end is None else write_partial(interval)


@pytest.mark.parametrize(("given_", "expected"), list(cases()))
def test_link_times_golden(given_, expected):
    published, _, text = given_.partition(" | ")
    reading = linked(text, None if published == "none" else date.fromisoformat(published))
    assert [f"{text[t.start : t.end]} = {shown(t.interval)}" for t in reading.times] == expected


def test_link_times_tells_why_it_is_open():
    (link,) = linked("The army left on Friday.", None).times
    assert link.interval is None
    assert "no publication date" in link.reason


def test_link_times_token_hangs_on_the_verb():
    reading = linked("The army left the town on Friday morning.", date(2024, 3, 13))
    (link,) = reading.times
    tokens = reading.parse.tokens
    assert tokens[tokens[link.token].head].text == "left"


def test_link_times_tells_stated_from_relative():
    found = linked("The army left on 3 May 2019 and came back last week.", date(2024, 3, 13)).times
    assert [t.interval.basis for t in found] == [TimeBasis.STATED, TimeBasis.RELATIVE]


def test_link_times_without_parse_is_the_same():
    reading = Reading(Document("d", "On Friday."))
    assert link_times(reading) is reading


pieces = st.sampled_from(["a", " ", "1", "2", ",", "-", "Friday", "May ", "2013", " days", " ago", "the ", "'s", "on "])


@given(st.lists(pieces).map("".join))
def test_find_timexes_are_in_order_without_overlap(text):
    found = find_timexes(text)
    assert all(0 <= t.start < t.end <= len(text) for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)))
def test_find_timexes_reads_every_written_date(day):
    for text in (day.isoformat(), f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%b} {day.year}"):
        (timex,) = find_timexes(f"It was {text}.")
        assert f"It was {text}."[timex.start : timex.end] == text
