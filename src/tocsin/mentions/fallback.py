"""Roles of last resort: who acts and who is acted on where the frame's own slots are empty.

Only for types that hardly ever lack that side (counted on the short items: 9 in 10 ACCUSE, AID, REJECT, SANCTION
and THREATEN events have a recipient, 9 in 10 verbal acts an actor).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tocsin.base.model import Actor, ActorLink
from tocsin.base.senses import shares_of
from tocsin.base.trees import ancestors, subtree, upmost
from tocsin.mentions.draft import Draft, Scene, is_by_capital
from tocsin.mentions.roles import actors_of, is_actor
from tocsin.mentions.slots import slots
from tocsin.mentions.subjects import surface_subject
from tocsin.mentions.word_classes import FORCES, word_class

_WANTS_RECIPIENT = frozenset({"ACCUSE", "AID", "REJECT", "REQUEST", "SANCTION", "THREATEN", "AGREE", "COOPERATE"})
_WANTS_ACTOR = frozenset(
    {
        "AGREE",
        "CONSULT",
        "MOBILIZE",
        "REJECT",
        "REQUEST",
        "RETREAT",
        "SUPPORT",
        "THREATEN",
        "CONCEDE",
        "AID",
        "SANCTION",
    }
)
# What is taken is not hit; where an attack is aimed.
_TAKING = frozenset({"take-place", "take-from", "n-take"})
_AIM = frozenset({"obj", "on", "against", "at"})
# With what one fires at a state, and how that is told.
_FIRED = frozenset({"heavy-weapons", "drone", "aerial"})
_TOWARDS = ("at", "toward", "towards", "into")
# What is done for, or taken from, the people of a land; counted on the short items, where other deeds leave them out.
_TOUCHES_LAND = frozenset({"AID", "CONCEDE", "SANCTION"})
# Who protests.
_CROWD = frozenset({"CVL", "LAB", "EDU", "REL", "OPP", "AGR", "NGO", "REF"})
_WHERE = frozenset({"in", "at", "near", "inside", "outside", "around", "across", "off", "over", "along", "within"})
# Clauses of their own: what they name has to do with another happening.
_OWN_CLAUSE = frozenset({"relcl", "advcl", "parataxis", "ccomp"})
_MAX_STEPS = 5
# Below this share of the reader model somebody is hardly on a side: on annotated items and reports the words around
# put nobody so unlikely there rightly (11 more sides right from 0.1 on, 2 fewer).
_OPEN = 0.1


def fill_empty(scene: Scene, draft: Draft) -> Draft:
    """Return the draft with an empty side filled from the words around its trigger, where its type wants that side."""
    if not draft.actors and draft.entry.type in _WANTS_ACTOR and draft.entry.frame.actor:
        link = next((a for a in _above(scene, draft) if may_be(scene, draft, a, 0)), None)
        if link is not None:
            draft = replace(draft, actors=(link,), paths=(*draft.paths, f"actor:subject above={link.reason}"))
    if not draft.actors and draft.entry.type == "PROTEST" and draft.entry.frame.actor:
        above = (a for a in _above(scene, draft) if a.actor.sector in _CROWD)
        crowd = next((a for a in above if may_be(scene, draft, a, 0)), None)
        if crowd is not None:
            draft = replace(draft, actors=(crowd,), paths=(*draft.paths, f"actor:crowd above={crowd.reason}"))
    if not draft.actors and (links := _responsible(scene, draft)):
        draft = replace(draft, actors=links, paths=(*draft.paths, "actor:who takes or denies responsibility"))
    if not draft.recipients and (links := _ground_hit(scene, draft)):
        paths = tuple(f"recipient:ground that is hit={a.reason}" for a in links)
        draft = replace(draft, recipients=links, paths=(*draft.paths, *paths))
    if not draft.recipients and (links := _aimed_at(scene, draft)):
        draft = replace(draft, recipients=links, paths=(*draft.paths, "recipient:land aimed at"))
    if not draft.recipients and draft.entry.type in _WANTS_RECIPIENT and draft.entry.frame.recipient:
        link = next((a for a in _below(scene, draft) if may_be(scene, draft, a, 1)), None)
        if link is not None:
            draft = replace(draft, recipients=(link,), paths=(*draft.paths, f"recipient:named below={link.reason}"))
    return draft


def with_land(scene: Scene, draft: Draft) -> Draft:
    """Return the draft with the land below its trigger as recipient where nobody is ("declares a ceasefire in Idlib").

    Comes after its place is settled, which may be the same land.
    """
    draft = _without_sent(scene, draft)
    if draft.recipients or draft.entry.type not in _TOUCHES_LAND or not (links := _land(scene, draft)):
        return draft
    return replace(draft, recipients=links, paths=(*draft.paths, "recipient:land below"))


def may_be(scene: Scene, draft: Draft, link: ActorLink, side: int, *, least: float = _OPEN) -> bool:
    """Tell whether the reader model, where it read them, leaves open that somebody stands on a side (0 acts).

    ``least`` is the share from which on it does.

    "Two people are killed while 19 are rescued": those above do not rescue.
    """
    sense = scene.reading.senses.get(draft.token)
    if sense is None or not sense.first <= link.token < sense.last:
        return True
    return shares_of(sense, link.first, link.last, link.token)[side] >= least


def _responsible(scene: Scene, draft: Draft) -> tuple[ActorLink, ...]:
    """Return who claims or denies responsibility for the happening ("X claimed responsibility for the attack")."""
    tokens = scene.parse.tokens
    above = list(ancestors(scene.parse, draft.token))[:3]
    if [tokens[i].lemma for i in above[1:2]] != ["responsibility"] or len(above) < 3:
        return ()
    subjects = surface_subject(scene.tree, above[2])
    return tuple(link for s in subjects for link, _ in actors_of(scene, s, "subj"))


def _without_sent(scene: Scene, draft: Draft) -> Draft:
    """Return aid without the unnamed forces that are the aid ("sends troops to Mali"): nobody is aided by being sent."""
    if draft.entry.type != "AID":
        return draft
    aid = word_class(FORCES, "aid")
    sent = {o for o in draft.slots.get("obj", ()) if scene.tree.lemma(o) in aid}
    kept = tuple(a for a in draft.recipients if a.token not in sent or a.actor.id is not None)
    return replace(draft, recipients=kept)


def _land(scene: Scene, draft: Draft) -> tuple[ActorLink, ...]:
    """Return the land below the trigger ("funds for projects in northern Iraq", "declares a ceasefire in Idlib").

    Who gives aid or takes it away does so abroad; a truce may be at home.
    """
    home = set() if draft.entry.type == "CONCEDE" else {a.actor.country for a in draft.actors}
    for token in sorted(subtree(scene.parse, draft.token)):
        link = scene.place_at.get(token)
        place = link.place if link is not None else None
        if link is None or place is None or token < draft.token or place.country in home:
            continue
        actor = Actor(None, place.name, place.country, None)
        return (ActorLink(link.start, link.end, link.first, link.last, token, actor, "named", "land below"),)
    return ()


def _ground_hit(scene: Scene, draft: Draft) -> tuple[ActorLink, ...]:
    """Return the base, camp or village that an attack is aimed at: it stands for who is there."""
    frame = draft.entry.frame
    if draft.entry.type != "ASSAULT" or frame.name in _TAKING or (draft.entry.pos == "NOUN" and not draft.actors):
        return ()
    aimed = {t for union in frame.recipient for name in union if name in _AIM for t in draft.slots.get(name, ())}
    grounds = [t for t in sorted(aimed) if "place" in scene.kinds.get(scene.tree.lemma(t), ())]
    found = (a for t in grounds for a in scene.actor_at.get(t, ()) if a.basis == "typed")
    # Of a town its people, not its council.
    return tuple(replace(a, actor=replace(a.actor, sector="CVL")) if a.actor.sector == "GOV" else a for a in found)


def _aimed_at(scene: Scene, draft: Draft) -> tuple[ActorLink, ...]:
    """Return the other state at which something is fired: "launches rockets at Israel". A town is only where it falls."""
    if draft.entry.type != "ASSAULT" or draft.entry.mode not in _FIRED:
        return ()
    fired = [draft.slots, *(slots(scene.tree, o) for o in draft.slots.get("obj", ()))]
    aimed = {t for filled in fired for name in _TOWARDS for t in filled.get(name, ())}
    own = {a.actor.country for a in draft.actors}
    links = (a for t in sorted(aimed) for a in scene.actor_at.get(t, ()) if a.actor.country not in own)
    return tuple(a for a in links if (a.actor.id or "").startswith("country:") and not is_by_capital(a))


def _known(draft: Draft) -> set[object]:
    return {k for a in (*draft.actors, *draft.recipients) for k in (a.actor.id, a.token) if k is not None}


def _above(scene: Scene, draft: Draft) -> Iterator[ActorLink]:
    """Yield the subjects of the verbs above the trigger, nearest first."""
    known = _known(draft)
    for step, at in enumerate(ancestors(scene.parse, draft.token)):
        if step >= _MAX_STEPS:
            return
        if scene.tree.lemma(at) in scene.tree.ask:
            return  # who asks for a ceasefire does not hold it
        if scene.parse.tokens[at].pos != "VERB":
            continue
        for subject in surface_subject(scene.tree, at):
            for link, _ in actors_of(scene, subject, "subj"):
                if link.token not in known and link.actor.id not in known:
                    yield link


def _below(scene: Scene, draft: Draft) -> Iterator[ActorLink]:
    """Yield the actors named below the trigger after it, in text order, outside clauses of their own."""
    known = _known(draft)
    todo = [k for k in scene.parse.children[draft.token] if k > draft.token]
    found: list[int] = []
    while todo:
        at = todo.pop()
        if scene.parse.tokens[at].dep in _OWN_CLAUSE:
            continue
        found.append(at)
        todo.extend(scene.parse.children[at])
    for token in sorted(found):
        if is_ground(scene, token):
            continue
        for link in scene.actor_at.get(token, ()):
            word = scene.parse.tokens[token]  # "a humanitarian truce", "air defence systems": no actors
            adjective = link.basis == "typed" and (word.pos == "ADJ" or word.dep in ("compound", "nmod"))
            if is_actor(link) and not adjective and link.token not in known and link.actor.id not in known:
                yield link


def is_ground(scene: Scene, token: int) -> bool:
    """Tell whether a name says where ("a ceasefire in eastern Congo", "talks in Abu Dhabi"), not towards whom."""
    word = scene.parse.tokens[upmost(scene.parse, token, "appos", "conj")]
    return word.dep == "pobj" and scene.parse.tokens[word.head].lemma in _WHERE
