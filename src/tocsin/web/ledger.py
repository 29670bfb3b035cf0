"""The ledger of claims as HTML: matter by matter, who affirms and who denies side by side, since when, in which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from tocsin.base.dates import full_day
from tocsin.base.incidents import Claim, Incident
from tocsin.base.model import Stance, Status
from tocsin.web.html import el, join, time_el
from tocsin.web.incident_words import sentence
from tocsin.web.links import document_url, incident_url
from tocsin.web.pieces import quad, quote, source_of, status_badge, unsure_badge, voice, voice_link
from tocsin.web.plain_words import capital, field_order, field_words
from tocsin.write.kept_cells import numbered

# Sayings on one value that are seen at once; the others open under them.
_SEEN = 3


@dataclass(frozen=True, slots=True)
class Saying:
    """What one voice says of one value: the claims with which it says so, the first said first."""

    claims: tuple[Claim, ...]

    @property
    def last(self) -> Claim:
        """The claim it was said with last."""
        return self.claims[-1]


@dataclass(frozen=True, slots=True)
class Position:
    """One value of a field, affirmed or denied, with all who do so."""

    value: str | None
    stance: Stance
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """What is claimed of one field of an incident: the positions stand side by side, those denied last."""

    field: str
    positions: tuple[Position, ...]


def matters(claims: Iterable[Claim], fields: Iterable[str] | None = None) -> tuple[Matter, ...]:
    """Return what is claimed of an incident, field by field; ``fields`` are those that are wanted (none: all)."""
    wanted = None if fields is None else set(fields)
    kept = sorted((c for c in claims if wanted is None or c.field in wanted), key=lambda c: field_order(c.field))
    return tuple(Matter(name, _positions(list(some))) for name, some in groupby(kept, key=lambda c: c.field))


def _positions(claims: Sequence[Claim]) -> tuple[Position, ...]:
    grouped: dict[tuple[Stance, str | None], dict[tuple[str, Status, bool], list[Claim]]] = {}
    for c in sorted(claims, key=_said):
        voices = grouped.setdefault((c.stance, c.value), {})
        voices.setdefault((voice(c), c.told, c.superseded_by is not None), []).append(c)
    found = [Position(v, s, tuple(Saying(tuple(cs)) for cs in voices.values())) for (s, v), voices in grouped.items()]
    return tuple(sorted(found, key=lambda p: (p.stance is Stance.DENIES, -len(p.sayings))))


def _said(claim: Claim) -> tuple[bool, str, str]:
    return claim.said_on is None, str(claim.said_on or ""), claim.id


def ledger(incidents: Iterable[tuple[Incident, Sequence[str] | None]], asked: frozenset[str] = frozenset()) -> Markup:
    """Return incidents with what is claimed of each.

    Args:
        incidents: each with the fields to be shown (``None``: all).
        asked: ids of the claims that were asked for; others stand beside them, to be compared.
    """
    return el("ol", [el("li", matter_card(i, fields, asked)) for i, fields in incidents], class_="matters")


def matter_card(incident: Incident, fields: Sequence[str] | None, asked: frozenset[str] = frozenset()) -> Markup:
    """Return an incident in words, and what is claimed of its fields."""
    i = incident
    by_id = {c.id: c for c in i.claims}
    outlets = {m.document: source_of(m) for m in i.mentions}
    head = el("h2", quad(i.quad), el("a", sentence(i), href=incident_url(i.id)), id=f"m-{i.id}")
    facts = el(
        "p", status_badge(i.status), " ", unsure_badge(i.told), " ", numbered(i.origins, "origin"), class_="meta"
    )
    shown = [_matter(m, by_id, outlets, asked) for m in matters(i.claims, fields)]
    return el("article", head, facts, shown, class_="card matter", aria_labelledby=f"m-{i.id}")


def _matter(given: Matter, by_id: Mapping[str, Claim], outlets: Mapping[str, str], asked: frozenset[str]) -> Markup:
    count = len(given.positions)
    class_ = "sides has-both" if count == 2 else "sides has-many" if count > 2 else "sides"
    cells = [_position(given.field, p, by_id, outlets, asked) for p in given.positions]
    return el("section", el("h3", capital(field_words(given.field))), el("div", cells, class_=class_))


def _position(
    name: str, given: Position, by_id: Mapping[str, Claim], outlets: Mapping[str, str], asked: frozenset[str]
) -> Markup:
    verb = el("span", given.stance.value, class_=f"stance-{given.stance.value}")
    value = el("span", f": {given.value or '?'}", class_="value") if name != "act" else None
    said = [el("li", _saying(s, by_id, outlets, asked)) for s in given.sayings]
    rest = said[_SEEN:]
    more = el("details", el("summary", f"{len(rest)} more"), el("ul", rest, class_="said")) if rest else None
    denies = " denies" if given.stance is Stance.DENIES else ""
    head = el("h4", verb, value)
    return el("div", head, el("ul", said[:_SEEN], class_="said"), more, class_=f"position{denies}")


def _saying(given: Saying, by_id: Mapping[str, Claim], outlets: Mapping[str, str], asked: frozenset[str]) -> Markup:
    last = given.last
    is_past = last.superseded_by is not None
    who = el("span", voice_link(last, coded=False), class_="who")
    told = unsure_badge(last.told)
    parts = [join([who, f" ({last.cue})" if last.cue else None]), since(given.claims), *([told] if told else [])]
    outlet = outlets.get(last.document, last.document)
    source = f"{outlet}, {full_day(last.said_on)}" if last.said_on else outlet
    words = quote(last.evidence, None, document_url(last.document, last.mention), source=source, whole=False)
    is_asked = not asked or any(c.id in asked for c in given.claims)
    class_ = f"saying{' is-past' if is_past else ''}{'' if is_asked else ' is-context'}"
    return el("div", el("p", join(parts, " · ")), _replaced(last, by_id), words, class_=class_)


def since(claims: Sequence[Claim]) -> Markup:
    """Return since when something is said: the first day, the last one, and in how many documents."""
    days = sorted(c.said_on for c in claims if c.said_on is not None)
    if not days:
        return el("span", "day unknown", class_="muted")
    count = len({c.document for c in claims})
    many = f", in {numbered(count, 'document')}" if count > 1 else ""
    first, last = (time_el(d, full_day(d)) for d in (days[0], days[-1]))
    if days[0] == days[-1]:
        return el("span", "said ", first, many, class_="meta")
    return el("span", "first said ", first, ", last ", last, many, class_="meta")


def _replaced(claim: Claim, by_id: Mapping[str, Claim]) -> Markup | None:
    """Return what took the place of a claim that its speaker does not hold any more."""
    if claim.superseded_by is None:
        return None
    new = by_id.get(claim.superseded_by)
    if new is None:
        return el("p", el("span", "replaced", class_="badge status-superseded"), " by a later claim", class_="meta")
    words = new.value if new.value is not None else f"{new.stance.value} that it happened"
    on = f" on {full_day(new.said_on)}" if new.said_on else ""
    link = el("a", f"{words}{on}", href=document_url(new.document, new.mention))
    return el("p", el("span", "replaced", class_="badge status-superseded"), " by ", link, class_="meta")
