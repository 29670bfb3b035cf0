"""The documents say what the program does: reference made anew, commands described, links and paths that exist."""

import importlib.util
import json
import re
from importlib.resources import as_file
from pathlib import Path

import pytest
import typer

from tocsin.base.tables import data_folder
from tocsin.cli import app
from tocsin.documents.read import read
from tocsin.pipeline import run
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


def test_readme_shows_a_record_of_the_demo(tools):
    """The example of README is what the demo gives, but for the reasons, which it leaves out."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = json.loads(re.search(r"```json\n(.*?)```", text, re.DOTALL)[1])
    with as_file(data_folder().joinpath("demo", "el-fasher.html")) as page:
        (reading,) = run(read([page]), tools)
    (made,) = [m for m in map(mention_dict, reading.mentions) if m["evidence"] == shown["evidence"]]
    assert shown == _without_reasons(made)


def _without_reasons(value):
    if isinstance(value, dict):
        return {k: _without_reasons(v) for k, v in value.items() if k not in ("reason", "reasons")}
    return [_without_reasons(v) for v in value] if isinstance(value, list) else value


def test_readme_code_runs(capsys):
    """The Python example of README prints a mention of what its sentence tells."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    assert "ASSAULT asserted Sake" in capsys.readouterr().out
