"""Governing: the verbal event that a happening hangs under, as an attribution of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tocsin.base.model import VERBAL, Attribution, Extent, Stance, Status
from tocsin.base.trees import children, extent, phrase
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.status import asking_noun, climb

# Deeds told by the word that makes them known ("announces a package"): the doer is also who says so.
_MAKING_KNOWN = "announce"
# Content that a verbal act leaves undone, or has none of: its speaker is nobody's source for it ("rejects a release").
UNTOLD = frozenset({"", Status.NEGATED.value})
_LINKING = frozenset({"be", "become", "remain"})


def governing(scene: Scene, draft: Draft, governed: Mapping[int, Draft]) -> tuple[Attribution, ...]:
    """Return who demands, threatens, promises or alleges a happening, from the verbal event nearest above it.

    ``about`` ties a verbal event to one happening; the others in its content ("to invade and to take Bunia") come here.
    """
    if draft.entry.type in VERBAL:
        return ()
    asked = _askers(scene, draft)
    if asked:
        return asked
    for token, _, _ in climb(scene.parse, draft.token):
        by = governed.get(token)
        if by is None or by.token == draft.token:
            continue
        status = by.entry.frame.content_status
        if status in UNTOLD or status == "denied" or (by.about == draft.token and by.actors):
            return ()
        if draft.status is Status.ASSERTED and status != Status.ALLEGED:
            return ()  # "urged an inquiry into the crash": the crash is a fact
        mine = {a.token for a in draft.actors} if status == Status.ALLEGED else set()
        return tuple(_synthetic(scene, by.token, t, status) for t in _speakers(scene, by) if t not in mine)
    return ()


def _askers(scene: Scene, draft: Draft) -> tuple[Attribution, ...]:
    """Return who makes the request that a happening hangs on by its noun ("rejected NGOs' petition to free him")."""
    if draft.status is not Status.REQUESTED:
        return ()
    for _, slot, head in climb(scene.parse, draft.token):
        noun = asking_noun(scene.parse, slot, head)
        if noun is not None:
            owners = children(scene.parse, noun, "poss")
            for k in children(scene.parse, noun, "prep", "agent"):
                if scene.parse.tokens[k].lemma in ("from", "by"):
                    owners += children(scene.parse, k, "pobj")
            return tuple(_synthetic(scene, noun, t, "requested") for t in owners[:1])
    return ()


def with_subject(scene: Scene, said: Attribution) -> Attribution:
    """Return an attribution by a word taken for a noun with the subject that it has as a verb ("Rebels claims to …")."""
    subjects = children(scene.parse, said.cue_token, "nsubj") if said.speaker is None else []
    if not subjects:
        return said
    words = extent(scene.parse, *phrase(scene.parse, subjects[0]), scene.text)
    return replace(said, speaker=words, speaker_token=subjects[0])


def own_words(scene: Scene, draft: Draft) -> tuple[Attribution, ...]:
    """Return the attribution whose cue is the trigger itself, for deeds made known by their doer.

    Source: the annotation guide: "announces, confirms, says of its own deed: asserted, with said_by".
    """
    if draft.entry.type in VERBAL:
        return ()
    return tuple(
        a
        for a in scene.reading.attributions
        if a.cue_token == draft.token and a.kind == _MAKING_KNOWN and a.speaker is not None and a.cue_lemma != "issue"
    )


def _speakers(scene: Scene, by: Draft) -> list[int]:
    """Return the heads of who speaks in a verbal event, past a predicate noun ("is the first state to call for")."""
    if by.actors:
        return [a.token for a in by.actors]
    found = [
        a.speaker_token for a in scene.reading.attributions if a.cue_token == by.token and a.speaker_token is not None
    ]
    return [_subject_of(scene, t) for t in found]


def _subject_of(scene: Scene, token: int) -> int:
    head = scene.parse.tokens[scene.parse.tokens[token].head]
    if scene.parse.tokens[token].dep == "attr" and head.lemma in _LINKING:
        return next(iter(children(scene.parse, head.i, "nsubj")), token)
    return token


def _synthetic(scene: Scene, by: int, speaker: int, status: str) -> Attribution:
    cue = scene.parse.tokens[by]
    first, last = phrase(scene.parse, speaker)
    return Attribution(
        cue=Extent(cue.start, cue.end, cue.text),
        cue_token=by,
        cue_lemma=cue.lemma,
        speaker=extent(scene.parse, first, last, scene.text),
        speaker_token=speaker,
        content=(),
        kind=status,
        stance=Stance.AFFIRMS,
        direct=False,
        reason=f"content of {cue.text}",
    )
