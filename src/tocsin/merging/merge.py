"""New accounts into incidents: each joins the one that it most likely tells of, or begins one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tocsin.base.ids import content_id
from tocsin.base.incidents import Account
from tocsin.base.logistic import share_of
from tocsin.merging.block import asked, keys
from tocsin.merging.compare import Comparison, compare
from tocsin.merging.profile import Profile, profile_of

# From this share on, an account joins an incident (fitted on the corpora of training/fit_merging.py; RESULTS has the sweep).
JOIN = 0.5
# Two incidents become one only if their accounts are this sure of it.
UNITE = 0.8
# What the likest member counts against the mean of all: a happening told from two sides is like one of its tellings.
BEST = 0.8
# Members that speak for an incident; more cost time and change little.
SPOKESMEN = 12


@dataclass(frozen=True, slots=True)
class Joined:
    """An account's place in an incident: ``score`` in [0, 1] is how likely it belongs there."""

    mention: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging decided: who joined which incident, and which incidents became one (old id to new)."""

    joined: Mapping[str, tuple[Joined, ...]]
    united: Mapping[str, str]


@dataclass(slots=True)
class _Pool:
    """Incidents that an account may join, and the keys they are found under."""

    members: dict[str, list[Profile]] = field(default_factory=dict)
    by_key: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_words: dict[tuple[str, ...], list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, incident: str, profile: Profile) -> None:
        self.members.setdefault(incident, []).append(profile)
        self.by_words[_words(profile)].append(incident)
        for key in keys(profile):
            if incident not in self.by_key[key]:
                self.by_key[key].append(incident)

    def unite(self, old: str, new: str) -> None:
        for profile in self.members.pop(old):
            self.add(new, profile)

    def copied(self, profile: Profile, apart: frozenset[frozenset[str]]) -> str | None:
        """Return the incident that the same words of the same text are in, if it is one and another document has them."""
        found = {i for i in self.by_words.get(_words(profile), ()) if i in self.members}
        if len(found) != 1:
            return None
        (incident,) = found
        members = self.members[incident]
        has_own = any(m.document == profile.document and _words(m) == _words(profile) for m in members)
        return None if has_own or _is_apart([profile], members, apart) else incident

    def found(self, profile: Profile) -> list[str]:
        by_key = self.by_key
        return list(
            dict.fromkeys(i for key in asked(profile) if key in by_key for i in by_key[key] if i in self.members)
        )


def _words(profile: Profile) -> tuple[str, ...]:
    return profile.root, profile.type, profile.lemma, profile.evidence


def keys_asked(accounts: Iterable[Account]) -> tuple[str, ...]:
    """Return the keys under which the store is asked for incidents that the accounts may join."""
    return tuple(dict.fromkeys(key for a in accounts for key in asked(profile_of(a))))


def keys_kept(accounts: Iterable[Account]) -> tuple[str, ...]:
    """Return the keys under which an incident with these accounts is found again."""
    return tuple(dict.fromkeys(key for a in accounts for key in keys(profile_of(a))))


def incident_id(mention: str) -> str:
    """Return the id of the incident that a mention begins."""
    return content_id("i", mention)


def merge(
    new: Sequence[Account],
    known: Mapping[str, Sequence[Account]],
    *,
    family: Mapping[str, str],
    apart: frozenset[frozenset[str]] = frozenset(),
) -> Merged:
    """Return which incident each new account joins or begins, and which incidents they show to be one.

    Args:
        new: accounts that belong to no incident yet, in the order of their documents.
        known: the incidents that they may join, with their accounts; incidents elsewhere are not looked at.
        family: the id of the uppermost parent by actor id, for parties that are wings of one body.
        apart: pairs of mentions that a person has judged different.
    """
    pool = _Pool()
    for incident, accounts in known.items():
        for account in accounts:
            pool.add(incident, profile_of(account))
    joined: dict[str, list[Joined]] = defaultdict(list)
    united: dict[str, str] = {}
    for account in new:
        profile = profile_of(account)
        if (original := pool.copied(profile, apart)) is not None:
            joined[original].append(Joined(profile.mention, 1.0, ("the same words of one text",)))
            pool.add(original, profile)
            continue
        ranked = _ranked(profile, pool, family=family, apart=apart)
        if ranked and ranked[0][1].share >= JOIN:
            incident, best = ranked[0]
            joined[incident].append(Joined(profile.mention, round(best.share, 3), best.reasons))
            for old, kept in _bridged(ranked, pool, family=family, apart=apart).items():
                united[old] = kept
                pool.unite(old, kept)
        else:
            incident = incident_id(profile.mention)
            joined[incident].append(Joined(profile.mention, 1.0, ("the first to tell it",)))
        pool.add(incident, profile)
    return _settled(joined, united)


def _settled(joined: Mapping[str, Sequence[Joined]], united: Mapping[str, str]) -> Merged:
    """Return the decisions with every incident under the id that it ends with."""

    def last(incident: str) -> str:
        while incident in united:
            incident = united[incident]
        return incident

    final: dict[str, list[Joined]] = defaultdict(list)
    for incident, accounts in joined.items():
        final[last(incident)].extend(accounts)
    return Merged({i: tuple(j) for i, j in final.items()}, {old: last(old) for old in united})


def _bridged(
    ranked: Sequence[tuple[str, Fit]], pool: _Pool, *, family: Mapping[str, str], apart: frozenset[frozenset[str]]
) -> dict[str, str]:
    """Return the second-best incident as one with the best, where the new account fits both and they fit each other."""
    if len(ranked) < 2 or ranked[1][1].share < UNITE:
        return {}
    (keep, _), (other, _) = ranked[:2]
    if _is_apart(pool.members[keep], pool.members[other], apart):
        return {}
    fits = [likeness(p, pool.members[keep], family=family, apart=apart) for p in pool.members[other][:SPOKESMEN]]
    if not all(fits) or sum(f.share for f in fits if f) / len(fits) < UNITE:
        return {}
    return {other: keep}


@dataclass(frozen=True, slots=True)
class Fit:
    """How likely an account tells of an incident, in [0, 1], and what moved that most."""

    share: float
    reasons: tuple[str, ...]


def _ranked(
    profile: Profile, pool: _Pool, *, family: Mapping[str, str], apart: frozenset[frozenset[str]]
) -> list[tuple[str, Fit]]:
    fits = []
    for incident in pool.found(profile):
        fit = likeness(profile, pool.members[incident], family=family, apart=apart)
        if fit is not None:
            fits.append((incident, fit))
    return sorted(fits, key=lambda f: (-f[1].share, f[0]))


def likeness(
    profile: Profile, members: Sequence[Profile], *, family: Mapping[str, str], apart: frozenset[frozenset[str]]
) -> Fit | None:
    """Return how well an account fits an incident: by its likeness to the likest member and to all.

    ``None`` where their kinds exclude it, or a person judged the account different from a member.
    """
    if _is_apart([profile], members, apart):
        return None
    found: list[Comparison] = []
    for member in members[:SPOKESMEN]:
        if (comparison := compare(profile, member, family=family)) is not None:
            found.append(comparison)
    if not found:
        return None
    best = max(found, key=lambda c: c.odds)
    odds = BEST * best.odds + (1 - BEST) * sum(c.odds for c in found) / len(found)
    return Fit(share_of({"odds": odds}, {"odds": 1.0}), best.reasons)


def _is_apart(one: Sequence[Profile], other: Sequence[Profile], apart: frozenset[frozenset[str]]) -> bool:
    """Tell whether a person judged two members of two groups different: all are asked, not only those who speak."""
    return bool(apart) and any(frozenset((p.mention, q.mention)) in apart for p in one for q in other)
