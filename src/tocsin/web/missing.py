"""The pages of what is not there or cannot be asked: what was asked for, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from fastapi import Request
from markupsafe import Markup
from nicegui import ui
from starlette.responses import Response

from tocsin.base.errors import BadInput
from tocsin.base.provenance import Change
from tocsin.web.html import el
from tocsin.web.links import view_url
from tocsin.web.shell import screen
from tocsin.web.site import Site

# Seconds that a page may take before NiceGUI gives it up: the first one of a process reads the gazetteer and the index.
WAIT = 60.0


def missing(
    site: Site, request: Request, what: str, name: str, *,
    as_of: str | None = None, near: Sequence[Markup] = (), ended: Change | None = None,
) -> Response:  # fmt: skip
    """Return the page, with status 404, that something is not there.

    Args:
        site: what is served.
        request: of the page.
        what: incident, document, actor or place.
        name: what was asked for.
        as_of: at which moment.
        near: links to what may be meant.
        ended: how it ended, if it was there once.
    """
    with screen(site, title=f"No such {what}", here=f"/{what}/", forms=()):
        ui.html(ended_words(ended) + missing_words(what, name, as_of, near), sanitize=False)
    return ui.context.client.build_response(request, 404)


@contextmanager
def wrong(site: Site, request: Request) -> Iterator[list[Response]]:
    """Catch what cannot be asked: the list given then holds the page, with status 400, that says why."""
    failed: list[Response] = []
    try:
        yield failed
    except BadInput as error:
        with screen(site, title="That cannot be asked", here=request.url.path, forms=()):
            ui.html(el("p", str(error), class_="error"), sanitize=False)
            ui.html(el("p", el("a", "Ask without it", href=request.url.path)), sanitize=False)
        failed.append(ui.context.client.build_response(request, 400))


def missing_words(what: str, name: str, as_of: str | None, near: Sequence[Markup]) -> Markup:
    """Return what was asked for, why it may be missing and where to look."""
    then = f" as it was known on {as_of}" if as_of else ""
    lines = [el("p", "The record has no ", what, " ", el("code", name), f"{then}.", class_="notice")]
    if near:
        lines.append(
            el("div", "Perhaps one of these is meant: ", el("ul", [el("li", n) for n in near], class_="chips"))
        )
    if as_of:
        lines.append(el("p", "It may have been added later: ", el("a", "ask for today's", href="?"), "."))
    search = el("a", f"Search for {name}", href=view_url("/search", {"words": name}))
    lines.append(el("p", search, ", or begin at the ", el("a", "overview", href="/overview"), "."))
    return el("div", lines)


def ended_words(ended: Change | None) -> Markup:
    """Return how something ended that was there once: when, by whom and why."""
    if ended is None:
        return Markup()
    day = el("time", f"{ended.at:%d %B %Y, %H:%M} UTC", datetime=ended.at.isoformat())
    return el(
        "p", el("code", ended.id), f" was {ended.what} on ", day, f" by {ended.by}; why: {ended.why}.", class_="notice"
    )
