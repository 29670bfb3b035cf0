"""One address to its bytes, over http or https: the only place that knows HTTP.

Nothing is raised: what cannot be had becomes a ``Skipped`` with a reason in plain words.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

import httpx

from tocsin.base.model import Skipped

STEP = "fetch"
# Pages of news have fewer than 5 MB of markup; what is larger is a film, an archive or a mistake.
MAX_BYTES = 32 * 2**20
# Seconds for each wait (a connection, the next bytes), and for the whole answer.
TIMEOUT = 20.0
DEADLINE = 60.0
MAX_REDIRECTS = 5
_CHUNK = 65536

# The suffix by which the reader tells the form, by content type; an empty one: by the content itself.
_FORMS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/json": ".json",
    "application/ld+json": ".json",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/ndjson": ".jsonl",
    "application/jsonlines": ".jsonl",
    "text/plain": "",
    "text/markdown": "",
    "application/octet-stream": "",
    "": "",
}
# What to do about an answer that is no page.
_HINTS = {
    401: "the page asks for a login; save it from your browser and give the file",
    403: "the site refuses programs; save the page from your browser and give the file",
    404: "there is no such page; check the address",
    410: "the page was taken down; give a saved copy",
    429: "too many requests; wait a while and try again",
    451: "the page is barred for legal reasons; give a saved copy",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address holds: ``url`` after redirects, the bytes, and the suffix that tells the form (``.html``)."""

    url: str
    data: bytes
    suffix: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to wait and how much to take: seconds a wait, seconds in all, bytes (unpacked), redirects."""

    timeout: float = TIMEOUT
    deadline: float = DEADLINE
    max_bytes: int = MAX_BYTES
    max_redirects: int = MAX_REDIRECTS


_LIMITS = Limits()


def is_address(given: str) -> bool:
    """Tell whether a path is an address on the web rather than a file."""
    return given[:8].lower().startswith(("http://", "https://"))


def fetch(url: str, *, limits: Limits = _LIMITS) -> Fetched | Skipped:
    """Return what an ``http`` or ``https`` address holds, or why it cannot be had; nothing is raised.

    Redirects are followed within the limits, to http and https alone.
    Other content than HTML, text, JSON, JSON lines and CSV is not downloaded.
    """
    if not is_address(url) or not _host(url):
        return Skipped(url, STEP, "no address on the web; give one that begins with http:// or https:// and a host")
    until = time.monotonic() + limits.deadline
    try:
        with (
            httpx.Client(
                timeout=limits.timeout,
                follow_redirects=True,
                max_redirects=limits.max_redirects,
                headers={"User-Agent": user_agent(), "Accept": "text/html,application/xhtml+xml,*/*;q=0.5"},
            ) as client,
            client.stream("GET", url) as answer,
        ):
            return _answered(url, answer, limits, until)
    except httpx.TooManyRedirects:
        return Skipped(url, STEP, f"more than {limits.max_redirects} redirects; give the address that it ends at")
    except httpx.TimeoutException:
        return Skipped(url, STEP, f"no answer within {limits.timeout:g} s; try again later, or give a saved copy")
    except httpx.UnsupportedProtocol:
        return Skipped(url, STEP, "it leads to an address that is neither http nor https; give a saved copy")
    except httpx.DecodingError:
        return Skipped(url, STEP, "a broken answer: its packing cannot be undone; give a saved copy")
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError) as error:
        # ValueError: hosts and locations that no rule of addresses allows.
        return Skipped(url, STEP, f"cannot be reached ({_plainly(error)}); check the address and the connection")


def _answered(url: str, answer: httpx.Response, limits: Limits, until: float) -> Fetched | Skipped:
    if not answer.is_success:
        hint = _HINTS.get(answer.status_code, "try again later, or give a saved copy")
        return Skipped(
            url, STEP, f"the server answers {answer.status_code} {answer.reason_phrase}".rstrip() + f"; {hint}"
        )
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _FORMS:
        return Skipped(url, STEP, f"its content is {kind}; HTML, text, JSON, JSON lines and CSV are read")
    data = bytearray()
    for chunk in answer.iter_bytes(_CHUNK):
        data += chunk
        if len(data) > limits.max_bytes:
            return Skipped(
                url, STEP, f"more than {limits.max_bytes / 2**20:,.1f} MB; save the part to be read, give the file"
            )
        if time.monotonic() > until:
            return Skipped(url, STEP, f"not whole after {limits.deadline:g} s; try again later, or give a saved copy")
    return Fetched(str(answer.url), _as_utf8(bytes(data), answer.charset_encoding), _FORMS[kind])


def _as_utf8(data: bytes, charset: str | None) -> bytes:
    """Return the bytes as UTF-8 where the answer's head names another encoding; a file has no such head."""
    if charset is None or charset.lower().replace("-", "") in ("utf8", "utf16"):
        return data
    try:
        return data.decode("cp1252" if charset.lower() in ("iso-8859-1", "latin-1", "latin1") else charset).encode(
            "utf-8"
        )
    except (UnicodeError, LookupError):  # the reader says what is wrong with it, or finds the page's own declaration
        return data


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:  # such as http://[half
        return None


def _plainly(error: Exception) -> str:
    words = " ".join(str(error).split())
    return words[:120] or type(error).__name__


def user_agent() -> str:
    """Return the name under which pages are asked for."""
    try:
        return f"tocsin/{version('tocsin')} (reads news pages on a person's request)"
    except PackageNotFoundError:  # run from a folder that is not installed
        return "tocsin (reads news pages on a person's request)"
