"""Where unnamed actors belong, and what unknown names are, when only the text around them tells."""

import pytest
from compact import read_of

from tocsin.base.model import Document
from tocsin.base.reading import Reading
from tocsin.linking.homes import suppose

CASES = [
    ("Gunmen killed ten farmers in Kaduna, Nigeria.", "ten farmers", ("NGA", "CVL")),
    ("Peru is tense. Police arrested a student.", "Police", ("PER", "COP")),
    ("Police in Kenya stopped migrants in Uganda.", "Police", ("KEN", "COP")),
    ("Several countries sent envoys to Cairo.", "Several countries", (None, "GOV")),
    ("Tourists were robbed in Cairo.", "Tourists", (None, "CVL")),
    ("Two aid workers were killed in Gaza.", "Two aid workers", ("PSE", "NGO")),
    ("A drone attack killed five people in Sumy, Ukraine.", "drone", (None, "MIL")),
    ("Three rebel attacks shook Chad.", "rebel", ("TCD", "REB")),
    ("Italy fined Zorbatek Holdings.", "Zorbatek Holdings", ("ITA", "BUS")),
    ("The US punished Gustavo Petro and his brother.", "his brother", ("COL", "CVL")),
    ("Gustavo Petro and his Spanish wife left.", "his Spanish wife", ("ESP", "CVL")),
    ("Israel punished Mahmoud Abbas and ten other officials.", "ten other officials", ("PSE", "GOV")),
    ("Israel drew Emmanuel Macron and other leaders.", "other leaders", ("ISR", "GOV")),
    ("A hostage was killed in Gaza.", "A hostage", ("ISR", "CVL")),
    ("Israel bombs Lebanon. A drone was shot down by Israeli forces.", "A drone", ("LBN", "MIL")),
    ("Farmers left Israel for the West Bank.", "the West Bank", None),
    ("Russian shelling killed two women in Kherson.", "Russian", ("RUS", "MIL")),
]


@pytest.mark.parametrize(("text", "words", "wanted"), CASES)
def test_suppose(text, words, wanted, tools):
    reading = read_of(text, tools, published=None)
    found = {text[a.start : a.end]: (a.actor.country, a.actor.sector) for a in reading.actors}
    assert found.get(words) == wanted, found


def test_what_is_supposed_is_marked(tools):
    text = "Gunmen killed ten farmers in Kaduna, Nigeria."
    reading = read_of(text, tools, published=None)
    assert {a.supposed for a in reading.actors if a.basis == "typed"} == {("country",)}


def test_a_reading_without_parse_stays():
    reading = Reading(Document("d", "Kenya"))
    assert suppose(reading) == reading
