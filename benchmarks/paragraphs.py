"""How much of what single paragraphs tell of how things stand is read: python benchmarks/paragraphs.py [--half dev|test].

3,900 paragraphs of our own on some sixty wars and crises, and on invented ones (``corpora/paragraphs``, marked by hand),
read one by one without the reader model: what the tables of words and phrases find. A relation counts as found if one
of its kind and stage (holds, took, lost; is there, left; backs, backs no more; ...) has the same sides: their words
overlap, or stand for the same actor or place, or are a pronoun. ``besieges`` is not compared: there the tables tell who
holds the place. "dev" (files a, b, c, s1, s2, s4) was read while the tables were written, "test" was not.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from paragraph_gold import Span, StandingText, standing_texts

from tocsin.base.model import Actor, Document, EventPlace, Participant, Status
from tocsin.base.reading import Reading
from tocsin.base.relations import RelationKind, RelationMention
from tocsin.pipeline import STEPS, Tools, load_tools

FOLDER = Path(__file__).parent / "corpora" / "paragraphs"
DEV = frozenset({"a", "b", "c", "s1", "s2", "s4"})
BATCH = 64
STAGES = {
    RelationKind.CONTROLS: ("holds", "took", "lost"),
    RelationKind.PRESENT_IN: ("in", "in", "left"),
    RelationKind.BACKS: ("backs", "backs", "unbacks"),
    RelationKind.AT_WAR: ("war", "war", "war"),
    RelationKind.TRUCE: ("truce", "truce", "untruce"),
    RelationKind.SANCTIONS: ("sanctions", "sanctions", "unsanctions"),
    RelationKind.DETAINED: ("detains", "detains", "freed"),
    RelationKind.HOLDS_OFFICE: ("office", "office", "exoffice"),
}
_OF_OBJECT, _OF_SUBJECT = frozenset({"detains", "freed"}), frozenset({"office", "exoffice"})
_MUTUAL = frozenset({"war", "truce", "untruce"})
_PRONOUNS = frozenset({"it", "they", "them", "its", "their", "he", "she", "him", "her", "his", "there", "here"})
_STATE = frozenset({"MIL", "GOV"})


@dataclass
class Told:
    """One relation that a paragraph tells, and whether it was found."""

    label: str
    subject: Span | None
    object: Span
    found: bool = False


def readings(texts: Sequence[StandingText], tools: Tools) -> Iterator[Reading]:
    """Yield the readings, in order, without what the reader model says."""
    steps = [step for name, step in STEPS if name not in ("understand", "find_mentions")]
    for at in range(0, len(texts), BATCH):
        found = [Reading(Document(t.id, t.text)) for t in texts[at : at + BATCH]]
        for step in steps:
            found = step(found, tools)
        yield from found


def label_of(mention: RelationMention) -> str:
    """Return the label that a relation mention has in the paragraphs."""
    return STAGES[mention.kind][2 if mention.ended else 1 if mention.begun else 0]


def meets(told: Told, mention: RelationMention, reading: Reading) -> bool:
    """Tell whether a relation made is one that the paragraph tells."""
    label = label_of(mention)
    if told.label != label and {told.label, label} != {"holds", "took"}:
        return False
    one, other = (_is(reading, mention.subject, s) for s in (told.subject, told.object))
    if label in _OF_OBJECT:
        return other
    if label in _OF_SUBJECT or mention.place is not None:
        return one and (mention.place is None or _is_place(reading, mention.place, told.object))
    across = _is(reading, mention.object, told.subject) and other
    return (one and _is(reading, mention.object, told.object)) or (label in _MUTUAL and across)


def _is(reading: Reading, side: Participant | None, span: Span | None) -> bool:
    if side is None or span is None:
        return side is None and span is None
    if _over((side.start, side.end), span) or _words(reading, span) in _PRONOUNS:
        return True
    links = [a.actor for a in reading.actors if _over((a.start, a.end), span)]
    return any(_is_same(a, side) for a in links)


def _is_same(actor: Actor, side: Participant) -> bool:
    state = actor.sector in _STATE and side.sector in _STATE and actor.country == side.country is not None
    return state or actor.name.casefold() == side.name.casefold() or (actor.id is not None and actor.id == side.id)


def _is_place(reading: Reading, place: EventPlace, span: Span) -> bool:
    words = _words(reading, span)
    links = [p.place.name for p in reading.places if p.place is not None and _over((p.start, p.end), span)]
    bare = words.split()[-1] in ("town", "city", "village", "capital", "airport", "base", "port")
    return place.name in links or place.name.casefold() in words or bare or words in _PRONOUNS


def _words(reading: Reading, span: Span) -> str:
    return reading.document.text[span[0] : span[1]].casefold()


def _over(one: tuple[int | None, int | None], other: Span) -> bool:
    return one[0] is not None and one[1] is not None and one[0] < other[1] and other[0] < one[1]


def count(text: StandingText, reading: Reading) -> Counter[str]:
    """Return what was told, made, right and found, by label."""
    n: Counter[str] = Counter()
    told = [Told(*t) for t in text.ties if t[0] != "besieges"]
    n.update(f"told {t.label}" for t in told)
    for m in reading.relations:
        follows = "[besieged, " in m.reason or "at_war:town" in m.reason
        if follows or m.status in (Status.DENIED, Status.NEGATED):
            continue
        hit = next((t for t in told if meets(t, m, reading)), None)
        n[f"made {label_of(m)}"] += 1
        n[f"right {label_of(m)}"] += hit is not None
        if hit is not None and not hit.found:
            hit.found = True
            n[f"found {hit.label}"] += 1
    return n


def main() -> None:
    """Print precision and recall by label."""
    args = argparse.ArgumentParser(description="How much of what paragraphs tell of how things stand is read.")
    args.add_argument("--half", choices=("dev", "test"), default="test")
    half = args.parse_args().half
    texts = [t for t in standing_texts(FOLDER) if (t.id.split("/")[1] in DEV) == (half == "dev")]
    n: Counter[str] = Counter()
    for text, reading in zip(texts, readings(texts, load_tools()), strict=True):
        n.update(count(text, reading))
    labels = list(dict.fromkeys(s for stages in STAGES.values() for s in stages))
    print(f"{half}: {len(texts)} paragraphs")
    for name in (*labels, "all"):
        told, made, right, found = (
            sum(n[f"{w} {k}"] for k in (labels if name == "all" else [name]))
            for w in ("told", "made", "right", "found")
        )
        p, r = right / made if made else 0.0, found / told if told else 0.0
        print(
            f"{name:12} P {p:.2f} R {r:.2f} F1 {2 * p * r / (p + r) if p + r else 0.0:.2f}  (told {told}, made {made})"
        )


if __name__ == "__main__":
    main()
