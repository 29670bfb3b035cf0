"""Relation mentions: how two things stand, as a document tells it in passing.

"Rwanda-backed rebels", "M23, which controls Goma", "4,000 Rwandan troops in eastern Congo", "under US sanctions".
The words are rows of ``data/words/relations.tsv``; who says so and whether it is denied comes from the same steps as
for happenings. What is only planned, feared or asked for is no standing and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tocsin.base.model import FACT, Status
from tocsin.base.reading import Reading
from tocsin.base.relations import RelationKind
from tocsin.mentions.arms_given import arms_given
from tocsin.mentions.captives import captives
from tocsin.mentions.draft import Scene
from tocsin.mentions.holding_phrases import holding_phrases
from tocsin.mentions.lexicon import load_lexicon
from tocsin.mentions.measures import measures
from tocsin.mentions.offices import offices
from tocsin.mentions.presence import presence
from tocsin.mentions.read_holds import read_holds
from tocsin.mentions.relation_records import Found, to_relations
from tocsin.mentions.relations_fits import fits
from tocsin.mentions.relations_pairs import pairs
from tocsin.mentions.relations_sides import Sides, holders, same_side
from tocsin.mentions.relations_status import status_told
from tocsin.mentions.relations_takings import takings_beside, takings_by_base
from tocsin.mentions.relations_told import as_happening, is_false, is_over, stop_over, stopped
from tocsin.mentions.relations_wars import wars_for_freedom, wars_of_takings
from tocsin.mentions.scene import make_scene
from tocsin.mentions.standing_conditions import stands
from tocsin.mentions.standing_words import ONE_FIGHT, Standing, standing_words
from tocsin.mentions.truces import truces
from tocsin.mentions.verdicts import REFUTED

_TOLD = frozenset({Status.ASSERTED, Status.ALLEGED, Status.DENIED, Status.NEGATED})
# Kinds of which one word tells once: that it stands, else that it began.
_ONCE_TOLD = frozenset({RelationKind.SANCTIONS, RelationKind.DETAINED, RelationKind.PRESENT_IN})


def find_relations(reading: Reading) -> Reading:
    """Return the reading with its relation mentions, one per distinct relation, in text order, and without ``holds``.

    Use it after the links and attributions; it needs no event mentions.
    """
    if reading.parse is None or not reading.parse.tokens:
        return reading
    scene = make_scene(reading, reading.parse, load_lexicon())
    found = [*_standing(scene), *takings_beside(scene), *takings_by_base(scene), *offices(scene)]
    found += _phrased(scene, found)
    found += [*captives(scene, found), *measures(scene)]
    found += [*truces(scene), *arms_given(scene), *presence(scene, found)]
    found += [*wars_of_takings(found, scene), *wars_for_freedom(scene)]
    found += list(read_holds(scene, found))  # last: no war and no captive follows from what is only seen
    return replace(reading, holds={}, relations=to_relations(scene, found, scene.land))


def _standing(scene: Scene) -> Iterator[Found]:
    """Yield what single words tell, each kind and stage once for each word."""
    for token in scene.parse.tokens:
        done: set[tuple[RelationKind, bool, bool]] = set()
        for row in standing_words().get(token.lemma, ()):
            if token.pos not in row.pos or not stands(scene, token.i, row):
                continue
            once = row.kind in _ONCE_TOLD and (row.kind, False, False) in done
            if once or (row.kind, row.ended, row.begun) in done:
                continue
            sides = [s for s in pairs(scene, token.i, row) if fits(scene, token.i, row, s)]
            if sides:
                done.add((row.kind, row.ended, row.begun))
                yield from _told(scene, token.i, row, _of_taking(scene, row, sides))


def _of_taking(scene: Scene, row: Standing, sides: list[Sides]) -> list[Sides]:
    """Return the sides, of several who took a place only those who hold it."""
    return holders(scene, sides) if row.begun and row.kind is RelationKind.CONTROLS else sides


def _phrased(scene: Scene, words: list[Found]) -> Iterator[Found]:
    """Yield what phrases tell of who takes, loses and holds a place, where no single word has told it."""
    groups: dict[tuple[int, str], list[Sides]] = {}
    rows: dict[tuple[int, str], Standing] = {}
    for told in holding_phrases(scene):
        sides = Sides(told.subject, None, told.place)
        key = told.token, told.row.above
        if fits(scene, told.token, told.row, sides) and not _is_told(words, told.token, told.row, sides):
            groups.setdefault(key, []).append(sides)
            rows[key] = told.row
    for (i, above), found in groups.items():
        row = rows[i, above]
        yield from _told(scene, i, row, _of_taking(scene, row, found))


def _is_told(words: list[Found], i: int, row: Standing, sides: Sides) -> bool:
    """Tell whether a word's own slots have told what a phrase tells, or otherwise; a list may be longer in the phrase."""
    same = [f for f in words if f.token == i and f.kind is row.kind and (f.ended, f.begun) == (row.ended, row.begun)]
    ours = [f for f in same if same_side(f.subject.actor, sides.subject.actor)]
    return bool(same) and (not ours or any(f.place == sides.place for f in ours))


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
    if row.kind is RelationKind.CONTROLS and status in FACT and is_false(scene, i):
        status, reason = Status.NEGATED, REFUTED
    if row.kind is RelationKind.AT_WAR and scene.parse.tokens[i].tag == "VBD" and ONE_FIGHT not in row.rule:
        reason = f"{ONE_FIGHT}; {reason}"  # "fought with soldiers on Friday"
    if ended and status is Status.NEGATED and reason != REFUTED:
        status = Status.ASSERTED  # "no longer controls": it is told as fact that it is over
    why = f"{row.rule}{'' if reason.startswith(ONE_FIGHT) else '; '}{reason}"
    for s in sides:
        place = s.place if row.kind is not RelationKind.HOLDS_OFFICE else None
        begun = row.begun and not ended
        yield Found(row.kind, i, s.subject, s.object, place, status, said, ended, why, begun, row.dated)
