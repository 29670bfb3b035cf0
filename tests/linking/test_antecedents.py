"""What a word that stands for an actor has to agree with."""

from dataclasses import replace

import pytest
from hand_made import at, link_of, parse_of

from tocsin.base.model import Actor, EntitySpan
from tocsin.linking.antecedents import (
    GROUND,
    GROUP,
    PEOPLE,
    PERSON,
    STATE,
    as_antecedent,
    candidate_of,
    office_told,
)

UNKNOWN = Actor(None, "it", "COD", None)
PARSE = parse_of([
    ("Doe", "NNP", "nsubj", 1), ("saw", "VBD", "ROOT", 1), ("rebels", "NNS", "dobj", 1, "rebel"),
    ("army", "NN", "conj", 2), ("town", "NN", "conj", 2), ("farmer", "NN", "conj", 2),
])  # fmt: skip
KINDS = [
    ("Doe", Actor("country:RWA", "Rwanda", "RWA", "GOV"), "named", STATE),
    ("Doe", Actor("person:k", "Kagame", "RWA", "GOV"), "named", PERSON),
    ("Doe", Actor("group:m23", "M23", "COD", "REB"), "named", GROUP),
    ("Doe", UNKNOWN, "named", GROUP),  # a name that no model took for a person's
    ("rebels", UNKNOWN, "typed", PEOPLE),
    ("army", UNKNOWN, "typed", GROUP),
    ("town", UNKNOWN, "typed", GROUND),
    ("farmer", UNKNOWN, "typed", PERSON),
]


@pytest.mark.parametrize(("word", "actor", "basis", "kind"), KINDS)
def test_the_kind_of_a_candidate(word, actor, basis, kind):
    assert candidate_of(PARSE, link_of(PARSE, word, actor, basis)).kind == kind


def test_a_name_that_the_model_took_for_a_person_is_one():
    parse = replace(PARSE, entities=(EntitySpan(0, 1, "PERSON"),))
    assert candidate_of(parse, link_of(parse, "Doe", UNKNOWN)).kind == PERSON


def test_subjects_and_plurals_are_told():
    doe, rebels, army = (candidate_of(PARSE, link_of(PARSE, w, UNKNOWN, "typed")) for w in ("Doe", "rebels", "army"))
    assert (doe.subject, rebels.subject) == (True, False)
    assert (doe.plural, rebels.plural, army.plural) == (False, True, False)


def test_a_link_to_an_antecedent_is_less_sure_and_covers_the_phrase():
    named, phrase = link_of(PARSE, "Doe", UNKNOWN), link_of(PARSE, "army", Actor(None, "army", None, "MIL"), "typed")
    found = as_antecedent(named, PARSE, phrase, "why")
    assert (found.actor, found.token, found.basis, found.reason) == (UNKNOWN, at(PARSE, "army"), "coreferent", "why")
    assert found.score == pytest.approx(0.9)


def test_the_name_of_an_own_table_tells_of_no_office():
    link = replace(link_of(PARSE, "Doe", UNKNOWN), reason="Minister of X; own table actors/leaders.tsv, line 2")
    assert office_told(candidate_of(PARSE, link)) == "minister of x"
