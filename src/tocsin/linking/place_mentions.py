"""What names tell about each other: namesakes, surnames, shared units, the place that a place lies in, the country.

The second half of weighing a name; the first, on the words around it, is ``place_evidence``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tocsin.base.model import Parse, Token
from tocsin.linking.gazetteer import Entry
from tocsin.linking.place_evidence import PLACE_PREPOSITIONS, weigh
from tocsin.linking.place_source import ADMIN1, CAPITAL, COUNTRY, FEATURE, TOWN
from tocsin.linking.place_words import common_words, feature_words, plural
from tocsin.linking.spelling import fold
from tocsin.linking.toponyms import Toponym

_NO_SUCH = -20.0
# A row of provinces: names of provinces of one country in it, and their share.
_LISTED, _LISTED_SHARE = 3, 0.8
_IN_LISTS = frozenset({(",",), ("and",), (",", "and"), ("or",), (",", "or")})
_BETWEEN_PARENT = {
    (",",): 3.0, ("(",): 3.0, (",", "in"): 1.5, ("in",): 1.0, ("in", "the"): 1.0, ("located", "in"): 1.0,
}  # fmt: skip
# In these countries towns and persons share their names, so that the country says little about a name.
SHARED_NAMES = frozenset({"USA", "GBR", "CAN", "AUS", "NZL", "IRL"})
_IN_COUNTRY, _IN_COUNTRY_ALTERNATE = 2.0, 1.5


def weigh_all(parse: Parse, found: list[Toponym]) -> list[Toponym]:
    """Return the toponyms with their evidence, the units told by words beside them, and their parents."""
    labels = {i: e for e in parse.entities for i in range(e.first, e.last)}
    weighed = _with_shared_units(parse.tokens, [weigh(parse, t, labels) for t in found])
    return _with_parents(parse.tokens, _pooled(parse, weighed))


def with_countries(toponyms: list[Toponym], countries: frozenset[str]) -> list[Toponym]:
    """Return the toponyms, those helped that have a bearer in a country that the document is about."""
    wanted = countries - SHARED_NAMES
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
        if gain is None:
            continue
        if not _may_lie_in(child, parent):
            if gain == _BETWEEN_PARENT[(",",)] and _is_elsewhere(tokens, found, n):
                out[n] = _plus(out[n], "no such there", _NO_SUCH)
            continue
        if is_listed(tokens, found, n) and _are_siblings(child, parent):
            continue
        out[n] = replace(_plus(out[n], "parent", gain), parent=n + 1)
        out[n + 1] = _plus(out[n + 1], "child", gain)
    return out


def is_listed(tokens: tuple[Token, ...], found: Sequence[Toponym], n: int) -> bool:
    """Return whether a name and the next are part of a longer list: "Georgia, Illinois, Missouri and Ohio"."""
    around = [(n - 1, n), (n + 1, n + 2)]
    pairs = [(found[a], found[b]) for a, b in around if a >= 0 and b < len(found)]
    return any(tuple(t.text for t in tokens[a.last : b.first]) in _IN_LISTS for a, b in pairs)


def listed_provinces(tokens: tuple[Token, ...], toponyms: Sequence[Toponym]) -> frozenset[int]:
    """Return the numbers of the provinces whose names stand in a row of provinces: "Utah, Virginia, Washington and Ohio".

    At least three of the names, and four in five, must be provinces of one country, without a town of the name in it:
    "Kharkiv, Sumy and Poltava" stay towns.
    """
    rows: list[list[Toponym]] = []
    for n, toponym in enumerate(toponyms):
        between = tuple(t.text for t in tokens[toponyms[n - 1].last : toponym.first]) if n else ()
        if between in _IN_LISTS and toponym.parent is None:
            rows[-1].append(toponym)
        else:
            rows.append([toponym])
    found: set[int] = set()
    for row in rows:
        named = [[e for e in t.entries if _is_province_alone(t, e)] for t in row]
        of = Counter(country for entries in named for country in {e.place.country for e in entries})
        least = max(_LISTED, len(row) * _LISTED_SHARE)
        found |= {e.number for entries in named for e in entries if of[e.place.country] >= least}
    return frozenset(found)


def _is_province_alone(toponym: Toponym, entry: Entry) -> bool:
    """Tell whether a name's bearer is a province, with no country of the name and no town of the name in it."""
    if entry.kind != ADMIN1 or entry.alternate:
        return False
    towns = (e for e in toponym.entries if e.kind in (TOWN, CAPITAL))
    is_state = any(e.kind == COUNTRY and not e.alternate for e in toponym.entries)
    return not is_state and all(e.admin1 != entry.number for e in towns)


def _may_lie_in(child: Toponym, parent: Toponym) -> bool:
    return any(lies_in(c, p) for p in parent.entries for c in child.entries)


def _is_elsewhere(tokens: tuple[Token, ...], found: Sequence[Toponym], n: int) -> bool:
    """Return whether a town is said to lie where no bearer of its name does: "Stroud, Ontario" is not in England.

    Only where the name behind is a province alone, not one of a list of places.
    """
    child, parent = found[n], found[n + 1]
    if any(e.kind in (COUNTRY, ADMIN1, CAPITAL, FEATURE) for e in child.entries):
        return False
    if not any(e.kind == ADMIN1 and not e.alternate for e in parent.entries):
        return False
    before = n > 0 and tuple(t.text for t in tokens[found[n - 1].last : child.first]) in _IN_LISTS
    behind = n + 2 < len(found) and tuple(t.text for t in tokens[parent.last : found[n + 2].first]) in _IN_LISTS
    return not before and (not behind or _may_lie_in(parent, found[n + 2]))


def _are_siblings(child: Toponym, parent: Toponym) -> bool:
    """Return whether two names may both be countries, or both provinces of one: "Niger, Nigeria", "Ohio, Oregon"."""
    return any(
        c.number != p.number
        and c.kind == p.kind
        and (c.kind == COUNTRY or (c.kind == ADMIN1 and c.place.country == p.place.country))
        for c in child.entries
        for p in parent.entries
    )


def lies_in(child: Entry, parent: Entry) -> bool:
    """Return whether a place lies in a country or an admin unit."""
    if parent.kind == COUNTRY:
        return child.kind != COUNTRY and child.place.country == parent.place.country
    return parent.number in (child.admin1, child.admin2)
