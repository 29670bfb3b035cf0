"""Wars that no word names: an armed group that takes a town fights its state, and who fights for freedom fights it too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.base.model import Actor, ActorLink, Participant, Status
from tocsin.base.peoples import is_gang
from tocsin.base.relations import RelationKind
from tocsin.base.states import states
from tocsin.base.trees import children, subtree
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.lexicon import Entry, Frame
from tocsin.mentions.relation_records import Found
from tocsin.mentions.relations_kinds import can_fight, parties
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_slots import tokens_in

_GROUPS = frozenset({"REB", "PRM"})
# What a group fights its state for.
_FREEDOM = frozenset({
    "independence", "autonomy", "freedom", "secession", "separation", "statehood", "liberation", "homeland", "caliphate",
    "self-determination", "self-rule", "state", "power",
})  # fmt: skip
_REACH = 6
_AGAIN = ("re", "liberat")
_TAKEN = "at_war:town taken[town taken]"
_ENTERED = "at_war:town entered[town entered]"
# Ways of coming to hold a town that need no fight.
_QUIET = frozenset({"enter", "reenter", "occupy", "secure", "be", "return", "come", "go"})
_FREE = "at_war:fight for freedom"


def wars_of_takings(found: Sequence[Found], scene: Scene) -> Iterator[Found]:
    """Yield the war that a taking tells of: who takes a place fights its state, unless another group is told of with it."""
    for f in found:
        yield from _taken_from(f, found)
        group, place = f.subject.actor, f.place.place if f.place else None
        if not _is_taking(f) or place is None:
            continue
        state = states().get(place.country or "")
        again = scene.tree.lemma(f.token).startswith(_AGAIN)  # what it had before, it takes from whoever took it
        if (
            (group.sector == "REB" or is_gang(group))
            and group.country == place.country
            and state
            and not again
            and not _others(scene, f)
        ):
            yield Found(
                RelationKind.AT_WAR,
                f.token,
                f.subject,
                _party(state),
                None,
                f.status,
                f.draft,
                False,
                f"{_ENTERED if scene.tree.lemma(f.token) in _QUIET else _TAKEN}; {f.reason}",
            )


def _is_taking(f: Found) -> bool:
    """Tell whether somebody is told as a fact to have come to hold a place."""
    return f.kind is RelationKind.CONTROLS and f.begun and f.status is Status.ASSERTED


def _taken_from(f: Found, found: Sequence[Found]) -> Iterator[Found]:
    """Yield the war of who takes a place with whom the same words say it was taken from."""
    if not _is_taking(f):
        return
    for g in found:
        same = g.token == f.token and g.kind is f.kind and g.ended and g.place == f.place
        if same and can_fight(f.subject) and can_fight(g.subject) and f.subject.actor != g.subject.actor:
            yield replace(
                f, kind=RelationKind.AT_WAR, object=g.subject, place=None, begun=False, reason=f"{_TAKEN}; {f.reason}"
            )


def _others(scene: Scene, f: Found) -> bool:
    """Tell whether another named group stands in the clause: the place may have been that one's."""
    below = set(subtree(scene.parse, f.token)) - {f.token}
    beside = {k for v in children(scene.parse, f.token, "conj", "cc") for k in subtree(scene.parse, v)}
    return any(
        (a.actor.id or "").startswith("group:") and a.actor.id != f.subject.actor.id
        for a in scene.reading.actors
        if a.token in below - beside
    )


def wars_for_freedom(scene: Scene) -> Iterator[Found]:
    """Yield the wars of groups that are told to fight for autonomy and the like, with the state that they live in."""
    for token in scene.parse.tokens:
        if token.lemma != "fight" or token.pos != "VERB":
            continue
        filled = slots(scene.tree, token.i)
        if not any(scene.tree.lemma(o) in _FREEDOM for o in filled.get("for", ())):
            continue
        for link in parties(scene, tokens_in(scene, token.i, "subj")) or _group_before(scene, token.i):
            state = states().get(link.actor.country or "")
            if link.actor.id and link.actor.sector in _GROUPS and state:
                yield Found(
                    RelationKind.AT_WAR,
                    token.i,
                    link,
                    _party(state),
                    None,
                    Status.ASSERTED,
                    _draft(scene, token.i, link),
                    False,
                    _FREE,
                )


def _group_before(scene: Scene, verb: int) -> list[ActorLink]:
    """Return the group named last in the few words before a verb whose subject the parser lost."""
    near = (a for a in scene.reading.actors if a.last <= verb <= a.last + _REACH)
    same = (a for a in near if scene.parse.tokens[a.token].sent == scene.parse.tokens[verb].sent)
    return [a for a in same if (a.actor.id or "").startswith("group:")][-1:]


def _draft(scene: Scene, token: int, link: ActorLink) -> Draft:
    entry = Entry("ASSAULT", "fight", "VERB", (), None, Frame("relation", (), (), (), ""), None, _FREE)
    return Draft(token, token, token + 1, entry, slots(scene.tree, token), frozenset(), actors=(link,))


def _party(state: Actor) -> Participant:
    return Participant(state.name, None, None, state.id, state.name, state.country, state.sector, "state of the place")
