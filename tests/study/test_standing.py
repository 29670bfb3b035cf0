"""Standing: relations from sequences of steps."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_standing import (
    ADF,
    ARMY,
    CONGO,
    EU,
    KABAREBE,
    M23,
    REBELS,
    RWANDA,
    RWANDAN_ARMY,
    US,
    day,
    denial,
    incident,
    place,
    step,
)  # fmt: skip

from tocsin.base.incidents import Effect, IncidentStatus, RelationStatus
from tocsin.base.model import Actor, Precision, Status
from tocsin.base.relations import RelationKind
from tocsin.study.sides import same_side
from tocsin.study.standing import left_out, relations, standing
from tocsin.study.steps import steps_of

DISPUTED = IncidentStatus.DISPUTED


def holders(steps, when, at="Goma"):
    return {r.subject.name for r in standing(steps, as_of=day(when)) if r.place and r.place.name == at}


def of(steps, subject):
    return next(r for r in relations(steps) if r.subject == subject)


CAPTURE = steps_of(incident("ASSAULT/territory", "01-27", [M23], [ARMY], at="Goma"))


def test_a_capture_changes_who_holds_the_town():
    assert holders(CAPTURE, "01-26") == {ARMY.name}
    assert holders(CAPTURE, "01-27") == {M23.name}
    assert of(CAPTURE, ARMY).until_latest == day("01-27")
    assert of(CAPTURE, M23).from_latest == day("01-27")
    assert of(CAPTURE, M23).until_latest is None


def test_a_town_that_rebels_take_from_nobody_named_was_its_states():
    steps = steps_of(incident("ASSAULT/territory", "01-27", [M23], at="Goma"))
    assert holders(steps, "01-26") == {CONGO.name}
    other = step("controls", "holds", ADF, "01-20", at="Goma")
    assert holders([other, *steps], "01-26") == {ADF.name}


def test_a_capture_told_again_late_does_not_end_the_hold_of_who_retook_it():
    back = steps_of(incident("ASSAULT/territory", "01-29", [ARMY], [M23], at="Goma"))
    vague = replace(incident("ASSAULT/territory", "01-01", [M23], [ARMY], at="Goma"), end=day("02-01"))
    steps = [*CAPTURE, *back, *steps_of(replace(vague, first_reported=day("02-05")))]
    assert holders(steps, "02-05") == {ARMY.name}


def test_a_retaking_ends_the_hold_before_it():
    back = steps_of(incident("ASSAULT/territory", "02-10", [ARMY], [M23], at="Goma"))
    assert holders([*CAPTURE, *back], "02-09") == {M23.name}
    assert holders([*CAPTURE, *back], "02-10") == {ARMY.name}
    assert of([*CAPTURE, *back], M23).until_latest == day("02-10")


def test_a_retaking_told_without_the_loser_ends_the_hold_too():
    steps = [
        step("controls", "opens", M23, "01-27", at="Goma"),
        step("controls", "opens", ARMY, "02-10", at="Goma"),
    ]
    assert holders(steps, "02-10") == {ARMY.name}


def test_a_denied_capture_is_disputed_with_evidence_against():
    told = incident("ASSAULT/territory", "01-27", [M23], at="Goma", status=DISPUTED)
    steps = steps_of(replace(told, claims=(denial(told.id, CONGO, "01-28"),)))
    held = of(steps, M23)
    assert held.status is RelationStatus.DISPUTED
    assert [s.effect for s in held.evidence_against] == [Effect.DENIES]


def test_a_disputed_capture_leaves_the_former_holder_until_it_is_told_as_fact():
    held = step("controls", "holds", ARMY, "01-20", at="Goma")
    claim = step("controls", "opens", M23, "01-27", at="Goma", status=DISPUTED)
    denial = step("controls", "denies", M23, "01-27", at="Goma")
    assert holders([held, claim, denial], "01-27") == {ARMY.name, M23.name}
    assert of([held, claim, denial], ARMY).status is RelationStatus.DISPUTED
    fact = step("controls", "holds", M23, "01-30", at="Goma")
    assert holders([held, claim, denial, fact], "01-28") == {M23.name}


def test_a_claim_that_nobody_denies_or_contradicts_counts_as_reported():
    held = step("controls", "holds", ARMY, "01-20", at="Goma")
    claim = step("controls", "opens", M23, "01-27", at="Goma", status=DISPUTED)
    assert holders([held, claim], "01-27") == {M23.name}


def test_an_undated_telling_opens_no_second_hold():
    lost = step("controls", "opens", ARMY, "02-01", at="Goma")
    undated = replace(step("controls", "opens", M23, "02-10", at="Goma"), earliest=None)
    assert holders([*CAPTURE, lost, undated], "02-15") == {ARMY.name}


def test_a_single_clash_is_no_war_and_four_of_two_origins_are():
    fights = [
        replace(step("at_war", "holds", M23, f"02-0{n}", other=ARMY, origins=(f"o{n}",)), source=f"i_{n}")
        for n in range(1, 5)
    ]
    assert not relations(fights[:1])
    assert len(relations(fights)) == 1


def test_a_town_that_a_group_takes_from_its_state_is_war():
    taken = step("at_war", "holds", M23, "02-01", other=CONGO)
    taken = replace(taken, source="r_1", reason="told in passing: at_war:town taken[town taken]")
    assert len(relations([taken])) == 1
    one_fight = replace(taken, reason="told in passing: at_war:strike[did][one fight]")
    assert not relations([one_fight])


def test_the_organs_of_one_state_are_not_at_war():
    told = replace(step("at_war", "holds", ARMY, "02-01", other=CONGO), source="r_1")
    assert not relations([told])


def test_an_office_that_another_is_told_to_hold_has_ended_for_who_had_it():
    minister = Actor(None, "Foreign Minister", "COD", "GOV")
    first, second = Actor(None, "Jean Kalala", "COD", "GOV"), Actor(None, "Marie Ilunga", "COD", "GOV")
    had = step("holds_office", "holds", first, "01-10", other=minister)
    has = replace(step("holds_office", "holds", second, "02-10", other=replace(minister, name="New foreign minister")))
    both = [replace(had, earliest=None), replace(has, earliest=None)]
    assert {r.subject for r in standing(both, as_of=day("01-10"))} == {first}
    assert {r.subject for r in standing(both, as_of=day("02-10"))} == {second}
    spokesman = replace(minister, name="Spokesman")
    assert len(standing([replace(s, object=spokesman) for s in both], as_of=day("02-10"))) == 2


def test_who_was_taken_off_a_list_had_been_on_it():
    lifted = step("sanctions", "closes", EU, "02-10", other=RWANDA)
    (relation,) = relations([lifted])
    assert relation.until_latest == day("02-10")
    assert standing([lifted], as_of=day("02-09")) == (relation,)


def test_a_false_claim_ends_when_the_former_holder_is_told_to_have_the_place():
    steps = [
        step("controls", "holds", ARMY, "01-31", at="Goma"),
        step("controls", "opens", M23, "02-01", at="Goma", status=DISPUTED),
        step("controls", "holds", ARMY, "02-02", at="Goma"),
    ]
    assert holders(steps, "02-03") == {ARMY.name}


def test_an_outlived_denial_of_a_hold_no_longer_disputes_it():
    denied = step("controls", "denies", M23, "01-27", at="Goma")
    later = step("controls", "holds", M23, "02-10", at="Goma", origins=("o2",))
    held = of([*CAPTURE, denied, later], M23)
    assert held.status is RelationStatus.CORROBORATED
    assert denied in held.evidence_against
    assert of([*CAPTURE, denied], M23).status is RelationStatus.DISPUTED


def test_a_withdrawal_that_was_only_announced_moves_nobody():
    told = incident("RETREAT/withdraw", "03-22", [M23], at="Walikale", told=Status.PLANNED)
    taken = steps_of(incident("ASSAULT/territory", "03-19", [M23], at="Walikale"))
    assert holders([*taken, *steps_of(told)], "03-25", "Walikale") == {M23.name}
    done = steps_of(replace(told, told=Status.ASSERTED))
    assert holders([*taken, *done], "03-25", "Walikale") == {CONGO.name}  # supposed


def test_a_withdrawal_by_itself_tells_of_no_hold():
    assert relations(steps_of(incident("RETREAT/withdraw", "03-22", [ARMY], at="Kinshasa"))) == ()


def test_who_left_before_another_came_held_the_town_until_then():
    left = steps_of(incident("RETREAT/withdraw", "02-14", [ARMY], at="Bukavu"))
    came = steps_of(incident("ASSAULT/territory", "02-16", [M23], at="Bukavu"))
    assert holders([*left, *came], "02-13", "Bukavu") == {ARMY.name}
    assert holders([*left, *came], "02-15", "Bukavu") == set()


def test_a_vague_telling_does_not_widen_a_known_beginning():
    vague = step("controls", "opens", M23, "01-01", until="01-31", at="Goma")
    held = of([*CAPTURE, vague], M23)
    assert (held.from_earliest, held.from_latest) == (day("01-27"), day("01-27"))


def test_a_late_telling_of_a_capture_does_not_take_the_town_again():
    back = step("controls", "opens", ARMY, "01-29", at="Goma")
    vague = step("controls", "opens", M23, "01-01", until="01-31", at="Goma")
    assert holders([*CAPTURE, back, vague], "02-05") == {ARMY.name}


def test_one_passing_remark_does_not_unseat_a_holder_told_of_again():
    stray = step("controls", "holds", ARMY, "01-30", at="Goma")
    again = step("controls", "holds", M23, "02-02", at="Goma")
    assert holders([*CAPTURE, stray, again], "01-31") == {M23.name}
    assert holders([*CAPTURE, stray], "01-31") == {ARMY.name}


def test_the_army_and_its_government_are_one_side():
    steps = [step("controls", "holds", CONGO, "01-20", at="Goma"), *CAPTURE]
    assert len([r for r in relations(steps) if r.subject in (CONGO, ARMY) and r.kind is RelationKind.CONTROLS]) == 1


def test_several_sides_may_hold_parts_of_a_province():
    kivu = place("North Kivu", Precision.PROVINCE)
    steps = [step("controls", "holds", M23, "01-20", at=kivu), step("controls", "holds", ARMY, "01-21", at=kivu)]
    assert holders(steps, "01-22", "North Kivu") == {M23.name, ARMY.name}


def test_allies_who_take_a_town_together_share_it():
    other = Actor("group:x", "X", "COD", "PRM")
    steps = steps_of(incident("ASSAULT/territory", "01-27", [M23, other], at="Goma"))
    assert holders(steps, "01-28") == {M23.name, "X"}


def test_a_town_taken_ends_the_takers_truce_and_fighting_speaks_against_it():
    truce = step("truce", "opens", M23, "02-04", other=CONGO)
    fought = steps_of(incident("ASSAULT", "02-04", [M23], [ARMY]))
    (held,) = [r for r in relations([truce, *fought]) if r.kind is RelationKind.TRUCE]
    assert (held.status, held.until_latest) == (DISPUTED, None)
    taken = steps_of(incident("ASSAULT/territory", "02-05", [M23], at="Nyabibwe"))
    (broken,) = [r for r in relations([truce, *fought, *taken]) if r.kind is RelationKind.TRUCE]
    assert broken.until_latest == day("02-05")


def test_fighting_without_a_truce_makes_none():
    fought = steps_of(incident("ASSAULT", "02-04", [M23], [ARMY]))
    assert relations(fought) == ()


def test_the_sides_of_a_truce_have_no_order():
    steps = [step("truce", "opens", M23, "02-04", other=CONGO), step("truce", "holds", CONGO, "02-05", other=M23)]
    assert len(relations(steps)) == 1


def test_two_senders_sanctions_stand_and_end_apart():
    steps = [
        step("sanctions", "opens", US, "02-20", other=KABAREBE),
        step("sanctions", "opens", EU, "03-17", other=KABAREBE),
        step("sanctions", "closes", US, "04-01", other=KABAREBE),
    ]
    assert {r.subject.name for r in standing(steps, as_of=day("03-01"))} == {US.name}
    assert {r.subject.name for r in standing(steps, as_of=day("03-20"))} == {US.name, EU.name}
    assert {r.subject.name for r in standing(steps, as_of=day("04-02"))} == {EU.name}


def test_a_backing_denied_before_and_after_it_is_told_is_disputed():
    steps = [
        step("backs", "denies", RWANDA, "01-02", other=M23),
        step("backs", "holds", RWANDAN_ARMY, "01-05", other=M23),
    ]
    (backs,) = relations(steps)
    assert (backs.status, len(backs.evidence_against)) == (DISPUTED, 1)


def test_a_denial_alone_makes_no_relation():
    assert relations([step("backs", "denies", RWANDA, "01-02", other=M23)]) == ()


def test_released_after_arrest():
    steps = [
        *steps_of(incident("COERCE/arrest", "01-10", [CONGO], [KABAREBE])),
        *steps_of(incident("RETREAT/release", "02-10", [CONGO], [KABAREBE])),
    ]
    (held,) = relations(steps)
    assert (held.from_latest, held.until_latest, held.object) == (day("01-10"), day("02-10"), CONGO)


def test_who_resigns_leaves_every_office():
    office = Actor(None, "Foreign Minister", "RWA", "GOV")
    steps = [
        step("holds_office", "holds", KABAREBE, "01-10", other=office),
        *steps_of(incident("RETREAT/resign", "02-10", [KABAREBE])),
    ]
    (held,) = relations(steps)
    assert (held.object, held.until_latest) == (office, day("02-10"))


def test_a_step_without_a_day_is_left_out_with_a_reason():
    (left,) = left_out([step("controls", "opens", M23, None, at="Goma")])
    assert left.reason == "no day is known"


def test_independent_origins_corroborate():
    again = step("controls", "holds", M23, "01-30", at="Goma", origins=("o9",))
    assert of(CAPTURE, M23).status is RelationStatus.REPORTED
    assert of([*CAPTURE, again], M23).status is RelationStatus.CORROBORATED


_SIDES = st.sampled_from([M23, ARMY, ADF])


def made_step(who, effect, n, length, bad):
    first = day("01-01") + timedelta(days=n)
    made = step("controls", effect, who, "01-01", at="Goma", source=f"s{n}{effect}{who.name}")
    status = DISPUTED if bad else IncidentStatus.REPORTED
    return replace(made, earliest=first, latest=first + timedelta(days=length), status=status)


_STEPS = st.builds(
    made_step,
    _SIDES,
    st.sampled_from(["opens", "closes", "holds", "denies"]),
    st.integers(0, 40),
    st.integers(0, 5),
    st.booleans(),
)


def test_what_had_ended_by_a_day_had_begun_by_then():
    steps = [
        made_step(M23, "opens", 0, 0, bad=False),
        made_step(M23, "closes", 0, 4, bad=False),
        made_step(M23, "holds", 0, 5, bad=False),
        made_step(ARMY, "opens", 0, 1, bad=False),
        made_step(ARMY, "closes", 0, 3, bad=False),
        made_step(ADF, "opens", 0, 2, bad=True),
    ]
    ended = [r for r in relations(steps) if r.until_latest is not None and r.from_latest is not None]
    assert ended
    assert all(r.from_latest <= r.until_latest for r in ended)


@given(st.lists(_STEPS, max_size=12), st.randoms())
def test_the_order_of_steps_is_no_matter_and_no_relation_ends_before_it_begins(steps, random):
    made = relations(steps)
    shuffled = list(steps)
    random.shuffle(shuffled)
    assert relations(shuffled) == made
    for r in made:
        assert r.until_latest is None or r.from_latest is None or r.from_latest <= r.until_latest
        assert r.from_earliest is None or r.from_latest is None or r.from_earliest <= r.from_latest


@given(st.lists(_STEPS, max_size=12), st.integers(0, 50))
def test_no_two_sides_hold_a_town_undisputed(steps, n):
    firm = [s for s in steps if s.status is not DISPUTED]
    held = [
        r for r in standing(firm, as_of=day("01-01") + timedelta(days=n)) if r.status is not RelationStatus.DISPUTED
    ]
    assert len({r.subject for r in held}) <= 1


@pytest.mark.parametrize("when", ["01-26", "01-27", "03-01"])
def test_standing_is_what_holds_on_the_day(when):
    for r in standing(CAPTURE, as_of=day(when)):
        assert r.from_latest is None or r.from_latest <= day(when)
        assert r.until_latest is None or day(when) < r.until_latest


ATTACK = incident("ASSAULT/heavy-weapons", "01-20", [M23], at="Sake", trigger="took")


def test_a_town_that_an_enemy_attacks_is_supposed_its_states_where_nobody_tells_who_holds_it():
    (supposed,) = [r for r in relations(steps_of(ATTACK)) if r.kind is RelationKind.CONTROLS]
    assert (supposed.subject.name, supposed.status) == (CONGO.name, RelationStatus.SUPPOSED)
    assert holders(steps_of(ATTACK), "01-10", at="Sake") == {CONGO.name}  # nobody knows since when
    assert supposed.until_latest is None


def test_whoever_is_told_to_hold_a_town_does_away_with_what_is_supposed():
    told = step("controls", "holds", ADF, "02-10", at="Sake")
    assert holders([told, *steps_of(ATTACK)], "01-10", at="Sake") == {ADF.name}
    denied = step("controls", "denies", ADF, "02-10", at="Sake")
    assert holders([denied, *steps_of(ATTACK)], "01-10", at="Sake") == {CONGO.name}


@pytest.mark.parametrize(
    ("actors", "recipients", "is_supposed"),
    [
        ([RWANDAN_ARMY], [], True),
        ([], [ARMY], True),
        ([ARMY], [M23], False),  # its own army bombs a town that the rebels may have
        ([], [], False),
        ([Actor("group:rsf", "Rapid Support Forces", "SDN", "REB")], [], False),  # a town of that name in another land
    ],
)
def test_who_must_attack_whom_for_a_hold_to_be_supposed(actors, recipients, is_supposed):
    steps = steps_of(incident("ASSAULT/aerial", "01-20", actors, recipients, at="Sake"))
    assert bool(holders(steps, "01-20", at="Sake")) is is_supposed


def seen(effect, who, when, at="Sake", **changed):
    return step("controls", effect, who, when, at=at, seen=True, **changed)


def test_what_only_the_reader_sees_is_supposed():
    (made,) = relations([seen("opens", M23, "01-20"), seen("holds", M23, "02-10")])
    assert (made.subject, made.status) == (M23, RelationStatus.SUPPOSED)


def test_what_only_the_reader_sees_follows_the_order_of_days():
    steps = [seen("opens", M23, "01-20"), seen("opens", ARMY, "02-10")]
    assert holders(steps, "02-01", at="Sake") == {M23.name}
    assert holders(steps, "02-11", at="Sake") == {ARMY.name}


def test_whoever_is_told_to_hold_a_town_does_away_with_what_only_the_reader_sees():
    told = step("controls", "holds", ADF, "02-10", at="Sake")
    for also in (seen("opens", M23, "01-20"), seen("closes", ADF, "02-20"), seen("opens", M23, "02-20")):
        assert relations([told, also]) == relations([told])


def test_what_is_seen_does_not_say_where_a_told_town_lies():
    unlisted = replace(place("Zankurabi"), geonameid=None)
    abroad = replace(unlisted, country="RWA")
    told = step("controls", "holds", M23, "02-10", at=unlisted)
    also = [seen("holds", ADF, f"02-1{n}", at=abroad) for n in range(3)]
    assert relations([told])[0] in relations([told, *also])


def test_a_town_is_supposed_once_whatever_entry_a_document_has_it_under():
    unlisted = replace(place("Sake"), geonameid=None)
    steps = [*steps_of(ATTACK), seen("opens", M23, "02-10", at=unlisted)]
    assert holders(steps, "02-11", at="Sake") == {CONGO.name}


def test_what_is_left_out_is_told():
    undated = seen("holds", M23, None)
    assert left_out([undated, replace(steps_of(ATTACK)[0], latest=None)]) == ()


def test_an_attack_counts_before_what_only_the_reader_sees():
    assert holders([*steps_of(ATTACK), seen("holds", M23, "02-10")], "02-10", at="Sake") == {CONGO.name}


def test_whom_only_the_reader_sees_does_not_make_the_rebels_ambiguous():
    told = [
        step("controls", "holds", M23, "02-01", at="Goma"),
        step("controls", "opens", REBELS, "02-02", at="Sake"),
    ]
    assert M23.name in holders(told, "02-03", at="Sake")
    assert holders([*told, seen("holds", ADF, "02-02", at="Masisi")], "02-03", at="Sake") == {M23.name}


def test_the_army_of_a_region_is_no_army_of_its_state():
    peshmerga = Actor("group:peshmerga", "Peshmerga", "IRQ", "MIL")
    assert not same_side(peshmerga, Actor(None, "the army", "IRQ", "MIL"))
    assert same_side(Actor("group:azov", "Azov Brigade", "UKR", "MIL"), Actor("country:UKR", "Ukraine", "UKR", "GOV"))
