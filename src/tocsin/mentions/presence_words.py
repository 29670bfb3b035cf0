"""The verbs of where forces are, come to and leave: ``data/words/presence.tsv``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.base.relations import RelationKind
from tocsin.base.tables import per_overlay, table
from tocsin.mentions.standing_words import Standing
from tocsin.mentions.told_rows import told_row

AT = (
    "in", "inside", "at", "across", "around", "round", "within", "near", "on", "outside", "along", "opposite", "above",
    "throughout", "through", "between", "behind", "beneath", "off", "by", "below", "over", "beside", "under",
)  # fmt: skip
_SLOTS = {
    "at": AT,
    "to": ("into", "to", "in", "onto", "on", "at", "inside"),
    "from": ("from", "out", "off"),
    "obj": ("obj",),
    "dest": ("to", "into", "onto"),
}
_WHO = ("subj", "obj", "place")
_CHANGES = ("in", "left")


@dataclass(frozen=True, slots=True)
class Verb:
    """One row: the words that must hang on the verb, who is there, in which slots the place stands, and what changes.

    ``arms`` also states and police; ``home`` also forces in their own
    country; ``bodies`` any body of men, police too, but no state by its bare name.
    """

    lemma: str
    words: frozenset[str]
    who: str
    place: tuple[str, ...]
    change: str
    arms: bool
    home: bool
    bodies: bool
    row: Standing


@per_overlay
def presence_verbs() -> Mapping[str, tuple[Verb, ...]]:
    """Return the rows by lemma, those that ask for further words first.

    Raises:
        BadTable: a row has an unknown slot, side or change.
    """
    out: dict[str, list[Verb]] = {}
    for row in table("words/presence.tsv", columns=("lemma", "with", "who", "place", "change", "arms")):
        kinds = row["place"].split("/")
        if row["who"] not in _WHO or row["change"] not in _CHANGES or not set(kinds) <= set(_SLOTS):
            raise row.bad("who, place or change is none of those named above the table; correct it.")
        place = tuple(dict.fromkeys(s for k in kinds for s in _SLOTS[k]))
        words = frozenset(row["with"].split("|")) - {""}
        told = standing(f"{row['lemma']}{' ' + row['with'] if words else ''}", left=row["change"] == "left")
        arms = row["arms"]
        men = arms == "y", arms in ("y", "h"), arms in ("h", "a")
        verb = Verb(row["lemma"], words, row["who"], place, row["change"], *men, row=told)
        out.setdefault(verb.lemma, []).append(verb)
    return {lemma: tuple(sorted(rows, key=lambda v: not v.words)) for lemma, rows in out.items()}


def standing(name: str, *, left: bool) -> Standing:
    """Return a row like those of single words: that somebody is there, or is there no more."""
    return told_row(RelationKind.PRESENT_IN, name, ended=left, origin="there")
