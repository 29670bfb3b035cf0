"""The claims of an incident side by side: for each field, every value with who says it and who denies it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from tocsin.base.incidents import Claim, Incident
from tocsin.base.model import Stance, Status
from tocsin.web.html import el, join, time_el
from tocsin.web.links import document_url
from tocsin.web.pieces import marked, source_of, told_badge, voice_link
from tocsin.web.plain_words import capital, field_order, field_words
from tocsin.web.stacked import Row, stacked_table
from tocsin.write.kept_cells import numbered

# Claims of one value shown at once; the rest are folded.
_SHOWN = 6


def by_field(claims: Iterable[Claim]) -> dict[str, dict[str, list[Claim]]]:
    """Return claims by field and value, acts first and tolls last; the values in the order of how many say them."""
    found: dict[str, dict[str, list[Claim]]] = {}
    for c in claims:
        found.setdefault(c.field, {}).setdefault(c.value or "", []).append(c)
    return {
        f: dict(sorted(found[f].items(), key=lambda kv: (-len(kv[1]), kv[0]))) for f in sorted(found, key=field_order)
    }


def side_by_side(incident: Incident) -> Markup:
    """Return one table for each field: a row for each value, who affirms it beside who denies it."""
    outlets = {m.document: source_of(m) for m in incident.mentions}
    return join([_field(name, values, outlets) for name, values in by_field(incident.claims).items()])


def _field(name: str, values: Mapping[str, Sequence[Claim]], outlets: Mapping[str, str]) -> Markup:
    words = capital(field_words(name))
    title = f"{words}: {numbered(sum(map(len, values.values())), 'claim')}"
    rows = [_row(name, value, claims, outlets) for value, claims in values.items()]
    inner = stacked_table(title, ("value", "who says so", "who denies it"), rows, class_="claims-table")
    return el("section", el("h3", words), inner, class_="claim-field")


def _row(field: str, value: str, claims: Sequence[Claim], outlets: Mapping[str, str]) -> Row:
    words = value or ("it happened" if field == "act" else "unknown")
    sides = [[c for c in claims if c.stance is stance] for stance in (Stance.AFFIRMS, Stance.DENIES)]
    is_gone = all(c.superseded_by for c in claims)
    head = el("del", words) if is_gone else words
    return Row((head, *(_said(side, outlets) for side in sides)))


def _said(claims: Sequence[Claim], outlets: Mapping[str, str]) -> Markup:
    if not claims:
        return el("span", "–", class_="muted")
    ordered = sorted(claims, key=lambda c: (c.said_on is None, str(c.said_on), c.id))
    items = [el("li", _one(c, outlets)) for c in ordered]
    more = items[_SHOWN:]
    folded = el("details", el("summary", f"{len(more)} more"), el("ul", more, class_="sayings")) if more else None
    return el("ul", items[:_SHOWN], class_="sayings") + (folded or Markup())


def _one(c: Claim, outlets: Mapping[str, str]) -> Markup:
    """Return one claim: who, by which word, on which day, in which document, with the sentence folded."""
    who = voice_link(c)
    told = told_badge(c.told) if c.told not in (Status.ASSERTED, Status.DENIED) and c.speaker is None else None
    outlet = outlets.get(c.document, c.document)
    source = el("a", outlet, href=document_url(c.document, c.mention)) if outlet != c.origin or c.speaker else None
    link = source or el("a", "read it", href=document_url(c.document, c.mention))
    line = join([who, f" {c.cue}" if c.cue else None, ", ", time_el(c.said_on), ", ", link, " ", told])
    words = el("details", el("summary", "words"), el("blockquote", marked(c.evidence, whole=True), class_="quote"))
    if c.superseded_by:
        return join([el("del", line), " ", el("span", "said otherwise later", class_="badge"), words])
    return join([line, words])
