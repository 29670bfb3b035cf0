"""Who says so and who denies it, per mention, on sentences of our own."""

from datetime import date

import pytest
from compact import read_of

from tocsin.base.model import Stance, Status

PUBLISHED = date(2025, 2, 22)


def shown(mention):
    """Return a mention as a line of said.txt."""
    line = f"{mention.trigger.text} {mention.status.value}"
    for word, stance in (("by", Stance.AFFIRMS), ("no", Stance.DENIES)):
        names = [a.speaker.text for a in mention.attributions if a.stance is stance]
        line += f" | {word} {'; '.join(names)}" if names else ""
    return line


def fits(line, mention):
    trigger, _, rest = line.partition(" ")
    status, *speakers = rest.split(" | ")
    told, *named = shown(mention).removeprefix(mention.trigger.text).strip().split(" | ")
    return trigger in mention.trigger.text.split() and status in ("*", told) and speakers == named


@pytest.mark.golden("said.txt")
def test_said_golden(given_, expected, tools):
    mentions = read_of(given_, tools, published=PUBLISHED).mentions
    missing = [line for line in expected if not any(fits(line, m) for m in mentions)]
    assert not missing, f"nothing fits {missing}; found {[shown(m) for m in mentions]}"


def test_speaker_is_told_in_words_of_the_text(tools):
    text = "The mayor of Oslo, Kari Nordmann, arrived. She said that police arrested ten people in Bergen."
    reading = read_of(text, tools, published=PUBLISHED)
    for m in reading.mentions:
        for a in m.attributions:
            assert text[a.speaker.start : a.speaker.end] == a.speaker.text


def test_a_denial_across_sentences_is_about_the_deed(tools):
    text = "Ukrainian forces shelled Belgorod, the Russian defence ministry said. Ukraine denied responsibility."
    mentions = read_of(text, tools, published=PUBLISHED).mentions
    deed = next(m for m in mentions if m.type == "ASSAULT")
    denial = next(m for m in mentions if m.mode == "deny")
    assert denial.about == deed.id
    assert denial.status is Status.ASSERTED


def test_an_accusation_is_not_denied_with_what_it_says(tools):
    text = "Rwanda denies allegations from Congo that it supplies weapons to M23."
    mentions = read_of(text, tools, published=PUBLISHED).mentions
    accusation = next(m for m in mentions if m.type == "ACCUSE")
    assert accusation.attributions == ()


def test_a_sentence_that_only_denies_affirms_nothing(tools):
    text = (
        "A report by UN experts published this week puts the number of Rwandan soldiers in North Kivu at 3,000 and finds that "
        "they fight alongside the M23 rebels. Rwanda has always denied that it backs the movement."
    )
    (backing,) = [m for m in read_of(text, tools, published=PUBLISHED).mentions if m.trigger.text == "backs"]
    assert [(a.speaker.text, a.stance) for a in backing.attributions] == [("Rwanda", Stance.DENIES)]
