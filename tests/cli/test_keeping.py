"""Commands on what the store holds: what adding and recoding say, documents, changes."""

import csv
import json
import os
from datetime import UTC, date, datetime
from io import StringIO

from made import DOCUMENT

from tocsin.record import Added
from tocsin.write.rows import CHANGE_COLUMNS, DOCUMENT_COLUMNS


def test_add_passes_paths_on_as_they_are_and_makes_the_store(ask, record):
    ask(
        "add",
        "./pages",
        "https://kivupost.example/goma",
        "--published",
        "2025-02-22",
        "--jobs",
        "2",
        "--store",
        "new.db",
    )
    given = record.asked["add"]
    assert given["paths"] == ["./pages", "https://kivupost.example/goma"]
    assert (given["published"], given["jobs"]) == (date(2025, 2, 22), 2)
    assert record.calls["open"] == [(("new.db",), {"create": True})]


def test_add_uses_every_core_unless_told(ask, record):
    ask("add", "pages")
    assert record.asked["add"]["jobs"] == os.cpu_count()


def test_add_says_what_it_did_and_what_to_do_next(ask):
    result = ask("add", "pages", "--store", "new.db")
    assert result.exit_code == 0
    for words in (
        "74 new, 2 revised, 3 known already, 12 copies of others, 6 skipped",
        "300 begun, 45 changed, 2 merged or ended",
        "tocsin incidents --store new.db",
    ):
        assert words in result.stdout
    assert "skipped 6 documents: its language is 'fr'" in result.stderr


def test_add_of_what_is_known_is_no_failure(ask, record):
    record.added = Added(unchanged=4)
    result = ask("add", "pages")
    assert result.exit_code == 0
    assert "0 new, 4 known already" in result.stdout


def test_add_of_nothing_fails(ask, record):
    record.added = Added()
    result = ask("add", "pages")
    assert result.exit_code == 1
    assert "nothing to read" in result.stderr


def test_add_that_is_stopped_says_what_is_kept(ask, record, monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(record, "add", stopped)
    result = ask("add", "pages")
    assert result.exit_code != 0
    assert "what was added up to here is kept" in result.stderr


def test_recode_says_what_changed_and_how_to_see_it(ask):
    text = ask("recode").stdout
    assert "79 coded afresh, 6 skipped" in text
    assert "tocsin changes --since 20" in text


def test_recode_without_effect_says_so(ask, record):
    record.added = Added(unchanged=9)
    assert "No incident has changed." in ask("recode").stdout


def test_documents_in_every_form(ask, record):
    (line, _) = ask("documents", "--outlet", "Kivu", "--format", "jsonl").stdout.splitlines()
    assert json.loads(line)["id"] == DOCUMENT.id
    assert record.asked["documents"]["outlet"] == "Kivu"
    rows = list(csv.DictReader(StringIO(ask("documents", "--format", "csv").stdout)))
    assert tuple(rows[0]) == DOCUMENT_COLUMNS
    assert "copy of d_000000000002" in ask("documents").stdout


def test_changes_since_a_day_or_a_moment(ask, record):
    ask("changes", "--since", "2025-03-01")
    assert record.asked["changes"]["since"] == datetime(2025, 3, 1, tzinfo=UTC)
    ask("changes", "--since", "2025-03-01T09:30+02:00")
    assert record.asked["changes"]["since"] == datetime(2025, 3, 1, 7, 30, tzinfo=UTC)


def test_changes_in_every_form(ask):
    lines = ask("changes", "--since", "2025-03-01", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(x)["what"] for x in lines] == ["changed", "merged"]
    text = ask("changes", "--since", "2025-03-01", "--format", "csv").stdout
    assert tuple(next(csv.reader(StringIO(text)))) == CHANGE_COLUMNS
    assert "judged the same as" in ask("changes", "--since", "2025-03-01").stdout


def test_no_change_is_said(ask, record):
    record.is_empty = True
    assert "nothing has changed since 2025-03-01" in ask("changes", "--since", "2025-03-01").stderr


def test_changes_refuse_a_wrong_day(ask):
    result = ask("changes", "--since", "March")
    assert result.exit_code == 2
    assert "--since 'March' is not a date" in result.stderr
