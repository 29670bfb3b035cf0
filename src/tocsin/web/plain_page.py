"""Pages that need no script to work: the one that asks for a token, and the one that explains the API."""

from __future__ import annotations

from markupsafe import Markup

from tocsin.web.html import Child, el
from tocsin.web.site import Site

# Light or dark as on the other pages; without it they are light.
_THEME = Markup(
    "<script>"
    "(() => { const chosen = localStorage.getItem('theme');"
    " const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);"
    " document.documentElement.dataset.theme = dark ? 'dark' : 'light'; })();"
    "</script>"
)


def plain_page(site: Site, title: str, *children: Child) -> str:
    """Return a page of its own with our look; children are as of ``el``."""
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", f"{title} · {site.settings.title}"),
        _THEME,
        el("link", rel="stylesheet", href="/static/tocsin.css"),
        el("link", rel="stylesheet", href="/static/programs.css"),
    )
    bar = el("header", el("a", site.settings.title, href="/overview", class_="site-name"), class_="plain-bar")
    body = el(
        "body", el("a", "Skip to the content", href="#content", class_="skip"), bar, el("main", *children, id="content")
    )
    return f"<!doctype html>\n{el('html', head, body, lang='en')}"
