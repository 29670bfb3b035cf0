"""An entry of the feed: what happened, how firmly it is told, and its best sentence, one click from its source."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from tocsin.base.incidents import Claim, Incident, Member
from tocsin.base.model import Extent, Stance, Status
from tocsin.web.html import el, join, time_el
from tocsin.web.links import actor_url, document_url, incident_url, place_url
from tocsin.web.plain_words import QUADS, STATUSES, TOLD, day, kind, numbered, toll, what, when, when_note, where

# A quote is cut around its trigger to about three lines.
_QUOTE = 300
# Words in a sentence that people read without effort; longer and shorter ones tell less at a glance.
_SHORT, _LONG = 40, 320
# More deniers than this are counted, not listed.
_DENIERS = 2


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
        *(quote(m) for m in best(i)),
        class_=f"entry quad-edge-{i.quad or 0}",
        data_incident=i.id,
        aria_labelledby=f"h-{i.id}",
        **spot,
    )


def quad(given: int | None) -> Markup:
    """Return the colour of a quad class, with its name for those who do not see it."""
    return el(
        "span", el("span", f"{QUADS.get(given, QUADS[None])}: ", class_="hidden"), class_=f"quad quad-{given or 0}"
    )


def _setting(i: Incident) -> Markup:
    note = when_note(i)
    place = el("a", where(i), href=place_url(i.place.name)) if i.place else el("span", "no place told")
    parts = [time_el(i.start, when(i)), el("span", note, class_="entry-note") if note else None, place, _people(i)]
    return el("p", join((p for p in parts if p), " · "), class_="meta")


def _people(i: Incident) -> Markup | None:
    """Return links to the dossiers of who takes part."""
    links = [el("a", a.name, href=actor_url(a.id or a.name)) for a in dict.fromkeys((*i.actors, *i.recipients))]
    more = f" and {len(links) - 3} more" if len(links) > 3 else ""
    return join(links[:3], ", ") + more if links else None


def badges(incident: Incident) -> Markup:
    """Return status, how it is told, tolls, how many tell it, and who denies it."""
    i = incident
    found = [status_badge(i), told_badge(i.told) if i.told is not Status.ASSERTED else None]
    found += [el("span", f"{name} {toll(c)}", class_="toll") for name, c in i.counts]
    told_by = f"{numbered(i.origins, 'origin')}, {numbered(i.documents, 'document')}"
    found += [el("span", told_by, class_="muted"), denied(i.claims)]
    return el("ul", [el("li", f) for f in found if f is not None], class_="chips entry-facts")


def status_badge(incident: Incident) -> Markup:
    """Return the status, with what it means."""
    status = incident.status.value
    return el("span", status, class_=f"badge status-{status}", title=STATUSES.get(status))


def told_badge(told: Status) -> Markup:
    """Return how something is told, with what that means."""
    return el("span", told.value, class_=f"badge told-{told.value}", title=TOLD.get(told))


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


def voice(claim: Claim) -> str:
    """Return who says it: the speaker, or whom the document goes back to where it speaks for itself."""
    return claim.speaker.name if claim.speaker else claim.origin


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


def quote(member: Member) -> Markup:
    """Return the sentence of a mention with its trigger marked, and the outlet that leads to it in its document."""
    m = member
    name = m.outlet or m.url or m.file or m.document
    said = f"{name}, {day(m.published)}" if m.published else name
    link = el("a", said, href=document_url(m.document, m.mention), class_="source")
    copy = " (a copy)" if m.is_copy else ""
    return el(
        "blockquote", el("p", marked(m.evidence, m.trigger)), el("footer", link, copy, class_="meta"), class_="quote"
    )


def marked(evidence: Extent, trigger: Extent | None = None) -> Markup:
    """Return words in quotes with a part of them marked, cut around it where they are long."""
    words = evidence.text.replace("\n", " ")
    start = trigger.start - evidence.start if trigger else 0
    end = trigger.end - evidence.start if trigger else 0
    if not 0 <= start <= end <= len(words):
        start = end = 0
    low, high = _window(words, start, end)
    hit = el("mark", words[start:end]) if end > start else Markup()
    return join(
        ["“" if low == 0 else "“… ", words[low:start], hit, words[end:high], "”" if high == len(words) else " …”"]
    )


def _window(words: str, start: int, end: int) -> tuple[int, int]:
    """Return from where to where words are shown, whole words only."""
    if len(words) <= _QUOTE:
        return 0, len(words)
    low = max(0, start - _QUOTE // 2)
    high = min(len(words), max(low + _QUOTE, end + _QUOTE // 3))
    if low:
        low = max(low, words.find(" ", low, start) + 1)
    if high < len(words):
        high = max(end, words.rfind(" ", end, high))
    return low, high


def short(incident: Incident) -> Markup:
    """Return an incident as one line with a link: the head of its claims, or a side of a pair."""
    return quad(incident.quad) + el(
        "a", what(incident), href=incident_url(incident.id), title=kind(incident.type, None)
    )
