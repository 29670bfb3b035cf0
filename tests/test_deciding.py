"""Decisions of people: what they do at once, at the next add, after recoding, and when they are taken back."""

import json
from dataclasses import replace
from datetime import date

import pytest
from coded import PAGES, assert_whole, groups, lines, mentions_of, state, story

from tocsin.base.errors import BadInput
from tocsin.base.ids import content_id
from tocsin.base.model import Count
from tocsin.base.provenance import Verdict


def large(record):
    """Return an incident that several documents tell of."""
    return max(record.incidents(), key=lambda i: (i.documents, i.id))


def pair_apart(record):
    """Return two incidents of one type in different documents."""
    found = [i for i in record.incidents(type="ASSAULT") if len(i.mentions) == 1]
    return next((a, b) for a in found for b in found if a.mentions[0].document != b.mentions[0].document)


def of(record, id_):
    (found,) = record.get([id_])
    return found


def told(record):
    """Return all incidents without what counts revisions."""
    return sorted((i.id, i.type, i.counts, sorted(m.mention for m in i.mentions)) for i in record.incidents())


def again(record, quick, tmp_path):
    """Add something new, and code all afresh with a pipeline that gives every mention another id."""
    record.add(
        [lines(tmp_path / "more.jsonl", story("M23 rebels seized Goma on Monday and killed 12 people in the city."))]
    )
    record.recode()


def test_same_unites_two_incidents_and_the_other_id_leads_there(record, quick, tmp_path):
    a, b = pair_apart(record)
    made = record.judge("same", a.id, b.id, by="amina", why="one raid")
    assert (made.verdict, made.left, made.right) == (Verdict.SAME, a.mentions[0].mention, b.mentions[0].mention)
    one = of(record, a.id)
    assert {m.mention for m in one.mentions} == {m.mention for i in (a, b) for m in i.mentions}
    assert one.aliases == (b.id,)
    assert record.show(b.id) == one
    change = next(c for c in record.changes(since=made.at) if c.what == "merged")
    assert (change.id, change.by, change.why) == (b.id, "amina", "one raid")
    assert_whole(record)
    again(record, quick, tmp_path)
    assert {m.mention for m in one.mentions} <= {m.mention for m in of(record, b.id).mentions}
    assert_whole(record)


def test_same_is_taken_back(record):
    before = told(record)
    a, b = pair_apart(record)
    made = record.judge("same", a.id, b.id, by="amina")
    record.undo(made.id, by="baraka")
    assert told(record) == before
    assert of(record, b.id).aliases == ()
    assert record.judgements() == []
    assert {c.by for c in record.changes(since=made.at)} == {"amina", "baraka"}


def test_same_of_large_incidents_is_taken_back_to_what_was(record):
    before = told(record)
    a, b = sorted(record.incidents(), key=lambda i: -len(i.mentions))[:2]
    made = record.judge("same", a.id, b.id, by="amina")
    assert len(told(record)) == len(before) - 1
    record.undo(made.id, by="amina")
    assert told(record) == before


def test_different_takes_an_incident_apart_and_keeps_it_apart(record, quick, tmp_path):
    one = large(record)
    first, other = one.mentions[0].mention, one.mentions[-1].mention
    record.judge("different", first, other, by="amina")
    where = {m.mention: i.id for i in record.incidents() for m in i.mentions}
    assert where[first] == one.id != where[other]
    assert {where[m.mention] for m in one.mentions} == {where[first], where[other]}
    assert_whole(record)
    again(record, quick, tmp_path)
    where = {m.mention: i.id for i in record.incidents() for m in i.mentions}
    assert where[first] != where[other]
    assert_whole(record)


def test_different_is_taken_back(record):
    before, one = told(record), large(record)
    made = record.judge("different", one.mentions[0].mention, one.mentions[-1].mention, by="amina")
    assert told(record) != before
    record.undo(made.id, by="amina")
    assert told(record) == before


def test_different_of_two_incidents_keeps_them_apart(record):
    a, b = pair_apart(record)
    before = state(record)
    record.judge("different", a.id, b.id, by="amina")
    assert state(record) == before
    record.judge("same", a.id, b.id, by="amina")  # the later decision on the same pair holds
    assert of(record, b.id).id == a.id


def test_what_is_judged_different_is_not_united_through_others(record):
    a, b = pair_apart(record)
    c = next(i for i in record.incidents() if i.id not in (a.id, b.id) and i.type == "ASSAULT")
    record.judge("same", a.id, c.id, by="amina")
    record.judge("different", b.id, a.mentions[0].mention, by="amina")
    kept = state(record)
    with pytest.raises(BadInput, match="are judged different"):
        record.judge("same", c.mentions[0].mention, b.id, by="baraka")
    assert state(record) == kept
    assert len(record.judgements()) == 2


def test_decisions_hold_when_mentions_go_by_other_ids(record, quick):
    a, b = pair_apart(record)
    one = large(record)
    record.judge("same", a.id, b.id, by="amina")
    record.judge("different", one.mentions[0].mention, one.mentions[-1].mention, by="amina")
    record.judge("edit", a.id, by="amina", field="killed", value='{"low": 3, "best": 3, "high": 3}')
    gone = next(i for i in record.incidents(type="HAZARD"))
    record.judge("wrong", gone.id, by="amina")
    before = len(record.incidents())

    def renamed(m):
        return replace(m, id=content_id("m", m.id, "new"), about=m.about and content_id("m", m.about, "new"))

    quick.change = lambda r: replace(r, mentions=tuple(renamed(m) for m in r.mentions))
    record.recode()
    now = {content_id("m", m.mention, "new") for i in (a, b) for m in i.mentions}
    assert now <= {m.mention for m in of(record, a.id).mentions}
    assert dict(of(record, b.id).counts)["killed"].best == 3
    where = {m.mention: i.id for i in record.incidents() for m in i.mentions}
    first, last = (content_id("m", one.mentions[n].mention, "new") for n in (0, -1))
    assert where[first] != where[last]
    assert content_id("m", gone.mentions[0].mention, "new") not in where
    assert abs(len(record.incidents()) - before) <= before / 20


def test_a_wrong_mention_leaves_its_incident_and_comes_back(record, quick, tmp_path):
    before, one = told(record), large(record)
    wrong = one.mentions[-1].mention
    made = record.judge("wrong", wrong, by="amina")
    assert wrong not in {m.mention for i in record.incidents() for m in i.mentions}
    assert len(of(record, one.id).mentions) == len(one.mentions) - 1
    record.recode()
    assert wrong not in {m.mention for i in record.incidents() for m in i.mentions}
    record.undo(made.id, by="amina")
    assert told(record) == before


def test_a_wrong_incident_is_deleted_stays_so_and_comes_back(record):
    before, one = told(record), large(record)
    made = record.judge("wrong", one.id, by="amina", why="a film")
    with pytest.raises(BadInput, match="nothing with the id"):
        record.show(one.id)
    deleted = next(c for c in record.changes(since=made.at) if c.what == "deleted")
    assert (deleted.id, deleted.by, deleted.why) == (one.id, "amina", "a film")
    record.recode()
    record.add(PAGES)
    assert not {m.mention for m in one.mentions} & {m.mention for i in record.incidents() for m in i.mentions}
    record.undo(made.id, by="amina")
    assert told(record) == before


def test_right_takes_back_wrong_and_is_shown(record):
    one = large(record)
    record.judge("wrong", one.id, by="amina")
    record.judge("right", one.id, by="baraka")
    assert "confirmed by a person" in of(record, one.id).reasons
    assert len(of(record, one.id).mentions) == len(one.mentions)


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("killed", '{"low": 12, "best": 13, "high": null}', lambda i: ("killed", Count(12, 13, None)) in i.counts),
        ("arrested", '{"low": 1, "best": 1, "high": 1}', lambda i: ("arrested", Count(1, 1, 1)) in i.counts),
        ("start", "2025-01-20", lambda i: i.start == date(2025, 1, 20) < i.end),
        ("end", "2025-01-02", lambda i: i.end == date(2025, 1, 2) > i.start),
        ("type", "PROTEST", lambda i: (i.type, i.mode) == ("PROTEST", None)),
        ("mode", "riot", lambda i: i.mode == "riot"),
        ("actors", '[{"id": "group:adf", "name": "ADF"}]', lambda i: [a.name for a in i.actors] == ["ADF"]),
    ],
)
def test_an_edit_sets_the_headline_and_holds(record, quick, tmp_path, field, value, shown):
    one = large(record)
    claims = {c.id for c in one.claims}
    made = record.judge("edit", one.mentions[0].mention, by="amina", field=field, value=value)
    assert made.left == one.id
    assert shown(of(record, one.id))
    assert f"{field}:set by a person" in of(record, one.id).reasons
    assert {c.id for c in of(record, one.id).claims} == claims
    again(record, quick, tmp_path)
    assert shown(of(record, one.id))
    record.undo(made.id, by="amina")
    assert not shown(of(record, one.id))


def test_an_edit_holds_when_its_incident_is_merged_into_another(record):
    a, b = pair_apart(record)
    record.judge("edit", b.id, by="amina", field="injured", value='{"low": 5, "best": 5, "high": 5}')
    record.judge("same", a.id, b.id, by="amina")
    assert dict(of(record, a.id).counts)["injured"].best == 5


def test_unsure_is_remembered_and_changes_nothing(record):
    a, b = pair_apart(record)
    before = state(record)
    record.judge("unsure", a.id, b.id, by="amina")
    assert state(record) == before
    assert [j.verdict for j in record.judgements()] == [Verdict.UNSURE]


def test_pairs_in_doubt_may_be_judged_while_they_are_shown_and_are_not_shown_again(record):
    seen = []
    verdicts = ["unsure", "different", "same", "unsure"]
    for left, right, score, reasons in record.doubts(limit=12):
        assert 0 < score < 1
        assert reasons
        seen.append(frozenset((left.id, right.id)))
        record.judge(verdicts[len(seen) % 4], left.id, right.id, by="amina")
    assert len(seen) == len(set(seen)) > 5
    judged = {frozenset((j.left, j.right)) for j in record.judgements()}
    for left, right, _, _ in record.doubts(limit=40):
        members = [{m.mention for m in i.mentions} for i in (left, right)]
        assert not any(p & members[0] and p & members[1] for p in judged)
        assert frozenset((left.id, right.id)) not in seen
    assert_whole(record)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("same", "A"), "same needs two ids"),
        (("same", "A", "A"), "are one incident already"),
        (("same", "A", "i_nothing"), "no incident or mention 'i_nothing'"),
        (("wrong", "A", "B"), "wrong is of one thing"),
        (("wrong", "m_nothing"), "no incident or mention"),
        (("maybe", "A"), "'maybe' is no verdict; give one of same"),
    ],
)
def test_a_decision_that_cannot_be_is_an_error_that_says_so(record, given, message):
    a, b = pair_apart(record)
    ids = {"A": a.id, "B": b.id}
    with pytest.raises(BadInput, match=message):
        record.judge(*(ids.get(x, x) for x in given), by="amina")
    assert record.judgements() == []


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("origins", "3", "'origins' cannot be set; fields that can: type"),
        ("killed", "many", "write JSON"),
        ("killed", '{"low": 9, "best": 3, "high": 3}', "no numbers in order"),
        ("killed", '{"low": "9"}', "no numbers in order"),
        ("start", "Monday", "write YYYY-MM-DD"),
        ("type", "WAR", "known are ACCUSE"),
        ("actors", '[{"id": "x"}]', "an actor needs a name"),
        ("actors", '[{"name": "x", "kind": "y"}]', "kind is no part of an actor"),
    ],
)
def test_an_edit_that_cannot_be_is_an_error_that_says_so(record, field, value, message):
    with pytest.raises(BadInput, match=message):
        record.judge("edit", large(record).id, by="amina", field=field, value=value)


def test_a_decision_names_who_decides_and_is_undone_once(record):
    one = large(record)
    with pytest.raises(BadInput, match="the name of who decides"):
        record.judge("right", one.id, by=" ")
    made = record.judge("right", one.id, by="amina")
    record.undo(made.id, by="amina")
    with pytest.raises(BadInput, match="undone already"):
        record.undo(made.id, by="amina")


def test_decisions_are_kept_with_what_they_took_away(record):
    one = large(record)
    made = record.judge("wrong", one.id, by="amina")
    assert json.loads(made.value) == {m.mention: one.id for m in one.mentions}
    assert mentions_of(record) >= {m.mention for m in one.mentions}
    assert not groups(record) & {frozenset(m.mention for m in one.mentions)}
