from dataclasses import replace
from datetime import date, timedelta

from made import CONGO, CONTROL, GOMA, M23, RELATIONS, RWANDA, TRUCE, step

from tocsin.base.incidents import Effect, Relation, RelationStatus
from tocsin.base.relations import RelationKind
from tocsin.study.standing import holds_on
from tocsin.web.relations import evidence, known_days, relation_id, relation_tables, window

TOLD = replace(CONTROL, subject=CONGO, from_earliest=None, evidence_for=(step(7, Effect.HOLDS),))
LOST = replace(
    CONTROL, subject=CONGO, from_earliest=None, from_latest=None, until_latest=date(2025, 1, 27), evidence_for=()
)
HELD = replace(TOLD, kind=RelationKind.DETAINED, place=None, object=M23)


def test_window_says_what_holds_on_says_on_every_day():
    for r in (*RELATIONS, TOLD, LOST, HELD):
        begin, end = window(r)
        for n in range(-60, 60):
            day = date(2025, 1, 28) + timedelta(days=n)
            assert ((not begin or begin <= str(day)) and (not end or str(day) < end)) is holds_on(r, day), (r, day)


def test_known_days_are_those_of_spells_and_steps_in_order():
    days = known_days(RELATIONS)
    assert days == sorted(set(days))
    assert {date(2025, 1, 26), date(2025, 1, 28), date(2025, 2, 1), date(2025, 2, 6)} <= set(days)


def test_relations_that_do_not_hold_on_the_day_are_there_but_hidden():
    made = str(relation_tables(RELATIONS, date(2025, 2, 10)))
    row = made[made.index(f'id="{relation_id(TRUCE)}"') :].partition(">")[0]
    held = made[made.index(f'id="{relation_id(CONTROL)}"') :].partition(">")[0]
    assert " hidden" in row
    assert " hidden" not in held
    assert "Who holds what" in made
    assert ">(1)<" in made
    assert ">(0)<" in made


def test_a_disputed_relation_is_marked():
    made = str(relation_tables([CONTROL], None))
    assert 'class="is-disputed"' in made
    assert "status-disputed" in made
    assert 'class="is-disputed"' not in str(relation_tables([TRUCE], None))


def test_evidence_has_words_and_leads_to_them():
    made = str(evidence(CONTROL))
    assert "2 for, 1 against" in made
    assert "kivu-post-1.html" in made
    assert 'href="/document/d_000000000001#at-100-' in made
    assert 'href="/incident/i_000000000001"' in made


def test_evidence_of_a_remark_leads_to_its_place_in_the_document():
    passing = replace(CONTROL, evidence_for=(step(1, source="r_1"),), evidence_against=())
    assert 'href="/document/d_000000000001#r_1"' in evidence(passing)
    assert "told in passing" in evidence(passing)


def test_evidence_beyond_six_steps_shows_first_and_latest():
    many = replace(CONTROL, evidence_for=tuple(step(n) for n in range(1, 13)), evidence_against=())
    made = str(evidence(many))
    assert "kivu-post-1.html" in made
    assert "kivu-post-12.html" in made
    assert "kivu-post-6.html" not in made
    assert "6 further steps between" in made


def test_ids_tell_spells_of_one_hold_apart():
    again = replace(CONTROL, from_earliest=date(2025, 3, 1), from_latest=date(2025, 3, 1))
    assert relation_id(CONTROL) != relation_id(again)
    assert relation_id(CONTROL) == relation_id(replace(CONTROL, status=RelationStatus.REPORTED))


def test_names_of_parties_are_escaped():
    bad = Relation(RelationKind.BACKS, replace(RWANDA, name="<script>"), M23, GOMA, None, None, None, None,
                   RelationStatus.REPORTED, (), ())  # fmt: skip
    assert "<script>" not in relation_tables([bad], None)
