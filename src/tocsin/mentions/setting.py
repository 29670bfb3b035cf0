"""Setting: where and when a draft's happening took place, chosen among the links of its sentence."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.base.model import Parse, PlaceLink, Precision, TimeLink
from tocsin.base.trees import ancestors
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.slots import slots

_WHERE = (
    "in", "at", "near", "inside", "outside", "around", "across", "off", "over", "along", "throughout", "within",
    "between", "on", "into", "outskirts", "toward", "towards", "through", "from", "of",
)  # fmt: skip
_TAKES_PLACE = frozenset({"take-place"})
VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_FINE = {p: n for n, p in enumerate(Precision)}
_CLAUSE_END = frozenset({"ccomp", "advcl", "relcl", "parataxis"})
# A time on the reporting verb counts for the happening only when nothing nearer does.
_REPORTED = 10


def place_of(scene: Scene, draft: Draft) -> tuple[PlaceLink | None, str]:
    """Return the place of a draft and the path to it; the dateline is never chosen."""
    if draft.entry.frame.name in _TAKES_PLACE:
        found = _first(scene, [t for t in draft.slots.get("obj", ())])
        if found is not None:
            return found, "place:object"
    for token in [draft.token, *_same_clause(scene.parse, draft.token)]:
        filled = slots(scene.tree, token)
        for name in _WHERE:
            if name in ("of", "from") and (token != draft.token or draft.entry.type in VERBAL):
                continue
            found = _first(scene, filled.get(name, ()))
            if found is not None:
                return found, f"place:{name}"
        if token == draft.token and (found := _first(scene, _no_side(draft, filled.get("mod", ())))) is not None:
            return found, "place:modifier"
    if draft.entry.type in VERBAL:
        return None, "place:not stated"
    return _in_sentence(scene, draft)


def _no_side(draft: Draft, tokens: Iterable[int]) -> list[int]:
    """Return the modifiers that are not a side of the happening ("a U.S. strike" tells who, not where)."""
    sides = {a.token for a in (*draft.actors, *draft.recipients)}
    return [t for t in tokens if t not in sides]


def _same_clause(parse: Parse, i: int) -> Iterable[int]:
    """Yield the predicates above ``i`` in its own clause."""
    for a in ancestors(parse, i):
        if parse.tokens[i].dep in _CLAUSE_END:
            return
        i = a
        if parse.tokens[a].pos in ("VERB", "NOUN", "AUX"):
            yield a


def _first(scene: Scene, tokens: Iterable[int]) -> PlaceLink | None:
    """Return the finest place among the noun phrases at ``tokens``, the first of equals."""
    found = [p for t in tokens for p in _places_under(scene, t) if not p.reason.startswith("dateline")]
    found = [p for p in found if p.place is not None]
    return min(found, key=lambda p: _FINE[p.place.precision] if p.place else 9, default=None)


def _places_under(scene: Scene, token: int) -> list[PlaceLink]:
    own = scene.place_at.get(token)
    if own is not None:
        return [own]
    filled = slots(scene.tree, token) if scene.parse.tokens[token].pos in ("NOUN", "PROPN") else {}
    below = [t for name in ("of", "in", "near", "at", "mod", "poss") for t in filled.get(name, ())]
    return [scene.place_at[t] for t in below if t in scene.place_at]


def _in_sentence(scene: Scene, draft: Draft) -> tuple[PlaceLink | None, str]:
    number = scene.parse.tokens[draft.token].sent
    found = []
    for link in scene.reading.places:
        token = scene.parse.tokens[link.token]
        if token.sent != number or link.place is None or link.reason.startswith("dateline"):
            continue
        above = scene.parse.tokens[token.head]
        if token.dep == "pobj" and above.lemma in _WHERE[:10]:
            found.append((abs(link.token - draft.token), link))
    if not found:
        return None, "place:none in the sentence"
    return min(found, key=lambda f: f[0])[1], "place:nearest in the sentence"


def time_of(scene: Scene, draft: Draft) -> tuple[TimeLink | None, str]:
    """Return the time of a draft and the path to it: on its trigger, else on the nearest verb above it."""
    number = scene.parse.tokens[draft.token].sent
    anchors = {_anchor(scene.parse, t): t for t in scene.reading.times if scene.parse.tokens[t.token].sent == number}
    if not anchors:
        return None, "time:none in the sentence"
    cost, at = 0, draft.token
    best: tuple[int, TimeLink] | None = None
    if at in anchors:
        return anchors[at], "time:on the trigger"
    for a in ancestors(scene.parse, at):
        cost += _REPORTED if scene.parse.tokens[at].dep in ("ccomp", "relcl") else 1
        at = a
        if a in anchors and (best is None or cost < best[0]):
            best = (cost, anchors[a])
    if best is not None:
        return best[1], "time:on the reporting verb" if best[0] >= _REPORTED else "time:on the clause"
    below = [t for a, t in anchors.items() if draft.token in list(ancestors(scene.parse, a))]
    return (below[0], "time:below the trigger") if below else (None, "time:in another clause")


def _anchor(parse: Parse, link: TimeLink) -> int:
    """Return the word that a time expression hangs on."""
    at = link.token
    while parse.tokens[at].head != at:
        at = parse.tokens[at].head
        if not link.first <= at < link.last and parse.tokens[at].pos not in ("ADP", "SCONJ", "ADV", "NUM"):
            return at
    return at
