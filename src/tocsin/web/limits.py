"""How many requests a client may make: a bucket of tokens each, which fills up again as time goes by."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

SECONDS = 60
# Clients that are remembered; the one that asked longest ago is forgotten first, and would have a full bucket anyway.
CLIENTS = 10_000


@dataclass(frozen=True, slots=True)
class Allowed:
    """Whether a request may pass, how many more may follow at once, and in how many seconds the next one may."""

    is_allowed: bool
    limit: int
    left: int
    wait: int

    def headers(self) -> Mapping[str, str]:
        """Return what a client is told (``draft-ietf-httpapi-ratelimit-headers``, and ``Retry-After`` of RFC 9110)."""
        told = {
            "RateLimit-Policy": f'"minute";q={self.limit};w={SECONDS}',
            "RateLimit": f'"minute";r={self.left};t={self.wait}',
        }
        return told if self.is_allowed else {**told, "Retry-After": str(self.wait)}


class Buckets:
    """A bucket for each client, of ``rate`` requests, filled at ``rate`` a minute."""

    def __init__(self, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> Allowed:
        """Return whether a client may make one request more, and count it if so."""
        now, a_second = self._clock(), self._rate / SECONDS
        left, then = self._kept.pop(client, (float(self._rate), now))
        left = min(float(self._rate), left + (now - then) * a_second)
        is_allowed = left >= 1
        left -= is_allowed
        self._kept[client] = (left, now)
        if len(self._kept) > CLIENTS:
            self._kept.popitem(last=False)
        wait = 0 if left >= 1 else math.ceil((1 - left) / a_second)
        return Allowed(is_allowed, self._rate, int(left), wait)
