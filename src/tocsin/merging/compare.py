"""How likely two accounts tell of one happening: a score in (0, 1) with its reasons, from a table of weights."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from tocsin.base.geo import km
from tocsin.base.logistic import fitted
from tocsin.base.model import VERBAL, Count, EventPlace, Precision
from tocsin.merging.kinds import WISHED, may_be_one, related
from tocsin.merging.parties import agreement
from tocsin.merging.profile import Profile, Span
from tocsin.merging.undated import undated_features
from tocsin.merging.wording import alike

# Two towns so near are often one place under two names (a suburb, a camp at its edge).
NEAR_KM = 15.0
TERRITORY = "territory"
AT_ONE_TIME = ("time:same day", "time:next day", "time:within", "time:near")
# Days between two documents that tell no time; news of two months later is of another happening unless it says so.
APART = (("within a day", 1), ("within days", 4), ("within weeks", 20), ("far apart", 60))
# Likeness of two documents; on ECB+ train, half of those on one happening are above .33, a tenth of others above .25.
TOPICS = (("one", 0.34), ("same", 0.26), ("alike", 0.18), ("near", 0.1))
# Steps of likeness of two sentences; each adds to those below it.
WORDS = (0.1, 0.2, 0.3, 0.5, 0.85)
_POINT = frozenset({Precision.SITE, Precision.TOWN})
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
        return undated_features(a,b,family=family,place=_place(a.place,b.place),toll=_toll(a.killed,b.killed),kind=_kind(a,b),group=_group(a,b))
    if not (a.type == b.type or b.type in related(a.type)) or not may_be_one(a.status, b.status):
        return None
    place = _place(a.place, b.place)
    if place == "place:other country":
        return None
    group = _group(a, b)
    told = (_kind(a, b), place, _topic(a, b), *_parties(a, b, group, family), *_taking(a, b, group, place))
    found = {"bias": 1.0, "names": len(a.names & b.names) / max(1, min(len(a.names), len(b.names)))}
    when = f"{group}, {_time(a, b)}"
    found |= dict.fromkeys((*told, *_words(a, b, group), when, *_sameness(a, b)), 1.0)
    found |= dict.fromkeys(_together(found, group), 1.0)
    return _without_dates(found) if a.published is None and b.published is None else found


def _without_dates(found: Mapping[str, float]) -> dict[str, float]:
    """Return the features of two accounts of undated documents, in which topic and trigger must stand in for the time.

    All of them are weighed apart: a text without a date is mostly one of many that have nothing to do with each other.
    """
    return {f"undated, {n}": v for n, v in found.items()}


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
    if toll := _toll(a.killed, b.killed):
        yield toll
    if a.about and b.about:
        yield "about:same" if a.about == b.about else "about:other"
    if a.status != b.status:
        yield "told:otherwise"
    if a.document == b.document:
        yield "document:same"
    elif a.root == b.root and a.evidence == b.evidence:
        yield "copy:same sentence"


def _group(a: Profile, b: Profile) -> str:
    """Return what two accounts are of; each group weighs parties, time and words in its own way.

    ``wishes`` (asked for, threatened, feared), ``positions`` (what somebody says all the time), ``taking`` (of a town, which
    is told for months after), ``words`` (who speaks weighs most), ``deeds``.
    """
    if a.status in WISHED and b.status in WISHED:
        return "wishes"
    if a.is_position and b.is_position:
        return "positions"
    if a.mode == b.mode == TERRITORY:
        return "taking"
    return "words" if a.type in VERBAL and b.type in VERBAL else "deeds"


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


def _kind(a: Profile, b: Profile) -> str:
    if a.type != b.type:
        return "type:related"
    if a.mode == b.mode:
        return "type:same"
    return "type:one mode told" if a.mode is None or b.mode is None else "type:other mode"


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


def _place(a: EventPlace | None, b: EventPlace | None) -> str:
    if a is None or b is None:
        return "place:both missing" if a is b else "place:one missing"
    if a.name == b.name or (a.geonameid is not None and a.geonameid == b.geonameid):
        return "place:same" if a.precision in _POINT else "place:same area"
    if a.country != b.country:
        return "place:in it" if _across(a, b) else "place:other country"
    if not (a.precision in _POINT and b.precision in _POINT):
        return "place:in it" if _inside(a, b) or _inside(b, a) else "place:other area"
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return "place:other town"
    return "place:near" if km(a.lat, a.lon, b.lat, b.lon) <= NEAR_KM else "place:other town"


def _across(a: EventPlace, b: EventPlace) -> bool:
    """Tell whether two places may be one although their countries differ: a border town, a region of several states."""
    if Precision.FEATURE in (a.precision, b.precision) or a.country is None or b.country is None:
        return True
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    return a.precision in _POINT and b.precision in _POINT and km(a.lat, a.lon, b.lat, b.lon) <= NEAR_KM


def _inside(part: EventPlace, whole: EventPlace) -> bool:
    """Return whether a place lies in an area: a province by its name, a country; features have no edge that we know."""
    if whole.precision is Precision.COUNTRY:
        return True
    if whole.precision is Precision.FEATURE:
        return True
    return whole.precision is Precision.PROVINCE and whole.name == part.admin1


def _toll(a: Count | None, b: Count | None) -> str | None:
    """Return how two tolls fit; ``None`` where one is missing."""
    if a is None or b is None or a.best is None or b.best is None:
        return None
    if a.best == b.best:
        return "toll:same"
    return "toll:near" if min(a.best, b.best) * 2 >= max(a.best, b.best) else "toll:other"
