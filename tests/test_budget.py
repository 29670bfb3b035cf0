"""Sizes (CONTRIBUTING.md): small modules, small functions, few parameters."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

SRC = Path(__file__).parents[1] / "src" / "tocsin"
FILES = sorted(p for p in SRC.rglob("*.py") if p.name != "__init__.py")
MODULE_LINES, MEDIAN_MODULE = 400, 250
FUNCTION_LINES, SHORT, SHORT_SHARE = 60, 25, 0.9
PARAMETERS = 8


def functions(path: Path) -> Iterator[tuple[str, int, int]]:
    """Yield name, lines without docstring, and number of parameters of each function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if ast.get_docstring(node):
                doc = node.body[0]
                lines -= (doc.end_lineno or doc.lineno) - doc.lineno + 1
            yield node.name, lines, len(node.args.args) + len(node.args.kwonlyargs)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_module_fits(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MODULE_LINES


def test_modules_are_small_in_the_main() -> None:
    assert median(len(p.read_text(encoding="utf-8").splitlines()) for p in FILES) <= MEDIAN_MODULE


def test_no_function_is_long_or_wide() -> None:
    found = [(f"{p.relative_to(SRC)}:{n}", lines, args) for p in FILES for n, lines, args in functions(p)]
    cli = {f for f, _, _ in found if f.startswith("cli/")}
    assert [f for f, lines, args in found if lines > FUNCTION_LINES or (args > PARAMETERS and f not in cli)] == []
    assert sum(lines <= SHORT for _, lines, _ in found) / len(found) >= SHORT_SHARE


def test_test_names_are_unique_in_each_file() -> None:
    for path in Path(__file__).parent.rglob("test_*.py"):
        names = [n.name for n in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(n, ast.FunctionDef)]
        assert len(names) == len(set(names)), f"{path}: a test is defined twice and one never runs"
