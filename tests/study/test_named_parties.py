"""Whom unnamed parties stand for: the only named one that fits, or the step is left out."""

from made_standing import ADF, ARMY, CONGO, M23, REBELS, incident, step

from tocsin.base.incidents import Effect
from tocsin.base.model import Actor
from tocsin.base.relations import RelationKind
from tocsin.study.named_parties import LeftOut, named, one_for_all
from tocsin.study.steps import steps_of

CAPTURE = steps_of(incident("ASSAULT/territory", "01-27", [M23], [ARMY], at="Goma"))


def resolved(one, *others):
    """Return a step as it is named among others."""
    kept, out = named([*others, one])
    assert out == ()
    return next(s for s in kept if s.source == one.source)


def test_unnamed_rebels_are_the_only_named_ones_that_fit():
    found = resolved(step("controls", "holds", REBELS, "02-01", at="Goma"), *CAPTURE)
    assert found.subject == M23
    assert "'the rebels' taken for March 23 Movement" in found.reason


def test_unnamed_rebels_whom_two_groups_fit_are_left_out_with_a_reason():
    unnamed = step("controls", "holds", REBELS, "02-01", at="Sake")
    other = step("controls", "holds", ADF, "02-01", at="Beni")
    _, (left,) = named([*CAPTURE, other, unnamed])
    assert left.step == unnamed
    assert "2 named parties" in left.reason


def test_rwanda_backed_rebels_are_not_rwandas():
    backed = Actor(None, "Rwanda-backed rebels", "RWA", "REB")
    assert resolved(step("controls", "holds", backed, "02-01", at="Goma"), *CAPTURE).subject == M23


def test_an_unnamed_army_takes_the_name_of_its_state_s_army():
    its = Actor(None, "its soldiers", "COD", "MIL")
    assert resolved(step("controls", "opens", its, "02-01", at="Goma"), *CAPTURE).subject == ARMY


def test_a_leaders_taking_is_the_groups():
    makenga = Actor("person:sultani-makenga", "Sultani Makenga", "COD", "REB")
    kept, _ = named(steps_of(incident("ASSAULT/territory", "01-27", [makenga], [ARMY], at="Goma")))
    taken = [s for s in kept if (s.kind, s.effect) == (RelationKind.CONTROLS, Effect.OPENS)]
    assert [s.subject.id for s in taken] == ["group:m23"]


def test_organs_of_one_state_are_no_two_sides():
    assert one_for_all(step("at_war", "holds", ARMY, "02-01", other=CONGO)).reason == "both are one side"


def test_the_sides_of_a_war_stand_in_one_order():
    one = one_for_all(step("at_war", "holds", M23, "02-01", other=CONGO))
    other = one_for_all(step("at_war", "holds", CONGO, "02-01", other=M23))
    assert (one.subject, one.object) == (other.subject, other.object)


def test_a_commander_alone_makes_no_truce():
    makenga = Actor("person:sultani-makenga", "Sultani Makenga", "COD", "REB")
    assert isinstance(one_for_all(step("truce", "opens", makenga, "02-01")), LeftOut)
