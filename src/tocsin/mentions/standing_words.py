"""The words that tell how two things stand, and what must stand around them: ``data/words/relations.tsv``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.base.model import Actor
from tocsin.base.relations import RelationKind
from tocsin.base.tables import per_overlay, table

# Parts of speech as the tables of this room name them; a participle is an adjective to the parser now and then.
POS = {"v": frozenset({"VERB", "AUX", "ADJ"}), "n": frozenset({"NOUN", "PROPN"})}
# What a row's rule says where the word tells of one fight only: it takes several to make a war.
ONE_FIGHT = "[one fight]"
_ABOVE = ("prep", "gov", "does", "state", "before", "did", "")


@dataclass(frozen=True, slots=True)
class Standing:
    """One row: the word, what must stand over it, and the slots of its two sides and of its place, best first.

    ``dated`` tells whether a time beside the word is that of what it tells.
    """

    lemma: str
    pos: frozenset[str]
    above: str
    words: frozenset[str]
    kind: RelationKind
    subject: tuple[str, ...]
    object: tuple[str, ...]
    place: tuple[str, ...]
    weak: bool
    ended: bool
    begun: bool
    origin: str = ""
    dated: bool = True

    @property
    def rule(self) -> str:
        """The row in short, as it stands in a relation's reason."""
        over = (
            f"[{self.above}:{'|'.join(sorted(self.words))}]" if self.words else f"[{self.above}]" if self.above else ""
        )
        fight = ONE_FIGHT if self.kind is RelationKind.AT_WAR and self.weak else ""
        origin = f" ({self.origin})" if self.origin else ""
        return f"{self.kind.value}:{self.lemma}{over}{fight}{origin}"


@per_overlay
def standing_words() -> Mapping[str, tuple[Standing, ...]]:
    """Return the rows by lemma, in file order.

    Raises:
        BadTable: a row has an unknown part of speech, kind or condition.
    """
    out: dict[str, list[Standing]] = {}
    columns = ("lemma", "pos", "above", "kind", "subject", "object", "place", "weak", "ended", "begun")
    for row in table("words/relations.tsv", columns=columns):
        above, _, words = row["above"].partition(":")
        if row["pos"] not in POS:
            raise row.bad(f"pos {row['pos']!r} is none of {', '.join(POS)}; correct it.")
        if row["kind"] not in set(RelationKind):
            raise row.bad(f"kind {row['kind']!r} is none of {', '.join(RelationKind)}; correct it.")
        if above not in _ABOVE:
            raise row.bad(
                f"above {row['above']!r} is none of prep:, gov:, does:, state, before, did or empty; correct it."
            )
        found = Standing(
            lemma=row["lemma"],
            pos=POS[row["pos"]],
            above=above,
            words=frozenset(words.split("|")) - {""},
            kind=RelationKind(row["kind"]),
            subject=_slots(row["subject"]),
            object=_slots(row["object"]),
            place=_slots(row["place"]),
            weak=row["weak"] == "y",
            ended=row["ended"] == "y",
            begun=row["begun"] == "y",
            origin=row.origin,
        )
        out.setdefault(found.lemma, []).append(found)
    return {lemma: tuple(rows) for lemma, rows in out.items()}


def _slots(cell: str) -> tuple[str, ...]:
    return tuple(s for s in cell.split("/") if s)


@per_overlay
def parties_by_word() -> Mapping[str, Actor]:
    """Return states and armed groups by the single words that may stand before "-backed" and "-held".

    A state by its names and adjectives ("Rwandan-backed"), a group by its names, also in the singular ("Houthi-held").
    """
    out: dict[str, Actor] = {}
    for row in table("actors/states.tsv", columns=("id", "iso3", "name", "aliases", "adjectives")):
        actor = Actor(row["id"], row["name"], row["iso3"], "GOV")
        for word in (row["name"], *row.many("aliases"), *row.many("adjectives")):
            if " " not in word:
                out.setdefault(word, actor)
    for row in table("actors/groups.tsv", columns=("id", "name", "aliases", "country", "sector")):
        group = Actor(row["id"], row["name"], row["country"], row["sector"])
        for alias in (row["name"], *row.many("aliases")):
            word = alias.rstrip("?")  # the question mark asks for a country nearby; before "-held" it is no other
            if " " not in word:
                for form in (word, word.removesuffix("s")):  # the last row of a group says what it is by now
                    if out.get(form, group).id == group.id:
                        out[form] = group
    return out


@per_overlay
def _capitals() -> Mapping[str, frozenset[str]]:
    rows = table("actors/states.tsv", columns=("id", "iso3", "capital", "capital_aliases"))
    return {r["iso3"]: frozenset({r["capital"], *r.many("capital_aliases")}) - {""} for r in rows}


def capital_of(country: str | None) -> frozenset[str]:
    """Return the names of a country's capital."""
    return _capitals().get(country or "", frozenset())
