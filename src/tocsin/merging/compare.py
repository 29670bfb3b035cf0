"""How likely two accounts tell of one happening: a score in (0, 1) with its reasons, from a table of weights."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from tocsin.base.logistic import fitted
from tocsin.merging.aspects import group_of, kind_of, place_of, toll_of
from tocsin.merging.kinds import may_be_one, related
from tocsin.merging.parties import agreement
from tocsin.merging.profile import Profile, Span
from tocsin.merging.undated import undated_features
from tocsin.merging.wording import alike

AT_ONE_TIME = ("time:same day", "time:next day", "time:within", "time:near")
# Days between two documents that tell no time; news of two months later is of another happening unless it says so.
APART = (("within a day", 1), ("within days", 4), ("within weeks", 20), ("far apart", 60))
# Likeness of two documents; on ECB+ train, half of those on one happening are above .33, a tenth of others above .25.
TOPICS = (("one", 0.34), ("same", 0.26), ("alike", 0.18), ("near", 0.1))
# Steps of likeness of two sentences; each adds to those below it.
WORDS = (0.1, 0.2, 0.3, 0.5, 0.85)
_REASONS = 4


@dataclass(frozen=True, slots=True)
class Comparison:
    """The log-odds that two accounts tell of one happening, and the features that moved it most."""

    odds: float
    reasons: tuple[str, ...]


def compare(a: Profile, b: Profile, *, family: Mapping[str, str]) -> Comparison | None:
    """Return how likely two accounts are one happening; ``None`` where their kinds exclude it."""
    found = features(a, b, family=family)
    if found is None:
        return None
    weights = fitted("merging")
    parts = {name: weights.get(name, 0.0) * value for name, value in found.items()}
    telling = sorted((n for n in parts if not n.endswith("bias")), key=lambda n: -abs(parts[n]))[:_REASONS]
    return Comparison(sum(parts.values()), tuple(f"{n} {parts[n]:+.1f}" for n in telling if abs(parts[n]) >= 0.1))


def features(a: Profile, b: Profile, *, family: Mapping[str, str]) -> dict[str, float] | None:
    """Return what speaks for and against two accounts being one happening; ``None`` where their kinds exclude it."""
    if a.published is None and b.published is None:
        return undated_features(a, b, family=family)
    if not (a.type == b.type or b.type in related(a.type)) or not may_be_one(a.status, b.status):
        return None
    place = place_of(a.place, b.place)
    if place == "place:other country":
        return None
    group = group_of(a, b)
    told = (kind_of(a, b), place, _topic(a, b), *_parties(a, b, group, family), *_taking(a, b, group, place))
    found = {"bias": 1.0, "names": len(a.names & b.names) / max(1, min(len(a.names), len(b.names)))}
    when = f"{group}, {_time(a, b)}"
    found |= dict.fromkeys((*told, *_words(a, b, group), when, *_sameness(a, b)), 1.0)
    found |= dict.fromkeys(_together(found, group), 1.0)
    return found


def _together(found: Collection[str], group: str) -> Iterator[str]:
    """Yield what counts more together than alone: at one time, the same place or the same word."""
    if any(f"{group}, {time}" in found for time in AT_ONE_TIME):
        if "place:same" in found or "place:same area" in found:
            yield f"{group}, then and there"
        if "trigger:same" in found:
            yield f"{group}, then, one trigger"


def _sameness(a: Profile, b: Profile) -> Iterator[str]:
    """Yield what else two accounts have in common, or not."""
    if a.lemma == b.lemma:
        yield "trigger:same"
    if toll := toll_of(a.killed, b.killed):
        yield toll
    if a.about and b.about:
        yield "about:same" if a.about == b.about else "about:other"
    if a.status != b.status:
        yield "told:otherwise"
    if a.document == b.document:
        yield "document:same"
    elif a.root == b.root and a.evidence == b.evidence:
        yield "copy:same sentence"


def _parties(a: Profile, b: Profile, group: str, family: Mapping[str, str]) -> Iterator[str]:
    actors = agreement(a.actors, b.actors, family=family)
    yield f"{group}, actors:{actors}"
    yield f"{group}, recipients:{agreement(a.recipients, b.recipients, family=family)}"
    if a.span is None and b.span is None:
        # A position that is told without a day ("Rwanda denies it") is told again without one.
        yield f"{group} undated, actors:{actors}"
        if a.mode is not None and (a.type, a.mode) == (b.type, b.mode):
            yield f"{group} undated, one mode"


def _taking(a: Profile, b: Profile, group: str, place: str) -> Iterator[str]:
    if group == "taking":
        # A town that one side takes and the other retakes is two happenings.
        yield f"taking, {place}"
        if _again(a) != _again(b):
            yield "taking:only one says again"


def _again(profile: Profile) -> bool:
    return profile.lemma.startswith("re")


def _words(a: Profile, b: Profile, group: str) -> Iterator[str]:
    share = alike(a.words, b.words)
    for least in WORDS:
        if share > least:
            yield f"{group}, words:over {least}"


def _topic(a: Profile, b: Profile) -> str:
    """Return how much two documents are about the same."""
    share = alike(a.topic, b.topic)
    return next((f"topic:{name}" for name, least in TOPICS if share >= least), "topic:other")


def _time(a: Profile, b: Profile) -> str:
    if a.span and b.span:
        return _spans(a.span, b.span)
    span = a.span or b.span
    if span is not None:
        other = b.published if a.span else a.published
        return "time:unknown" if other is None else _after(other - span.end + 1)
    if a.published is None or b.published is None:
        return "time:unknown"
    gap = abs(a.published - b.published)
    return next((f"time:told {name}" for name, most in APART if gap <= most), "time:told months apart")


def _spans(a: Span, b: Span) -> str:
    gap = max(a.start - b.end + 1, b.start - a.end + 1, 0)
    if a.is_exact and b.is_exact:
        return "time:" + (
            "same day" if gap <= 0 else "next day" if gap == 1 else "days apart" if gap <= 4 else "far apart"
        )
    return "time:" + ("within" if gap <= 0 else "near" if gap <= 3 else "far apart")


def _after(days: int) -> str:
    """Return how long after a dated happening another account, without a date, was published."""
    if days < -1:
        return "time:told before"
    return "time:told " + ("soon after" if days <= 3 else "later" if days <= 30 else "long after")
