"""Pairs of incidents that may be one: what a person's judgement is worth most on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tocsin.base.incidents import Account
from tocsin.merging.merge import JOIN, keys_kept, likeness
from tocsin.merging.profile import profile_of

# Below this share, hardly any pair is one happening.
DOUBT = 0.15


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two incidents that may be one, how likely that is in [0, 1], and why."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...]


def doubts(
    incidents: Mapping[str, Sequence[Account]], *, family: Mapping[str, str], apart: frozenset[frozenset[str]]
) -> list[Doubt]:
    """Return the pairs of incidents that may be one, the most doubtful first; pairs judged different are left out."""
    by_key: dict[str, list[str]] = {}
    for id_, accounts in incidents.items():
        for key in keys_kept(accounts):
            by_key.setdefault(key, []).append(id_)
    pairs = {(a, b) for ids in by_key.values() for n, a in enumerate(ids) for b in ids[n + 1 :]}
    found = [d for a, b in sorted(pairs) if (d := _doubt(a, b, incidents, family, apart)) is not None]
    return sorted(found, key=lambda d: (abs(d.score - JOIN), d.left, d.right))


def _doubt(
    left: str,
    right: str,
    incidents: Mapping[str, Sequence[Account]],
    family: Mapping[str, str],
    apart: frozenset[frozenset[str]],
) -> Doubt | None:
    members = [profile_of(a) for a in incidents[left]]
    found = [likeness(profile_of(a), members, family=family, apart=apart) for a in incidents[right]]
    shares = [f for f in found if f is not None]
    if not shares or len(shares) < len(found):
        return None
    score = sum(f.share for f in shares) / len(shares)
    best = max(shares, key=lambda f: f.share)
    return Doubt(left, right, round(score, 3), best.reasons) if score >= DOUBT else None
