"""Coreference: whom "he", "it", "the group" and "both leaders" stand for."""

import pytest
from compact import read_of

from tocsin.base.model import Document
from tocsin.base.reading import Reading
from tocsin.linking.coreference import link_coreference

LEADERS = ["Vladimir Putin", "Xi Jinping"]
WEATHER = pytest.mark.xfail(reason="verbs of weather are not known")
CASES = [
    ("Paul Kagame spoke in Kigali. He blamed Congo.", "He", ["Paul Kagame"]),
    ("Angela Merkel left Berlin. She will meet Macron.", "She", ["Angela Merkel"]),
    ("Iran is under pressure. It fired a missile.", "It", ["Iran"]),
    ("Rwanda denied that it sent troops.", "it", ["Rwanda"]),
    ("The M23 took Goma. The group also took Bukavu.", "The group", ["March 23 Movement"]),
    ("Hamas freed three hostages. The movement wants talks.", "The movement", ["Hamas"]),
    ("Al-Shabaab attacked a base. The militants killed ten soldiers.", "The militants", ["al-Shabab"]),
    ("Ethiopia closed its border. The country is at war.", "The country", ["Ethiopia"]),
    ("Kenya and Uganda are neighbours. Both countries sent troops.", "Both countries", ["Kenya", "Uganda"]),
    ("Vladimir Putin met Xi Jinping. The two leaders signed a treaty.", "The two leaders", LEADERS),
    ("Vladimir Putin met Xi Jinping. Two soldiers were killed.", "Two soldiers", []),
    ("Vladimir Putin met Xi Jinping. The EU punished two commanders.", "two commanders", []),
    ("Vladimir Putin met Xi Jinping. The two ministers resigned.", "The two ministers", []),
    ("The army has left. Fano took Merawi. The army lost.", "The army", []),
    ("The town was shelled. Police may arrest him.", "him", []),
    ("The United Nations condemned the war. The group seized Kidal.", "The group", []),
    pytest.param(
        *("Emmanuel Macron met Olaf Scholz. They signed a treaty.", "They", ["Emmanuel Macron", "Olaf Scholz"]),
        marks=pytest.mark.xfail(reason="two persons that are not coordinated make no plural"),
    ),
    ("Russia attacked Kharkiv with its drones.", "its", ["Russia"]),
]


def coreferent(text, tools):
    reading = read_of(text, tools, published=None)
    return [(text[a.start : a.end], a.actor.name) for a in reading.actors if a.basis == "coreferent"]


@pytest.mark.parametrize(("text", "words", "names"), CASES)
def test_words_stand_for_actors_named_before(text, words, names, tools):
    assert sorted(name for found, name in coreferent(text, tools) if found == words) == sorted(names)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Sudan is at war. It rained in Khartoum.", marks=WEATHER),
        pytest.param(
            "Congo is poor. It is feared that the war will spread.",
            marks=pytest.mark.xfail(reason="only under be, seem and appear is it taken for empty"),
        ),
        "Iran is under pressure. It seems that talks will fail.",
    ],
)
def test_it_that_stands_for_nothing_is_no_actor(text, tools):
    assert [w for w, _ in coreferent(text, tools) if w == "It"] == []


def test_a_pronoun_without_a_person_before_it_is_not_linked(tools):
    assert coreferent("He attacked the village.", tools) == []


def test_coreferent_links_say_what_they_stand_for(tools):
    reading = read_of("Rwanda denied that it sent troops.", tools, published=None)
    (link,) = [a for a in reading.actors if a.basis == "coreferent"]
    assert link.reason
    assert 0 < link.score < 1


def test_link_coreference_without_a_parse_is_the_same():
    reading = Reading(Document("d", "It."))
    assert link_coreference(reading) is reading
