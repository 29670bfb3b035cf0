"""Place: where a draft's happening took place, chosen among the places of its sentence by the way to them.

Each place is weighed by the steps of the tree that lead to it from the trigger:
"in Goma" under the trigger is near, the town of a participant ("the mayor of Goma") is far,
a place in another happening's phrase is farther. The finest of about equally near ones wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tocsin.base.model import Parse, PlaceLink, Precision
from tocsin.base.trees import ACTING, ancestors, children, marks
from tocsin.mentions.backref import pointing_back
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_places import airfield

_TAKES_PLACE = frozenset({"take-place"})
_VISITS = frozenset({"visit", "n-visit"})
_WHERE = frozenset(
    {"in", "at", "near", "inside", "outside", "around", "across", "off", "over", "along", "throughout", "within", "into"}
    | {"between", "on", "outskirts", "toward", "towards", "through", "beside", "above", "below", "under"}
)  # fmt: skip
# Prepositions that tell the place for some types only, right below the trigger or its object: where to, where from.
_WHERE_FOR = {
    "from": frozenset({"RETREAT", "COERCE"}),
    "to": frozenset({"AID", "MOBILIZE", "CONSULT", "RETREAT"}),
    "of": frozenset({"ASSAULT", "COERCE", "HAZARD"}),
    "against": frozenset({"ASSAULT"}),
}
# Steps, in points: a place at more points than its type's limit is not the happening's.
_UP = {"relcl": 2.0, "advcl": 2.0, "ccomp": 3.0, "parataxis": 3.0}
_UP_ELSE = 1.0
_DOWN = {
    "pobj": 0.0, "appos": 0.2, "conj": 0.2, "npadvmod": 1.0, "compound": 1.0, "nmod": 1.0, "poss": 1.0, "amod": 1.0,
    "dobj": 1.5, "nsubjpass": 2.0, "nsubj": 2.5, "acl": 2.5, "relcl": 3.5, "advcl": 3.0, "ccomp": 3.5, "xcomp": 1.5,
}  # fmt: skip
_DOWN_ELSE = 2.0
_NEAR_PREP, _FAR_PREP, _KIND_OF = 0.5, 2.5, 0.1
_IN_NAME = frozenset({"compound", "nmod", "poss", "amod"})
_NOT_WHERE = 1.5  # a country that tells whose ("U.S. boats") or who acts ("Israel struck", "between India and China")
_OTHERS_CLAUSE = 5.0  # a that-clause hung on a name by mistake says nothing of the name
_ABSTRACT = 3.0  # "in response to", "in opposition to": no place, and what follows it is another matter
_ACTOR, _RECIPIENT = 4.0, 1.0  # the place is itself a side; what is attacked there is there
_STRUCK = frozenset({"HAZARD", "ASSAULT", "PROTEST", "MOBILIZE", "COERCE"})
_OTHER = 2.0  # the place stands in the phrase of another happening
_CLOSE = 1.1  # places about as near as the nearest: the finest is taken
# What sits in a place and acts there: "A court in Stuttgart sentenced", "Police in Goma arrested".
_SEATED = frozenset({"court", "tribunal", "judge", "jury"})
_REASONS = frozenset(
    {"response", "retaliation", "opposition", "support", "connection", "favor", "favour", "protest", "relation"}
    | {"accordance", "exchange", "return", "light", "case", "event", "addition", "reaction", "reference", "regard"}
)
# What is seldom told with a place takes only a near one (shares counted on the short items: HAZARD and ASSAULT
# 9 in 10 with a place, COERCE, AID, RETREAT and CONSULT 6 in 10, SANCTION and verbal acts 1 in 6).
_LIMIT = {"HAZARD": 6.0, "ASSAULT": 6.0, "PROTEST": 6.0, "MOBILIZE": 6.0, "COERCE": 4.0, "AID": 4.0, "RETREAT": 3.6}
_LIMIT |= {"CONSULT": 3.6, "COOPERATE": 2.0, "SANCTION": 1.4}
_LIMIT_VERBAL = 1.1
# "Told the council in Geneva that …": where those sit who are told of it.
_TOLD_TO = ("<ccomp dobj", "<ccomp dative")
_FAR = {"COERCE": 8.0, "AID": 6.0, "HAZARD": 99.0, "ASSAULT": 8.0, "PROTEST": 99.0, "MOBILIZE": 99.0}
_FINE = {p: n for n, p in enumerate((*(p for p in Precision if p is not Precision.COUNTRY), Precision.COUNTRY))}
_WIDER = frozenset({Precision.DISTRICT, Precision.PROVINCE, Precision.COUNTRY})


@dataclass(frozen=True, slots=True)
class Way:
    """A place with the way to it: ``points`` of its steps and their labels."""

    link: PlaceLink
    points: float
    steps: str


def place_of(scene: Scene, draft: Draft, *, others: frozenset[int] = frozenset()) -> tuple[PlaceLink | None, str]:
    """Return the place of a draft among those of its sentence, and the path to it; the dateline is never chosen.

    Args:
        scene: the reading laid out.
        draft: its trigger and roles.
        others: the triggers of the other drafts.
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
    return _nearest(scene, _ways(scene, draft, others), _LIMIT.get(draft.entry.type, _LIMIT_VERBAL))


def far_place_of(scene: Scene, draft: Draft, others: frozenset[int]) -> tuple[PlaceLink | None, str]:
    """Return the place of what happens on the ground though its sentence names it only in another phrase."""
    hazard = draft.entry.type == "HAZARD"
    ways = [w for w in _ways(scene, draft, others) if not _whose(scene.parse, w.link, acting=not hazard)]
    ways = [w for w in ways if not any(told in w.steps for told in _TOLD_TO)]
    if draft.entry.type == "AID":  # "supplied drones to Ethiopia": to whom, not where
        sides = {a.token for a in (*draft.actors, *draft.recipients)}
        ways = [w for w in ways if w.link.token not in sides]
    return _nearest(scene, ways, _FAR.get(draft.entry.type, 0.0))


def _whose(parse: Parse, link: PlaceLink, *, acting: bool) -> bool:
    """Tell whether a country only says whose somebody is ("U.S. officials") or who acts ("Germany issues a warrant")."""
    dep = parse.tokens[link.token].dep
    country = link.place is not None and link.place.precision is Precision.COUNTRY
    return country and (dep in _IN_NAME or (acting and dep in ("nsubj", "conj")))


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
        between = scene.parse.tokens[w.link.last : best.link.first]
        adjacent = 0 < len(between) <= 2 and all(t.lemma in ("in", ",", "the") for t in between)
        if adjacent and _fine(w.link) < _fine(best.link) and _country(w.link) == _country(best.link):
            return w
    return best


def _contradicted(scene: Scene, link: PlaceLink) -> PlaceLink | None:
    """Return the unit named after a place where the place was resolved to another country ("Showa, Masisi Territory")."""
    after = next((p for p in scene.reading.places if p.first == link.last + 1), None)
    if after is None or after.place is None or after.place.precision not in _WIDER:
        return None
    comma = scene.parse.tokens[link.last].text == "," and scene.parse.tokens[after.token].dep not in ACTING | {"conj"}
    return after if comma and _country(link) and _country(after) not in (None, _country(link)) else None


def _country(link: PlaceLink) -> str | None:
    return link.place.country if link.place else None


def _fine(link: PlaceLink) -> int:
    return _FINE[link.place.precision] if link.place else len(_FINE)


def _ways(scene: Scene, draft: Draft, others: frozenset[int]) -> list[Way]:
    """Return the ways to the places of the draft's sentence."""
    tokens, number = scene.parse.tokens, scene.parse.tokens[draft.token].sent
    found = [p for p in scene.reading.places if tokens[p.token].sent == number and is_told(p)]
    named = [_way(scene, draft, p, p.token, others) for p in found if not _hyphened(scene, p)]
    return named + [_way(scene, draft, p, i, others) for i, p in pointing_back(scene, number)]


def _hyphened(scene: Scene, link: PlaceLink) -> bool:
    """Tell whether a dash joins the name to a participle or a second name.

    "Rwanda-backed" tells who, and "the Beirut-Damascus highway" lies in neither.
    """
    tokens, last = scene.parse.tokens, link.last
    if last + 1 >= len(tokens) or tokens[last].start != link.end or tokens[last].text not in ("-", "–"):
        return False
    return tokens[last + 1].start == tokens[last].end and tokens[last + 1].tag in ("VBN", "NNP", "JJ")


def is_told(link: PlaceLink) -> bool:
    """Tell whether a link is a place of the story: resolved, and no dateline."""
    return link.place is not None and not link.reason.startswith("dateline")


def _way(scene: Scene, draft: Draft, link: PlaceLink, end: int, others: frozenset[int]) -> Way:
    """Return the way from the trigger to a place, named at token ``end``: up the tree, then down."""
    tokens, own = scene.parse.tokens, {draft.token, *range(draft.first, draft.last), *(draft.used - others)}
    up, down = path(scene.parse, draft.token, end)
    points = sum(_UP.get(tokens[i].dep, _UP_ELSE) for n, i in enumerate(up) if n == 0 or i not in own)
    # "allegations from Congo that it arms the rebels": the clause hangs on the name itself
    points += 0.0 if down or not up else (_OTHERS_CLAUSE if children(scene.parse, up[-1], "mark") else _NOT_WHERE)
    above = draft.token
    for i in down:
        if i not in own:
            points += _down(scene, draft, i, above=above, link=link)
            points += _OTHER if i in others else 0.0
            points += _ABSTRACT if i != end and tokens[i].lemma in _REASONS else 0.0
        above = i
    toward = _RECIPIENT if draft.entry.type in _STRUCK else _ACTOR
    sides = [(a, _ACTOR) for a in draft.actors] + [(a, toward) for a in draft.recipients]
    points += max((p for a, p in sides if a.token == end), default=0.0)
    labels = [f"<{tokens[i].dep}" for i in up]
    labels += [tokens[i].lemma if tokens[i].pos == "ADP" else tokens[i].dep for i in down if tokens[i].dep != "pobj"]
    steps = " ".join(labels) or "itself"
    return Way(link, points, steps if end == link.token else f"{steps} “{tokens[end].text}”")


def _down(scene: Scene, draft: Draft, i: int, *, above: int, link: PlaceLink) -> float:
    """Return the points of the step from token ``above`` down to token ``i``."""
    token = scene.parse.tokens[i]
    state = link.place is not None and link.place.precision is Precision.COUNTRY
    if token.dep in ("prep", "agent", "dative"):
        direct = above == draft.token or scene.parse.tokens[above].dep == "dobj"
        if token.lemma == "between" and link.token in scene.actor_at:
            return _FAR_PREP
        if token.lemma == "from" and token.head != draft.token and link.token in scene.actor_at:
            return 2 * _FAR_PREP  # "allegations from Khartoum": who, not where
        if token.lemma in _WHERE or (direct and draft.entry.type in _WHERE_FOR.get(token.lemma, ())):
            return _NEAR_PREP
        # "the town of Sake", "the north of Mali": what stands before "of" is a kind or a part of the place
        return _KIND_OF if token.lemma == "of" and above not in scene.actor_at and above != draft.token else _FAR_PREP
    if token.dep == "nsubj" and token.lemma in _SEATED:
        return _NEAR_PREP
    if token.dep == "advcl" and "when" in marks(scene.parse, i):
        return _NEAR_PREP  # "two were rescued when a ferry sank near Basilan"
    whose = state and i == link.token and (token.dep in _IN_NAME or token.dep == "nsubj")
    extra = _NOT_WHERE if token.head == draft.token else 2 * _NOT_WHERE
    return _DOWN.get(token.dep, _DOWN_ELSE) + (extra if whose else 0.0)


def path(parse: Parse, start: int, end: int) -> tuple[list[int], list[int]]:
    """Return the tokens left on the way up from ``start`` and those entered on the way down to ``end``."""
    above = [start, *ancestors(parse, start)]
    below = [end, *ancestors(parse, end)]
    shared = next((i for i in above if i in below), None)
    if shared is None:
        return above[:-1], below[::-1]
    return above[: above.index(shared)], below[: below.index(shared)][::-1]


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
