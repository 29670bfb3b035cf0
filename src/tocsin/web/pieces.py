"""Pieces that several pages share, as HTML: an incident in words, links to actors and places, badges, days, tolls, quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from markupsafe import Markup

from tocsin.base.incidents import Incident, IncidentStatus
from tocsin.base.model import Actor, Count, EventPlace, Extent, Participant, Precision, Stance, Status, TimeBasis
from tocsin.base.relations import RelationKind
from tocsin.base.tables import table as read_rows
from tocsin.web.html import el, join
from tocsin.web.links import actor_url, document_url, incident_url, place_url

# More names than this on one side are counted, not listed.
_NAMES = 3
STATUS_MEANING: Mapping[IncidentStatus, str] = {
    IncidentStatus.REPORTED: "one independent origin tells it",
    IncidentStatus.CORROBORATED: "two or more independent origins tell it, and none denies it",
    IncidentStatus.DISPUTED: "somebody denies it, or tells a value that excludes another's",
    IncidentStatus.WITHDRAWN: "whoever told it took it back",
    IncidentStatus.SUPERSEDED: "it was merged into another incident",
}
TOLD_MEANING: Mapping[Status, str] = {
    Status.ASSERTED: "told as a fact",
    Status.ALLEGED: "told as what somebody says",
    Status.DENIED: "told only as something that somebody denies",
    Status.NEGATED: "told as not having happened",
    Status.REQUESTED: "asked for, not told as done",
    Status.THREATENED: "threatened, not told as done",
    Status.PLANNED: "planned, not told as done",
    Status.HYPOTHETICAL: "told as what may be or could be",
}
PRECISION_WORDS: Mapping[Precision, str] = {
    Precision.SITE: "a site",
    Precision.TOWN: "a town",
    Precision.DISTRICT: "a district",
    Precision.PROVINCE: "a province",
    Precision.COUNTRY: "a country",
    Precision.FEATURE: "a region or water",
}
BASIS_WORDS: Mapping[TimeBasis, str] = {
    TimeBasis.STATED: "the day is stated",
    TimeBasis.RELATIVE: "counted from the day of publication",
    TimeBasis.PUBLISHED: "only the day of the report is known",
}
RELATION_WORDS: Mapping[RelationKind, str] = {
    RelationKind.CONTROLS: "controls",
    RelationKind.PRESENT_IN: "is present in",
    RelationKind.BACKS: "backs",
    RelationKind.SANCTIONS: "has sanctions on",
    RelationKind.TRUCE: "has a truce with",
    RelationKind.AT_WAR: "is at war with",
    RelationKind.HOLDS_OFFICE: "holds office of",
    RelationKind.DETAINED: "detains",
}


def kind_words(type_: str, mode: str | None) -> str:
    """Return what a type and mode are called: ``Air strike``; a mode of another vocabulary stands beside its type's words."""
    known = _kinds()
    if (type_, mode or "") in known:
        return known[type_, mode or ""]
    return f"{known.get((type_, ''), type_)}{f' ({mode})' if mode else ''}"


@cache
def _kinds() -> Mapping[tuple[str, str], str]:
    rows = read_rows("kind_words.tsv", columns=("type", "mode", "words"))
    return {(r["type"], r["mode"]): r["words"] for r in rows}


def incident_words(incident: Incident, *, day: bool = True) -> str:
    """Return an incident in one line: ``Seizure of a town or area: M23 → Congo, in Goma, 26 January 2025``.

    What is not told as a fact says so first: ``Denied: …``.
    """
    i = incident
    told = "" if i.told is Status.ASSERTED else f"{i.told.value.capitalize()}: "
    sides = " → ".join(n for n in (_names(i.actors) or ("?" if i.recipients else ""), _names(i.recipients)) if n)
    parts = [sides, f"in {i.place.name}" if i.place else "", day_words(i.start, i.end) if day else ""]
    tail = ", ".join(p for p in parts if p)
    return f"{told}{kind_words(i.type, i.mode)}{f': {tail}' if tail else ''}"


def _names(actors: Sequence[Actor]) -> str:
    more = f" and {len(actors) - _NAMES} more" if len(actors) > _NAMES else ""
    return ", ".join(a.name for a in actors[:_NAMES]) + more


def incident_link(incident: Incident) -> Markup:
    """Return an incident in words as a link to its page."""
    return el("a", incident_words(incident), href=incident_url(incident.id))


def incident_item(incident: Incident) -> Markup:
    """Return an incident as an item of a list: its day, words, status and how well it is told."""
    i = incident
    quad = el("span", class_=f"quad quad-{i.quad}", aria_hidden="true") if i.quad else None
    said = el("span", f"{numbered(i.origins, 'origin')}, {numbered(i.documents, 'document')}", class_="meta")
    first = i.start or i.first_reported
    day = el("time", day_words(i.start, i.end) or day_words(i.first_reported, None, single=True) or "no day",
             datetime=first.isoformat() if first else None, class_="meta")  # fmt: skip
    words = el("a", incident_words(i, day=False), href=incident_url(i.id))
    return el("li", el("div", day, quad, status_badge(i.status), class_="item-head"), words, " ", said, class_="item")


def status_badge(status: IncidentStatus) -> Markup:
    """Return the status of an incident or relation as a badge that says what it means."""
    return el("span", status.value, class_=f"badge status-{status.value}", title=STATUS_MEANING[status])


def told_badge(told: Status) -> Markup:
    """Return how something is told as a badge that says what it means."""
    return el("span", told.value, class_=f"badge told-{told.value}", title=TOLD_MEANING[told])


def stance_badge(stance: Stance) -> Markup:
    """Return whether a speaker affirms or denies."""
    mark = "✓" if stance is Stance.AFFIRMS else "✗"
    return el("span", f"{mark} {stance.value}", class_=f"badge stance-{stance.value}")


def actor_link(actor: Actor | Participant) -> Markup:
    """Return an actor's name as a link to its dossier, with its code."""
    code = "·".join(dict.fromkeys(x for x in (actor.country, actor.sector) if x))
    link = el("a", actor.name, href=actor_url(actor.id or actor.name))
    return link + (el("span", f" {code}", class_="code") if code else Markup())


def actor_links(actors: Sequence[Actor | Participant]) -> Markup:
    """Return actors as links, a dash where there are none."""
    return join([actor_link(a) for a in actors], ", ") if actors else el("span", "–", class_="muted")


def place_link(place: EventPlace | None) -> Markup:
    """Return a place as a link to its dossier, with its province and country; a dash where none is known."""
    if place is None:
        return el("span", "–", class_="muted")
    above = ", ".join(dict.fromkeys(p for p in (place.admin1, place.country) if p and p != place.name))
    return el("a", place.name, href=place_url(place.name)) + (f", {above}" if above else "")


def day_words(start: date | None, end: date | None, *, single: bool = False) -> str:
    """Return ``[start, end)`` in words: ``26 January 2025``, ``24–26 January 2025``, ``from 3 March 2025``.

    ``single``: ``start`` is one day. Empty where nothing is known.
    """
    last = start if single else end - timedelta(days=1) if end else None
    if start is None or last is None:
        return f"from {_day(start)}" if start else f"until {_day(last)}" if last else ""
    if start >= last:
        return _day(start)
    if (start.year, start.month) == (last.year, last.month):
        return f"{start.day}–{_day(last)}"
    return f"{_day(start)} – {_day(last)}"


def between_words(earliest: date | None, latest: date | None) -> str:
    """Return a day that is known as earliest and latest: ``26 January 2025``, ``between … and …``, ``by …``; empty if unknown."""
    if earliest and latest:
        return _day(latest) if earliest == latest else f"between {_day(earliest)} and {_day(latest)}"
    return f"on or after {_day(earliest)}" if earliest else f"by {_day(latest)}" if latest else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def toll_words(count: Count) -> str:
    """Return a count in words: ``5``, ``3 to 8, best 5``, ``12 or more``, ``up to 20``."""
    c = count
    if c.low is None and c.best is None:
        return f"up to {c.high:,}" if c.high is not None else "unknown"
    low = c.low if c.low is not None else c.best
    if low == c.high:
        return f"{low:,}"
    span = f"{low:,} or more" if c.high is None else f"{low:,} to {c.high:,}"
    return f"{span}, best {c.best:,}" if c.best is not None and c.best not in (low, c.high) else span


def toll_list(incident: Incident) -> Markup:
    """Return the tolls of an incident as chips: ``killed 3 to 8``."""
    return join([el("span", f"{name} {toll_words(c)}", class_="chip toll") for name, c in incident.counts], " ")


def quote(evidence: Extent, trigger: Extent | None, document: str, mention: str | None) -> Markup:
    """Return a sentence as a quotation, its trigger marked, with a link to where it stands in the document."""
    words: list[object] = [evidence.text]
    if trigger is not None and evidence.start <= trigger.start < trigger.end <= evidence.end:
        start, end = trigger.start - evidence.start, trigger.end - evidence.start
        words = [evidence.text[:start], el("mark", evidence.text[start:end]), evidence.text[end:]]
    at = mention or f"at-{evidence.start}-{evidence.end}"
    link = el("a", "in the text", href=document_url(document, at), class_="quote-link")
    return el("blockquote", "“", words, "” ", link, class_="quote")


def numbered(count: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: ``1 origin``, ``1,200 origins``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
