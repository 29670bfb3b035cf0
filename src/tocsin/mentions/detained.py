"""Who can be told of as detained: named persons, also as "she", and people who are counted, who are not told free again."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.base.counted import counted
from tocsin.base.model import ActorLink
from tocsin.mentions.draft import Scene
from tocsin.mentions.standing_parties import who

COUNTED = counted(before=("his", "her", "its", "their"), numbers=("a dozen",))
PEOPLE = frozenset(
    {"CVL", "MIL", "COP", "REB", "PRM", "CRM", "GOV", "OPP", "UAF", "JRN", "MED", "REL", "EDU", "LAB", "JUD"}
)
# Who was held and let go in one sentence is held no more.
_FREED = frozenset({"free", "release", "let", "escape", "flee", "acquit", "pardon"})
_REACH = 3
# Last words of names that are of places, though they look like persons' ("Tiger Hill").
_GROUND = frozenset({
    "hill", "hills", "ridge", "peak", "valley", "bridge", "island", "point", "pass", "bay", "dam", "camp", "base",
    "mountain", "river", "gap", "heights", "airport", "crossing", "junction", "square", "station", "mine",
})  # fmt: skip
_ONE_PERSON = frozenset({"he", "she"})
_PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself", "who", "whom"})
_TITLES = ("compound", "nmod", "amod", "appos", "relcl")


def told_free(scene: Scene, i: int) -> bool:
    """Tell whether who was held is told in the same breath to be free again ("had been jailed and let out")."""
    below = {scene.parse.tokens[k].text.lower() for k in scene.parse.children[i]}
    then = scene.parse.sentences[scene.parse.tokens[i].sent]
    after = {t.lemma for t in scene.parse.tokens[i : then.last]}
    return bool(below & {"had", "was", "were"}) and bool(after & _FREED)


def is_held(scene: Scene, link: ActorLink) -> bool:
    """Tell whether somebody can be told of as held: a named person, or people who are counted."""
    a = link.actor
    if a.id is not None:
        return a.id.startswith("person:")
    if link.basis != "typed":
        is_name = scene.entity_at.get(link.token) == "PERSON" or a.sector not in ("UNK", "GOV", "MIL")
        return is_name and _is_person(link)
    return a.sector in PEOPLE and COUNTED.match(scene.text[link.start : link.end]) is not None


def is_told_as_person(scene: Scene, link: ActorLink) -> bool:
    """Tell whether a name is surely a person's: of the register, with a title or trade beside it, or taken up by "he"."""
    if link.actor.id is not None or link.basis == "typed":
        return True
    if link.actor.sector is not None and "sector" not in link.supposed:
        return True  # linking read a trade beside the name
    tokens = scene.parse.tokens
    beside = [k for k in scene.parse.children[link.token] if tokens[k].dep in _TITLES]
    if any(tokens[k].text.endswith(".") or "person" in scene.kinds.get(scene.tree.lemma(k), ()) for k in beside):
        return True
    if tokens[link.token].dep in ("appos", "compound") and "person" in scene.kinds.get(
        scene.tree.lemma(tokens[link.token].head), ()
    ):
        return True
    below = {tokens[c].lemma for k in beside if tokens[k].dep == "relcl" for c in scene.parse.children[k]}
    again = (a for a in scene.reading.actors if a.basis == "coreferent" and a.actor.name == link.actor.name)
    return bool(below & {"who", "whom"}) or any(tokens[a.token].text.lower() in _PERSONAL for a in again)


def held(scene: Scene, tokens: Iterable[int]) -> list[ActorLink]:
    """Return who is told to be held: "she" is a person, also where linking took her for a body."""
    out: list[ActorLink] = []
    for t in tokens:
        found = who(scene, (t,))
        if scene.tree.lemma(t) in _ONE_PERSON:
            found = [b for a in found if _is_person(a) for b in _kin_of(scene, t, a)] or _last_person(scene, t)
        out += found[:1]
    return out


def _kin_of(scene: Scene, t: int, link: ActorLink) -> list[ActorLink]:
    """Return whom "she" stands for: not the one who is told of as hers ("Her son Kim said that she ..."), but her herself."""
    tokens = scene.parse.tokens
    named = [a for a in scene.reading.actors if a.actor == link.actor and a.basis == "named"]
    here = [a for a in named if tokens[a.token].sent == tokens[t].sent and a.token < t]
    near = [k for a in here for k in range(max(a.first - _REACH, 0), a.first) if tokens[k].tag == "PRP$"]
    return [a for k in near for a in scene.actor_at.get(k, ()) if _is_person(a)][:1] or ([] if near else [link])


def _last_person(scene: Scene, t: int) -> list[ActorLink]:
    """Return the person named last in the sentence before a word's."""
    here = scene.parse.tokens[t].sent
    before = [a for a in scene.reading.actors if scene.parse.tokens[a.token].sent == here - 1]
    return [a for a in sorted(before, key=lambda a: a.start) if a.basis == "named" and _is_person(a)][-1:]


def _is_person(link: ActorLink) -> bool:
    words = link.actor.name.split()
    named = len(words) > 1 and words[0][:1].isupper() and words[-1][:1].isupper() and words[0].lower() != "the"
    ground = named and words[-1].casefold() in _GROUND
    return (link.actor.id or "person:").startswith("person:") and named and not ground and link.actor.sector != "BUS"
