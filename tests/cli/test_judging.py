"""Decisions of people: by ids, by key, and taken back."""

import json

import pytest
from made import MARCH, SEIZURE

from tocsin.base.provenance import Verdict
from tocsin.cli import judging


@pytest.fixture
def keys(monkeypatch):
    """Return a function that sets the keys which a person at a terminal will press."""

    def press(pressed):
        left = list(pressed)
        monkeypatch.setattr(judging, "_is_terminal", lambda: True)
        monkeypatch.setattr(judging.typer, "getchar", lambda: left.pop(0))

    return press


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_two_ids_are_judged(ask, record, verdict):
    result = ask("judge", verdict, "i_1", "i_2", "--by", "amina", "--why", "one raid")
    assert record.asked["judge"] == {
        "verdict": Verdict(verdict), "left": "i_1", "right": "i_2", "by": "amina", "why": "one raid",
    }  # fmt: skip
    assert "tocsin judge --undo j_0123456789ab" in result.stdout


@pytest.mark.parametrize("verdict", ["right", "wrong"])
def test_one_id_is_judged(ask, record, verdict):
    ask("judge", verdict, "i_1", "--by", "amina")
    assert (record.asked["judge"]["left"], record.asked["judge"]["right"]) == ("i_1", None)


def test_an_edit_takes_the_rest_of_the_line_as_its_value(ask, record):
    ask("judge", "edit", "i_1", "mode", "armed", "attack", "--by", "amina")
    assert (record.asked["judge"]["field"], record.asked["judge"]["value"]) == ("mode", "armed attack")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("12", {"low": 12, "best": 12, "high": 12}),
        ("12+", {"low": 12, "best": 12, "high": None}),
        ("10-15", {"low": 10, "best": None, "high": 15}),
        ("10-12-15", {"low": 10, "best": 12, "high": 15}),
    ],
)
def test_a_count_is_edited_as_people_write_it(given, kept):
    assert json.loads(judging.written("killed", given)) == kept


def test_other_values_are_kept_as_they_are():
    assert judging.written("start", "2025-01-27") == "2025-01-27"
    assert judging.written("killed", '{"low": 1}') == '{"low": 1}'


def test_who_decides_is_the_user_unless_named(ask, record, monkeypatch):
    monkeypatch.setattr(judging, "getuser", lambda: "baraka")
    ask("judge", "wrong", "i_1")
    assert record.asked["judge"]["by"] == "baraka"


def test_a_system_without_users_asks_for_a_name(ask, monkeypatch):
    def nobody():
        raise OSError

    monkeypatch.setattr(judging, "getuser", nobody)
    result = ask("judge", "wrong", "i_1")
    assert result.exit_code == 2
    assert "give one with --by NAME" in result.stderr


@pytest.mark.parametrize(
    "words", [("same", "i_1"), ("wrong",), ("right", "i_1", "i_2"), ("edit", "i_1", "killed"), ("same", "1", "2", "3")]
)
def test_a_wrong_number_of_words_is_refused_with_the_form(ask, record, words):
    result = ask("judge", *words)
    assert result.exit_code == 2
    assert f"write: tocsin judge {words[0]} ID" in result.stderr
    assert not record.calls["judge"]


def test_a_decision_is_taken_back(ask, record):
    result = ask("judge", "--undo", "j_1", "--by", "amina")
    assert record.asked["undo"] == {"judgement": "j_1", "by": "amina"}
    assert "taken back: j_1" in result.stderr


def test_pairs_in_doubt_are_decided_by_key(ask, record, keys):
    keys("sxu")  # x means nothing
    result = ask("judge", "--by", "amina")
    assert [c["verdict"] for c in record.calls["judge"]] == [Verdict.SAME, Verdict.UNSURE]
    assert (record.calls["judge"][0]["left"], record.calls["judge"][0]["right"]) == (SEIZURE.id, MARCH.id)
    for words in ("alike 0.61", "time:two days apart", SEIZURE.id, MARCH.id, "2 decisions kept."):
        assert words in result.stdout


@pytest.mark.parametrize("key", ["q", "\x03", "\x1b"])
def test_quitting_keeps_what_was_decided(ask, record, keys, key):
    keys(["d", key])
    assert "1 decision kept." in ask("judge", "--by", "amina").stdout
    assert len(record.calls["judge"]) == 1


def test_no_doubt_is_said(ask, record, keys):
    record.is_empty = True
    keys("")
    assert "No pair is in doubt." in ask("judge", "--by", "amina").stdout


def test_pairs_need_a_terminal(ask):
    result = ask("judge", "--by", "amina")
    assert result.exit_code == 2
    assert "tocsin judge same ID ID" in result.stderr


def test_decisions_in_force_are_listed(ask, record):
    (line,) = ask("judge", "--list", "--format", "jsonl").stdout.splitlines()
    assert json.loads(line)["verdict"] == "same"
    text = ask("judge", "--list").stdout
    for words in ("j_0123456789ab", "amina", "one raid", "m_2"):
        assert words in text
    record.is_empty = True
    assert "no decision is in force" in ask("judge", "--list").stderr
