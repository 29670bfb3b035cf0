"""Bystanders: who does another deed of the sentence, and is taken for the doer of one that is only told beside it.

Who pardons, executes or sends home "a man convicted of murder" did not convict him, and who resigns after an inquiry is
its target.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tocsin.base.model import ActorLink
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.roles import key_of

_COURT = "JUD"
# What is done to convicts, by others than the court.
_TO_CONVICTS = frozenset({"RETREAT", "ASSAULT", "COOPERATE", "AID", "CONSULT", "AGREE"})
_RESIGNING = ("RETREAT", "resign")
_NOUN = "NOUN"
_DOERS = ("subj", "poss", "by")


def without_bystanders(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts without actors of convictions who only deal with the convict, and with those who resign as targets."""
    return [_cleared(scene, d, drafts) for d in drafts]


def _cleared(scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    if (draft.entry.type, draft.entry.mode) == ("SANCTION", "convict"):
        doing = _actors(o for o in _beside(scene, draft, drafts) if o.entry.type in _TO_CONVICTS)
        return replace(draft, actors=tuple(a for a in draft.actors if not _is_bystander(draft, a, doing)))
    if draft.entry.type == "ACCUSE" and draft.entry.pos == _NOUN:
        leaving = _actors(o for o in _beside(scene, draft, drafts) if (o.entry.type, o.entry.mode) == _RESIGNING)
        gone = tuple(a for a in draft.actors if _is_bystander(draft, a, leaving))
        kept = tuple(a for a in draft.actors if a not in gone)
        if draft.recipients or not gone:
            return replace(draft, actors=kept)
        return replace(draft, actors=kept, recipients=gone, paths=(*draft.paths, "recipient:who leaves after it"))
    return draft


def _beside(scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the other drafts of a draft's sentence."""
    tokens = scene.parse.tokens
    return [o for o in drafts if o is not draft and tokens[o.token].sent == tokens[draft.token].sent]


def _actors(drafts: Iterable[Draft]) -> set[object]:
    return {key_of(a) for d in drafts for a in d.actors}


def _is_bystander(draft: Draft, link: ActorLink, doing: set[object]) -> bool:
    """Tell whether an actor does the deed beside it, and the tree does not make him the doer of this one, too."""
    own = (t for name in _DOERS for t in draft.slots.get(name, ()))
    return key_of(link) in doing and link.actor.sector != _COURT and link.token not in own
