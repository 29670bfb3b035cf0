"""Backing that is told by what is given: arms, troops, money ("sent the rebels rifles", "gets its guns from Tripoli").

Also allies told side by side: "the army and allied militias", "the RSF and its ally, the SPLM-N".
"""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.base.model import ARMED, FIGHTERS, ActorLink, Status
from tocsin.base.relations import RelationKind
from tocsin.base.trees import children, coordination, first_conjunct
from tocsin.mentions.armed_sides import is_group, is_same, sides_in
from tocsin.mentions.draft import Scene
from tocsin.mentions.relation_records import Found
from tocsin.mentions.relations_sides import Sides
from tocsin.mentions.relations_status import status_told
from tocsin.mentions.relations_told import is_over, stop_over
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_parties import word_party
from tocsin.mentions.told_rows import told_row
from tocsin.mentions.word_classes import ARMS, word_class

_ALLIED = frozenset({"allied", "friendly", "aligned"})
_TOLD = frozenset({Status.ASSERTED, Status.ALLEGED, Status.DENIED})


def arms_given(scene: Scene) -> Iterator[Found]:
    """Yield who gives whom arms, troops or money, and who fights as whose ally."""
    for token in scene.parse.tokens:
        if token.pos == "VERB" and token.lemma in word_class(ARMS, "give") and _has_arms(scene, token.i):
            yield from _given(scene, token.i, _in_slot(scene, token.i, "subj"), _takers(scene, token.i))
        elif token.pos == "VERB" and token.lemma in word_class(ARMS, "get") and _has_arms(scene, token.i):
            yield from _given(scene, token.i, _in_slot(scene, token.i, "from"), _in_slot(scene, token.i, "subj"))
        elif token.pos == "NOUN" and token.lemma in word_class(ARMS, "passage") and _is_of_arms(scene, token.i):
            yield from _given(scene, token.i, _senders(scene, token.i), _in_slot(scene, token.i, "to"))
        elif token.text.lower() in _ALLIED and token.dep == "amod":
            yield from _allied(scene, token.i)


def _in_slot(scene: Scene, i: int, slot: str) -> list[ActorLink]:
    return sides_in(scene, slots(scene.tree, i).get(slot, ()))


def _takers(scene: Scene, i: int) -> list[ActorLink]:
    """Return who gets what a verb gives; troops are sent to a country, maybe against it, and to an army to help it."""
    filled, men = slots(scene.tree, i), _are_men(scene, i)
    to = [t for t in filled.get("to", ()) if not men or t not in scene.place_at]
    got = [*filled.get("iobj", ()), *to, *filled.get("with", ()), *children(scene.parse, i, "dative")]
    return sides_in(scene, got) or _before_arms(scene, i)


def _before_arms(scene: Scene, i: int) -> list[ActorLink]:
    """Return the state named bare before the arms, which the parser takes for a part of them: "gave Russia missiles"."""
    tokens = scene.parse.tokens
    objects = [o for o in slots(scene.tree, i).get("obj", ()) if tokens[o].tag == "NNS"]
    named = [k for o in objects for k in children(scene.parse, o, "compound", "nmod") if k == i + 1]
    found = (word_party(scene, k) for k in named if tokens[k].pos == "PROPN" and not tokens[k].text.isupper())
    return [a for a in found if a is not None]


def _senders(scene: Scene, i: int) -> list[ActorLink]:
    """Return who sends: before a noun of delivery, or the subject of its verb ("Iran has resumed arms shipments")."""
    filled = slots(scene.tree, i)
    own = next((f for name in ("poss", "from", "by", "mod") if (f := sides_in(scene, filled.get(name, ())))), [])
    verbs = filled.get("gov", ())
    return own or sides_in(scene, [s for v in verbs for s in slots(scene.tree, v).get("subj", ())])


def _given(scene: Scene, i: int, givers: list[ActorLink], takers: list[ActorLink]) -> Iterator[Found]:
    sides = [
        Sides(a, b, None)
        for a in givers
        for b in takers
        if not is_same(a, b) and (not _is_plain(scene, i) or (b.actor.sector == "MIL" or is_group(b)))
    ]
    yield from _found(scene, i, sides, "arms given")


def _found(scene: Scene, i: int, sides: list[Sides], rule: str) -> Iterator[Found]:
    stop = stop_over(scene, i)
    over = [scene.tree.lemma(k) for k in slots(scene.tree, i).get("gov", ())]
    ended = stop is not None or bool(word_class(ARMS, "ended") & set(over))
    row = told_row(RelationKind.BACKS, scene.tree.lemma(i), ended=ended)
    ended = ended or is_over(scene, i, row)
    for s in sides[:6]:
        status, reason, said = status_told(scene, i, row, [s])
        if ended and status is Status.NEGATED:
            status = Status.ASSERTED
        if status in _TOLD:
            yield Found(row.kind, i, s.subject, s.object, None, status, said, ended, f"{row.rule} ({rule}); {reason}")


def _allied(scene: Scene, i: int) -> Iterator[Found]:
    """Yield allies that stand beside whom they help: "the army and allied militias"."""
    head = scene.parse.tokens[i].head
    first = first_conjunct(scene.parse, head)
    if first == head or any(scene.tree.lemma(k) in ("with", "to") for k in scene.parse.children[i]):
        return
    ours = [t for t in coordination(scene.parse, first) if t < head]
    helpers = [a for a in sides_in(scene, [head]) if a.actor.sector in ARMED]
    helped = [a for a in sides_in(scene, ours[-1:]) if a.actor.sector in FIGHTERS]
    yield from _found(scene, i, [Sides(a, b, None) for a in helpers for b in helped if not is_same(a, b)], "allied")


def _has_arms(scene: Scene, i: int) -> bool:
    """Tell whether a verb's object is arms, troops or money, and no relief."""
    objects = list(slots(scene.tree, i).get("obj", ()))
    objects += [o for t in objects for o in slots(scene.tree, t).get("of", ())]
    return _is_arms(scene, objects)


def _are_men(scene: Scene, i: int) -> bool:
    """Tell whether what is sent are troops, who may be sent to a country against somebody."""
    return any(scene.tree.lemma(t) in word_class(ARMS, "men") for t in slots(scene.tree, i).get("obj", ()))


def _is_arms(scene: Scene, objects: list[int]) -> bool:
    words = {scene.tree.lemma(t).casefold() for t in objects}
    before = {
        scene.tree.lemma(k).casefold() for t in objects for k in children(scene.parse, t, "amod", "compound", "nmod")
    }
    return bool(words & word_class(ARMS, "arms")) and not (words | before) & word_class(ARMS, "humane")


def _is_of_arms(scene: Scene, i: int) -> bool:
    inner = [*slots(scene.tree, i).get("of", ()), *children(scene.parse, i, "compound", "amod", "nmod")]
    return _is_arms(scene, inner)


def _is_plain(scene: Scene, i: int) -> bool:
    """Tell whether all that is given is of use in peace too."""
    objects = [*slots(scene.tree, i).get("obj", ()), *slots(scene.tree, i).get("of", ())]
    words = {scene.tree.lemma(t).casefold() for t in objects} & word_class(ARMS, "arms")
    return bool(words) and words <= word_class(ARMS, "plain")
