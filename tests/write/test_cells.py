"""The cells of a mention: quote, counts, times, people."""

from dataclasses import replace
from datetime import date

import pytest
from compact import read_of

from tocsin.base.model import EventTime, Extent, Participant, Stance, TimeBasis
from tocsin.write.cells import actor_code, clip_words, one_line, quote, says, span, what, when, where, who


@pytest.fixture(scope="module")
def reading(tools):
    return read_of("Rwanda denied that it sent troops to Goma on Friday.", tools, published=date(2025, 2, 22))


def person(name, country=None, sector=None):
    return Participant(name, 0, 1, None, name, country, sector)


def test_quote_holds_the_trigger(reading):
    for m in reading.mentions:
        assert m.trigger.text in quote(m).plain


def test_quote_of_a_long_sentence_is_cut_around_its_trigger(reading):
    mention = reading.mentions[0]
    words = "x" * 500 + "denied" + "y" * 500
    trigger, evidence = Extent(500, 506, "denied"), Extent(0, len(words), words)
    long = replace(mention, trigger=trigger, evidence=evidence)
    plain = quote(long).plain
    assert "denied" in plain
    assert len(plain) < 500
    assert plain.startswith("“…")
    assert plain.endswith("…”")


@pytest.mark.parametrize(
    ("low", "high", "shown"), [(15, 15, "15"), (15, None, "15+"), (10, 15, "10-15"), (None, 20, "up to 20")]
)
def test_span_writes_counts_as_people_do(low, high, shown):
    assert span(low, high) == shown


@pytest.mark.parametrize(
    ("start", "end", "precision", "shown"),
    [
        (date(2025, 2, 21), date(2025, 2, 22), "day", "2025-02-21"),
        (date(2025, 2, 1), date(2025, 3, 1), "month", "2025-02"),
        (date(2013, 1, 1), date(2014, 1, 1), "year", "2013"),
    ],
)
def test_when_shows_what_is_known(start, end, precision, shown):
    lines = when(EventTime("then", start, end, precision, TimeBasis.STATED)).plain.splitlines()
    assert lines == [shown, "then"]


def test_when_shows_both_ends_of_a_span():
    time = EventTime("last week", date(2025, 2, 10), date(2025, 2, 17), "week", TimeBasis.RELATIVE)
    assert when(time).plain == "2025-02-10 to\n2025-02-16\nlast week"


def test_when_of_nothing_is_a_dash():
    assert when(None).plain == "–"


def test_clip_words_cuts_long_words():
    assert clip_words("a" * 30, 10) == "a" * 9 + "…"
    assert clip_words("short", 10) == "short"


def test_when_of_an_open_interval_says_which_end_is_known():
    since = EventTime("since May", date(2024, 5, 1), None, "span", TimeBasis.STATED)
    until = EventTime("until May", None, date(2024, 5, 1), "span", TimeBasis.STATED)
    assert when(since).plain.startswith("from 2024-05-01")
    assert when(until).plain.startswith("to 2024-04-30")


def test_quote_is_on_one_line_and_cuts_no_word(reading):
    words = "word " * 100 + "denied\nit" + " word" * 100
    trigger, evidence = Extent(500, 506, "denied"), Extent(0, len(words), words)
    plain = quote(replace(reading.mentions[0], trigger=trigger, evidence=evidence)).plain
    assert "\n" not in plain
    assert set(plain.strip("“”… ").split()) == {"word", "denied", "it"}


@pytest.mark.parametrize(
    ("country", "sector", "code"),
    [("SDN", "REB", "SDN·REB"), ("IGO", "IGO", "IGO"), (None, "CVL", "CVL"), (None, None, "?")],
)
def test_actor_code_is_one_word(country, sector, code):
    assert actor_code(person("x", country, sector)) == code


def test_who_counts_names_beyond_four(reading):
    crowd = tuple(person(f"Group {n}") for n in range(7))
    plain = who(replace(reading.mentions[0], actors=crowd), {}).plain
    assert "Group 3" in plain
    assert "3 more" in plain
    assert "Group 4" not in plain


def test_who_of_nobody_is_a_dash(reading):
    assert who(replace(reading.mentions[0], actors=(), recipients=(), about=None, counts=()), {}).plain == "–"


def test_what_has_type_mode_and_status(reading):
    kinds = {what(m, is_roomy=True).plain for m in reading.mentions}
    assert "REJECT deny\nasserted" in kinds


def test_says_marks_who_denies(reading):
    denied = [m for m in reading.mentions if any(a.stance is Stance.DENIES for a in m.attributions)]
    assert [says(m).plain for m in denied] == ["✗ Rwanda"]


def test_where_of_nowhere_is_a_dash(reading):
    assert where(replace(reading.mentions[0], place=None)).plain == "–"


def test_one_line_joins_lines(reading):
    assert one_line(what(reading.mentions[0], is_roomy=False)).plain == "REJECT, deny, asserted"
