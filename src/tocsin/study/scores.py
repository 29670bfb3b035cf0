"""Scores: how well mentions meet the answers of people, with intervals.

A mention meets an answer, one to one, if its type is the same and its trigger lies in a passage that tells of it.
*Coded* asks besides that both or neither be told as fact; *who* that the countries of both sides be the same.
Further mentions of an answer already met count against precision.
Levels and matching are those of the project's own gold (its ``score.py``), so that figures can be compared.
Matching is greedy, as there: the best pair first, then the best of what is left. That need not give the most pairs,
so the figures are a lower bound of those of a maximal matching.
Intervals are 95 % percentile bootstrap intervals over documents (Efron and Tibshirani 1993, chapter 13).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import numpy as np

from tocsin.base.figures import Figure
from tocsin.base.geo import km
from tocsin.base.model import FACT, EventMention, Participant, Stance
from tocsin.study.answers import BODIES, Answer, Code

LEVELS = ("type", "coded", "who")
PARTS = ("status", "mode", "sector", "country", "place", "date", "said_by", "denied_by")
_NEAR_KM = 50.0
_UNKNOWN = "UNK"
_WORD = re.compile(r"\w+")
_ROUNDS, _SEED = 1000, 13


def score(answers: Mapping[str, Sequence[Answer]], mentions: Mapping[str, Sequence[EventMention]]) -> list[Figure]:
    """Return F1 at each level, then how often each part is right where the types match.

    Args:
        answers: document id to its answers; only these documents count.
        mentions: document id to its mentions.
    """
    counted = [_count(list(gold), list(mentions.get(doc, ()))) for doc, gold in answers.items()]
    drawn = _draws(counted) if counted else []
    total = sum(counted, Counter[str]())
    figures = [_figure(name, total, drawn) for name in LEVELS]
    return figures + [_figure(name, total, drawn) for name in PARTS if total[f"{name} of"]]


def _draws(counted: list[Counter[str]]) -> list[Counter[str]]:
    """Return the counts of samples of the documents, drawn with replacement."""
    names = sorted({name for c in counted for name in c})
    table = np.array([[c[name] for name in names] for c in counted])
    times = np.random.default_rng(_SEED).multinomial(len(counted), np.full(len(counted), 1 / len(counted)), _ROUNDS)
    return [Counter(dict(zip(names, row, strict=True))) for row in (times @ table).tolist()]


def _figure(name: str, total: Counter[str], drawn: list[Counter[str]]) -> Figure:
    values = sorted(v for c in drawn if (v := _value(name, c)) is not None)
    low = values[int(0.025 * len(values))] if values else None
    high = values[min(len(values) - 1, int(0.975 * len(values)))] if values else None
    of = total["gold"] if name in LEVELS else total[f"{name} of"]
    return Figure(name, _value(name, total), low, high, total[name], of)


def _value(name: str, c: Counter[str]) -> float | None:
    if name in LEVELS:
        return 2 * c[name] / (c["gold"] + c["made"]) if c["gold"] + c["made"] else None
    return c[name] / c[f"{name} of"] if c[f"{name} of"] else None


def _count(gold: list[Answer], made: list[EventMention]) -> Counter[str]:
    out = Counter[str](gold=len(gold), made=len(made))
    for answer, mention in matches(gold, made):
        out["type"] += 1
        out["coded"] += told_alike(answer, mention)
        out["who"] += _who(answer, mention)
        for part, right in _parts(answer, mention):
            out[part] += right
            out[f"{part} of"] += 1
    return out


def matches(gold: list[Answer], made: list[EventMention]) -> list[tuple[Answer, EventMention]]:
    """Return which mention meets which answer, one to one: those that are right in most first.

    Greedy like the gold's own scorer, in its order: who, told alike, trigger, shared countries, distance to the quote.
    So the number of pairs is a lower bound: a pair taken early may keep two others apart.
    """
    pairs = []
    for (g, answer), (m, mention) in product(enumerate(gold), enumerate(made)):
        at = mention.trigger.start
        if mention.type == answer.type and any(a <= at < b for a, b in answer.spans):
            asked, told = answer.trigger.lower(), mention.trigger.text.lower()
            same = asked.split()[-1] in told or told in asked
            shared = len(_lands(answer.actors) & _made_lands(mention.actors))
            shared += len(_lands(answer.recipients) & _made_lands(mention.recipients))
            rank = (_who(answer, mention), told_alike(answer, mention), same, shared, -abs(at - answer.spans[0][0]))
            pairs.append((rank, g, m))
    out, used_gold, used_made = [], set[int](), set[int]()
    for _, g, m in sorted(pairs, reverse=True):
        if g not in used_gold and m not in used_made:
            used_gold.add(g)
            used_made.add(m)
            out.append((gold[g], made[m]))
    return out


def told_alike(answer: Answer, mention: EventMention) -> bool:
    """Tell whether both or neither are told as fact (asserted or alleged)."""
    return (mention.status in FACT) == (answer.status in FACT)


def _who(answer: Answer, mention: EventMention) -> bool:
    sides = ((answer.actors, mention.actors), (answer.recipients, mention.recipients))
    return told_alike(answer, mention) and all(_lands(a) == _made_lands(m) for a, m in sides)


def _lands(codes: Sequence[Code]) -> set[str]:
    return {country for country, _ in codes if country}


def _made_lands(people: Sequence[Participant]) -> set[str]:
    lands = {p.country or (p.sector if p.sector in BODIES else None) for p in people}
    return {land for land in lands if land}


def _parts(answer: Answer, mention: EventMention) -> list[tuple[str, bool]]:
    out = [("status", mention.status.value == answer.status)]
    if answer.mode:
        out.append(("mode", mention.mode == answer.mode))
    for codes, people in ((answer.actors, mention.actors), (answer.recipients, mention.recipients)):
        wanted = {sector for _, sector in codes if sector}
        if wanted:
            out.append(("sector", wanted == {p.sector for p in people} - {None, _UNKNOWN}))
    out += _setting(answer, mention)
    for part, words, stance in (
        ("said_by", answer.said_by, Stance.AFFIRMS),
        ("denied_by", answer.denied_by, Stance.DENIES),
    ):
        if words:
            said = _words(a.speaker.text for a in mention.attributions if a.stance is stance)
            out.append((part, bool(said & _words(words))))
    return out


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _WORD.findall(text.lower())}


def _setting(answer: Answer, mention: EventMention) -> list[tuple[str, bool]]:
    """Return whether country, place and day are right, each where the answer has it."""
    out = []
    lat, lon, country = answer.place or (None, None, None)
    p = mention.place
    if country is not None:
        out.append(("country", p is not None and p.country == country))
    if lat is not None and lon is not None:
        near = p is not None and p.lat is not None and p.lon is not None and km(lat, lon, p.lat, p.lon) <= _NEAR_KM
        out.append(("place", near))
    if answer.day is not None:
        out.append(("date", mention.time is not None and mention.time.start == answer.day))
    return out
