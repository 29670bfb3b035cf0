"""Who took, holds and lost which place, as the reader model sees it: where no word of the tables has told it.

Tables of words reach what is told in set phrases; much is told by a whole sentence ("our lads still sit in the camp",
"saw none but government patrols"). The model says of a name whether it is that of a place of whose holder something is
told, and which words name the holder and the loser; who they are follows from the links, how it is told from the same
steps as for all relations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.base.geo import LOCAL
from tocsin.base.model import FACT, ActorLink, PlaceLink, Status
from tocsin.base.relations import RelationKind
from tocsin.base.senses import Hold
from tocsin.base.trees import ancestors
from tocsin.mentions.draft import Scene
from tocsin.mentions.holding_enemies import enemy_of, freer_of
from tocsin.mentions.holding_links import as_force
from tocsin.mentions.relation_records import Found
from tocsin.mentions.relations_fits import can_hold
from tocsin.mentions.relations_sides import Sides, holders
from tocsin.mentions.relations_status import status_told
from tocsin.mentions.standing_places import where
from tocsin.mentions.told_rows import told_row

# The shares from which a place is read as held, words as its holder or loser, and both together (chosen on the pages of
# benchmarks/corpora that the branch did not learn from, between who holds a place and the holds that nobody has told).
_ENOUGH, _SIDE, _SURE = 0.4, 0.25, 0.4
_TAKEN, _HELD, _LOST = "taken", "held", "lost"
_FREEING = frozenset({"liberate", "free", "cleanse", "clear", "retake", "recapture", "recover", "regain", "reclaim"})


def read_holds(scene: Scene, found: Sequence[Found]) -> Iterator[Found]:
    """Yield who holds, took and lost the places of which ``found`` does not tell it in the same sentence."""
    told = {_at(scene, f.place, f.token) for f in found if f.kind is RelationKind.CONTROLS and f.place is not None}
    for token, place, hold in _places(scene):
        if hold.share >= _ENOUGH and _at(scene, place, token) not in told:
            yield from _read(scene, token, place, hold)


def _at(scene: Scene, place: PlaceLink, token: int) -> tuple[object, int]:
    """Return what tells a place in one sentence from others, and from itself in another sentence."""
    known = place.place
    name = scene.text[place.start : place.end] if known is None else known.geonameid or known.name
    return name, scene.parse.tokens[token].sent


def _places(scene: Scene) -> Iterator[tuple[int, PlaceLink, Hold]]:
    """Yield the places that words name which the model judged, each with its word: links, and nouns that stand for one."""
    holds = scene.reading.holds
    seen: set[int] = set()
    for link in scene.reading.places:
        inside = [holds[i] for i in range(link.first, link.last) if i in holds]
        seen.update(range(link.first, link.last))
        if inside and link.place is not None and link.place.precision in LOCAL:
            yield link.token, link, max(inside, key=lambda h: h.share)
    for token, hold in holds.items():
        if token not in seen:
            links = where(scene, (token,), also_country=False)[:1]
            yield from ((token, k, hold) for k in links if k.place is not None and k.place.precision in LOCAL)


def _read(scene: Scene, named: int, place: PlaceLink, hold: Hold) -> Iterator[Found]:
    """Yield what is told of one place, which the word ``named`` names."""
    kind = max(hold.kinds, key=lambda k: hold.kinds[k])
    token = _telling(scene, named)
    lost, losers = _side(scene, hold, 1)
    if kind in (_TAKEN, _HELD):
        share, takers = _side(scene, hold, 0)
        if kind == _TAKEN and not takers:
            takers = [f for f in _untold(scene, token, losers, place) if can_hold(scene, f)]
            share = lost if losers else 1.0
        made = [Sides(f, None, place) for f in takers]
        yield from _found(scene, token, kind, hold.share * share, holders(scene, made) if made else [])
    if kind in (_TAKEN, _LOST):
        yield from _found(scene, token, _LOST, hold.share * lost, [Sides(f, None, place) for f in losers])


def _untold(scene: Scene, token: int, losers: list[ActorLink], place: PlaceLink) -> list[ActorLink]:
    """Return who took a place of which no word names the taker: the enemy of who lost it, or who frees the land."""
    if losers:
        return enemy_of(scene, token, losers, place)
    here = scene.parse.tokens[token].sent
    freed = any(t.lemma in _FREEING for t in scene.parse.tokens if t.sent == here)
    return freer_of(scene, token, place) if freed else []


def _side(scene: Scene, hold: Hold, side: int) -> tuple[float, list[ActorLink]]:
    """Return who is named as holder (0) or loser (1), the likeliest that can hold a place and those as likely, and how likely."""
    shares: list[tuple[float, ActorLink]] = []
    for link in scene.reading.actors:
        share = max((hold.sides[i][side] for i in range(link.first, link.last) if i in hold.sides), default=0.0)
        force = as_force(scene, link) if share >= _SIDE else None
        if force is not None and can_hold(scene, force):
            shares.append((share, force))
    most = max((share for share, _ in shares), default=0.0)
    return most, [link for share, link in shares if share >= max(most / 2, _SIDE)]


def _telling(scene: Scene, token: int) -> int:
    """Return the verb over a place, by which it is told; without one the top of its sentence."""
    tokens = scene.parse.tokens
    above = [token, *ancestors(scene.parse, token)]
    return next((k for k in above if tokens[k].pos in ("VERB", "AUX")), above[-1])


def _found(scene: Scene, token: int, kind: str, sure: float, sides: list[Sides]) -> Iterator[Found]:
    """Yield the relations of one place and kind; what is only planned or feared is no taking.

    ``sure`` is the share of the place times that of the side.
    """
    if not sides or sure < _SURE:
        return
    row = told_row(
        RelationKind.CONTROLS,
        scene.parse.tokens[token].lemma,
        f"read, {kind} {sure:.2f}",
        ended=kind == _LOST,
        begun=kind == _TAKEN,
        dated=kind != _LOST,
    )
    status, reason, said = status_told(scene, token, row, sides)
    if kind == _HELD and status not in (Status.ASSERTED, Status.ALLEGED, Status.DENIED):
        status = Status.ASSERTED  # "has not fallen", "planned to attack rebel-held Sake": held all the same
    if status not in FACT:
        return
    for s in sides:
        yield Found(
            row.kind, token, s.subject, None, s.place, status, replace(said, status=status), row.ended,
            f"{row.rule}; {reason}", row.begun, row.dated, seen=True,
        )  # fmt: skip
