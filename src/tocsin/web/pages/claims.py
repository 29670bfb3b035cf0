"""The ledger of claims: who says, who denies, since when, in which words."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request
from markupsafe import Markup
from nicegui import ui

from tocsin.base.errors import TocsinError
from tocsin.base.incidents import Claim, Incident
from tocsin.web.filters import Sound, bar, clear, error_box, in_force, sound, suggestions, without
from tocsin.web.html import el
from tocsin.web.ledger import ledger
from tocsin.web.links import view_url
from tocsin.web.live import PATIENCE, listen, put
from tocsin.web.reading import latest_claims
from tocsin.web.shell import screen
from tocsin.web.site import Site
from tocsin.write.kept_cells import numbered

PATH = "/claims"
# Claims that are looked at for one page; those of one incident stand together, so that the page has fewer entries.
PAGE = 30
SHOWN = ("speaker", "actor", "place", "since", "until", "stance", "field")
MORE = ("words", "type", "told", "status", "min_origins", "as_of")
LEDE = "Who says what, who denies it, since when, and in which words. The last said stands first."


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows of one state."""

    asked: Sound
    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]
    next: str | None
    errors: tuple[str, ...]
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()


def look(site: Site, params: Mapping[str, str]) -> View:
    """Return the claims of a state with their incidents; what is wrong in it is left out, with a sentence."""
    asked = sound(site.record, params)
    errors = list(asked.errors)
    wanted = asked.wanted
    about = params.get("about", "").strip()
    try:
        if about:
            return _about(site, asked, about)
        claims, cursor = latest_claims(site.record, wanted, after=params.get("after") or None, limit=PAGE)
    except TocsinError as error:
        errors.append(str(error))
        claims, cursor = latest_claims(site.record, wanted, limit=PAGE)
    found = site.record.get(dict.fromkeys(c.incident for c in claims), as_of=wanted.get("as_of"))
    names = site.record.index.rows({}).facets(("place", "admin1", "country", "actor"), most=40)
    places = tuple(dict.fromkeys(v for n in ("place", "admin1", "country") for v, _ in names[n]))
    return View(asked, tuple(claims), tuple(found), cursor, tuple(errors), places, tuple(a for a, _ in names["actor"]))


def _about(site: Site, asked: Sound, about: str) -> View:
    """Return all claims on one incident that fit; the filters are those of the address.

    Raises:
        BadInput: there is no such incident.
    """
    claims = tuple(site.record.claims(about=about, **asked.wanted))
    named = Sound({**asked.params, "about": about}, asked.wanted, asked.errors)
    return View(named, claims, tuple(site.record.get(dict.fromkeys(c.incident for c in claims))), None, asked.errors)


def listed(view: View, shown: frozenset[str] = frozenset()) -> Markup:
    """Return the incidents of a view with the claims on them; those in ``shown`` stand on the page already."""
    asked = frozenset(c.id for c in view.claims)
    fields: dict[str, list[str]] = {}
    for c in view.claims:
        fields.setdefault(c.incident, []).append(c.field)
    is_narrow = "field" in view.asked.params
    fresh = [i for i in view.incidents if i.id not in shown]
    return ledger([(i, fields.get(i.id) if is_narrow else _fields(i, fields.get(i.id, ()))) for i in fresh], asked)


def _fields(incident: Incident, asked: list[str] | tuple[str, ...]) -> list[str]:
    """Return which fields tell something: those asked for that somebody speaks of, denies, or tells otherwise."""
    told: dict[str, set[tuple[str, str | None]]] = {}
    named = {c.field for c in incident.claims if c.speaker is not None or c.superseded_by}
    for c in incident.claims:
        told.setdefault(c.field, set()).add((c.stance, c.value))
    found = [
        f for f in asked if f == "act" or f in named or len(told.get(f, ())) > 1 or f not in ("doer", "place", "time")
    ]
    return list(dict.fromkeys(found)) or list(dict.fromkeys(asked))


def body(view: View, after: str | None = None) -> Markup:
    """Return the list, or what to do where there is none."""
    if view.claims:
        top = el("p", el("a", "Back to the latest", href=view_url(PATH, without(view.asked.params)), data_live=True))
        return (top if after else Markup()) + listed(view)
    if not view.asked.params:
        return el(
            "p", "The record holds no claims yet. Add pages with ", el("code", "tocsin add FOLDER"), class_="empty"
        )
    return el(
        "div",
        el("p", "Nobody claims anything that fits all of these filters. Take one away."),
        clear(PATH),
        class_="empty",
    )


def count(view: View) -> Markup:
    """Return how many claims and incidents the page has."""
    said = len(view.claims)
    words = f"{numbered(said, 'claim')} on {numbered(len(view.incidents), 'incident')}"
    return el(
        "p", f"The latest {words}; older ones at the end." if view.next else f"{words}." if said else "No claims."
    )


def older_link(view: View, cursor: str | None) -> Markup:
    """Return the link to the next page, or that this is its end."""
    if cursor is None:
        return el("p", "These are all.", class_="muted") if view.claims else Markup()
    href = view_url(PATH, {**view.asked.params, "after": cursor})
    return el("a", "Older", href=href, class_="button plain", data_more=True, id="older")


class _Screen:
    """The parts of the page that change."""

    def __init__(self, site: Site, given: tuple[View, Markup], params: Mapping[str, str]) -> None:
        self.site = site
        put(bar(PATH, params, SHOWN, MORE))
        self.lists = put("")
        self.errors = put("").props('id="filter-errors"')
        self.force = put("")
        self.count = put("").props('role="status"').classes("counts")
        with ui.element("div").classes("answers"):
            self.list = put("")
            self.pages = ui.element("div").classes("more-pages")
            self.older = put("").classes("older")
        self.draw(given)

    def draw(self, given: tuple[View, Markup]) -> None:
        """Show a state, whose list was made in the thread that looked."""
        view, listed_ = given
        self.view, self.shown = view, {i.id for i in view.incidents}
        self.lists.set_content(suggestions(view.places, view.actors))
        self.errors.set_content(error_box(view.errors))
        self.force.set_content(in_force(PATH, view.asked.params))
        self.count.set_content(count(view))
        self.list.set_content(listed_)
        self.pages.clear()
        self.older.set_content(older_link(view, view.next))

    def fail(self, sentence: str) -> None:
        """Show what went wrong."""
        self.errors.set_content(error_box([sentence]))

    async def more(self, after: str) -> None:
        """Add the next page; an incident that stands on the page already is not told again."""
        was = self.view
        view = await to_thread(look, self.site, {**was.asked.params, "after": after})
        if was is not self.view:
            return
        with self.pages:
            put(listed(view, frozenset(self.shown)))
        self.shown |= {i.id for i in view.incidents}
        self.older.set_content(older_link(view, view.next))


def add(site: Site) -> None:
    """Register the page."""

    def see(params: Mapping[str, str]) -> tuple[View, Markup]:
        view = look(site, params)
        return view, body(view, params.get("after"))

    @ui.page(PATH, response_timeout=PATIENCE)
    async def claims(request: Request) -> None:
        params = dict(request.query_params)
        given = await to_thread(see, params)
        with screen(site, title="Claims", here=PATH, query=params, lede=LEDE):
            shown = _Screen(site, given, params)
            listen(see, shown.draw, fail=shown.fail, older=shown.more)
