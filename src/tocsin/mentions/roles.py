"""Roles: which actors fill a draft's slots as actor and recipient, and what a verbal event is about."""

from __future__ import annotations

from dataclasses import replace

from tocsin.base.model import Actor, ActorLink, Precision
from tocsin.base.name_words import is_agreement
from tocsin.base.trees import INNER, children, phrase
from tocsin.mentions.draft import Draft, Scene, is_by_capital
from tocsin.mentions.slots import is_predicate, slots
from tocsin.mentions.standing_words import parties_by_word
from tocsin.mentions.subjects import surface_subject

# Slots that only somebody fills; a name there stands for an actor even when nothing else says so.
_SIDES = frozenset({"subj", "obj", "by", "with", "against"})
_BEFORE = frozenset({"compound", "nmod"})
# Deeds that are named by the town in which they were done.
_ON_GROUND = frozenset({"ASSAULT", "PROTEST"})
_LIKELY = 0.5


def fill_roles(scene: Scene, draft: Draft) -> Draft:
    """Return the draft with its actors, recipients and content, each with the path by which it was found."""
    frame = draft.entry.frame
    sides = frame.actor
    if frame.name == "n-victim" and not draft.slots.get("of"):
        sides = tuple(union for union in sides if union != ("poss",))
    actors, actor_paths = _fill(scene, draft, sides, "actor")
    recipients, recipient_paths = _fill(scene, draft, frame.recipient, "recipient")
    if not recipients and frame.content_status == "requested":
        recipients, recipient_paths = _asked(scene, draft)
    ids = {key_of(a) for a in actors}
    kept = [(r, p) for r, p in zip(recipients, recipient_paths, strict=True) if key_of(r) not in ids]
    recipients, recipient_paths = [r for r, _ in kept], [p for _, p in kept]
    content = [t for union in frame.content for name in union for t in draft.slots.get(name, ())]
    return replace(
        draft,
        actors=tuple(actors),
        recipients=tuple(recipients),
        paths=(*actor_paths, *recipient_paths),
        content=tuple(content),
    )


def without_capitals(draft: Draft) -> Draft:
    """Return the draft of an attack without capitals that are hit: "bombed Beirut" hits the town, not who governs there."""
    if draft.entry.type != "ASSAULT":
        return draft
    return replace(draft, recipients=tuple(a for a in draft.recipients if not is_by_capital(a)))


def _asked(scene: Scene, draft: Draft) -> tuple[list[ActorLink], list[str]]:
    """Return who is to do what is asked for: the subject of the content ("demanded the rebels withdraw")."""
    verbs = [v for name in ("comp", "for", "to") for v in draft.slots.get(name, ()) if is_predicate(scene.parse, v)]
    found = [a for v in verbs[:1] for t in slots(scene.tree, v).get("subj", ()) for a in scene.actor_at.get(t, ())]
    return found, [f"recipient:subject of what is asked={a.reason}" for a in found]


def key_of(link: ActorLink) -> object:
    """Return what tells one participant from another: the actor's id, or the words and, of several countries, which."""
    return link.actor.id or (link.first, link.last, link.actor.country)


def _fill(
    scene: Scene, draft: Draft, alternatives: tuple[tuple[str, ...], ...], role: str
) -> tuple[list[ActorLink], list[str]]:
    for union in alternatives:
        found: list[ActorLink] = []
        paths: list[str] = []
        for slot in union:
            for token in draft.slots.get(slot, ()):
                for link, path in actors_of(scene, token, slot) or _standing_for(scene, token, slot):
                    if key_of(link) not in {key_of(f) for f in found}:
                        found.append(link)
                        paths.append(f"{role}:{path}")
        if found:
            return found, paths
    return [], []


def is_area(scene: Scene, link: ActorLink, slot: str) -> bool:
    """Tell whether an unnamed town or area, or a capital, is the ground on which something happens, not somebody."""
    is_place = "place" in scene.kinds.get(scene.tree.lemma(link.token), ())
    return (
        (link.basis == "typed" and slot != "subj" and is_place) or _names_a_deed(scene, link) or _of_place(scene, link)
    )


def _of_place(scene: Scene, link: ActorLink) -> bool:
    """Tell whether a state's adjective only says where a named place is: "the Syrian Golan Heights"."""
    word = scene.parse.tokens[link.token]
    return word.dep == "amod" and word.head in scene.place_at and (link.actor.id or "").startswith("country:")


def _names_a_deed(scene: Scene, link: ActorLink) -> bool:
    """Tell whether a capital names an attack or a protest by where it was: "the Paris attacks"."""
    word = scene.parse.tokens[link.token]
    if word.dep not in _BEFORE or not is_by_capital(link):
        return False
    sense = scene.reading.senses.get(word.head)
    return sense is not None and sum(sense.types.get(t, 0.0) for t in _ON_GROUND) > _LIKELY


def _standing_for(scene: Scene, token: int, slot: str) -> list[tuple[ActorLink, str]]:
    """Return the actor behind a subject that is none itself.

    A predicate noun stands for its subject ("X was a figure who criticised"),
    a text for whoever gives it out ("Y released a report accusing Z").
    """
    word = scene.parse.tokens[token]
    text = word.dep == "dobj" and "info" in scene.kinds.get(word.lemma, ())
    if slot != "subj" or not (text or word.dep == "attr"):
        return []
    subjects = surface_subject(scene.tree, word.head)
    return [(a, f"subj>{word.dep}={a.reason}") for s in subjects for a in scene.actor_at.get(s, ()) if is_actor(a)]


def _state(scene: Scene, token: int) -> ActorLink | None:
    """Return a country named inside another actor's phrase as its state ("the Rwanda-backed rebels")."""
    link = scene.place_at.get(token)
    if (
        link is None
        or link.place is None
        or link.place.precision is not Precision.COUNTRY
        or link.place.country is None
    ):
        return None
    actor = Actor(f"country:{link.place.country}", link.place.name, link.place.country, "GOV")
    return ActorLink(link.start, link.end, link.first, link.last, token, actor, "named", "country named")


def _unknown(scene: Scene, token: int) -> ActorLink:
    """Return a link for a name that linking has nothing for: of a state or group before a hyphen, else of nobody known."""
    first, last = phrase(scene.parse, token, prepositions=False)
    start, end = scene.parse.tokens[first].start, scene.parse.tokens[last - 1].end
    name = scene.text[start:end]
    if (known := parties_by_word().get(name)) is not None:
        return ActorLink(start, end, first, last, token, known, "named", "state or group before a hyphen", 0.5)
    lands = (a.actor.country for i in reversed(range(first, token)) for a in scene.actor_at.get(i, ()))
    country = next((c for c in lands if c is not None), None)  # "Canadian pension fund Les Placements"
    return ActorLink(start, end, first, last, token, Actor(None, name, country, None), "named", "name", 0.5)


def is_actor(link: ActorLink) -> bool:
    """Tell whether a link stands for somebody who can act: a thing typed from its noun with no sector does not."""
    return link.basis != "typed" or link.actor.sector is not None or link.actor.country is not None


def actors_of(scene: Scene, token: int, slot: str) -> list[tuple[ActorLink, str]]:
    """Return the actors that the noun phrase at ``token`` stands for, with the path to each.

    A phrase whose head is no actor gives the actor inside it ("positions of the army", "Iran's nuclear sites").
    """
    own = [a for a in scene.actor_at.get(token, ()) if is_actor(a) and not is_area(scene, a, slot)]
    if scene.parse.tokens[token].pos == "ADJ":
        own = [a for a in own if a.basis != "typed"]
    if slot == "mod":
        own = [a for a in own if a.basis == "named" or a.actor.country is not None]
    if own:
        return [(link, f"{slot}={link.reason}") for link in own]
    if slot == "mod":
        return []
    state = _state(scene, token)
    if state is not None and slot in _SIDES:
        return [(state, f"{slot}=country")]
    is_within = token in scene.inside  # "Tobago" of "Trinidad and Tobago"
    word = scene.parse.tokens[token]
    if word.pos == "PROPN" and is_agreement(word.text):
        return []
    is_name = word.pos == "PROPN" and any(c.isupper() for c in word.text)
    if is_name and token not in scene.place_at and slot in _SIDES and not is_within:
        return [(_unknown(scene, token), f"{slot}=name not in the register")]
    inner = [k for k in children(scene.parse, token, *INNER) if any(map(is_actor, scene.actor_at.get(k, ())))]
    inner = [k for k in inner if not any(is_area(scene, a, slot) for a in scene.actor_at[k])]
    if inner:
        return [(a, f"{slot}>{scene.parse.tokens[inner[0]].dep}={a.reason}") for a in scene.actor_at[inner[0]]]
    filled = slots(scene.tree, token) if scene.parse.tokens[token].pos in ("NOUN", "PROPN") else {}
    return [
        (a, f"{slot}>of={a.reason}") for t in filled.get("of", ()) for a in scene.actor_at.get(t, ()) if is_actor(a)
    ]
