"""Time: when a draft's happening took place, chosen among the time expressions of its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tocsin.base.model import Parse, TimeLink
from tocsin.base.trees import ancestors
from tocsin.mentions.caption import caption_date
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.place import path

# Types of what happens on the ground, at one place and on one day.
ON_THE_GROUND = frozenset({"ASSAULT", "COERCE", "PROTEST", "HAZARD", "MOBILIZE"})
_APART = frozenset({"relcl", "ccomp", "advcl"})
_BESIDE = frozenset({"relcl", "advcl", "acl", "pcomp", "parataxis"})

# What happens to these verbs' subject happens when their infinitive does: "was to meet last week".
_RAISING = frozenset({"be", "begin", "start", "continue", "seem", "appear", "happen"})

# Words that open a clause about an earlier or later time.
_OTHER_TIME = frozenset({"since", "until", "before", "although", "though", "if"})

# A time on the reporting verb counts for the happening only when nothing nearer does.
_REPORTED = 10
# A verb beside another shares its moment.
_STEPS = {"ccomp": _REPORTED, "conj": 0}
# From so many steps above on, a time is another happening's: of 14 in our reports, 3 were right (of 77 nearer ones, 52).
_FAR = 3


def time_of(scene: Scene, draft: Draft) -> tuple[TimeLink | None, str]:
    """Return the time of a draft and the path to it.

    The nearest wins: on the trigger, on a verb above it, below it, in a caption's closing date,
    and for what happens on the ground the one day that the sentence names.
    """
    parse, number = scene.parse, scene.parse.tokens[draft.token].sent
    times = [t for t in scene.reading.times if parse.tokens[t.token].sent == number]
    anchors = _anchors(parse, times)
    if not anchors:
        return None, "time:none in the sentence"
    if draft.token in anchors:
        return anchors[draft.token], "time:on the trigger"
    above = _above(parse, draft.token, anchors)
    if above is not None:
        return above
    below = [t for a, t in anchors.items() if draft.token in ancestors(parse, a) and not _apart(parse, draft.token, a)]
    if below:
        return below[0], "time:below the trigger"
    caption = caption_date(scene, number, draft.token)
    if caption is not None:
        return caption, "time:date of the caption"
    days = [t for a, t in anchors.items() if t.interval and t.interval.precision == "day" and not _clause(parse, a)]
    if len(days) == 1 == len(anchors) and draft.entry.type in ON_THE_GROUND and not _clause(parse, draft.token):
        return days[0], "time:the day of the sentence"
    return None, "time:in another clause"


def _anchors(parse: Parse, times: Sequence[TimeLink]) -> dict[int, TimeLink]:
    """Return the times of a sentence by the words that they hang on, and by the verbs that share a moment with these."""
    out = {_anchor(parse, t): t for t in times}
    for at, time in list(out.items()):
        token = parse.tokens[at]
        when = (
            token.dep == "advcl"
            and at < token.head
            and any(parse.tokens[k].lemma == "when" for k in parse.children[at])
        )
        raised = token.dep == "xcomp" and parse.tokens[token.head].lemma in _RAISING
        if when or raised:  # "When the court met in May, protests erupted"
            out.setdefault(token.head, time)
    return out


def _above(parse: Parse, token: int, anchors: Mapping[int, TimeLink]) -> tuple[TimeLink, str] | None:
    """Return the time on the nearest verb above a token; one beyond a reporting verb counts last."""
    cost, at = 0, token
    best: tuple[int, TimeLink] | None = None
    for a in ancestors(parse, token):
        if _is_background(parse, at):
            break
        cost += _STEPS.get(parse.tokens[at].dep, 1)
        at = a
        if a in anchors and (best is None or cost < best[0]):
            best = (cost, anchors[a])
    if best is None or _FAR < best[0] != _REPORTED:
        return None
    return best[1], "time:on the reporting verb" if best[0] >= _REPORTED else "time:on the clause"


def _is_background(parse: Parse, token: int) -> bool:
    """Tell whether a clause tells of another time than the one above it: "who seized Goma", "since they took Goma"."""
    dep = parse.tokens[token].dep
    marks = {parse.tokens[k].lemma for k in parse.children[token] if parse.tokens[k].dep in ("mark", "advmod")}
    return dep == "relcl" or (dep == "advcl" and bool(marks & _OTHER_TIME))


def _apart(parse: Parse, token: int, anchor: int) -> bool:
    """Tell whether another clause begins between a trigger and a time below it ("demanded the base they seized last week")."""
    _, down = path(parse, token, anchor)
    return any(parse.tokens[i].dep in _APART for i in down)


def _clause(parse: Parse, token: int) -> bool:
    """Tell whether a token stands in a clause beside its sentence's main one."""
    return any(parse.tokens[i].dep in _BESIDE for i in (token, *ancestors(parse, token)))


def _anchor(parse: Parse, link: TimeLink) -> int:
    """Return the word that a time expression hangs on."""
    at = link.token
    while parse.tokens[at].head != at:
        at = parse.tokens[at].head
        if not link.first <= at < link.last and parse.tokens[at].pos not in ("ADP", "SCONJ", "ADV", "NUM"):
            return at
    return at
