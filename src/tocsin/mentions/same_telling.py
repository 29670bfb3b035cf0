"""How likely two drafts of one document tell of one happening: what speaks for it, as features to weigh.

The weights are fitted (``data/weights/tellings.tsv``, by training/fit_tellings.py) on reports in which people marked
every telling. Values of a feature are spelled out in its name ("deed, actors:other"); a feature without one is a number.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from tocsin.base.model import FACT, VERBAL, Status
from tocsin.mentions.draft import Draft
from tocsin.mentions.fits import how_same, place_fit, time_fit, tolls_fit
from tocsin.mentions.told import Told

# What lies ahead is no telling of what took place (a call for talks, and the talks); what is feared or denied may be.
_AHEAD = frozenset({Status.PLANNED, Status.REQUESTED, Status.THREATENED})
# Sentences of a report's opening.
_OPENING = 2
# More shared words than this say no more.
_MOST = 3
# The taking of a town is no telling of other fighting (303 of 320 such pairs of the reports and items are two happenings).
_TAKING = "territory"
_APART = frozenset({"other", "country"})
_BACKING = "back"
# Of two hazards in a sentence, both from this score on are mostly two for the annotators; of the others 4 of 31.
_IN_FULL = 0.7
# Means that one attack may have several of.
_MEANS = frozenset({"aerial", "drone", "heavy-weapons", "firearms", "explosives", "primitive"})
_PURPOSES = {"PROTEST": frozenset({"protest"}), "CONSULT": frozenset({"discuss"})}
# So many answers that are the same make a repeated word a repeated telling.
_ANSWERS = 2
# A time that a noun takes from its sentence or caption may be another's.
_LOOSE_TIME = frozenset({"time:the day of the sentence", "time:date of the caption"})


def features(a: Told, b: Told) -> dict[str, float]:
    """Return what speaks for and against two tellings of one type being of one happening, the earlier first."""
    found = dict.fromkeys((*_wording(a, b), *_fit(a, b), *_position(a, b)), 1.0) | {"bias": 1.0}
    found["score"] = min(a.draft.score, b.draft.score)
    found["modes alike"] = _alike(a.modes, b.modes)
    found["status alike"] = _alike(a.status, b.status)
    found["tellings between"] = math.log1p(abs(b.order - a.order) - 1)
    found[f"frequency, word {'same' if a.lemma == b.lemma else 'other'}"] = math.log(a.frequency)
    if a.sent != b.sent:
        found["words shared"] = min(_MOST, len(a.words[0] & b.words[0]))
        found["near words shared"] = min(_MOST, len(a.words[1] & b.words[1]))
    found["argument words shared"] = min(_MOST, len(a.words[2] & b.words[2]))
    return found


def _wording(a: Told, b: Told) -> Iterator[str]:
    word = "same" if a.lemma == b.lemma else "family" if a.lemma[:4] == b.lemma[:4] else "other"
    yield f"{_kind(a)}, word:{word}"
    if a.sent == b.sent:
        yield f"same sentence, word:{word}"
    if b.pos == "noun":
        yield f"later:{b.article}{', bare' if _is_bare(b) else ''}"
        if a.pos == "noun":
            yield f"number:{'same' if a.plural == b.plural else 'other'}"
    else:
        yield f"{a.pos} then verb"
    if b.draft.token in a.phrase or a.draft.token in b.phrase:
        yield "one phrase"


def _fit(a: Told, b: Told) -> Iterator[str]:
    x, y = a.draft, b.draft
    yield f"mode:{how_same(x.entry.mode, y.entry.mode)}"
    for n, side in enumerate(("actors", "recipients")):
        yield f"{_kind(a)}, {side}:{_side(a, b, n)}"
    yield f"{_kind(a)}, place:{place_fit(x.place, y.place)}"
    if x.entry.type in VERBAL and x.content and y.content:
        yield f"content:{'shared' if a.content & b.content else 'other'}"
    when = time_fit(x.time, y.time)
    yield f"time:{when}{', loosely' if when == 'other' and (_is_loose(x) or _is_loose(y)) else ''}"


def _position(a: Told, b: Told) -> Iterator[str]:
    apart = abs(b.sent - a.sent)
    steps = ((0, "same sentence"), (1, "next"), (4, "near"), (12, "some"))
    yield f"distance:{next((name for most, name in steps if apart <= most), 'far')}"
    if min(a.sent, b.sent) < _OPENING:
        yield "opening"
    if a.item:
        yield "item"
    if a.draft.entry.type == "ASSAULT":
        yield "assault"


def _kind(a: Told) -> str:
    return "verbal" if a.draft.entry.type in VERBAL else "deed"


def _side(a: Told, b: Told, n: int) -> str:
    if not a.lands[n] or not b.lands[n]:
        return how_same(a.lands[n] or None, b.lands[n] or None)
    return "same" if a.sides[n] & b.sides[n] else "country" if a.lands[n] & b.lands[n] else "other"


def _is_bare(a: Told) -> bool:
    return a.pos == "noun" and not a.draft.actors and not a.draft.recipients


def _is_loose(draft: Draft) -> bool:
    return any(r in _LOOSE_TIME for r in draft.reasons)


def _alike(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Return the cosine of the shares that the reader gives two words; without any, a half."""
    lengths = math.hypot(*a.values()) * math.hypot(*b.values())
    return sum(s * b.get(m, 0.0) for m, s in a.items()) / lengths if lengths else 0.5


def repeated(a: Told, b: Told) -> bool:
    """Tell whether a telling plainly repeats another: weights learned from reports give this too little, for it is rare.

    Two words of a sentence that its wording joins (``_is_bound``, ``_is_one_telling``), whatever their sides and modes;
    the same word in another sentence with two answers (who, to whom, where, when) the same and none other;
    a charge against the same in two sentences, and its denial; an act of words about the same happening;
    a backing named before who has it; the taking of towns that are named elsewhere; talks, and what was discussed in them,
    in one sentence.
    """
    x, y = a.draft, b.draft
    if forbidden(a, b):
        return False
    if _points_to(a, b) or _is_bound(a, b) or (a.sent == b.sent and _is_one_telling(a, b)):
        return True
    sides = [_side(a, b, 0), _side(a, b, 1)]
    if sides[0] in _APART or how_same(x.entry.mode, y.entry.mode) == "other":
        return False
    if x.entry.type in VERBAL and _one_about(x, y):
        return True  # whom a charge is laid to is often told only by what it is about
    if sides[1] in _APART:
        return False
    if x.entry.type == "CONSULT" and a.sent == b.sent and a.sides[0] and a.sides[0] == b.sides[0]:
        return True  # "during a phone call, both discussed"
    if x.entry.type not in VERBAL and sides[0] == "same" and _again(a, b, whole=sides[1] == "same"):
        return True
    fits = [*sides, place_fit(x.place, y.place), time_fit(x.time, y.time)]
    return a.lemma == b.lemma and a.sent != b.sent and fits.count("same") >= _ANSWERS and "other" not in fits


def _points_to(a: Told, b: Told) -> bool:
    """Tell whether "the quake", "the crash" means the disaster of its kind told before, wherever it was felt."""
    x, y = a.draft, b.draft
    same = how_same(x.entry.mode, y.entry.mode) != "other" and a.sent < b.sent
    return x.entry.type == "HAZARD" and b.pos == "noun" and b.is_bare_pointing and same


def _is_one_telling(a: Told, b: Told) -> bool:
    """Tell whether two words of a sentence tell one happening by the way that it joins them, whatever their modes.

    A disaster and those that come with it are one, as EM-DAT counts them: "floods and landslides", "collapses amid heavy
    rains", but not two that are each told in full, unless they stand in one list. So are the means of one attack
    ("shelling and gunfire", "a shooting and stabbing attack"), unless one is told as another.
    """
    x, y = a.draft, b.draft
    listed = y.token in a.beside
    if x.entry.type == "HAZARD":
        return listed or min(x.score, y.score) < _IN_FULL
    nouns = a.lemma != b.lemma and all(t.pos == "noun" or t.form == "VBG" for t in (a, b))
    one = listed and nouns and not b.is_another
    return x.entry.type == "ASSAULT" and one and {x.entry.mode, y.entry.mode} <= _MEANS


def _is_bound(a: Told, b: Told) -> bool:
    """Tell whether the later only says what the earlier is for or made of: "marched to protest", "sues, alleging fraud"."""
    x, y = a.draft, b.draft
    if a.sent != b.sent or x.token > y.token:
        return False
    if x.entry.type == "ACCUSE":  # not "criticized the Union, accusing Israel"
        return x.token in b.above and b.form == "VBG" and b.sides[1] <= a.sides[1]
    below = b.above & {x.token, *a.phrase, *a.above}  # not "farmers protested, and truckers plan to protest"
    listed = y.token in a.beside  # "to march on Monday and to protest on Friday"
    return bool(below) and not listed and b.form == "to" and b.lemma in _PURPOSES.get(x.entry.type, ())


def _again(a: Told, b: Told, *, whole: bool) -> bool:
    """Tell whether two deeds of the same actor are one by how they are told; ``whole``: both sides are the same."""
    x, y = a.draft, b.draft
    if x.status is y.status is Status.ALLEGED:
        return True
    if whole and {x.status, y.status} == {Status.ALLEGED, Status.DENIED} and x.entry.type != "ASSAULT":
        return True  # the charge, and its denial by who is charged
    if whole and _BACKING in (a.lemma, b.lemma) and x.time is None and y.time is None:
        return True  # "Rwanda-backed rebels"
    loose = [t for t in (a, b) if t.draft.place is None]
    both = x.entry.mode == _TAKING and y.entry.mode == _TAKING
    return both and a.lemma == b.lemma and len(loose) == 1 and loose[0].pos == "noun"  # "the capture of key cities"


def forbidden(a: Told, b: Told) -> bool:
    """Tell whether two tellings cannot be of one happening: two places, days, tolls or contents, or one done and one ahead.

    Of what its sentence binds to the other (``_is_bound``) only place and day are asked.
    """
    x, y = a.draft, b.draft
    if _points_to(a, b):
        return False
    if x.token == y.token or place_fit(x.place, y.place) == "other":
        return True  # one word told at several places stands for as many happenings
    if _is_bound(a, b):
        return time_fit(x.time, y.time) == "other"
    if (x.entry.mode == _TAKING) != (y.entry.mode == _TAKING) and not (_is_bare(a) or _is_bare(b)):
        return True
    if x.entry.type in VERBAL and not _one_about(x, y) and a.lemma != b.lemma and _contents_part(a, b):
        return True  # "called for a truce", "urged talks": 501 of 533 such pairs are two happenings
    if time_fit(x.time, y.time) == "other" and not _is_loose(x) and not _is_loose(y):
        return True
    if {x.status, y.status} & FACT and {x.status, y.status} & _AHEAD:
        return True
    return any(not tolls_fit(a.tolls[key], b.tolls[key]) for key in a.tolls.keys() & b.tolls.keys())


def _one_about(x: Draft, y: Draft) -> bool:
    return x.about is not None and x.about == y.about


def _contents_part(a: Told, b: Told) -> bool:
    """Tell whether both acts of words have a content, without a word in common."""
    return bool(a.content) and bool(b.content) and not a.content & b.content
