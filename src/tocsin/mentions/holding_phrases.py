"""Phrases that tell who takes, loses and holds a place: ``data/words/holding.tsv`` on the lines of ``holding_line``.

A word's own slots (``relations.tsv``) miss what idioms tell: "slipped from the army's hands", "raised their flag over",
"Laiza, where the KIA has its headquarters". Who is not told ("X fell on Monday") is the enemy of whom the text speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tocsin.base.homes import most_told_country
from tocsin.base.model import Actor, ActorLink, PlaceLink, Precision
from tocsin.base.relations import RelationKind
from tocsin.base.tables import Row, table
from tocsin.mentions.draft import Scene
from tocsin.mentions.holding_line import DEICTIC, FORCE, NAME, OWNER, PLACE, PRONOUN, Item, as_force, lines
from tocsin.mentions.standing_slots import last_place, owner_of, place_at_home, speaker_over, where
from tocsin.mentions.standing_words import Standing

_ROLES = "TLHGSB"
_SECTORS = frozenset({"REB", "PRM"})
_STATE = frozenset({"MIL", "GOV"})
# How many sentences back the enemy of a telling without one is looked for.
_BACK = 3
_GAP = r"(?:[a-z'-]+ ){0,4}?"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row: what a line must have, and who is who in it."""

    text: str
    pattern: re.Pattern[str]
    context: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a phrase tells: who and which place at a token, by a row like those of single words."""

    token: int
    row: Standing
    subject: ActorLink
    place: PlaceLink


@lru_cache(maxsize=1)
def phrases() -> tuple[Phrase, ...]:
    """Return the rows of the table, in file order.

    Raises:
        BadTable: a phrase has no place, or nobody in it.
    """
    columns = ("phrase", "name", "context")
    return tuple(_phrase(row) for row in table("words/holding.tsv", columns=columns))


def _phrase(row: Row) -> Phrase:
    words = row["phrase"].split()
    if not any(w.partition(":")[0] == "P" for w in words) or not ({w[0] for w in words} & set(_ROLES) or row["context"] == "y"):
        raise row.bad("a phrase needs P and one of T, L, H, S, G, B; correct it.")
    named = row["name"] == "y"
    pattern = "".join(_element(w, n, named=named) for n, w in enumerate(words))
    return Phrase(row["phrase"], re.compile(rf"(?<!\S){pattern}"), row["context"] == "y")


def _element(word: str, n: int, *, named: bool) -> str:
    if word == "...":
        return _GAP
    role, _, own = word.partition(":")
    if role in (*_ROLES, "P") and own:
        return rf"(?P<{role}{n}>{own}) "
    if word == "P":
        return rf"(?P<P{n}>{PLACE}|{DEICTIC}|{PRONOUN}{'|' + NAME if named else ''}) "
    if word in _ROLES:
        return rf"(?P<{word}{n}>{FORCE}|{PRONOUN}|{OWNER}) "
    optional = word.endswith("?")
    options = "|".join(re.escape(w) for w in word.rstrip("?").split("|"))
    return rf"(?:(?:{OWNER} )?(?:{options}) ){'?' if optional else ''}"


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    found = (w for p in phrases() for e in p.text.split() for w in e.rstrip("?").split("|"))
    return frozenset(w for w in found if w.islower())


def holding_phrases(scene: Scene) -> Iterator[Told]:
    """Yield what the phrases of a document tell of who takes, loses and holds its places."""
    for number in range(len(scene.parse.sentences)):
        seen: set[tuple[int, str, int]] = set()
        for line in lines(scene, number, _vocabulary()):
            for told in _matches(scene, line):
                key = (told.token, told.row.above[:4] + str(told.subject.token), told.place.start)
                if key not in seen:
                    seen.add(key)
                    yield told


def _matches(scene: Scene, line: Sequence[Item]) -> Iterator[Told]:
    text, at = _text(line)
    for phrase in phrases():
        for match in phrase.pattern.finditer(text):
            parts = {n: line[at[match.start(n)]] for n, v in match.groupdict().items() if v is not None}
            inside = [line[k] for o, k in sorted(at.items()) if match.start() <= o < match.end()]
            yield from _read(scene, phrase, parts, _trigger(scene, inside))


def _text(line: Sequence[Item]) -> tuple[str, Mapping[int, int]]:
    """Return the codes of a line with a blank behind each, and which item begins at which letter."""
    text, at = "", {}
    for number, item in enumerate(line):
        at[len(text)] = number
        text += f"{item.code} "
    return text, at


def _trigger(scene: Scene, inside: Sequence[Item]) -> int:
    """Return the word that tells it: the verb, else the form of "be", else the noun."""
    words = [i.token for i in inside if i.code not in (PLACE, NAME, DEICTIC, FORCE, PRONOUN)]
    for wanted in (("VERB",), ("AUX",), ("NOUN",)):
        found = next((t for t in words if scene.parse.tokens[t].pos in wanted), None)
        if found is not None:
            return found
    return words[0] if words else inside[0].token


def _read(scene: Scene, phrase: Phrase, parts: Mapping[str, Item], token: int) -> Iterator[Told]:
    """Yield who takes, loses and holds the places of a match."""
    places = [p for n, item in parts.items() if n[0] == "P" for p in _places(scene, item)]
    sides = {n[0]: _who(scene, item, by_speaker=n[0] == "S") for n, item in parts.items() if n[0] in _ROLES}
    if phrase.context and any(n[0] == "L" and item.code == PRONOUN for n, item in parts.items()):
        del sides["L"]  # whom "it slipped from them" means is seldom the one named last
    places = _antecedent(scene, token, places)
    if not places or any(not found for found in sides.values()):
        return
    if "S" in sides:
        sides = {"H": sides["S"]}
    if "G" in sides:
        sides = {"H": [a for a in sides["G"] if a.actor.sector in _SECTORS]}
    if phrase.context and "T" not in sides:
        sides["T"] = _enemy(scene, token, sides.get("L", []), places[0])
    if "B" in sides:
        sides = {"H": [h for b in sides["B"] for h in _besieged(scene, b, token, places[0])]}
    for role, found in sides.items():
        row = _row(phrase, role, scene.parse.tokens[token].lemma)
        for link in found:
            for place in places:
                yield Told(token, row, link, place)


def _row(phrase: Phrase, role: str, lemma: str) -> Standing:
    name = {"T": "taken", "L": "lost", "H": "held"}[role]
    empty: frozenset[str] = frozenset()
    return Standing(
        lemma, empty, f"{name}, {phrase.text}", empty, RelationKind.CONTROLS, (), (), (),
        weak=False, ended=role == "L", begun=role == "T",
    )  # fmt: skip


def _places(scene: Scene, item: Item) -> list[PlaceLink]:
    if item.places:
        return [p for p in item.places if p.place is not None and p.place.precision is not Precision.COUNTRY]
    found = where(scene, (item.token,), also_country=False)
    last = last_place(scene, item.token, towns=item.code == DEICTIC)
    return found or ([place_at_home(scene, last)] if last is not None else [])


def _antecedent(scene: Scene, token: int, places: list[PlaceLink]) -> list[PlaceLink]:
    """Return the place that a relative clause is about ("Khoei, west of El Obeid, which they hold"), else the places."""
    word = scene.parse.tokens[token]
    head = scene.place_at.get(word.head) if word.dep == "relcl" else None
    return [head] if head is not None and head.place is not None and head not in places else places


def _who(scene: Scene, item: Item, *, by_speaker: bool) -> list[ActorLink]:
    """Return the forces of an item; a pronoun's with ``by_speaker`` only where the speaker tells it of himself."""
    if item.forces:
        return list(item.forces)
    named = [f for a in scene.actor_at.get(item.token, ()) if (f := as_force(scene, a)) is not None]
    found = speaker_over(scene, item.token) or ([] if by_speaker else named[:1])
    return found or ([] if by_speaker or item.code == PRONOUN else owner_of(scene, item.token))


def _enemy(scene: Scene, token: int, losers: Sequence[ActorLink], place: PlaceLink) -> list[ActorLink]:
    """Return who takes a place where nobody says it: the state from rebels, else the group that the text spoke of last."""
    land = place.place.country if place.place else None
    if any(a.actor.sector in _SECTORS for a in losers):
        return [_army(losers[0], land)]
    here = scene.parse.tokens[token].sent
    near = [
        a
        for a in scene.reading.actors
        if a.actor.sector in _SECTORS and (a.actor.id or "").startswith("group:") and a.actor.country == land
        if here - _BACK <= scene.parse.tokens[a.token].sent <= here
    ]
    before = [a for a in near if a.token < token]
    return before[-1:] or near[:1]


def _army(link: ActorLink, land: str | None) -> ActorLink:
    return replace(link, actor=Actor(None, "the army", land, "MIL"), basis="typed", reason="the state's until told otherwise")


def _besieged(scene: Scene, besieger: ActorLink, token: int, place: PlaceLink) -> list[ActorLink]:
    """Return who holds a place before which a force lies: the state, or where the state besieges, the group told of."""
    land = place.place.country if place.place else most_told_country(scene.reading)
    if besieger.actor.sector in _SECTORS:
        return [_army(besieger, land)]
    return _enemy(scene, token, [], place) if besieger.actor.sector in _STATE and besieger.actor.country == land else []
