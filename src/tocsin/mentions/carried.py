"""Carried settings: where and when a happening took place that its own sentences do not tell.

A story stays where and when it is until it says that it goes on elsewhere:
"Police at the scene arrested two people" is where and on the day that the attack told before it was.
What is only planned, feared or did not happen has no place of its own unless its sentence tells one
(counted: one place in eleven that was carried to such a happening was right).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tocsin.base.model import FACT, Status, TimeLink
from tocsin.base.trees import children, first_conjunct
from tocsin.mentions.caption import is_closing
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.fits import times_fit
from tocsin.mentions.place import far_place_of
from tocsin.mentions.spoken import with_spoken_days
from tocsin.mentions.tellings import Happening
from tocsin.mentions.time import ON_THE_GROUND

# A day carries this many sentences beyond the happening that tells it (all of VOA's carried days lie within 12).
_DAY_REACH = 12
_DAY_TYPES = ON_THE_GROUND | {"RETREAT"}
# Tenses of telling: "released", "were arrested"; not "have released", "to release".
_PRESENT_HELPERS = frozenset({"have", "has", "'ve", "’ve", "had"})
# A photograph of the story itself is at most so many days older than its text; others come from the archive.
_FRESH = 1
_LONG = frozenset({"day", "week", "month", "year"})
# "Said that a suspect had been arrested": what was told as "was arrested".
_SHIFTED = frozenset({"had"})


def carry_setting(scene: Scene, happenings: Sequence[Happening]) -> list[Happening]:
    """Return the happenings with place and day of the story before them where they tell none, in the order given."""
    triggers = {d.token: d for h in happenings for d in (h.main, *h.also)}
    drafts = with_spoken_days(scene, _with_shared_times(scene, [h.main for h in happenings]))
    where: Draft | None = None
    when: tuple[int, TimeLink] | None = None
    for token, n in sorted((d.token, n) for n, h in enumerate(happenings) for d in (h.main, *h.also)):
        draft = drafts[n]
        if token == draft.token:
            draft = drafts[n] = _dated(scene, _placed(scene, draft, where, triggers), when)
        if draft.status not in FACT:
            continue
        if draft.entry.type in ON_THE_GROUND and draft.place is not None and token == draft.token:
            where = draft
        first = when is None or token == draft.token  # what is told again does not turn the story back to its day
        if first and draft.entry.type in _DAY_TYPES and draft.time is not None and _leads(scene, draft.time):
            when = token, draft.time
    return [replace(h, main=d) for h, d in zip(happenings, drafts, strict=True)]


def _placed(scene: Scene, draft: Draft, last: Draft | None, triggers: Mapping[int, Draft]) -> Draft:
    if draft.place is not None or draft.entry.type not in ON_THE_GROUND | {"AID"} or draft.status not in FACT:
        return draft
    place, reason = far_place_of(scene, draft, triggers)
    if place is None and last is not None and draft.entry.type in ON_THE_GROUND and times_fit(draft.time, last.time):
        place, reason = last.place, "place:of the happening before"
    return replace(draft, place=place, reasons=(*draft.reasons, reason)) if place is not None else draft


def _dated(scene: Scene, draft: Draft, last: tuple[int, TimeLink] | None) -> Draft:
    """Return a draft with the day told at the token before it, where it goes on with that story."""
    if draft.time is not None or last is None or not _told_on(scene, draft, last[0]):
        return draft
    return replace(draft, time=last[1], reasons=(*draft.reasons, "time:day of the happening before"))


def _leads(scene: Scene, time: TimeLink) -> bool:
    """Tell whether a time is a day that a story may go on at: not that of a photograph from the archive."""
    if time.interval is None or time.interval.start is None or time.interval.precision != "day":
        return False
    published = scene.reading.document.published
    fresh = published is None or (published - time.interval.start).days <= _FRESH
    return fresh or not is_closing(scene, time)


def _told_on(scene: Scene, draft: Draft, last: int) -> bool:
    """Tell whether a draft goes on with the story told at ``last``: a deed told as fact in the past tense, without a time."""
    tokens = scene.parse.tokens
    near = 0 <= tokens[draft.token].sent - tokens[last].sent <= _DAY_REACH
    untimed = all(tokens[t.token].sent != tokens[draft.token].sent for t in scene.reading.times)
    deed = draft.entry.type in _DAY_TYPES and draft.status is Status.ASSERTED
    return near and untimed and deed and _narrated(scene, draft.token)


def _narrated(scene: Scene, i: int) -> bool:
    """Tell whether the verb at token ``i`` narrates: simple past, or a passive without "have".

    A relative clause looks back ("the revolt that toppled the president").
    """
    token = scene.parse.tokens[i]
    if token.pos != "VERB" or token.tag not in ("VBD", "VBN") or token.dep in ("relcl", "amod") or _lasts(scene, i):
        return False
    helpers = {scene.parse.tokens[k].text.lower() for k in children(scene.parse, i, "aux", "auxpass")}
    said = token.dep == "ccomp" and scene.parse.tokens[token.head].tag == "VBD"
    return (token.tag == "VBD" or bool(helpers)) and not helpers & (
        _PRESENT_HELPERS - _SHIFTED if said else _PRESENT_HELPERS
    )


def _lasts(scene: Scene, i: int) -> bool:
    """Tell whether a verb tells of weeks or months and not of one day ("fought for weeks")."""
    over = [
        k
        for p in children(scene.parse, i, "prep")
        if scene.parse.tokens[p].lemma == "for"
        for k in children(scene.parse, p, "pobj")
    ]
    return any(scene.parse.tokens[k].lemma in _LONG for k in over)


def _with_shared_times(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, verbs joined by "and" with one time ("boarded the boats and detained the crew on Tuesday")."""
    sent = [t.sent for t in scene.parse.tokens]
    joined = {
        first_conjunct(scene.parse, d.token): d.time for d in drafts if d.time and sent[d.time.token] == sent[d.token]
    }
    out = []
    for d in drafts:
        time = joined.get(first_conjunct(scene.parse, d.token))
        shared = d.time is None and time is not None and scene.parse.tokens[d.token].pos == "VERB"
        out.append(replace(d, time=time, reasons=(*d.reasons, "time:of the verb beside it")) if shared else d)
    return out
