"""What lies beside the tables of a release: README, manifest, checksums, and the list of what changed."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tocsin.base.errors import BadInput
from tocsin.base.provenance import Run
from tocsin.write.native import csv_table
from tocsin.write.shape import PLACES_FROM, Part, digest

SUMS, MANIFEST, README, CODEBOOK, CHANGES = "SHA256SUMS", "release.json", "README.md", "CODEBOOK.md", "changes.csv"
CHANGE_COLUMNS = ("id", "kind", "what", "revision_then", "revision_now", "into", "why")
QUOTES = "Titles and quoted sentences belong to their publishers; they are here as evidence."
NO_LICENCE = "No licence is given; ask whoever made this release before you pass it on."


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of an id since the release before.

    ``what`` is added, changed, merged (then ``into`` says into what), deleted, or left out: it is still in the store,
    and no longer fits the filters.
    """

    id: str
    kind: str  # incident, document
    what: str
    then: int | None = None
    now: int | None = None
    into: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``release.json`` says: which release it is, what made it, and from what."""

    version: str
    made: str  # a moment in UTC
    previous: str | None
    as_of: str | None  # when the store changed last
    runs: tuple[Run, ...]
    filters: Mapping[str, str]
    licence: str | None
    counts: Mapping[str, int]
    changes: Mapping[str, int] = field(default_factory=dict)

    def as_dict(self, parts: Iterable[Part]) -> dict[str, Any]:
        """Return the manifest as JSON's own types; only ``made`` differs between releases of a store that is unchanged."""
        made_by = dict.fromkeys((r.code, r.model, r.tables) for r in self.runs)
        return {
            "version": self.version,
            "made": self.made,
            "made_by": [{"tocsin": c, "model": m, "tables": t} for c, m, t in made_by],
            "store_last_changed": self.as_of,
            "previous": self.previous,
            "filters": dict(self.filters),
            "rows": dict(self.counts),
            "changes": dict(self.changes),
            "licence": self.licence or NO_LICENCE,
            "attribution": [PLACES_FROM, QUOTES],
            "files": [{"name": p.path.name, "rows": p.rows, "sha256": digest(p.path)} for p in parts],
        }


def changes_told(manifest: Manifest) -> str:
    """Return what changed, counted: "1 document added, 3 incidents changed"; empty where nothing did."""
    counted = ((n, key.split(" ", 1)) for key, n in manifest.changes.items())
    return ", ".join(f"{n:,} {kinds.removesuffix('s') if n == 1 else kinds} {what}" for n, (kinds, what) in counted)


def readme(manifest: Manifest, files: Sequence[str]) -> str:
    """Return what a person reads first: what is in the folder, how to read it, and how to cite it."""
    m = manifest
    rows = "\n".join(f"- {name}: {count:,} row{'' if count == 1 else 's'}" for name, count in m.counts.items())
    filters = "; ".join(f"{name} = {value}" for name, value in m.filters.items()) or "none: the whole store"
    changes = changes_told(m) or "none"
    before = f"Since release {m.previous}" if m.previous else "Since the beginning (there is no release before)"
    reading = ["import pandas", 'incidents = pandas.read_csv("incidents.csv", dtype=str)']
    if "incidents.parquet" in files:
        reading.append('typed = pandas.read_parquet("incidents.parquet")')
    listed = "\n".join(f"- `{name}`" for name in files)
    return (
        f"# tocsin release {m.version}\n\n"
        "A sourced record of who did what to whom, where and when, who says so and who denies it, made from news texts.\n"
        "It holds what documents tell. It is no verdict on what is true: read `told`, `status` and the claims.\n\n"
        f"## What is in it\n\n{rows}\n\nFilters: {filters}.\n\n{before}: {changes}; `{CHANGES}` lists each id.\n\n"
        f"## Files\n\n{listed}\n\n`{CODEBOOK}` explains every column.\n"
        f"`{SUMS}` has the checksums: `sha256sum -c {SUMS}`, or `tocsin release --verify .`.\n\n"
        "## Reading it\n\n```python\n" + "\n".join(reading) + "\n```\n\n"
        f"## Licence and attribution\n\n{m.licence or NO_LICENCE}\n{PLACES_FROM}\n{QUOTES}\n\n"
        f"Cite it with its version: tocsin release {m.version}.\n"
    )


def write_changes(changes: Iterable[Changed], path: Path) -> None:
    """Write the list of what changed."""
    rows = ([c.id, c.kind, c.what, c.then, c.now, c.into, c.why] for c in changes)
    _write(path, "".join(f"{line}\n" for line in csv_table(CHANGE_COLUMNS, rows)))


def write_texts(manifest: Manifest, parts: Sequence[Part], folder: Path, *, codebook: str) -> None:
    """Write codebook, manifest, README and checksums; nothing may be added to the folder afterwards."""
    _write(folder / CODEBOOK, codebook)
    text = json.dumps(manifest.as_dict(parts), ensure_ascii=False, indent=2)
    _write(folder / MANIFEST, f"{text}\n")
    names = sorted({p.name for p in folder.iterdir()} | {README, SUMS})
    _write(folder / README, readme(manifest, names))
    _write(folder / SUMS, "".join(f"{digest(folder / n)}  {n}\n" for n in names if n != SUMS))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def faults(folder: Path) -> list[str]:
    """Return in sentences what is wrong with a release: files that are altered, missing, or not of it.

    Raises:
        BadInput: the folder holds no release.
    """
    if not (folder / SUMS).is_file():
        raise BadInput(f"{folder} holds no release: it has no {SUMS}. Give the folder of one, such as releases/2025.1.")
    sums = (line.split("  ", 1) for line in (folder / SUMS).read_text(encoding="utf-8").splitlines() if line)
    expected = {name: sum_ for sum_, name in sums}
    there = {p.name for p in folder.iterdir()} - {SUMS}
    return [
        *(f"{n} is missing" for n in sorted(expected.keys() - there)),
        *(f"{n} is not of this release" for n in sorted(there - expected.keys())),
        *(f"{n} was altered" for n in sorted(there & expected.keys()) if digest(folder / n) != expected[n]),
    ]


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a release.

    Raises:
        BadInput: it is missing or is not JSON.
    """
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(f"{folder / MANIFEST} cannot be read: {error}. Take a release that is whole.") from error
    return dict(found)


@dataclass(frozen=True, slots=True)
class Known:
    """What a release says of an id, as far as it is needed to tell whether that changed: millions fit into memory."""

    revision: int | None
    row: int  # a hash, good within one process


def known_of(folder: Path, table: str) -> dict[str, Known]:
    """Return the ids of a table of a release, with what it says of each."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as read:
        lines = csv.reader(read)
        header = next(lines)
        at = header.index("revision") if "revision" in header else None
        first = header.index("id")
        return {row[first]: Known(int(row[at]) if at is not None else None, hash(tuple(row))) for row in lines}
