"""Decisions as merging needs them: the last one on a thing holds, and mentions go by their names of now."""

import json
from datetime import UTC, datetime

import pytest

from tocsin.base.errors import BadInput
from tocsin.base.provenance import Judgement, Verdict
from tocsin.merging.judged import TAKEN, check_edit, decisions


def decided(n, verdict, left, right=None, field=None, value=None):
    return Judgement(
        f"j_{n}", datetime(2025, 3, n, tzinfo=UTC), "amina", Verdict(verdict), left, right, field, value, None
    )


def test_of_two_decisions_on_a_pair_the_last_holds():
    found = decisions([decided(1, "same", "m_1", "m_2"), decided(2, "different", "m_2", "m_1")])
    assert (found.together, found.apart) == ((), frozenset({frozenset(("m_1", "m_2"))}))
    assert found.pairs == found.apart


def test_pairs_that_are_the_same_come_in_the_order_of_the_decisions():
    found = decisions(
        [decided(1, "same", "m_2", "m_1"), decided(2, "same", "m_1", "m_3"), decided(3, "unsure", "a", "b")]
    )
    assert found.together == (("m_2", "m_1"), ("m_1", "m_3"))
    assert found.unsure == frozenset({frozenset("ab")})


def test_what_is_wrong_is_given_back_by_right():
    taken = json.dumps({"m_1": "i_1", "m_2": "i_1"})
    wrong = decided(1, "wrong", "i_1", field=TAKEN, value=taken)
    assert decisions([wrong]).wrong == {"i_1": "i_1", "m_1": "i_1", "m_2": "i_1"}
    assert decisions([decided(1, "wrong", "m_1", field=TAKEN, value='{"m_1": "i_1"}')]).wrong == {"m_1": "i_1"}
    after = decisions([wrong, decided(2, "right", "i_1")])
    assert (after.wrong, after.right) == ({}, frozenset({"i_1"}))


def test_mentions_go_by_the_names_that_they_have_now():
    heirs = {"m_1": "m_9", "m_2": "m_8"}
    wrong = decided(2, "wrong", "i_1", field=TAKEN, value='{"m_2": "i_1"}')
    found = decisions([decided(1, "same", "m_1", "m_3"), wrong], heirs)
    assert found.together == (("m_9", "m_3"),)
    assert found.wrong == {"i_1": "i_1", "m_8": "i_1"}
    assert decisions([decided(1, "same", "m_1", "m_2")], {"m_1": "m_2"}).together == ()


def test_the_last_value_of_a_field_holds():
    edits = [decided(n, "edit", "i_1", field="mode", value=v) for n, v in ((1, "aerial"), (2, "territory"))]
    assert decisions(edits).edits == {"i_1": {"mode": "territory"}}


@pytest.mark.parametrize(("name", "value"), [("actors", '[{"name": "X", "country": 7}]'), ("end", "0001-01-01")])
def test_a_value_that_would_not_print_is_refused(name, value):
    with pytest.raises(BadInput, match="cannot be set"):
        check_edit(name, value)
