"""Files, folders and standard input to documents, one after the other; what cannot be read is said and passed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tocsin.base.model import Document, Skipped
from tocsin.documents.agencies import agency_of_outlet
from tocsin.documents.decode import decode, why_binary
from tocsin.documents.lists import is_csv_header, is_object, read_csv, read_json, read_lines
from tocsin.documents.page import read_page
from tocsin.documents.pasted import outlet_of
from tocsin.documents.records import FIELDS, MAX_CHARS, STEP, Identify, Reader, finish, read_pasted, read_record

if TYPE_CHECKING:  # HTTP is loaded only by who fetches
    from tocsin.documents.fetch import Fetched

# A JSON array has to be held whole; JSON lines need not.
MAX_JSON_BYTES = 256 * 2**20
# UTF-8 has at most four bytes a character; pages have more markup than text.
_BYTES_PER_CHAR = 4
# The form is told by the first line that is not blank, of which no more than this is looked at.
_PEEK = 65536
_READ = "HTML, text, JSON, JSON lines and CSV are read"

_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype html|html|head|body|article|div|p|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEADER_LINE = re.compile(r"([A-Za-z][\w -]{1,20}): ?(.*)")
_HEADER_NAMES = frozenset(FIELDS) - {"id", "text"}
_FORMS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}

Result = Document | Skipped
Fetch = Callable[[str], "Fetched | Skipped"]
_ADDRESS = ("http://", "https://")


def read(
    paths: Iterable[Path | str],
    *,
    published: date | None = None,
    languages: frozenset[str] = frozenset({"en"}),
    max_chars: int = MAX_CHARS,
    identify: Identify | None = None,
    stdin: BinaryIO | None = None,
    fetch: Fetch | None = None,
) -> Iterator[Result]:
    """Yield the documents of files, folders, addresses and standard input in order, a ``Skipped`` for each not read.

    HTML, pasted text, text under a header of ``key: value`` lines, JSON (one object or an array),
    JSON lines and CSV are told apart by content and suffix.
    The text of JSON and CSV records is not changed.

    Args:
        paths: files, folders (read in alphabetical order, hidden files left out), addresses that begin with ``http://``
            or ``https://``, or ``"-"`` for ``stdin``.
        published: the day of publication where the input tells none.
        languages: ISO 639-1 codes of the languages read.
        max_chars: the longest text of one document, in characters.
        identify: names the language of a text and how sure it is, in [0, 1]; without it, only given languages count.
        stdin: the stream of bytes behind ``"-"``.
        fetch: gets what an address holds (``documents.fetch.fetch``); without it, addresses are skipped.
    """
    reader = Reader(published, languages, max_chars, identify)
    for path in paths:
        if str(path)[:8].lower().startswith(_ADDRESS):
            yield from _read_address(str(path), fetch, reader)
        elif str(path) != "-":
            yield from _read_path(Path(path), reader)
        elif stdin is None:
            yield Skipped("standard input", STEP, "'-' was given, but nothing is piped in; pipe a file in or name it")
        else:
            yield from read_stream(stdin, file="standard input", suffix="", reader=reader)


def _read_address(url: str, fetch: Fetch | None, reader: Reader) -> Iterator[Result]:
    if fetch is None:
        yield Skipped(url, STEP, "an address, and nothing is fetched here; save the page and give the file")
        return
    got = fetch(url)
    if isinstance(got, Skipped):
        yield got
        return
    for item in read_stream(BytesIO(got.data), file=url, suffix=got.suffix, reader=reader):
        # The records of a file have addresses of their own, or none.
        yield _at(item, got.url) if isinstance(item, Document) and item.file == url and item.url is None else item


def _at(page: Document, url: str) -> Document:
    """Return a page that names no address with the one that it was found at, and with what that tells."""
    outlet = page.outlet or outlet_of(url)
    return replace(page, url=url, outlet=outlet, provider=page.provider or agency_of_outlet(outlet, url))


def _read_path(path: Path, reader: Reader) -> Iterator[Result]:
    if path.is_dir():
        inside = sorted(p for p in path.rglob("*") if p.is_file())
        shown = [p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts)]
        if not shown:
            yield Skipped(str(path), STEP, "a folder without files")
        for file in shown:
            yield from _read_path(file, reader)
        return
    if not path.exists():
        yield Skipped(str(path), STEP, "no such file or folder; check the name")
        return
    try:
        with path.open("rb") as stream:
            yield from read_stream(stream, file=str(path), suffix=path.suffix.lower(), reader=reader)
    except OSError as error:
        yield Skipped(str(path), STEP, f"cannot be opened: {error.strerror}")


def read_stream(stream: BinaryIO, *, file: str, suffix: str, reader: Reader) -> Iterator[Result]:
    """Yield what a stream of bytes holds; JSON lines and CSV are read as they come."""
    head = [stream.readline(_PEEK)]
    while head[-1].isspace():
        head.append(stream.readline(_PEEK))
    first = head[-1]
    form = _FORMS.get(suffix, "")
    if reason := why_binary(first):
        yield Skipped(file, STEP, f"{reason}; {_READ}")
    elif form == "jsonl" or (form in ("", "json") and is_object(first)):
        lines = chain(head[:-1], [_whole_line(stream, first)], stream)
        yield from read_lines(lines, file=file, reader=reader)
    elif form == "csv" or (not form and is_csv_header(first)):
        yield from read_csv(stream, _whole_line(stream, first), len(head), file=file, reader=reader)
    else:
        yield from _read_whole(stream, b"".join(head), form, file=file, reader=reader)


def _whole_line(stream: BinaryIO, start: bytes) -> bytes:
    return start if start.endswith(b"\n") else start + stream.readline()


def _read_whole(stream: BinaryIO, head: bytes, form: str, *, file: str, reader: Reader) -> Iterator[Result]:
    is_json = form == "json" or (not form and head.lstrip()[:1] in (b"{", b"["))
    limit = MAX_JSON_BYTES if is_json else max(reader.max_chars * _BYTES_PER_CHAR, len(head))
    data = head + stream.read(limit + 1 - len(head))
    is_html = form == "html" or _HTML.match(data) is not None
    text = decode(data, is_html=is_html)
    if len(data) > limit:
        hint = "give JSON lines instead" if is_json else "split it, one story each"
        yield Skipped(file, STEP, f"more than {limit / 2**20:,.1f} MB are too long for one document; {hint}")
    elif reason := why_binary(data):
        yield Skipped(file, STEP, f"{reason}; {_READ}")
    elif text is None:
        yield Skipped(file, STEP, "a broken encoding: not UTF-8; save the file as UTF-8")
    elif not text.strip():
        yield Skipped(file, STEP, "an empty file")
    elif is_json:
        yield from read_json(text, file=file, reader=reader)
    elif is_html:
        page = read_page(text, file=file, published=reader.published)
        yield page if isinstance(page, Skipped) else finish(page, reader=reader)
    else:
        yield _read_text(text, file=file, reader=reader)


def _read_text(text: str, *, file: str, reader: Reader) -> Result:
    head, blank, story = text.replace("\r\n", "\n").partition("\n\n")
    lines = [_HEADER_LINE.fullmatch(line) for line in head.strip().split("\n")]
    header = {line[1].lower(): line[2] for line in lines if line}
    if blank and all(lines) and len(header.keys() & _HEADER_NAMES) >= 2:
        return read_record({**header, "text": story}, file=file, reader=reader)
    return read_pasted(text, file=file, reader=reader)
