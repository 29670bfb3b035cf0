"""An entry of the feed: what happened, how firmly it is told, and its best sentence, one click from its source."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from tocsin.base.dates import full_day
from tocsin.base.incidents import Claim, Incident, Member
from tocsin.base.model import Stance
from tocsin.web.html import el, join, time_el
from tocsin.web.incident_words import area_note, what, when, when_note
from tocsin.web.links import document_url, incident_url
from tocsin.web.pieces import (
    actor_links,
    attested,
    place_link,
    quad,
    quote,
    source_of,
    status_badge,
    tolls,
    unsure_badge,
    voice,
)

# Words in a sentence that people read without effort; longer and shorter ones tell less at a glance.
_SHORT, _LONG = 40, 320
# More deniers than this are counted, not listed.
_DENIERS = 2
# More people than this are counted, not listed.
_PEOPLE = 3


def feed(incidents: Iterable[Incident]) -> Markup:
    """Return incidents as a list of entries, in the order given."""
    return el("ol", [el("li", entry(i)) for i in incidents], class_="feed")


def entry(incident: Incident) -> Markup:
    """Return one incident: day and place, what happened, how firmly it is told, and its best sentence."""
    i = incident
    spot = {"data_lat": i.place.lat, "data_lon": i.place.lon} if i.place and i.place.lat is not None else {}
    head = el("a", what(i), href=incident_url(i.id), class_="entry-link")
    return el(
        "article",
        el("h3", quad(i.quad), head, id=f"h-{i.id}"),
        _setting(i),
        badges(i),
        *(telling_quote(m) for m in best(i)),
        class_=f"entry quad-edge-{i.quad or 0}",
        data_incident=i.id,
        aria_labelledby=f"h-{i.id}",
        **spot,
    )


def _setting(i: Incident) -> Markup:
    note = when_note(i)
    people = list(dict.fromkeys((*i.actors, *i.recipients)))
    more = f" and {len(people) - _PEOPLE} more" if len(people) > _PEOPLE else ""
    parts = [
        time_of(i),
        el("span", note, class_="entry-note") if note else None,
        where(i) or el("span", "no place told"),
        actor_links(people[:_PEOPLE], coded=False) + more if people else None,
    ]
    return el("p", join((p for p in parts if p), " · "), class_="meta")


def time_of(incident: Incident) -> Markup:
    """Return when it happened, in words and for machines."""
    i = incident
    words = when(i.start, i.end, i.time_precision) or "no day told"
    return time_el(i.start, words) if i.start else el("span", words)


def where(incident: Incident) -> Markup | None:
    """Return the place as a link, with what lies above it, and that it is an area where it is coarser than a town."""
    return place_link(incident.place) + area_note(incident.place) if incident.place else None


def badges(incident: Incident) -> Markup:
    """Return status, how it is told, tolls, how many tell it, and who denies it."""
    i = incident
    told_by = el("span", attested(i), class_="muted")
    found = [status_badge(i.status), unsure_badge(i.told), *tolls(i), told_by, denied(i.claims)]
    return el("ul", [el("li", f) for f in found if f is not None], class_="chips entry-facts")


def denied(claims: Iterable[Claim]) -> Markup | None:
    """Return who denies that it happened, with a link to the words; ``None`` if nobody does."""
    found: dict[str, Claim] = {}
    for c in claims:
        if c.stance is Stance.DENIES and c.superseded_by is None:
            found.setdefault(voice(c), c)
    if not found:
        return None
    links = [el("a", n, href=document_url(c.document, c.mention)) for n, c in list(found.items())[:_DENIERS]]
    more = f" and {len(found) - _DENIERS} more" if len(found) > _DENIERS else ""
    return el("span", "denied by ", join(links, ", "), more, class_="stance-denies")


def best(incident: Incident) -> list[Member]:
    """Return the mention whose sentence tells most of the incident at a glance; none if it has no mention."""
    return sorted(incident.mentions, key=lambda m: -_worth(m, incident))[:1]


def _worth(m: Member, i: Incident) -> float:
    words = m.evidence.text
    told = [i.place.name] if i.place else []
    told += [a.name for a in (*i.actors, *i.recipients)]
    told += [f"{n:,}" for _, c in i.counts for n in (c.low, c.best, c.high) if n is not None]
    hits = sum(any(part in words for part in (t, t.split()[-1])) for t in told if t)
    return hits + m.score - (0.5 if m.is_copy else 0.0) - (1.0 if not _SHORT <= len(words) <= _LONG else 0.0)


def telling_quote(member: Member) -> Markup:
    """Return the sentence of a mention with its trigger marked, and the outlet that leads to it in its document."""
    m = member
    words = f"{source_of(m)}, {full_day(m.published)}" if m.published else source_of(m)
    source = f"{words} (a copy)" if m.is_copy else words
    return quote(m.evidence, m.trigger, document_url(m.document, m.mention), source=source, whole=False)
