"""What a person sees: the table of a document and the explanation of a sentence."""

from dataclasses import replace
from datetime import date

import pytest
from compact import read_of
from rich.console import Console

from tocsin.base.model import Document, EventTime, Extent, Reading, TimeBasis
from tocsin.write.terminal import clip_words, document_table, explanation, quote, span, when


def printed(renderable, width=160):
    console = Console(width=width, record=True, file=None, color_system=None, quiet=False)
    with console.capture() as capture:
        console.print(renderable, highlight=False)
    return capture.get()


@pytest.fixture(scope="module")
def reading(tools):
    return read_of("Rwanda denied that it sent troops to Goma on Friday.", tools, published=date(2025, 2, 22))


def test_table_shows_type_status_actors_and_the_words(reading):
    text = printed(document_table(reading, reading.mentions))
    words = ("REJECT", "deny", "MOBILIZE", "denied", "Rwanda (RWA GOV)", "about #", "2 mentions", "2025-02-22")
    for word in words:
        assert word in text


def test_table_marks_who_denies(reading):
    assert "✗ Rwanda" in printed(document_table(reading, reading.mentions))


def test_table_without_mentions_is_its_title():
    text = printed(document_table(Reading(Document("d", "x", title="Quiet day")), []))
    assert "Quiet day" in text
    assert "no date" in text
    assert "0 mentions" in text


def test_table_says_when_the_writer_tells_it(tools):
    found = read_of("Rebels attacked Bunia.", tools, published=None)
    assert "the writer" in printed(document_table(found, found.mentions))


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
    assert len(plain) < 400
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
    assert when(time).plain.startswith("2025-02-10 to\n2025-02-1")


def test_when_of_nothing_is_a_dash():
    assert when(None).plain == "–"


def test_clip_words_cuts_long_words():
    assert clip_words("a" * 30, 10) == "a" * 9 + "…"
    assert clip_words("short", 10) == "short"


def test_explanation_names_each_step(reading):
    text = printed(explanation(reading))
    for word in ("trigger", "status", "= actor", "= denies", "= score"):
        assert word in text


def test_explanation_lists_what_was_dropped(tools):
    text = printed(explanation(read_of("He died of a heart attack.", tools, published=None)))
    assert "No event found." in text
    assert "Considered and dropped" in text
    assert "attack" in text
