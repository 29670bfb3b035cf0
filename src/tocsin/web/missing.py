"""The page of something that is not there: what was asked for, and how to find what there is."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup
from nicegui import ui

from tocsin.web.html import el
from tocsin.web.links import view_url
from tocsin.web.shell import screen
from tocsin.web.site import Site


def missing(site: Site, what: str, name: str, as_of: str | None = None, near: Sequence[Markup] = ()) -> None:
    """Fill a page that says that something is not there; ``near`` are links to what may be meant."""
    with screen(site, title=f"No such {what}", here=f"/{what}/", forms=()):
        ui.html(missing_words(what, name, as_of, near), sanitize=False)


def missing_words(what: str, name: str, as_of: str | None, near: Sequence[Markup]) -> Markup:
    """Return what was asked for, why it may be missing and where to look."""
    then = f" as it was known on {as_of}" if as_of else ""
    lines = [el("p", "The record has no ", what, " ", el("code", name), f"{then}.", class_="notice")]
    if near:
        lines.append(el("p", "Perhaps one of these is meant: ", el("ul", [el("li", n) for n in near], class_="chips")))
    if as_of:
        lines.append(el("p", "It may have been added later: ", el("a", "ask for today's", href="?"), "."))
    search = el("a", f"Search for {name}", href=view_url("/search", {"words": name}))
    lines.append(el("p", search, ", or begin at the ", el("a", "overview", href="/overview"), "."))
    return el("div", lines)
