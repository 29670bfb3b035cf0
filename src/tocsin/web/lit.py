"""The text of a document with what was read of it lit up: spans of many layers, nested and overlapping, over the exact text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from markupsafe import Markup

from tocsin.base.model import Document, EventMention, Extent, Participant, Region, RegionKind, SaidBy
from tocsin.base.relations import RelationMention
from tocsin.web.html import el, join
from tocsin.web.plain_words import RELATIONS, kind
from tocsin.write.kept_cells import numbered

# What can be lit, in the order of the legend: the name of the layer and what it shows.
LAYERS = (
    ("trigger", "words that name a happening"),
    ("evidence", "sentence that tells of it"),
    ("relation", "sentence that tells how things stand"),
    ("actor", "who acts"),
    ("recipient", "on whom"),
    ("place", "where"),
    ("time", "when"),
    ("speaker", "who says so"),
)
_FOLDED = (RegionKind.FURNITURE, RegionKind.TEASER)


@dataclass(frozen=True, slots=True)
class Light:
    """A span of the text and why it is lit: its layer, the mention that it belongs to, and what it stands for."""

    start: int
    end: int
    layer: str
    of: str
    means: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text without a boundary inside, and all that lies over it."""

    start: int
    end: int
    lights: tuple[Light, ...]


def lights_of(
    document: Document, mentions: Iterable[EventMention], relations: Iterable[RelationMention]
) -> list[Light]:
    """Return everything to be lit in a document's text: sentences, triggers, actors, places, times, speakers."""
    found = [light for m in mentions for light in _of_mention(document.text, m)]
    found += [light for r in relations for light in _of_relation(document.text, r)]
    return [x for x in found if 0 <= x.start < x.end <= len(document.text)]


def _of_mention(text: str, m: EventMention) -> Iterator[Light]:
    what = kind(m.type, m.mode)
    yield _extent(m.evidence, "evidence", m.id, what)
    yield _extent(m.trigger, "trigger", m.id, what)
    for again in m.also:
        yield _extent(again.evidence, "evidence", m.id, what)
        yield _extent(again.trigger, "trigger", m.id, f"{what}, told again")
    yield from _people(m.actors, "actor", m.id)
    yield from _people(m.recipients, "recipient", m.id)
    if m.place is not None:
        yield Light(m.place.start, m.place.end, "place", m.id, m.place.name)
    if m.time is not None:
        yield from _time(text, m.time.text, m.evidence, m.id)
    yield from _speakers(m.attributions, m.id)


def _of_relation(text: str, r: RelationMention) -> Iterator[Light]:
    yield _extent(r.evidence, "relation", r.id, RELATIONS[r.kind])
    yield from _people([r.subject], "actor", r.id)
    yield from _people([r.object] if r.object else [], "recipient", r.id)
    if r.place is not None:
        yield Light(r.place.start, r.place.end, "place", r.id, r.place.name)
    if r.time is not None:
        yield from _time(text, r.time.text, r.evidence, r.id)
    yield from _speakers(r.attributions, r.id)


def _extent(extent: Extent, layer: str, of: str, means: str) -> Light:
    return Light(extent.start, extent.end, layer, of, means)


def _people(people: Iterable[Participant], layer: str, of: str) -> Iterator[Light]:
    for p in people:
        if p.start is not None and p.end is not None:
            yield Light(p.start, p.end, layer, of, p.name)


def _speakers(said: Iterable[SaidBy], of: str) -> Iterator[Light]:
    return _people([s.speaker for s in said], "speaker", of)


def _time(text: str, words: str, evidence: Extent, of: str) -> Iterator[Light]:
    """Yield where the words of a time stand: a time has no offsets, so the sentence is searched, then what is before it."""
    if not words:
        return
    at = text.find(words, evidence.start, evidence.end)
    at = at if at >= 0 else text.rfind(words, 0, evidence.start)
    if at >= 0:
        yield Light(at, at + len(words), "time", of, words)


def segments(start: int, end: int, lights: Iterable[Light]) -> list[Segment]:
    """Return ``[start, end)`` cut at every boundary of the lights, each stretch with those that cover it."""
    near = sorted((x for x in lights if x.start < end and x.end > start), key=lambda x: x.start)
    cuts = sorted({start, end, *(c for x in near for c in (x.start, x.end) if start < c < end)})
    found: list[Segment] = []
    over: list[Light] = []
    coming = iter(near)
    upcoming = next(coming, None)
    for first, last in pairwise(cuts):
        over = [x for x in over if x.end > first]
        while upcoming is not None and upcoming.start <= first:
            over.append(upcoming)
            upcoming = next(coming, None)
        found.append(Segment(first, last, tuple(x for x in over if x.end > first)))
    return found


def lit_text(document: Document, lights: Sequence[Light]) -> Markup:
    """Return the whole text, in order and to the letter, lit; page furniture is folded under its reason.

    The words of a fold's heading carry ``data-not-text``; without those elements, the text is the document's.
    """
    anchored: set[str] = set()
    parts = []
    for folded, some in groupby(_regions(document), key=lambda r: r.kind in _FOLDED):
        regions = list(some)
        inner = [_region(document.text, r, lights, anchored) for r in regions]
        parts.append(_fold(document.text, regions, inner) if folded else join(inner))
    return el("div", parts, class_="lit-text", lang=document.language)


def _regions(document: Document) -> Iterator[Region]:
    """Yield regions that cover the text; what lies between those given is body, or belongs to a furniture around it."""
    at, last = 0, RegionKind.BODY
    for r in sorted(document.regions, key=lambda r: r.start):
        if r.start > at:
            blank = not document.text[at : r.start].strip()
            yield Region(at, r.start, last if blank else RegionKind.BODY)
        if r.end > max(at, r.start):
            yield Region(max(at, r.start), r.end, r.kind, r.reason)
        at, last = max(at, r.end), r.kind
    if at < len(document.text):
        yield Region(at, len(document.text), last if not document.text[at:].strip() else RegionKind.BODY)


def _fold(text: str, regions: Sequence[Region], inner: Sequence[Markup]) -> Markup:
    worded = [r for r in regions if text[r.start : r.end].strip()]
    if not worded:
        return join(inner)
    reasons = ", ".join(dict.fromkeys(r.reason or r.kind.value for r in worded))
    words = sum(len(text[r.start : r.end].split()) for r in worded)
    title = el("summary", f"Not read: {reasons} ({numbered(words, 'word')})", data_not_text=True)
    return el("details", title, el("div", inner), class_="furniture")


def _region(text: str, region: Region, lights: Sequence[Light], anchored: set[str]) -> Markup:
    inner = [_segment(text, s, anchored) for s in segments(region.start, region.end, lights)]
    kind = region.kind.value
    return el(
        "span", inner, class_=f"region region-{kind}", title=(region.reason or None) if region.kind in _FOLDED else None
    )


def _segment(text: str, s: Segment, anchored: set[str]) -> Markup:
    words = text[s.start : s.end]
    if not s.lights:
        return _plain(words)
    layers = dict.fromkeys(x.layer for x in s.lights)
    own = [x.of for x in s.lights if x.layer == "trigger"]
    marks = _anchors(s, anchored)
    attributes = {
        "class_": " ".join(["lit", *(f"on-{x}" for x in layers)]),
        "data_of": " ".join(dict.fromkeys(x.of for x in s.lights)),
        "data_near": " ".join(dict.fromkeys(x.of for x in s.lights if x.layer not in ("evidence", "relation"))) or None,
        "data_at": s.start,
        "title": _title(s.lights),
    }
    if own:
        return marks + el("a", words, href=f"#card-{own[0]}", **attributes)
    return marks + el("span", words, **attributes)


def _plain(words: str) -> Markup:
    """Return words that nothing was read of; a paragraph's end can be given room by the style sheet."""
    return Markup('<span class="nl">\n</span>').join(Markup.escape(line) for line in words.split("\n"))


def _anchors(s: Segment, anchored: set[str]) -> Markup:
    """Return an empty anchor for each mention whose trigger begins here, and each relation whose sentence does."""
    here = [x.of for x in s.lights if x.layer in ("trigger", "relation") and x.start == s.start]
    fresh = [of for of in dict.fromkeys(here) if of not in anchored]
    anchored.update(fresh)
    return join([el("span", id=of, class_="anchor") for of in fresh])


def _title(lights: Iterable[Light]) -> str | None:
    said = dict.fromkeys(f"{x.layer}: {x.means}" for x in lights if x.layer not in ("evidence", "relation"))
    return "; ".join(said) or None
