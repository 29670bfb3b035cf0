"""Towns that the gazetteer lacks, known by how a document speaks of them: "in Wadakona", "shelled Wadakona", "Bor and Wadakona".

No single sign decides, and the language model takes such names for persons or companies as often as for places;
so the signs of all mentions of a name are pooled (``told_evidence`` weighs them), and what stands in a list with a place
so found is looked at once more. They are linked as towns of the document's country, without a point.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tocsin.base.geo import LOCAL
from tocsin.base.homes import NO_STATE
from tocsin.base.joined_names import HYPHENS, is_bridge, is_name_part, words_in
from tocsin.base.model import EntitySpan, Parse, Place, PlaceLink, Precision, Token
from tocsin.base.reading import Reading
from tocsin.base.tables import per_overlay, table
from tocsin.linking.gazetteer import Gazetteer
from tocsin.linking.place_words import PARTICLES, common_words, feature_words, nationalities
from tocsin.linking.spelling import fold
from tocsin.linking.told_evidence import deed, listed, name_label, situated, unit_beside
from tocsin.linking.toponyms import blocked_tokens
from tocsin.linking.unknown_places import place_link

_SCORE = 0.3
_ENOUGH, _IN_SPITE = 1.5, 3.0  # points that make a place; of what is a person's family name too
_ENOUGH_MORE, _MANY = 1.1, 4  # where so many names are found, the gazetteer is poor and more will be
_MORE = 0.4  # the share of a further mention's points
_ROUNDS = 3
_LONGEST = 5
_INSIDE = PARTICLES | frozenset({"bin", "ibn", "bel"})
_TOLD, _UNKNOWN = "told", "unknown,told"  # how the reasons of such links begin
Span = tuple[int, int]


def link_told(reading: Reading, links: Sequence[PlaceLink], gazetteer: Gazetteer, land: str | None) -> list[PlaceLink]:
    """Return links for names without one that the document speaks of as places; ``land`` is the country it tells of.

    What the gazetteer has in that country is that place; what it lacks is a town there without a point.
    """
    parse = reading.parse
    if parse is None or land is None:
        return []
    taken = blocked_tokens(reading) | {i for link in links for i in range(link.first, link.last)}
    spans = list(names_in(parse.tokens, taken))
    unknown = {_key(parse.tokens, k.first, k.last) for k in links if k.place is None or k.place.geonameid is None}
    points, told = _told(parse, spans, links, unknown)
    found = [(span, p) for span, p in zip(spans, points, strict=True) if _key(parse.tokens, *span) in told]
    known = places_by_name(parse, links)
    return [told_link(reading, span, f"{p:+.1f}", gazetteer, land, known) for span, p in found]


def places_by_name(parse: Parse, links: Sequence[PlaceLink]) -> Mapping[str, Place]:
    """Return what the gazetteer's names in a document mean there."""
    return {_key(parse.tokens, k.first, k.last): k.place for k in links if k.place and k.place.geonameid is not None}


def _told(
    parse: Parse, spans: Sequence[Span], links: Sequence[PlaceLink], unknown: set[str]
) -> tuple[list[float], set[str]]:
    """Return the points of each mention, and the names that are places, what stands beside them in lists with them."""
    keys = [_key(parse.tokens, *span) for span in spans]
    labels = {i: e for e in parse.entities for i in range(e.first, e.last)}
    places, common = (
        {i for k in links for i in range(k.first, k.last)},
        {t.text for t in parse.tokens if t.text.islower()},
    )
    points, told = [0.0] * len(spans), set(unknown)
    for _ in range(_ROUNDS):
        points = [_points(parse, span, labels, places) for span in spans]
        enough, persons = _ENOUGH_MORE if len(told) >= _MANY else _ENOUGH, _persons(parse, told)
        told |= {k for k, p in _pooled(keys, points).items() if p >= (_IN_SPITE if k in persons else enough)} - common
        places |= {i for span, key in zip(spans, keys, strict=True) if key in told for i in range(*span)}
    return points, told


def land_of(reading: Reading, links: Sequence[PlaceLink]) -> str | None:
    """Return the country that a document tells of, by its places, towns twice, and its actors."""
    found = Counter(
        k.place.country for k in links if k.place and k.place.country for _ in range(1 + (k.place.precision in LOCAL))
    )
    found.update(a.actor.country for a in reading.actors if a.actor.country and a.actor.country not in NO_STATE)
    return found.most_common(1)[0][0] if found else None


def told_link(
    reading: Reading,
    span: Span,
    why: str,
    gazetteer: Gazetteer,
    land: str,
    known: Mapping[str, Place],
) -> PlaceLink:
    """Return the link of a name: to what the document means by it elsewhere, to what lies in the land, or to a town there."""
    parse = reading.parse
    assert parse is not None
    first, last = span
    key = _key(parse.tokens, first, last)
    there = [known[key]] if key in known else [e.place for e in gazetteer.entries(key) if e.place.country == land]
    text = reading.document.text[parse.tokens[first].start : parse.tokens[last - 1].end]
    new = Place(text, None, land, None, None, None, Precision.TOWN)
    place = max(there, key=lambda p: p.population, default=new)
    reason = f"{_TOLD if there else _UNKNOWN} | {why}"
    return place_link(parse, first, last, place, reason, _SCORE)


@per_overlay
def _weekdays() -> frozenset[str]:
    rows = table("words/times.tsv", columns=("words", "kind"))
    return frozenset(w for r in rows if r["kind"] == "weekday" for w in r.many("words"))


def is_told(link: PlaceLink) -> bool:
    """Tell whether only the text makes a name a place."""
    return link.reason.startswith((_TOLD, _UNKNOWN))


def names_in(tokens: Sequence[Token], taken: set[int]) -> Iterator[Span]:
    """Yield the runs of capitalised words that no link holds, with the articles and hyphens inside them."""
    i = 0
    while i < len(tokens):
        last = _run(tokens, i, taken)
        if i < last and words_in(tokens, i, last) <= _LONGEST and _may_be(tokens, i, last):
            yield i, last
        i = max(last, i + 1)


def _run(tokens: Sequence[Token], i: int, taken: set[int]) -> int:
    """Return the token after a name that begins at ``i``, ``i`` where none does."""
    last = at = i
    while at < len(tokens) and at not in taken and tokens[at].sent == tokens[i].sent:
        text, joined = tokens[at].text, at > i and tokens[at].start == tokens[at - 1].end
        article = text.lower() in _INSIDE and at + 1 < len(tokens) and (at > i or tokens[at + 1].text in HYPHENS)
        part = joined and tokens[at - 1].text in HYPHENS and is_name_part(text)
        if at == i and text in _weekdays():
            break  # "said Sunday Fallujah is liberated"
        if part or (text[:1].isupper() and text.isalpha() and (tokens[at].pos == "PROPN" or article)):
            at, last = at + 1, last if article else at + 1
        elif (
            article
            or (at > i and is_bridge(tokens, at))
            or (text in HYPHENS and joined and tokens[at - 1].text.lower() in _INSIDE)
        ):
            at += 1
        else:
            break
    return last


def _may_be(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether a run may name a place: no nationality, abbreviation or common word, nothing joined by a hyphen."""
    key = _key(tokens, first, last)
    hyphened = last < len(tokens) and tokens[last].text in HYPHENS and tokens[last].start == tokens[last - 1].end
    short = len(key) < 3 or tokens[last - 1].text.isupper()
    titled = feature_words().get((tokens[first].text.lower(), "before")) == "people"
    body = feature_words().get((tokens[last - 1].text.lower(), "after")) in ("body", "street")
    peoples = {fold(t.text) for t in tokens[first:last]} & nationalities()  # also "the Franco-German brigade"
    return not (hyphened or short or titled or body or peoples or key in common_words())


def _key(tokens: Sequence[Token], first: int, last: int) -> str:
    return fold(" ".join(t.text for t in tokens[first:last]))


def _points(parse: Parse, span: Span, labels: Mapping[int, EntitySpan], places: set[int]) -> float:
    """Return what speaks for a place at one mention of a name."""
    (first, last), tokens = span, parse.tokens
    head = next((i for i in range(last - 1, first - 1, -1) if not first <= tokens[i].head < last), last - 1)
    label = labels.get(head)
    person = label is not None and label.label == "PERSON"
    full = label is not None and label.label in ("PERSON", "ORG") and words_in(tokens, first, last) > 1
    around = unit_beside(tokens, first, last) + situated(tokens, first, last) + deed(tokens, head, person=person)
    return name_label(tokens, first, last, label) + around + listed(tokens, first, last, places, full_name=full)


def _pooled(keys: Sequence[str], points: Sequence[float]) -> dict[str, float]:
    """Return the points of each name over all its mentions: the best, and a share of the others."""
    found: dict[str, list[float]] = {}
    for key, p in zip(keys, points, strict=True):
        found.setdefault(key, []).append(p)
    return {key: max(p) + _MORE * (sum(p) - max(p)) for key, p in found.items()}


def _persons(parse: Parse, told: set[str]) -> set[str]:
    """Return the last words of the names of persons, by which the text calls them; a place found so far is none."""
    spans = [e for e in parse.entities if e.label == "PERSON" and e.last - e.first > 1]
    words = [[t.text for t in parse.tokens[e.first : e.last]] for e in spans]
    return {fold(w[-1]) for w in words if not {",", "and"} & set(w) and fold(" ".join(w)) not in told}
