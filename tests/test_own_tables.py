"""A user's own tables laid over ours: what comes out, in one process and two, beside what our tables alone give."""

import io
from datetime import date

import pytest
from compact import failures, read_of, show
from golden_text import GOLDEN
from rich.console import Console

from tocsin import runs
from tocsin.base.model import Document
from tocsin.base.overlay import read_overlay
from tocsin.base.tables import NO_OVERLAY, in_force, using
from tocsin.pipeline import BATCH, load_tools, run
from tocsin.record import open_record
from tocsin.runs import tables_version
from tocsin.store.runs import runs as stored_runs
from tocsin.write.explanation import explanation

OWN = GOLDEN / "own"
PUBLISHED = date(2025, 2, 22)
SENTENCE = "Blue Lake Front gunmen kneecapped a trader in Kivira on Friday."


@pytest.fixture(scope="module")
def own_tools():
    """Return tools loaded with the tables of the golden cases; the gazetteer is compiled at the first run ever."""
    return load_tools(tables=OWN)


def explained(reading):
    console = Console(file=io.StringIO(), width=400)
    console.print(explanation(reading))
    return console.file.getvalue()


def unmet(reading, expected):
    """Return the expected lines that a reading does not give, and what it gives beyond them."""
    lines = [e for e in expected if "|" in e or e == "..."]
    missing, extra = failures(reading.mentions, lines)
    told = explained(reading)
    return (
        missing,
        [show(m, reading.mentions) for m in extra],
        [e for e in expected if e not in lines and e not in told],
    )


@pytest.mark.golden("own_tables.txt")
def test_own_tables_golden(given_, expected, own_tools, tools):
    assert unmet(read_of(given_, own_tools, published=PUBLISHED), expected) == ([], [], [])
    assert unmet(read_of(given_, tools, published=PUBLISHED), expected) != ([], [], [])


def test_overlays_of_one_process_do_not_leak(own_tools, tools):
    """Words that are read while coding are those of the tools, whichever coded before."""
    told = [explained(read_of(SENTENCE, t, published=PUBLISHED)) for t in (tools, own_tools, tools, own_tools)]
    assert told[0] == told[2] != told[1] == told[3]
    assert in_force() is NO_OVERLAY


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_worker_processes_read_with_own_tables(own_tools):
    docs = [Document(str(n), SENTENCE, published=PUBLISHED) for n in range(BATCH + 2)]
    one, two = (list(run(docs, own_tools, jobs=n)) for n in (1, 2))
    assert [r.mentions for r in one] == [r.mentions for r in two]
    assert {m.actors[0].id for r in two for m in r.mentions} == {"group:blue-lake"}


def test_a_run_tells_which_own_tables_made_it():
    alone = tables_version()
    overlay = read_overlay(OWN)
    with using(overlay):
        assert tables_version() == f"{alone}+{overlay.digest}"


def test_a_record_is_asked_and_added_to_with_own_tables(tmp_path, own_tools, monkeypatch):
    page = tmp_path / "page.txt"
    page.write_text(SENTENCE, encoding="utf-8")
    monkeypatch.setattr(runs, "load_tools", lambda: own_tools)
    with open_record(tmp_path / "own.db", tables=OWN) as record:
        record.add([page], published=PUBLISHED)
        (incident,) = record.incidents(actor="BLF")
        with record.store.read() as conn:
            (run_,) = stored_runs(conn)
        assert record.names.who("Blue Lake Front").ids == ("group:blue-lake",)
    with open_record(tmp_path / "own.db") as record:
        assert record.names.who("Blue Lake Front").ids == ()
    assert incident.place.name == "Kivira"
    assert run_.tables.endswith(f"+{own_tools.overlay.digest}")
