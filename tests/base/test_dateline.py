"""Datelines: where and when the writer is."""

import pytest

from tocsin.base.dateline import dateline_end

DATELINES = [
    "GOMA, Democratic Republic of Congo, Jan 4 (Continental Wire) - ",
    "BUKAVU, 14 Feb (Lakes News Agency) - ",
    "DAR ES SALAAM - ",
    "NAIROBI, KENYA — ",
    "Goma (AFP) – ",
    "WASHINGTON (AP) -- ",
    "JERUSALEM, Feb. 3, 2025 (Reuters) - ",
    "CAIRO/DUBAI, Jan 2 (Reuters) - ",
    "Beijing — ",
]


@pytest.mark.parametrize("dateline", DATELINES)
def test_a_dateline_ends_with_its_dash(dateline):
    assert dateline_end(dateline + "Rebels took the town.") == len(dateline)


@pytest.mark.parametrize(
    "text", ["M23 - a rebel group - took Goma.", "Rebels — who took it — left.", "The army left.", ""]
)
def test_a_sentence_has_none(text):
    assert dateline_end(text) == 0


def test_a_town_in_the_dateline_is_no_party(tools):
    from datetime import date

    from compact import read_of

    text = "JOHANNESBURG, Jan 25 (Continental Wire) - Thirteen foreign soldiers have been killed in eastern Congo."
    (mention, *_) = read_of(text, tools, published=date(2025, 1, 25)).mentions
    assert "JOHANNESBURG" not in [p.text for p in (*mention.actors, *mention.recipients)]
    assert mention.place is None or mention.place.name != "Johannesburg"
