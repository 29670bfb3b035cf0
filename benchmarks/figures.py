"""Score tocsin on the gold: python benchmarks/figures.py seed voa short plv m2e2 polnear geovirus lgl.

Gold is read in place from TOCSIN_GOLD or ../shared/gold, never copied.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tocsin.base.model import Document, Skipped
from tocsin.base.reading import Reading
from tocsin.documents.read import read
from tocsin.language.identify import language_of
from tocsin.pipeline import Tools, load_tools, run
from tocsin.write.native import layers_dict, mention_dict

ROOT = Path(__file__).parents[1]
PARTS = {
    "plv": ("plv", "plv/plv_train.jsonl"),
    "m2e2": ("m2e2", "m2e2/m2e2_dev.jsonl"),
    "polnear": ("attribution", "polnear/polnear_dev.jsonl"),
    "geovirus": ("geo", "geo/geovirus.jsonl"),
    "lgl": ("geo", "geo/lgl.jsonl"),
}
WHOLE = {
    "seed": ("seed/docs", "seed/gold"),
    "voa": ("voa/docs", "voa/gold"),
    "short": ("short/docs.jsonl", "short/gold.jsonl"),
}


def gold_folder() -> Path | None:
    """Return the folder of the gold, or None where there is none."""
    folder = Path(os.environ.get("TOCSIN_GOLD") or ROOT.parent / "shared" / "gold")
    return folder if folder.is_dir() else None


def documents_of(name: str, gold: Path) -> list[Document]:
    """Return the documents of one gold set, through tocsin's own reader."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "docs.jsonl"
        path.write_text("\n".join(json.dumps(d, ensure_ascii=False) for d in _rows(name, gold)), encoding="utf-8")
        found = list(read([str(path)], published=None, identify=language_of, stdin=sys.stdin.buffer))
    skipped = [s for s in found if isinstance(s, Skipped)]
    for s in skipped:
        print(f"  skipped {s.file}: {s.reason}", file=sys.stderr)
    return [d for d in found if isinstance(d, Document)]


def _rows(name: str, gold: Path) -> Iterable[dict[str, Any]]:
    if name in WHOLE:
        docs = gold / WHOLE[name][0]
        files = sorted(docs.glob("*.json")) if docs.is_dir() else []
        if files:
            return [json.loads(f.read_text(encoding="utf-8")) for f in files]
        return [json.loads(line) for line in docs.read_text(encoding="utf-8").split("\n") if line.strip()]
    kind, file = PARTS[name]
    out = _call(gold, "parts.py", "docs", kind, str(gold / file))
    return [json.loads(line) for line in out.split("\n") if line]  # not splitlines: texts hold other line ends


def _call(gold: Path, script: str, *args: str) -> str:
    done = subprocess.run([sys.executable, str(gold / script), *args], capture_output=True, text=True, check=True)
    return done.stdout


def figures(name: str, gold: Path, tools: Tools, *, jobs: int = 1, extra: tuple[str, ...] = ()) -> str:
    """Return what the gold's own scorer prints for one set."""
    results = list(run(documents_of(name, gold), tools, jobs=jobs))
    for skipped in [r for r in results if isinstance(r, Skipped)][:5]:
        print(f"  skipped {skipped.file}: {skipped.reason}", file=sys.stderr)
    readings = [r for r in results if isinstance(r, Reading)]
    layers = PARTS.get(name, ("", ""))[0] in ("attribution", "geo")
    rows = [layers_dict(r) for r in readings] if layers else [mention_dict(m) for r in readings for m in r.mentions]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "system.jsonl"
        path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")
        if name in WHOLE:
            return _call(gold, "score.py", str(gold / WHOLE[name][0]), str(gold / WHOLE[name][1]), str(path), *extra)
        kind, file = PARTS[name]
        return _call(gold, "parts.py", "score", kind, str(gold / file), str(path))


def main(names: list[str]) -> None:
    """Print the figures of the named sets."""
    gold = gold_folder()
    if gold is None:
        sys.exit("no gold: set TOCSIN_GOLD to its folder, or put it at ../shared/gold")
    tools = load_tools()
    extra = tuple(n for n in names if n.startswith("--"))
    for name in [n for n in names if not n.startswith("--")] or [*WHOLE, *PARTS]:
        began = time.perf_counter()
        print(
            f"== {name}\n{figures(name, gold, tools, extra=extra)}   ({time.perf_counter() - began:.1f} s)", flush=True
        )


if __name__ == "__main__":
    main(sys.argv[1:])
