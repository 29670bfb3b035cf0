"""Take off a line what only describes its places and forces: "the border town of P", "P itself", "P's bazaar"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.mentions.draft import Scene
from tocsin.mentions.holding_items import DEICTIC, FORCE, NAME, OWNER, PLACE, PRONOUN, Item
from tocsin.mentions.standing_parties import word_party
from tocsin.mentions.word_classes import SITES, word_class

_SELVES = frozenset({"itself", "themselves", "proper"})
_BEFORE = frozenset({"compound", "nmod", "amod"})
_PLACES = frozenset({PLACE, NAME})
_CODES = frozenset({PLACE, NAME, FORCE, DEICTIC})
_ALLEGIANCE = frozenset({"loyal", "allied", "aligned", "belonging", "faithful", "answering", "attached"})


def trimmed(scene: Scene, items: Sequence[Item]) -> list[Item]:
    """Return the items without words that belong to a place or force beside them."""
    out: list[Item] = []
    for k, item in enumerate(items):
        if _is_descriptive(scene, items, k) or _is_site(scene, out, item):
            continue
        if item.code == NAME and [i.code for i in items[k + 1 : k + 3]] == ["and", FORCE]:
            item = _national(scene, item)
        if item.code == "and" and scene.parse.tokens[scene.parse.tokens[item.token].head].pos == "ADJ":
            continue  # "the blue and yellow flag"
        if item.code == FORCE:
            _drop_owner(scene, out)
        out.append(item)
        if _is_allegiance(scene, out):
            del out[-2:]
    return out


def _national(scene: Scene, item: Item) -> Item:
    """Return "Kenyan" of "Kenyan and Somali troops" as a force of its own."""
    found = word_party(scene, item.token)
    return item if found is None else replace(item, code=FORCE, places=(), forces=(found,))


def _is_descriptive(scene: Scene, items: Sequence[Item], k: int) -> bool:
    """Tell whether a word stands before the name that it describes ("border", "allied"), or only stresses it ("itself")."""
    item = items[k]
    if item.code in _SELVES and k and items[k - 1].code in _CODES:
        return True
    token = scene.parse.tokens[item.token]
    if item.code in _CODES or not item.code[:1].islower():
        return False
    after = items[k + 1] if k + 1 < len(items) else None
    if item.code == "ally" and token.tag == "VBN" and after is not None and after.code == FORCE:
        return True
    if token.dep in _BEFORE and [i.code for i in items[k + 1 : k + 3]] in (
        ["town", "of"],
        ["city", "of"],
        ["village", "of"],
    ):
        return True  # "the border town of P"
    return (
        token.dep in _BEFORE
        and after is not None
        and after.code in _CODES
        and token.head >= after.token
        and _is_near(scene, item, after)
    )


def _is_near(scene: Scene, one: Item, other: Item) -> bool:
    first = min([*(p.first for p in other.places), *(f.first for f in other.forces), other.token])
    return 0 < first - one.token <= 2 and not scene.parse.tokens[one.token].tag.startswith("VBD")


def _is_site(scene: Scene, out: list[Item], item: Item) -> bool:
    """Tell whether a noun is the place whose name stands before it, also by "'s"; then the "'s" is taken off."""
    if item.code not in word_class(SITES, "behind") or not out:
        return False
    tokens = scene.parse.tokens
    if out[-1].code in _PLACES:
        return tokens[out[-1].token].dep in _BEFORE and tokens[out[-1].token].head == item.token
    if (
        len(out) > 1
        and out[-1].code == "'s"
        and out[-2].code in (*_PLACES, DEICTIC)
        and tokens[out[-2].token].dep == "poss"
    ):
        out.pop()
        return True
    return False


def _drop_owner(scene: Scene, out: list[Item]) -> None:
    """Take off whose men a force is, if that stands before it ("Biafra's troops", "the Fourth Brigade")."""
    tokens = scene.parse.tokens
    if out and out[-1].code == "'s" and (len(out) == 1 or out[-2].code not in (*_CODES, OWNER, PRONOUN)):
        out.pop()  # "the residents' brigade"
    if len(out) > 1 and out[-1].code == OWNER and out[-2].code in ("of", "by", "and", "under"):
        out.pop()  # "held by its volunteers"
    if len(out) > 1 and out[-1].code == "'s" and out[-2].code in (NAME, FORCE) and tokens[out[-2].token].dep == "poss":
        del out[-2:]
    elif out and out[-1].code == NAME and tokens[out[-1].token].dep in _BEFORE:
        out.pop()


def _is_allegiance(scene: Scene, out: Sequence[Item]) -> bool:
    """Tell whether a line ends with to whom a force is loyal: "forces loyal to the president"."""
    if (
        [i.code for i in out[-2:]] not in (["to", FORCE], ["to", NAME])
        or len(out) < len("FtF")
        or out[-3].code != FORCE
    ):
        return False
    between = scene.parse.tokens[out[-3].token : out[-2].token]
    return any(t.text.lower() in _ALLEGIANCE for t in between)
