"""Persons named behind people who are counted: "six men, among them X", "ten generals, including X", "two men: X and Y"."""

from __future__ import annotations

from tocsin.base.model import ActorLink
from tocsin.base.trees import phrase
from tocsin.mentions.draft import Scene

_REACH = 16
_SOME = frozenset({"include", "including", "namely"})
_COLONS = frozenset({":", "—", "–"})


def names_behind(scene: Scene, t: int) -> tuple[list[ActorLink], bool]:
    """Return the persons named in a list behind a noun of people, and whether they are all of them (behind a colon)."""
    at, is_whole = _list_at(scene, t)
    if at is None:
        return [], False
    last = _end(scene, at, is_whole=is_whole)
    named = [a for a in scene.reading.actors if at < a.first and a.last <= last and a.basis == "named"]
    people: dict[str, ActorLink] = {}
    for a in named:
        if _is_name_of_person(scene, a):
            people.setdefault(a.actor.id or a.actor.name, a)
    return list(people.values()), is_whole


def _list_at(scene: Scene, t: int) -> tuple[int | None, bool]:
    """Return where a list of names begins behind a noun, and whether it is announced as whole."""
    tokens = scene.parse.tokens
    end = scene.parse.sentences[tokens[t].sent].last
    _, behind = phrase(scene.parse, t)
    for k in range(t + 1, min(end, max(behind, t + _REACH))):
        word = tokens[k].text.lower()
        if word in _COLONS:
            return k, True
        among = word == "among" and k + 1 < end and tokens[k + 1].text.lower() in ("them", "whom")
        if among or word in _SOME:
            return k, False
    return None, False


def _end(scene: Scene, at: int, *, is_whole: bool) -> int:
    """Return where a list ends: with the sentence, and one inside a clause at the clause's next verb."""
    tokens = scene.parse.tokens
    last = scene.parse.sentences[tokens[at].sent].last
    stops = (
        k for k in range(at + 1, last) if tokens[k].text == ";" or (not is_whole and tokens[k].tag in ("VBD", "VBZ"))
    )
    return next(stops, last)


def _is_name_of_person(scene: Scene, link: ActorLink) -> bool:
    if link.actor.id is not None:
        return link.actor.id.startswith("person:")
    return scene.entity_at.get(link.token) == "PERSON" and len(link.actor.name.split()) > 1
