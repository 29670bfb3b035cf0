"""The index: the same answers as the store gives, whatever is asked, and after every change."""

import random
import shutil
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from coded import PAGES, lines, story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin import indexing
from tocsin.base.errors import BadInput
from tocsin.base.geo import LOCAL
from tocsin.base.incidents import Filter
from tocsin.indexing import Index
from tocsin.record import open_record
from tocsin.store import columns as kept
from tocsin.store.engine import open_store
from tocsin.store.incidents import find_incidents

# When the store of the tests held a part of what it holds.
EARLY = datetime(2025, 3, 1, 0, 1, tzinfo=UTC)
FEW = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def ids(rows, **how):
    """Return all ids of rows, read page by page."""
    found, page = [], rows.ids(**how)
    while True:
        found += page.ids
        if page.next is None:
            return found
        page = rows.ids(**how, after=page.next)


def told(record, wanted):
    with record._store.read() as conn:
        return [i.id for i in find_incidents(conn, wanted, mentions=False)]


@pytest.fixture(scope="module")
def all_of(asked):
    return asked.incidents()


def some(values):
    return st.one_of(st.just(()), st.lists(st.sampled_from(sorted(values)), max_size=3).map(tuple))


@st.composite
def filters(draw, found):
    """Draw a filter of values that the record has, each left out as often as not."""
    placed = [i.place for i in found if i.place]
    parties = [a for i in found for a in (*i.actors, *i.recipients)]
    said = [c for i in found for c in i.claims]
    days = st.one_of(st.none(), st.sampled_from(sorted({i.start for i in found if i.start})))
    rarely = st.integers(0, 3).map(lambda n: n == 0)

    def now_and_then(values):
        return draw(some(values)) if draw(rarely) else ()

    return Filter(
        since=draw(days) if draw(rarely) else None,
        until=draw(days) if draw(rarely) else None,
        places=now_and_then({p.geonameid for p in placed if p.geonameid}),
        countries=now_and_then({p.country for p in placed if p.country}),
        admin1=now_and_then({p.admin1 for p in placed if p.admin1}),
        admin1_country=draw(st.sampled_from([None, "COD", "RWA"])),
        place_names=now_and_then({p.name.upper() for p in placed}),
        actors=now_and_then({a.id for a in parties if a.id}),
        actor_names=now_and_then({f" {a.name.upper()}" for a in parties}),
        speakers=now_and_then({c.speaker.id for c in said if c.speaker and c.speaker.id}),
        speaker_names=now_and_then({c.speaker.name for c in said if c.speaker}),
        types=now_and_then({i.type for i in found}),
        modes=now_and_then({i.mode for i in found if i.mode}),
        statuses=now_and_then({i.status.value for i in found}),
        told=now_and_then({i.told.value for i in found}),
        stances=now_and_then({"affirms", "denies"}),
        fields=now_and_then({c.field for c in said}),
        min_score=draw(st.sampled_from([0.0, 0.0, *sorted({i.score for i in found})[:5]])),
        min_origins=draw(st.sampled_from([0, 0, 0, 1, 2])),
        words=draw(st.sampled_from([None, None, None, "rebels", '"North Kivu"', "Goma -airport"])),
        as_of=draw(st.sampled_from([None, None, None, None, EARLY, datetime(2030, 1, 1, tzinfo=UTC)])),
    )  # fmt: skip


@FEW
@given(data=st.data())
def test_any_filter_gives_the_incidents_that_the_store_gives(asked, all_of, data):
    wanted = data.draw(filters(all_of))
    assert ids(asked.index.fitting(wanted), newest_first=False) == told(asked, wanted)


@pytest.mark.parametrize("wanted", [{}, {"place": "Goma"}, {"actor": "M23", "status": "disputed"}, {"words": "army"}])
def test_what_is_asked_in_words_is_what_the_record_gives(asked, wanted):
    assert ids(asked.index.rows(wanted), newest_first=False) == [i.id for i in asked.incidents(**wanted)]


def test_a_limit_is_the_pages_own(asked):
    assert asked.index.rows({"limit": 1}).total == len(asked.incidents())


def test_words_without_a_word_are_an_error(asked):
    with pytest.raises(BadInput, match="has no word to look for"):
        asked.index.rows({"words": "-"})


@pytest.mark.parametrize("limit", [1, 7, 1000])
def test_pages_go_from_the_newest_to_the_oldest_and_those_without_a_day_come_last(asked, limit):
    days = {i.id: i.start or i.first_reported for i in asked.incidents()}
    found = ids(asked.index.rows({}), limit=limit)
    assert sorted(found) == sorted(days)
    dated = [(days[i], i) for i in found if days[i]]
    assert dated == sorted(dated, reverse=True)
    assert all(days[i] is None for i in found[len(dated) :])


def test_facets_count_the_incidents_that_have_a_value(asked, all_of):
    counts = asked.index.rows({}).facets(indexing.FACETS, most=1000)
    expected = {
        "type": Counter(i.type for i in all_of),
        "mode": Counter(i.mode for i in all_of if i.mode),
        "status": Counter(i.status.value for i in all_of),
        "told": Counter(i.told.value for i in all_of),
        "country": Counter(i.place.country for i in all_of if i.place and i.place.country),
        "admin1": Counter(i.place.admin1 for i in all_of if i.place and i.place.admin1),
        "place": Counter(i.place.name for i in all_of if i.place and i.place.precision != "country"),
        "actor": Counter(name for i in all_of for name in {a.name for a in (*i.actors, *i.recipients)}),
        "quad": Counter(str(i.quad) for i in all_of if i.quad),
        "origins": Counter(str(i.origins) for i in all_of),
    }
    assert {field: dict(found) for field, found in counts.items()} == expected
    assert all([n for _, n in found] == sorted((n for _, n in found), reverse=True) for found in counts.values())


def test_a_facet_that_there_is_not_is_an_error(asked):
    with pytest.raises(BadInput, match="'colour' has no facet; give some of type"):
        asked.index.rows({}).facets(["type", "colour"])


def test_points_areas_and_what_has_no_place_are_all_there_is(asked, all_of):
    rows = asked.index.rows({})
    points = [i for i in all_of if i.place and i.place.precision in LOCAL - {"district"} and i.place.lat is not None]
    clusters = rows.clusters(None, 3)
    assert sum(c.count for c in clusters) == len(points) > 0
    assert sum(a.count for a in rows.areas()) == len([i for i in all_of if i.place]) - len(points) > 0
    assert rows.unplaced == len([i for i in all_of if not i.place]) > 0
    # A cluster stands where one of its incidents happened.
    assert {(c.lat, c.lon) for c in clusters} <= {(i.place.lat, i.place.lon) for i in points}
    assert {i for c in clusters for i in c.ids} <= {i.id for i in points}


def test_a_timeline_counts_each_incident_of_the_time_of_the_documents_once(asked, all_of):
    published = [d.published for d in asked.documents() if d.published]
    buckets = asked.index.rows({}).timeline("month")
    assert (buckets[0].start, buckets[-1].start) == (min(published).replace(day=1), max(published).replace(day=1))
    days = [i.start or i.first_reported for i in all_of]
    for bucket in buckets:
        assert bucket.incidents == sum(bucket.start <= d < bucket.end for d in days if d)
        assert bucket.documents == sum(bucket.start <= d < bucket.end for d in published)
    assert asked.index.rows({}).outside("month") == sum(d is not None for d in days) - sum(b.incidents for b in buckets)


def test_the_index_knows_when_the_record_changed(record):
    assert record.index.stamp == max(change.at for change in record.changes(since="2000-01-01"))
    for wanted in ({}, {"as_of": "2030-01-01"}):
        rows = record.index.rows(wanted)
        assert (rows.version, rows.stamp) == (record.index.version, record.index.stamp)


def same(record):
    """Compare an index that has followed the record with one made now."""
    fresh = Index(record._store, lambda: record._names)
    now, then = record.index._now().columns, fresh._now().columns
    assert (record.index.version, record.index.stamp) == (fresh.version, fresh.stamp)
    assert ids(record.index.rows({})) == ids(fresh.rows({}))
    assert [now.places.keys[p] for p in now.place] == [then.places.keys[p] for p in then.place]
    assert [now.places.precisions[p] for p in now.place] == [then.places.precisions[p] for p in then.place]
    for name in ("numbers", "first", "last", "score", "origins", "quads", "by_id", "days", "documents"):
        assert getattr(now, name).tolist() == getattr(then, name).tolist(), name
    every = {"most": 1000, "fields": indexing.FACETS}
    assert record.index.rows({}).facets(**every) == fresh.rows({}).facets(**every)
    assert record.index.rows({"actor": "M23"}).total == fresh.rows({"actor": "M23"}).total > 0
    for said in ({"stance": "denies"}, {"field": "killed"}, {"stance": "affirms", "field": "act"}):
        assert ids(record.index.rows(said)) == ids(fresh.rows(said)) != [], said


@pytest.fixture
def always_joined(monkeypatch):
    """Let an index of a few incidents follow changes as a large one does, and fail if it reads all afresh."""
    monkeypatch.setattr(indexing, "LARGE_PART", 1e9)


def test_an_index_follows_what_is_added_changed_merged_and_undone(record, always_joined, tmp_path):
    versions = [record.index.version]

    def changed():
        assert record.index.version not in versions
        versions.append(record.index.version)
        same(record)

    record.add([lines(tmp_path / "more.jsonl", story("M23 rebels killed 12 people in Bunia on 3 February 2025."))])
    changed()
    a, b, c = [i.id for i in record.incidents(type="ASSAULT")][:3]
    made = record.judge("same", a, b, by="amina")
    changed()
    assert b not in ids(record.index.rows({}))
    record.judge("edit", c, by="amina", field="type", value="AID")
    changed()
    record.undo(made.id, by="amina")
    changed()
    assert b in ids(record.index.rows({}))


def test_an_index_reads_only_what_changed(record, always_joined, monkeypatch):
    a, b, c = [i.id for i in record.incidents(type="ASSAULT")][:3]
    record.judge("same", a, b, by="amina")
    before = record.index.rows({}).total
    read, asked_for = kept.read_facts, []
    monkeypatch.setattr(kept, "read_facts", lambda conn, ids=None: asked_for.append(ids) or read(conn, ids))
    record.judge("same", a, c, by="amina")
    assert record.index.rows({}).total == before - 1
    assert [sorted(some) for some in asked_for] == [[a]]


def test_what_did_not_change_is_read_once(record, monkeypatch):
    first = record.index.rows({"place": "Goma"})
    monkeypatch.setattr(kept, "read_facts", None)
    record.index.refresh()
    assert record.index.rows({"place": "Goma"}) is first
    assert record.index.rows({"place": "Goma", "limit": 3}) is first


def test_an_empty_record_has_an_index(empty):
    rows = empty.index.rows({})
    assert (rows.total, ids(rows), rows.timeline("day"), rows.clusters(None, 2), rows.areas()) == (0, [], (), (), ())
    assert (rows.bounds(), rows.span(), empty.index.stamp) == (None, None, None)
    assert rows.facets(["type", "actor", "place"]) == {"type": (), "actor": (), "place": ()}
    assert empty.index.rows({"actor": "M23", "words": "war", "stance": "denies", "as_of": "2025-01-01"}).total == 0


def test_an_index_that_was_empty_follows_too(empty, quick):
    assert empty.index.rows({}).total == 0
    empty.add(PAGES[:2])
    assert empty.index.rows({}).total == len(empty.incidents()) > 0


def test_threads_that_ask_while_one_reads_get_what_there_was(record, monkeypatch):
    before = record.index.rows({}).total
    reading, go_on, read = Event(), Event(), indexing._changed

    def slow(conn, then):
        reading.set()
        assert go_on.wait(10)
        return read(conn, then)

    monkeypatch.setattr(indexing, "_changed", slow)
    a, b = [i.id for i in record.incidents(type="ASSAULT")][:2]
    record.judge("same", a, b, by="amina")
    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(lambda: record.index.rows({}).total)
        assert reading.wait(10)
        assert record.index.rows({}).total == before
        go_on.set()
        assert later.result(10) == before - 1


def test_many_threads_get_the_same_answers(asked):
    index = Index(asked._store, lambda: asked._names)
    wanted = [{"place": p, "since": d} for p in ("Goma", "COD") for d in (date(2025, 1, 20), date(2025, 1, 27))]
    expected = [asked.index.rows(w).facets(["actor"]) for w in wanted]
    jobs = [random.Random(n).randrange(4) for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: index.rows(wanted[n]).facets(["actor"]), jobs))
    assert found == [expected[n] for n in jobs]


def test_what_many_ask_at_once_is_worked_out_once(record, monkeypatch):
    record.index.refresh()
    asked_for, go_on, read = [], Event(), kept.ids_said

    def slow(conn, wanted):
        asked_for.append(wanted)
        assert go_on.wait(10)
        return read(conn, wanted)

    monkeypatch.setattr(kept, "ids_said", slow)
    with ThreadPoolExecutor(8) as pool:
        found = [pool.submit(lambda: record.index.rows({"speaker": "Rwanda"}).total) for _ in range(8)]
        go_on.set()
        assert {f.result(10) for f in found} == {len(record.incidents(speaker="Rwanda"))}
    assert len(asked_for) == 1


def test_an_answer_that_failed_is_asked_for_again(record, monkeypatch):
    read = kept.ids_said
    monkeypatch.setattr(kept, "ids_said", lambda conn, wanted: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        record.index.rows({"speaker": "Rwanda"})
    monkeypatch.setattr(kept, "ids_said", read)
    assert record.index.rows({"speaker": "Rwanda"}).total == len(record.incidents(speaker="Rwanda")) > 0


def test_what_was_known_is_as_it_was_known(record):
    a, b = [i.id for i in record.incidents(type="ASSAULT")][:2]
    then = record.index.stamp
    record.judge("same", a, b, by="amina")
    assert b not in ids(record.index.rows({}))
    was = record.index.rows({"as_of": then + timedelta(seconds=1)})
    assert b in ids(was)
    assert was.total == record.index.rows({}).total + 1
    assert was.facets(["actor", "place"]) != {"actor": (), "place": ()}
    assert sum(c.count for c in was.clusters(None, 5)) > 0


@pytest.fixture
def large(monkeypatch):
    """Let every store be a large one, of which the columns are kept."""
    monkeypatch.setattr(indexing, "LARGE", 1)
    monkeypatch.setattr(indexing, "LARGE_PART", 1e9)


def kept_file(record):
    (found,) = Path(record._store.url).parent.glob("*.columns*")
    return found


def again_from_file(record, monkeypatch):
    """Return an index made now, and how often it has read all incidents."""
    read, all_read = indexing._read, []
    monkeypatch.setattr(
        indexing, "_read", lambda conn, ids: (all_read.append(1) if ids is None else None) or read(conn, ids)
    )
    index = Index(record._store, lambda: record._names)
    index.refresh()
    return index, len(all_read)


def test_a_large_record_is_read_from_the_file_beside_it(record, large, monkeypatch):
    before = told(record, Filter())
    record.index.refresh()
    index, times = again_from_file(record, monkeypatch)
    assert (ids(index.rows({}), newest_first=False), times) == (before, 0)
    every = {"most": 1000, "fields": indexing.FACETS}
    assert index.rows({}).facets(**every) == record.index.rows({}).facets(**every)
    assert index.rows({}).clusters(None, 5) == record.index.rows({}).clusters(None, 5)
    assert ids(index.rows({"stance": "denies"})) == ids(record.index.rows({"stance": "denies"})) != []
    assert (index.version, index.stamp) == (record.index.version, record.index.stamp)


def test_what_changed_since_the_file_was_written_is_read(record, large, monkeypatch):
    record.index.refresh()
    a, b = [i.id for i in record.incidents(type="ASSAULT")][:2]
    record.judge("same", a, b, by="amina")
    index, times = again_from_file(record, monkeypatch)
    assert (ids(index.rows({}), newest_first=False), times) == (told(record, Filter()), 0)


def test_the_file_of_another_store_is_not_used(record, empty, large, monkeypatch, quick):
    record.index.refresh()
    kept_file(record).replace(Path(empty._store.url).with_name("empty.db.columns"))
    empty.add(PAGES[:2])
    index, times = again_from_file(empty, monkeypatch)
    assert (ids(index.rows({}), newest_first=False), times) == (told(empty, Filter()), 1)


@pytest.mark.parametrize("content", [b"", b"nothing of ours", b"PK\x03\x04"])
def test_a_file_that_is_broken_is_written_anew(record, large, monkeypatch, content):
    record.index.refresh()
    kept_file(record).write_bytes(content)
    index, times = again_from_file(record, monkeypatch)
    assert (ids(index.rows({}), newest_first=False), times) == (told(record, Filter()), 1)
    assert len(kept_file(record).read_bytes()) > 1000


def test_a_small_record_keeps_no_file(record):
    record.index.refresh()
    assert list(Path(record._store.url).parent.glob("*.columns*")) == []


def test_another_store_in_the_place_of_an_open_one_is_read_afresh(made_store, tmp_path):
    with open_store(tmp_path / "empty.db"):
        pass
    shutil.copy(made_store, tmp_path / "s.db")
    with open_record(tmp_path / "s.db", create=False) as opened:
        assert opened.index.rows({}).total
        (tmp_path / "empty.db").replace(tmp_path / "s.db")
        assert opened.index.rows({}).total == 0
