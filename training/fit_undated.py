"""Fit the weights of documents without a date on ECB+ train: python training/fit_undated.py ../shared/gold [--write].

Pairs of mentions that meet under a key are the cases, as in fit_merging.py. A topic counts by the root of its pairs, so that
the few largest do not decide. How readily accounts join (the shift of the bias) is what topics that were left out say: for
each shift, the figures of their incidents beside one cluster per head lemma. ``--write`` replaces the rows ``undated, ``.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from fit_merging import TABLE, UNDATED, Case, Weights, cases, fitted, table_now, write_table

from ecb import Event, agree, coded  # isort: skip  (fit_merging puts benchmarks on the path)
from tocsin.adding import accounts_of
from tocsin.base.incidents import Account
from tocsin.merging import compare
from tocsin.runs import families

PULL = 3.0
SHIFTS = (0.1, 0.5, 0.9, 1.3)
# Each time, the topics fall into three parts by chance, and each is left out once.
PARTS, TIMES = 3, 2
BIAS = f"{UNDATED}bias"
Topics = Mapping[str, list[Case]]


def main() -> None:
    """Print the figures of topics left out at each shift, and with ``--write`` put the weights into the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    readings, events, _ = coded(options.gold, "train")
    accounts = accounts_of(readings)
    found = cases_of(accounts, events)
    remember_pairs()
    figures = {shift: np.mean(list(left_out(accounts, events, found, shift)), axis=0) for shift in SHIFTS}
    for shift, (ahead, conll) in figures.items():
        print(f"shift {shift:+.1f}: CoNLL {conll:.3f}, {100 * ahead:+.2f} points to one cluster per head lemma")
    best = max(SHIFTS, key=lambda shift: figures[shift][0])
    if options.write:
        kept = {name: row for name, row in table_now().items() if not name.startswith(UNDATED)}
        head = "".join(f"{line}\n" for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("#"))
        write_table(head, kept | weights_of(found, shift=best))


def cases_of(accounts: Sequence[Account], events: Sequence[Event]) -> Topics:
    """Return the cases of each topic."""
    clusters: dict[str, dict[str, str]] = defaultdict(dict)
    for event in events:
        clusters[event.topic].setdefault(event.mention, event.cluster)
    family = families()
    return {topic: cases(accounts, of, family) for topic, of in clusters.items()}


def weights_of(found: Topics, *, shift: float) -> Weights:
    """Return the weights that the topics give, with the bias moved by a shift."""
    every = [case for of in found.values() for case in of]
    roots = np.array([len(of) ** -0.5 for of in found.values() for _ in of])
    weights = fitted(every, counts=roots * len(every) / roots.sum(), pull=PULL)
    return weights | {BIAS: (weights[BIAS][0] + shift, weights[BIAS][1])}


def left_out(
    accounts: Sequence[Account], events: Sequence[Event], found: Topics, shift: float
) -> Iterator[tuple[float, float]]:
    """Yield how far incidents of topics left out are ahead of the head lemma, in CoNLL, and their CoNLL itself."""
    for part in parts(sorted(found)):
        weights = weights_of({t: of for t, of in found.items() if t not in part}, shift=shift)
        _use({name: weight for name, (weight, _) in weights.items()})
        some = [a for a in accounts if topic_of(a.document.id) in part]
        ours, heads = agree([e for e in events if e.topic in part], some)
        yield ours.conll - heads.conll, ours.conll


def topic_of(document: str) -> str:
    """Return the topic of a document of ECB+: the number that its name begins with."""
    return document.split("_")[0]


def parts(topics: Sequence[str]) -> Iterator[Collection[str]]:
    """Yield the topics of each part that is left out."""
    for time in range(TIMES):
        order = sorted(topics, key=int)
        random.Random(time).shuffle(order)
        yield from (set(order[n::PARTS]) for n in range(PARTS))


def _use(weights: Mapping[str, float]) -> None:
    """Let merging weigh by these instead of the table."""
    compare.fitted = lambda _: weights  # type: ignore[assignment]


def remember_pairs() -> None:
    """Let the features of a pair be found once: they are the same whatever the weights."""
    found: dict[tuple[str, str], Any] = {}
    original = compare.features

    def remembered(a: Any, b: Any, *, family: Mapping[str, str]) -> Any:
        key = (a.mention, b.mention)
        if key not in found:
            found[key] = original(a, b, family=family)
        return found[key]

    compare.features = remembered


if __name__ == "__main__":
    main()
