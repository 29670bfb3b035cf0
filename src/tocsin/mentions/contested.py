"""Contested: which deed a denial denies, also across sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.base.model import VERBAL, Attribution, Status, Token
from tocsin.base.trees import children, subtree
from tocsin.mentions.cues import CLAIMING, by_lemma
from tocsin.mentions.draft import Draft, Scene

# Denying one of these denies the deed before it; its doer need not have been named.
_PART_IN = frozenset(
    {"responsibility", "involvement", "role", "part", "link", "connection", "complicity", "wrongdoing"}
)
_TOLD = frozenset({"report", "rumor", "rumour", "account", "story", "finding"})
# "Reject" and the like deny what is told, but refuse what is asked for.
_DENYING = frozenset({"deny", "refute", "rebut", "disavow", "disclaim", "contradict", "denial"})
_OPEN = frozenset({Status.ASSERTED, Status.ALLEGED, Status.DENIED})
_SENTENCES = 3  # how far before a denial the deed is looked for


def denies(scene: Scene, draft: Draft, attribution: Attribution, path: Sequence[Token]) -> bool:
    """Tell whether a denial in tokens above the draft denies the happening itself.

    A verbal act is not denied with what it says; what is asked for is refused, not denied;
    "denied them access" withholds.
    """
    if draft.entry.type in VERBAL or draft.status not in _OPEN or not path or path[-1].head != attribution.cue_token:
        return False
    if children(scene.parse, attribution.cue_token, "dative"):
        return False
    top = path[-1]
    if top.dep in ("ccomp", "xcomp"):
        return True
    if top.dep not in ("dobj", "nsubjpass", "pobj", "prep", "relcl", "nsubj"):
        return False
    claim = top.lemma in _TOLD | _PART_IN or any(c.kind in CLAIMING for c in by_lemma().get(top.lemma, ()))
    return claim or (attribution.cue_lemma in _DENYING and top.i == draft.token)


def answer_denials(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with each denial that is about nothing yet tied to the deed told before it."""
    return [replace(d, about=_deed_before(scene, d, drafts)) if is_denial(d) and d.about is None else d for d in drafts]


def is_denial(draft: Draft) -> bool:
    """Tell whether a draft is a denial: who denies is its only source, and nobody else's words hold it."""
    return draft.entry.type == "REJECT" and draft.entry.mode == "deny"


def _deed_before(scene: Scene, denial: Draft, drafts: Sequence[Draft]) -> int | None:
    """Return the nearest deed of the denier's before a denial, first one that somebody accuses them of."""
    here = scene.parse.tokens[denial.token].sent
    near = [
        d
        for d in drafts
        if d.entry.type not in VERBAL
        and d.entry.type != "HAZARD"
        and d.status in _OPEN
        and d.token < denial.token
        and here - scene.parse.tokens[d.token].sent <= _SENTENCES
    ]
    own = [d for d in near if _keys(d) & _keys(denial)]
    told = [d for d in near if d.said and scene.parse.tokens[d.token].sent == here]
    bare = [d for d in near if not d.actors and _owns_part(scene, denial)]
    for found in ([d for d in own if d.status is Status.ALLEGED], told, own, bare):
        if found:
            return max(found, key=lambda d: d.token).token
    return None


def _owns_part(scene: Scene, denial: Draft) -> bool:
    return any(scene.parse.tokens[t].lemma in _PART_IN for t in subtree(scene.parse, denial.token))


def _keys(draft: Draft) -> set[str]:
    """Return what identifies the doers: id or name, and the country, for which its people answer."""
    return {k for a in draft.actors for k in (a.actor.id or a.actor.name, a.actor.country) if k}
