"""What pages call codes."""

from tocsin.base.tables import table
from tocsin.web.plain_words import capital, codes, field_order, field_words, kind


def test_every_type_and_mode_of_the_ontology_has_words():
    known = [(r["type"], r["mode"]) for r in table("ontology.tsv", columns=("type", "mode"))]
    assert list(codes()) == known
    assert all(codes().values())


def test_words_begin_small_as_inside_a_sentence():
    assert [w for w in codes().values() if w[0].isupper()] == []
    assert capital("air strike") == "Air strike"
    assert capital("") == ""


def test_no_two_modes_of_a_type_are_called_alike():
    named = [(type_, words) for (type_, _), words in codes().items()]
    assert len(set(named)) == len(named)


def test_an_unknown_mode_stands_beside_its_type_and_an_unknown_type_goes_by_its_code():
    assert kind("ASSAULT", "laser") == "attack or fighting (laser)"
    assert kind("DANCE") == "dance"


def test_fields_come_in_order_the_act_first_and_counts_last():
    assert sorted(["killed", "place", "injured", "act"], key=field_order) == ["act", "place", "injured", "killed"]
    assert field_words("doer") == "who did it"
    assert field_words("killed") == "how many killed"
