"""About: which happening a verbal event is about, and what follows for the roles of both."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from tocsin.base.model import VERBAL, ActorLink
from tocsin.base.trees import subtree
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.roles import key_of
from tocsin.mentions.slots import slots

_DENY = frozenset({"deny", "n-deny"})
_ACCUSE = frozenset({"accuse", "allege", "n-accuse"})
# PLOVER: the mode of REQUEST and REJECT says what is asked for or refused (its manual, draft 2.0).
_CONTENT_MODES = {"RETREAT": "yield", "CONCEDE": "yield", "CONSULT": "meet", "AID": "assist"}
# What is done to somebody for a crime.
_LAW = frozenset({"SANCTION", "COERCE", "ACCUSE"})
# How far into its content a verbal event looks for the happening: deeper ones belong to other clauses.
_REACH = 12


def governed_tokens(drafts: Iterable[Draft]) -> dict[int, Draft]:
    """Return content token to the verbal draft that governs it."""
    return {t: d for d in drafts for t in d.content}


def link_about(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with ``about`` set, and the roles that follow from it.

    Denying an accusation is about what the accusation is about, towards those who made it;
    the accusation is against the one who denies it.
    """
    tokens = {d.token for d in drafts}
    out = {d.token: replace(d, about=_content_trigger(scene, d, tokens)) for d in drafts}
    for denial in [d for d in out.values() if d.entry.frame.name in _DENY]:
        _settle_denial(scene, denial, out)
    for draft in list(out.values()):
        if draft.about in out and draft.about is not None and draft.entry.mode == "allege":
            out[draft.about] = _accused(draft, out[draft.about])
    found = [_crime(scene, d, list(out.values())) for d in out.values()]
    return [_with_mode(d, out.get(d.about)) if d.about is not None else d for d in found]


def _settle_denial(scene: Scene, denial: Draft, out: dict[int, Draft]) -> None:
    """Put a denial, and the accusation that it denies, in place in ``out``."""
    inner = out.get(denial.about) if denial.about is not None else None
    if inner is None or _is_bare(inner):
        if inner is not None:
            del out[inner.token]
        out[denial.token] = _answer(scene, replace(denial, about=None), list(out.values()))
    else:
        out[denial.token], out[inner.token] = _denial(denial, inner)


def _with_mode(draft: Draft, content: Draft | None) -> Draft:
    """Return a demand or refusal with the mode that its content gives: to yield, to meet, to assist."""
    if draft.entry.type not in ("REQUEST", "REJECT") or draft.entry.mode not in (None, "change") or content is None:
        return draft
    mode = _CONTENT_MODES.get(content.entry.type)
    return replace(draft, entry=replace(draft.entry, mode=mode)) if mode else draft


def _accused(accusation: Draft, deed: Draft) -> Draft:
    """Return the deed with the accused as its doer, where nothing else says who did it."""
    if deed.actors or not accusation.recipients or deed.entry.type in VERBAL or deed.entry.type == "HAZARD":
        return deed
    return replace(deed, actors=accusation.recipients, reasons=(*deed.reasons, "actor:the accused"))


def _crime(scene: Scene, deed: Draft, drafts: list[Draft]) -> Draft:
    """Return a crime with the one charged, arrested or sentenced for it as its doer ("sentenced for the murder of Y").

    Who charges, arrests or sentences is none, unless the crime's own subject says so.
    """
    if deed.entry.type != "ASSAULT":
        return deed
    for d in drafts:
        if d.entry.type not in _LAW or not d.recipients or deed.token not in _grounds(scene, d, alone=not deed.actors):
            continue
        own = {t for name in ("subj", "poss", "by") for t in deed.slots.get(name, ())}
        judging, charged = {key_of(a) for a in d.actors}, {key_of(r) for r in d.recipients}
        left = tuple(a for a in deed.actors if key_of(a) not in judging or a.token in own)
        if left or judging & charged:  # "accuse each other"
            return replace(deed, actors=left or deed.actors)
        objects = {t for name in ("obj", "of") for t in deed.slots.get(name, ())}
        hit = tuple(r for r in deed.recipients if key_of(r) not in charged or r.token in objects)
        doers = tuple(r for r in d.recipients if key_of(r) not in {key_of(x) for x in hit})
        reason = f"actor:recipient of {d.entry.lemma}"
        return replace(deed, actors=doers, recipients=hit, reasons=(*deed.reasons, reason))
    return deed


def _grounds(scene: Scene, draft: Draft, *, alone: bool) -> set[int]:
    """Return the words for what somebody is charged, arrested or sentenced for, also behind "guilty".

    ``alone``: nobody is told to have done it; else "captured two in a raid" tells of the captors' own.
    """
    names = ("for", "over", "with", "of", *(("in",) if alone else ()))
    told = {t for name in names for t in draft.slots.get(name, ())}
    guilty = [k for k in scene.parse.children[draft.token] if scene.parse.tokens[k].lemma == "guilty"]
    return told | {t for k in guilty for t in slots(scene.tree, k).get("of", ())}


def _content_trigger(scene: Scene, draft: Draft, triggers: Collection[int]) -> int | None:
    for token in draft.content:
        if token in triggers and token != draft.token:
            return token
    for token in draft.content:
        near = [
            t for t in subtree(scene.parse, token) if t in triggers and t != draft.token and abs(t - token) <= _REACH
        ]
        if near:
            return min(near, key=lambda t: abs(t - token))
    return None


def _is_bare(inner: Draft) -> bool:
    """Tell whether a denial only points back at an accusation ("denied the allegations")."""
    return inner.entry.frame.name in _ACCUSE and inner.about is None and not inner.actors


def _answer(scene: Scene, denial: Draft, drafts: list[Draft]) -> Draft:
    """Return a bare denial as an answer to the accusation told just before it ("…, which Kabul denies")."""
    here = scene.parse.tokens[denial.token].sent
    near = [
        d
        for d in drafts
        if d.entry.frame.name in _ACCUSE and d.token < denial.token and here - scene.parse.tokens[d.token].sent <= 1
    ]
    if not near:
        return denial
    accusation = max(near, key=lambda d: d.token)
    return replace(denial, about=accusation.about, recipients=denial.recipients or accusation.actors)


def _denial(denial: Draft, inner: Draft) -> tuple[Draft, Draft]:
    if inner.entry.frame.name not in _ACCUSE:
        return denial, inner
    recipients = inner.recipients or _others(denial.actors, inner.actors)
    denial = replace(denial, about=inner.about, recipients=denial.recipients or inner.actors)
    return denial, replace(inner, recipients=recipients)


def _others(links: tuple[ActorLink, ...], than: tuple[ActorLink, ...]) -> tuple[ActorLink, ...]:
    known = {link.actor.id or link.token for link in than}
    return tuple(link for link in links if (link.actor.id or link.token) not in known)
