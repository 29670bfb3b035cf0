"""A sentence as a line of codes, on which phrases about holding places are matched ("F slip from P").

Lists of places and of forces are one code, "the town of P" is P; a first line leaves out asides, a second has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.base.geo import LOCAL
from tocsin.base.model import PlaceLink
from tocsin.mentions.draft import Scene
from tocsin.mentions.holding_items import DEICTIC, FORCE, NAME, OWNER, PLACE, PRONOUN, Item, items_of
from tocsin.mentions.holding_trim import trimmed
from tocsin.mentions.word_classes import SITES, word_class

_WHOLE = frozenset({"much", "most", "all", "rest", "whole", "bulk"})
# Parts that stand for the whole: who takes the heights of a place, or enters its heart, has it.
_HEARTS = frozenset(
    {"height", "heights", "heart", "centre", "center", "citadel", "remainder", "ruin", "stronghold", "oasis", "middle"}
)
_PREPOSITIONS = frozenset({"of", "in", "at", "from", "over"})
_WHERE = frozenset({"in", "at", "on"})  # "at X, in Y and at Z"
_STATES = frozenset({"be", "remain", "stay", "fall"})
_AGAIN = 4  # "of X and of"
_LONGEST_ASIDE = 12
_LIST = 2


def lines(scene: Scene, sentence: int, vocabulary: frozenset[str]) -> Iterator[tuple[Item, ...]]:
    """Yield a sentence as codes, first without its asides and then, where it has some, with them."""
    items = _merged(scene, trimmed(scene, items_of(scene, sentence, vocabulary)))
    short = _joined_up(_merged(scene, _without_asides(scene, items)))
    yield short
    if short != items:
        yield items


def _merged(scene: Scene, items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items with lists of places and of forces as one, and "the town of P", "most of P" as P."""
    out: list[Item] = []
    for item in items:
        if item.code == "," and out and out[-1].code == ",":
            continue  # what stood between them was a time
        if item.code == FORCE and len(out) > 1 and out[-1].code == "of" and _is_bare(out[-2], item):
            del out[-2:]  # "the gangs of the National Army": whose they are
        whole = item.code in (PLACE, NAME) and _unwrapped(out)
        kinds = (PLACE, NAME) if item.code in (PLACE, NAME) else (FORCE,)
        if item.code in (PLACE, NAME) and _is_again(out):
            out.pop()  # "in control of X and of Y"
        apposed = whole and bool(out) and out[-1].code == ","
        if (
            item.code in (PLACE, NAME, FORCE)
            and _joins(out, kinds)
            and not (apposed or _opens_clause(scene, out, item))
        ):
            loose = True
            while out[-1].code not in kinds:
                loose = out.pop().code == "," and loose
            item = _joined(out.pop(), item, loose=loose and len(item.places) < _LIST)
        out.append(item)
        if [i.code for i in out[-3:]] == ["and", OWNER, "ally"] and len(out) > 3 and out[-4].code == FORCE:
            del out[-3:]  # "the Kurds and their Arab allies"
    return tuple(replace(i, places=i.places[:1]) if i.loose and not _is_list(i.places) else i for i in out)


def _is_list(places: Sequence[PlaceLink]) -> bool:
    """Tell whether places joined by commas alone are a list: three towns or more, of which none lies in another."""
    return len(places) > _LIST and all(p.place is not None and p.place.precision in LOCAL for p in places)


def _is_again(out: Sequence[Item]) -> bool:
    """Tell whether a line ends with the preposition of a list again: "of X and of", "in X, in"."""
    codes = [i.code for i in out[-4:]]
    return len(codes) == _AGAIN and (
        codes[3] in _PREPOSITIONS
        and (codes[0] == codes[3] or {codes[0], codes[3]} <= _WHERE)
        and codes[1] in (PLACE, NAME)
        and codes[2] in ("and", ",")
    )


def _joined_up(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items without the comma between a name that is an aside and its verb: "the capital, X, is under"."""
    codes = [i.code for i in items]
    spare = {
        k + 1
        for k in range(1, len(codes) - 2)
        if codes[k] in (PLACE, NAME) and codes[k - 1] == codes[k + 1] == "," and codes[k + 2] in _STATES
    }
    return tuple(i for k, i in enumerate(items) if k not in spare)


def _joined(one: Item, other: Item, *, loose: bool) -> Item:
    code = NAME if {one.code, other.code} == {NAME} else PLACE if one.places else FORCE
    return Item(code, one.token, (*one.places, *other.places), (*one.forces, *other.forces), loose)


def _is_bare(item: Item, owner: Item) -> bool:
    """Tell whether a force has no name, or only that of whose it is ("the authority of the Sanaa government")."""
    whose = {f.actor.id for f in owner.forces}
    return item.code == FORCE and all(f.actor.id is None or f.actor.id in whose for f in item.forces)


def _opens_clause(scene: Scene, out: Sequence[Item], item: Item) -> bool:
    """Tell whether a place behind "and" is the subject of a clause of its own ("took X and Y, and Z went the same way")."""
    deps = ("nsubj", "nsubjpass")
    first = next(i for i in reversed(out) if i.code in (PLACE, NAME, FORCE))
    return scene.parse.tokens[item.token].dep in deps and scene.parse.tokens[first.token].dep not in deps


def _unwrapped(out: list[Item]) -> bool:
    """Take "the town of" and "most of" off the end of a line, and tell whether they stood there."""
    found = False
    while len(out) > 1 and out[-1].code == "of" and _is_part_of_place(out[-2].code):
        del out[-2:]
        found = True
    return found


def _is_part_of_place(code: str) -> bool:
    """Tell whether an item is the noun of a place or of a part of one ("the town", "the centre", "most", "it")."""
    return code == DEICTIC or code in _WHOLE or code in _HEARTS or code in word_class(SITES, "town")


def _joins(out: Sequence[Item], kinds: tuple[str, ...]) -> bool:
    """Tell whether a line ends with one of some kinds and a comma or "and" behind it."""
    codes = [i.code for i in out[-3:]]
    if not codes or codes[-1] not in (",", "and"):
        return False
    at = 2 if len(codes) > 1 and codes[-2] not in (",", "and") else 3
    return len(codes) >= at and codes[-at] in kinds and (kinds != (FORCE,) or codes[-at + 1 :] == ["and"])


def _without_asides(scene: Scene, items: Sequence[Item]) -> list[Item]:
    """Return the items without what stands between commas or brackets behind a name, and without "who" behind a force."""
    out: list[Item] = []
    i = 0
    while i < len(items):
        end = _aside_end(scene, items, i) if out and out[-1].code in (PLACE, NAME, FORCE) else i
        if end == i and out and out[-1].code in (PLACE, NAME, FORCE) and _is_land(items[i : i + 2]):
            end = i + 2
        if end > i:
            i = end
            continue
        out.append(items[i])
        i += 1
    return out


def _is_land(items: Sequence[Item]) -> bool:
    """Tell whether items tell in which state or province a place lies: "in Burkina Faso"."""
    if len(items) != _LIST or items[0].code != "in":
        return False
    states = all((f.actor.id or "").startswith("country:") for f in items[1].forces)
    wide = all(p.place is not None and p.place.precision not in LOCAL for p in items[1].places)
    return bool(items[1].forces or items[1].places) and states and wide


def _aside_end(scene: Scene, items: Sequence[Item], i: int) -> int:
    """Return where an aside that begins at an item ends, the item itself if none begins there."""
    code, far = items[i].code, min(i + _LONGEST_ASIDE, len(items))
    if code in ("(", "["):
        return next((k + 1 for k in range(i, far) if items[k].code in (")", "]")), i)
    if code != "," or i + 1 >= len(items):
        return i
    relative = items[i + 1].code in ("which", "who", "that", "where", "whose", "whence")
    if items[i - 1].code == FORCE and relative:
        return i + 2
    for k in range(i + 1, far):
        if items[k].code == ",":
            listed = relative and k + 1 < len(items) and items[k + 1].code in (PLACE, NAME)
            return k if listed else k + 1 if k > i + 1 else i
        word = scene.parse.tokens[items[k].token]
        acts = items[k - 1].code in (FORCE, PRONOUN)
        if word.pos == "VERB" and (acts or word.tag != "VBN") and not relative:
            return i
    return i
