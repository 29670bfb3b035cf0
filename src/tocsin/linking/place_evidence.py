"""Weigh whether a name stands for a place here.

The evidence is a sum of points over what stands around the name; no single sign decides,
since the language model calls Goma a person and M23 a place.
Points were set by hand on half of GeoVirus and of the Local-Global Lexicon; above zero is a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.base.model import EntitySpan, Parse, Token
from tocsin.linking.place_source import ADMIN1, CAPITAL, CONTINENT, COUNTRY, FEATURE
from tocsin.linking.place_words import PARTICLES, common_words, evidence_words, feature_words
from tocsin.linking.toponyms import Toponym

# The language model's label, when it covers the name and when the name is only a part of what it covers.
_LABEL = {"GPE": 2.0, "LOC": 1.5, "FAC": 0.5, "NORP": -2.0, "PERSON": -1.6, "ORG": -0.6}
_INSIDE_LABEL = {"GPE": 0.5, "LOC": 0.5, "FAC": -0.7, "NORP": -2.0, "PERSON": -4.0, "ORG": -0.9}
_OTHER_LABEL, _UNLABELLED = -1.0, -0.5
PLACE_PREPOSITIONS = frozenset(
    ["in", "at", "near", "outside", "across", "throughout", "towards", "toward", "around", "into", "inside", "within"]
)
_LOOSE_PREPOSITIONS = frozenset(["from", "to", "of", "through", "for", "between", "over", "via", "off", "along", "on"])
_SAYING = frozenset({"say", "tell", "add", "ask", "explain", "recall", "argue", "note"})
_APPOSED = ("province", "district", "town")
_UNCOUNTED = 5_000  # people of a place for which the gazetteer has no number: mostly a seat of a district
Points = list[tuple[str, float]]


def weigh(parse: Parse, toponym: Toponym, labels: dict[int, EntitySpan]) -> Toponym:
    """Return the toponym with the evidence of its own words and those beside it; ``labels`` are by token."""
    if toponym.settled:
        return replace(toponym, evidence=3.0, unit="province", reason="abbreviation+3.0")
    points: Points = [_label(toponym, labels), ("known", _prior(toponym))]
    toponym = _with_unit(parse.tokens, toponym, points)
    points.append(_preposition(parse.tokens, toponym))
    points += _neighbours(parse.tokens, toponym, labels)
    if toponym.part is not None:
        points.append(("direction", 1.5))
    reason = " ".join(f"{name}{p:+.1f}" for name, p in points if p)
    return replace(toponym, evidence=sum(p for _, p in points), reason=reason)


def _label(toponym: Toponym, labels: dict[int, EntitySpan]) -> tuple[str, float]:
    span = labels.get(toponym.last - 1) or labels.get(toponym.name_first)
    if span is None:
        return "unlabelled", _UNLABELLED
    # One token more may be an article.
    inside = span.last - span.first > toponym.last - toponym.name_first + 1 or span.last > toponym.last
    points = _INSIDE_LABEL if inside else _LABEL
    return ("in " if inside else "") + span.label, points.get(span.label, _OTHER_LABEL)


def _prior(toponym: Toponym) -> float:
    """Return how likely the name alone makes a place, by its most prominent bearer."""
    best = -2.0
    for entry in toponym.entries:
        if entry.kind == COUNTRY:
            best = max(best, 3.0)
        elif entry.kind in (ADMIN1, CAPITAL, FEATURE, CONTINENT):
            best = max(best, 2.0 - 0.7 * entry.alternate)
        else:
            digits = len(str(entry.place.population or _UNCOUNTED))
            best = max(best, min(1.5, 0.6 * (digits - 5)) - 0.5 * entry.alternate)
    if toponym.key in common_words():
        best = min(best, 0.0) - 3.0
    if " " not in toponym.key:
        return best
    # "Bashali Chiefdom" says itself what it is; an article ("al-Bab") is no first name.
    _, _, last = toponym.key.rpartition(" ")
    named = feature_words().get((last, "after")) in ("province", "district", "town", "feature", "site")
    return best + 0.8 + 1.5 * named + (toponym.key.split(" ")[0] in PARTICLES)


def _with_unit(tokens: tuple[Token, ...], toponym: Toponym, points: Points) -> Toponym:
    """Return the toponym with the kind told by a word beside it; a capitalised word after it joins the name."""
    words = feature_words()
    if toponym.last < len(tokens):
        after = tokens[toponym.last]
        kind, proper = words.get((after.text.lower(), "after")), after.text[0].isupper()
        if kind in ("body", "street", "people"):
            points.append((kind, -3.0 if proper else 0.0))
            return toponym
        if kind:
            points.append((kind, 1.5 if proper else 2.5))
            return replace(toponym, unit=kind, last=toponym.last + proper)
    apposed = [t.text for t in tokens[toponym.last : toponym.last + 5]]
    if len(apposed) > 2 and apposed[0] == "," and apposed[1] in ("a", "an", "the"):
        # "Sake, a strategic town near Goma"
        kind = next((k for w in apposed[2:] if (k := words.get((w, "of"))) in _APPOSED), None)
        if kind:
            points.append((f"apposed {kind}", 2.0))
            return replace(toponym, unit=kind)
    at = toponym.first - 1
    kind = words.get((tokens[at].text.lower(), "before")) if at >= 0 else None
    if kind == "people":
        points.append((kind, -3.5 if tokens[at].text[0].isupper() else 0.0))
        return toponym
    if kind is None and at >= 1 and tokens[at].text == "of":
        kind = words.get((tokens[at - 1].text.lower(), "of"))
    if kind == "body":
        points.append((kind, -1.0))
        return toponym
    if kind:
        points.append((kind, 1.5))
    return replace(toponym, unit=kind)


def is_taken(tokens: Sequence[Token], token: Token) -> bool:
    """Tell whether a word is what is taken, reached or shelled, or whose capture or airport it is."""
    head = tokens[token.head]
    of_place = token.dep == "pobj" and head.lemma == "of" and tokens[head.head].lemma in evidence_words()["of"]
    return of_place or (token.dep == "dobj" and head.lemma in evidence_words()["deed"])


def _preposition(tokens: tuple[Token, ...], toponym: Toponym) -> tuple[str, float]:
    """Return points for a preposition of place before the name, over articles and modifiers."""
    at, steps = toponym.first - 1, 0
    while at >= 0 and steps < 3 and tokens[at].pos in ("DET", "ADJ", "NOUN"):
        at, steps = at - 1, steps + 1
    word = tokens[at].text.lower() if at >= 0 else ""
    if word in PLACE_PREPOSITIONS:
        return word, 2.0 if steps < 2 else 1.0
    return (word, 0.7) if word in _LOOSE_PREPOSITIONS else ("", 0.0)


def _neighbours(tokens: tuple[Token, ...], toponym: Toponym, labels: dict[int, EntitySpan]) -> Points:
    """Return points for the names right before and after, for the part of speech, and for speaking."""
    out: Points = []
    last = tokens[toponym.last - 1]
    if toponym.name_first not in labels and all(t.pos != "PROPN" for t in tokens[toponym.name_first : toponym.last]):
        out.append(("no name", -2.0))
    if last.dep == "nsubj" and tokens[last.head].lemma in _SAYING:
        out.append(("speaks", -0.8))
    head = tokens[last.head]
    if is_taken(tokens, last) or (last.dep == "conj" and is_taken(tokens, head)):
        out.append(("taken", 1.5))
    if toponym.unit is None and toponym.last < len(tokens):
        after = tokens[toponym.last]
        if after.sent == last.sent and after.pos == "PROPN" and after.text[0].isupper():
            out.append(("runs on", -1.5))
    if toponym.unit is None and toponym.first > 0:
        before = tokens[toponym.first - 1]
        if before.sent == last.sent and before.pos == "PROPN" and before.text[0].isupper():
            out.append(("follows a name", -2.0))
    return out
