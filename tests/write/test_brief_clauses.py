from dataclasses import replace

from made import CONGO, GOMA, M23, RWANDA, SEIZURE

from tocsin.base.model import Actor, Precision
from tocsin.base.tables import table
from tocsin.write.brief_clauses import BASE, WOULD, clause


def test_sides_that_mean_nothing_by_themselves_are_left_out():
    its = Actor(None, "its soldiers", "COD", "MIL")
    assert clause(replace(SEIZURE, mode="firearms", actors=(its,), recipients=(CONGO,))) == (
        "the Democratic Republic of the Congo was shot or fired on in Goma"
    )


def test_town_is_no_party_to_what_happens_in_it():
    goma = Actor(None, "Goma", "COD", None)
    assert (
        clause(replace(SEIZURE, mode="aerial", recipients=(goma,)))
        == "the March 23 Movement attacked from the air in Goma"
    )


def test_who_fights_is_not_its_own_victim():
    assert clause(replace(SEIZURE, mode=None, recipients=(M23,))) == "the March 23 Movement attacked or fought in Goma"


def test_forms_of_the_verb():
    shot = replace(SEIZURE, mode="firearms", actors=(), recipients=(Actor(None, "three boys", "COD", "CVL"),))
    assert clause(shot) == "three boys were shot or fired on in Goma"
    assert clause(shot, verb=BASE) == "three boys be shot or fired on in Goma"
    assert clause(shot, verb=WOULD) == "three boys would be shot or fired on in Goma"


def test_every_type_and_mode_has_a_clause_for_any_sides():
    for row in table("ontology.tsv", columns=("type", "mode")):
        for actors in ((), (M23,)):
            for recipients in ((), (RWANDA,)):
                some = replace(
                    SEIZURE, type=row["type"], mode=row["mode"] or None, actors=actors, recipients=recipients
                )
                for verb in ("past", BASE, WOULD):
                    told = clause(some, verb=verb)
                    assert not set("[]{}|/") & set(told), told


def test_place_has_the_preposition_of_its_kind():
    airport = replace(GOMA, name="Goma airport", precision=Precision.SITE)
    quarter = replace(GOMA, name="Himbi", precision=Precision.SITE)
    fired = replace(SEIZURE, mode="firearms", recipients=())
    assert clause(replace(fired, place=airport)).endswith("at Goma airport")
    assert clause(replace(fired, place=quarter)).endswith("in Himbi")
