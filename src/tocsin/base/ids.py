"""Ids made from content: the same content has the same id on every machine and in every run."""

from __future__ import annotations

import hashlib
import json

# 12 hex digits are 48 bits: two of a million different contents share an id about once in 600 sets.
DIGITS = 12


def content_id(prefix: str, *parts: str | int | float | None) -> str:
    """Return ``prefix``, an underscore and the first 12 hex digits of the parts' SHA-256.

    The parts are hashed as a JSON list, so that ``("ab", "c")`` and ``("a", "bc")`` differ.
    """
    packed = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return f"{prefix}_{hashlib.sha256(packed.encode('ascii')).hexdigest()[:DIGITS]}"
