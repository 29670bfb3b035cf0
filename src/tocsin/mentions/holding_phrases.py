"""Phrases that tell who takes, loses and holds a place: ``data/words/holding.tsv`` on the lines of ``holding_line``.

A word's own slots (``relations.tsv``) miss what idioms tell: "slipped from the army's hands", "raised their flag over",
"Laiza, where the KIA has its headquarters". Who is not told ("X fell on Monday") is the enemy of whom the text speaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tocsin.base.model import REBELS, STATE_FORCES, ActorLink, PlaceLink, Precision
from tocsin.base.relations import RelationKind
from tocsin.base.trees import ancestors
from tocsin.mentions.draft import Scene
from tocsin.mentions.holding_enemies import (
    BACK,
    besieged,
    enemy_of,
    fights_for_towns,
    freer_of,
    home_army,
    only_enemy,
    side_telling,
)
from tocsin.mentions.holding_guards import is_else
from tocsin.mentions.holding_items import DEICTIC, FORCE, NAME, PLACE, PRONOUN, Item, words_of
from tocsin.mentions.holding_line import lines
from tocsin.mentions.holding_referents import antecedent, forces_of, places_of
from tocsin.mentions.holding_words import ROLES, Phrase, possible, vocabulary
from tocsin.mentions.relations_sides import is_local
from tocsin.mentions.standing_words import Standing
from tocsin.mentions.told_rows import told_row

_LOSING = frozenset({
    "capture", "take", "seize", "overrun", "storm", "lose", "abandon", "leave", "fall", "loss", "seizure", "retake",
    "recapture", "conquer", "destroy", "evacuate", "surrender", "quit", "vacate", "occupy", "loot",
})  # fmt: skip
# Steps up to the word of a loss above a base.
_ABOVE = 3
# Who is besieged, and who lost a place and has it again.
_UNDATED = "BK"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a phrase tells: who and which place at a token, by a row like those of single words."""

    token: int
    row: Standing
    subject: ActorLink
    place: PlaceLink


def holding_phrases(scene: Scene) -> Iterator[Told]:
    """Yield what the phrases of a document tell of who takes, loses and holds its places."""
    last = -BACK  # the last sentence that told of a taking
    for number in range(len(scene.parse.sentences)):
        told_by: dict[int, tuple[Phrase, int]] = {}
        wanted = possible(words_of(scene, number))
        for which, line in enumerate(lines(scene, number, vocabulary()) if wanted else ()):
            for phrase, told in _matches(scene, line, wanted):
                if phrase.after and number - last > 1:
                    continue
                if told_by.setdefault(told.token, (phrase, which)) == (phrase, which):
                    last = number if told.row.begun else last
                    yield told


def _matches(scene: Scene, line: Sequence[Item], wanted: Sequence[Phrase]) -> Iterator[tuple[Phrase, Told]]:
    text, at = _text(line)
    for phrase in wanted:
        for match in phrase.pattern.finditer(text):
            numbers = {n: at[match.start(n)] for n, v in match.groupdict().items() if v is not None}
            inside = [line[k] for o, k in sorted(at.items()) if match.start() <= o < match.end()]
            if phrase.gapped:  # its verb tells of another
                inside = [line[k] for n, k in numbers.items() if n[0] == "H"]
            yield from ((phrase, t) for t in _read(scene, phrase, line, numbers, _trigger(scene, inside)))


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


def _read(scene: Scene, phrase: Phrase, line: Sequence[Item], numbers: Mapping[str, int], token: int) -> Iterator[Told]:
    """Yield who takes, loses and holds the places of a match; ``numbers`` are those of its items on the line."""
    places = [p for n, k in numbers.items() if n[0] == "P" for p in places_of(scene, line, k)]
    places = antecedent(scene, token, places)
    sides = {n[0]: forces_of(scene, line, k, by_speaker=n[0] == "S") for n, k in numbers.items() if n[0] in ROLES}
    if phrase.context and any(n[0] == "L" and line[k].code == PRONOUN for n, k in numbers.items()):
        del sides["L"]  # whom "it slipped from them" means is seldom the one named last
    if phrase.bracketed:
        places = [
            p for p in places if is_local(p) and not any(a.first <= p.first < a.last for a in scene.reading.actors)
        ]
    if not places or any(not found for found in sides.values()) or _is_before(scene, token):
        return
    if is_else(scene, token, phrase.text, [line[k] for k in numbers.values()], sides):
        return
    places = [_at_home_of(p, sides) for p in places]
    if "base" in phrase.text:
        sides = {role: [a for a in found if _has_base(a, places[0])] for role, found in sides.items()}
    for role, found in _roles(scene, phrase, sides, token, places[0]).items():
        if role == "H" and "until" in {scene.parse.tokens[c].text.lower() for c in _below(scene, token)}:
            role = "L"  # "ruled the hills until the army came"
        row = _row(phrase, role, scene.parse.tokens[token].lemma)
        yield from (Told(token, row, link, place) for link in found for place in places)


def _at_home_of(place: PlaceLink, sides: Mapping[str, Sequence[ActorLink]]) -> PlaceLink:
    """Return a place that no table knows as one in the country of the army that has or loses it.

    "Overran the army's base at X, near the border": the neighbour may be what the story names most.
    """
    known = place.place is None or place.place.geonameid is not None
    armies = [a.actor.country for r in ("L", "H") for a in sides.get(r, ()) if a.actor.sector == "MIL"]
    if known or place.place is None or not armies or armies[0] is None:
        return place
    return replace(place, place=replace(place.place, country=armies[0]))


def _is_before(scene: Scene, token: int) -> bool:
    """Tell whether a verb only dates another: "18 days after the army had won it back"."""
    word = scene.parse.tokens[token]
    below = {scene.parse.tokens[c].text.lower() for c in scene.parse.children[token]}
    return word.dep == "advcl" and "had" in below and bool(below & {"after", "before", "since"})


def _has_base(link: ActorLink, place: PlaceLink) -> bool:
    """Tell whether whoever has a base in a place has the place: at home, or where the base is the place."""
    where_, home = place.place, link.actor.country
    abroad = where_ is not None and home is not None and home != where_.country and link.actor.sector in STATE_FORCES
    return not abroad or (where_ is not None and where_.precision is Precision.SITE)


def _is_losing(scene: Scene, token: int) -> bool:
    """Tell whether a base is one that falls or is taken ("captured the army headquarters", "the fall of their base")."""
    above = [scene.parse.tokens[k].lemma for k in (token, *ancestors(scene.parse, token))][: _ABOVE + 1]
    return any(lemma in _LOSING for lemma in above)


def _below(scene: Scene, token: int) -> list[int]:
    """Return the words below a verb, and those that open the clauses below it."""
    kids = scene.parse.children[token]
    return [*kids, *(c for k in kids if scene.parse.tokens[k].dep == "advcl" for c in scene.parse.children[k])]


def _roles(
    scene: Scene, phrase: Phrase, sides: dict[str, list[ActorLink]], token: int, place: PlaceLink
) -> dict[str, list[ActorLink]]:
    """Return who takes, loses and holds a place, from the letters of a phrase."""
    if "S" in sides:
        return {} if _is_losing(scene, token) else {"H": sides["S"]}
    if "G" in sides:
        return {"H": [a for a in sides["G"] if a.actor.sector in REBELS]}
    if "I" in sides:
        return {"H": [a for a in sides["I"] if a.actor.sector in REBELS or fights_for_towns(scene, a)]}
    if "B" in sides:
        return {"B": [h for b in sides["B"] for h in besieged(scene, b, token, place)]}
    if phrase.freed:
        return {**sides, "T": freer_of(scene, token, place)}
    if phrase.sole:
        return {**sides, "T": only_enemy(scene, token, place)}
    if phrase.said:
        return {"T": side_telling(scene, token)}
    if phrase.home:
        return {"H": [home_army(scene, token, place)]}
    if phrase.context and "T" not in sides:
        return {**sides, "T": enemy_of(scene, token, sides.get("L", []), place)}
    return sides


def _row(phrase: Phrase, role: str, lemma: str) -> Standing:
    name = {"T": "taken", "L": "lost", "H": "held", "B": "besieged", "K": "kept"}[role]
    above = f"{name}, {phrase.text}"
    # the days of a siege or of a loss are not those of the hold
    dated = role not in _UNDATED
    return told_row(RelationKind.CONTROLS, lemma, above, ended=role == "L", begun=role == "T", dated=dated)
