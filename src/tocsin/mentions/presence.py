"""Where forces are, come to and leave, by the verbs of ``data/words/presence.tsv`` and by nouns of forces and leaving.

"Troops are dug in around X", "pulled its fighters out of X", "the withdrawal of the force from X".
What is only planned or denied is sorted out by who tells it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tocsin.base.geo import LOCAL
from tocsin.base.model import FACT, ActorLink, PlaceLink
from tocsin.base.relations import RelationKind
from tocsin.base.trees import children, coordination
from tocsin.mentions.draft import Scene
from tocsin.mentions.presence_places import WAYS, coordination_of, nearest, places
from tocsin.mentions.presence_posts import NEAR, as_mission, at_posts
from tocsin.mentions.presence_sides import as_troops, forces, is_there
from tocsin.mentions.presence_stays import LASTING, is_at, is_body_of_men, is_men, is_now
from tocsin.mentions.presence_words import Verb, presence_verbs, standing
from tocsin.mentions.relation_records import Found
from tocsin.mentions.relations_sides import Sides
from tocsin.mentions.relations_status import status_told
from tocsin.mentions.relations_told import as_happening, is_over
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_words import Standing
from tocsin.mentions.word_classes import FORCES, word_class

_HANGING = ("prt", "advmod", "acomp", "dobj", "oprd", "prep", "npadvmod", "nsubjpass")
_LEAVING = frozenset({
    "withdrawal", "pullout", "pull-out", "departure", "exit", "evacuation", "retreat", "exodus", "expulsion",
    "drawdown",
})  # fmt: skip
_BEING = frozenset({"presence", "deployment"})


@dataclass(frozen=True, slots=True)
class There:
    """One telling: who is where, or has left, at a token, by a row like those of single words."""

    token: int
    row: Standing
    subject: ActorLink
    place: PlaceLink


def presence(scene: Scene, found: Sequence[Found]) -> Iterator[Found]:
    """Yield who is told to be where, or to have left, by whom; what is planned, feared or denied is left out.

    Who holds a place is there: what ``found`` tells of a side and a place in the same words is not told again.
    """
    known = {(f.place.token, f.ended) for f in found if f.kind is RelationKind.PRESENT_IN and f.place}
    held = {(f.place.token, f.subject.token) for f in found if f.kind is RelationKind.CONTROLS and f.place}
    for told in _tellings(scene):
        subject = as_troops(as_mission(scene, told.subject), told.place)
        row, side = told.row, Sides(subject, None, told.place)
        at = told.place.token
        if (at, row.ended) in known or (at, told.subject.token) in held:
            continue
        status, reason, said = status_told(scene, told.token, row, [side])
        status = as_happening(scene, told.token, status)
        if status in FACT:
            ended = row.ended or is_over(scene, told.token, row) or _is_past(scene, told.token)
            rule = f"{row.rule}; {reason}"
            yield Found(row.kind, told.token, subject, None, told.place, status, said, ended, rule)


def _is_past(scene: Scene, i: int) -> bool:
    """Tell whether a verb in the past has an end to it: "were stationed there until 2013"."""
    token = scene.parse.tokens[i]
    until = any(scene.parse.tokens[k].text.lower() in ("until", "till") for k in scene.parse.children[i])
    return until and token.tag in ("VBD", "VBN")


def _tellings(scene: Scene) -> Iterator[There]:
    """Yield what verbs and nouns tell of where forces are and what they left."""
    told: set[int] = set()
    for token in scene.parse.tokens:
        if token.pos in ("VERB", "AUX") or token.tag == "VBN":
            for there in _by_verb(scene, token.i):
                told.add(there.place.token)
                yield there
    for token in scene.parse.tokens:
        if token.pos == "NOUN":
            yield from (there for there in _by_noun(scene, token.i) if there.place.token not in told)


def _by_verb(scene: Scene, i: int) -> Iterator[There]:
    """Yield what the first row of each change tells that a verb fits: "withdrew from X to Y" has both."""
    done: set[str] = set()
    bare = (k for k in children(scene.parse, i, *_HANGING) if not children(scene.parse, k, "pobj"))
    hanging = {scene.tree.lemma(k).lower() for k in bare}
    for verb in presence_verbs().get(scene.parse.tokens[i].lemma, ()):
        if verb.words and not verb.words & hanging:
            continue
        at = _where(scene, i, verb)
        there = _who(scene, i, verb) if at and verb.change not in done and is_now(scene, i) else []
        told = [(f, p) for f in there for p in at if is_there(f, p, verb.change, arms=verb.home)]
        if told:
            done.add(verb.change)
            yield from (There(i, verb.row, f, p) for f, p in told)


def _where(scene: Scene, i: int, verb: Verb) -> list[PlaceLink]:
    filled = slots(scene.tree, i)
    if verb.who == "place":
        return places(scene, filled.get("subj", ()))
    by_slot = [found for name in verb.place if (found := places(scene, filled.get(name, ())))]
    if by_slot:
        near = [f for f in by_slot if any(p.place is not None and p.place.precision in LOCAL for p in f)]
        return nearest(min(near or by_slot[:1], key=lambda f: f[-1].first < i), i)  # "around Gao in Mali"
    if "in" in verb.place and (found := _pointed_at(scene, i)):
        return found
    if verb.who == "obj" or verb.words:
        inner = (slots(scene.tree, o) for o in filled.get("obj", ()))
        return places(scene, [o for f in inner for name in verb.place if name != "obj" for o in f.get(name, ())])
    return []


def _pointed_at(scene: Scene, i: int) -> list[PlaceLink]:
    """Return the place that an adverb of a verb points at: "north of X", "there", "X, where they are"."""
    there = children(scene.parse, i, "advmod")
    ways = [k for k in there if scene.tree.lemma(k) in WAYS]
    ways += [k for k in children(scene.parse, i, "advmod", "acomp", "prt") if scene.tree.lemma(k) in LASTING]
    preps = [c for k in ways for p in children(scene.parse, k, "prep") for c in coordination(scene.parse, p)]
    behind = [o for p in preps if is_at(scene, p) for o in coordination_of(scene, p)]
    found = places(scene, [*behind, *(k for k in there if scene.tree.lemma(k) in ("there", "here"))])
    if not found and scene.parse.tokens[i].dep == "relcl" and any(scene.tree.lemma(k) == "where" for k in there):
        return places(scene, (scene.parse.tokens[i].head,))
    return found


def _who(scene: Scene, i: int, verb: Verb) -> list[ActorLink]:
    """Return who is there: the subject; or the object's men, told by the name of whose they are."""
    filled = slots(scene.tree, i)
    if verb.who == "subj":
        subjects = filled.get("subj", ()) or (filled.get("obj", ()) if "obj" not in verb.place else ())
        if verb.bodies:
            told = [t for t in subjects if is_men(scene, t)]
            return [a for a in forces(scene, told, arms=True) if is_body_of_men(scene, a)]
        return forces(scene, subjects, arms=verb.arms)
    ours = _men(scene, filled.get("obj", ()), verb)
    men = forces(scene, ours, arms=verb.arms)
    if verb.who == "place" or not ours:
        return men
    owners = forces(scene, filled.get("subj", ()), arms=True)
    return owners if owners and not any(m.actor.id for m in men) else men


def _men(scene: Scene, tokens: Iterable[int], verb: Verb) -> list[int]:
    """Return those of a verb's objects that are armed people, not arms, bases or towns."""
    if verb.arms and verb.who == "obj":
        return list(tokens)
    return [t for t in tokens if scene.tree.lemma(t) in word_class(FORCES, "force")]


def _by_noun(scene: Scene, i: int) -> Iterator[There]:
    lemma = scene.tree.lemma(i)
    filled = slots(scene.tree, i)
    if lemma in _LEAVING or lemma in _BEING:
        left = lemma in _LEAVING
        names = ("from", "out") if left else NEAR
        at = next((p for n in names if (p := places(scene, filled.get(n, ())))), [])
        whose = [t for n in ("of", "by", "poss", "mod") for t in filled.get(n, ())]
        row = standing(lemma, left=left)
        yield from (
            There(i, row, f, p)
            for f in forces(scene, whose, arms=True)[:1]
            for p in at
            if is_there(f, p, "left" if left else "in")
        )
        return
    yield from (There(i, standing(lemma, left=False), f, p) for f, p in at_posts(scene, i))
