"""The page that asks for a token once, and keeps what stands for it in a cookie that no script can read."""

from __future__ import annotations

from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tocsin.web.access import COOKIE, cookie_of, is_own_page
from tocsin.web.html import el
from tocsin.web.plain_page import plain_page
from tocsin.web.site import Site

# Seconds that the cookie holds: a working day, so that a shared machine forgets it overnight.
HOLDS = 12 * 3600
# Bytes of a form with a token and an address; more is not read.
MOST = 8192


def add(app: FastAPI, site: Site) -> None:
    """Register the page and what its form is sent to."""

    @app.get("/login", include_in_schema=False)
    def ask(request: Request) -> HTMLResponse:
        return _page(site, _inside(request.query_params.get("next", "")))

    @app.post("/login", include_in_schema=False)
    async def keep(request: Request) -> Response:
        given = await _form(request)
        to = _inside(given.get("next", ""))
        kept = cookie_of(site.settings, given.get("token", "").strip()) if is_own_page(request) else None
        if kept is None:
            return _page(site, to, "This token gives no right here. Check it, or ask whoever serves this site.", 403)
        answer = RedirectResponse(to, 303)
        is_secure = request.url.scheme == "https" or site.settings.base_url.startswith("https:")
        answer.set_cookie(COOKIE, kept, max_age=HOLDS, httponly=True, samesite="strict", secure=is_secure)
        return answer

    @app.post("/logout", include_in_schema=False)
    def forget() -> Response:
        answer = RedirectResponse("/login", 303)
        answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return answer


async def _form(request: Request) -> dict[str, str]:
    """Return the fields of a form as browsers send it; one that is too long counts as empty."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST:
            return {}
    return {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


def _inside(to: str) -> str:
    """Return an address of this site; whatever leads elsewhere leads to the overview."""
    is_ours = to.startswith("/") and not to.startswith(("//", "/\\")) and not any(c in to for c in "\r\n\t\\")
    return to if is_ours else "/overview"


def _page(site: Site, to: str, wrong: str = "", status: int = 200) -> HTMLResponse:
    form = el(
        "form",
        el("label", "Token", for_="token"),
        el("input", id="token", name="token", type="password", required=True, autocomplete="current-password"),
        el("input", type="hidden", name="next", value=to),
        el("button", "Continue", type="submit"),
        method="post",
        action="/login",
        class_="login-form",
    )
    text = plain_page(
        site,
        "Token",
        el("h1", "This site asks for a token"),
        el(
            "p",
            "Whoever serves it has one for you. It is kept in this browser for twelve hours, where no script can read it.",
        ),
        el("p", wrong, role="alert", class_="login-wrong") if wrong else None,
        form,
    )
    return HTMLResponse(text, status, {"Cache-Control": "no-store"})
