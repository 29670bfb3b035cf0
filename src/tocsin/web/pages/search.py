"""Search: one box over documents and incidents, with facets."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request
from markupsafe import Markup
from nicegui import ui

from tocsin.base.errors import TocsinError
from tocsin.base.found import Found
from tocsin.web.facets import facets
from tocsin.web.filters import bar, chips, clear, error_box
from tocsin.web.hits import FACETS, Hit, facets_of, hits, narrowed
from tocsin.web.html import el
from tocsin.web.links import view_url
from tocsin.web.live import PATIENCE, listen, put
from tocsin.web.reading import documents
from tocsin.web.shell import screen
from tocsin.web.site import Site
from tocsin.write.kept_cells import numbered

PATH = "/search"
# Hits of each kind that are looked at, and told apart by facets.
MOST = 100
# Hits of each kind that are seen at once.
PAGE = 20
_KINDS = {"incident": "Incidents", "document": "Documents"}
LEDE = (
    "Words in documents and incidents: every word has to be there; “quotes” hold a phrase together, -word leaves out."
)


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows of one state."""

    params: Mapping[str, str]
    hits: tuple[Hit, ...]
    errors: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What is looked for."""
        return self.params.get("words", "").strip()


def look(site: Site, params: Mapping[str, str]) -> View:
    """Return what is found of the words of a state; nothing where it has none."""
    view = View(dict(params), ())
    if not view.words:
        return view
    try:
        found = site.record.search(view.words, limit=MOST)
    except TocsinError as error:
        return View(view.params, (), (str(error),))
    return View(view.params, tuple(_whole(site, found)))


def _whole(site: Site, found: list[Found]) -> list[Hit]:
    texts = documents(site.record, [f.id for f in found if f.kind == "document"])
    incidents = {i.id: i for i in site.record.light([f.id for f in found if f.kind == "incident"])}
    return [Hit(f, incidents.get(f.id), texts.get(f.id)) for f in found]


def body(view: View) -> Markup:
    """Return facets and hits; where there are none, what to do."""
    if not view.words:
        return el("p", "Write words into the box: a name, a town, what happened.", class_="empty")
    shown = narrowed(view.hits, view.params)
    if not view.hits:
        return el("p", "Nothing has all of these words. Leave one out, or write it otherwise.", class_="empty")
    if not shown:
        tip = el("p", "Nothing of what was found fits all that is chosen. Take something away.")
        return el("div", tip, clear(view_url(PATH, {"words": view.words})), class_="empty")
    parts = [_of_kind(view, kind, [h for h in shown if h.found.kind == kind]) for kind in _KINDS]
    kinds = [p for p in parts if p is not None]
    both = " has-both" if len(kinds) > 1 else ""
    side = el("div", facets(PATH, view.params, facets_of(view.hits, view.params)))
    return el("div", side, el("div", kinds, class_=f"kinds{both}"), class_="found")


def _of_kind(view: View, kind: str, found: list[Hit]) -> Markup | None:
    """Return the hits of one kind, the best first; ``None`` where there is none."""
    if not found:
        return None
    limit = _limit(view)
    more = None
    if len(found) > limit:
        href = view_url(PATH, {**view.params, "limit": str(limit + PAGE)})
        more = el("p", el("a", f"More {_KINDS[kind].lower()}", href=href, class_="button plain", data_live=True,
                          id=f"more-{kind}"), class_="older")  # fmt: skip
    head = el("h2", f"{_KINDS[kind]} ", el("span", f"({len(found)})", class_="muted"))
    return el("section", head, hits(found[:limit]), more)


def _limit(view: View) -> int:
    given = view.params.get("limit", "")
    return max(PAGE, int(given)) if given.isdecimal() and len(given) < 6 else PAGE


def count(view: View) -> Markup:
    """Return how much was found, and that only the best is looked at where that is so."""
    if not view.words:
        return Markup()
    shown = narrowed(view.hits, view.params)
    of = {kind: sum(h.found.kind == kind for h in shown) for kind in _KINDS}
    is_cut = any(sum(h.found.kind == kind for h in view.hits) >= MOST for kind in _KINDS)
    cut = f" The best {MOST} of each kind are looked at; more words find others." if is_cut else ""
    return el("p", f"{numbered(of['incident'], 'incident')} and {numbered(of['document'], 'document')} found.{cut}")


def add(site: Site) -> None:
    """Register the page."""

    def see(params: Mapping[str, str]) -> tuple[View, Markup]:
        view = look(site, params)
        return view, body(view)

    @ui.page(PATH, response_timeout=PATIENCE)
    async def search(request: Request) -> None:
        params = dict(request.query_params)
        given = await to_thread(see, params)
        with screen(site, title="Search", here=PATH, query=params, lede=LEDE, forms=("json", "csv")):
            with ui.element("div").classes("search-page"):
                put(bar(PATH, {"words": params.get("words", "")}, ("words",), button="Search"))
            errors = put("").props('id="filter-errors"')
            force = put("")
            status = put("").props('role="status"').classes("counts")
            answers = put("").classes("answers")

        def draw(given: tuple[View, Markup]) -> None:
            view, listed = given
            errors.set_content(error_box(view.errors))
            force.set_content(chips(PATH, view.params, FACETS))
            status.set_content(count(view))
            answers.set_content(listed)

        def fail(sentence: str) -> None:
            errors.set_content(error_box([sentence]))

        draw(given)
        listen(see, draw, fail=fail)
