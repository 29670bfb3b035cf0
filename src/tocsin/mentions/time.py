"""Time: when a draft's happening took place, chosen among the time expressions of its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tocsin.base.model import VERBAL, Parse, TimeBasis, TimeLink
from tocsin.base.trees import ancestors, children
from tocsin.mentions.caption import caption_date
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.ways import path

# Types of what happens on the ground, at one place and on one day.
ON_THE_GROUND = frozenset({"ASSAULT", "COERCE", "PROTEST", "HAZARD", "MOBILIZE"})
_APART = frozenset({"relcl", "ccomp", "advcl"})
_ASIDE = frozenset({"amod", "nmod"})
_BESIDE = frozenset({"relcl", "advcl", "acl", "pcomp", "parataxis"})

# What happens to these verbs' subject happens when their infinitive does: "was to meet last week".
_RAISING = frozenset({"be", "begin", "start", "continue", "seem", "appear", "happen"})

# These verbs tell of the end of what their subject or object names ("ended the boycott in July"): no word of its first day.
_ENDING = frozenset(
    {"end", "halt", "stop", "wrap", "conclude", "finish", "lift", "reverse", "overturn", "suspend", "cancel"}
)
_ENDED = frozenset({"dobj", "nsubjpass", "nsubj"})
# A time deeper below an act of words is that of what it speaks of: of 11 so near 8 were right, of 12 deeper 2.
_SPOKEN = 2

# Words that open a clause about an earlier or later time.
_OTHER_TIME = frozenset({"since", "until", "before", "although", "though", "if"})

_ANNOUNCING = frozenset({"announce", "declare", "proclaim"})
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
    below = [t for a, t in anchors.items() if draft.token in ancestors(parse, a) and _is_below(parse, draft, a, t)]
    if below:
        return below[0], "time:below the trigger"
    caption = caption_date(scene, number, draft.token)
    if caption is not None:
        return caption, "time:date of the caption"
    days = [t for a, t in anchors.items() if t.interval and t.interval.precision == "day" and not _clause(parse, a)]
    one = len(days) == 1 == len(times)
    if (
        one
        and draft.entry.type in ON_THE_GROUND
        and not _clause(parse, draft.token)
        and not _beyond(parse, draft.token, days[0])
    ):
        return days[0], "time:the day of the sentence"
    return None, "time:in another clause"


def _anchors(parse: Parse, times: Sequence[TimeLink]) -> dict[int, TimeLink]:
    """Return the times of a sentence by the words that they hang on, and by the verbs that share a moment with these."""
    out = {_anchor(parse, t): t for t in times}
    for time in times:
        for at in (_dated_clause(parse, time), _when_clause(parse, time)):
            if at is not None:
                out.setdefault(at, time)
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


def _dated_clause(parse: Parse, time: TimeLink) -> int | None:
    """Return the verb of a time said between it and its subject, or after a name that is its object.

    "The court in September banned the party", "Mr Almagro on Tuesday released a report", "ousted Viktor Yanukovych last month".
    """
    at = parse.tokens[_anchor(parse, time)]
    behind = at.i < time.first and at.pos in ("NOUN", "PROPN")
    if not behind or parse.tokens[at.head].pos != "VERB":
        return None
    subject = at.dep in ("nsubj", "nsubjpass") and time.last <= at.head
    return at.head if subject or (at.dep == "dobj" and at.pos == "PROPN") else None


def _when_clause(parse: Parse, time: TimeLink) -> int | None:
    """Return the verb of the clause that tells what happened at a time ("since 2008, when she was stopped")."""
    after = range(time.last, min(time.last + 2, len(parse.tokens)))
    when = next((i for i in after if parse.tokens[i].lemma == "when"), None)
    if when is None or any(parse.tokens[i].text not in (",", "when") for i in range(time.last, when)):
        return None
    verb = parse.tokens[parse.tokens[when].head]
    return verb.i if verb.pos in ("VERB", "AUX") and verb.i > when else None


def _above(parse: Parse, token: int, anchors: Mapping[int, TimeLink]) -> tuple[TimeLink, str] | None:
    """Return the time on the nearest verb above a token; one beyond a reporting verb counts last."""
    cost, at = 0, token
    best: tuple[int, TimeLink] | None = None
    for a in ancestors(parse, token):
        if _is_background(parse, at):
            break
        cost += _STEPS.get(parse.tokens[at].dep, 1)
        if _is_ended(parse, at, a):
            break
        at = a
        if a in anchors and (best is None or cost < best[0]):
            best = (cost, anchors[a])
    if best is None or _FAR < best[0] != _REPORTED:
        return None
    if best[0] >= _REPORTED and _looks_back(parse, token):
        return None
    return best[1], "time:on the reporting verb" if best[0] >= _REPORTED else "time:on the clause"


def _looks_back(parse: Parse, token: int) -> bool:
    """Tell whether a clause was past already when it was told ("said on Thursday that he had spoken to him").

    What is announced is done by announcing it.
    """
    told = [t for t in (parse.tokens[i] for i in (token, *ancestors(parse, token))) if t.dep == "ccomp"]
    if not told or parse.tokens[told[-1].head].lemma in _ANNOUNCING:
        return False
    return any(parse.tokens[k].text.lower() == "had" for k in children(parse, told[-1].i, "aux"))


def _is_background(parse: Parse, token: int) -> bool:
    """Tell whether a clause tells of another time than the one above it: "who seized Goma", "since they took Goma"."""
    dep = parse.tokens[token].dep
    marks = {parse.tokens[k].lemma for k in parse.children[token] if parse.tokens[k].dep in ("mark", "advmod")}
    return dep == "relcl" or (dep == "advcl" and bool(marks & _OTHER_TIME))


def _is_ended(parse: Parse, token: int, above: int) -> bool:
    """Tell whether the verb above a noun tells of its end ("the trial was halted on Tuesday")."""
    noun = parse.tokens[token]
    return noun.pos == "NOUN" and noun.dep in _ENDED and parse.tokens[above].lemma in _ENDING


def _is_below(parse: Parse, draft: Draft, anchor: int, time: TimeLink) -> bool:
    """Tell whether a time below a trigger is its own: no other clause begins between, and no deep content of its words."""
    _, down = path(parse, draft.token, anchor)
    if time.interval and time.interval.precision == "year" and _is_attribute(parse, time):
        return False
    if draft.entry.type in VERBAL and (len(down) > _SPOKEN or parse.tokens[down[-1]].dep == "acl"):
        return False
    return not _apart(parse, draft.token, down)


def _apart(parse: Parse, token: int, down: Sequence[int]) -> bool:
    """Tell whether another clause begins on the way down from a trigger ("demanded the base they seized last week").

    A clause that tells what the trigger itself did is none ("protests that ousted the president last month").
    """
    own = (
        bool(down)
        and parse.tokens[down[0]].dep == "relcl"
        and _tells_on(parse, down[0])
        and parse.tokens[token].pos == "NOUN"
    )
    return any(parse.tokens[i].dep in _APART for i in (down[1:] if own else down))


def _tells_on(parse: Parse, verb: int) -> bool:
    """Tell whether the subject of a relative clause is its pronoun."""
    return any(parse.tokens[k].tag in ("WDT", "WP") for k in children(parse, verb, "nsubj", "nsubjpass"))


def _clause(parse: Parse, token: int) -> bool:
    """Tell whether a token stands in a clause beside its sentence's main one."""
    return any(parse.tokens[i].dep in _BESIDE for i in (token, *ancestors(parse, token)))


def _beyond(parse: Parse, token: int, day: TimeLink) -> bool:
    """Tell whether a happening is told beside the day of its sentence: "said Tuesday he had …", "since the shooting", "slain"."""
    up, _ = path(parse, token, _anchor(parse, day))
    steps = [parse.tokens[i] for i in up]
    aside = any(t.dep in _ASIDE or (t.dep == "prep" and t.lemma in _OTHER_TIME) for t in steps)
    return aside or _is_attribute(parse, day) or _looks_back(parse, token)


def _is_attribute(parse: Parse, time: TimeLink) -> bool:
    """Tell whether a date only says which one is meant ("under a 2014 law", "a July 15, 2005 memo")."""
    stated = time.interval is not None and time.interval.basis is TimeBasis.STATED
    return stated and parse.tokens[time.token].dep in ("nummod", "nmod", "compound", "amod")


def _anchor(parse: Parse, link: TimeLink) -> int:
    """Return the word that a time expression hangs on."""
    at = link.token
    while parse.tokens[at].head != at:
        at = parse.tokens[at].head
        if not link.first <= at < link.last and parse.tokens[at].pos not in ("ADP", "SCONJ", "ADV", "NUM"):
            return at
    return at
