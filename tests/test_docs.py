"""The documents say what the program does: reference made anew, links and paths that exist, and examples that run."""

import importlib.util
import json
import os
import re
import shlex
import shutil
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tocsin import holdings, pipeline
from tocsin.base.tables import data_folder, in_force, per_overlay
from tocsin.cli import app, coding
from tocsin.cli import demo as demo_command
from tocsin.documents.read import read
from tocsin.naming import load_names
from tocsin.record import open_record
from tocsin.write.native import mention_dict

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "ARCHITECTURE.md", ROOT / "README.md"])
COMMANDS = sorted(typer.main.get_command(app).commands)
_LINK = re.compile(r"\[[^\]]*\]\((?!https?:|#)([^)#]+)")
_CALL = re.compile(r"^\s*(?:\$ )?(?:.*\| )?tocsin (\w+)(.*)$", re.MULTILINE)
_PATH = re.compile(r"`((?:src|tests|docs|benchmarks)/[\w./-]+)`")


def reference():
    spec = importlib.util.spec_from_file_location("make_reference", DOCS / "make_reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_reference_is_up_to_date():
    stale = reference().stale()
    assert not stale, f"out of date: {', '.join(stale)}; run python docs/make_reference.py"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command):
    assert f"## tocsin {command}\n" in (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    by_hand = "".join((DOCS / n).read_text(encoding="utf-8") for n in ("tutorial.md", "howto.md"))
    assert re.search(rf"tocsin {command}\b", by_hand), f"no example of tocsin {command} in tutorial.md or howto.md"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_says_what_it_is_for(command):
    found = typer.main.get_command(app).commands[command]
    assert found.help
    assert not [p.name for p in found.params if not p.help]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_paths_exist(page):
    for path in _PATH.findall(page.read_text(encoding="utf-8")):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_examples_use_commands_and_options_that_exist(page):
    commands = typer.main.get_command(app).commands
    for block in re.findall(r"```(?:sh|console)\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        for name, rest in _CALL.findall(block):
            assert name in commands, f"tocsin {name}"
            known = {o for p in commands[name].params for o in p.opts} | {"--help"}
            used = set(re.findall(r"(?<=\s)--[\w-]+", rest.split(" | ")[0].split(" # ")[0]))
            assert used <= known, f"tocsin {name}: {used - known}"


TOLD = data_folder().joinpath("demo", "pages", "2025-02-16-continental-wire-1.html")


def test_readme_shows_a_record_of_the_demo(tools):
    """The example of README is what a page of the demo gives, but for the reasons, which it leaves out."""
    shown = json.loads(blocks(ROOT / "README.md", "json")[0])
    (reading,) = pipeline.run(read([Path(str(TOLD))]), tools)
    mentions = map(mention_dict, reading.mentions)
    (made,) = [m for m in mentions if (m["evidence"], m["trigger"]) == (shown["evidence"], shown["trigger"])]
    assert shown == _without_reasons(made)


def _without_reasons(value):
    if isinstance(value, dict):
        return {k: _without_reasons(v) for k, v in value.items() if k not in ("reason", "reasons")}
    return [_without_reasons(v) for v in value] if isinstance(value, list) else value


def blocks(page, *languages):
    """Return the blocks of code of a page that are of some languages, in order."""
    return re.findall(rf"```(?:{'|'.join(languages)})\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


def test_the_tutorial_quotes_its_pages():
    pages = {p: p.read_text(encoding="utf-8") for p in Path(str(data_folder().joinpath("demo", "pages"))).iterdir()}
    quotes = [q for b in blocks(DOCS / "tutorial.md", "text") for q in re.findall("“(.*?)”", b)]
    assert quotes
    assert not [q for q in quotes if not any(q in text for text in pages.values())]


STORY = "Rebels attacked the town of Bunia on Friday, and police arrested two men in Kinshasa."
MARKED = {
    "type": "ASSAULT", "trigger": "attacked", "quote": "Rebels attacked the town of Bunia on Friday", "status": "asserted",
}  # fmt: skip
# The files that the documents speak of, and what is in them here.
FILES = {
    "news.jsonl": json.dumps({"id": "one", "published": "2025-02-22", "outlet": "The Post", "text": STORY}),
    "news.csv": f'id,published,text\ntwo,2025-02-22,"{STORY}"\n',
    "story.txt": STORY,
    "answers.jsonl": json.dumps({"doc": "one", "events": [MARKED]}),
}
# The tables of the user's own that the documents show, each below its name.
OWN = dict(
    re.findall(r"`mytables/(\S+)`:\n\n```tsv\n(.*?)```", (DOCS / "howto.md").read_text(encoding="utf-8"), re.DOTALL)
)
names, own_tools = per_overlay(load_names), per_overlay(pipeline.load_tools)


@pytest.fixture
def folder(tools, quick, small_store, few_pages, tmp_path, monkeypatch):
    """Return a folder as the documents suppose it: a store with a few pages of the demo, and files to read."""
    for store in ("tocsin.db", "tocsin-demo.db"):
        shutil.copy(small_store, tmp_path / store)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name, text in OWN.items():
        (tmp_path / "mytables" / name).parent.mkdir(parents=True)
        (tmp_path / "mytables" / name).write_text(text, encoding="utf-8")
    demo = tmp_path / "src" / "tocsin" / "data" / "demo" / "pages"
    for place in (demo, *(tmp_path / n for n in ("pages", "folder", "downloads"))):
        place.mkdir(parents=True)
        for page in few_pages if place == demo else [Path(str(TOLD))]:
            shutil.copy(page, place)
    shutil.copy(Path(str(TOLD)), tmp_path / "page.html")
    monkeypatch.chdir(tmp_path)
    for setting in ("TOCSIN_STORE", "TOCSIN_TABLES"):
        monkeypatch.delenv(setting, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.setattr(holdings, "load_names", lambda is_told: replace(names(), is_told=is_told))
    monkeypatch.setattr(demo_command, "pages", contextmanager(lambda: iter([[str(p) for p in few_pages]])))
    for module in (coding, pipeline):
        monkeypatch.setattr(module, "load_tools", lambda **_: own_tools() if in_force().digest else tools)
    return tmp_path


def commands(page):
    """Return the commands of a page that can be run here: those that ask no server and need no keyboard."""
    lines = [line.split(" # ")[0].strip() for b in blocks(page, "sh", "console") for line in b.splitlines()]
    ours = [line for line in lines if re.match(r"(?:cat \S+ \| )?tocsin ", line) and "://" not in line]
    return [line for line in ours if line != "tocsin judge" and not re.match("tocsin (serve|mcp)", line)]


def with_ids(line):
    """Return a command with ids of the store in place of those of the document, which are examples."""
    with open_record("tocsin.db") as record:
        incidents = record.incidents(type="ASSAULT")
        if "j_" in line:
            made = [j.id for j in record.judgements()] or [record.judge("right", incidents[0].id, by="test").id]
            line = re.sub(r"j_[0-9a-f]{12}", made[-1], line)
        if re.search("d_[0-9a-f]{12}", line):
            line = re.sub(r"d_[0-9a-f]{12}", record.documents()[-1].id, line)
    if "m_" in line:
        line = re.sub(r"m_[0-9a-f]{12}", max(incidents, key=lambda i: i.documents).mentions[-1].mention, line)
    for example, there in zip(dict.fromkeys(re.findall(r"i_[0-9a-f]{12}", line)), incidents, strict=False):
        line = line.replace(example, there.id)
    return line


@pytest.mark.parametrize("names_", [("docs/tutorial.md",), ("docs/howto.md", "README.md")], ids=["tutorial", "others"])
def test_commands_run(folder, names_):
    found = [line for name in names_ for line in commands(ROOT / name)]
    assert len(found) > 10
    for line in dict.fromkeys(found):
        before, _, call = (
            with_ids(line).rpartition("tocsin ") if line.startswith("cat") else ("", "", with_ids(line)[7:])
        )
        given = Path(before.split()[1]).read_text(encoding="utf-8") if before else None
        args = shlex.split(call.split(" | ")[0].split(" > ")[0])
        result = CliRunner().invoke(app, args, input=given, catch_exceptions=False)
        assert result.exit_code == 0, f"{line}: {result.stderr}"
        assert result.stdout or result.stderr, f"{line}: prints nothing"
        # "nothing in the record fits" would show a reader nothing.
        assert "nothing in the record" not in result.stderr or "docs/howto.md" in names_, line


@pytest.mark.parametrize("name", ["README.md", "docs/howto.md"])
def test_python_runs(folder, name, capsys):
    found = blocks(ROOT / name, "python")
    assert found
    for code in found:
        exec(compile(code, name, "exec"), {})
        assert capsys.readouterr().out, code


def test_own_tables_do_what_the_document_says(folder):
    """The rows, what ``tocsin tables`` says of them, and that they are seen in ``explain``."""
    call = next(line for line in commands(DOCS / "howto.md") if "--tables mytables" in line and "explain" in line)
    shown = next(b for b in blocks(DOCS / "howto.md", "text") if "takes ours out" in b)
    checked = CliRunner().invoke(app, ["tables", "mytables"], catch_exceptions=False)
    assert [line.rstrip() for line in checked.stdout.splitlines()] == shown.splitlines()
    told = CliRunner().invoke(app, shlex.split(call)[1:], catch_exceptions=False).stdout
    for name, line in (("actors/groups.tsv", 2), ("places/sites.tsv", 2), ("lexicon/ASSAULT.tsv", 2)):
        assert f"own table {name}, line {line}" in " ".join(told.split())


def test_own_tables_of_the_document_are_those_of_the_golden_cases():
    """So that the gazetteer is compiled once for both."""
    own = Path(__file__).parent / "golden" / "own"
    assert {name: (own / name).read_text(encoding="utf-8") for name in OWN} == OWN


def test_readme_prints_a_mention_and_who_holds_the_town(folder, capsys):
    for code in blocks(ROOT / "README.md", "python"):
        exec(compile(code, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "ASSAULT asserted Sake" in printed
    assert "March 23 Movement 2025-02-1" in printed


def test_sql_runs(small_store):
    found = blocks(DOCS / "howto.md", "sql")
    assert found
    with closing(sqlite3.connect(f"file:{small_store}?mode=ro", uri=True)) as store:
        for query in found:
            assert store.execute(query).fetchall(), query
