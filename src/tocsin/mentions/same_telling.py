"""How likely two drafts of one document tell of one happening: what speaks for it, as features to weigh.

The weights are fitted (``data/weights/tellings.tsv``, by training/fit_tellings.py) on reports in which people marked
every telling. Values of a feature are spelled out in its name ("deed, actors:other"); a feature without one is a number.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tocsin.base.model import VERBAL, ActorLink, Count, Status
from tocsin.base.trees import children, subtree
from tocsin.mentions.counts import casualties
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.fits import how_same, place_fit, time_fit, tolls_fit

FACT = frozenset({Status.ASSERTED, Status.ALLEGED})
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_FRESH = frozenset({"a", "an", "another", "other", "new", "second", "third", "separate", "similar", "more", "previous"})
# Slots in which one trigger belongs to the phrase of another ("conducted a raid", "fell in an attack").
_PHRASE = ("subj", "obj", "light", "mod", "in", "by", "of")
_ARGUMENTS = (*_PHRASE, "on", "against", "to", "for", "from", "with", "comp", "head", "over", "into")
_TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_EMPTY = frozenset({"say", "be", "have"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_PLURAL = frozenset({"NNS", "NNPS"})
# Words on each side of a trigger that stand near it; words read of an argument.
_NEAR, _OF_ARGUMENT = 6, 12
# Sentences of a document that is an item rather than a report; sentences of a report's opening.
_ITEM, _OPENING = 4, 2
# What lies ahead is no telling of what took place (a call for talks, and the talks); what is feared or denied may be.
_AHEAD = frozenset({Status.PLANNED, Status.REQUESTED, Status.THREATENED})
# More shared words than this say no more.
_MOST = 3
# The taking of a town is no telling of other fighting (303 of 320 such pairs of the reports and items are two happenings).
_TAKING = "territory"
_APART = frozenset({"other", "country"})
# So many answers that are the same make a repeated word a repeated telling.
_ANSWERS = 2
# A time that a noun takes from its sentence or caption may be another's.
_LOOSE_TIME = frozenset({"time:the day of the sentence", "time:date of the caption"})


@dataclass(frozen=True, slots=True)
class Told:
    """A draft with what it is compared by, read off once; ``words`` are of its sentence, near it, and of its arguments."""

    draft: Draft
    order: int
    sent: int
    lemma: str
    frequency: int
    pos: str
    article: str
    plural: bool
    sides: tuple[frozenset[object], frozenset[object]]
    lands: tuple[frozenset[object], frozenset[object]]
    words: tuple[frozenset[str], frozenset[str], frozenset[str]]
    content: frozenset[str]
    phrase: frozenset[int]
    tolls: Mapping[str, Count]
    modes: Mapping[str, float]
    status: Mapping[str, float]
    item: bool


def told(scene: Scene, drafts: Sequence[Draft]) -> list[Told]:
    """Return the drafts of one type of event as tellings to compare, in text order."""
    ordered = sorted(drafts, key=lambda d: d.token)
    lemmas = Counter(_lemma(scene, d) for d in ordered)
    return [_told(scene, d, n, lemmas[_lemma(scene, d)]) for n, d in enumerate(ordered)]


def _told(scene: Scene, draft: Draft, order: int, frequency: int) -> Told:
    token = scene.parse.tokens[draft.token]
    sense = scene.reading.senses.get(draft.token)
    modes = {m: s for m, s in sense.modes.items() if m.startswith(f"{draft.entry.type}/")} if sense else {}
    return Told(
        draft=draft,
        order=order,
        sent=token.sent,
        lemma=_lemma(scene, draft),
        frequency=frequency,
        pos="noun" if token.pos in _NOUNS else "verb",
        article=_article(scene, draft.token),
        plural=token.tag in _PLURAL,
        sides=(_keys(draft.actors), _keys(draft.recipients)),
        lands=(_countries(draft.actors), _countries(draft.recipients)),
        words=_words(scene, draft),
        content=_said(scene, draft, {k for t in draft.content for k in subtree(scene.parse, t)[:_OF_ARGUMENT]}),
        phrase=frozenset(t for name in _PHRASE for t in draft.slots.get(name, ())),
        tolls=dict(casualties(scene.parse, draft.token)),
        modes=modes,
        status=sense.status if sense else {},
        item=len(scene.parse.sentences) <= _ITEM,
    )


def _lemma(scene: Scene, draft: Draft) -> str:
    return scene.tree.lemma(draft.token).lower()


def _article(scene: Scene, i: int) -> str:
    below = {scene.parse.tokens[k].text.lower() for k in children(scene.parse, i)}
    return "definite" if below & _POINTING else "fresh" if below & _FRESH else "plain"


def _words(scene: Scene, draft: Draft) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    s = scene.parse.sentences[scene.parse.tokens[draft.token].sent]
    near = range(max(s.first, draft.token - _NEAR), min(s.last, draft.token + _NEAR + 1))
    heads = {t for name in _ARGUMENTS for t in draft.slots.get(name, ())}
    inner = {k for t in heads for k in subtree(scene.parse, t)[:_OF_ARGUMENT]}
    return _said(scene, draft, range(s.first, s.last)), _said(scene, draft, near), _said(scene, draft, inner)


def _said(scene: Scene, draft: Draft, at: Sequence[int] | set[int]) -> frozenset[str]:
    tokens = (scene.parse.tokens[i] for i in at if i != draft.token)
    return frozenset(t.lemma.lower() for t in tokens if t.pos in _TELLING and t.lemma not in _EMPTY)


def _keys(links: tuple[ActorLink, ...]) -> frozenset[object]:
    """Return what identifies the actors: their ids, and for a government's people also their country."""
    out: set[object] = set()
    for a in links:
        if a.actor.id or a.basis == "named":
            out.add(a.actor.id or a.actor.name.lower())
        if (a.actor.country and (a.actor.sector == "GOV" or not a.actor.id)) or (not a.actor.id and a.basis != "named"):
            out.add((a.actor.country, a.actor.sector))
    return frozenset(out)


def _countries(links: tuple[ActorLink, ...]) -> frozenset[object]:
    return frozenset(a.actor.country for a in links)


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

    The same word in another sentence with two answers (who, to whom, where, when) the same and none other;
    a charge against the same in two sentences; an act of words about the same happening.
    """
    x, y = a.draft, b.draft
    sides = [_side(a, b, 0), _side(a, b, 1)]
    if forbidden(a, b) or sides[0] in _APART or how_same(x.entry.mode, y.entry.mode) == "other":
        return False
    if x.entry.type in VERBAL and _one_about(x, y):
        return True  # whom a charge is laid to is often told only by what it is about
    if sides[1] in _APART:
        return False
    if x.status is y.status is Status.ALLEGED and x.entry.type not in VERBAL and sides[0] == "same":
        return True
    fits = [*sides, place_fit(x.place, y.place), time_fit(x.time, y.time)]
    return a.lemma == b.lemma and a.sent != b.sent and fits.count("same") >= _ANSWERS and "other" not in fits


def forbidden(a: Told, b: Told) -> bool:
    """Tell whether two tellings cannot be of one happening: two places, days, tolls or contents, or one done and one ahead."""
    x, y = a.draft, b.draft
    if x.token == y.token or place_fit(x.place, y.place) == "other":
        return True  # one word told at several places stands for as many happenings
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
