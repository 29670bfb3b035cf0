"""Pieces that the pages share, as HTML: links to incidents, actors and places, badges, quotations."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from tocsin.base.dates import full_day
from tocsin.base.incidents import Claim, Incident, IncidentStatus, Member, RelationStatus
from tocsin.base.model import Actor, EventPlace, Extent, Participant, Stance, Status
from tocsin.web.html import Child, el, join
from tocsin.web.incident_words import sentence, toll, when
from tocsin.web.links import actor_url, document_url, incident_url, place_url
from tocsin.web.plain_words import ATTESTED, QUADS, TOLD
from tocsin.write.kept_cells import numbered

# A long sentence is cut around its trigger to about three lines.
_QUOTE = 300


def incident_link(incident: Incident) -> Markup:
    """Return an incident in words as a link to its page."""
    return el("a", sentence(incident), href=incident_url(incident.id))


def incident_item(incident: Incident) -> Markup:
    """Return an incident as an item of a list: its day, words, status and how well it is told."""
    i = incident
    first = i.start or i.first_reported
    told = when(i.start, i.end, i.time_precision) or (full_day(first) if first else "no day")
    day = el("time", told, datetime=first.isoformat() if first else None, class_="meta")
    words = el("a", sentence(i, timed=False), href=incident_url(i.id))
    head = el("div", day, quad(i.quad), status_badge(i.status), class_="item-head")
    return el("li", head, words, " ", el("span", attested(i), class_="meta"), class_="item")


def attested(incident: Incident) -> str:
    """Return how many tell an incident: ``4 origins, 12 documents``."""
    return f"{numbered(incident.origins, 'origin')}, {numbered(incident.documents, 'document')}"


def quad(given: int | None, *, named: bool = True) -> Markup:
    """Return the colour of a quad class, with its name for those who do not see it, unless it stands beside it."""
    name = el("span", f"{QUADS.get(given, QUADS[None])}: ", class_="hidden") if named else None
    return el("span", name, class_=f"quad quad-{given or 0}")


def status_badge(status: IncidentStatus | RelationStatus) -> Markup:
    """Return the status of an incident or relation as a badge that says what it means."""
    return el("span", status.value, class_=f"badge status-{status.value}", title=ATTESTED[status])


def told_badge(told: Status) -> Markup:
    """Return how something is told as a badge that says what it means."""
    return el("span", told.value, class_=f"badge told-{told.value}", title=TOLD[told])


def unsure_badge(told: Status) -> Markup | None:
    """Return how something is told where it is not told as a fact."""
    return told_badge(told) if told is not Status.ASSERTED else None


def stance_badge(stance: Stance) -> Markup:
    """Return whether a speaker affirms or denies."""
    mark = "✓" if stance is Stance.AFFIRMS else "✗"
    return el("span", f"{mark} {stance.value}", class_=f"badge stance-{stance.value}")


def tolls(incident: Incident) -> list[Markup]:
    """Return the tolls of an incident: ``killed 3 to 8, best 5``."""
    return [el("span", f"{name} {toll(c)}", class_="toll") for name, c in incident.counts]


def actor_link(actor: Actor | Participant, *, coded: bool = True) -> Markup:
    """Return an actor's name as a link to its dossier, with its code if ``coded``."""
    code = "·".join(dict.fromkeys(x for x in (actor.country, actor.sector) if x)) if coded else ""
    link = el("a", actor.name, href=actor_url(actor.id or actor.name))
    return link + (el("span", f" {code}", class_="actor-code") if code else Markup())


def actor_links(actors: Sequence[Actor | Participant], *, coded: bool = True) -> Markup:
    """Return actors as links, a dash where there are none."""
    return join([actor_link(a, coded=coded) for a in actors], ", ") if actors else el("span", "–", class_="muted")


def place_link(place: EventPlace | None) -> Markup:
    """Return a place as a link to its dossier, with its province and country; a dash where none is known."""
    if place is None:
        return el("span", "–", class_="muted")
    above = ", ".join(dict.fromkeys(p for p in (place.admin1, place.country) if p and p != place.name))
    return el("a", place.name, href=place_url(place.name)) + (f", {above}" if above else "")


def voice(claim: Claim) -> str:
    """Return who says it: the speaker, or whom the document goes back to where it speaks for itself."""
    return claim.speaker.name if claim.speaker else claim.origin


def voice_link(claim: Claim, *, coded: bool = True) -> Markup:
    """Return who says it, as a link where it has a dossier: ``The Kivu Post itself``."""
    return actor_link(claim.speaker, coded=coded) if claim.speaker else Markup.escape(f"{claim.origin} itself")


def source_of(member: Member) -> str:
    """Return what a document is called: its outlet, else its address or file without the folders."""
    m = member
    return m.outlet or (m.file or m.url or m.document).rstrip("/").rpartition("/")[2]


def quote(evidence: Extent, trigger: Extent | None, href: str, *, source: Child = None, whole: bool = True) -> Markup:
    """Return a sentence as a quotation, its trigger marked, with a link to where it stands in the document.

    Args:
        evidence: the sentence.
        trigger: what is marked in it.
        href: where it stands.
        source: whose words they are, under them with the link; without it, the link follows the words.
        whole: also where it is longer than three lines.
    """
    words = marked(evidence, trigger, whole=whole)
    if source is None:
        link = el("a", "in the text", href=href, class_="quote-link")
        return el("blockquote", el("p", words, " ", link), class_="quote")
    link = el("a", source, href=href, class_="source")
    return el("blockquote", el("p", words), el("footer", link, class_="meta"), class_="quote")


def sentence_url(evidence: Extent, document: str, mention: str | None) -> str:
    """Return where a sentence stands: at its mention, else at its offsets."""
    return document_url(document, mention or f"at-{evidence.start}-{evidence.end}")


def marked(evidence: Extent, trigger: Extent | None = None, *, whole: bool = False) -> Markup:
    """Return words in quotes with a part of them marked, cut around it where they are long, unless ``whole``."""
    words = evidence.text.replace("\n", " ")
    start = trigger.start - evidence.start if trigger else 0
    end = trigger.end - evidence.start if trigger else 0
    if not 0 <= start <= end <= len(words):
        start = end = 0
    low, high = (0, len(words)) if whole else _window(words, start, end)
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
