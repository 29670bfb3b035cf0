"""What every request passes before a page, the data or the API sees it: host, origin, rights, rate; headers after it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, MutableMapping
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tocsin.web.access import Right, bearer_of, is_known_host, is_own_page, right_of
from tocsin.web.limits import Buckets
from tocsin.web.problems import Problem, not_found, respond, unauthorized
from tocsin.web.site import Site

log = logging.getLogger(__name__)

# Addresses of programs: their errors are problem details, and they have a rate.
DATA = ("/api/", "/mcp")
FORMS = (".json", ".csv", ".geojson", ".atom")
# What pages load for themselves, as often as they like.
_OF_PAGES = ("/map/", "/static/", "/_nicegui")
# What a page of another site may not ask at all, even if it could not read the answer.
_OURS = ("/_nicegui_ws/", "/mcp")
# What can be had without a token: the question for one, and how its page looks.
OPEN = ("/login", "/static/", "/favicon.ico")
# A guess at a token each four seconds, and no more.
GUESSES = 15
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_OF_DATA = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Referrer-Policy": "no-referrer",
}


def page_policy(site: Site) -> str:
    """Return what pages may load: only what is ours, and the tiles if there is a server of them.

    NiceGUI begins its pages with a script of their own and has Vue compile templates, which needs the two ``unsafe``.
    """
    tiles = urlsplit(site.settings.tiles or "")
    images = f" {tiles.scheme}://{tiles.netloc.replace('{s}', '*')}" if tiles.netloc else ""
    return (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data: blob:{images}; font-src 'self' data:; connect-src 'self'{images}; worker-src 'self' blob:; "
        "object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
    )


class Gate:
    """The outermost layer of the site: lets a request pass or answers it, and adds the headers of safety."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._site = site
        self._buckets = Buckets(site.settings.rate)
        self._guesses = Buckets(GUESSES)
        # With no referrer at all a browser hides the origin of our own forms, too: it is kept from other sites alone.
        self._of_pages = {"Content-Security-Policy": page_policy(site), "Referrer-Policy": "same-origin"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        is_data = is_for_programs(scope["path"])
        added = {**_ALWAYS, **(_OF_DATA if is_data else self._of_pages)}
        refused = self._refused(asked, is_data=is_data, added=added)
        if scope["type"] == "websocket":
            await (_close(receive, send) if refused else self._app(scope, receive, send))
        elif refused is not None:
            await refused(scope, receive, _with(send, added))
        else:
            await self._pass(scope, receive, _with(send, added), is_data=is_data)

    async def _pass(self, scope: Scope, receive: Receive, send: Send, *, is_data: bool) -> None:
        """Let a request in; HEAD is asked as GET and its body kept back, and data that fail unforeseen are a problem."""
        is_head = scope["method"] == "HEAD"
        is_begun = False

        async def told(message: Message) -> None:
            nonlocal is_begun
            is_begun = True
            await send({**message, "body": b""} if is_head and message["type"] == "http.response.body" else message)

        try:
            await self._app({**scope, "method": "GET"} if is_head else scope, receive, told)
        except Exception:
            if not is_data:
                raise
            log.exception("%s %s failed", scope["method"], scope["path"])
            if is_begun:
                raise
            problem = Problem(500, "failed", "this went wrong on our side; the log of the server says where.")
            await respond(problem, instance_of(scope))(scope, receive, told)

    def _refused(self, asked: HTTPConnection, *, is_data: bool, added: MutableMapping[str, str]) -> Response | None:
        """Return the answer to a request that may not pass; ``None`` for one that may."""
        site, path, host = self._site, asked.scope["path"], asked.headers.get("host", "")
        if not is_known_host(site.settings, host):
            return self._problem(asked, Problem(421, "host", f"this site does not answer to the name {host!r}."))
        if path.startswith(_OURS) and not is_own_page(asked):
            return self._problem(asked, Problem(403, "origin", "only pages of this site may open a connection to it."))
        right = right_of(site, asked)
        if is_data and (limited := self._limited(asked, right, added)):
            return limited
        if is_data and any(c in path for c in "\n\r\0"):  # no pattern of a route, and no column of PostgreSQL, has them
            return self._problem(asked, not_found("no address here has a line break or a zero byte in it."))
        if path == "/login" and asked.scope.get("method") == "POST" and not self._guesses.take(_near(asked)).is_allowed:
            return self._problem(asked, Problem(429, "rate", "too many tokens were tried; wait a minute."))
        if right is Right.NOTHING and not path.startswith(OPEN):
            return self._unknown(asked, is_data=is_data)
        return None

    def _limited(self, asked: HTTPConnection, right: Right, added: MutableMapping[str, str]) -> Response | None:
        # A wrong token is counted for its address, so that guessing does not get a new bucket each time.
        shown = bearer_of(asked) if right is not Right.NOTHING else None
        taken = self._buckets.take(f"token {shown}" if shown and _has_tokens(self._site) else _near(asked))
        added.update(taken.headers())
        if taken.is_allowed:
            return None
        detail = f"more than {taken.limit} requests a minute; the next one may come in {taken.wait} s."
        return self._problem(asked, Problem(429, "rate", detail))

    def _unknown(self, asked: HTTPConnection, *, is_data: bool) -> Response:
        if is_data or asked.scope["type"] == "websocket":
            shown = bearer_of(asked)
            detail = "this token gives no right to read." if shown else "reading needs a token."
            more = " Show one as 'Authorization: Bearer …', or ask whoever serves this site for one."
            return self._problem(asked, unauthorized(detail + more, is_wrong=shown is not None))
        return RedirectResponse(f"/login?next={quote(instance_of(asked.scope), safe='')}", 303)

    def _problem(self, asked: HTTPConnection, problem: Problem) -> Response:
        return respond(problem, instance_of(asked.scope))


def is_for_programs(path: str) -> bool:
    """Tell whether an address is one of data: the API, MCP, or a form of a view."""
    return path.startswith(DATA) or (path.endswith(FORMS) and not path.startswith(_OF_PAGES))


def instance_of(scope: Mapping[str, Any]) -> str:
    """Return path and query of a request as they were asked."""
    path, asked = quote(scope["path"]), scope.get("query_string", b"").decode("latin-1")
    return f"{path}?{asked}" if asked else path


def _has_tokens(site: Site) -> bool:
    return site.settings.read_token is not None or site.settings.write_token is not None


def _near(asked: HTTPConnection) -> str:
    return asked.client.host if asked.client else ""


def _with(send: Send, added: Mapping[str, str]) -> Send:
    """Return a sender that adds headers to an answer, where the answer does not have its own."""

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in added.items():
                headers.setdefault(name, value)
        await send(message)

    return told


async def _close(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.close", "code": 1008})
