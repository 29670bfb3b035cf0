from dataclasses import replace

from made_records import BUKAVU, M23, NOON, RWANDA, claim, incident, later, member, mention

from tocsin.base.provenance import Change
from tocsin.store.changes import changes
from tocsin.store.incidents import candidates, get_incidents, incidents_of, members_of, put_incidents
from tocsin.store.mentions import drop_mentions, put_mentions


def put(conn, *incidents, at=NOON, keys=None, run="u_1"):
    return put_incidents(conn, incidents, keys=keys or {}, run=run, at=at, by="merging", why="new report")


def test_an_incident_comes_back_as_it_went_in(conn):
    whole = incident(1, mentions=(member(2), member(1)), claims=(claim(2), claim(1)))
    bare = incident(2, place=None, start=None, end=None, first_reported=None, actors=(), claims=(), mentions=())
    put(conn, whole, bare)
    assert get_incidents(conn, ["i_2", "i_1", "i_9", "i_2"]) == [bare, whole]


def test_putting_an_incident_twice_writes_no_revision(conn):
    assert put(conn, incident(1)) == [Change("i_1", "incident", "added", NOON, "merging", "new report", 1)]
    again = incident(1, revision=7, aliases=("i_x",))
    assert put(conn, again, at=later(1), keys={"i_1": ["k"]}) == []
    assert get_incidents(conn, ["i_1"]) == [incident(1)]
    assert candidates(conn, ["k"], per_key=5) == {"k": ["i_1"]}


def test_a_change_of_values_members_or_claims_is_a_revision(conn):
    put(conn, incident(1))
    changed = [
        incident(1, documents=2),
        incident(1, documents=2, mentions=(member(1), member(2))),
        incident(1, documents=2, mentions=(member(1), member(2)), claims=()),
    ]
    for hour, new in enumerate(changed, 1):
        assert [(c.what, c.revision) for c in put(conn, new, at=later(hour))] == [("changed", hour + 1)]
        assert get_incidents(conn, ["i_1"]) == [replace(new, revision=hour + 1)]


def test_what_was_known_at_a_moment_can_be_asked(conn):
    first = incident(1, mentions=(member(1),), claims=(claim(1),))
    later_claim = claim(1, superseded_by="c_2")
    second = incident(1, documents=2, mentions=(member(1), member(2)), claims=(later_claim, claim(2, speaker=RWANDA)))
    put(conn, first)
    put(conn, second, at=later(2))
    known = [get_incidents(conn, ["i_1"], as_of=later(h)) for h in (-1, 0, 1, 2, 3)]
    assert known == [[], [first], [first], [replace(second, revision=2)], [replace(second, revision=2)]]


def test_a_mention_moves_from_one_incident_to_another(conn):
    put(conn, incident(1, mentions=(member(1), member(2))), incident(3))
    put(conn, incident(1), incident(3, mentions=(member(2), member(3))), at=later(1))
    assert members_of(conn, ["i_1", "i_3", "i_9"]) == {"i_1": ["m_1"], "i_3": ["m_2", "m_3"]}
    assert incidents_of(conn, ["m_1", "m_2", "m_8"]) == {"m_1": "i_1", "m_2": "i_3"}


def test_a_dropped_mention_leaves_its_incident(conn):
    put_mentions(conn, [mention(1), mention(2)], run="u_1", at=NOON)
    put(conn, incident(1, mentions=(member(1), member(2))))
    drop_mentions(conn, ["m_2"], at=later(1), why="coded afresh")
    assert members_of(conn, ["i_1"]) == {"i_1": ["m_1"]}
    assert [m.mention for m in get_incidents(conn, ["i_1"], as_of=NOON)[0].mentions] == ["m_1", "m_2"]


def test_a_mention_that_is_dropped_and_put_again_is_a_member_again_without_a_revision(conn):
    put_mentions(conn, [mention(1)], run="u_1", at=NOON)
    put(conn, incident(1))
    drop_mentions(conn, ["m_1"], at=later(1), why="coded afresh")
    put_mentions(conn, [mention(1)], run="u_2", at=later(1))
    assert put(conn, incident(1), at=later(1)) == []
    assert get_incidents(conn, ["i_1"]) == [incident(1)]


def test_candidates_are_the_most_recently_changed_of_each_key(conn):
    put(conn, *(incident(n) for n in range(5)), keys={f"i_{n}": ["a", f"b{n}"] for n in range(5)})
    put(conn, incident(2, documents=4), at=later(1), keys={"i_2": ["a"]})
    found = candidates(conn, ["a", "b1", "b2", "none"], per_key=2)
    assert found == {"a": ["i_2", "i_4"], "b1": ["i_1"]}


def test_many_keys_are_asked_in_parts(conn):
    put(conn, *(incident(n) for n in range(300)), keys={f"i_{n}": [f"k{n}"] for n in range(300)})
    assert candidates(conn, [f"k{n}" for n in range(400)], per_key=3) == {f"k{n}": [f"i_{n}"] for n in range(300)}


def test_changes_are_told_since_a_moment(conn):
    put(conn, incident(1), incident(2))
    put(conn, incident(1, actors=(M23, RWANDA), place=BUKAVU), at=later(1))
    assert [(c.id, c.what, c.revision) for c in changes(conn, NOON)] == [
        ("i_1", "added", 1),
        ("i_2", "added", 1),
        ("i_1", "changed", 2),
    ]
    assert [c.id for c in changes(conn, later(0.5))] == ["i_1"]
