"""Rows of columns: pages that go on where the last one ended, and what is joined into columns."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_columns import GOMA, KIVU, LAST, NOWHERE, SAKE, columns, one, rows

from tocsin.base.errors import BadInput
from tocsin.study import rows as study_rows
from tocsin.study.column_changes import joined
from tocsin.study.columns import quads_of

GIVEN = (one(1, "2025-01-03"), one(2, "2025-01-01"), one(3, LAST), one(4, "2025-01-02"), one(5, "2025-01-02"))


def test_pages_go_on_where_the_last_one_ended():
    found = rows(columns(*GIVEN))
    first = found.ids(limit=2)
    assert (first.ids, first.next) == (("i_001", "i_005"), "2025-01-02 i_005")
    second = found.ids(limit=2, after=first.next)
    assert (second.ids, second.next) == (("i_004", "i_002"), "2025-01-01 i_002")
    assert found.ids(limit=2, after=second.next) == type(first)(("i_003",), None)


def test_a_page_goes_on_although_the_incident_there_is_gone():
    found = rows(columns(*(g for g in GIVEN if g[0] != "i_005")))
    assert found.ids(after="2025-01-02 i_005").ids == ("i_004", "i_002", "i_003")
    assert found.ids(after="2025-01-02 i_0045", newest_first=False).ids == ("i_001", "i_003")


def test_a_page_goes_on_among_those_without_a_day():
    found = rows(columns(one(1, LAST), one(2, LAST), one(3, LAST), one(4)))
    assert found.ids(after=f"{LAST} i_001").ids == ("i_002", "i_003")
    assert found.ids(limit=2).ids == ("i_004", "i_001")


def test_a_cursor_that_is_none_is_an_error():
    with pytest.raises(BadInput, match="'page 2' is no place to go on from"):
        rows(columns(*GIVEN)).ids(after="page 2")


def test_the_span_is_of_those_with_a_day():
    assert rows(columns(*GIVEN)).span() == (date(2025, 1, 1), date(2025, 1, 3))
    assert rows(columns(one(1, LAST))).span() is None


def test_an_actor_counts_once_in_an_incident_whatever_its_ids():
    parties = ((1, "group:m23", "M23"), (1, "group:m23", "M23"), (1, None, "M23"), (2, "group:m23", "M23"))
    given = columns(*GIVEN, parties=parties)
    assert rows(given).facets(["actor"]) == {"actor": (("M23", 2),)}
    assert rows(given, actors=("group:m23",)).total == rows(given, actor_names=("m23",)).total == 2


def test_who_takes_part_in_what_is_not_there_is_left_out():
    assert rows(columns(*GIVEN, parties=((9, None, "M23"),))).facets(["actor"]) == {"actor": ()}


def test_a_mode_that_the_ontology_lacks_has_the_class_of_its_type():
    given = columns(one(1, mode="unheard-of"), one(2, type="AID"), one(3, type="UNHEARD"), one(4, type="HAZARD"))
    quads = dict(zip(given.ids.tolist(), quads_of(given.type, given.mode).tolist(), strict=True))
    assert quads == {b"i_001": 4, b"i_002": 2, b"i_003": 0, b"i_004": 0}


CELLS = st.tuples(
    st.integers(0, 12),
    st.sampled_from(["2025-01-01", "2025-01-02", "1994-04-07", LAST]),
    st.sampled_from([GOMA, SAKE, KIVU, NOWHERE]),
    st.sampled_from(["ASSAULT", "AID", "RETREAT"]),
    st.sampled_from(["M23", "FARDC", "UN"]),
)


def all_of(cells):
    """Return columns of cells, of which the last of each number holds."""
    last = {c[0]: c for c in cells}
    return columns(
        *(one(n, day, place, type=kind) for n, day, place, kind, _ in last.values()),
        parties=[(n, None, who) for n, _, _, _, who in last.values()],
        days={"2025-01-01": len(last)},
    )


def told(given):
    """Return all that columns say of each incident, in their order."""
    names = [[] for _ in range(len(given))]
    for row, code in zip(given.parties.rows, given.parties.codes, strict=True):
        names[row].append(given.parties.keys[code][2])
    plain = (given.ids, given.numbers, given.first, given.last, given.score, given.origins, given.quads)
    return [
        (*(column[row] for column in plain), given.type.values[given.type.codes[row]],
         given.places.keys[given.place[row]], given.places.precisions[given.place[row]], names[row])
        for row in range(len(given))
    ]  # fmt: skip


@given(st.lists(CELLS, max_size=10), st.lists(CELLS, max_size=6), st.lists(st.integers(0, 14), max_size=4))
def test_columns_joined_are_columns_made_at_once(old, new, gone):
    expected = [c for c in old if c[0] not in gone]
    found = joined(all_of(old), all_of(new), [f"i_{n:03}" for n in gone])
    at_once = all_of([*expected, *new])
    assert told(found) == told(at_once)
    assert found.by_id.tolist() == at_once.by_id.tolist()
    assert found.published == all_of(new).published
    fields = ("type", "place", "country", "actor")
    assert rows(found).facets(fields) == rows(at_once).facets(fields)


def test_what_several_windows_of_a_map_need_is_counted_once(monkeypatch):
    counted, go_on, count = [], Event(), study_rows.newest

    def slow(*given):
        counted.append(given)
        assert go_on.wait(10)
        return count(*given)

    monkeypatch.setattr(study_rows, "newest", slow)
    found = rows(columns(*GIVEN))
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(found.clusters, (-10, 20, 10, 40), zoom) for zoom in (2, 4, 6, 8)]
        go_on.set()
        assert {sum(c.count for c in a.result(10)) for a in asked} == {len(GIVEN)}
    assert len(counted) == 1


def test_a_claim_has_the_stance_and_the_field_that_are_asked_for():
    draft_of = [(1, "affirms", "killed"), (1, "denies", "act"), (2, "denies", "killed"), (9, "denies", "killed")]
    given = columns(*GIVEN, said=draft_of)
    assert rows(given, stances=("denies",)).total == 2
    assert rows(given, fields=("killed",)).total == 2
    assert rows(given, stances=("denies",), fields=("killed",)).ids().ids == ("i_002",)
    assert rows(given, stances=("denies",), fields=("wounded",)).total == 0
