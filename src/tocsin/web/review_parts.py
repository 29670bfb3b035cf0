"""What stands around the question of the review as HTML: its lists, who decides, and why one may not."""

from __future__ import annotations

from markupsafe import Markup

from tocsin.web.html import el
from tocsin.web.links import view_url
from tocsin.web.site import Site

PATH = "/review"
LISTS = {"pairs": "Pairs in doubt", "singles": "Unsure or disputed", "made": "Decisions made"}


def tabs(chosen: str) -> Markup:
    """Return the links to the lists."""
    links = [
        el("a", name, href=view_url(PATH, {"list": key}), class_="chip", aria_current="page" if key == chosen else None)
        for key, name in LISTS.items()
    ]
    return el("nav", links, aria_label="Lists to review", class_="chips tabs")


def read_only(site: Site) -> Markup:
    """Return why nothing can be decided here, and what to do."""
    if site.settings.write_token is not None:
        way = el("a", "Give the token", href=view_url("/login", {"next": PATH}))
        return el("p", "Deciding needs the write token of this site. ", way, ".", class_="notice")
    words = "Only the machine that serves this site may decide; serve it with --write-token to let others."
    return el("p", words, class_="notice")


def who() -> Markup:
    """Return the field that asks who decides."""
    made = el("input", id="by", name="by", autocomplete="name", required=True, placeholder="amina")
    return el("label", el("span", "Your name, kept with each decision"), made, class_="field by", for_="by")


def empty() -> Markup:
    """Return what to do where nothing is left to ask."""
    words = "Nothing of this list is in doubt. Look at the other lists, or come back when more was read."
    return el("p", words, class_="empty")
