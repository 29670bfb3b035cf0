"""What a person sees: the table of a document, and cards in a narrow terminal."""

from dataclasses import replace
from datetime import date

import pytest
from compact import read_of
from printed import printed

from tocsin.base.model import Document
from tocsin.base.reading import Reading
from tocsin.write.terminal import WIDE, document_table

TEXT = (
    "Rwanda denied that it sent troops to Goma on Friday. Two soldiers of the Democratic Republic of the Congo "
    "were killed in the town of Sake, the United Nations High Commissioner for Refugees said."
)


@pytest.fixture(scope="module")
def reading(tools):
    return read_of(TEXT, tools, published=date(2025, 2, 22))


def test_table_shows_type_status_actors_and_the_words(reading):
    text = printed(document_table(reading, reading.mentions))
    words = (
        "REJECT",
        "deny",
        "MOBILIZE",
        "denied",
        "Rwanda (RWA·GOV)",
        "about #",
        "3 mentions",
        "2025-02-22",
        "killed 2",
    )
    for word in words:
        assert word in text


def test_table_marks_who_denies(reading):
    assert "✗ Rwanda" in printed(document_table(reading, reading.mentions))


@pytest.mark.parametrize("width", [WIDE, 110, 150, 220])
def test_table_lines_its_columns_up(reading, width):
    lines = printed(document_table(reading, reading.mentions), width).splitlines()
    header = next(line for line in lines if "who says" in line)
    at = [header.index(word) for word in ("what", "who →", "where", "when", "who says")]
    firsts = [line for line in lines if line[:1].isdigit()]
    assert len(firsts) == len(reading.mentions)
    for line in firsts:
        assert all(line[a - 1] == " " and line[a] != " " for a in at), line


@pytest.mark.parametrize("width", [40, 60, WIDE - 1, WIDE, 110, 150])
def test_table_keeps_to_its_width_and_breaks_no_code(reading, width):
    text = printed(document_table(reading, reading.mentions), width)
    assert all(len(line) <= width for line in text.splitlines())
    assert "(RWA·GOV)" in text


def test_narrow_terminals_get_cards(reading):
    text = printed(document_table(reading, reading.mentions), WIDE - 1)
    assert "who says" not in text
    assert "REJECT deny  asserted" in text
    assert "told by: ✗ Rwanda" in text


def test_table_without_mentions_is_its_title():
    text = printed(document_table(Reading(Document("d", "x", title="Quiet day")), []))
    assert "Quiet day" in text
    assert "no date" in text
    assert "0 mentions" in text
    assert "who says" not in text


def test_table_says_when_the_writer_tells_it(tools):
    found = read_of("Rebels attacked Bunia.", tools, published=None)
    assert "the writer" in printed(document_table(found, found.mentions))


def test_table_numbers_only_what_it_shows(reading):
    """What is about a mention that is left out points at nothing."""
    shown = [m for m in reading.mentions if m.about]
    assert "about #" not in printed(document_table(reading, shown))


def test_table_reads_names_in_brackets_as_words(reading):
    document = replace(reading.document, title="[bold]Not a style[/bold]")
    assert "[bold]Not a style[/bold]" in printed(document_table(replace(reading, document=document), reading.mentions))
