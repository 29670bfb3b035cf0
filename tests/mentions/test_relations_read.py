"""Relations that the reader model tells: what its pairs of words stand for, beside what the tables say."""

from dataclasses import replace
from datetime import date

import pytest
from compact import read_of

from tocsin.base.model import Status
from tocsin.base.relations import RelationKind
from tocsin.base.senses import Tie
from tocsin.mentions.relations import find_relations


def found(text, tools, *ties, share=0.9):
    """Return the relations of a text whose pairs of words (label, subject, object) the model is said to have tied."""
    reading = read_of(text, tools, published=date(2025, 2, 22))
    at = {t.text: t.i for t in reversed(reading.parse.tokens)}
    told = tuple(Tie(label, at[a], at[b], share) for label, a, b in ties)
    return find_relations(replace(reading, ties=told)).relations


def kinds(relations):
    return {
        (r.kind.value, r.subject.name, r.place.name if r.place else r.object.name if r.object else None)
        for r in relations
    }


WORDLESS = "By dawn M23 fighters were frying eggs in the barracks of Sake, and nobody else was."


def test_what_no_row_tells_comes_from_the_model(tools):
    assert not found(WORDLESS, tools)
    relations = {r.kind: r for r in found(WORDLESS, tools, ("took", "fighters", "Sake"))}
    taken = relations[RelationKind.CONTROLS]
    assert kinds([taken]) == {("controls", "March 23 Movement", "Sake")}
    assert taken.begun
    assert "reader took" in taken.reason
    assert RelationKind.AT_WAR in relations  # which follows from a taking by rebels


def test_a_small_share_is_not_believed(tools):
    assert not found(WORDLESS, tools, ("took", "fighters", "Sake"), share=0.4)


def test_a_loss_ends_a_hold_and_a_presence(tools):
    text = "M23 fighters are said to be out of Sake."
    assert [r.ended for r in found(text, tools, ("lost", "fighters", "Sake"))] == [True]
    text = "For the Kenyan soldiers in Goma it is the last day."
    relations = found(text, tools, ("left", "soldiers", "Goma"))
    assert ("present_in", True) in {(r.kind.value, r.ended) for r in relations}


def test_whoever_is_besieged_by_rebels_is_the_state(tools):
    text = "Since Monday M23 mortars have been heard from Goma."
    relations = found(text, tools, ("besieges", "M23", "Goma"))
    assert [(r.kind, r.subject.country, r.subject.sector, r.place.name) for r in relations] == [
        (RelationKind.CONTROLS, "COD", "MIL", "Goma")
    ]


def test_what_a_row_has_told_is_not_told_again(tools):
    told = found("M23 rebels captured Sake.", tools, ("took", "rebels", "Sake"))
    assert len([r for r in told if r.kind is RelationKind.CONTROLS]) == 1


def test_a_province_is_neither_taken_nor_lost_as_a_whole(tools):
    assert not found("In North Kivu the M23 went on.", tools, ("took", "M23", "Kivu"))


@pytest.mark.parametrize(
    ("label", "kind"), [("backs", "backs"), ("war", "at_war"), ("truce", "truce"), ("sanctions", "sanctions")]
)
def test_pairs_of_parties(tools, label, kind):
    relations = found("Rwanda and the M23, in short.", tools, (label, "Rwanda", "M23"))
    assert kinds(relations) == {(kind, "Rwanda", "March 23 Movement")}
    assert relations[0].status is Status.ASSERTED


def test_nobody_backs_himself(tools):
    assert not found("The M23 lives off the M23.", tools, ("backs", "M23", "M23"))


def test_who_is_held_may_be_held_by_nobody_named(tools):
    text = "For Jean Kalala it was another night in a cell."
    relations = found(text, tools, ("detains", "Kalala", "Kalala"))
    assert [(r.kind.value, r.subject.name, r.object) for r in relations] == [("detained", "Jean Kalala", None)]
