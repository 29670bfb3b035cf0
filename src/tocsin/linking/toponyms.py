"""Find the names in a text that the gazetteer knows: the longest run of tokens that makes a name.

Whether such a name stands for a place here is weighed in ``place_evidence``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tocsin.base.model import Token
from tocsin.base.reading import Reading
from tocsin.linking.gazetteer import Entry, Gazetteer
from tocsin.linking.place_source import ADMIN1
from tocsin.linking.place_words import (
    INSIDE_NAMES,
    PARTICLES,
    Part,
    abbreviations,
    directions,
    nationalities,
    part_name,
)
from tocsin.linking.spelling import fold

LONGEST = 9  # tokens of a name, hyphens counted: "Port - au - Prince", "Democratic Republic of the Congo"
_POSSESSIVE = frozenset({"'s", "’s"})
_PART_NOUNS = frozenset({"part", "parts", "half", "region", "regions", "province", "provinces", "area", "areas"})


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name that may be a place: tokens ``[first, last)``, what it may be, and the evidence in points.

    ``name_first`` is where the name itself starts, after direction words.
    ``unit`` is the kind of place that a word beside it tells ("province").
    ``part`` is the part of the place that is meant ("northern Syria").
    ``parent`` is the number of the toponym that it is said to lie in.
    ``settled`` is true for a state's abbreviation, which is a place without further evidence.
    """

    first: int
    last: int
    name_first: int
    key: str
    entries: tuple[Entry, ...]
    evidence: float = 0.0
    unit: str | None = None
    part: Part | None = None
    parent: int | None = None
    settled: bool = False
    reason: str = ""


def match_names(reading: Reading, gazetteer: Gazetteer) -> list[Toponym]:
    """Return the names known to the gazetteer, in text order, without overlap, yet to be weighed."""
    if reading.parse is None:
        return []
    tokens = reading.parse.tokens
    blocked = blocked_tokens(reading)
    found: list[Toponym] = []
    i = 0
    while i < len(tokens):
        match = None if i in blocked else _longest(tokens, i, blocked, gazetteer)
        if match is None:
            i += 1
            continue
        match = _known_part(_with_possessed_part(tokens, match), gazetteer)
        found.append(match)
        i = match.last
    return found


def _known_part(match: Toponym, gazetteer: Gazetteer) -> Toponym:
    """Return the toponym as the part's own entry where the gazetteer has one: "Congo's east" is "eastern Congo"."""
    if match.part is None:
        return match
    key = f"{part_name(match.part)} {match.key}"
    entries = gazetteer.entries(key)
    return replace(match, key=key, entries=entries, part=None) if entries else match


def blocked_tokens(reading: Reading) -> set[int]:
    """Return the tokens of register links that are no places: persons, groups, bodies. States are both."""
    return {
        i
        for link in reading.actors
        if link.basis == "named" and not (link.actor.id or "").startswith("country:")
        for i in range(link.first, link.last)
    }


def _longest(tokens: tuple[Token, ...], i: int, blocked: set[int], gazetteer: Gazetteer) -> Toponym | None:
    """Return the longest known name that starts at token ``i``."""
    text = tokens[i].text
    if text[0].isupper():
        if text.lower() in directions():
            return _with_direction(tokens, i, blocked, gazetteer)
        return _abbreviation(tokens, i, gazetteer) or _name(tokens, i, blocked, gazetteer)
    if text in directions():
        return _with_direction(tokens, i, blocked, gazetteer)
    if text in PARTICLES and _joined(tokens, i):
        return _name(tokens, i, blocked, gazetteer)
    return None


def _joined(tokens: tuple[Token, ...], i: int) -> bool:
    """Return whether token ``i`` is an article joined to a capitalised name ("al-Bab", "el Fasher")."""
    following = [t.text for t in tokens[i + 1 : i + 3]]
    if following[:1] == ["-"]:
        following = following[1:]
    return bool(following) and following[0][0].isupper()


def _name(tokens: tuple[Token, ...], i: int, blocked: set[int], gazetteer: Gazetteer) -> Toponym | None:
    """Return the longest name from token ``i`` on that ends in a capitalised word or a number."""
    key, best = "", None
    for j in range(i, min(len(tokens), i + LONGEST)):
        token = tokens[j]
        text = token.text
        possessive = text in _POSSESSIVE
        proper = _is_proper(text)
        allowed = j == i or proper or possessive or text in INSIDE_NAMES
        # The parser may end a sentence inside a name; punctuation or a new paragraph ends the name.
        apart = j > i and token.start > tokens[j - 1].end + 1
        if apart or j in blocked or not allowed:
            break
        # "St. John's": the possessive is part of the name only where the gazetteer has it so.
        longer = f"{key}{'' if possessive else ' '}{fold(text)}".strip()
        if longer != key and (proper or (possessive and j > i + 1)):
            entries = gazetteer.entries(longer)
            if entries and (j > i or _plausible(text, longer)):
                best = Toponym(i, j + 1, i, longer, entries)
        key = longer
        followed = j + 1 < len(tokens) and tokens[j + 1].text in _POSSESSIVE
        if key and not followed and not gazetteer.begins(key):
            break
    return best


def _is_proper(text: str) -> bool:
    """Return whether a token is written like a name: capital, number, or a capital behind an article ("d'Ivoire")."""
    return text[0].isupper() or text[0].isdigit() or (text[1:2] in ("'", "’") and text[2:3].isupper())


def _plausible(text: str, key: str) -> bool:
    """Return whether one word could be a place's name by its letters: no "Us" or "It", no nationality."""
    return (text.isupper() or "." in text) if len(key) < 3 else key not in nationalities()


def _abbreviation(tokens: tuple[Token, ...], i: int, gazetteer: Gazetteer) -> Toponym | None:
    """Return the state or province for which "Tex." or "TX" stands after a town and a comma."""
    short, taken = abbreviations().get(tokens[i].text.replace(".", "")), 1
    if short is None and i + 1 < len(tokens):
        # "W. Va.", "N. M."
        short, taken = abbreviations().get(f"{tokens[i].text}{tokens[i + 1].text}".replace(".", "")), 2
    if short is None or (taken == 2 and not tokens[i].text.endswith(".")):
        return None
    key, alone = short
    after_town = i > 1 and tokens[i - 1].text == "," and tokens[i - 2].text[0].isupper()
    if not (after_town or alone):
        return None
    entries = tuple(e for e in gazetteer.entries(key) if e.kind == ADMIN1)
    return Toponym(i, i + taken, i, key, entries, settled=True) if entries else None


def _with_direction(tokens: tuple[Token, ...], i: int, blocked: set[int], gazetteer: Gazetteer) -> Toponym | None:
    """Return a name with its direction: known as such ("North Kivu", "eastern Congo"), or a part of a place."""
    whole = _name(tokens, i, blocked, gazetteer)
    if whole and whole.last > i + 1:
        return whole
    part, at = _read_part(tokens, i)
    if at is None or at in blocked or not tokens[at].text[0].isupper() or tokens[at].sent != tokens[i].sent:
        return None
    if at > i + 2 and (other := _names_itself(tokens, at - 1, blocked, gazetteer)):
        # "North and South Kivu": two names, the first told by its direction alone
        key = " ".join([fold(tokens[i].text), *other.key.split(" ")[1:]])
        entries = gazetteer.entries(key)
        return Toponym(i, i + 1, i, key, entries) if entries else None
    name = _name(tokens, at, blocked, gazetteer)
    return replace(name, first=i, part=part) if name else None


def _names_itself(tokens: tuple[Token, ...], i: int, blocked: set[int], gazetteer: Gazetteer) -> Toponym | None:
    """Return the known name that a direction begins ("South America"), if it does."""
    whole = _name(tokens, i, blocked, gazetteer) if tokens[i].text.lower() in directions() else None
    return whole if whole is not None and whole.last > i + 1 else None


def _read_part(tokens: tuple[Token, ...], i: int) -> tuple[Part, int | None]:
    """Return the part told by the direction at ``i`` and the token where the name should start.

    "northern Syria", "north - east Nigeria", "south and central Somalia", "the north of Mali",
    "the eastern part of Chad"; not "10 km north of Mosul", which is outside of it.
    """
    part, at, last = directions()[tokens[i].text.lower()], i + 1, len(tokens)
    while at + 1 < last and tokens[at].text in ("-", "–", "and") and tokens[at + 1].text.lower() in directions():
        other = directions()[tokens[at + 1].text.lower()]
        part, at = (part[0] or other[0], part[1] or other[1]), at + 2
    noun = at < last and tokens[at].text in _PART_NOUNS
    at += noun
    if at < last and tokens[at].text == "of":
        inside = noun or (i > 0 and tokens[i - 1].text.lower() == "the")
        at = at + 1 if inside else last
    if at < last and tokens[at].text == "the":
        at += 1
    return part, at if at < last else None


def _with_possessed_part(tokens: tuple[Token, ...], match: Toponym) -> Toponym:
    """Return the toponym with the part that it owns: "Kenya's northeastern region", "Congo's east"."""
    after = [t.text for t in tokens[match.last : match.last + 3]]
    if match.part is None and len(after) > 1 and after[0] in _POSSESSIVE and after[1].lower() in directions():
        noun = len(after) > 2 and after[2] in _PART_NOUNS
        if noun or tokens[match.last + 1].pos != "ADJ":
            return replace(match, last=match.last + 2 + noun, part=directions()[after[1].lower()])
    return match
