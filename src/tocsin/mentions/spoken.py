"""Spoken: the day on which somebody speaks holds for what else he says in the sentences after it.

"In an interview on Friday Mr Assad said … He threatened to …": the threat is of that Friday.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tocsin.base.model import VERBAL, ActorLink, Attribution, Status, TimeLink
from tocsin.mentions.cues import TELLING
from tocsin.mentions.draft import Draft, Scene

# A speech goes on for so many sentences, as a day does (``carried``); of 9 such days in reports 5 were right.
_REACH = 12


def with_spoken_days(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, acts of words that tell no day with that on which their speaker was told to speak last."""
    days = list(_spoken(scene))
    return [_dated(scene, d, days) for d in drafts]


def _dated(scene: Scene, draft: Draft, days: Sequence[tuple[int, ActorLink, TimeLink]]) -> Draft:
    tokens = scene.parse.tokens
    number = tokens[draft.token].sent
    if draft.time is not None or draft.entry.type not in VERBAL or draft.status is not Status.ASSERTED:
        return draft
    if any(tokens[t.token].sent == number for t in scene.reading.times):
        return draft
    for at, who, time in reversed(days):
        if 0 < number - at <= _REACH and any(_same(who, a) for a in draft.actors):
            return replace(draft, time=time, reasons=(*draft.reasons, "time:day on which its speaker speaks"))
    return draft


def _spoken(scene: Scene) -> Iterator[tuple[int, ActorLink, TimeLink]]:
    """Yield the sentence, the speaker and the day of each attribution that tells one, in the order of the text."""
    tokens = scene.parse.tokens
    for a in scene.reading.attributions:
        if a.kind not in TELLING or a.speaker_token is None:
            continue
        number = tokens[a.cue_token].sent
        for time in scene.reading.times:
            if tokens[time.token].sent == number and _is_day(time) and not _inside(a, time):
                for who in scene.actor_at.get(a.speaker_token, ()):
                    yield number, who, time


def _is_day(time: TimeLink) -> bool:
    return time.interval is not None and time.interval.precision == "day"


def _inside(said: Attribution, time: TimeLink) -> bool:
    return any(c.start <= time.start < c.end for c in said.content)


def _same(a: ActorLink, b: ActorLink) -> bool:
    return (a.actor.id or a.actor.name) == (b.actor.id or b.actor.name)
