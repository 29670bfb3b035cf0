"""Where an incident is told: every telling with its sentence, and how many origins, documents and copies there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from tocsin.base.incidents import Incident, Member
from tocsin.web.html import el, table, time_el
from tocsin.web.links import document_url
from tocsin.web.pieces import quote, source_of
from tocsin.write.kept_cells import numbered

# Tellings shown at once; the rest are folded.
_SHOWN = 40


def tellings(incident: Incident) -> Markup:
    """Return all tellings, own ones first and in the order of publication; copies are folded below."""
    members = sorted(incident.mentions, key=lambda m: (m.published or date.max, m.document, m.trigger.start))
    own, copies = [m for m in members if not m.is_copy], [m for m in members if m.is_copy]
    shown = el("ol", [el("li", telling(m)) for m in own[:_SHOWN]], class_="tellings")
    return el(
        "div",
        shown,
        _folded(own[_SHOWN:], numbered(len(own) - _SHOWN, "further telling")),
        _folded(copies, f"{numbered(len(copies), 'telling')} in copies of other texts"),
    )


def _folded(members: Sequence[Member], title: str) -> Markup | None:
    if not members:
        return None
    items = el("ol", [el("li", telling(m)) for m in members], class_="tellings")
    return el("details", el("summary", title), items)


def telling(m: Member) -> Markup:
    """Return one telling: outlet and day, whom it goes back to, its sentence with the trigger marked, why it belongs here."""
    href = document_url(m.document, m.mention)
    head = el(
        "p",
        el("a", source_of(m), href=href),
        time_el(m.published),
        el("span", "copy", class_="badge") if m.is_copy else None,
        el("span", f"from {m.origin}", class_="meta") if m.origin != m.outlet else None,
        class_="telling-head",
    )
    why = el("p", f"Fits {m.score:.2f}: ", "; ".join(m.reasons), class_="meta") if m.reasons else None
    return el("article", head, quote(m.evidence, m.trigger, href), why)


def told_by(incident: Incident) -> str:
    """Return how an incident is attested, in one line: origins, documents, copies."""
    copies = len({m.document for m in incident.mentions if m.is_copy})
    told = f"{numbered(incident.origins, 'independent origin')} in {numbered(incident.documents, 'document')}"
    return f"{told}, {numbered(copies, 'copy', 'copies')} among them" if copies else told


def origin_table(incident: Incident) -> Markup:
    """Return whom the tellings go back to, with how many documents and copies each has: ten reprints are one origin."""
    documents = {m.document: m for m in sorted(incident.mentions, key=lambda m: m.is_copy, reverse=True)}
    told = Counter(m.origin for m in documents.values())
    copies = Counter(m.origin for m in documents.values() if m.is_copy)
    rows = [(origin, str(n), str(copies[origin]) if copies[origin] else "–") for origin, n in told.most_common()]
    return table(
        "Whom the tellings go back to", ("origin", "documents", "copies among them"), rows, class_="table narrow"
    )
