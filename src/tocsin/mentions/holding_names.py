"""Places that linking has nothing for: names that no table knows, and "the dam", "the airport", "the capital"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tocsin.base.geo import LOCAL
from tocsin.base.joined_names import HYPHENS, is_bridge, is_name_part
from tocsin.base.model import PlaceLink, Precision, Token
from tocsin.base.tables import per_overlay, table
from tocsin.mentions.draft import Scene
from tocsin.mentions.standing_places import airfield
from tocsin.mentions.standing_words import capital_of
from tocsin.mentions.word_classes import SITES

OWNERS = frozenset({"its", "their"})
_ARTICLE = 4  # letters that no article before a name has: "al-", "ash-"


def is_of(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether "of" follows a token: "the town of X" points at no town told of before."""
    return i + 1 < len(tokens) and tokens[i + 1].text == "of"


def site_meant(scene: Scene, i: int) -> PlaceLink | None:
    """Return the dam, bridge or airport that a bare noun means: the last one that was named."""
    token = scene.parse.tokens[i]
    if scene.parse.tokens[i - 1].text.lower() not in ("the", *OWNERS) or token.pos != "NOUN":
        return None
    if token.lemma == "capital" and not is_of(scene.parse.tokens, i):
        return _capital_named(scene)
    if (called := _names_of_sites().get(token.lemma)) is not None:
        named = [p for p in scene.reading.places if p.last <= i and _is_called(scene, p, called)]
        return named[-1] if named else None
    return airfield(scene, i)


@per_overlay
def _names_of_sites() -> Mapping[str, tuple[str, ...]]:
    """Return the words that the name of a site may have, by the bare noun for one named before."""
    return {r["word"]: r.many("called") for r in table(SITES, columns=("word", "called")) if r["called"]}


def _is_called(scene: Scene, link: PlaceLink, words: Sequence[str]) -> bool:
    """Tell whether a place's name or the word behind it in the text tells that it is such a site."""
    if link.place is None or link.place.precision not in LOCAL:
        return False
    behind = scene.parse.tokens[link.last : link.last + 2]
    text = " ".join([link.place.name, *(t.text for t in behind if t.pos in ("NOUN", "PROPN"))]).casefold()
    return any(w in text for w in words)


def name_end(scene: Scene, i: int) -> int:
    """Return the token after a name that is neither a place nor a known actor, ``i`` where none begins there."""
    tokens, last = scene.parse.tokens, i
    if len(tokens[i].text) < _ARTICLE and i + 2 < len(tokens) and tokens[i + 1].text in HYPHENS:
        rest = name_end(scene, i + 2)  # "al-Khoei"
        return rest if rest > i + 2 and tokens[i].text.islower() and tokens[i].end == tokens[i + 1].start else i
    while last < len(tokens) and tokens[last].sent == tokens[i].sent and _goes_on(scene, i, last):
        last += 1
    if last > i and _is_article(tokens, last):
        return max(last, name_end(scene, last))  # "Mays al-Jabal"
    whole = max(last, scene.entity_end.get(i, last)) if last > i else last
    return whole if all(t.text[:1].isupper() for t in tokens[i:whole]) else last


def _goes_on(scene: Scene, first: int, i: int) -> bool:
    """Tell whether a name goes on at a token: a further word of it, or a hyphen that joins it to its next part."""
    tokens = scene.parse.tokens
    if i > first and is_bridge(tokens, i):
        return True
    joined = i > first and tokens[i - 1].text in HYPHENS
    return is_name_part(tokens[i].text) if joined else _is_free_name(scene, i)


def _is_article(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the article of an Arabic name stands at a token: "al-", "el-", "ash-"."""
    joined = i + 1 < len(tokens) and tokens[i + 1].text in HYPHENS and tokens[i].end == tokens[i + 1].start
    return joined and tokens[i].text.islower() and len(tokens[i].text) < _ARTICLE


def _is_free_name(scene: Scene, i: int) -> bool:
    token = scene.parse.tokens[i]
    if token.pos != "PROPN" or not token.text[:1].isupper() or not token.text.isalpha():
        return False
    nation = scene.parse.tokens[i + 1].text in HYPHENS if i + 1 < len(scene.parse.tokens) else False
    nation = nation and not is_bridge(scene.parse.tokens, i + 1)
    return not nation and not any(a.actor.id for a in scene.actors_over.get(i, ()))


def _capital_named(scene: Scene) -> PlaceLink | None:
    """Return "the capital" of the document's country, where it is named too."""
    names = capital_of(scene.land)
    here = (p for p in scene.reading.places if p.place is not None and p.place.precision is Precision.TOWN)
    return next((p for p in here if scene.text[p.start : p.end] in names), None)
