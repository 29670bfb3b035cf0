"""What stands around every page: navigation, freshness, the links to its data, light and dark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from markupsafe import Markup
from nicegui import ui

from tocsin.web.html import el
from tocsin.web.links import view_url
from tocsin.web.site import Site

STATIC = Path(__file__).parent / "static"
SCREENS = (
    ("/overview", "Overview"),
    ("/claims", "Claims"),
    ("/standing", "Standing"),
    ("/surges", "Surges"),
    ("/search", "Search"),
    ("/review", "Review"),
)
FORMS = ("json", "csv", "geojson", "atom")
# Before the page is drawn: what the reader chose last, so that nothing flashes. "auto" follows the machine.
_THEME = """
<script>
  window.tocsinTheme = (chosen) => {
    const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    if (window.Quasar && window.Quasar.Dark && document.body) window.Quasar.Dark.set(dark);
    const button = document.getElementById('theme');
    if (button) button.setAttribute('aria-pressed', dark);
  };
  window.tocsinTheme(localStorage.getItem('theme'));
  addEventListener('load', () => setTimeout(() => window.tocsinTheme(localStorage.getItem('theme'))));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => window.tocsinTheme(localStorage.getItem('theme')));
  document.addEventListener('click', (event) => {
    if (!event.target.closest || !event.target.closest('#theme')) return;
    const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem('theme', next);
    window.tocsinTheme(next);
  });
</script>
"""


def styles() -> str:
    """Return the links to the style sheets, whose addresses change with their content."""
    sheets = sorted(STATIC.glob("*.css"), key=lambda p: (p.name != "tocsin.css", p.name))
    return "".join(el("link", rel="stylesheet", href=f"/static/{p.name}?{p.stat().st_mtime_ns}") for p in sheets)


@contextmanager
def screen(
    site: Site,
    *,
    title: str,
    here: str,
    query: Mapping[str, str] | None = None,
    forms: Sequence[str] = FORMS,
    lede: str | Markup | None = None,
) -> Iterator[None]:
    """Give the main part of a page to fill.

    Args:
        site: what is served.
        title: of the page, its heading.
        here: its path, such as ``/claims``.
        query: the parameters that are its state, for the links to its data.
        forms: in which forms its data can be had.
        lede: a sentence under the heading.
    """
    ui.page_title(f"{title} · {site.settings.title}")
    ui.add_head_html(styles() + _THEME)
    with ui.header(fixed=False).classes("site-header"):
        ui.html(_header(site, here), sanitize=False, tag="div").classes("site-bar")
    with ui.element("div").classes("site-main").props('id="content" tabindex="-1"'):
        ui.html(_heading(title, lede), sanitize=False)
        ui.html(_data_links(here, query, forms), sanitize=False).classes("site-forms")
        yield


def _header(site: Site, here: str) -> Markup:
    links = [
        el("a", name, href=path, aria_current="page" if here.startswith(path) else None, class_="site-link")
        for path, name in SCREENS
    ]
    theme = el("button", "Dark", id="theme", type="button", class_="site-theme", aria_pressed="false")
    return (
        el("a", "Skip to the content", href="#content", class_="skip")
        + el("a", site.settings.title, href="/overview", class_="site-name")
        + el("nav", links, aria_label="Screens", class_="site-nav")
        + freshness(site.record.index.stamp, site.now())
        + theme
    )


def freshness(changed: datetime | None, now: datetime) -> Markup:
    """Return when the record last changed, for people and machines."""
    if changed is None:
        return el("span", "The record is empty", class_="site-stamp")
    words = f"Record of {changed:%d %B %Y, %H:%M} UTC"
    hours = int((now - changed).total_seconds() // 3600)
    age = f"{hours // 24} days ago" if hours >= 48 else f"{hours} h ago" if hours else "just now"
    return el("time", words, datetime=changed.isoformat(), title=age, class_="site-stamp")


def _heading(title: str, lede: str | Markup | None) -> Markup:
    return el("h1", title) + (el("p", lede, class_="lede") if lede else Markup())


def _data_links(here: str, query: Mapping[str, str] | None, forms: Sequence[str]) -> Markup:
    if not forms:
        return Markup()
    links = [el("a", f".{f}", href=view_url(here, query, f), class_="chip", data_form=f) for f in forms]
    return el("p", el("span", "This view as data: "), links, class_="data-links")
