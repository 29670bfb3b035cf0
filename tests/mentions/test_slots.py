"""Slots: who does it and who has it done, whatever way the sentence is turned."""

from functools import cache

import pytest

from tocsin.base.model import Document
from tocsin.base.reading import Reading
from tocsin.language.with_spacy import annotate
from tocsin.mentions.slots import slots
from tocsin.mentions.subjects import is_passive, make_tree


@pytest.fixture(scope="session")
def filled(tools):
    """Return a function from text and trigger word to slot names and the words of their heads."""

    @cache
    def parsed(text):
        parse = annotate([Reading(Document("d", text))], tools.model)[0].parse
        return parse, make_tree(parse)

    def of(text, word):
        parse, tree = parsed(text)
        at = next(t.i for t in parse.tokens if t.text == word)
        return {name: [parse.tokens[h].text for h in heads] for name, heads in slots(tree, at).items()}

    of.parsed = parsed
    return of


SAME = [  # ways to say that rebels killed soldiers
    ("Rebels killed soldiers.", "killed"),
    ("Soldiers were killed by rebels.", "killed"),
    ("The rebels who killed the soldiers fled.", "killed"),
    ("The soldiers killed by rebels were young.", "killed"),
    ("Rebels entered the town and killed soldiers.", "killed"),
    ("The killing of soldiers by rebels shocked the town.", "killing"),
    ("The rebels wanted to kill the soldiers.", "kill"),
]


@pytest.mark.parametrize(("text", "word"), SAME, ids=[t for t, _ in SAME])
def test_who_did_it_to_whom_is_the_same_in_every_turn(filled, text, word):
    found = filled(text, word)
    doers = [*found.get("subj", []), *found.get("by", [])]
    sufferers = [*found.get("obj", [])]
    assert {w.lower() for w in doers} == {"rebels"}
    assert {w.lower() for w in sufferers} == {"soldiers"}


def test_conjuncts_are_spread_out(filled):
    assert filled("Kenya, Uganda and Rwanda sent troops.", "sent")["subj"] == ["Kenya", "Uganda", "Rwanda"]


def test_prepositions_are_slots_by_name(filled):
    found = filled("Turkey withdrew its troops from Syria in May.", "withdrew")
    assert (found["from"], found["in"]) == (["Syria"], ["May"])


def test_particles_are_told_from_prepositions(filled):
    assert filled("The soldiers laid down their weapons.", "laid")["prt"] == ["down"]


def test_object_control_gives_the_accused_as_doer(filled):
    assert filled("Congo accused Rwanda of arming the rebels.", "arming")["subj"] == ["Rwanda"]


def test_subject_control_gives_the_subject_as_doer(filled):
    assert filled("Iran threatened to attack the ships.", "attack")["subj"] == ["Iran"]


def test_object_of_urge_is_the_doer_of_its_complement(filled):
    assert filled("France urged Mali to free the hostages.", "free")["subj"] == ["Mali"]


def test_light_verb_lends_its_subject_and_target(filled):
    found = filled("Israel launched an attack on Iran.", "attack")
    assert found["subj"] == ["Israel"]
    assert found["on"] == ["Iran"]


def test_possessive_is_a_slot_of_a_noun(filled):
    assert filled("Russia's invasion of Ukraine began in 2022.", "invasion")["poss"] == ["Russia"]


def test_negation_is_a_slot(filled):
    assert filled("The army did not attack the town.", "attack")["neg"] == ["not"]


@pytest.mark.parametrize(
    ("text", "word", "passive"),
    [
        ("The town was seized.", "seized", True),
        ("Rebels seized the town.", "seized", False),
        ("The town seized by rebels is small.", "seized", True),
        ("Rebels have seized the town.", "seized", False),
        ("The town was attacked and seized.", "seized", True),
    ],
)
def test_is_passive(filled, text, word, passive):
    parse, _ = filled.parsed(text)
    assert is_passive(parse, next(t.i for t in parse.tokens if t.text == word)) is passive
