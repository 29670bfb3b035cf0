"""The compiled gazetteer as one file: flat arrays that are mapped into memory, not read.

Layout: a line of JSON that names every section with its type, offset and length in bytes, then the sections.
Opening costs a millisecond and memory only for the pages in use.
Records of areas (countries, admin-1, admin-2) come first, so that ``box`` has rows for them alone.
"""

from __future__ import annotations

import json
import mmap
import os
import tempfile
from array import array
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from tocsin.base.errors import BadInput

MAGIC = "tocsin-gazetteer-2"
_ALIGN = 8
Sections = dict[str, memoryview]


def hash_key(key: str) -> int:
    """Return 64 bits that stand for a folded name; two of a million names collide once in 37 million builds."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


def write_sections(path: Path, sections: Mapping[str, array[int] | array[float] | bytes]) -> None:
    """Write the sections to ``path`` at once: a reader sees the old file or the new one, never a half."""
    blobs: list[bytes] = []
    table: dict[str, tuple[str, int, int]] = {}
    at = 0
    for name, values in sections.items():
        blob = values if isinstance(values, bytes) else values.tobytes()
        table[name] = ("B" if isinstance(values, bytes) else values.typecode, at, len(blob))
        padded = blob + b"\0" * (-len(blob) % _ALIGN)
        blobs.append(padded)
        at += len(padded)
    head = json.dumps({"magic": MAGIC, "sections": table}).encode()
    head += b" " * (-(len(head) + 1) % _ALIGN) + b"\n"
    _replace(path, [head, *blobs])


def _replace(path: Path, blobs: Iterable[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.writelines(blobs)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def open_sections(path: Path) -> Sections:
    """Map a file written by ``write_sections``.

    Raises:
        BadInput: the file is of another kind or version.
    """
    with path.open("rb") as file:
        head = file.readline()
        if MAGIC.encode() not in head[:60]:
            raise BadInput(f"{path} is no gazetteer of this version ({MAGIC}); delete it, it is rebuilt when needed.")
        whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    table = json.loads(head)["sections"]
    base = len(head)
    return {
        name: whole[base + at : base + at + size].cast(code) if code != "B" else whole[base + at : base + at + size]
        for name, (code, at, size) in table.items()
    }
