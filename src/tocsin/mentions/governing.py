"""Governing: the verbal event that a happening hangs under, as an attribution of its own."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.base.model import Attribution, Extent, Stance
from tocsin.base.trees import children, extent, phrase
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.setting import VERBAL
from tocsin.mentions.status import climb

# Deeds told by the word that makes them known ("announces a package"): the doer is also who says so.
_MAKING_KNOWN = "announce"
_UNTOLD = ("", "negated")  # content of a refusal or of nothing in particular has no speaker in it
_LINKING = frozenset({"be", "become", "remain"})


def governing(scene: Scene, draft: Draft, governed: Mapping[int, Draft]) -> tuple[Attribution, ...]:
    """Return who demands, threatens, promises or alleges a happening, from the verbal event nearest above it.

    ``about`` ties a verbal event to one happening; the others in its content ("to invade and to take Bunia") come here.
    """
    if draft.entry.type in VERBAL:
        return ()
    for token, _, _ in climb(scene.parse, draft.token):
        by = governed.get(token)
        if by is None or by.token == draft.token:
            continue
        status = by.entry.frame.content_status
        if status in _UNTOLD or status == "denied" or by.about == draft.token:
            return ()
        return tuple(_synthetic(scene, by, t, status) for t in _speakers(scene, by))
    return ()


def own_words(scene: Scene, draft: Draft) -> tuple[Attribution, ...]:
    """Return the attribution whose cue is the trigger itself, for deeds made known by their doer.

    Source: gold/GUIDE.md: "announces, confirms, says of its own deed: asserted, with said_by".
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


def _synthetic(scene: Scene, by: Draft, speaker: int, status: str) -> Attribution:
    cue = scene.parse.tokens[by.token]
    first, last = phrase(scene.parse, speaker)
    return Attribution(
        cue=Extent(cue.start, cue.end, cue.text),
        cue_token=by.token,
        cue_lemma=cue.lemma,
        speaker=extent(scene.parse, first, last, scene.text),
        speaker_token=speaker,
        content=(),
        kind=status,
        stance=Stance.AFFIRMS,
        direct=False,
        reason=f"content of {by.entry.rule}",
    )
