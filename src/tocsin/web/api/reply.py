"""Answers as bytes: made once for each version of the record and question, with an ETag, and 304 for who has them."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from threading import Lock
from time import monotonic
from typing import Any

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tocsin.web.site import Site

# Bytes of answers that are kept for who asks the same again.
KEPT = 64 * 1024 * 1024
# One that is larger is made anew: it would push hundreds of small ones out.
LARGEST = KEPT // 16
# Seconds for which the record's version is taken to be what it was: looking costs a millisecond of each answer.
FRESH = 0.25


class Answers:
    """The answers that were asked for last, up to a number of bytes; several threads may ask at once."""

    def __init__(self, most: int = KEPT) -> None:
        self._most, self._held, self._lock = most, 0, Lock()
        self._kept: OrderedDict[str, Made] = OrderedDict()

    def get(self, tag: str) -> Made | None:
        """Return the answer with a tag, if it is kept."""
        with self._lock:
            if tag in self._kept:
                self._kept.move_to_end(tag)
            return self._kept.get(tag)

    def put(self, tag: str, made: Made) -> None:
        """Keep an answer, and let those go that were not asked for longest."""
        if len(made.body) > LARGEST:
            return
        with self._lock:
            if tag not in self._kept:
                self._kept[tag] = made
                self._held += len(made.body)
            while self._held > self._most:
                self._held -= len(self._kept.popitem(last=False)[1].body)


@dataclass(frozen=True, slots=True)
class Made:
    """An answer: its bytes, what they are, the address of the next page, and a name for who saves it."""

    body: bytes
    media_type: str = "application/json"
    next: str | None = None
    file: str | None = None


def json_bytes(value: Any) -> bytes:
    """Return JSON; letters as they are."""
    try:
        return orjson.dumps(value)
    except TypeError:  # numbers beyond 64 bits, which JSON itself allows
        return json.dumps(value, ensure_ascii=False).encode()


class Desk:
    """Gives out the answers of one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._answers = Answers()
        self._seen: tuple[float, str, datetime | None] = (-FRESH, "", None)

    async def written(self, writing: Awaitable[Response]) -> Response:
        """Return the answer to a request that writes, and forget what the record's version was before."""
        try:
            return await writing
        finally:
            self._seen = (-FRESH, "", None)

    async def give(self, request: Request, key: str, make: Callable[[], Made]) -> Response:
        """Return the answer to a question, or 304 to who has it.

        Args:
            request: the request, for ``If-None-Match``.
            key: the one spelling of the question, with its form.
            make: makes the answer, in a thread of its own; it may raise ``Problem`` and ``TocsinError``.
        """
        at, version, changed = self._seen
        if monotonic() - at > FRESH:
            at, version, changed = self._seen = await run_in_threadpool(self._look)
        tag = f'"{hashlib.sha256(f"{version} {key}".encode()).hexdigest()[:24]}"'
        headers = {"ETag": tag, "Cache-Control": "private, no-cache", **_when(changed)}
        if _has(request, tag):
            return Response(status_code=304, headers=headers)
        made = self._answers.get(tag)
        if made is None:
            made = await run_in_threadpool(make)
            self._answers.put(tag, made)
        if made.next:
            headers["Link"] = f'<{made.next}>; rel="next"'
        if made.file:
            headers["Content-Disposition"] = f'inline; filename="{made.file}"'
        return Response(made.body, headers=headers, media_type=made.media_type)

    def _look(self) -> tuple[float, str, datetime | None]:
        index = self.site.record.index
        return monotonic(), index.version, index.stamp


def _when(changed: datetime | None) -> Mapping[str, str]:
    return {"Last-Modified": format_datetime(changed.astimezone(UTC), usegmt=True)} if changed else {}


def _has(request: Request, tag: str) -> bool:
    """Tell whether the client has the answer already; tags are compared weakly, as RFC 9110 has it for GET."""
    given = request.headers.get("if-none-match", "")
    return given.strip() == "*" or tag in (t.strip().removeprefix("W/") for t in given.split(","))
