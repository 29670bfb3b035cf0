"""The documents say what the program does: reference made anew, commands described, links and paths that exist."""

import importlib.util
import re
from pathlib import Path

import pytest
import typer

from tocsin.cli import app

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "ARCHITECTURE.md"])
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
    assert f"tocsin {command} " in by_hand, f"no example of tocsin {command} in tutorial.md or howto.md"


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
