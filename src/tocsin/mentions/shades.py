"""Shades: the reader model's word on mode and status, beside what rows and embedding words gave.

What the rules gave has a head start (``data/weights/shades.tsv``); the model overrules it where it is surer than that.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from tocsin.base.model import VERBAL, Stance, Status
from tocsin.base.senses import Sense
from tocsin.base.tables import table
from tocsin.base.trees import ancestors, children, subtree
from tocsin.mentions.draft import Draft, Scene

_LEAST = 0.01
# Below this share of its type the model's word on a mode may be about another type.
_SURE = 0.5
_NO_MODE, TAKING = "-", "territory"
# What is not yet said is no verbal act (1 in 4 such records was right on the short items and VOA, 9 in 10 asserted ones).
UNSAID = frozenset({Status.PLANNED, Status.HYPOTHETICAL, Status.REQUESTED})
# What something comes after has happened, unless the whole is still to come.
_AHEAD = frozenset({"will", "would", "could", "may", "might", "must", "should", "to"})
_AFTER = frozenset({"after", "follow", "following", "since", "despite"})
# What drives somebody back, and what stands before the ground that he is driven from or into.
_DRIVING = frozenset({"push", "drive", "beat", "force", "throw", "fight", "hold", "press", "turn"})
_WHENCE = frozenset({"from", "of", "off", "into", "to", "across", "beyond"})
T = TypeVar("T")


@lru_cache(maxsize=1)
def head_starts() -> Mapping[str, float]:
    """Return the log-odds that a rule's value starts with: ``mode``, ``status``, and their values given by no cue."""
    return {r["what"]: float(r["log_odds"]) for r in table("weights/shades.tsv", columns=("what", "log_odds"))}


def with_mode(scene: Scene, draft: Draft) -> Draft:
    """Return the draft with the mode that rule and model together make likeliest."""
    sense = scene.reading.senses.get(draft.token)
    if sense is None or (draft.entry.is_own and draft.entry.mode):
        return draft
    kind, given = draft.entry.type, draft.entry.mode
    shares = mode_shares(sense, kind)
    best = likeliest(shares, given, head_starts()["mode" if given else "no mode"])
    # A row that tells the means knows better: looting takes no town, and "no mode" may be said of another type.
    kept = given is not None and (best == TAKING or (best is None and sense.types.get(kind, 0.0) < _SURE))
    if best == given or kept or (kind, best) not in scene.lexicon.codes:
        return draft
    return _in_mode(draft, best, f"reader:mode {best or 'none'} {shares.get(best, 0):.2f}")


def without_driving_back(scene: Scene, draft: Draft) -> Draft:
    """Return the draft of an attack without a taking where somebody is only driven back, from nowhere that is told."""
    is_taking = (draft.entry.type, draft.entry.mode) == ("ASSAULT", TAKING) and not draft.entry.is_own
    return _in_mode(draft, None, "mode:only driven back") if is_taking and _only_drives_back(scene, draft) else draft


def _in_mode(draft: Draft, mode: str | None, reason: str) -> Draft:
    return replace(draft, entry=replace(draft.entry, mode=mode, cameo=None), reasons=(*draft.reasons, reason))


def _only_drives_back(scene: Scene, draft: Draft) -> bool:
    """Tell whether somebody is driven back from nowhere that is told: "stopped the rebels and pushed them back"."""
    below = {scene.parse.tokens[k].lemma for k in children(scene.parse, draft.token, "prt", "advmod")}
    if scene.tree.lemma(draft.token) not in _DRIVING or "back" not in below:
        return False
    words = [scene.parse.tokens[t] for t in subtree(scene.parse, draft.token)]
    grounds = [w for w in words if w.dep == "pobj" and scene.parse.tokens[w.head].lemma in _WHENCE]
    return not grounds and not any(w.i in scene.place_at for w in words)


def tells_of_taking(scene: Scene, token: int) -> bool:
    """Tell whether the model is sure that a word of force tells of the taking of a place."""
    sense = scene.reading.senses.get(token)
    return sense is not None and mode_shares(sense, "ASSAULT").get(TAKING, 0.0) >= _SURE


def mode_shares(sense: Sense, kind: str) -> dict[str | None, float]:
    """Return the shares of the modes of a type; ``None`` is that no mode is told."""
    own = {m: s for m, s in sense.modes.items() if m == _NO_MODE or m.startswith(f"{kind}/")}
    return {m.partition("/")[2] or None: s for m, s in own.items()}


def shaded_status(scene: Scene, draft: Draft, given: Status, reason: str) -> tuple[Status, str]:
    """Return the status that rule and model together make likeliest, and the step that decided it."""
    sense = scene.reading.senses.get(draft.token)
    if sense is None or (draft.entry.type in VERBAL and given in UNSAID):
        return (
            given,
            reason,
        )  # grammar tells better than the model that a demand is not yet made ("vowed to press for …")
    if given is Status.ASSERTED and _is_presupposed(scene, draft.token):
        return given, reason
    start = head_starts()["told" if given is Status.ASSERTED else "status"]
    shares = {
        Status(s): share for s, share in sense.status.items() if s != Status.DENIED or _is_denial_near(scene, draft)
    }
    best = likeliest(shares, given, start)
    return (best, reason) if best is given else (best, f"reader:status {best} {sense.status[best]:.2f}")


def _is_presupposed(scene: Scene, i: int) -> bool:
    """Tell whether something is told to come after a happening, which is then a fact ("their appeal follows the capture")."""
    token, tokens = scene.parse.tokens[i], scene.parse.tokens
    above = tokens[token.head]
    if not ((token.dep, above.lemma) == ("dobj", "follow") or (token.dep == "pobj" and above.lemma in _AFTER)):
        return False
    helpers = {tokens[k].lemma for v in ancestors(scene.parse, i) for k in children(scene.parse, v, "aux")}
    return not helpers & _AHEAD  # "would join after a truce"


def _is_denial_near(scene: Scene, draft: Draft) -> bool:
    """Tell whether somebody denies something in the sentence; the model also takes what is often denied for denied."""
    tokens = scene.parse.tokens
    here = tokens[draft.token].sent
    return any(a.stance is Stance.DENIES and tokens[a.cue_token].sent == here for a in scene.reading.attributions)


def likeliest(shares: Mapping[T, float], given: T, start: float) -> T:
    """Return the value of the greatest share, the given one's raised by its head start."""

    def weight(value: T) -> float:
        return math.log(max(shares.get(value, 0.0), _LEAST)) + start * (value == given)

    return max((*shares, given), key=weight)
