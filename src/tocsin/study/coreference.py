"""How well two groupings of the same things agree: MUC, B³, CEAF-e and their mean (CoNLL).

Sources: Vilain et al. 1995 (MUC), Bagga and Baldwin 1998 (B³), Luo 2005 (CEAF), Pradhan et al. 2012 (their mean).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

Groups = list[frozenset[Hashable]]


@dataclass(frozen=True, slots=True)
class Share:
    """Precision, recall and their harmonic mean, in [0, 1]."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """The three measures of a grouping against the gold's, and their mean."""

    muc: Share
    b_cubed: Share
    ceaf_e: Share

    @property
    def conll(self) -> float:
        """The mean F1 of the three."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3


def agreement(made: Mapping[Hashable, Hashable], gold: Mapping[Hashable, Hashable]) -> Agreement:
    """Return how well a grouping agrees with the gold's.

    Args:
        made: the group of each thing as made.
        gold: the group of each thing in the gold; only things in both count.
    """
    shared = [m for m in gold if m in made]
    ours, theirs = _groups((m, made[m]) for m in shared), _groups((m, gold[m]) for m in shared)
    return Agreement(
        Share(_muc(ours, theirs), _muc(theirs, ours)),
        Share(_b_cubed(ours, theirs), _b_cubed(theirs, ours)),
        _ceaf(ours, theirs),
    )


def _groups(pairs: Iterable[tuple[Hashable, Hashable]]) -> Groups:
    found: dict[Hashable, set[Hashable]] = defaultdict(set)
    for thing, group in pairs:
        found[group].add(thing)
    return [frozenset(g) for g in found.values()]


def _of(groups: Groups) -> dict[Hashable, int]:
    return {thing: n for n, group in enumerate(groups) for thing in group}


def _muc(of: Groups, against: Groups) -> float:
    """Return the share of links of ``of`` that ``against`` has too."""
    where = _of(against)
    links = sum(len(g) - 1 for g in of)
    return sum(len(g) - len({where[t] for t in g}) for g in of) / links if links else 1.0


def _b_cubed(of: Groups, against: Groups) -> float:
    """Return the mean over things of the share of their group of ``of`` that is in their group of ``against``."""
    where = _of(against)
    total = sum(len(g) for g in of)
    return sum(len(g & against[where[t]]) / len(g) for g in of for t in g) / total if total else 1.0


def _ceaf(ours: Groups, theirs: Groups) -> Share:
    if not ours or not theirs:
        return Share(1.0, 1.0)
    where, alike = _of(theirs), np.zeros((len(ours), len(theirs)))
    for n, group in enumerate(ours):
        for other in {where[t] for t in group}:
            alike[n, other] = 2 * len(group & theirs[other]) / (len(group) + len(theirs[other]))
    rows, columns = linear_sum_assignment(-alike)
    best = float(alike[rows, columns].sum())
    return Share(best / len(ours), best / len(theirs))
