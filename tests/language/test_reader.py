"""The reader model: shares by token, the same however documents are put together, offsets past other scripts."""

import pytest

from tocsin.base.model import Document
from tocsin.base.reading import Reading
from tocsin.language.reader import understand
from tocsin.language.with_spacy import annotate


@pytest.fixture(scope="module")
def understood(tools):
    """Return a function from a text to its reading with senses."""

    def of(text):
        return understand(annotate([Reading(Document("d", text))], tools.model)[0], tools.reader)

    return of


def word(reading, text):
    return next(t.i for t in reading.parse.tokens if t.text == text)


def test_a_happening_is_seen_with_its_type_and_sides(understood):
    reading = understood("M23 rebels killed ten people in Goma on Friday, the army said.")
    sense = reading.senses[word(reading, "killed")]
    assert max(sense.types, key=sense.types.get) == "ASSAULT"
    assert sense.roles[word(reading, "rebels")][0] > 0.5
    assert sense.roles[word(reading, "people")][1] > 0.5


def test_shares_are_shares(understood):
    reading = understood("Rwanda denies allegations from Congo that it supplies arms to the rebels.")
    assert reading.senses
    for sense in reading.senses.values():
        for shares in (sense.types, sense.modes, sense.status):
            assert all(0 < s <= 1 for s in shares.values())
            assert sum(shares.values()) <= 1.0001
        assert all(0 <= s <= 1 for roles in sense.roles.values() for s in roles)
        assert all(sense.first <= t < sense.last for t in sense.roles)


def test_offsets_hold_behind_other_scripts(understood):
    reading = understood("«Гома» 🛑 пала. — Rebels attacked the town of Sake.")
    assert word(reading, "attacked") in reading.senses


def test_a_sentence_past_the_limit_is_read_in_parts(understood):
    names = ", ".join(f"name{n}" for n in range(200))
    reading = understood(f"Rebels killed ten people, {names}, and on Friday troops attacked the town of Sake.")
    assert word(reading, "killed") in reading.senses
    assert word(reading, "attacked") in reading.senses


def test_a_context_in_a_script_of_many_pieces_does_not_push_out_what_is_judged(understood):
    reading = understood("戈" * 150 + "。\nRebels attacked the town of Sake.")
    assert word(reading, "attacked") in reading.senses


def test_what_nobody_sees_does_not_hide_the_first_word(understood):
    reading = understood("\u200bRebels attacked the town of Sake.")
    sense = reading.senses[word(reading, "attacked")]
    assert sense.roles[next(t.i for t in reading.parse.tokens if "Rebels" in t.text)][0] > 0.5


def test_nothing_to_read_is_no_sense(understood):
    assert understood("").senses == {}
