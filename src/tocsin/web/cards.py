"""What was read of a document, as a list of cards beside its text: one for each mention and each relation told in passing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from tocsin.base.model import EventMention, EventPlace, EventTime, SaidBy
from tocsin.base.relations import RelationMention
from tocsin.web.html import el, join
from tocsin.web.incident_words import toll, when
from tocsin.web.links import incident_url
from tocsin.web.pieces import actor_links, place_link, stance_badge, told_badge
from tocsin.web.plain_words import BASES, PRECISIONS, RELATIONS, capital, kind


def cards(
    mentions: Sequence[EventMention], relations: Sequence[RelationMention], incident_of: Mapping[str, str]
) -> Markup:
    """Return all cards in the order of the text; ``incident_of`` gives the incident of a mention."""
    made = [(m.trigger.start, mention_card(m, incident_of.get(m.id))) for m in mentions]
    made += [(r.evidence.start, relation_card(r)) for r in relations]
    if not made:
        return el("p", "Nothing was read of this document.", class_="empty")
    return el("ol", [card for _, card in sorted(made, key=lambda c: c[0])], class_="cards", id="cards")


def mention_card(m: EventMention, incident: str | None) -> Markup:
    """Return the card of a mention: what, told how, who, where, when, how many, who says so, and why it was read so."""
    head = el("h3", el("a", capital(kind(m.type, m.mode)), href=f"#{m.id}"), " ", told_badge(m.status))
    facts = [
        ("words", el("q", m.trigger.text)),
        ("actors", actor_links(m.actors) if m.actors else None),
        ("recipients", actor_links(m.recipients) if m.recipients else None),
        *_where_when(m.place, m.time),
        ("toll", ", ".join(f"{name} {toll(c)}" for name, c in m.counts) or None),
        ("says so", _said_by(m.attributions)),
        ("about", el("a", "another mention here", href=f"#{m.about}") if m.about else None),
        ("told again", join([el("q", t.trigger.text) for t in m.also], ", ") if m.also else None),
        ("score", f"{m.score:.2f}"),
        ("incident", el("a", "what all documents tell of it", href=incident_url(incident)) if incident else None),
    ]
    return _card(m.id, "mention", head, facts, m.reasons)


def relation_card(r: RelationMention) -> Markup:
    """Return the card of a relation told in passing."""
    effect = [
        *(["ended"] if r.ended else ["begun"] if r.begun else []),
        *(["seen by the reader only"] if r.seen else []),
    ]
    head = el(
        "h3", el("a", RELATIONS[r.kind], href=f"#{r.id}"), " ", told_badge(r.status),
        *(el("span", e, class_="badge") for e in effect),
    )  # fmt: skip
    facts = [
        ("who", actor_links([r.subject])),
        ("whom", actor_links([r.object]) if r.object else None),
        *_where_when(r.place, r.time),
        ("says so", _said_by(r.attributions)),
    ]
    return _card(r.id, "relation", head, facts, (r.reason,))


def _card(id_: str, kind: str, head: Markup, facts: Iterable[tuple[str, object]], reasons: Sequence[str]) -> Markup:
    why = el("details", el("summary", "Why it was read so"), el("ul", [el("li", r) for r in reasons if r]))
    known = fact_list(facts)
    inner = el("article", head, known, why if any(reasons) else None)
    return el("li", inner, id=f"card-{id_}", data_card=id_, class_=f"card read read-{kind}", tabindex="-1")


def fact_list(facts: Iterable[tuple[str, object]], *, wide: bool = False) -> Markup:
    """Return facts as a list of names and values, without those that are unknown; ``wide``: beside each other."""
    rows = [join([el("dt", name), el("dd", value)]) for name, value in facts if value is not None and value != ""]
    if wide:
        return el("dl", [el("div", row) for row in rows], class_="facts-wide")
    return el("dl", rows, class_="facts")


def _where_when(place: EventPlace | None, time: EventTime | None) -> Iterable[tuple[str, object]]:
    if place is not None:
        yield "place", place_link(place) + el("span", f" ({PRECISIONS[place.precision]})", class_="muted")
    if time is not None and (time.start or time.end):
        yield "time", when(time.start, time.end, time.precision) + f" ({BASES[time.basis]})"


def _said_by(said: Sequence[SaidBy]) -> Markup | None:
    if not said:
        return None
    return join([join([actor_links([s.speaker]), " ", stance_badge(s.stance)]) for s in said], ", ")
