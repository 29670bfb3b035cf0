"""Relation mentions: how two things stand, as a document tells it in passing.

"Rwanda-backed rebels", "M23, which controls Goma", "4,000 Rwandan troops in eastern Congo", "under US sanctions".
The words are rows of ``data/words/relations.tsv``; who says so and whether it is denied comes from the same steps as
for happenings. What is only planned, feared or asked for is no standing and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from tocsin.base.homes import most_told_country
from tocsin.base.model import ActorLink, PlaceLink, Status
from tocsin.base.reading import Reading
from tocsin.base.relations import RelationKind
from tocsin.base.trees import children
from tocsin.mentions.armed_sides import is_ground, sides_in, tells_of_help
from tocsin.mentions.arms_given import arms_given
from tocsin.mentions.captives import captives
from tocsin.mentions.draft import Scene
from tocsin.mentions.holding_phrases import holding_phrases
from tocsin.mentions.lexicon import load_lexicon
from tocsin.mentions.measures import measures
from tocsin.mentions.offices import offices
from tocsin.mentions.presence import presence
from tocsin.mentions.relation_records import Found, to_relations
from tocsin.mentions.relations_kinds import can_fight, fits_kind, held, parties
from tocsin.mentions.relations_leaving import is_departure
from tocsin.mentions.relations_measures import measured
from tocsin.mentions.relations_sides import Sides, holders, is_local, same_side
from tocsin.mentions.relations_status import status_told
from tocsin.mentions.relations_told import as_happening, is_over, stop_over, stopped
from tocsin.mentions.relations_towns import agreeing, beside_army, fallen_bases, not_itself, towns_within, unknown_town
from tocsin.mentions.relations_wars import wars_for_freedom, wars_of_takings
from tocsin.mentions.scene import make_scene
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_reach import parts_of, sent_to
from tocsin.mentions.standing_slots import is_attributive, stands, tokens_in, where, who, word_party
from tocsin.mentions.standing_words import ONE_FIGHT, Standing, standing_words
from tocsin.mentions.truces import truces

_ARMED = frozenset({"REB", "PRM"})
_BACKED = frozenset({"REB", "PRM", "MIL", "GOV", "CRM"})
_BACKERS = frozenset({"GOV", "MIL", "SPY", "REB", "PRM", "IGO", "BUS"})
_ALLIES = _BACKERS - {"BUS"}  # a firm sells to an army
_FIGHTERS = frozenset({"GOV", "MIL", "REB", "PRM"})
_HOLDERS = frozenset({"GOV", "MIL", "REB", "PRM", "CRM", "IGO"})
_TOLD = frozenset({Status.ASSERTED, Status.ALLEGED, Status.DENIED, Status.NEGATED})
# Kinds of which one word tells once: that it stands, else that it began.
_ONCE_TOLD = frozenset({RelationKind.SANCTIONS, RelationKind.DETAINED, RelationKind.PRESENT_IN})
# Kinds about one side alone.
_ALONE = frozenset({RelationKind.DETAINED, RelationKind.HOLDS_OFFICE})
_STATE = frozenset({"GOV", "MIL"})
# Forms of taking that parsers take for nouns.
_VERBS = {
    "captured": "capture", "seized": "seize",
    "retook": "retake", "retaken": "retake", "overran": "overrun", "overrun": "overrun", "recaptured": "recapture",
    "captures": "capture", "seizes": "seize", "retakes": "retake", "recaptures": "recapture", "takes": "take",
}  # fmt: skip
_VERB = frozenset({"VERB", "AUX", "ADJ"})
_FALL = Standing(
    "fall", frozenset(), "", frozenset(), RelationKind.CONTROLS, (), (), (), weak=False, ended=True, begun=False
)
_BESIDE = frozenset({"fight", "ally"})
_MANY = frozenset({"town", "city", "village", "settlement", "locality", "place", "area", "region", "district"})
# "Holds Kigali responsible": nobody holds the town.
_BLAMED = frozenset({"responsible", "accountable", "liable"})


def find_relations(reading: Reading) -> Reading:
    """Return the reading with its relation mentions, one per distinct relation, in text order.

    Use it after the links and attributions; it needs no event mentions.
    """
    if reading.parse is None or not reading.parse.tokens:
        return reading
    scene = make_scene(reading, reading.parse, load_lexicon())
    found = [*_standing(scene), *_beside(scene), *_fallen(scene), *offices(scene)]
    found += [*_phrased(scene, found), *captives(scene, found), *measures(scene)]
    found += [*truces(scene), *arms_given(scene), *presence(scene, found)]
    found += [*wars_of_takings(found, scene), *wars_for_freedom(scene)]
    return replace(reading, relations=to_relations(scene, found, most_told_country(reading)))


def _standing(scene: Scene) -> Iterator[Found]:
    words = standing_words()
    for token in scene.parse.tokens:
        done: set[tuple[RelationKind, bool, bool]] = set()
        for row in words.get(token.lemma, ()):
            if token.pos not in row.pos or not stands(scene, token.i, row):
                continue
            if (row.kind, row.ended, row.begun) in done or (
                row.kind in _ONCE_TOLD and (row.kind, False, False) in done
            ):
                continue
            sides = [s for s in _sides(scene, token.i, row) if _fits(scene, token.i, row, s)]
            if sides:
                done.add((row.kind, row.ended, row.begun))
                yield from _told(
                    scene,
                    token.i,
                    row,
                    holders(scene, sides) if row.begun and row.kind is RelationKind.CONTROLS else sides,
                )


def _beside(scene: Scene) -> Iterator[Found]:
    """Yield takings whose verb the parser took for a noun ("The M23 retook Masisi"): who stands right before it, what behind."""
    tokens = scene.parse.tokens
    before = {a.last: a for a in scene.reading.actors if a.actor.sector in _HOLDERS}
    behind = {p.first: p for p in scene.reading.places if is_local(p)}
    for token in tokens:
        rows = [
            r for r in standing_words().get(_VERBS.get(token.text.lower(), ""), ()) if r.begun and r.place == ("obj",)
        ]
        if not rows or (token.tag.startswith("VB") and token.dep not in ("amod", "compound")):
            continue
        first = token.i - 1 if tokens[token.i - 1].lemma == "have" else token.i
        who_, place = before.get(first) or word_party(scene, first - 1), behind.get(token.i + 1)
        if who_ is not None and place is not None:
            row = rows[0]
            status, reason, said = status_told(scene, token.i, row, [Sides(who_, None, place)])
            if status in (Status.ASSERTED, Status.ALLEGED):
                yield Found(row.kind, token.i, who_, None, place, status, said, False, f"{row.rule}; {reason}", True)


def _fallen(scene: Scene) -> Iterator[Found]:
    """Yield who lost a place whose base there fell."""
    row = _FALL
    for i, side, place in fallen_bases(scene):
        status, reason, said = status_told(scene, i, row, [Sides(side, None, place)])
        if status in (Status.ASSERTED, Status.ALLEGED):
            yield Found(row.kind, i, side, None, place, status, said, True, f"controls:base fell; {reason}")


def _phrased(scene: Scene, words: list[Found]) -> Iterator[Found]:
    """Yield what phrases tell of who takes, loses and holds a place, where no single word has told it."""
    groups: dict[tuple[int, str], list[Sides]] = {}
    rows: dict[tuple[int, str], Standing] = {}
    for told in holding_phrases(scene):
        sides = Sides(told.subject, None, told.place)
        key = told.token, told.row.above
        if _fits(scene, told.token, told.row, sides) and not _is_told(words, told.token, told.row, sides):
            groups.setdefault(key, []).append(sides)
            rows[key] = told.row
    for (i, above), found in groups.items():
        row = rows[i, above]
        yield from _told(scene, i, row, holders(scene, found) if row.begun else found)


def _is_told(words: list[Found], i: int, row: Standing, sides: Sides) -> bool:
    """Tell whether a word's own slots have told what a phrase tells, or otherwise; a list may be longer in the phrase."""
    same = [f for f in words if f.token == i and f.kind is row.kind and (f.ended, f.begun) == (row.ended, row.begun)]
    ours = [f for f in same if same_side(f.subject.actor, sides.subject.actor)]
    return bool(same) and (not ours or any(f.place == sides.place for f in ours))


def _sides(scene: Scene, i: int, row: Standing) -> Iterator[Sides]:
    """Yield the pairs of sides: each subject with each object, or with each place."""
    if row.kind is RelationKind.AT_WAR:
        yield from _enemies(scene, i, row)
        return
    if row.kind is RelationKind.SANCTIONS:
        senders = _first(scene, i, row.subject)
        listed = next((found for s in row.object if (found := measured(scene, i, s))), [])
        yield from (Sides(a, b, None) for a in senders for b in listed)
        return
    subjects = _first(scene, i, row.subject)
    if row.kind is RelationKind.DETAINED:
        subjects = next((found for s in row.subject if (found := held(scene, tokens_in(scene, i, s)))), [])
    if row.kind is RelationKind.TRUCE:
        yield from (Sides(a, b, None) for a, b in list(combinations(subjects, 2))[:1])
        return
    if row.place:
        places = next((p for s in row.place if (p := _places(scene, i, s, row.kind))), [])
        subjects = [not_itself(scene, i, a) for a in subjects]
        if is_attributive(scene, i):
            places = [*places, *towns_within(scene, places)]
        yield from (Sides(a, None, p) for a in subjects for p in places)
        return
    if row.kind is RelationKind.BACKS:
        subjects = subjects if _named(subjects) else _sides_first(scene, i, row.subject) or subjects
    objects = _first(scene, i, row.object)
    if row.kind is RelationKind.BACKS:
        objects = objects if _named(objects) else _sides_first(scene, i, row.object) or objects
    if row.lemma in _BESIDE:
        both = (beside_army(scene, agreeing(scene, i, a), b) for a in subjects for b in objects)
        yield from (Sides(a, b, None) for a, b in both)
        return
    if row.kind in _ALONE:
        yield from (Sides(a, objects[0] if objects else None, None) for a in subjects)
        return
    yield from (Sides(a, b, None) for a in subjects for b in objects)


def _enemies(scene: Scene, i: int, row: Standing) -> Iterator[Sides]:
    """Yield who fights whom: each of one side each of the other, or two that fight each other."""
    ours = next((found for s in row.subject if (found := parties(scene, tokens_in(scene, i, s)))), [])
    theirs = next((found for s in row.object if (found := parties(scene, tokens_in(scene, i, s)))), [])
    ours = ours if _named(ours) else [a for a in _sides_first(scene, i, row.subject) if can_fight(a)]
    theirs = theirs if _named(theirs) else [a for a in _sides_first(scene, i, row.object) if can_fight(a)]
    theirs = [a for a in theirs if not is_ground(scene, a)]
    mutual = row.above == "prep" or (row.pos == _VERB and not row.weak)  # "are at war", "are fighting"
    if row.subject == row.object or (mutual and not theirs):
        yield from (Sides(a, b, None) for a, b in list(combinations(ours, 2))[:1])
        return
    yield from (Sides(a, b, None) for a in ours for b in theirs)


def _first(scene: Scene, i: int, names: tuple[str, ...]) -> list[ActorLink]:
    return next((found for s in names if (found := who(scene, tokens_in(scene, i, s)))), [])


def _sides_first(scene: Scene, i: int, names: tuple[str, ...]) -> list[ActorLink]:
    """Return the sides in the first slot that has any, also those that no link of their own tells."""
    return next((found for s in names if (found := sides_in(scene, tokens_in(scene, i, s)))), [])


def _named(links: list[ActorLink]) -> bool:
    return any(a.actor.id is not None for a in links)


def _places(scene: Scene, i: int, slot: str, kind: RelationKind) -> list[PlaceLink]:
    tokens = tokens_in(scene, i, slot)
    if slot == "part":
        tokens = parts_of(scene, i)
    if slot == "troops":
        tokens = sent_to(scene, i)
    if kind is RelationKind.CONTROLS:
        unknown = [p for t in tokens if (p := unknown_town(scene, t))]
        if unknown:
            return unknown
        tokens = tuple(t for t in tokens if not _are_many(scene, t))
    return where(scene, tokens, also_country=kind is not RelationKind.CONTROLS)


def _are_many(scene: Scene, t: int) -> bool:
    """Tell whether a word is for several places that nobody names ("the cities they had occupied")."""
    token = scene.parse.tokens[t]
    if token.tag != "NNS" or t in scene.place_at or token.lemma not in _MANY:
        return False
    names = (*slots(scene.tree, t).get("of", ()), *children(scene.parse, t, "appos", "compound", "nmod"))
    return not any(k in scene.place_at for k in names)


def _fits(scene: Scene, i: int, row: Standing, s: Sides) -> bool:
    """Tell whether the sides are such as the kind can have; precision first."""
    a, b = s.subject.actor, s.object.actor if s.object else None
    if b is not None and (a == b or (s.object and s.object.token == s.subject.token)):
        return False
    if row.kind is RelationKind.BACKS:
        beside = row.lemma in _BESIDE
        helps = s.object is not None and tells_of_help(scene, i, s.subject, s.object)
        return (
            helps and a.sector in (_FIGHTERS if beside else _BACKERS) and b is not None and _is_backed(scene, i, row, s)
        )
    if row.kind is RelationKind.CONTROLS:
        blamed = any(scene.parse.tokens[k].lemma in _BLAMED for k in scene.parse.children[i])
        ground = s.subject.basis == "typed" and "place" in scene.kinds.get(scene.tree.lemma(s.subject.token), ())
        office = a.sector == "GOV" and (a.id or "").startswith(("agency:", "person:"))
        return (
            a.sector in _HOLDERS
            and not blamed
            and not ground
            and not office
            and (not (row.begun or row.ended) or is_local(s.place))
            and not _leaves(scene, i, row)
            and not is_departure(scene, i, row, s.subject, s.place)
            and not (row.begun and a.sector == "IGO")  # peacekeepers who arrive in a town do not take it
        )
    return fits_kind(scene, i, row, s.subject, s.object, s.place)


def _leaves(scene: Scene, i: int, row: Standing) -> bool:
    """Tell whether whoever "drove out of the town" left it: nobody is driven out."""
    return row.begun and "out" in row.place and not slots(scene.tree, i).get("obj")


def _is_backed(scene: Scene, i: int, row: Standing, s: Sides) -> bool:
    """Tell whether the object is one that is given arms: an armed group, or with strong words any power."""
    if s.object is None:
        return False
    sector = s.object.actor.sector
    if not row.weak or is_attributive(scene, i):
        group = sector is None and scene.tree.lemma(s.object.token) in ("group", "movement", "coalition", "alliance")
        return sector in _BACKED or group
    in_arms = sector == "MIL" and s.subject.actor.sector in _ALLIES  # "an army supported by mercenaries"
    return sector in _ARMED or in_arms or (s.object.actor.id or "").startswith("group:")


def _told(scene: Scene, i: int, row: Standing, sides: list[Sides]) -> Iterator[Found]:
    """Yield the relations of one word with how they are told and by whom; what is only planned or feared is none."""
    stop = stop_over(scene, i)
    status, reason, said = status_told(scene, i if stop is None else stop, row, sides)
    if row.begun or row.ended:
        status = as_happening(scene, i, status)
    ended = row.ended or is_over(scene, i, row)
    if stop is not None and not row.ended:
        status, ended, said = stopped(scene, i, status, said)
    if row.kind is RelationKind.SANCTIONS and row.above == "gov" and not row.begun and status not in _TOLD:
        status, ended = Status.ASSERTED, False  # what is asked or promised to be lifted is in force
    if status not in _TOLD:
        return
    if row.kind is RelationKind.AT_WAR and scene.parse.tokens[i].tag == "VBD" and ONE_FIGHT not in row.rule:
        reason = f"{ONE_FIGHT}; {reason}"  # "fought with soldiers on Friday"
    if ended and status is Status.NEGATED:
        status = Status.ASSERTED  # "no longer controls": it is told as fact that it is over
    for s in sides:
        yield Found(
            row.kind,
            i,
            s.subject,
            s.object,
            s.place if row.kind is not RelationKind.HOLDS_OFFICE else None,
            status,
            said,
            ended,
            f"{row.rule}{'' if reason.startswith(ONE_FIGHT) else '; '}{reason}",
            row.begun and not ended,
        )
