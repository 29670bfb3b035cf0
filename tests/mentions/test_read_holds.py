"""What is made of places of whose holder the reader model sees something told."""

from dataclasses import replace
from datetime import date

import pytest
from compact import linked

from tocsin.base.relations import RelationKind
from tocsin.base.senses import Hold
from tocsin.mentions.lexicon import load_lexicon
from tocsin.mentions.read_holds import read_holds
from tocsin.mentions.relation_records import Found, to_relations
from tocsin.mentions.scene import make_scene

TEXT = "Soldiers of the Congolese army drink tea in Sake, where the M23 sat a week ago."
SURE = 0.9


@pytest.fixture
def told(tools):
    """Return a function from a text and what the model sees in it to who holds, takes and loses what by that."""

    def of(text, place, kind, holder=None, loser=None, share=SURE, found=()):
        reading = linked(text, tools)
        at = {t.text: t.i for t in reading.parse.tokens}
        sides = {at[w]: pair for w, pair in ((holder, (SURE, 0.0)), (loser, (0.0, SURE))) if w is not None}
        reading = replace(reading, holds={at[place]: Hold({kind: share}, sides)})
        reading = replace(reading, document=replace(reading.document, published=date(2025, 2, 22)))
        scene = make_scene(reading, reading.parse, load_lexicon())
        made = list(read_holds(scene, found))
        assert all(isinstance(f, Found) and f.seen for f in made)
        records = to_relations(scene, made, scene.land)
        return [(r.subject.country, r.subject.id, r.place.name, r.begun, r.ended, r.status.value) for r in records]

    return of


def test_who_holds_a_place_is_whom_the_model_sees_as_holder(told):
    ((country, _, *rest),) = told(TEXT, "Sake", "held", "army")
    assert (country, rest) == ("COD", ["Sake", False, False, "asserted"])


def test_a_taking_ends_the_hold_of_who_lost_it(told):
    made = told("The M23 walked into Sake and the army walked out.", "Sake", "taken", "M23", "army")
    assert {(country, id_ == "group:m23", begun, ended) for country, id_, _, begun, ended, _ in made} == {
        ("COD", True, True, False),
        ("COD", False, False, True),
    }


def test_who_took_a_place_is_the_enemy_of_who_lost_it_where_nobody_is_seen(told):
    text = "The M23 was at the gates on Friday. On Sunday Sake was gone, and the army with it."
    made = told(text, "Sake", "taken", loser="army")
    assert ("group:m23", "Sake", True, False) in {(id_, name, *rest) for _, id_, name, *rest, _ in made}


def test_who_took_a_place_is_nobody_where_neither_side_is_seen(told):
    assert told("The M23 was at the gates on Friday. On Sunday Sake was gone.", "Sake", "taken") == []


def test_a_place_is_freed_by_its_state_where_neither_side_is_seen(told):
    ((country, id_, *_),) = told("A column set out on Friday. On Sunday it cleared Sake.", "Sake", "taken")
    assert (country, id_) == ("COD", None)


def test_little_is_nothing(told):
    assert told(TEXT, "Sake", "held", "army", share=0.3) == []


def test_an_unsure_place_with_an_unsure_holder_is_nothing(told):
    assert told(TEXT, "Sake", "held", "army", share=0.43) == []  # times .9
    assert told(TEXT, "Sake", "held", "army", share=0.46) != []


def test_what_was_once_held_tells_of_no_holder(told):
    assert told(TEXT, "Sake", "past", loser="M23") == []


def test_nobody_who_cannot_hold_a_place_holds_it(told):
    assert told("Traders sit in Sake, where the M23 sat a week ago.", "Sake", "held", "Traders") == []


def test_what_words_have_told_is_not_told_again(told, tools):
    reading = linked("The army holds Sake.", tools)
    (known,) = [r for r in reading.relations if r.kind is RelationKind.CONTROLS]
    place = next(p for p in reading.places if p.place.name == known.place.name)
    before = Found(RelationKind.CONTROLS, 2, reading.actors[0], None, place, known.status, None, False, "")
    assert told("The army holds Sake.", "Sake", "held", "army", found=[before]) == []
