"""Accounts of documents without a date: what the texts are about, and the trigger, stand in for the time."""

from dataclasses import replace

import pytest
from made_accounts import account

from tocsin.base.model import Extent, Status
from tocsin.merging.block import asked, keys
from tocsin.merging.compare import features
from tocsin.merging.merge import merge
from tocsin.merging.profile import profile_of

FIRE = "A fire destroyed the Waitrose supermarket in Banstead, Surrey, and Surrey firefighters fought it all night."
AGAIN = "Surrey firefighters said the Waitrose supermarket in Banstead was lost in the blaze after the fire on Friday."
OTHER = "A fire broke out in a shoe factory outside Dhaka, and Bangladesh mourns its seamstresses and their children."


def undated(n, text, trigger="fire", **more):
    start = text.index(trigger)
    told = {"type": "HAZARD", "mode": "fire", "place": None, "time": None, "actors": ()} | more
    made = account(n, evidence=text, trigger=Extent(start, start + len(trigger), trigger), **told)
    return replace(made, document=replace(made.document, published=None))


def found(a, b):
    return features(profile_of(a), profile_of(b), family={})


def test_all_features_of_undated_accounts_are_weighed_apart():
    assert all(name.startswith("undated, ") for name in found(undated(1, FIRE), undated(2, AGAIN)))


def test_one_of_two_dated_is_weighed_as_dated():
    dated = account(2, evidence=AGAIN, type="HAZARD", mode="fire", place=None, time=None, actors=())
    assert "bias" in found(undated(1, FIRE), dated)


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        pytest.param(AGAIN, "fire on", "trigger:same", id="the same word"),
        pytest.param(AGAIN, "blaze", "trigger:one word", id="another form of the word"),
        pytest.param(AGAIN, "lost", "trigger:in the sentence", id="the other's word stands in the sentence"),
        pytest.param(FIRE.replace("fire ", "inferno "), "inferno", "trigger:other", id="another word"),
    ],
)
def test_triggers_agree_by_their_stems(text, trigger, expected):
    assert f"undated, {expected}" in found(undated(1, FIRE), undated(2, text, trigger))


def test_texts_about_other_things_cannot_be_one():
    assert found(undated(1, FIRE), undated(2, OTHER)) is None


def test_what_is_wished_is_not_what_was():
    assert found(undated(1, FIRE), undated(2, AGAIN, status=Status.THREATENED)) is None


def test_one_word_read_as_two_types_may_be_one():
    assert "undated, type:other" in found(undated(1, FIRE), undated(2, AGAIN, type="ASSAULT", mode=None))


def test_undated_accounts_meet_by_what_their_texts_are_about():
    one, other = profile_of(undated(1, FIRE)), profile_of(undated(2, AGAIN, "blaze", type="ASSAULT"))
    assert {k for k in keys(one) if k.startswith("topic:")} & set(asked(other))
    assert not any(k.startswith("topic:") for k in keys(profile_of(account(3))))


def test_one_happening_is_one_incident_and_another_its_own():
    accounts = [undated(1, FIRE), undated(2, AGAIN), undated(3, OTHER)]
    made = merge(accounts, {}, family={})
    groups = {frozenset(j.mention for j in joined) for joined in made.joined.values()}
    assert groups == {frozenset({"m_1", "m_2"}), frozenset({"m_3"})}
