"""What a phrase of taking and losing does not tell ("fell silent", "walked out of jail"), and what its "it" stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tocsin.base.model import ActorLink, PlaceLink
from tocsin.base.trees import children
from tocsin.mentions.draft import Scene
from tocsin.mentions.holding_items import NAME, PLACE, Item, items_of
from tocsin.mentions.relations_leaving import came_through
from tocsin.mentions.word_classes import SITES, word_class

_BACK = 2
_SHORTEST = 4  # tokens of a sentence that names what "it" is
# Prepositions before a place that is no subject: "airmen who came down near Dastur fell into their hands".
_ASIDE = frozenset({
    "in", "at", "near", "from", "to", "around", "outside", "into", "over", "through", "by", "with", "inside", "under",
    "towards", "toward", "beside", "behind", "across",
})  # fmt: skip
_LEAVING = ("out of P", "from P", "quit", "leave", "desert")


def is_else(
    scene: Scene, token: int, phrase: str, items: Sequence[Item], sides: Mapping[str, Sequence[ActorLink]]
) -> bool:
    """Tell whether a phrase tells of something else: a mood, a person who leaves, a place that is no subject."""
    word = scene.parse.tokens[token]
    if word.lemma == "fall" and (children(scene.parse, token, "acomp", "oprd") or _is_adjective(scene, token)):
        return True  # "fell silent"
    if phrase.startswith("P ") and not phrase.startswith("P ,") and items and _is_aside(scene, items[0], token):
        return True
    if any(a.actor.id is None and scene.entity_at.get(a.token) == "PERSON" for a in sides.get("T", ())):
        return True
    if "T" in sides and came_through(scene, token):
        return True
    persons = [a for a in sides.get("L", ()) if _is_person(scene, a)]
    return bool(persons) and any(part in phrase for part in _LEAVING)


def _is_adjective(scene: Scene, token: int) -> bool:
    after = scene.parse.tokens[token + 1 : token + 2]
    return bool(after) and after[0].pos == "ADJ"


def _is_aside(scene: Scene, item: Item, token: int) -> bool:
    """Tell whether a place stands behind a preposition before the verb of which the phrase has it as subject."""
    place = scene.parse.tokens[item.token]
    head = scene.parse.tokens[place.head]
    site = scene.parse.tokens[head.head].lemma in word_class(SITES, "fallen")  # "the base in P had fallen"
    return item.token < token and place.dep == "pobj" and head.text.lower() in _ASIDE and not site


def _is_person(scene: Scene, link: ActorLink) -> bool:
    named = (link.actor.id or "").startswith("person:")
    return named or scene.entity_at.get(link.token) == "PERSON" or scene.tree.lemma(link.token) in ("he", "she", "i")


def name_before(scene: Scene, t: int, vocabulary: frozenset[str]) -> list[PlaceLink]:
    """Return the name that no table knows for which "it" stands: the first of the sentence before, if it is nobody's."""
    here = scene.parse.tokens[t].sent
    for number in range(here - 1, max(here - _BACK, 0) - 1, -1):
        span = scene.parse.sentences[number]
        if span.last - span.first < _SHORTEST:
            continue  # a heading
        names = [i for i in items_of(scene, number, vocabulary) if i.code in (NAME, PLACE)]
        named = [i for i in names if scene.entity_at.get(i.token) in (None, "GPE", "LOC", "FAC")]
        if named:
            return list(named[0].places[:1])
    return []
