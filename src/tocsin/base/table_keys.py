"""What tells the rows of each vocabulary table apart: by it a row of the user's own takes the place of one of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Key = tuple[str, ...]
# In a row that takes out, stands for any value of a key's column.
ANY = "*"


@dataclass(frozen=True, slots=True)
class Shape:
    """How the rows of a table are told apart.

    ``key`` names the columns; where ``many`` is one of them, its cell lists several (``sep`` parts them, ``None`` is
    white space), and each is told apart for itself. Rows of one key may differ in ``also``: the offices of a person.
    Tables of one ``group`` share their keys.
    """

    key: tuple[str, ...]
    many: str = ""
    also: tuple[str, ...] = ()
    group: str = ""
    sep: str | None = "|"


LEXICON = Shape(("trigger", "pos", "when"), many="trigger", group="lexicon")
_PLACES = Shape(("name", "kind", "country"), group="places")
_LEADERS = Shape(("id",), also=("title", "from"), group="leaders")
LEADERS = "actors/leaders.tsv"  # what a user's table of persons is called; ours has two parts

# What may be added to: all of lexicon, actors, places and words but the outlines on maps, the rulings of a few words each
# (forces of peoples, common organs, single offices, words of names, cues of places, parts of towns, sides, definite phrases)
# and the tables of captives, holding and measures. The lexicon's are by type.
SHAPES: Mapping[str, Shape] = {
    "lexicon/frames.tsv": Shape(("frame",)),
    "actors/bodies.tsv": Shape(("id",)),
    "actors/group_nouns.tsv": Shape(("noun",)),
    "actors/groups.tsv": Shape(("id",), also=("from",)),
    "actors/leaders_1.tsv": _LEADERS,
    "actors/leaders_2.tsv": _LEADERS,
    "actors/metonyms.tsv": Shape(("text", "country")),
    "actors/patterns.tsv": Shape(("pattern",)),
    "actors/peoples.tsv": Shape(("names",), many="names"),
    "actors/person_nouns.tsv": Shape(("noun",)),
    "actors/phrase_words.tsv": Shape(("word", "class")),
    "actors/states.tsv": Shape(("id",)),
    "places/abbreviations.tsv": Shape(("abbreviation",), many="abbreviation"),
    "places/common_words.tsv": Shape(("words",), many="words", sep=None),
    "places/feature_words.tsv": Shape(("word",)),
    "places/points.tsv": _PLACES,
    "places/regions.tsv": _PLACES,
    "places/sites.tsv": _PLACES,
    "places/waters.tsv": _PLACES,
    "words/agencies.tsv": Shape(("name",)),
    "words/arms.tsv": Shape(("word",)),
    "words/casualties.tsv": Shape(("lemma", "side")),
    "words/cues.tsv": Shape(("lemma", "pos")),
    "words/forces.tsv": Shape(("word",)),
    "words/furniture.tsv": Shape(("pattern", "scope")),
    "words/kinds.tsv": Shape(("word",)),
    "words/numbers.tsv": Shape(("words", "kind"), many="words"),
    "words/relations.tsv": Shape(("lemma", "pos", "above", "kind"), also=("subject", "object", "place")),
    "words/presence.tsv": Shape(("lemma", "with", "who", "place", "change"), also=("arms",)),
    "words/sites.tsv": Shape(("word",)),
    "words/status.tsv": Shape(("lemma", "slot")),
    "words/times.tsv": Shape(("words", "kind"), many="words"),
    "words/truces.tsv": Shape(("word", "class")),
    "words/usual_frames.tsv": Shape(("type",)),
    "words/verbs.tsv": Shape(("lemma", "class")),
    "words/weapons.tsv": Shape(("lemma",)),
}


def shape_of(name: str) -> Shape | None:
    """Return the shape of a table, such as ``actors/groups.tsv``; ``None`` for one that nobody can add to."""
    return SHAPES.get(name) or (LEXICON if name.startswith("lexicon/") else None)


def group_of(name: str) -> str:
    """Return what a table shares its keys with: itself, or the name of a group of tables."""
    shape = shape_of(name)
    return (shape.group if shape else "") or name


def parts_of(cells: Mapping[str, str], shape: Shape) -> tuple[str, ...]:
    """Return what the listing column of a row's key lists; one empty part where the key lists nothing."""
    if not shape.many:
        return ("",)
    return tuple(p.strip() for p in cells[shape.many].split(shape.sep) if p.strip())


def key_of(cells: Mapping[str, str], shape: Shape, part: str) -> Key:
    """Return the key of a row, of one part where its key lists several."""
    return tuple(_same(column, part if column == shape.many else cells[column]) for column in shape.key)


def keys_of(cells: Mapping[str, str], shape: Shape) -> tuple[Key, ...]:
    """Return all keys of a row."""
    return tuple(key_of(cells, shape, part) for part in parts_of(cells, shape))


def _same(column: str, value: str) -> str:
    """Return a value so that those that mean the same are equal: the order of conditions, the capitals of a name."""
    if column == "when":
        return " ".join(sorted(value.split()))
    return value.casefold() if column == "name" else value
