"""Hits of a search with what they can be told apart by, and as HTML with the words found marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from tocsin.base.dates import full_day
from tocsin.base.found import Found
from tocsin.base.incidents import Incident
from tocsin.base.model import Document
from tocsin.web.entries import badges
from tocsin.web.facets import Facet
from tocsin.web.html import el, join, time_el
from tocsin.web.incident_words import sentence
from tocsin.web.links import document_url, incident_url
from tocsin.web.pieces import quad

# Words found stand between these in a snippet.
_MARK = "**"
# What hits are told apart by: the parameter, and what it is called.
FACETS: Mapping[str, str] = {
    "kind": "Found in",
    "type": "What",
    "country": "Country",
    "month": "Month",
    "outlet": "Outlet",
}
_MOST = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit with its record: an incident without its mentions, or a document."""

    found: Found
    incident: Incident | None = None
    document: Document | None = None

    def value(self, facet: str) -> str | None:
        """Return what the hit is by one of ``FACETS``; ``None`` where that says nothing of it."""
        i, d = self.incident, self.document
        values = {
            "kind": self.found.kind,
            "type": i.type if i else None,
            "country": i.place.country if i and i.place else None,
            "month": month(self.found.day),
            "outlet": d.outlet if d else None,
        }
        return values[facet]


def month(given: date | None) -> str | None:
    """Return the month of a day: ``2025-01``."""
    return f"{given:%Y-%m}" if given else None


def narrowed(hits: Iterable[Hit], params: Mapping[str, str], *, but: str | None = None) -> list[Hit]:
    """Return the hits that are what is asked for by each of ``FACETS``, except one of them."""
    asked = [(f, params[f]) for f in FACETS if params.get(f) and f != but]
    return [h for h in hits if all(h.value(f) == v for f, v in asked)]


def facets_of(hits: Sequence[Hit], params: Mapping[str, str]) -> list[Facet]:
    """Return how many hits there are of each value, among those that the other facets leave."""
    found = []
    for name, label in FACETS.items():
        counts = Counter(v for h in narrowed(hits, params, but=name) if (v := h.value(name)) is not None)
        order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]
        if name == "month":
            order.sort(reverse=True)
        found.append(Facet(name, label, tuple(order)))
    return found


def snippet(given: str) -> Markup:
    """Return the words around a hit with the words found marked; lines are parted by dots."""
    parts = given.replace("\n", " · ").split(_MARK)
    return join(el("mark", p, class_="mark") if n % 2 else p for n, p in enumerate(parts))


def hit(given: Hit) -> Markup:
    """Return one hit: what it is, its day, and the words around what was found."""
    if given.incident is not None:
        head = el("h3", quad(given.incident.quad), el("a", sentence(given.incident), href=incident_url(given.found.id)))
        facts = badges(given.incident)
    else:
        d = given.document
        title = (d.title if d else given.found.title) or "Without a title"
        head = el("h3", el("a", title, href=document_url(given.found.id)))
        outlet = d.outlet if d else None
        parts = [outlet, time_el(given.found.day, full_day(given.found.day)) if given.found.day else "no day", _copy(d)]
        facts = el("p", join([p for p in parts if p], " · "), class_="meta")
    return el("article", head, facts, el("p", snippet(given.found.snippet)), class_="card hit")


def _copy(document: Document | None) -> Markup | None:
    if document is None or document.copy_of is None:
        return None
    return join(["a copy of ", el("a", "another document", href=document_url(document.copy_of))])


def hits(given: Iterable[Hit]) -> Markup:
    """Return hits as a list, the best first."""
    return el("ol", [el("li", hit(h)) for h in given], class_="hits")
