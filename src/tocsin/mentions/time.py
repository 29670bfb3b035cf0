"""Time: when a draft's happening took place, chosen among the time expressions of its sentence."""

from __future__ import annotations

from tocsin.base.model import Parse, TimeLink
from tocsin.base.trees import ancestors
from tocsin.mentions.draft import Draft, Scene

# A time on the reporting verb counts for the happening only when nothing nearer does.
_REPORTED = 10


def time_of(scene: Scene, draft: Draft) -> tuple[TimeLink | None, str]:
    """Return the time of a draft and the path to it: on its trigger, else on the nearest verb above it."""
    number = scene.parse.tokens[draft.token].sent
    anchors = {_anchor(scene.parse, t): t for t in scene.reading.times if scene.parse.tokens[t.token].sent == number}
    if not anchors:
        return None, "time:none in the sentence"
    cost, at = 0, draft.token
    best: tuple[int, TimeLink] | None = None
    if at in anchors:
        return anchors[at], "time:on the trigger"
    for a in ancestors(scene.parse, at):
        cost += _REPORTED if scene.parse.tokens[at].dep in ("ccomp", "relcl") else 1
        at = a
        if a in anchors and (best is None or cost < best[0]):
            best = (cost, anchors[a])
    if best is not None:
        return best[1], "time:on the reporting verb" if best[0] >= _REPORTED else "time:on the clause"
    below = [t for a, t in anchors.items() if draft.token in list(ancestors(scene.parse, a))]
    return (below[0], "time:below the trigger") if below else (None, "time:in another clause")


def _anchor(parse: Parse, link: TimeLink) -> int:
    """Return the word that a time expression hangs on."""
    at = link.token
    while parse.tokens[at].head != at:
        at = parse.tokens[at].head
        if not link.first <= at < link.last and parse.tokens[at].pos not in ("ADP", "SCONJ", "ADV", "NUM"):
            return at
    return at
