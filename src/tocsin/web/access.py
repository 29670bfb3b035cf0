"""Who may read and who may write: tokens, the cookie that pages keep one in, and where a request comes from.

A token is shown as ``Authorization: Bearer …``; pages keep what was derived from it in a cookie, never the token itself.
Without a write token only this machine may write, and only straight: not through a proxy, not from another site's page.
"""

from __future__ import annotations

import hmac
from enum import StrEnum
from hashlib import sha256
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from tocsin.web.site import Settings, Site

COOKIE = "tocsin_access"
# What a machine calls itself; "testserver" and the like are none of these.
LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Headers that a proxy adds: behind one, the near end of the connection says nothing about who asks.
_PROXIED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Right(StrEnum):
    """What a request may do."""

    NOTHING = "nothing"
    READ = "read"
    WRITE = "write"


def right_of(site: Site, request: HTTPConnection) -> Right:
    """Return what a request may do: by its token, its cookie, or because it comes from this machine."""
    settings = site.settings
    given = _shown_right(settings, request)
    if given is Right.NOTHING or settings.write_token is not None:
        return given
    is_here = settings.is_local and is_direct(request) and is_own_page(request)
    return Right.WRITE if is_here else Right.READ


def _shown_right(settings: Settings, request: HTTPConnection) -> Right:
    """Return the right that a token gives, in the header or else the cookie; a wrong one in the header gives none."""
    is_open = settings.read_token is None
    shown = bearer_of(request)
    if shown is not None and not (is_open and settings.write_token is None):
        return _right_of_token(settings, shown)
    kept = _right_of_cookie(settings, request)
    if kept is Right.WRITE and is_own_page(request):
        return Right.WRITE
    return Right.READ if is_open or kept is not Right.NOTHING else Right.NOTHING


def may_read(site: Site, request: HTTPConnection) -> bool:
    """Tell whether a request may see the record."""
    return right_of(site, request) is not Right.NOTHING


def may_write(site: Site, request: HTTPConnection) -> bool:
    """Tell whether a request may judge; a page asks before it offers to, and the API before it does."""
    return right_of(site, request) is Right.WRITE


def bearer_of(request: HTTPConnection) -> str | None:
    """Return the token that a request shows in its header; ``None`` where it shows none."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    # Headers arrive as Latin-1; a token may have any letters.
    return token.strip().encode("latin-1").decode(errors="replace") if kind.casefold() == "bearer" else None


def cookie_of(settings: Settings, token: str) -> str | None:
    """Return what the cookie holds for a token that gives a right; ``None`` for one that gives none."""
    return _derived(token) if _right_of_token(settings, token) is not Right.NOTHING else None


def is_own_page(request: HTTPConnection) -> bool:
    """Tell whether a request is no other site's, by ``Sec-Fetch-Site`` or, where a browser sends none, by ``Origin``.

    No page can set either. Programs send neither. A link from another site to one of our pages is a visit.
    """
    kind = request.headers.get("sec-fetch-site")
    if kind is None:
        origin = request.headers.get("origin")
        return origin is None or origin.partition("://")[2] == request.headers.get("host", "")
    is_visit = request.scope.get("method", "GET") in _SAFE and request.headers.get("sec-fetch-mode") == "navigate"
    return kind in ("same-origin", "none") or is_visit


def is_direct(request: HTTPConnection) -> bool:
    """Tell whether a request comes from this machine itself, with no proxy between."""
    near = request.client.host if request.client else ""
    is_near = near in LOOPBACK and host_name(request.headers.get("host", "")) in LOOPBACK
    return is_near and not any(name in request.headers for name in _PROXIED)


def host_name(host: str) -> str:
    """Return the name in a ``Host`` header, without port and brackets: ``[::1]:8808`` is ``::1``."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def is_known_host(settings: Settings, host: str) -> bool:
    """Tell whether a ``Host`` header names this site.

    A site that only this machine reaches answers to no other name: a page of another site could have its own name lead
    to 127.0.0.1 and read all of it (DNS rebinding).
    """
    if not settings.is_local:
        return True
    public = urlsplit(settings.public_url).hostname if settings.public_url else None
    return host_name(host) in (*LOOPBACK, public)


def _right_of_token(settings: Settings, shown: str) -> Right:
    if settings.write_token is not None and _same(shown, settings.write_token):
        return Right.WRITE
    if settings.read_token is not None and _same(shown, settings.read_token):
        return Right.READ
    return Right.NOTHING


def _right_of_cookie(settings: Settings, request: HTTPConnection) -> Right:
    kept = request.cookies.get(COOKIE)
    if kept is None:
        return Right.NOTHING
    if settings.write_token is not None and _same(kept, _derived(settings.write_token)):
        return Right.WRITE
    if settings.read_token is not None and _same(kept, _derived(settings.read_token)):
        return Right.READ
    return Right.NOTHING


def _derived(token: str) -> str:
    """Return what stands for a token in a cookie; the token cannot be had from it."""
    return hmac.new(token.encode(), b"tocsin cookie", sha256).hexdigest()


def _same(one: str, other: str) -> bool:
    """Tell whether two secrets are equal, in a time that tells nothing of where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())
