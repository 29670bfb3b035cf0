"""What one request asks, read strictly: an unknown parameter is an error, for leaving it out would answer something else."""

from __future__ import annotations

import binascii
import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote, urlencode

from tocsin.asking import Wanted
from tocsin.web.api.parameters import FILTERS, MOST, PAGE, PARAMETERS
from tocsin.web.problems import bad_value, unknown_parameters
from tocsin.web.query import wanted_of

# A longer value is none that anybody meant.
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """Path and parameters of a request, empty ones left out; ``most`` is how many one page may hold, ``page`` the usual.

    ``given`` are the parameters as the address has them, where ``query`` has more that its path gives.
    """

    path: str
    query: Mapping[str, str]
    parts: Mapping[str, str] = field(default_factory=dict)
    page: int = PAGE
    most: int = MOST
    given: Mapping[str, str] | None = None

    @property
    def key(self) -> str:
        """Return the one spelling of the question, for caches and ETags."""
        return f"{self.path}?{urlencode(sorted(self.query.items()))}"

    @property
    def wanted(self) -> Wanted:
        """Return the filters; those that are none (``limit``, which is of the page) are left out.

        Raises:
            BadInput: a number is none.
        """
        return wanted_of({n: v for n, v in self.query.items() if n in FILTERS})

    def also(self, name: str, value: str) -> Asked:
        """Return the question with one more filter, which its path gives."""
        return replace(self, query={**self.query, name: value}, given=self._given)

    @property
    def limit(self) -> int:
        """Return how many things the page holds.

        Raises:
            Problem: it is no number, or out of range.
        """
        return self.number("limit", default=self.page, most=self.most)

    @property
    def newest_first(self) -> bool:
        """Return whether the newest come first."""
        return self.choice("order", default="newest") == "newest"

    def number(self, name: str, *, default: int, most: int) -> int:
        """Return a whole number from 1 to ``most``.

        Raises:
            Problem: it is something else.
        """
        given = self.query.get(name)
        if given is None:
            return default
        if not given.isascii() or not given.isdecimal() or not 1 <= int(given[:12]) <= most:
            raise bad_value(name, f"{name}={given!r} is out of range; give a whole number from 1 to {most}.")
        return int(given)

    def choice(self, name: str, *, default: str) -> str:
        """Return one of the values that a parameter may have.

        Raises:
            Problem: it is none of them.
        """
        given, allowed = self.query.get(name, default), PARAMETERS[name].schema["enum"]
        if given not in allowed:
            raise bad_value(name, f"{name}={given!r} is unknown; give one of {', '.join(allowed)}.", allowed)
        return given

    def several(self, name: str, allowed: Sequence[str], *, default: Sequence[str] = ()) -> tuple[str, ...]:
        """Return values joined with commas.

        Raises:
            Problem: one of them is unknown.
        """
        given = [v.strip() for v in self.query.get(name, ",".join(default)).split(",") if v.strip()]
        if unknown := [v for v in given if v not in allowed]:
            raise bad_value(name, f"{name}={unknown[0]!r} is unknown; give some of {', '.join(allowed)}.", allowed)
        return tuple(dict.fromkeys(given))

    @property
    def after(self) -> str | None:
        """Return the key that the cursor holds.

        Raises:
            Problem: the cursor is broken, or was given for another question.
        """
        given = self.query.get("cursor")
        if given is None:
            return None
        try:
            print_, _, key = urlsafe_b64decode(given.encode()).decode().partition("|")
        except (binascii.Error, ValueError):
            raise bad_value(
                "cursor", f"cursor={given[:80]!r} is none of ours; follow `next` of the page before."
            ) from None
        if print_ != self._print():
            raise bad_value("cursor", "this cursor is of another question; leave it out to begin anew.")
        return key

    def cursor(self, key: str) -> str:
        """Return the cursor of the page that begins after a key."""
        return urlsafe_b64encode(f"{self._print()}|{key}".encode()).decode()

    def link(self, key: str | None) -> str | None:
        """Return the address of the page that begins after a key; ``None`` where there is no more."""
        if key is None:
            return None
        return f"{quote(self.path)}?{urlencode({**self._given, 'cursor': self.cursor(key)})}"

    @property
    def _given(self) -> Mapping[str, str]:
        return self.query if self.given is None else self.given

    def _print(self) -> str:
        """Return what tells this question from others; how many a page holds is no part of it."""
        asked = sorted((n, v) for n, v in self._given.items() if n not in ("cursor", "limit"))
        return hashlib.sha256(f"{self.path}?{urlencode(asked)}".encode()).hexdigest()[:12]


def read(
    path: str,
    given: Iterable[tuple[str, str]],
    allowed: Sequence[str],
    *,
    parts: Mapping[str, str] | None = None,
    page: int = PAGE,
    most: int = MOST,
) -> Asked:
    """Return what a request asks.

    Args:
        path: of the request, decoded.
        given: its parameters, in their order.
        allowed: the names of those that it may have.
        parts: the variable parts of the path.
        page: how many things a page has if nothing is said.
        most: how many it may have.

    Raises:
        Problem: a parameter is unknown, comes twice, or is far too long.
    """
    found: dict[str, str] = {}
    unknown: list[str] = []
    for name, value in given:
        if name not in allowed:
            unknown.append(name)
        elif name in found:
            raise bad_value(name, f"{name} is given more than once; give it once.")
        elif len(value) > LONGEST or "\x00" in value:
            raise bad_value(name, f"{name} is longer than {LONGEST} characters, or has a zero byte in it; shorten it.")
        else:
            found[name] = value.strip()
    if unknown:
        raise unknown_parameters(dict.fromkeys(unknown), allowed)
    return Asked(path, {n: v for n, v in found.items() if v}, parts or {}, page, most)
