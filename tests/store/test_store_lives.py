"""What becomes of incidents, decisions, steps and runs over time."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from made_records import BUKAVU, GOMA, M23, NOON, RWANDA, incident, later, member, run, step
from test_store_incidents import put

from tocsin.base.errors import BadInput
from tocsin.base.incidents import Effect, Filter, IncidentStatus
from tocsin.base.model import Skipped
from tocsin.base.provenance import Change, Judgement, Verdict
from tocsin.base.relations import RelationKind
from tocsin.store.changes import changes
from tocsin.store.endings import drop_incidents, merge_away
from tocsin.store.incidents import (
    candidates,
    find_incidents,
    get_incidents,
    history,
    members_of,
)
from tocsin.store.judgements import list_judgements, put_judgement, undo_judgement
from tocsin.store.relations import drop_steps, find_steps, put_steps
from tocsin.store.runs import begin_run, end_run, put_skipped, runs, skipped


def merged(conn):
    """Put two incidents, merge the second into the first after an hour, and that into a third after two."""
    put(conn, incident(1), incident(2), incident(3), keys={"i_2": ["k"]})
    merge_away(conn, "i_2", "i_1", at=later(1), by="ana", why="one attack")
    put(conn, incident(1, documents=2, mentions=(member(1), member(2))), at=later(1))
    merge_away(conn, "i_1", "i_3", at=later(2), by="ana", why="one week")


def test_a_merged_id_leads_to_its_incident_for_ever(conn):
    merged(conn)
    now = replace(incident(3), aliases=("i_1", "i_2"))
    assert get_incidents(conn, ["i_2"]) == get_incidents(conn, ["i_1", "i_2", "i_3"]) == [now]
    assert [i.id for i in find_incidents(conn, Filter())] == ["i_3"]
    assert members_of(conn, ["i_2"]) == {"i_2": ["m_3"]}
    assert candidates(conn, ["k"], per_key=9) == {}


def test_what_was_apart_is_apart_as_of_then(conn):
    merged(conn)
    assert [i.id for i in get_incidents(conn, ["i_2", "i_3"], as_of=NOON)] == ["i_2", "i_3"]
    between = get_incidents(conn, ["i_2", "i_3"], as_of=later(1.5))
    assert [(i.id, i.aliases, len(i.mentions)) for i in between] == [("i_1", ("i_2",), 2), ("i_3", (), 1)]
    assert [i.id for i in find_incidents(conn, Filter(as_of=later(1.5)))] == ["i_1", "i_3"]


def test_a_merge_is_among_the_changes_and_ends_the_history(conn):
    merged(conn)
    told = [(c.id, c.what, c.by) for c in changes(conn, later(0.5))]
    assert told == [("i_1", "changed", "merging"), ("i_2", "merged", "ana"), ("i_1", "merged", "ana")]
    assert [(c.what, c.revision, i.status) for c, i in history(conn, "i_2")] == [
        ("added", 1, IncidentStatus.REPORTED),
        ("merged", 2, IncidentStatus.SUPERSEDED),
    ]


def test_an_incident_that_is_taken_apart_again_stands_for_itself(conn):
    put(conn, incident(1), incident(2))
    merge_away(conn, "i_2", "i_1", at=later(1), by="ana", why="one attack")
    assert [(c.what, c.revision) for c in put(conn, incident(2), at=later(2))] == [("added", 3)]
    assert [(i.id, i.revision, i.aliases) for i in get_incidents(conn, ["i_1", "i_2"])] == [
        ("i_1", 1, ()),
        ("i_2", 3, ()),
    ]
    assert get_incidents(conn, ["i_2"], as_of=later(1.5))[0].id == "i_1"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [("i_1", "i_1", "are one incident already"), ("i_1", "i_9", "no incident i_9"), ("i_9", "i_1", "no incident i_9")],
)
def test_a_merge_that_cannot_be_is_an_error_that_says_so(conn, old, new, message):
    put(conn, incident(1))
    with pytest.raises(BadInput, match=message):
        merge_away(conn, old, new, at=NOON, by="ana", why="")


def test_a_deleted_incident_leaves_a_tombstone(conn):
    put(conn, incident(1), incident(2))
    put_steps(conn, [step(1)], at=NOON)
    gone = drop_incidents(conn, ["i_1"], at=later(1), by="ana", why="its document is gone")
    assert gone == [Change("i_1", "incident", "deleted", later(1), "ana", "its document is gone", 1)]
    assert changes(conn, later(0.5)) == gone
    assert get_incidents(conn, ["i_1"]) == find_steps(conn) == []
    assert get_incidents(conn, ["i_1"], as_of=NOON) == [incident(1)]
    with pytest.raises(BadInput, match="no incident i_1"):
        drop_incidents(conn, ["i_1"], at=later(1), by="ana", why="")


def test_the_steps_of_a_source_are_those_put_last(conn):
    first, second = step(1), step(1, kind=RelationKind.PRESENT_IN)
    other = step(2, effect=Effect.CLOSES)
    put_steps(conn, [first, second, other, first], at=NOON)
    assert find_steps(conn) == [first, second, other]
    put_steps(conn, [second], at=later(1))
    assert find_steps(conn) == [second, other]
    assert find_steps(conn, Filter(as_of=NOON)) == [first, second, other]
    drop_steps(conn, ["i_1", "i_9"], at=later(2))
    assert find_steps(conn) == [other]


def test_steps_are_found_by_kind_place_actor_and_day(conn):
    goma = step(1)
    bukavu = step(2, place=BUKAVU, earliest=date(2025, 2, 14), latest=date(2025, 2, 16))
    backs = step(3, kind=RelationKind.BACKS, subject=RWANDA, object=M23, place=None, earliest=None, latest=None)
    put_steps(conn, [goma, bukavu, backs], at=NOON)
    assert find_steps(conn, Filter(until=date(2025, 2, 14))) == [backs, goma]
    assert find_steps(conn, kinds=["controls"]) == [goma, bukavu]
    assert find_steps(conn, Filter(places=(GOMA.geonameid or 0,))) == [goma]
    assert find_steps(conn, Filter(actors=("group:m23",), limit=2)) == [backs, goma]
    assert find_steps(conn, Filter(actor_names=("rwanda",), countries=("RWA",))) == []
    assert find_steps(conn, Filter(actor_names=("rwanda",))) == [backs]


def decision(n, **values):
    base = Judgement(f"j_{n}", later(n), "ana", Verdict.SAME, "m_1", "m_2", None, None, "same day, same town")
    return replace(base, **values)


def test_decisions_are_kept_in_order_and_undone_by_rows(conn):
    edit = decision(2, verdict=Verdict.EDIT, right=None, field="killed", value="7", why=None)
    assert [put_judgement(conn, j) for j in (decision(1), edit, decision(1, why="again"))] == [True, True, False]
    assert list_judgements(conn) == [decision(1), edit]
    undo_judgement(conn, "j_1", at=later(5), by="ben", why="two towns")
    assert list_judgements(conn) == [edit]
    assert list_judgements(conn, as_of=later(4)) == [decision(1), edit]
    with pytest.raises(BadInput, match="undone already"):
        undo_judgement(conn, "j_1", at=later(6), by="ben")
    with pytest.raises(BadInput, match="no decision j_7"):
        undo_judgement(conn, "j_7", at=later(6), by="ben")


def test_a_run_is_begun_and_ended_and_tells_what_it_left_out(conn):
    begin_run(conn, run(1))
    begin_run(conn, run(2, started=later(1)))
    done = run(1, ended=later(2), documents=3, incidents=2, skipped=1)
    end_run(conn, done)
    assert runs(conn) == [done, run(2, started=later(1))]
    assert runs(conn, ["u_2"]) == [run(2, started=later(1))]
    left = [Skipped("a.html", "page", "no text"), Skipped("b.html", "page", "French is not read")]
    put_skipped(conn, left, run="u_1", at=NOON)
    assert (skipped(conn, "u_1"), skipped(conn, "u_2"), skipped(conn)) == (left, [], left)
    with pytest.raises(BadInput, match="no run u_3"):
        end_run(conn, run(3))


def test_a_moment_without_a_time_zone_is_an_error_that_says_so(conn):
    with pytest.raises(BadInput, match="has no time zone"):
        put(conn, incident(1), at=datetime(2025, 1, 1))


def test_moments_come_back_in_utc_whatever_zone_they_were_given_in(conn):
    from zoneinfo import ZoneInfo

    begin_run(conn, run(1, started=NOON.astimezone(ZoneInfo("Africa/Kinshasa"))))
    assert runs(conn)[0].started == NOON
    assert runs(conn)[0].started.tzinfo == UTC
