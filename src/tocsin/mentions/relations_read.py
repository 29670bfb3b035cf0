"""Relations that the reader model tells: how two words of a document stand to each other (``Reading.ties``).

The tables say what they know word by word; the model finds what no row has ("the last town to slip from Kyiv's grasp").
What its words stand for, who says so and when comes from the same steps as for the tables' words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.base.geo import LOCAL
from tocsin.base.model import ActorLink, PlaceLink, Precision, Status
from tocsin.base.relations import RelationKind
from tocsin.base.senses import Tie
from tocsin.base.trees import tying
from tocsin.mentions.draft import Scene
from tocsin.mentions.holding_items import as_force
from tocsin.mentions.holding_phrases import besieged
from tocsin.mentions.home_places import place_at_home, unknown_place
from tocsin.mentions.relation_records import Found
from tocsin.mentions.relations_kinds import can_fight, held, is_held
from tocsin.mentions.relations_sides import Sides, holders, same_side
from tocsin.mentions.relations_status import status_told
from tocsin.mentions.relations_towns import unknown_town
from tocsin.mentions.standing_slots import last_place, owner_of, where, who, word_party
from tocsin.mentions.standing_words import Standing

# From which share on the model is believed.
_SURE = 0.5
_STATE = frozenset({"GOV", "MIL"})
_HOLDERS = frozenset({"GOV", "MIL", "REB", "PRM", "CRM"})
_PRESENT = frozenset({"MIL", "REB", "PRM", "IGO", "GOV", "CRM"})
_BACKERS = frozenset({"GOV", "MIL", "SPY", "REB", "PRM", "IGO", "BUS"})
_SENDERS = frozenset({"GOV", "IGO", "LEG"})
_OVER = frozenset({"lost", "left", "unbacks", "untruce", "unsanctions", "freed"})
_KINDS = {
    "holds": RelationKind.CONTROLS, "took": RelationKind.CONTROLS, "lost": RelationKind.CONTROLS,
    "besieges": RelationKind.CONTROLS, "in": RelationKind.PRESENT_IN, "left": RelationKind.PRESENT_IN,
    "backs": RelationKind.BACKS, "unbacks": RelationKind.BACKS, "war": RelationKind.AT_WAR,
    "truce": RelationKind.TRUCE, "untruce": RelationKind.TRUCE, "sanctions": RelationKind.SANCTIONS,
    "unsanctions": RelationKind.SANCTIONS, "detains": RelationKind.DETAINED, "freed": RelationKind.DETAINED,
}  # fmt: skip
_NAMES = {"holds": "held", "took": "taken", "lost": "lost", "besieges": "besieged"}
_PLACED = frozenset({RelationKind.CONTROLS, RelationKind.PRESENT_IN})
_MUTUAL = frozenset({RelationKind.AT_WAR, RelationKind.TRUCE})
_DEICTIC = frozenset({"there", "here"})


@dataclass(frozen=True, slots=True)
class Read:
    """One relation as the model has it, at the word that ties its sides, with a row like those of the tables."""

    token: int
    row: Standing
    subject: ActorLink
    object: ActorLink | None
    place: PlaceLink | None


def read_relations(scene: Scene, words: Sequence[Found]) -> list[Found]:
    """Return what the reader model tells and no row of the tables; the model has weighed whether it is told as so."""
    out: list[Found] = []
    groups: dict[tuple[int, Standing], list[Sides]] = {}
    for read in _reads(scene):
        if not _is_known(scene, words, read):
            groups.setdefault((read.token, read.row), []).append(Sides(read.subject, read.object, read.place))
    for (i, row), found in groups.items():
        sides = holders(scene, found) if row.begun else found
        status, reason, said = status_told(scene, i, row, sides)
        if status not in (Status.ASSERTED, Status.ALLEGED, Status.DENIED):
            status = Status.ASSERTED
        for s in sides:
            rule = f"{row.rule}; {reason}"
            out.append(Found(row.kind, i, s.subject, s.object, s.place, status, said, row.ended, rule, row.begun))
    return out


def _is_known(scene: Scene, words: Sequence[Found], read: Read) -> bool:
    """Tell whether a row of the tables has told the same in the same sentence."""
    sent = scene.parse.tokens[read.token].sent
    for f in words:
        same = f.kind is read.row.kind and (f.ended, f.begun) == (read.row.ended, read.row.begun)
        if not same or scene.parse.tokens[f.token].sent != sent:
            continue
        if f.place == read.place and same_side(f.subject.actor, read.subject.actor):
            return True
    return False


def _reads(scene: Scene) -> Iterator[Read]:
    """Yield what the model tells with a share of at least one half and whose sides are known and fit."""
    for tie in sorted(scene.reading.ties, key=lambda t: (t.object, t.subject, -t.share)):
        kind = _KINDS.get(tie.label)
        if kind is None or tie.share < _SURE:
            continue
        if kind in _MUTUAL and tie.subject > tie.object:
            continue  # told both ways
        if kind is RelationKind.DETAINED:
            yield from _detained(scene, tie)
        elif kind in _PLACED:
            yield from _placed(scene, tie, kind)
        else:
            yield from _paired(scene, tie, kind)


def _placed(scene: Scene, tie: Tie, kind: RelationKind) -> Iterator[Read]:
    holder = party(scene, tie.subject)
    place = _place(scene, tie.object, also_country=kind is RelationKind.PRESENT_IN)
    if holder is None or place is None or place.place is None:
        return
    sector = holder.actor.sector
    if kind is RelationKind.PRESENT_IN:
        if sector in _PRESENT and not _is_home(holder, place):
            yield _read(scene, tie, kind, holder, place=place)
        return
    if tie.label in ("took", "lost") and place.place.precision not in LOCAL:
        return
    if place.place.precision is Precision.COUNTRY:
        return
    for link in besieged(scene, holder, tie.object, place) if tie.label == "besieges" else [holder]:
        if link.actor.sector in _HOLDERS:
            yield _read(scene, tie, kind, link, place=place)


def _is_home(holder: ActorLink, place: PlaceLink) -> bool:
    """Tell whether a state's forces are in their own country, where they always are."""
    a, p = holder.actor, place.place
    return a.sector in _STATE and p is not None and a.country == p.country and p.precision not in LOCAL


def _paired(scene: Scene, tie: Tie, kind: RelationKind) -> Iterator[Read]:
    one, other = party(scene, tie.subject), party(scene, tie.object)
    if kind is RelationKind.SANCTIONS:
        one, other = _any(scene, tie.subject), _any(scene, tie.object)
    if one is None or other is None or _is_same(one, other):
        return
    a = one.actor
    fits = {
        RelationKind.BACKS: a.sector in _BACKERS,
        RelationKind.AT_WAR: can_fight(one) and can_fight(other),
        RelationKind.TRUCE: a.sector in _HOLDERS and other.actor.sector in _HOLDERS,
        RelationKind.SANCTIONS: a.id is not None and a.sector in _SENDERS,
    }
    if fits[kind]:
        yield _read(scene, tie, kind, one, other)


def _detained(scene: Scene, tie: Tie) -> Iterator[Read]:
    """Yield who is held; the holder only if nobody but the pair tells it."""
    person = next(iter(held(scene, (tie.object,))), None)
    if person is None or not is_held(scene, person):
        return
    same = (t for t in scene.reading.ties if t.label == tie.label and t.object == tie.object and t.share >= _SURE)
    by = [t.subject for t in same if t.subject != t.object]
    if tie.subject == tie.object and by:
        return
    holder = None if tie.subject == tie.object else _any(scene, tie.subject)
    yield _read(scene, tie, RelationKind.DETAINED, person, holder)


def _read(
    scene: Scene,
    tie: Tie,
    kind: RelationKind,
    subject: ActorLink,
    other: ActorLink | None = None,
    place: PlaceLink | None = None,
) -> Read:
    token = tying(scene.parse, tie.subject, tie.object)
    name = f"[{_NAMES[tie.label]}, {tie.share:.2f}]" if tie.label in _NAMES else f"[{tie.share:.2f}]"
    none: frozenset[str] = frozenset()
    row = Standing(
        f"reader {tie.label}", none, "", none, kind, (), (), (),
        weak=False, ended=tie.label in _OVER, begun=tie.label == "took", origin=name,
    )  # fmt: skip
    return Read(token, row, subject, other, place)


def party(scene: Scene, t: int) -> ActorLink | None:
    """Return the force, group or state that a word stands for."""
    found = [f for a in who(scene, (t,)) if (f := as_force(scene, a)) is not None]
    around = (a for a in scene.reading.actors if a.first <= t < a.last)
    found = found or [f for a in around if (f := as_force(scene, a)) is not None]
    word = word_party(scene, t)
    found = found or ([word] if word is not None else [])
    if not found and scene.parse.tokens[t].pos == "PRON":
        found = owner_of(scene, t)
    return found[0] if found else None


def _any(scene: Scene, t: int) -> ActorLink | None:
    """Return whoever a word stands for."""
    found = who(scene, (t,)) or [a for a in scene.reading.actors if a.first <= t < a.last]
    return found[0] if found else word_party(scene, t)


def _place(scene: Scene, t: int, *, also_country: bool) -> PlaceLink | None:
    """Return the place that a word names or points to; a name that no table knows is one, since the model says so."""
    found = where(scene, (t,), also_country=also_country)
    inside = (p for p in scene.reading.places if p.first <= t < p.last)
    found = found or [place_at_home(scene, p) for p in inside]
    if found:
        return found[0]
    if scene.parse.tokens[t].text.lower() in _DEICTIC:
        return last_place(scene, t, towns=True)
    known = unknown_town(scene, t)
    if known is not None or scene.parse.tokens[t].pos != "PROPN" or any(a.actor.id for a in scene.actor_at.get(t, ())):
        return known
    entity = next((e for e in scene.parse.entities if e.first <= t < e.last), None)
    return unknown_place(scene, entity.first if entity else t, entity.last if entity else t + 1)


def _is_same(one: ActorLink, other: ActorLink) -> bool:
    a, b = one.actor, other.actor
    return one.token == other.token or a == b or (a.id is not None and a.id == b.id)
