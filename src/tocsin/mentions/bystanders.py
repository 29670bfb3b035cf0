"""Bystanders: who does another deed of the sentence, and is taken for the doer of one that is only told beside it.

Who pardons, executes or sends home "a man convicted of murder" did not convict him, and who resigns after an inquiry is
its target.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.base.model import ActorLink
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.roles import key_of

_COURT = "JUD"
# What is done to convicts, by others than the court.
_TO_CONVICTS = frozenset({"RETREAT", "ASSAULT", "COOPERATE", "AID", "CONSULT", "AGREE"})
_NOUN = "NOUN"


def without_bystanders(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts without actors of convictions who only deal with the convict, and with those who resign as targets."""
    return [_cleared(d, [o for o in drafts if o is not d and _together(scene, o, d)]) for d in drafts]


def _together(scene: Scene, a: Draft, b: Draft) -> bool:
    return scene.parse.tokens[a.token].sent == scene.parse.tokens[b.token].sent


def _cleared(draft: Draft, others: Sequence[Draft]) -> Draft:
    kind = draft.entry.type, draft.entry.mode
    if kind == ("SANCTION", "convict"):
        doing = {key_of(a) for o in others if o.entry.type in _TO_CONVICTS for a in o.actors}
        kept = [a for a in draft.actors if not _is_bystander(draft, a, doing)]
        return replace(draft, actors=tuple(kept)) if len(kept) < len(draft.actors) else draft
    if draft.entry.type == "ACCUSE" and draft.entry.pos == _NOUN:
        leaving = {key_of(a) for o in others if (o.entry.type, o.entry.mode) == ("RETREAT", "resign") for a in o.actors}
        gone = [a for a in draft.actors if key_of(a) in leaving]
        kept = [a for a in draft.actors if key_of(a) not in leaving]
        return replace(draft, actors=tuple(kept), recipients=draft.recipients or tuple(gone)) if gone else draft
    return draft


def _is_bystander(draft: Draft, link: ActorLink, doing: set[object]) -> bool:
    return key_of(link) in doing and link.actor.sector != _COURT and link.token not in draft.slots.get("subj", ())
