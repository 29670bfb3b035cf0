"""The value shown first for each field of an incident, by a published rule; all claims are kept beside it.

The rule (docs/explanation/merging.md): what most independent tellings say, and among equals the most exact, then the
earliest. Numbers are never averaged: low and high are those of the claims, best is what most origins say, then the latest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from tocsin.base.geo import finer
from tocsin.base.incidents import Account, Claim
from tocsin.base.model import Actor, Count, EventMention, EventPlace, EventTime, Participant, Status, TimeBasis
from tocsin.merging.claims import actor

T = TypeVar("T")

# The firmest way of telling first.
FIRMNESS = (
    Status.ASSERTED, Status.ALLEGED, Status.DENIED, Status.NEGATED,
    Status.PLANNED, Status.REQUESTED, Status.THREATENED, Status.HYPOTHETICAL,
)  # fmt: skip
# A party is shown if at least this share of the tellings that name any on its side name it, and this one of all: where
# hardly anybody tells whom a taking was aimed at, one who does may have misread it.
_PARTY_SHARE, _OF_ALL = 0.3, 0.1
_EXACTNESS = {"day": 0, "span": 1, "week": 2, "month": 3, "year": 4}


def most_told(values: Iterable[T | None], *, key: Callable[[T], Hashable] = lambda v: v) -> T | None:
    """Return the value that occurs most often, ``None`` left out; the first of equals."""
    given = [v for v in values if v is not None]
    counts = Counter(key(v) for v in given)
    return max(given, key=lambda v: counts[key(v)], default=None)


def firmest(statuses: Iterable[Status]) -> Status:
    """Return the firmest of the ways in which a happening is told."""
    return min(statuses, key=FIRMNESS.index)


def time_of(accounts: Sequence[Account]) -> EventTime | None:
    """Return when it happened: of the most exact times told, the one told most; else the day of the first report."""
    told = [t for a in accounts if (t := a.mention.time) and t.start and t.basis is not TimeBasis.PUBLISHED]
    if told:
        exact = min(_EXACTNESS.get(t.precision, 9) for t in told)
        return most_told((t for t in told if _EXACTNESS.get(t.precision, 9) == exact), key=lambda t: (t.start, t.end))
    days = [a.document.published for a in accounts if a.document.published]
    if not days:
        return None
    return EventTime("", min(days), date.fromordinal(min(days).toordinal() + 1), "day", TimeBasis.PUBLISHED)


# One telling in so many must name a place for it to stand: a single hospital does not move a battle.
_PLACE_SHARE = 4


def place_of(accounts: Sequence[Account]) -> EventPlace | None:
    """Return where it happened: of the finest places that a quarter of those who tell one name, the one told most."""
    every = [a.mention.place for a in accounts if a.mention.place is not None]
    named = Counter(p.geonameid or p.name for p in every)
    told = [p for p in every if named[p.geonameid or p.name] >= len(every) / _PLACE_SHARE] or every
    finest = [p for p in told if not any(finer(q.precision, p.precision) for q in told)]
    return most_told(finest, key=lambda p: p.geonameid or p.name)


def sides_of(mentions: Sequence[EventMention]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return who acts and on whom; one that tellings put on both sides stands where more of them have it."""
    acting, acted_on = parties([m.actors for m in mentions]), parties([m.recipients for m in mentions])
    lead = Counter(p.id for m in mentions for p in {p.id: p for p in m.actors}.values())
    lead.subtract(p.id for m in mentions for p in {p.id: p for p in m.recipients}.values())
    both = {a.id for a in acting if a.id} & {r.id for r in acted_on}
    return (
        tuple(a for a in acting if a.id not in both or lead[a.id] >= 0),
        tuple(r for r in acted_on if r.id not in both or lead[r.id] < 0),
    )


def parties(sides: Sequence[Sequence[Participant]]) -> tuple[Actor, ...]:
    """Return the parties of one side: those that enough tellings name, named ones before kinds, most told first."""
    naming = [side for side in sides if side]
    told: dict[Hashable, list[Participant]] = defaultdict(list)
    for side in naming:
        for key, party in {_key(p): p for p in side if _names_somebody(p)}.items():
            told[key].append(party)
    least = max(_PARTY_SHARE * len(naming), _OF_ALL * len(sides))
    enough = [ps for ps in told.values() if len(ps) >= least]
    named = [ps for ps in enough if ps[0].id]
    kinds = [ps for ps in enough if not ps[0].id and not any(_covers(n[0], ps[0]) for n in named)]
    return tuple(actor(ps[0]) for group in (named, kinds) for ps in sorted(group, key=lambda ps: -len(ps)))


def _names_somebody(party: Participant) -> bool:
    """Tell whether a party is more than its number ("2,800 were wounded")."""
    return party.id is not None or any(c.isalpha() for c in party.name)


def _key(party: Participant) -> Hashable:
    return party.id or (party.country, party.sector)


def _covers(named: Participant, kind: Participant) -> bool:
    return named.country == kind.country and (named.sector == kind.sector or kind.sector in (None, "UAF", "UNK"))


def counts_of(claims: Sequence[Claim]) -> tuple[tuple[str, Count], ...]:
    """Return low, best and high of each number, from the claims that their speakers still stand by."""
    live: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.count is not None and claim.stands:
            live[claim.field].append(claim)
    return tuple((name, _range(group)) for name, group in sorted(live.items()))


def _range(claims: Sequence[Claim]) -> Count:
    counts = [c.count for c in claims if c.count is not None]
    lows = [v for c in counts if (v := c.low if c.low is not None else c.best) is not None]
    # "Dozens" tells no more than its least: what is above that is open.
    highs = [v for c in counts if (v := next((n for n in (c.high, c.best, c.low) if n is not None), None)) is not None]
    origins_of: dict[int, set[str]] = defaultdict(set)
    latest: dict[int, date] = {}
    for claim in claims:
        if claim.count and claim.count.best is not None:
            origins_of[claim.count.best].add(claim.origin)
            latest[claim.count.best] = max(latest.get(claim.count.best, date.min), claim.said_on or date.min)
    best = max(origins_of, key=lambda v: (len(origins_of[v]), latest[v], v), default=None)
    top = max(highs, default=None)
    is_open = any(c.high is None and (c.best or c.low or 0) == top for c in counts)
    return Count(min(lows, default=None), best, None if is_open else top)
