"""The words by which somebody says, thinks or wants something: ``data/words/cues.tsv``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.base.model import Stance
from tocsin.base.tables import per_overlay, table

POS = ("verb", "noun", "adj", "adv")
TAKES = frozenset(
    {"clause", "quote", "inf", "objinf", "raised", "seem", "object", "passive", "alone", "rest"}
    | {"about", "against", "as", "for", "of", "on", "to", "with", "over", "from", "at", "in"}
)
# Kinds by which a speaker tells that something happened or not; the others tell of wishes, plans and attitudes.
TELLING = frozenset(
    {"say", "tell", "claim", "allege", "accuse", "deny", "report", "confirm", "announce", "warn", "document", "show"}
)

# Kinds of contested telling, which matter wherever they stand: "denied the allegations that …".
CLAIMING = frozenset({"accuse", "allege", "deny"})
REFUSING = "refuse"  # "refused to say" says nothing


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue word: its kind, its stance and the constructions in which it attributes (see the table's head)."""

    lemma: str
    pos: str
    kind: str
    stance: Stance
    takes: frozenset[str]
    origin: str = ""


# The colon of headlines and transcripts: "Dupont: the truce holds".
COLON = Cue(":", "punct", "say", Stance.AFFIRMS, frozenset({"clause"}))


@per_overlay
def cues() -> Mapping[tuple[str, str], Cue]:
    """Return the cue words by lemma and part of speech (``verb``, ``noun``, ``adj``, ``adv``).

    Raises:
        BadTable: a row has an unknown part of speech, stance or construction, or stands twice.
    """
    found: dict[tuple[str, str], Cue] = {}
    for row in table("words/cues.tsv", columns=("lemma", "pos", "kind", "stance", "takes")):
        takes = frozenset(row.many("takes"))
        if row["pos"] not in POS:
            raise row.bad(f"part of speech {row['pos']!r} is none of {', '.join(POS)}; correct it.")
        if row["stance"] not in set(Stance):
            raise row.bad(f"stance {row['stance']!r} is none of {', '.join(Stance)}; correct it.")
        if takes - TAKES or not takes:
            raise row.bad(f"takes {row['takes']!r} is not made of {', '.join(sorted(TAKES))}; correct it.")
        key = (row["lemma"], row["pos"])
        if key in found:
            raise row.bad(f"{row['pos']} {row['lemma']!r} stands twice; join the two rows.")
        found[key] = Cue(row["lemma"], row["pos"], row["kind"], Stance(row["stance"]), takes, row.origin)
    return found


@per_overlay
def by_lemma() -> Mapping[str, tuple[Cue, ...]]:
    """Return the cue words by lemma alone, for a first look at a token."""
    found: dict[str, list[Cue]] = defaultdict(list)
    for cue in cues().values():
        found[cue.lemma].append(cue)
    return {lemma: tuple(entries) for lemma, entries in found.items()}
