"""Bytes to text: which bytes are text at all, and in which encoding."""

from __future__ import annotations

import codecs
import re

# What the first bytes of a file say, for the message alone.
_SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding=[\"']([\w.:-]+)", re.I
)
# The first bytes hold a page's declaration of its encoding (the HTML standard looks at 1,024; pages are laxer).
_DECLARED_IN = 4096
_CONTROL = bytes(c for c in range(32) if c not in (9, 10, 12, 13, 27))
# More control characters than this share are no text.
_CONTROL_SHARE = 0.01
# More replacement characters than this share: the text was broken before it came here.
_BROKEN_SHARE = 0.005


def why_binary(data: bytes) -> str | None:
    """Return what a file is if it is no text, judged by its first bytes, or ``None``."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return name
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    head = data[:_DECLARED_IN]
    controls = len(head) - len(head.translate(None, _CONTROL))
    return "a binary file" if b"\0" in head or controls > _CONTROL_SHARE * max(1, len(head)) else None


def decode(data: bytes, *, is_html: bool = False) -> str | None:
    """Return the text of a file, or ``None`` where its bytes break the encoding.

    UTF-8, UTF-16 with a byte order mark, and what an HTML page declares are read.
    A page that declares nothing is read as Windows-1252 if it is not UTF-8, as browsers do;
    other files are not guessed at.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _try(data, "utf-16")
    declared = _CHARSET.search(data[:_DECLARED_IN]) if is_html else None
    name = next(g for g in declared.groups() if g).decode("ascii", "replace") if declared else None
    text = _try(data, "utf-8-sig")
    if text is None and is_html:
        # A page that claims to be UTF-8 and is not is broken; Latin-1 means Windows-1252 on the web.
        is_latin = name is None or name.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii")
        text = _try(data, "cp1252" if is_latin else str(name))
    return text


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def is_broken(text: str) -> bool:
    """Return whether a text holds half characters or was broken by an earlier program."""
    has_halves = any(0xD800 <= ord(c) <= 0xDFFF for c in text) if not text.isascii() else False
    return has_halves or text.count("�") > max(1, _BROKEN_SHARE * len(text))
