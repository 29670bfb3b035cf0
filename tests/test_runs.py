"""Runs: what made a record is kept, progress is told, no model is loaded in vain."""

import json

import pytest
from coded import PAGES, lines, story

from tocsin import runs
from tocsin.record import open_record
from tocsin.store.runs import runs as runs_of


def kept(record):
    with record._store.read() as conn:
        return runs_of(conn)


def test_a_run_says_which_code_model_and_tables_made_it(asked):
    (run,) = kept(asked)
    assert run.command == "add"
    assert run.model.startswith("en_core_web_sm")
    assert len(run.tables) == 12
    assert json.loads(run.settings) == {"batch": 16}
    assert (run.documents, run.incidents) == (len(PAGES) - 1, len(asked.incidents()))
    assert run.started < run.ended


def test_the_digest_of_the_tables_is_of_what_they_hold(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    (folder / "words").mkdir(parents=True)
    (folder / "words" / "a.tsv").write_text("a\n", encoding="utf-8")
    (folder / "demo").mkdir()
    monkeypatch.setattr(runs, "data_folder", lambda: folder)
    before = runs._digest("tables")
    (folder / "demo" / "page.html").write_text("x", encoding="utf-8")
    assert runs._digest("tables") == before
    (folder / "words" / "a.tsv").write_text("b\n", encoding="utf-8")
    assert runs._digest("tables") != before


def test_no_model_is_loaded_for_what_is_known(record, monkeypatch):
    def fail():
        raise AssertionError("a model was loaded")

    monkeypatch.setattr(runs, "load_tools", fail)
    assert record.add(PAGES).unchanged == len(PAGES) - 1


def test_progress_is_told_of_every_document(empty, tmp_path):
    given = lines(tmp_path / "n.jsonl", *(story(f"Police arrested {n + 2} men.", f"s-{n}") for n in range(20)))
    told = []
    empty.add([given], progress=told.append)
    empty.add([given], progress=told.append)
    assert sum(told) == 40
    assert len(told) == 4


def test_two_runs_at_one_moment_are_two(quick, tmp_path):
    from datetime import UTC, datetime

    with open_record(tmp_path / "s.db", now=lambda: datetime(2025, 3, 1, tzinfo=UTC)) as record:
        record.add(PAGES[:1])
        record.add(PAGES[:1])
        record.recode()
        assert [r.command for r in kept(record)] == ["add", "add", "recode"] or len(kept(record)) == 3


def test_a_run_that_stops_keeps_the_batches_before(empty, quick, tmp_path, monkeypatch):
    given = lines(tmp_path / "n.jsonl", *(story(f"Police arrested {n + 2} men.", f"s-{n}") for n in range(20)))

    def stopped(documents, _tools, *, jobs=1):
        for n, found in enumerate(quick.run(documents, _tools)):
            if n == 17:
                raise KeyboardInterrupt
            yield found

    monkeypatch.setattr(runs, "run", stopped)
    with pytest.raises(KeyboardInterrupt):
        empty.add([given])
    assert len(empty.documents()) == 16
    assert kept(empty)[0].ended is None
    monkeypatch.setattr(runs, "run", quick.run)
    added = empty.add([given])
    assert (added.documents, added.unchanged) == (4, 16)


def test_families_lead_to_the_uppermost_parent():
    families = runs.families()
    assert families["group:m23"] == "group:afc"
    assert all(families.get(top, top) == top for top in families.values())
