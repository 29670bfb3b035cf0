"""What names tell about each other: namesakes, surnames, shared units, the place that a place lies in, the country.

The second half of weighing a name; the first, on the words around it, is ``place_evidence``.
"""

from __future__ import annotations

from dataclasses import replace

from tocsin.base.model import Parse, Token
from tocsin.linking.gazetteer import Entry
from tocsin.linking.gazetteer_sources import COUNTRY
from tocsin.linking.place_evidence import PLACE_PREPOSITIONS, weigh
from tocsin.linking.place_words import common_words, feature_words, plural
from tocsin.linking.spelling import fold
from tocsin.linking.toponyms import Toponym

_BETWEEN_PARENT = {(",",): 3.0, ("(",): 3.0, (",", "in"): 1.5, ("in",): 1.0, ("in", "the"): 1.0}
# In these countries towns and persons share their names, so that the country says little about a name.
_SHARED_NAMES = frozenset({"USA", "GBR", "CAN", "AUS", "NZL", "IRL"})
_IN_COUNTRY, _IN_COUNTRY_ALTERNATE = 2.0, 1.5


def weigh_all(parse: Parse, found: list[Toponym]) -> list[Toponym]:
    """Return the toponyms with their evidence, the units told by words beside them, and their parents."""
    labels = {i: e for e in parse.entities for i in range(e.first, e.last)}
    weighed = _with_shared_units(parse.tokens, [weigh(parse, t, labels) for t in found])
    return _with_parents(parse.tokens, _pooled(parse, weighed))


def with_countries(toponyms: list[Toponym], countries: frozenset[str]) -> list[Toponym]:
    """Return the toponyms, those helped that have a bearer in a country that the document is about."""
    wanted = countries - _SHARED_NAMES
    out = []
    for toponym in toponyms:
        there = [e for e in toponym.entries if e.place.country in wanted and e.kind != COUNTRY]
        if there and toponym.key not in common_words():
            alternate = all(e.alternate for e in there)
            toponym = _plus(toponym, "country", _IN_COUNTRY_ALTERNATE if alternate else _IN_COUNTRY)
        out.append(toponym)
    return out


def _with_shared_units(tokens: tuple[Token, ...], found: list[Toponym]) -> list[Toponym]:
    """Return the toponyms, those before "and" with the unit told in the plural: "Belgorod and Kursk oblasts"."""
    out = list(found)
    for n in range(len(found) - 2, -1, -1):
        left, right = out[n], out[n + 1]
        between = [t.text for t in tokens[left.last : right.first]]
        if left.unit is None and right.unit and between in (["and"], [","], [",", "and"], ["or"]):
            after = [t.text.lower() for t in tokens[right.last - 1 : right.last + 1]]
            if any((w, "after") in feature_words() and w == plural(w.removesuffix("s")) for w in after) or (
                n + 2 < len(out) and out[n + 1].reason.endswith("shared+2.0")
            ):
                out[n] = replace(_plus(left, "shared", 2.0), unit=right.unit)
    return out


def _pooled(parse: Parse, found: list[Toponym]) -> list[Toponym]:
    """Return the toponyms helped by their namesakes, and harmed by persons who bear the name as a surname."""
    surnames = {
        fold(parse.tokens[e.last - 1].text) for e in parse.entities if e.label == "PERSON" and e.last - e.first > 1
    }
    best: dict[str, float] = {}
    for toponym in found:
        best[toponym.key] = max(best.get(toponym.key, toponym.evidence), toponym.evidence)
    out = []
    for toponym in found:
        gap = best[toponym.key] - toponym.evidence
        if toponym.key in surnames and not _placed(parse.tokens, toponym):
            toponym = _plus(toponym, "surname", -3.5)
        elif gap > 0 and not toponym.settled:
            toponym = _plus(toponym, "namesake", min(1.5, 0.4 * gap))
        out.append(toponym)
    return out


def _placed(tokens: tuple[Token, ...], toponym: Toponym) -> bool:
    return toponym.first > 0 and tokens[toponym.first - 1].text.lower() in PLACE_PREPOSITIONS


def _plus(toponym: Toponym, name: str, points: float) -> Toponym:
    return replace(toponym, evidence=toponym.evidence + points, reason=f"{toponym.reason} {name}{points:+.1f}")


def _with_parents(tokens: tuple[Token, ...], found: list[Toponym]) -> list[Toponym]:
    """Return the toponyms with the one that each is said to lie in: "Goma, North Kivu", "Sake in North Kivu"."""
    out = list(found)
    for n in range(len(found) - 1):
        child, parent = found[n], found[n + 1]
        gain = _BETWEEN_PARENT.get(tuple(t.text for t in tokens[child.last : parent.first]))
        if gain is None or not any(lies_in(c, p) for p in parent.entries for c in child.entries):
            continue
        out[n] = replace(_plus(out[n], "parent", gain), parent=n + 1)
        out[n + 1] = _plus(out[n + 1], "child", gain)
    return out


def lies_in(child: Entry, parent: Entry) -> bool:
    """Return whether a place lies in a country or an admin unit."""
    if parent.kind == COUNTRY:
        return child.kind != COUNTRY and child.place.country == parent.place.country
    return parent.number in (child.admin1, child.admin2)
