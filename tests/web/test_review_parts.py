"""The review: what is asked first, and the HTML of a question, an edit and the decisions made."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from made import AT, BACKING, MARCH, SEIZURE, UNKNOWN

from tocsin.base.model import Count
from tocsin.base.provenance import Judgement, Verdict
from tocsin.web.judging import KEYS, VERDICTS, buttons, decisions, edit_form, keys_help, now, question, reasons
from tocsin.web.review_parts import read_only, tabs
from tocsin.web.site import Settings, Site
from tocsin.web.tasks import Task, current, pairs, singles

PAIR = Task(SEIZURE, MARCH, 0.45, ("place:same area +1.6", "topic:near -0.7"), 0.9)
SINGLE = Task(BACKING, None, 0.4, ("score 0.40",), 0.6)


def test_of_equal_doubt_the_weightier_comes_first():
    assert replace(SINGLE, left=SEIZURE).order > SINGLE.order
    assert PAIR.weight > replace(PAIR, right=UNKNOWN).weight


def test_a_toll_without_numbers_weighs_nothing():
    assert replace(SINGLE, left=replace(BACKING, counts=(("killed", Count(None, None, None)),))).weight == SINGLE.weight


def test_pairs_come_by_doubt_and_weight(asked):
    found = pairs(asked)
    assert found
    assert [t.order for t in found] == sorted((t.order for t in found), reverse=True)
    assert all(t.right is not None and t.left.id != t.right.id for t in found)


def test_singles_are_disputed_or_of_a_low_score(asked):
    found = singles(asked)
    assert found
    assert all(t.left.status == "disputed" or t.left.score < 0.6 for t in found)
    assert [t.order for t in found] == sorted((t.order for t in found), reverse=True)


def test_a_single_that_was_judged_is_not_asked_again(record):
    first = singles(record)[0]
    record.judge("right", first.left.id, by="amina")
    assert first.left.id not in {t.left.id for t in singles(record)}


def test_a_pair_that_was_made_one_is_idle(record):
    task = pairs(record)[0]
    assert current(record, task) is not None
    record.judge("same", *task.ids, by="amina")
    assert current(record, task) is None


def test_a_question_shows_both_sides_and_which_is_chosen():
    html = question(PAIR, 1)
    assert html.count("<article") == 2
    assert html.index("Left") < html.index("is-chosen") < html.index("Right, chosen")
    assert "<h2" in html
    assert "Are these one happening?" in html


def test_a_single_is_asked_by_itself():
    html = question(SINGLE)
    assert html.count("<article") == 1
    assert "Asked because: score 0.40." in html


def test_reasons_are_told_apart_by_their_sign():
    html = reasons(PAIR)
    assert html.index("place:same area") < html.index("Against") < html.index("topic:near")


def test_buttons_are_those_of_the_question():
    assert 'data-key="s"' in buttons(PAIR, may_write=True)
    assert 'data-key="s"' not in buttons(SINGLE, may_write=True)
    assert "disabled" not in buttons(SINGLE, may_write=True)


def test_who_may_not_write_can_still_look_on():
    html = buttons(PAIR, may_write=False)
    assert html.count("disabled") == len(KEYS) - 3  # next, previous, keys


def test_every_verdict_but_an_edit_has_a_key_and_every_key_is_explained():
    assert set(VERDICTS.values()) | {Verdict.EDIT} == set(Verdict)
    assert all(f"<kbd>{key}</kbd>" in keys_help() for key in KEYS)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("type", "ASSAULT"),
        ("mode", "territory"),
        ("start", "2025-01-27"),
        ("killed", '{"low": 773, "best": 2900}'),
        ("injured", ""),
    ],
)
def test_an_edit_begins_with_the_value_as_it_is_written(name, value):
    assert now(SEIZURE, name) == value


def test_what_an_edit_begins_with_can_be_set(record):
    task = singles(record)[0]
    for name in record.editable:
        if now(task.left, name):
            record.judge("edit", task.left.id, by="amina", field=name, value=now(task.left, name))


def test_the_form_of_an_edit_says_how_each_value_is_written():
    html = edit_form(SEIZURE, {"start": "YYYY-MM-DD"})
    assert 'data-hint="Write YYYY-MM-DD."' in html
    assert f'data-now="{date(2025, 1, 27)}"' in html
    # Nothing has to be set by a script after it: that would write over what is typed meanwhile.
    assert f'value="{date(2025, 1, 27)}"' in html.partition("<input")[2].partition(">")[0]
    assert ">Write YYYY-MM-DD.</p>" in html
    assert html.count("<label") == 3


def test_a_decision_says_who_when_what_and_why_and_can_be_undone():
    made = Judgement("j_1", AT, "<b>amina</b>", Verdict.EDIT, SEIZURE.id, None, "start", "2025-01-26", "the radio")
    html = decisions([(made, (SEIZURE, None))], may_write=True)
    assert "&lt;b&gt;amina" in html
    assert "start = 2025-01-26" in html
    assert "the radio" in html
    assert 'data-undo="j_1"' in html
    assert 'href="/incident/i_0123456789ab"' in html


def test_a_decision_on_what_is_gone_names_its_id():
    made = Judgement("j_1", AT, "amina", Verdict.WRONG, "i_gone", None, None, None, None)
    assert "<code>i_gone</code>" in decisions([(made, (None, None))], may_write=False)


def test_no_decisions_are_said_to_be_none():
    assert "Nobody has decided" in decisions([], may_write=True)


def test_lists_of_the_review_are_addresses():
    html = tabs("singles")
    assert 'href="/review?list=pairs"' in html
    assert html.count('aria-current="page"') == 1


def test_who_may_not_decide_is_told_why_and_what_to_do(asked):
    def told(**settings):
        return read_only(Site(asked, Settings(**settings), lambda: datetime(2025, 5, 1, tzinfo=UTC)))

    assert 'href="/login?next=%2Freview"' in told(host="0.0.0.0", write_token="s3cret")
    assert "--write-token" in told(host="0.0.0.0")
