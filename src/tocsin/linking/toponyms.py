"""Find the names that may be places, with the evidence for it.

A name is looked up as the longest run of tokens that the gazetteer knows.
Whether it is a place here is a sum of points over what stands around it; no single sign decides,
since the language model labels Goma a person and M23 a place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tocsin.base.model import Parse, Reading, Token
from tocsin.linking.gazetteer import Entry, Gazetteer
from tocsin.linking.place_words import (
    abbreviations,
    common_words,
    directions,
    feature_words,
    nationalities,
)
from tocsin.linking.spelling import fold

LONGEST = 7  # tokens of a name, hyphens counted
_PARTICLES = frozenset({"al", "el", "ad", "as", "ash", "at", "an", "ar", "az", "deir", "tal", "tel", "kafr", "ain"})
_INSIDE = frozenset({"of", "the", "and", "de", "la", "le", "les", "du", "des", "del", "al", "el", "es", "sur", "upon", "on", "-", "–", "ad", "as", "ash", "an", "au", "do", "da", "e", "y", "i", "von", "am", "in", "d'", "l'", "&"})
# Points for the label that the language model gave; tuned on half of GeoVirus and of LGL.
_LABEL = {"GPE": 2.0, "LOC": 1.5, "FAC": 0.5, "NORP": -2.0, "PERSON": -1.6, "ORG": -0.6}
_OTHER_LABEL = -1.0
_INSIDE_LABEL = {"GPE": 0.5, "LOC": 0.5, "FAC": -0.7, "NORP": -2.0, "PERSON": -4.0, "ORG": -0.9}
_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "outside", "across", "throughout", "towards", "toward", "around", "into", "inside", "within"})
_LOOSE_PREPOSITIONS = frozenset({"from", "to", "of", "through", "for", "between", "over", "via", "off", "along"})
ENOUGH = 0.0
_SAYING = frozenset({"say", "tell", "add", "ask", "explain", "recall", "argue", "note"})


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name that may be a place: tokens ``[first, last)``, what it may be, and the evidence in points.

    ``unit`` is the kind that a word beside it tells ("province").
    ``part`` is the part of the place that is meant ("northern Syria").
    ``name_first`` is where the name itself starts, after direction words.
    """

    first: int
    last: int
    name_first: int
    key: str
    entries: tuple[Entry, ...]
    evidence: float
    unit: str | None = None
    part: tuple[int, int] | None = None
    parent: int | None = None  # number of the toponym that it is said to lie in
    reason: str = ""


def find_toponyms(reading: Reading, gazetteer: Gazetteer) -> list[Toponym]:
    """Return the names known to the gazetteer, in text order, without overlap, each with its evidence."""
    parse = reading.parse
    if parse is None:
        return []
    blocked = _blocked(reading)
    labels = _labels(parse)
    found: list[Toponym] = []
    i, n = 0, len(parse.tokens)
    while i < n:
        match = None if i in blocked else _longest(parse.tokens, i, blocked, gazetteer)
        if match is None:
            i += 1
            continue
        found.append(_weigh(parse, match, labels))
        i = match.last
    return _with_parents(parse, _pool(parse, found))


def _blocked(reading: Reading) -> set[int]:
    """Return tokens of register links that are no places: persons, groups, bodies; states are both."""
    out: set[int] = set()
    for link in reading.actors:
        if link.basis == "named" and not (link.actor.id or "").startswith("country:"):
            out.update(range(link.first, link.last))
    return out


def _labels(parse: Parse) -> dict[int, tuple[int, int, str]]:
    return {i: (e.first, e.last, e.label) for e in parse.entities for i in range(e.first, e.last)}


def _longest(tokens: tuple[Token, ...], i: int, blocked: set[int], gazetteer: Gazetteer) -> Toponym | None:
    """Return the longest known name that starts at token ``i``."""
    text = tokens[i].text
    word = text.lower()
    if not text[0].isupper() and word not in directions() and not (word in _PARTICLES and _joined(tokens, i)):
        return None
    if word in directions():
        return _with_direction(tokens, i, blocked, gazetteer)
    return _name(tokens, i, blocked, gazetteer)


def _joined(tokens: tuple[Token, ...], i: int) -> bool:
    """Return whether token ``i`` is an article joined to a capitalised name ("al-Bab")."""
    return (
        i + 2 < len(tokens) and tokens[i + 1].text == "-" and tokens[i + 2].text[:1].isupper()
    ) or (i + 1 < len(tokens) and tokens[i + 1].text[:1].isupper())


def _name(tokens: tuple[Token, ...], i: int, blocked: set[int], gazetteer: Gazetteer) -> Toponym | None:
    text = tokens[i].text
    short = abbreviations().get(text.replace(".", ""))
    if short and _abbreviated(tokens, i, short[1]):
        entries = tuple(e for e in gazetteer.entries(short[0]) if e.kind == "A")
        return Toponym(i, i + 1, i, short[0], entries, 0.0, "province")
    key, best, end = "", None, min(len(tokens), i + LONGEST)
    sentence = tokens[i].sent
    for j in range(i, end):
        token = tokens[j]
        if token.sent != sentence or j in blocked:
            break
        if not token.text[0].isupper() and token.text.lower() not in _INSIDE and not (token.text in ("'s", "’s")) and not token.text[0].isdigit():
            break
        part = fold(token.text)
        # "St. John's": the possessive belongs to the name where the gazetteer knows it so.
        longer = key + part if token.text in ("'s", "’s") else f"{key} {part}".strip()
        if token.text in ("'s", "’s"):
            entries = gazetteer.entries(longer) if j > i + 1 else ()
            if entries:
                best = Toponym(i, j + 1, i, longer, entries, 0.0)
            if not gazetteer.begins(longer):
                break
            key = longer
            continue
        if longer != key and (token.text[0].isupper() or token.text[0].isdigit()):
            entries = gazetteer.entries(longer)
            if entries and _plausible(tokens, i, j + 1, longer):
                best = Toponym(i, j + 1, i, longer, entries, 0.0)
        key = longer
        if key and not gazetteer.begins(key) and not (j + 1 < len(tokens) and tokens[j + 1].text in ("'s", "’s")):
            break
    return best


def _abbreviated(tokens: tuple[Token, ...], i: int, alone: bool) -> bool:
    """Return whether a state's abbreviation stands where one may stand: after a town and a comma."""
    after_town = i > 1 and tokens[i - 1].text == "," and tokens[i - 2].text[:1].isupper()
    return after_town or alone


def _plausible(tokens: tuple[Token, ...], first: int, last: int, key: str) -> bool:
    """Return whether a single token could be a name at all, by its letters."""
    if last - first > 1:
        return True
    text = tokens[first].text
    if len(key) < 3:
        return text.isupper() or "." in text
    return key not in nationalities()


def _with_direction(tokens: tuple[Token, ...], i: int, blocked: set[int], gazetteer: Gazetteer) -> Toponym | None:
    """Return a name with its direction: known as such ("North Kivu", "eastern Congo"), or a part of a place."""
    whole = _name_from_direction(tokens, i, blocked, gazetteer)
    if whole:
        return whole
    at = i + 1
    part = directions()[tokens[i].text.lower()]
    # "north - east Nigeria", "south - central Somalia", "the north of Mali", "northern part of Mali".
    while at + 1 < len(tokens) and tokens[at].text in ("-", "–", "and") and tokens[at + 1].text.lower() in directions():
        other = directions()[tokens[at + 1].text.lower()]
        part = (part[0] or other[0], part[1] or other[1])
        at += 2
    if at < len(tokens) and tokens[at].text.lower() in ("part", "parts", "region", "regions", "half"):
        at += 1
    if at < len(tokens) and tokens[at].text == "of" and tokens[i].dep != "advmod" and tokens[i].text.lower() not in _CARDINAL_AWAY:
        at += 1
    elif at < len(tokens) and tokens[at].text == "of":
        return None
    if at < len(tokens) and tokens[at].text == "the":
        at += 1
    if at >= len(tokens) or at in blocked or not tokens[at].text[0].isupper() or tokens[at].sent != tokens[i].sent:
        return None
    name = _name(tokens, at, blocked, gazetteer)
    if name is None:
        return None
    return replace(name, first=i, part=part)


# "10 km north of Mosul" is not in Mosul's north: only "the north of" is a part.
_CARDINAL_AWAY: frozenset[str] = frozenset()


def _name_from_direction(tokens: tuple[Token, ...], i: int, blocked: set[int], gazetteer: Gazetteer) -> Toponym | None:
    found = _name(tokens, i, blocked, gazetteer)
    return found if found and found.last > i + 1 else None


def _weigh(parse: Parse, match: Toponym, labels: dict[int, tuple[int, int, str]]) -> Toponym:
    """Return the toponym with its evidence, unit and the reasons for them."""
    tokens = parse.tokens
    points: list[tuple[str, float]] = [_label(match, labels)]
    match = _with_unit(tokens, match, points)
    points.append(_preposition(parse, match))
    points.append(("prior", _prior(match)))
    points += _neighbours(tokens, match, labels)
    if match.part is not None:
        points.append(("direction", 1.5))
    evidence = sum(p for _, p in points)
    reason = " ".join(f"{name}{p:+.1f}" for name, p in points if p)
    return replace(match, evidence=evidence, reason=reason)


def _label(match: Toponym, labels: dict[int, tuple[int, int, str]]) -> tuple[str, float]:
    span = labels.get(match.last - 1) or labels.get(match.name_first)
    if span is None:
        return "unlabelled", -0.5
    first, last, label = span
    inside = last - first > match.last - match.name_first + 1 or last > match.last
    points = _INSIDE_LABEL if inside else _LABEL
    return ("in " if inside else "") + label, points.get(label, _OTHER_LABEL)


def _prior(match: Toponym) -> float:
    """Return how likely the name alone makes a place: by its most prominent bearer."""
    best = -2.0
    for entry in match.entries:
        if entry.kind == "C":
            best = max(best, 3.0)
        elif entry.kind in "AKFW":
            best = max(best, 2.0 - 0.7 * entry.alternate)
        else:
            size = len(str(entry.place.population)) - 5.0
            best = max(best, min(1.5, 0.6 * size) - 0.5 * entry.alternate)
    if match.key in common_words():
        best = min(best, 0.0) - 3.0
    return best + (0.8 if " " in match.key else 0.0)


def _with_unit(tokens: tuple[Token, ...], match: Toponym, points: list[tuple[str, float]]) -> Toponym:
    """Return the toponym with the kind told by a word beside it; capitalised words after it join the name."""
    words = feature_words()
    after = tokens[match.last] if match.last < len(tokens) else None
    kind = words.get((after.text.lower(), "after")) if after is not None else None
    if after is not None and kind and not (kind in ("body", "people", "street") and after.text[0].islower()):
        if kind in ("body", "street"):
            points.append((kind, -3.0))
            return match
        points.append((kind, 1.5))
        last = match.last + 1 if after.text[0].isupper() else match.last
        return replace(match, unit=kind, last=last)
    at = match.first - 1
    if at >= 0 and (kind := words.get((tokens[at].text.lower(), "before"))):
        if kind == "people":
            points.append((kind, -3.5 if tokens[at].text[0].isupper() else 0.0))
            return match
        points.append((kind, 1.0))
        return replace(match, unit=kind)
    if at >= 1 and tokens[at].text == "of" and (kind := words.get((tokens[at - 1].text.lower(), "of"))):
        points.append((kind, 1.5 if kind != "body" else -1.0))
        return replace(match, unit=kind if kind != "body" else None)
    return match


def _preposition(parse: Parse, match: Toponym) -> tuple[str, float]:
    """Return points for a preposition of place before the name, over articles and modifiers."""
    tokens, at = parse.tokens, match.first - 1
    steps = 0
    while at >= 0 and steps < 3 and tokens[at].pos in ("DET", "ADJ", "NOUN", "PUNCT") and tokens[at].text not in (",", ";", "(", '"'):
        at -= 1
        steps += 1
    if at < 0:
        return "", 0.0
    word = tokens[at].text.lower()
    if word in _PLACE_PREPOSITIONS:
        return "in", 2.0 if steps < 2 else 1.0
    if word in _LOOSE_PREPOSITIONS:
        return word, 0.7
    return "", 0.0


def _neighbours(tokens: tuple[Token, ...], match: Toponym, labels: dict[int, tuple[int, int, str]]) -> list[tuple[str, float]]:
    """Return points for what stands right before and after, and for the name's own part of speech."""
    out: list[tuple[str, float]] = []
    last = tokens[match.last - 1]
    if all(t.pos not in ("PROPN",) for t in tokens[match.name_first : match.last]) and match.name_first not in labels:
        out.append(("no name", -2.0))
    if match.last < len(tokens):
        after = tokens[match.last]
        same = after.sent == last.sent
        if same and after.pos == "PROPN" and after.text[0].isupper() and match.unit is None:
            out.append(("runs on", -1.5))
        if last.dep == "nsubj" and tokens[last.head].lemma in _SAYING:
            out.append(("speaks", -0.8))
    if match.first > 0:
        before = tokens[match.first - 1]
        if before.sent == last.sent and before.pos == "PROPN" and before.text[0].isupper() and match.unit is None:
            out.append(("follows a name", -2.0))
    return out


def _pool(parse: Parse, found: list[Toponym]) -> list[Toponym]:
    """Return the toponyms with the evidence of their namesakes; surnames of persons named in full count against."""
    surnames = {
        fold(parse.tokens[e.last - 1].text)
        for e in parse.entities
        if e.label == "PERSON" and e.last - e.first > 1 and parse.tokens[e.first].text[0].isupper()
    }
    best: dict[str, float] = {}
    for toponym in found:
        best[toponym.key] = max(best.get(toponym.key, -9.0), toponym.evidence)
    out = []
    for toponym in found:
        evidence, reason = toponym.evidence, toponym.reason
        if toponym.key in surnames and "in+" not in reason:
            evidence, reason = evidence - 2.5, reason + " surname-2.5"
        elif best[toponym.key] > evidence:
            gain = min(1.5, 0.4 * (best[toponym.key] - evidence))
            evidence, reason = evidence + gain, f"{reason} namesake{gain:+.1f}"
        out.append(replace(toponym, evidence=evidence, reason=reason))
    return out


def _with_parents(parse: Parse, found: list[Toponym]) -> list[Toponym]:
    """Return the toponyms with the one that each is said to lie in ("Goma, North Kivu"; "Sake in North Kivu")."""
    tokens = parse.tokens
    out = list(found)
    for n in range(len(found) - 1):
        a, b = found[n], found[n + 1]
        between = [t.text for t in tokens[a.last : b.first]]
        if between not in ([","], ["in"], ["("], [",", "in"]) or not _contains_any(a, b):
            continue
        gain = 3.0 if between[0] in (",", "(") else 1.0
        out[n] = replace(out[n], parent=n + 1, evidence=out[n].evidence + gain, reason=f"{a.reason} parent{gain:+.1f}")
        out[n + 1] = replace(b, evidence=b.evidence + gain, reason=f"{b.reason} child{gain:+.1f}")
    return out


def _contains_any(a: Toponym, b: Toponym) -> bool:
    return any(lies_in(x, y) for y in b.entries for x in a.entries)


def lies_in(child: Entry, parent: Entry) -> bool:
    """Return whether a place lies in a country or admin unit."""
    if parent.kind == "C":
        return child.kind != "C" and child.place.country == parent.place.country
    return parent.number in (child.admin1, child.admin2)
