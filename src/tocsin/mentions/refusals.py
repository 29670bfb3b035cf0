"""Refusals told by a verb alone: "will not lift the embargo" is a REJECT, neither a promise nor a deed left undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from tocsin.base.model import ActorLink, Status
from tocsin.base.trees import children, marks
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.modal import IF, is_not_only
from tocsin.mentions.roles import actors_of, key_of
from tocsin.mentions.subjects import surface_subject

# What is refused, and the mode of the refusal (PLOVER: REJECT assist, meet, yield).
_MODES: Mapping[str, str | None] = MappingProxyType(
    {"RETREAT": "yield", "CONCEDE": "yield", "CONSULT": "meet", "AID": "assist", "COOPERATE": "assist", "SUPPORT": None}
)
_WILL = frozenset({"will", "would", "shall", "wo", "’ll", "'ll"})
_UNTIL = frozenset({"until", "till", "unless", "before"})


def as_refusals(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with what somebody says they will not do as a refusal, and without the promises made of it."""
    found = {d.token: verb for d in drafts if (verb := _refused(scene, d)) is not None}
    promises = {
        d.token for d in drafts if d.entry.type in ("CONCEDE", "AGREE") and set(d.content) & set(found.values())
    }
    return [_refusal(scene, d, found[d.token]) if d.token in found else d for d in drafts if d.token not in promises]


def _refused(scene: Scene, draft: Draft) -> int | None:
    """Return the verb by which somebody refuses a happening: negated, told of the future, and not in a condition."""
    if draft.entry.type not in _MODES or not draft.actors:
        return None
    parse = scene.parse
    verbs = [draft.token] if parse.tokens[draft.token].pos == "VERB" else list(draft.slots.get("gov", ()))
    for verb in verbs:
        negations = [k for k in children(parse, verb, "neg") if not is_not_only(parse, k)]
        future = any(parse.tokens[k].lemma in _WILL for k in children(parse, verb, "aux"))
        if negations and future and not marks(parse, verb) & IF:
            return verb
    return None


def _refusal(scene: Scene, draft: Draft, verb: int) -> Draft:
    entry = replace(draft.entry, type="REJECT", mode=_MODES[draft.entry.type], cameo=None)
    recipients = draft.recipients or _awaited(scene, draft, verb)
    why = "refusal:will not"
    return replace(draft, entry=entry, recipients=recipients, status=Status.ASSERTED, reasons=(*draft.reasons, why))


def _awaited(scene: Scene, draft: Draft, verb: int) -> tuple[ActorLink, ...]:
    """Return who has to act first ("will not end the strike until the company pays")."""
    known = {key_of(a) for a in draft.actors}
    clauses = [c for c in children(scene.parse, verb, "advcl") if marks(scene.parse, c) & _UNTIL]
    subjects = [s for c in clauses for s in surface_subject(scene.tree, c)]
    found = (a for s in subjects for a, _ in actors_of(scene, s, "subj"))
    return tuple(a for a in found if key_of(a) not in known)
