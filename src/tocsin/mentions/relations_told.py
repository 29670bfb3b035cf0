"""How a relation is told: as ended, as asked to end, as only alleged, as no longer so."""

from __future__ import annotations

from dataclasses import replace

from tocsin.base.model import FACT, Stance, Status
from tocsin.base.relations import RelationKind
from tocsin.base.trees import ancestors, children, first_conjunct
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.standing_words import Standing, standing_words
from tocsin.mentions.status import status_cues

_LASTING = frozenset({"hold", "control", "administer"})
_ONCE = frozenset({"formerly", "once", "previously", "anymore"})
# Tales, and what they are called that are not so.
_TALES = frozenset(
    {"rumour", "rumor", "claim", "report", "allegation", "story", "news", "assertion", "talk", "statement"}
)
_FALSE = frozenset({
    "false", "untrue", "wrong", "baseless", "unfounded", "groundless", "fake", "incorrect", "inaccurate", "fabricated",
    "nonsense", "lie", "invention", "propaganda", "premature", "hoax",
})  # fmt: skip
_TRUE = frozenset({"true", "correct", "right", "so"})
_STEPS = 5
_STOPPING = frozenset({"stop", "cease", "end", "halt", "quit", "withdraw", "discontinue"})


def as_happening(scene: Scene, i: int, status: Status) -> Status:
    """Return how a taking is told, as the mention of the same word has it: "dismissed reports that rebels had taken" it."""
    at = scene.parse.tokens[i].start
    found = next((m for m in scene.reading.mentions if m.trigger.start <= at < m.trigger.end), None)
    if found is None or status is not Status.ASSERTED:
        return status
    own = found.evidence
    stances = {a.stance for a in found.attributions if own.start <= (a.speaker.start or -1) < own.end}
    if stances == {Stance.DENIES} and any(a.stance is Stance.DENIES for a in scene.content_of.get(i, ())):
        return Status.DENIED  # only what is told inside the denial: the writer says "rebels took Goma, which X denied"
    return found.status if found.status is not Status.ALLEGED else status


def is_false(scene: Scene, i: int) -> bool:
    """Tell whether a word stands in what is told to be untrue: "the rumour that gangs occupy X is false"."""
    tokens = scene.parse.tokens
    for k in list(ancestors(scene.parse, i))[:_STEPS]:
        verb = tokens[tokens[k].head]
        if tokens[k].lemma in _TALES and tokens[k].dep == "nsubj" and verb.lemma in ("be", "prove", "remain"):
            said = {tokens[c].lemma.lower() for c in children(scene.parse, verb.i, "acomp", "attr", "oprd")}
            denied = any(tokens[c].dep == "neg" for c in scene.parse.children[verb.i])
            return bool(said & (_TRUE if denied else _FALSE))
    return False


def stop_over(scene: Scene, i: int) -> int | None:
    """Return the verb of stopping over a word ("stop backing", "end its support"), ``None`` without one."""
    token = scene.parse.tokens[first_conjunct(scene.parse, i)]
    below = token.dep in ("xcomp", "ccomp", "pcomp", "dobj")
    return token.head if below and scene.parse.tokens[token.head].lemma in _STOPPING else None


def stopped(scene: Scene, i: int, status: Status, said: Draft) -> tuple[Status, bool, Draft]:
    """Return how a relation is told whose end is told: what is asked to stop goes on, as those say who ask for it."""
    if status in FACT:
        return status, True, said
    if status in (Status.NEGATED, Status.DENIED):
        return Status.ASSERTED, False, said
    asking = [a for a in scene.content_of.get(i, ()) if a.speaker is not None and a.stance is Stance.AFFIRMS]
    return Status.ALLEGED, False, replace(said, said=tuple(asking[:1]))


def modified(scene: Scene, i: int) -> tuple[Status, str]:
    """Return what an adverb before a participle says ("allegedly Rwanda-backed"); else the writer stands for it."""
    cues, tokens = status_cues(), scene.parse.tokens
    near = [*scene.parse.children[i], *children(scene.parse, tokens[i].head, "amod", "advmod")]
    for k in near:
        found = cues.get((tokens[k].lemma, "mod")) if k < i and k != i else None
        if found is not None:
            return found, f"status:modifier {tokens[k].text}"
    return Status.ASSERTED, "status:told as it is"


def is_over(scene: Scene, i: int, row: Standing) -> bool:
    """Tell whether an adverb says that it holds no more ("no longer controls", "once held")."""
    tokens = scene.parse.tokens
    words = {tokens[k].text.lower() for k in scene.parse.children[i]}
    if row.above == "prep":  # "is no longer in the hands of"
        words |= {tokens[k].text.lower() for k in scene.parse.children[tokens[tokens[i].head].head]} & {"no", "longer"}
    if row.lemma in _LASTING and not row.begun and tokens[i].tag == "VBN" and "had" in words:
        return not _stands_still(scene, i) or _is_parted(scene, i)  # "who had held Kavumu"
    return bool(words & _ONCE) or {"no", "longer"} <= words | {tokens[i - 1].text.lower()} | {
        tokens[i - 2].text.lower()
    }


def _is_parted(scene: Scene, i: int) -> bool:
    """Tell whether a past perfect is behind a place that another holds now: "guards the town, which they had held"."""
    token = scene.parse.tokens[i]
    if token.dep != "relcl":
        return False
    above = next((k for k in ancestors(scene.parse, token.head) if scene.parse.tokens[k].pos == "VERB"), None)
    rows = standing_words().get(scene.parse.tokens[above].lemma, ()) if above is not None else ()
    return any(row.kind is RelationKind.CONTROLS and not (row.begun or row.ended) for row in rows)


def _stands_still(scene: Scene, i: int) -> bool:
    """Tell whether a past perfect tells of a time that goes on: it has a beginning ("had held it since Sunday")."""
    return bool({"since", "for"} & {scene.parse.tokens[k].text.lower() for k in scene.parse.children[i]})
