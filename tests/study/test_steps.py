"""Steps: what incidents do to the standing of things."""

from dataclasses import replace

import pytest
from made_standing import (
    ARMY,
    CONGO,
    EU,
    KABAREBE,
    M23,
    REBELS,
    RWANDA,
    RWANDAN_ARMY,
    US,
    WAZALENDO,
    count,
    day,
    denial,
    incident,
    place,
)  # fmt: skip

from tocsin.base.incidents import Effect, IncidentStatus
from tocsin.base.model import Precision, Status
from tocsin.base.relations import RelationKind  # fmt: skip
from tocsin.study.steps import days_of, steps_of

CAPTURE = incident("ASSAULT/territory", "01-27", [M23], [ARMY], at="Goma")


def told(made):
    return {(s.effect.value, s.kind.value, s.subject.name, s.object and s.object.name) for s in made}


def test_a_taken_town_is_held_and_lost():
    got = told(steps_of(CAPTURE))
    assert ("opens", "controls", M23.name, None) in got
    assert ("closes", "controls", ARMY.name, None) in got


@pytest.mark.parametrize(
    ("words", "trigger", "holds"),
    [
        ("The rebels had taken nearby Katale a day earlier.", "taken", False),
        ("The M23 seized Masisi centre, a town north-west of Goma, on Saturday.", "seized", False),
        ("Goma was captured by M23 fighters.", "captured", True),
        ("The rebels entered Goma late on Sunday.", "entered", True),
        ("The rebels overran it on Sunday.", "overran", True),
    ],
)
def test_what_another_name_is_taken_for_is_not_held(words, trigger, holds):
    taken = incident("ASSAULT/territory", "01-27", [M23], at="Goma", words=words, trigger=trigger)
    assert (RelationKind.CONTROLS in {s.kind for s in steps_of(taken) if s.effect is Effect.OPENS}) is holds


def test_those_at_home_hold_what_they_take_with_foreign_troops():
    got = told(steps_of(replace(CAPTURE, actors=(M23, RWANDAN_ARMY))))
    assert ("opens", "controls", M23.name, None) in got
    assert ("opens", "controls", RWANDAN_ARMY.name, None) not in got


def test_foreign_troops_alone_hold_what_they_take():
    assert ("opens", "controls", RWANDAN_ARMY.name, None) in told(steps_of(replace(CAPTURE, actors=(RWANDAN_ARMY,))))


def test_a_militia_holds_nothing_beside_its_army():
    got = told(steps_of(replace(CAPTURE, recipients=(WAZALENDO, ARMY))))
    assert ("closes", "controls", ARMY.name, None) in got
    assert ("closes", "controls", WAZALENDO.name, None) not in got


def test_a_province_is_not_taken_as_a_whole():
    assert "controls" not in {s.kind for s in steps_of(replace(CAPTURE, place=place("North Kivu", Precision.PROVINCE)))}


@pytest.mark.parametrize(
    "status", [Status.PLANNED, Status.REQUESTED, Status.THREATENED, Status.NEGATED, Status.HYPOTHETICAL]
)
def test_what_is_not_told_as_having_happened_does_nothing(status):
    assert steps_of(replace(CAPTURE, told=status)) == ()


@pytest.mark.parametrize("status", [IncidentStatus.WITHDRAWN, IncidentStatus.SUPERSEDED])
def test_what_was_taken_back_does_nothing(status):
    assert steps_of(replace(CAPTURE, status=status)) == ()


def test_what_is_only_denied_speaks_against():
    (step,) = [s for s in steps_of(replace(CAPTURE, told=Status.DENIED)) if s.subject == M23]
    assert (step.effect, step.kind) == (Effect.DENIES, RelationKind.CONTROLS)


def test_a_denial_of_a_taking_speaks_against_the_hold_on_its_day():
    denied = replace(CAPTURE, status=IncidentStatus.DISPUTED, claims=(denial(CAPTURE.id, CONGO, "01-28"),))
    (against,) = [s for s in steps_of(denied) if (s.effect, s.kind) == (Effect.DENIES, RelationKind.CONTROLS)]
    assert (against.subject, against.latest, against.origins) == (M23, day("01-28"), ("o2",))
    assert "Democratic Republic of the Congo" in against.reason


def test_a_denial_of_a_toll_speaks_against_no_hold():
    denied = replace(CAPTURE, claims=(denial(CAPTURE.id, CONGO, "01-28", field="killed"),))
    assert ("denies", "controls", M23.name, None) not in told(steps_of(denied))


@pytest.mark.parametrize(
    ("words", "holds"),
    [("M23 seized the town of Sake.", True), ("M23 seized a truck in Sake.", False), ("M23 seized Sake.", True)],
)
def test_only_a_place_that_is_itself_seized_is_held(words, holds):
    seized = incident("COERCE/seize", "01-20", [M23], at="Sake", words=words, trigger="seized")
    assert (RelationKind.CONTROLS in {s.kind for s in steps_of(seized)}) is holds


def test_a_withdrawal_ends_hold_and_presence():
    left = incident("RETREAT/withdraw", "03-25", [M23], at="Walikale")
    assert told(steps_of(left)) == {("closes", "controls", M23.name, None)}
    home = incident("RETREAT/withdraw", "03-25", [RWANDAN_ARMY], at="Goma")
    assert ("closes", "present_in", RWANDAN_ARMY.name, None) in told(steps_of(home))


def test_where_somebody_withdrew_to_is_not_what_he_left():
    words = "The army withdrew in disorder towards Uvira."
    assert steps_of(incident("RETREAT/withdraw", "02-15", [ARMY], at="Uvira", words=words, trigger="withdrew")) == ()


def test_a_truce_that_is_told_as_broken_opens_none():
    words = "The M23 broke the ceasefire on Tuesday."
    assert steps_of(incident("RETREAT/ceasefire", "02-05", [M23, CONGO], words=words, trigger="ceasefire")) == ()


def test_a_ministry_holds_no_town():
    ministry = replace(CONGO, id="agency:cod-justice-ministry", name="justice ministry")
    assert "controls" not in {s.kind for s in steps_of(replace(CAPTURE, actors=(ministry,), recipients=()))}


def test_a_warrant_is_no_arrest():
    words = "A court issued an arrest warrant for him."
    assert steps_of(incident("COERCE/arrest", "02-05", [CONGO], [KABAREBE], words=words, trigger="arrest")) == ()


def test_each_sender_sanctions_each_target():
    laid = incident("SANCTION/impose", "02-20", [US, EU], [KABAREBE, M23])
    assert len([s for s in steps_of(laid) if s.kind is RelationKind.SANCTIONS]) == 4


def test_people_without_a_name_are_sanctioned_without_a_relation():
    nine = replace(REBELS, name="nine people", sector="CVL")
    assert steps_of(incident("SANCTION/impose", "02-20", [EU], [nine])) == ()


def test_lifting_ends_sanctions_only_where_sanctions_are_lifted():
    lifted = incident("RETREAT", "04-01", [US], [KABAREBE], words="The US lifted sanctions on him.", trigger="lifted")
    assert told(steps_of(lifted)) == {("closes", "sanctions", US.name, KABAREBE.name)}
    eased = incident("RETREAT", "04-01", [US], [KABAREBE], words="The US eased a rule on visas.", trigger="eased")
    assert steps_of(eased) == ()


def test_a_truce_binds_both_sides_and_fighting_speaks_against_it():
    agreed = incident("AGREE", "02-01", [M23, CONGO], words="Both agreed to a ceasefire.", trigger="agreed")
    assert told(steps_of(agreed)) == {("opens", "truce", M23.name, CONGO.name)}
    fought = incident("ASSAULT", "02-03", [M23], [ARMY])
    assert told(steps_of(fought)) == {
        ("denies", "truce", M23.name, ARMY.name),
        ("holds", "at_war", M23.name, ARMY.name),
    }


def test_an_agreement_far_from_the_word_truce_is_none():
    words = "Both agreed to meet again in Doha next month to speak about a ceasefire."
    assert steps_of(incident("AGREE", "02-01", [M23, CONGO], words=words, trigger="agreed")) == ()


def test_a_one_sided_truce_has_one_side():
    declared = incident("CONCEDE", "02-03", [M23], words="The M23 declared a ceasefire.", trigger="declared")
    assert told(steps_of(declared)) == {("opens", "truce", M23.name, None)}


def test_alleged_arms_make_a_disputed_backing():
    aid = incident("AID", "01-05", [RWANDA], [M23], contexts=("military",), told=Status.ALLEGED)
    (step,) = steps_of(aid)
    assert (step.kind, step.effect, step.status) == (RelationKind.BACKS, Effect.OPENS, IncidentStatus.DISPUTED)
    assert steps_of(replace(aid, contexts=("health",))) == ()


def test_troops_sent_abroad_are_present():
    sent = incident("MOBILIZE/troops", "01-10", [RWANDAN_ARMY], at="Sake")
    assert told(steps_of(sent)) == {("opens", "present_in", RWANDAN_ARMY.name, None)}
    assert steps_of(replace(sent, actors=(ARMY,))) == ()


def test_named_persons_and_counted_people_are_held():
    arrest = incident("COERCE/arrest", "01-10", [CONGO], [KABAREBE])
    assert told(steps_of(arrest)) == {("opens", "detained", KABAREBE.name, CONGO.name)}
    counted = replace(arrest, recipients=(replace(REBELS, name="12 protesters", sector="CVL"),))
    assert told(steps_of(counted)) == {("opens", "detained", "12 protesters", CONGO.name)}
    assert steps_of(replace(arrest, recipients=(replace(REBELS, name="protesters", sector="CVL"),))) == ()
    assert told(steps_of(incident("RETREAT/release", "02-10", [CONGO], [KABAREBE]))) == {
        ("closes", "detained", KABAREBE.name, None)
    }


def test_a_killed_person_holds_no_office():
    killed = incident("ASSAULT/firearms", "01-24", [M23], [KABAREBE], counts=(("killed", count(1)),))
    assert ("closes", "holds_office", KABAREBE.name, None) in told(steps_of(killed))
    assert "holds_office" not in {k for _, k, _, _ in told(steps_of(replace(killed, counts=())))}


def test_nothing_is_reported_before_it_happens():
    vague = replace(CAPTURE, start=day("01-01"), end=day("02-01"), first_reported=day("01-27"))
    assert days_of(vague) == (day("01-01"), day("01-27"))
    assert days_of(replace(CAPTURE, start=None, end=None)) == (None, day("01-27"))


def test_companies_that_are_only_counted_are_sanctioned():
    seven = replace(REBELS, name="seven companies", sector="BUS")
    assert [s.object for s in steps_of(incident("SANCTION/impose", "02-20", [EU], [seven]))] == [seven]


def test_a_refused_truce_is_none():
    refused = incident("RETREAT/ceasefire", "02-20", [M23], [], words="The M23 turned down a truce.", trigger="truce")
    assert not [s for s in steps_of(refused) if s.kind is RelationKind.TRUCE]
