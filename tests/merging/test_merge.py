"""Accounts join the incident that they tell of; what people judged is kept; pairs in doubt are found."""

from dataclasses import replace

import pytest
from made_accounts import SAKE, account

from tocsin.base.model import Status
from tocsin.merging.doubts import doubts
from tocsin.merging.merge import incident_id, merge
from tocsin.merging.parting import parted, seeds_of

GOMA = replace(SAKE, text="Goma", name="Goma", geonameid=216281)
GOMA_WORDS = "Police arrested nine students at the university of Goma after a march on Friday."


def merged(accounts, known=None, apart=()):
    return merge(accounts, known or {}, family={}, apart=frozenset(frozenset(p) for p in apart))


def groups(made):
    return {frozenset(j.mention for j in joined) for joined in made.joined.values()}


def arrest(n, **more):
    return account(n, type="COERCE", mode="arrest", place=GOMA, time=None, actors=(), evidence=GOMA_WORDS, **more)


def test_tellings_of_one_happening_are_one_incident_and_others_their_own():
    made = merged([account(1), account(2, outlet="Wire"), arrest(3)])
    assert groups(made) == {frozenset({"m_1", "m_2"}), frozenset({"m_3"})}
    assert made.joined.keys() == {incident_id("m_1"), incident_id("m_3")}


def test_a_new_account_joins_an_incident_that_is_known():
    made = merged([account(2, outlet="Wire")], {"i_old": [account(1)]})
    assert list(made.joined) == ["i_old"]
    (one,) = made.joined["i_old"]
    assert one.score >= 0.5
    assert one.reasons


def test_what_is_asked_for_is_not_what_was_done():
    made = merged([account(1), account(2, status=Status.REQUESTED)])
    assert len(made.joined) == 2


def test_accounts_judged_different_are_never_one_however_large_the_incident():
    accounts = [account(n, outlet=f"Paper {n}") for n in range(9)]
    made = merged([account(20)], {"i_old": accounts}, apart=[("m_8", "m_20")])
    assert list(made.joined) == [incident_id("m_20")]
    assert made.united == {}


def test_the_same_words_of_a_copy_are_of_one_incident_whatever_else_is_read_in_them():
    other = account(2, copy_of="d_1", mode="explosives", status=Status.DENIED, place=None, time=None, actors=())
    assert groups(merged([account(1), other])) == {frozenset({"m_1", "m_2"})}


def test_incidents_judged_different_are_not_bridged():
    first, second = [account(1)], [account(2, outlet="Wire")]
    made = merged([account(3, outlet="Ledger")], {"i_1": first, "i_2": second}, apart=[("m_1", "m_2")])
    assert made.united == {}


def test_an_incident_taken_apart_has_a_group_for_each_seed():
    accounts = [account(1), account(2, outlet="Wire"), arrest(3), arrest(4, outlet="Wire")]
    first, other = parted(accounts, [["m_3"], ["m_1"]], family={})
    assert [j.mention for j in first] == ["m_1", "m_2"]
    assert [j.mention for j in other] == ["m_3", "m_4"]


@pytest.mark.parametrize(
    ("apart", "seeds"),
    [
        ([("a", "b")], [["a"], ["b"]]),
        ([("a", "b"), ("b", "c")], [["a", "c"], ["b"]]),
        ([("a", "b"), ("b", "c"), ("a", "c")], [["a"], ["b"], ["c"]]),
        ([("a", "x")], []),
    ],
)
def test_seeds_are_as_few_as_keep_what_was_judged_apart(apart, seeds):
    assert seeds_of(["a", "b", "c", "d"], [frozenset(p) for p in apart]) == seeds


def test_pairs_in_doubt_are_told_with_a_score_and_a_reason_but_not_once_judged():
    pair = {"i_1": [account(1)], "i_2": [account(2, outlet="Wire")], "i_3": [arrest(3)]}
    (doubt,) = doubts(pair, family={}, apart=frozenset())
    assert (doubt.left, doubt.right) == ("i_1", "i_2")
    assert 0 < doubt.score < 1
    assert doubt.reasons
    assert doubts(pair, family={}, apart=frozenset({frozenset(("m_1", "m_2"))})) == []


def test_towns_in_two_countries_are_two_happenings():
    kano = replace(SAKE, text="Kano", name="Kano", geonameid=2335204, country="NGA", admin1="Kano", lat=12.0, lon=8.5)
    words = "Gunmen killed three policemen in Kano on Monday, police said."
    made = merged([account(1, evidence=words), account(2, place=kano, evidence=words.replace("three", "four"))])
    assert len(made.joined) == 2


def test_news_of_months_later_is_of_another_happening():
    made = merged([account(1, time=None), replace_day(account(2, time=None, outlet="Wire"), months=8)])
    assert len(made.joined) == 2


def replace_day(given, *, months):
    later = given.document.published.replace(month=given.document.published.month + months)
    return replace(given, document=replace(given.document, published=later))
