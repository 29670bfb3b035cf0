"""Said by: who affirms and who denies a happening, and when that makes it an allegation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tocsin.base.model import VERBAL, ActorLink, Attribution, Stance, Status
from tocsin.base.tables import origin_in
from tocsin.base.trees import conjuncts
from tocsin.mentions.about import governed_tokens
from tocsin.mentions.contested import answer_denials, denies, is_denial
from tocsin.mentions.cues import CLAIMING, TELLING
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.governing import UNTOLD, governing, own_words, with_subject
from tocsin.mentions.reach import is_all_said, is_background, is_object, path_to

_CONFLICT = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "AID"})
_PARTIES = frozenset({"GOV", "MIL", "REB", "OPP", "PRM"})
# Saying these with an object does the thing itself: who issues a warrant reports no warrant.
_PERFORMING = frozenset({"issue", "declare", "proclaim", "release", "unveil"})
# Who says "we" of an act of words in his own quotation acts himself.
_FIRST = frozenset({"i", "we"})
# Views that say what is so, told in a clause ("argues that arrests have increased", "fears that …").
_HOLDING = frozenset({"argue", "suggest", "fear"})
_SHOWING = frozenset({"show", "document"})
# Cues of wishes and orders, by kind: who has one wants what it is about.
_ORDER = "order"
_WANTING = frozenset({"ask", _ORDER, "call", "want", "suggest"})
# A claim, unlike an announcement, makes an allegation of its content, also of the speaker's own deed (the annotation guide).
_CLAIM = "claim"


def attribute(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with who says so, status alleged where that makes it so, and denials tied to their deeds."""
    governed = governed_tokens(drafts)
    said = [_attribute(scene, d, governed) for d in drafts]
    answered = answer_denials(scene, said)
    return [_disputed(d, answered) for d in answered]


def _attribute(scene: Scene, draft: Draft, governed: Mapping[int, Draft]) -> Draft:
    said = tuple(a for a in _covering(scene, draft) if _is_about(scene, draft, a))
    said += own_words(scene, draft) + governing(scene, draft, governed)
    said += _wanted_by(scene, draft, said)
    status, reasons = draft.status, list(draft.reasons)
    actors = draft.actors or _police(scene, draft, said)
    for a in said:
        by = f" by {a.speaker.text}" if a.speaker else ""
        own = f"; {own}" if (own := origin_in(a.reason)) else ""
        reasons.append(f"attribution:{a.kind} {a.cue.text}{by}{own}")
    if status is Status.ASSERTED and any(_alleges(scene, draft, a) for a in said):
        status = Status.ALLEGED
        reasons.append("status:alleged by a party or by a claim")
    return replace(draft, said=said, actors=actors, status=status, reasons=tuple(reasons))


def _wanted_by(scene: Scene, draft: Draft, said: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return who orders or asks for a happening in words that are no event of their own ("orders the arrest of two")."""
    if draft.status is not Status.REQUESTED or draft.entry.type in VERBAL:
        return ()
    over = [a for a in scene.content_of.get(draft.token, ()) if a.kind in _WANTING and a.speaker is not None]
    new = [a for a in over if a not in said and a.cue_token not in {s.cue_token for s in said}]
    return tuple(a for a in new if a.kind == _ORDER or not _same(draft.actors, speakers(scene, a)))[:1]


def _covering(scene: Scene, draft: Draft) -> list[Attribution]:
    """Return the attributions over the trigger, and "according to" over a clause beside it ("…, killing two, says X")."""
    found = [with_subject(scene, a) for a in scene.content_of.get(draft.token, ())]
    tokens = scene.parse.tokens
    for above in (draft.token, tokens[draft.token].head):
        for k in scene.parse.children[above]:
            if tokens[k].dep == "advcl" and tokens[k].tag == "VBG" and k > draft.token:
                found += [a for a in scene.content_of.get(k, ()) if a.cue_lemma == "accord" and a not in found]
    return found


def _police(scene: Scene, draft: Draft, said: tuple[Attribution, ...]) -> tuple[ActorLink, ...]:
    """Return the police who tell of an arrest as those who made it, where no other is named."""
    if draft.entry.type != "COERCE" or draft.entry.mode not in ("arrest", "seize"):
        return ()
    return tuple(s for a in said for s in speakers(scene, a) if s.actor.sector in ("COP", "MIL"))[:1]


def _is_about(scene: Scene, draft: Draft, attribution: Attribution) -> bool:
    """Tell whether an attribution speaks of the draft from outside, and of it rather than of its background."""
    if attribution.speaker is None or not (attribution.kind in TELLING or _holds(attribution)):
        return False
    cue = attribution.cue_token
    if draft.first <= cue < draft.last or cue == draft.token:
        return False
    path = path_to(scene.parse, draft.token, cue)
    if path and path[0].dep == "acl" and path[0].head in draft.used:
        path = path[1:]  # "announced talks held in Cairo": the noun is the happening
    said_whole = attribution.direct or is_all_said(path, cue)  # the background is the speaker's as well
    if is_denial(draft) or (is_background(scene.parse, path) and not said_whole):
        return False
    if attribution.kind == "accuse" and (
        draft.entry.type in VERBAL or _same(draft.actors, speakers(scene, attribution))
    ):
        return False  # nobody accuses himself: the parser hung "… and suspended the trade" too low
    if attribution.stance is Stance.DENIES:
        return denies(scene, draft, attribution, path)
    performs = (
        attribution.cue_lemma in _PERFORMING and draft.entry.type != "HAZARD"
    )  # "declares an outbreak" reports it
    if (performs or attribution.kind in _SHOWING) and is_object(path, cue):
        return False
    return draft.entry.type not in VERBAL or not _speaks_itself(scene, draft, attribution)


def _holds(attribution: Attribution) -> bool:
    """Tell whether a view is told in a clause, as what is so ("argues that arrests have increased")."""
    return attribution.kind in _HOLDING and ": clause" in attribution.reason


def _speaks_itself(scene: Scene, draft: Draft, attribution: Attribution) -> bool:
    """Tell whether a verbal act is the speaker's own; in "many groups refused, advocates say" the groups refused."""
    if attribution.direct and any(scene.parse.tokens[t].text.lower() in _FIRST for t in draft.slots.get("subj", ())):
        return True
    nouns = {t for t in draft.slots.get("subj", ()) if scene.parse.tokens[t].pos in ("NOUN", "PROPN")}
    other = bool(nouns) and not nouns & set(conjuncts(scene.parse, attribution.speaker_token or 0))
    return _same([a for a in draft.actors if not other or a.token in nouns], speakers(scene, attribution))


def speakers(scene: Scene, attribution: Attribution) -> tuple[ActorLink, ...]:
    """Return the links of the speakers of an attribution, each of a coordination ("the army and the police said")."""
    if attribution.speaker_token is None:
        return ()
    tokens = conjuncts(scene.parse, attribution.speaker_token)
    return tuple(s for t in tokens for s in scene.actor_at.get(t, ()))


def _same(one: Sequence[ActorLink], other: Sequence[ActorLink]) -> bool:
    keys = {k for a in one for k in (a.token, a.actor.id or a.actor.name)}
    return any(k in keys for a in other for k in (a.token, a.actor.id or a.actor.name))


def _alleges(scene: Scene, draft: Draft, attribution: Attribution) -> bool:
    if attribution.stance is Stance.DENIES or draft.entry.type in VERBAL:
        return False
    if attribution.kind in CLAIMING or attribution.cue_lemma == _CLAIM:
        return True
    return draft.entry.type in _CONFLICT and any(_adversary(s, draft) for s in speakers(scene, attribution))


def _adversary(speaker: ActorLink, draft: Draft) -> bool:
    """Tell whether the speaker tells of an adversary's deed against its own side."""
    mine = {speaker.actor.id, speaker.actor.country} - {None}
    theirs = {k for a in draft.actors for k in (a.actor.id, a.actor.country)} - {None}
    struck = {k for r in draft.recipients for k in (r.actor.id, r.actor.country)} - {None}
    same_land = speaker.actor.country in {a.actor.country for a in draft.actors}
    return bool(theirs) and not same_land and bool(mine & struck) and speaker.actor.sector in _PARTIES


def _disputed(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """Return a deed that its doer denies as alleged.

    Source: the annotation guide: "a happening that is certain but whose doer is disputed: one record, alleged".
    """
    if draft.entry.type in VERBAL or draft.status is not Status.ASSERTED:
        return draft
    denied = any(a.stance is Stance.DENIES for a in draft.said) or any(
        d.about == draft.token and stance_of(d) is Stance.DENIES for d in drafts
    )
    return replace(draft, status=Status.ALLEGED, reasons=(*draft.reasons, "status:disputed")) if denied else draft


def stance_of(draft: Draft) -> Stance:
    """Return what a verbal draft does with what it is about."""
    return Stance.DENIES if is_denial(draft) else Stance.AFFIRMS


def chain(drafts: Mapping[int, Draft], token: int) -> list[tuple[ActorLink, str, Stance]]:
    """Return the speakers of the verbal drafts that are about the happening at ``token``: who, cue, stance.

    Who urges another to promise a thing is a source for that thing too.
    """
    out: list[tuple[ActorLink, str, Stance]] = []
    todo, seen = [token], {token}
    while todo:
        at = todo.pop()
        for d in drafts.values():
            if d.about != at or d.token in seen or (d.entry.frame.content_status or "") in UNTOLD:
                continue
            if _is_given(drafts.get(at), d.entry.frame.content_status):
                continue
            seen.add(d.token)
            # "Rwanda rejects the charge that …": whoever denies a charge does not make it.
            denying = [a for e in drafts.values() if e.about == d.token and is_denial(e) for a in e.actors]
            out += [(a, d.entry.lemma, stance_of(d)) for a in d.actors if not _same([a], denying)]
            if d.status is not Status.ASSERTED:
                todo.append(d.token)
    return out


def _is_given(deed: Draft | None, status: str) -> bool:
    """Tell whether a deed is a fact below what is wanted ("urged an inquiry into the crash")."""
    return deed is not None and deed.status is Status.ASSERTED and status not in (Status.ALLEGED, Status.DENIED)
