"""The parts of the overview as HTML: counts, facets, the feed, and what a place chosen on the map holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tocsin.base.incidents import Incident
from tocsin.web.entries import feed
from tocsin.web.facets import Facet, facets
from tocsin.web.filters import clear, error_box, in_force, suggestions, without
from tocsin.web.html import el
from tocsin.web.incident_words import sentence
from tocsin.web.links import incident_url, view_url
from tocsin.web.map import Chosen
from tocsin.web.overviews import View
from tocsin.web.pieces import quad
from tocsin.write.kept_cells import numbered

PATH = "/overview"
FACETS = {
    "type": "What", "status": "Status", "actor": "Who", "country": "Country", "admin1": "Province", "place": "Place",
    "told": "Told as", "mode": "How", "origins": "Origins, at least",
}  # fmt: skip
# Which parameter a click on a facet sets, where it is not of the facet's name.
_SETS = {"country": "place", "admin1": "place", "origins": "min_origins"}
# Values of a facet that are shown, and that the controls suggest.
_VALUES, _SUGGESTED = 8, 40


def counts(view: View) -> Markup:
    """Return how many incidents there are, by status, and how many have no place."""
    by_status = view.rows.facets(("status",))["status"]
    parts = [f"{n:,} {status}" for status, n in by_status]
    unplaced = f"; {view.rows.unplaced:,} without a place" if view.rows.unplaced else ""
    return el(
        "p", el("strong", numbered(view.rows.total, "incident")), f": {', '.join(parts)}{unplaced}" if parts else ""
    )


def side(view: View) -> Markup:
    """Return the facets of a view."""
    found = view.rows.facets(tuple(FACETS), most=_SUGGESTED)
    found = {**found, "origins": at_least(found["origins"])}
    return facets(PATH, view.asked.params, [Facet(_SETS.get(n, n), FACETS[n], found[n][:_VALUES]) for n in FACETS])


def at_least(counts: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Return how many have so many or more, from two on, which is what a click on the facet asks for."""
    numbers = {int(value): n for value, n in counts}
    return tuple((str(k), sum(n for v, n in numbers.items() if v >= k)) for k in sorted(numbers) if k > 1)


def suggested(view: View) -> Markup:
    """Return the places and actors that the controls suggest."""
    found = view.rows.facets(tuple(FACETS), most=_SUGGESTED)
    places = [v for name in ("place", "admin1", "country") for v, _ in found[name]]
    return suggestions(dict.fromkeys(places), [a for a, _ in found["actor"]])


def listed(view: View, after: str | None = None) -> Markup:
    """Return the entries of a view; where there are none, what to do."""
    if view.incidents:
        top = el("p", el("a", "Back to the latest", href=view_url(PATH, without(view.asked.params)), data_live=True))
        return (top if after else Markup()) + feed(view.incidents)
    if not view.asked.params:
        return el("p", "The record is empty. Add pages with ", el("code", "tocsin add FOLDER"), class_="empty")
    return el("div", el("p", "Nothing fits all of these filters. Take one away, or ask for a longer time."), clear(PATH),
              class_="empty")  # fmt: skip


def older_link(view: View, cursor: str | None) -> Markup:
    """Return the link to the next page of the feed, or that this is its end."""
    if cursor is None:
        return el("p", "These are all.", class_="muted") if view.incidents else Markup()
    href = view_url(PATH, {**view.asked.params, "after": cursor})
    return el("a", "Older", href=href, class_="button plain", data_more=True, id="older")


def panel(chosen: Chosen, found: Sequence[Incident], params: Mapping[str, str]) -> Markup:
    """Return the latest incidents of a place that was chosen on the map, and the link that shows only these."""
    name = chosen.place or "This place"
    rest = chosen.count - len(found)
    as_whole = " told only for the whole of it" if chosen.kind != "cluster" else ""
    head = el("h2", f"{name}: {numbered(chosen.count, 'incident')}{as_whole}")
    shown = [el("li", quad(i.quad), el("a", sentence(i), href=incident_url(i.id))) for i in found]
    more = el("p", f"and {rest:,} more", class_="meta") if found and rest > 0 else None
    only = view_url(PATH, {**without(params), "place": chosen.place}) if chosen.place else None
    link = el("a", f"Show only {name}", href=only, class_="button plain", data_live=True) if only else None
    return el("section", head, el("ul", shown) if shown else None, more, link, class_="card chosen-here")


def time_note(view: View) -> str:
    """Return what has to be known to read the timeline."""
    left = f"{numbered(view.outside, 'incident')} of other times, from which the record has no documents, not drawn."
    return f"Incidents by {view.step}; hatched where no document was read.{' ' + left if view.outside else ''}"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A view with its parts as HTML: made in the thread that looked, since it takes a while."""

    view: View
    parts: Mapping[str, Markup]


def drawn(view: View, after: str | None = None) -> Drawn:
    """Return a view with its parts as HTML."""
    parts = {
        "lists": suggested(view),
        "errors": error_box(view.errors),
        "force": in_force(PATH, view.asked.params),
        "count": counts(view),
        "facets": side(view),
        "feed": listed(view, after),
        "older": older_link(view, view.next),
        "chosen": Markup(),
        "note": el("p", time_note(view), class_="meta"),
    }
    return Drawn(view, parts)
