from dataclasses import replace
from datetime import date

from made import BACKING, GOMA, MARCH, RWANDA, SEIZED, SEIZURE, UNKNOWN, extent

from tocsin.base.model import Count, Status
from tocsin.base.tables import table
from tocsin.web.pieces import (
    actor_link,
    between_words,
    day_words,
    incident_item,
    incident_words,
    kind_words,
    place_link,
    quote,
    toll_words,
)


def test_incident_words_say_what_who_where_when():
    words = incident_words(SEIZURE)
    assert words.startswith("Seizure of a town or area: March 23 Movement → Armed Forces")
    assert words.endswith("in Goma, 27 January 2025")


def test_incident_words_begin_with_how_it_is_told_unless_it_is_asserted():
    assert incident_words(BACKING).startswith("Alleged: Aid: Rwanda → March 23 Movement")
    assert incident_words(replace(SEIZURE, told=Status.DENIED)).startswith("Denied: ")


def test_incident_words_of_a_week_name_both_ends():
    assert incident_words(MARCH) == "Demonstration: students, 10–16 February 2025"


def test_incident_words_count_names_beyond_three():
    many = replace(SEIZURE, actors=tuple(replace(RWANDA, name=n) for n in "abcde"))
    assert "a, b, c and 2 more →" in incident_words(many)


def test_incident_item_of_an_incident_without_days_says_so():
    assert "no day" in incident_item(replace(UNKNOWN, first_reported=None))


def test_every_type_and_mode_has_words():
    ontology = {(r["type"], r["mode"]) for r in table("ontology.tsv", columns=("type", "mode"))}
    words = {(r["type"], r["mode"]): r["words"] for r in table("kind_words.tsv", columns=("type", "mode", "words"))}
    assert set(words) == ontology
    assert all(words.values())


def test_kind_words_of_an_unknown_mode_keep_it():
    assert kind_words("ASSAULT", "laser") == "Fighting or attack (laser)"


def test_actor_link_of_an_unlisted_actor_goes_by_its_name_escaped():
    link = actor_link(replace(RWANDA, id=None, name='<b>"x"</b>'))
    assert "<b>" not in link
    assert 'href="/actor/%3Cb%3E%22x%22%3C%2Fb%3E"' in link


def test_place_link_does_not_repeat_a_name():
    assert place_link(replace(GOMA, name="COD", admin1=None)).count("COD") == 2  # the address and the words


def test_day_words_have_the_last_day_not_the_end():
    assert day_words(date(2025, 1, 30), date(2025, 2, 2)) == "30 January 2025 – 1 February 2025"
    assert day_words(None, date(2025, 2, 2)) == "until 1 February 2025"
    assert day_words(None, None) == ""


def test_between_words_of_open_and_closed_days():
    first, last = date(2025, 1, 26), date(2025, 1, 28)
    assert between_words(first, last) == "between 26 January 2025 and 28 January 2025"
    assert between_words(first, first) == "26 January 2025"
    assert between_words(None, last) == "by 28 January 2025"


def test_toll_words_of_open_ends():
    assert toll_words(Count(773, 2900, None)) == "773 or more, best 2,900"
    assert toll_words(Count(5, 5, 5)) == "5"
    assert toll_words(Count(3, 5, 8)) == "3 to 8, best 5"
    assert toll_words(Count(None, None, 20)) == "up to 20"


def test_quote_marks_the_trigger_inside_the_sentence():
    made = quote(extent(SEIZED), extent(SEIZED, "seized"), "d_1", "m_1")
    assert "<mark>seized</mark>" in made
    assert 'href="/document/d_1#m_1"' in made


def test_quote_without_a_mention_leads_to_its_offsets():
    assert 'href="/document/d_1#at-100-' in quote(extent(SEIZED), None, "d_1", None)
