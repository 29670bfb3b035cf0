"""An incident taken apart because a person judged two of its accounts different: the others go with whom they are liker."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from tocsin.base.incidents import Account
from tocsin.merging.merge import Joined, likeness
from tocsin.merging.profile import Profile, profile_of

_DECIDED = "a person took it apart"


def parted(
    accounts: Sequence[Account], seeds: Sequence[Collection[str]], *, family: Mapping[str, str]
) -> tuple[tuple[Joined, ...], ...]:
    """Return the accounts in groups, one for each seed in the order of the accounts: the group of the first comes first.

    Args:
        accounts: those of one incident, in its order.
        seeds: for each group the ids of mentions that belong to it whatever they are like; no id is in two.
        family: the id of the uppermost parent by actor id.
    """
    profiles = {a.mention.id: profile_of(a) for a in accounts}
    groups = [[m for m in profiles if m in seed] for seed in seeds]
    held = [[profiles[m] for m in group] for group in groups]
    sure = {m: Joined(m, 1.0, (_DECIDED,)) for group in groups for m in group}
    for mention, profile in profiles.items():
        if mention not in sure:
            shares = [_share(profile, members, family) for members in held]
            best = max(range(len(held)), key=lambda n: (shares[n], -n))
            groups[best].append(mention)
            held[best].append(profile)
            sure[mention] = Joined(mention, round(shares[best], 3), (_DECIDED,))
    order = {m: n for n, m in enumerate(profiles)}
    found = [tuple(sure[m] for m in sorted(group, key=order.__getitem__)) for group in groups if group]
    return tuple(sorted(found, key=lambda group: order[group[0].mention]))


def seeds_of(mentions: Sequence[str], apart: Collection[frozenset[str]]) -> list[list[str]]:
    """Return the mentions that are judged different from others here, in as few groups as keep them apart."""
    there = set(mentions)
    pairs = [p for p in apart if p <= there]
    groups: list[list[str]] = []
    for mention in mentions:
        others = {m for p in pairs if mention in p for m in p} - {mention}
        if others:
            free = next((g for g in groups if not others & set(g)), None)
            if free is None:
                groups.append([mention])
            else:
                free.append(mention)
    return groups


def _share(profile: Profile, members: Sequence[Profile], family: Mapping[str, str]) -> float:
    fit = likeness(profile, members, family=family, apart=frozenset())
    return fit.share if fit else 0.0
