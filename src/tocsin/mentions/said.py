"""Said by: who affirms and who denies a happening, and when that makes it an allegation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tocsin.base.model import ActorLink, Attribution, Stance, Status
from tocsin.mentions.cues import CLAIMING, TELLING
from tocsin.mentions.draft import Draft, Scene

_CONFLICT = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "AID"})
_VERBAL_PAIRS = frozenset({"accuse", "allege", "ask", "promise", "deny", "threaten"})


def attribute(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with the attributions that cover their triggers, and status alleged where these make it so."""
    return [_attribute(scene, d) for d in drafts]


def _attribute(scene: Scene, draft: Draft) -> Draft:
    said = tuple(a for a in scene.content_of.get(draft.token, ()) if _is_about(scene, draft, a))
    status, reasons = draft.status, list(draft.reasons)
    actors = draft.actors or _police(scene, draft, said)
    for a in said:
        reasons.append(f"attribution:{a.kind} {a.cue.text}" + (f" by {a.speaker.text}" if a.speaker else ""))
    if status is Status.ASSERTED and any(_alleges(scene, draft, a) for a in said):
        status = Status.ALLEGED
        reasons.append("status:alleged by a party or by a claim")
    return replace(draft, said=said, actors=actors, status=status, reasons=tuple(reasons))


def _police(scene: Scene, draft: Draft, said: tuple[Attribution, ...]) -> tuple[ActorLink, ...]:
    """Return the police who tell of an arrest as those who made it, where no other is named."""
    if draft.entry.type != "COERCE" or draft.entry.mode not in ("arrest", "seize"):
        return ()
    speakers = [s for a in said if a.speaker_token is not None for s in scene.actor_at.get(a.speaker_token, ())]
    return tuple(s for s in speakers if s.actor.sector in ("COP", "MIL"))[:1]


def _is_about(scene: Scene, draft: Draft, attribution: Attribution) -> bool:
    """Tell whether an attribution speaks of the draft from outside: its cue is not the draft's own trigger."""
    if draft.first <= attribution.cue_token < draft.last or attribution.cue_token == draft.token:
        return False
    return attribution.speaker is not None and attribution.kind in TELLING


def _alleges(scene: Scene, draft: Draft, attribution: Attribution) -> bool:
    if attribution.stance is Stance.DENIES:
        return False
    if attribution.kind in CLAIMING:
        return True
    speakers = scene.actor_at.get(attribution.speaker_token, ()) if attribution.speaker_token is not None else ()
    return draft.entry.type in _CONFLICT and any(_adversary(s, draft) for s in speakers)


def _adversary(speaker: ActorLink, draft: Draft) -> bool:
    """Tell whether the speaker tells of an adversary's deed against its own side."""
    mine = {speaker.actor.id, speaker.actor.country} - {None}
    theirs = {k for a in draft.actors for k in (a.actor.id, a.actor.country)} - {None}
    struck = {k for r in draft.recipients for k in (r.actor.id, r.actor.country)} - {None}
    same_land = speaker.actor.country in {a.actor.country for a in draft.actors}
    return (
        bool(theirs)
        and not same_land
        and bool(mine & struck)
        and speaker.actor.sector in ("GOV", "MIL", "REB", "OPP", "PRM")
    )


def chain(drafts: Mapping[int, Draft], token: int) -> list[tuple[ActorLink, str, Stance]]:
    """Return the speakers of the verbal drafts that are about the happening at ``token``: who, cue, stance."""
    out = []
    for d in drafts.values():
        if d.about != token or d.entry.frame.name.removeprefix("n-") not in _VERBAL_PAIRS:
            continue
        stance = Stance.DENIES if d.entry.type == "REJECT" and d.entry.mode == "deny" else Stance.AFFIRMS
        out += [(a, d.entry.lemma, stance) for a in d.actors]
    return out
