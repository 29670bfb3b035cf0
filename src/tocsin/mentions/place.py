"""Place: where a draft's happening took place, chosen among the places of its sentence by the way to them.

The finest of about equally near ones wins, and a place that is too far for its type is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tocsin.base.model import Parse, PlaceLink, Precision
from tocsin.base.trees import ACTING, INNER, children
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_places import airfield
from tocsin.mentions.ways import Way, is_told, ways_to

_TAKES_PLACE = frozenset({"take-place"})
_VISITS = frozenset({"visit", "n-visit"})
_CLOSE = 1.1  # places about as near as the nearest: the finest is taken
# What is seldom told with a place takes only a near one (shares counted on the short items: HAZARD and ASSAULT
# 9 in 10 with a place, COERCE, AID, RETREAT and CONSULT 6 in 10, SANCTION and verbal acts 1 in 6).
_LIMIT = {"HAZARD": 6.0, "ASSAULT": 6.0, "PROTEST": 6.0, "MOBILIZE": 6.0, "COERCE": 4.0, "AID": 4.0, "RETREAT": 3.6}
_LIMIT |= {"CONSULT": 3.6, "COOPERATE": 2.0, "SANCTION": 1.4}
_LIMIT_VERBAL = 1.1
# "Told the council in Geneva that …": where those sit who are told of it.
_TOLD_TO = ("<ccomp dobj", "<ccomp dative")
_FAR = {"COERCE": 8.0, "AID": 6.0, "HAZARD": 99.0, "ASSAULT": 8.0, "PROTEST": 99.0, "MOBILIZE": 99.0}
_FINE = {p: n for n, p in enumerate((*(p for p in Precision if p is not Precision.COUNTRY), Precision.COUNTRY))}
# Words between a place and the wider one in which the text puts it.
_JOINING, _NEAR_WORDS = frozenset({"in", ",", "the"}), 2
_WIDER = frozenset({Precision.DISTRICT, Precision.PROVINCE, Precision.COUNTRY})


def place_of(scene: Scene, draft: Draft, *, others: Mapping[int, Draft]) -> tuple[PlaceLink | None, str]:
    """Return the place of a draft among those of its sentence, and the path to it; the dateline is never chosen.

    Args:
        scene: the reading laid out.
        draft: its trigger and roles.
        others: all drafts by trigger.
    """
    if draft.entry.frame.name in _TAKES_PLACE:
        taken = draft.slots.get("obj", ())
        found = next((p for t in taken if (p := airfield(scene, t)) is not None), None) or _first(scene, taken)
        if found is not None:
            return found, "place:object"
    if draft.entry.frame.name in _VISITS:
        seen = _first(scene, (t for name in ("obj", "to", "in") for t in draft.slots.get(name, ())))
        if seen is not None and seen.place is not None and seen.place.precision is not Precision.COUNTRY:
            return seen, "place:visited"
    return _nearest(scene, ways_to(scene, draft, others), _LIMIT.get(draft.entry.type, _LIMIT_VERBAL))


def far_place_of(scene: Scene, draft: Draft, others: Mapping[int, Draft]) -> tuple[PlaceLink | None, str]:
    """Return the place of what happens on the ground though its sentence names it only in another phrase."""
    hazard = draft.entry.type == "HAZARD"
    ways = [w for w in ways_to(scene, draft, others) if not _whose(scene.parse, w.link, acting=not hazard)]
    ways = [w for w in ways if not any(told in w.steps for told in _TOLD_TO)]
    if draft.entry.type == "AID":  # "supplied drones to Ethiopia": to whom, not where
        sides = {a.token for a in (*draft.actors, *draft.recipients)}
        ways = [w for w in ways if w.link.token not in sides]
    return _nearest(scene, ways, _FAR.get(draft.entry.type, 0.0))


def _whose(parse: Parse, link: PlaceLink, *, acting: bool) -> bool:
    """Tell whether a country only says whose somebody is ("U.S. officials") or who acts ("Germany issues a warrant")."""
    dep = parse.tokens[link.token].dep
    country = link.place is not None and link.place.precision is Precision.COUNTRY
    return country and (dep in INNER or (acting and dep in ("nsubj", "conj")))


def _nearest(scene: Scene, ways: Sequence[Way], limit: float) -> tuple[PlaceLink | None, str]:
    if not ways:
        return None, "place:none in the sentence"
    near = min(w.points for w in ways)
    if near > limit:
        return None, f"place:too far ({near:.1f} > {limit:.1f})"
    best = _inside(scene, _finest(ways, near), ways)
    wider = _contradicted(scene, best.link)
    if wider is not None:
        return wider, f"place:{best.steps}, as said after its name"
    return best.link, f"place:{best.steps} ({best.points:.1f})"


def _finest(ways: Sequence[Way], near: float) -> Way:
    """Return the finest of the nearest places in one country, the nearest of equals."""
    first = min(ways, key=lambda w: (w.points, _country(w.link) is None, w.link.start))
    land = _country(first.link)
    close = [w for w in ways if w.points <= near + _CLOSE and (_country(w.link) == land or land is None)]
    return min(close, key=lambda w: (_country(w.link) is None, _fine(w.link), w.points))


def _inside(scene: Scene, best: Way, ways: Sequence[Way]) -> Way:
    """Return the place that the text puts inside the chosen one right before it ("the town of Bara in North Kordofan")."""
    for w in ways:
        if _leads(scene, w.link, best.link) and _country(w.link) == _country(best.link):
            return w
    return best


def _contradicted(scene: Scene, link: PlaceLink) -> PlaceLink | None:
    """Return the unit named after a place where the place was resolved to another country ("Showa, Masisi Territory")."""
    after = next((p for p in scene.reading.places if p.first == link.last + 1), None)
    if after is None or after.place is None or after.place.precision not in _WIDER:
        return None
    comma = scene.parse.tokens[link.last].text == "," and scene.parse.tokens[after.token].dep not in ACTING | {"conj"}
    return after if comma and _country(link) and _country(after) not in (None, _country(link)) else None


def is_around(scene: Scene, link: PlaceLink, places: Iterable[PlaceLink]) -> bool:
    """Tell whether a place only says where the one before it lies ("Uvira, South Kivu Province", "Goma in Congo")."""
    return any(_leads(scene, p, link) and _country(p) == _country(link) for p in places)


def _leads(scene: Scene, part: PlaceLink, whole: PlaceLink) -> bool:
    """Tell whether a place stands right before a wider one, with no more than a comma or "in the" between them."""
    between = scene.parse.tokens[part.last : whole.first]
    joined = 0 < len(between) <= _NEAR_WORDS and all(t.lemma in _JOINING for t in between)
    if not joined or _fine(part) >= _fine(whole):
        return False
    return any(t.lemma == "in" for t in between) or _is_unit(scene, part, whole)


def _is_unit(scene: Scene, part: PlaceLink, whole: PlaceLink) -> bool:
    """Tell whether a place behind a comma holds the one before it: "Goma, Masisi and Rutshuru" is a list."""
    if part.place is None or whole.place is None or whole.place.precision is Precision.COUNTRY:
        return True
    word = scene.parse.tokens[whole.last - 1].text  # "Fizi Territory"
    return part.place.admin1 == whole.place.name or word not in whole.place.name


def _country(link: PlaceLink) -> str | None:
    return link.place.country if link.place else None


def _fine(link: PlaceLink) -> int:
    return _FINE[link.place.precision] if link.place else len(_FINE)


def _first(scene: Scene, tokens: Iterable[int]) -> PlaceLink | None:
    """Return the finest place among the noun phrases at ``tokens``, the first of equals."""
    found = [p for t in tokens for p in _places_under(scene, t) if is_told(p)]
    return min(found, key=_fine, default=None)


def _places_under(scene: Scene, token: int) -> list[PlaceLink]:
    own = scene.place_at.get(token)
    if own is not None:
        return [own]
    filled = slots(scene.tree, token) if scene.parse.tokens[token].pos in ("NOUN", "PROPN") else {}
    below = [t for name in ("of", "in", "near", "at", "mod", "poss") for t in filled.get(name, ())]
    below += children(scene.parse, token, "appos")
    return [scene.place_at[t] for t in below if t in scene.place_at]
