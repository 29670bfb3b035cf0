"""One message to the address that a user gave, signed, and tried again within bounds.

Signed as Standard Webhooks asks (https://www.standardwebhooks.com): the headers ``webhook-id``, ``webhook-timestamp`` and
``webhook-signature`` (``v1,`` and the base64 of the HMAC-SHA256 of ``id.timestamp.body``). A message keeps its id on every
attempt, so that a receiver knows one that it had already.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from random import random
from typing import Any
from urllib.parse import urlsplit

import httpx

from tocsin.base.errors import BadInput

PREFIX = "whsec_"
# Standard Webhooks asks for 24 to 64 bytes; below 16 a key can be guessed.
LEAST_SECRET = 16
# Answers after which another attempt may succeed soon.
PASSING = frozenset({408, 409, 425, 429})
# Answers on the message itself: it will never be taken. All others (moved, forbidden, not found) are on the address or
# the secret, which may be put right: no further attempt now, and the message waits for the next run.
REFUSED = frozenset({400, 410, 413, 415, 422})


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long to try: attempts, seconds before the second one, the longest wait, all of it, one answer.

    Waits double, and each is drawn between half of that and the whole, so that many senders do not come back together.
    """

    attempts: int = 6
    first_wait: float = 1.0
    longest_wait: float = 60.0
    deadline: float = 180.0
    timeout: float = 10.0


@dataclass(frozen=True, slots=True)
class Clock:
    """Time and chance, so that tests need neither: the moment, monotonous seconds, waiting, and a number in [0, 1)."""

    now: Callable[[], float] = time.time
    seconds: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a message: delivered or not, after how many attempts, and the last answer in words.

    ``is_final`` of a message that was not delivered: the receiver refuses it, and the same message will not be taken.
    """

    id: str
    delivered: bool
    attempts: int
    answer: str
    is_final: bool


def key_of(secret: str) -> bytes:
    """Return the key of a secret: base64 after ``whsec_``, else the text itself.

    Raises:
        BadInput: it is no base64, or too short to keep anybody out.
    """
    given = secret.strip()
    try:
        key = base64.b64decode(given[len(PREFIX) :], validate=True) if given.startswith(PREFIX) else given.encode()
    except (binascii.Error, ValueError) as error:
        raise BadInput(
            f"the secret begins with {PREFIX} and what follows is no base64; give the one you were given."
        ) from error
    if len(key) < LEAST_SECRET:
        raise BadInput(f"the secret has {len(key)} bytes, and {LEAST_SECRET} or more are needed; make a longer one.")
    return key


def signature(key: bytes, id_: str, at: int, body: bytes) -> str:
    """Return the signature of a message: ``v1,`` and base64; ``at`` in whole seconds since 1970 (UTC)."""
    signed = b".".join((id_.encode(), str(at).encode(), body))
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()


def check_address(url: str) -> str:
    """Return the host of an address that a message can be sent to.

    Raises:
        BadInput: it is not http or https, or has no host.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        raise BadInput(
            "the address of the webhook is not one on the web; give one that begins with https:// and has a host."
        )
    return host


def send(
    url: str,
    message: Mapping[str, Any],
    *,
    id: str,  # noqa: A002 (as the standard calls it)
    key: bytes,
    patience: Patience = Patience(),
    clock: Clock = Clock(),
) -> Sent:
    """Send a message as JSON, again and again within bounds, to that address alone: redirects are not followed.

    Args:
        url: where to; ``check_address`` tells whether it will do.
        message: JSON's own types; the same on every attempt.
        id: of the message.
        key: see ``key_of``.
        patience: how often and how long.
        clock: for tests.
    """
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
    until = clock.seconds() + patience.deadline
    said = Sent(id, False, 0, "not sent", False)
    with httpx.Client(timeout=patience.timeout, follow_redirects=False) as client:
        for attempt in range(1, patience.attempts + 1):
            said, asked_for = _attempt(client, url, body, id, key, attempt, clock)
            if asked_for is None or attempt == patience.attempts:
                return said
            wait = max(_wait(patience, attempt, clock.chance()), min(asked_for, patience.longest_wait))
            if clock.seconds() + wait > until:
                return said
            clock.wait(wait)
    return said


def _wait(patience: Patience, attempt: int, chance: float) -> float:
    whole = min(patience.first_wait * 2.0 ** (attempt - 1), patience.longest_wait)
    return whole / 2 + whole / 2 * chance


def _attempt(
    client: httpx.Client, url: str, body: bytes, id_: str, key: bytes, attempt: int, clock: Clock
) -> tuple[Sent, float | None]:
    """Return what one attempt gave, and how many seconds the receiver asks to wait; ``None``: another one is of no use."""
    at = int(clock.now())
    headers = {
        "content-type": "application/json",
        "user-agent": "tocsin",
        "webhook-id": id_,
        "webhook-timestamp": str(at),
        "webhook-signature": signature(key, id_, at, body),
    }
    try:
        # The body of the answer is not read: whatever a receiver sends back, only its status counts.
        with client.stream("POST", url, content=body, headers=headers) as answer:
            status, after = answer.status_code, answer.headers.get("retry-after", "")
    except httpx.TimeoutException:
        return Sent(id_, False, attempt, "no answer in time", False), 0.0
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        return Sent(id_, False, attempt, f"cannot be reached ({type(error).__name__})", False), 0.0
    is_passing = status >= 500 or status in PASSING
    sent = Sent(id_, 200 <= status < 300, attempt, f"the receiver answers {status}", status in REFUSED)
    return sent, _seconds(after, at) if is_passing else None


def _seconds(after: str, at: int) -> float:
    """Return what Retry-After asks for, in seconds or as a date; 0 for none."""
    if after.isdigit():
        return float(after[:9])
    try:
        return max(0.0, parsedate_to_datetime(after).astimezone(UTC).timestamp() - at) if after else 0.0
    except (ValueError, TypeError, OverflowError):
        return 0.0
