"""Documents added: twice, in halves, in other order, killed, by two at once, with another text."""

import multiprocessing
import random
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from coded import PAGES, assert_whole, groups, lines, mentions_of, state, story

from tocsin import runs as runs_module
from tocsin.base.model import Status
from tocsin.cli import app
from tocsin.record import open_record
from tocsin.store.documents import get_documents
from tocsin.store.runs import runs, skipped

FALL = (
    "M23 rebels seized the town of Sake on Monday, killing 12 people, residents said. "
    "Rwanda denied that its troops were there."
)
RETOLD = "M23 rebels seized the town of Minova on Monday, killing 7 people, residents said."


def test_adding_twice_changes_nothing(record):
    before, began = state(record), datetime(2025, 3, 2, tzinfo=UTC)
    added = record.add(PAGES)
    assert (added.documents, added.revised, added.begun, added.changed, added.ended) == (0, 0, 0, 0, 0)
    assert added.unchanged == len(PAGES) - 1
    assert state(record) == before
    assert record.changes(since=began) == []


def test_each_mention_is_in_one_incident(asked):
    assert_whole(asked)
    assert len(mentions_of(asked)) > 50


def test_a_page_in_another_language_is_skipped_with_the_reason(asked):
    with asked._store.read() as conn:
        (left,) = skipped(conn)
        (run,) = runs(conn)
    assert "quotidien" in left.file
    assert left.reason == "its language is 'fr'; only en is read"
    assert (run.documents, run.skipped) == (len(PAGES) - 1, 1)
    assert run.ended


@pytest.mark.parametrize("order", ["halves", "backwards"])
def test_another_order_keeps_the_same_documents_and_mentions(asked, empty, order):
    half = len(PAGES) // 2
    for part in [PAGES[:half], PAGES[half:]] if order == "halves" else [PAGES[::-1]]:
        empty.add(part)
    assert_whole(empty)
    assert mentions_of(empty) == mentions_of(asked)
    assert {d.id for d in empty.documents()} == {d.id for d in asked.documents()}
    # Merging goes by what came first, so that a few differ; most are as in one go.
    same = groups(empty) & groups(asked)
    assert len(same) >= 0.8 * len(groups(asked))


def test_the_clock_and_the_run_are_kept_with_what_is_made(empty):
    empty.add(PAGES[:1])
    with empty._store.read() as conn:
        (run,) = runs(conn)
    assert run.id.startswith("u_")
    assert "reader" not in run.model
    assert {c.by for c in empty.changes(since="2025-03-01")} == {run.id}


def test_a_document_that_cannot_be_coded_is_skipped_and_the_others_are_kept(empty, quick, tmp_path, monkeypatch):
    from tocsin import pipeline

    def fail(readings, tools):
        if any("Sake" in r.document.text for r in readings):
            raise ValueError("a broken sentence")
        return readings

    monkeypatch.setattr(pipeline, "STEPS", (("annotate", fail), *pipeline.STEPS))
    given = lines(
        tmp_path / "n.jsonl",
        story(FALL + " Bad one."),
        story("Police arrested ten men in Bukavu.", "story-2"),
        {"id": "x"},
    )
    added = empty.add([given])
    assert added.documents == 1
    assert [s.reason for s in added.skipped] == [
        "no text: a record needs its words in 'text'; it has id",
        "ValueError: a broken sentence",
    ]
    with empty._store.read() as conn:
        assert skipped(conn) == list(added.skipped)


def test_another_text_under_one_id_is_a_revision(empty, tmp_path):
    given = tmp_path / "n.jsonl"
    empty.add([lines(given, story(FALL))])
    (seizure,) = empty.incidents(type="ASSAULT", place="Sake")
    first_day = empty.changes(since="2025-03-01")[-1].at
    added = empty.add([lines(given, story(RETOLD))])
    assert (added.documents, added.revised) == (0, 1)
    assert_whole(empty)
    assert {m.place.name for m in empty.mentions("story-1") if m.type == "ASSAULT"} == {"Minova"}
    assert empty.incidents(type="ASSAULT", words="Sake") == []
    changed = [(c.kind, c.id, c.what) for c in empty.changes(since=first_day + timedelta(seconds=1))]
    assert ("document", "story-1", "changed") in changed
    assert ("incident", seizure.id, "deleted") in changed or ("incident", seizure.id, "changed") in changed
    then = empty.incidents(type="ASSAULT", as_of=first_day)
    assert [i.place.name for i in then if i.place] == ["Sake"]
    with empty._store.read() as conn:
        assert get_documents(conn, ["story-1"], first_day)["story-1"].text == FALL
        assert get_documents(conn, ["story-1"])["story-1"].text == RETOLD


def test_two_texts_under_one_id_in_one_file_are_two_revisions(empty, tmp_path):
    added = empty.add([lines(tmp_path / "n.jsonl", story(FALL), story(RETOLD))])
    assert (added.documents, added.revised) == (1, 1)
    assert_whole(empty)
    assert {m.evidence.text for m in empty.mentions("story-1")} <= {RETOLD}


def test_a_sentence_that_stays_keeps_its_incident_when_a_text_is_revised(empty, tmp_path):
    given = tmp_path / "n.jsonl"
    empty.add([lines(given, story(FALL))])
    (before,) = empty.incidents(type="ASSAULT", place="Sake")
    empty.add([lines(given, story("A correction to the date was made.\n\n" + FALL))])
    (after,) = empty.incidents(type="ASSAULT", place="Sake")
    assert after.id == before.id
    assert after.mentions[0].mention != before.mentions[0].mention


def test_a_copy_counts_for_nothing_and_one_that_is_revised_stands_for_itself(empty, tmp_path):
    body = " ".join([FALL, "The town lies on the road to Goma.", "Thousands fled towards the lake with what they could carry.",
                     "Aid workers said that the hospital was full and that shells had hit a camp on its edge."])  # fmt: skip
    wire = lines(tmp_path / "w.jsonl", story(body))
    empty.add([wire, lines(tmp_path / "c.jsonl", story(body, "story-2", outlet="Daily Copy", published="2025-01-29"))])
    (seizure,) = empty.incidents(type="ASSAULT", mode="territory", place="Sake")
    assert [m.is_copy for m in seizure.mentions] == [False, True]
    assert {c.document for c in seizure.claims} == {"story-1"}
    assert seizure.origins == 1
    other = "Floods killed nine people in Uvira, the mayor said, and washed away the bridge to the port of the town."
    empty.add([lines(tmp_path / "w.jsonl", story(other))])
    copy = next(d for d in empty.documents() if d.id == "story-2")
    assert copy.copy_of is None
    (seizure,) = empty.incidents(type="ASSAULT", mode="territory", place="Sake")
    assert {c.document for c in seizure.claims} == {"story-2"}


def test_two_processes_of_coding_make_the_same(asked, tmp_path, coder, monkeypatch):
    from tocsin import runs as module

    monkeypatch.setattr(module, "load_tools", lambda: coder.tools)
    with open_record(tmp_path / "two.db") as record:
        record.add(PAGES, jobs=2)
        assert groups(record) == groups(asked)


# Small documents, so that the processes that are killed have much to keep.
def many(path, n):
    places = ("Goma", "Sake", "Bukavu", "Minova", "Masisi", "Rutshuru", "Kalehe", "Uvira")
    told = [
        story(f"Rebels killed {k % 9 + 2} people in {places[k % 8]} on {k % 27 + 1} January, residents said.", f"s-{k}")
        for k in range(n)
    ]
    return lines(path, *told)


def add_in_child(where, path):
    """Run ``tocsin add`` in a process of its own, which has what is loaded here."""
    command = ["add", str(path), "--store", str(where), "--jobs", "1"]
    child = multiprocessing.get_context("fork").Process(target=app, args=(command,))
    child.start()
    return child


def kept_so_far(where):
    if not where.exists():
        return 0
    with open_record(where) as record:
        return len(record.documents())


def test_a_run_that_is_killed_at_any_moment_is_completed_by_the_next(tmp_path, quick, capfd):
    where, given, chance = tmp_path / "k.db", many(tmp_path / "n.jsonl", 96), random.Random(4)
    with open_record(tmp_path / "whole.db") as other:
        other.add([given])
        held = []
        for n in range(6):
            child = add_in_child(where, given)
            if n % 2:  # until a batch is kept: it dies in a later one; else anywhere from the start on
                before = held[-1] if held else 0
                until(lambda before=before: kept_so_far(where) > before, 20)
            time.sleep(chance.uniform(0, 0.4))
            child.kill()
            child.join()
            if where.exists():
                with open_record(where) as record:
                    assert_whole(record)
                    held.append(len(record.documents()))
        assert held == sorted(held)
        assert held[-1] > 0
        with open_record(where) as record:
            record.add([given])
            assert_whole(record)
            assert mentions_of(record) == mentions_of(other)
            assert [d.id for d in record.documents()] == [d.id for d in other.documents()]
            assert groups(record) == groups(other)


def test_two_processes_add_to_one_store_at_once(tmp_path, quick, capfd):
    where, first, second = tmp_path / "t.db", many(tmp_path / "a.jsonl", 40), many(tmp_path / "b.jsonl", 60)
    children = [add_in_child(where, path) for path in (first, second)]
    for child in children:
        child.join(90)
    assert [child.exitcode for child in children] == [0, 0], capfd.readouterr()
    with open_record(where) as record:
        assert len(record.documents()) == 60
        assert_whole(record)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="the system lists no processes under /proc")
def test_the_workers_of_a_run_that_is_killed_end_with_it(tmp_path, tools, monkeypatch):
    monkeypatch.setattr(runs_module, "load_tools", lambda: tools)
    given = many(tmp_path / "n.jsonl", 400)
    command = ["add", str(given), "--store", str(tmp_path / "w.db"), "--jobs", "2"]
    child = multiprocessing.get_context("fork").Process(target=app, args=(command,))
    child.start()
    workers = until(lambda: children_of(child.pid))
    child.kill()
    child.join()
    assert until(lambda: not any(map(lives, workers)))


def lives(pid):
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


def children_of(pid):
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def until(found, seconds=60):
    """Return what a function finds, once it finds anything."""
    end = time.monotonic() + seconds
    while not (there := found()) and time.monotonic() < end:
        time.sleep(0.05)
    return there


def test_coding_afresh_with_the_same_version_changes_nothing(record):
    before, began = state(record), datetime(2025, 3, 2, tzinfo=UTC)
    added = record.recode()
    assert (added.revised, added.begun, added.changed, added.ended) == (len(PAGES) - 1, 0, 0, 0)
    assert state(record) == before
    assert record.changes(since=began) == []


def moved(place, geonameid):
    """Return a change of the pipeline: what happened in Goma happened elsewhere."""

    def change(reading):
        def other(m):
            in_goma = m.place is not None and m.place.name == "Goma"
            return replace(m, place=replace(m.place, name=place, geonameid=geonameid)) if in_goma else m

        return replace(reading, mentions=tuple(other(m) for m in reading.mentions))

    return change


def test_another_pipeline_changes_mentions_and_incidents_follow(record, quick):
    before = {i.id for i in record.incidents() if i.place and i.place.name == "Goma"}
    quick.change = moved("Bukavu", 217831)
    added = record.recode()
    assert added.changed >= len(before) / 2
    assert_whole(record)
    assert [i for i in record.incidents() if i.place and i.place.name == "Goma"] == []
    assert before & {i.id for i in record.incidents(place="Bukavu")}


def test_a_mention_under_another_id_goes_on_in_its_incident(record, quick):
    from tocsin.base.ids import content_id

    before = {i.id: i for i in record.incidents()}
    quick.change = lambda r: replace(
        r, mentions=tuple(replace(m, id=content_id("m", m.id, "new"), about=None) for m in r.mentions)
    )
    added = record.recode()
    assert_whole(record)
    assert (added.begun, added.ended) == (0, 0) or added.begun < len(before) / 10
    kept = before.keys() & {i.id for i in record.incidents()}
    assert len(kept) >= 0.9 * len(before)


def test_what_is_no_longer_read_is_deleted_and_leaves_a_tombstone(record, quick):
    gone = {i.id for i in record.incidents() if i.type == "HAZARD"}
    assert gone
    quick.change = lambda r: replace(r, mentions=tuple(m for m in r.mentions if m.type != "HAZARD"))
    began = datetime(2025, 3, 2, tzinfo=UTC)
    record.recode()
    assert record.incidents(type="HAZARD") == []
    deleted = {c.id for c in record.changes(since=began) if c.what == "deleted"}
    assert gone <= deleted
    assert {i.id for i in record.incidents(type="HAZARD", as_of=began)} == gone
    assert record.show(min(gone), as_of=began).type == "HAZARD"


def test_what_no_longer_opens_a_relation_takes_it_back(record, quick):
    def held():
        return [r for r in record.standing(place="Goma", kind="controls") if r.subject.id == "group:m23"]

    assert held()
    planned = {"status": Status.PLANNED}
    quick.change = lambda r: replace(r, relations=(), mentions=tuple(replace(m, **planned) for m in r.mentions))
    record.recode()
    assert held() == []


def test_days_are_kept_as_given(empty, tmp_path):
    given = tmp_path / "a.txt"
    given.write_text(FALL, encoding="utf-8")
    empty.add([given], published=date(2025, 1, 28))
    assert [d.published for d in empty.documents()] == [date(2025, 1, 28)]


def test_what_is_piped_in_is_added(empty):
    from io import BytesIO

    assert empty.add(["-"], stdin=BytesIO(FALL.encode())).documents == 1
