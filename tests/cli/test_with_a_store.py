"""Every command on a real store: JSON lines parse and have the names of the contract; tables and errors are for people."""

import csv
import json
import shutil
from io import StringIO

import pytest
from coded import PAGES, lines, story
from typer.testing import CliRunner

from tocsin.cli import app

DOCUMENT = {"id", "file", "url", "title", "published", "outlet", "language", "copy_of", "origin"}
INCIDENT = {
    "id", "type", "mode", "time", "place", "actors", "recipients", "counts", "origins", "status", "mentions",
}  # fmt: skip
MENTION = {"document", "file", "trigger", "evidence"}
RELATION = {"kind", "subject", "object", "place", "from", "until", "status", "files"}
CLAIM = {"id", "incident", "field", "value", "stance", "speaker", "document", "evidence", "origin"}


@pytest.fixture
def run(made_store, quick, tmp_path, monkeypatch):
    """Return a function that runs a command on a store of the test's own."""
    shutil.copy(made_store, tmp_path / "tocsin.db")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOCSIN_STORE", raising=False)
    return lambda *args: CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=False)


def records(result):
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("command", "names"),
    [
        (("documents",), DOCUMENT),
        (("incidents",), INCIDENT),
        (("incidents", "--place", "Goma", "--actor", "M23", "--type", "assault", "--until", "2025-02-01"), INCIDENT),
        (("claims",), CLAIM),
        (("claims", "--speaker", "DR Congo", "--stance", "denies"), CLAIM),
        (("standing", "--as-of", "2025-01-31", "--place", "North Kivu"), RELATION),
        (("standing",), RELATION),
        (("actor", "M23"), {"name", "ids", "incidents", "claims", "standing", "done", "by_month"}),
        (("place", "Goma"), {"name", "ids", "place", "incidents", "claims", "standing"}),
        (("search", "airport"), {"kind", "id", "title", "day", "snippet"}),
        (("changes", "--since", "2025-03-01"), {"id", "kind", "what", "at", "by", "why", "revision"}),
    ],
)
def test_json_lines_have_the_names_of_the_contract(run, command, names):
    found = records(run(*command, "--format", "jsonl"))
    assert found
    assert all(names <= r.keys() for r in found)


@pytest.mark.parametrize(
    "command",
    [
        ("documents",), ("incidents",), ("claims",), ("standing", "--as-of", "2025-01-31"), ("actor", "M23"),
        ("place", "Goma"), ("search", "airport"), ("changes", "--since", "2025-03-01"),
    ],
)  # fmt: skip
def test_every_answer_is_a_table_for_people_and_csv_for_spreadsheets(run, command):
    assert len(run(*command).stdout.splitlines()) > 3
    rows = list(csv.DictReader(StringIO(run(*command, "--format", "csv").stdout)))
    assert rows
    assert all(None not in row for row in rows)


def test_an_incident_in_json_lines_leads_to_its_words(run):
    found = records(run("incidents", "--format", "jsonl"))
    assert all(i["mentions"] for i in found)
    for m in (m for i in found for m in i["mentions"]):
        assert m.keys() >= MENTION
        assert m["trigger"] in m["evidence"] or "\n" in m["evidence"]
        assert m["file"].endswith(".html")
    files = {d["id"]: d["file"] for d in records(run("documents", "--format", "jsonl"))}
    assert all(files[m["document"]] == m["file"] for i in found for m in i["mentions"])


def test_a_relation_in_json_lines_has_bounds_and_files(run):
    found = records(run("standing", "--as-of", "2025-01-31", "--format", "jsonl"))
    assert all({"earliest", "latest"} <= r["from"].keys() for r in found)
    assert all(r["files"] for r in found)


def test_show_shows_what_each_listing_lists(run):
    for command in ("incidents", "documents", "claims"):
        id_ = records(run(command, "--format", "jsonl"))[0]["id"]
        assert id_ in run("show", id_).stdout
        assert records(run("show", id_, "--format", "jsonl"))[0]["id"] == id_


def test_add_judge_undo_and_recode_from_the_command_line(run, tmp_path):
    before = records(run("incidents", "--format", "jsonl"))
    first, second = [i["id"] for i in before if i["type"] == "ASSAULT"][:2]
    assert "kept: same" in run("judge", "same", first, second, "--by", "amina").stdout
    (decision,) = records(run("judge", "--list", "--format", "jsonl"))
    assert decision["by"] == "amina"
    assert len(records(run("incidents", "--format", "jsonl"))) == len(before) - 1
    assert run("judge", "--undo", decision["id"], "--by", "amina").exit_code == 0
    assert {i["id"] for i in records(run("incidents", "--format", "jsonl"))} == {i["id"] for i in before}
    assert run("judge", "edit", first, "killed", "10-15", "--by", "amina").exit_code == 0
    (edited,) = records(run("show", first, "--format", "jsonl"))
    assert edited["counts"]["killed"] == {"low": 10, "best": None, "high": 15}
    result = run("add", lines(tmp_path / "n.jsonl", story("Police arrested ten men in Bukavu on Monday.")), "--jobs", 1)
    assert "1 new" in result.stdout
    assert "0 new" in run("add", *PAGES, "--jobs", 1).stdout
    assert "No incident has changed." in run("recode", "--jobs", 1).stdout


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (("show", "i_nothing"), "nothing with the id 'i_nothing'"),
        (("incidents", "--place", "Xyzzyville"), "no place is called 'Xyzzyville'"),
        (("incidents", "--type", "WAR"), "type='WAR' is unknown; give one of"),
        (("incidents", "--words", "..."), "no word to look for"),
        (("claims", "--field", "dead"), "field='dead' is unknown"),
        (("claims", "--about", "i_nothing"), "no incident 'i_nothing'"),
        (("place", "Xyzzyville"), "no place is called"),
        (("search", "--", "-football"), "no word to look for"),
        (("judge", "same", "i_1", "i_2", "--by", "amina"), "no incident or mention 'i_1'"),
        (("judge", "--undo", "j_1", "--by", "amina"), "no decision j_1"),
        (("add", "nothing.html", "--store", "missing/tocsin.db"), "The folder missing"),
    ],
)
def test_a_wrong_question_ends_with_a_sentence_and_code_2(run, command, message):
    result = run(*command)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_a_file_that_is_not_there_is_skipped_with_the_reason(run):
    result = run("add", "nothing.html")
    assert result.exit_code == 1
    assert "nothing.html" in result.stderr
