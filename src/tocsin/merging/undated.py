"""What speaks for two accounts of documents without a date being of one happening: above all, what the texts are about.

Nothing tells that two such texts are of one week, so topic, trigger and kind stand in for the time. The features are few,
since they are weighed on a corpus of some twenty topics (ECB+ train): with four times as many, topics left out fared no better.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tocsin.merging.aspects import group_of, kind_of, place_of, toll_of
from tocsin.merging.kinds import may_be_one, related
from tocsin.merging.parties import agreement
from tocsin.merging.profile import Profile
from tocsin.merging.wording import alike, one_word

# Two documents that are less alike are of two happenings: of the pairs of one happening, 1 in 100 is below .11.
LEAST = 0.08
# Steps of likeness of two documents, and of two sentences; each adds to those below it.
TOPICS = (0.1, 0.14, 0.18, 0.22, 0.26, 0.3, 0.36, 0.45)
WORDS = (0.1, 0.3)
_PLACES = frozenset({"place:same", "place:same area", "place:other town"})


def undated_features(a: Profile, b: Profile, *, family: Mapping[str, str]) -> dict[str, float] | None:
    """Return what speaks for and against two accounts of undated documents; ``None`` where they cannot be one."""
    is_kin = a.type == b.type or b.type in related(a.type)
    # A word that is read as two types ("set fire to": an attack, a fire) is one word still.
    if not (is_kin or a.lemma == b.lemma) or not may_be_one(a.status, b.status):
        return None
    topic = about(a, b)
    if topic < LEAST:
        return None
    kind = kind_of(a, b) if is_kin else "type:other"
    found = ("bias", kind, _trigger(a, b), *(f"topic:over {t}" for t in TOPICS if topic > t), *_rest(a, b, family))
    return dict.fromkeys((f"undated, {name}" for name in found), 1.0)


def about(a: Profile, b: Profile) -> float:
    """Return how much two documents are about the same, in [0, 1]."""
    return alike(a.topic, b.topic)


def _trigger(a: Profile, b: Profile) -> str:
    """Return how two triggers agree: ``same``, ``one word`` (other form or telling), ``in the sentence`` (of the other)."""
    if a.lemma == b.lemma:
        return "trigger:same"
    if {one_word(t) for t in a.triggers} & {one_word(t) for t in b.triggers}:
        return "trigger:one word"
    is_there = bool(a.triggers & b.words.keys() or b.triggers & a.words.keys())
    return "trigger:in the sentence" if is_there else "trigger:other"


def _rest(a: Profile, b: Profile, family: Mapping[str, str]) -> Iterator[str]:
    words = alike(a.words, b.words)
    yield from (f"words:over {t}" for t in WORDS if words > t)
    if group_of(a, b) in ("words", "positions"):
        yield "said, not done"
    if agreement(a.recipients, b.recipients, family=family) in ("same", "family"):
        yield "recipients:same"
    if (place := place_of(a.place, b.place)) in _PLACES:
        yield place
    if toll := toll_of(a.killed, b.killed):
        yield toll
    if a.document == b.document:
        yield "document:same"
