"""Own tables on the command line: the check, the option, the environment."""

import json

import pytest
from golden_text import GOLDEN
from typer.testing import CliRunner

from tocsin.base.tables import in_force
from tocsin.cli import app, coding, tables

OWN = GOLDEN / "own"
GROUPS = "id\tname\tcountry\tsector\n"
SENTENCE = "The BLF attacked Goma on Friday."


@pytest.fixture
def call(monkeypatch, tools):
    """Return a function that runs a command; the gazetteer is that of our places."""
    monkeypatch.delenv("TOCSIN_TABLES", raising=False)
    monkeypatch.setattr(tables, "open_gazetteer", lambda **_: tools.gazetteer)
    return lambda *args, **more: CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=False, **more)


@pytest.fixture
def groups(tmp_path):
    path = tmp_path / "own" / "actors" / "groups.tsv"
    path.parent.mkdir(parents=True)
    path.write_text(GROUPS + "group:blue-lake\tBLF\tCOD\tREB\n", encoding="utf-8")
    return path


@pytest.fixture
def told(monkeypatch):
    """Return a list that gets the digest of the tables that each command loads its tools with."""
    found = []

    def load(**_):
        found.append(in_force().digest)
        raise KeyboardInterrupt

    monkeypatch.setattr(coding, "load_tools", load)
    return found


def test_tables_says_what_each_row_does(call):
    result = call("tables", OWN)
    assert result.exit_code == 0
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "actors/groups.tsv 2 added group:blue-lake" in lines
    assert "actors/groups.tsv 3 in the place of ours group:codeco" in lines
    assert "lexicon/ASSAULT.tsv 3 takes ours out waylay v" in lines


def test_tables_for_machines(call, groups):
    result = call("tables", groups.parents[1], "--format", "jsonl")
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"table": "actors/groups.tsv", "line": 2, "change": "added", "row": "group:blue-lake"}
    ]


def test_tables_tells_a_bad_row_and_ends_with_2(call, groups):
    groups.write_text(GROUPS + "group:blue-lake\tBLF\tCOD\tREBL\n", encoding="utf-8")
    result = call("tables", groups.parents[1])
    assert result.exit_code == 2
    assert "groups.tsv, line 2: sector 'REBL' is not known; allowed: " in result.stderr


def test_tables_takes_the_folder_of_the_environment(call, groups):
    assert "group:blue-lake" in call("tables", env={"TOCSIN_TABLES": str(groups.parents[1])}).stdout


def test_tables_without_a_folder_says_how_to_name_one(call):
    result = call("tables")
    assert result.exit_code == 2
    assert "no folder is given; name one, tocsin tables DIR, or set the environment's TOCSIN_TABLES" in result.stderr


@pytest.mark.parametrize("command", ["code", "annotate", "explain"])
@pytest.mark.parametrize("by", ["option", "environment"])
def test_what_codes_text_reads_with_own_tables(call, groups, told, tmp_path, command, by):
    story = tmp_path / "story.txt"
    story.write_text(SENTENCE, encoding="utf-8")
    option = ["--tables", groups.parents[1]] if by == "option" else []
    env = {"TOCSIN_TABLES": str(groups.parents[1])} if by == "environment" else {}
    call(command, SENTENCE if command == "explain" else story, *option, env=env)
    call(command, SENTENCE if command == "explain" else story)
    assert [bool(digest) for digest in told] == [True, False]


@pytest.mark.parametrize("command", ["code", "annotate", "explain", "score", "add"])
def test_a_folder_that_is_not_there_is_told(call, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    given = ["a", "b"] if command == "score" else ["a"]
    result = call(command, *given, "--tables", tmp_path / "none")
    assert result.exit_code == 2
    assert "there is no folder" in result.stderr


def test_names_of_own_tables_can_be_asked_for(call, groups, ask, record):
    """Commands that only ask read the environment too."""
    seen = []
    record.incidents = lambda **_: seen.append(in_force().digest) or []
    ask("incidents", env={"TOCSIN_TABLES": str(groups.parents[1])})
    assert seen[0]
