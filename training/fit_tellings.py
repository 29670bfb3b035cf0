"""Fit the weights by which tellings are joined: python training/fit_tellings.py ../shared/gold [--write].

Cases are pairs of drafts of one type in one document, each of which the gold has as a telling of a happening; right where
it is the same one. From documents outside fold 0, which is left to measure on.
Printed is how each part of the pairs comes out by weights fitted on the others; ``--write`` makes
``data/weights/tellings.tsv`` from all.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from pathlib import Path

import numpy as np
from folds import fold_of
from gold import Happening, Text, load
from samples import overlap, readings

from tocsin.base.model import Parse
from tocsin.base.reading import Reading
from tocsin.language.reader import understand
from tocsin.mentions.draft import Draft
from tocsin.mentions.find import told_drafts
from tocsin.mentions.same_telling import features
from tocsin.mentions.scene import make_scene
from tocsin.mentions.tellings import JOIN
from tocsin.mentions.told import told
from tocsin.pipeline import Tools, load_tools

NOTES = Path(__file__).parent / "annotations"
TABLE = Path(__file__).parents[1] / "src" / "tocsin" / "data" / "weights" / "tellings.tsv"
# Sets whose annotators marked every telling of a happening, or (voa) the sentences of all.
SETS = ("reports", "wikinews", "voa", "items", "composed")
RIDGE, ROUNDS, PARTS = 5.0, 30, 6
# A document's pairs count as so many at most, by their square root: a long one has a hundred pairs of one happening.
FULL = 10
HEAD = """\
# What speaks for two tellings of one document being of one happening, in log-odds;
# mentions/same_telling.py says what each feature is. Fitted by training/fit_tellings.py on {cases} pairs of tellings,
# {right} of them of one happening, of {texts} documents ({sets}) outside fold 0.
# pairs: how many of them had the feature.
"""


@dataclass(frozen=True, slots=True)
class Case:
    """A pair of tellings: what speaks for them, whether the gold has them as one, and how much the pair counts."""

    features: Mapping[str, float]
    right: bool
    weight: float
    part: int


def cases(text: Text, reading: Reading, tools: Tools) -> Iterator[Case]:
    """Yield the pairs of tellings of a document whose happenings the gold knows."""
    if reading.parse is None or not reading.parse.tokens:
        return
    scene = make_scene(reading, reading.parse, tools.lexicon)
    drafts = told_drafts(scene)[0]
    found: list[tuple[Mapping[str, float], bool]] = []
    for kind in sorted({d.entry.type for d in drafts}):
        tellings = told(scene, [d for d in drafts if d.entry.type == kind])
        known = [(t, of) for t in tellings if (of := told_of(text, reading.parse, t.draft)) is not None]
        found += [(features(a, b), x is y) for (a, x), (b, y) in combinations(known, 2)]
    part = int(sha256(f"part {text.id}".encode()).hexdigest(), 16) % PARTS
    for pair, right in found:
        yield Case(pair, right, min(1.0, (FULL / len(found)) ** 0.5), part)


def told_of(text: Text, parse: Parse, draft: Draft) -> Happening | None:
    """Return the happening that a draft tells of: by its word, else the only one of its type that its sentence tells."""
    token = parse.tokens[draft.token]
    sentence, word = parse.sentences[token.sent], (token.start, token.end)
    same = [e for e in text.events if e.type == draft.entry.type]
    if exact := [e for e in same if any(overlap(word, t) for t in e.triggers)]:
        return exact[0]
    around = (sentence.start, sentence.end)
    near = [e for e in same if any(overlap(around, t) for t in e.triggers) or any(overlap(word, u) for u in e.unsure)]
    return near[0] if len(near) == 1 else None


def fitted(found: Sequence[Case]) -> dict[str, float]:
    """Return the weight of each feature: a ridge logistic regression of weighed cases, by Newton's method."""
    names = sorted({name for c in found for name in c.features})
    x = np.array([[c.features.get(name, 0.0) for name in names] for c in found])
    y, counts = np.array([float(c.right) for c in found]), np.array([c.weight for c in found])
    w = np.zeros(len(names))
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-x @ w))
        slope = (x.T * (counts * p * (1 - p))) @ x + RIDGE * np.eye(len(w))
        step = np.linalg.solve(slope, x.T @ (counts * (y - p)) - RIDGE * w)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    return {name: float(v) for name, v in zip(names, w, strict=True)}


def log_odds(case: Case, weights: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in case.features.items())


def crossed(found: Sequence[Case]) -> str:
    """Return how the pairs of each part come out by the weights of the others."""
    apart = {k: fitted([c for c in found if c.part != k]) for k in range(PARTS)}
    z = np.array([log_odds(c, apart[c.part]) for c in found])
    y = np.array([c.right for c in found])
    loss = float(np.mean(np.log1p(np.exp(np.where(y, -z, z)))))
    joined = z >= JOIN
    hit = int((joined & y).sum())
    return (
        f"{len(y)} pairs, {int(y.sum())} of one happening; loss {loss:.4f}; "
        f"joined from {JOIN} on: precision {hit / max(1, int(joined.sum())):.3f}, recall {hit / int(y.sum()):.3f}"
    )


def main() -> None:
    """Print how the pairs come out, and write the table if asked."""
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("gold", type=Path)
    args.add_argument("--write", action="store_true")
    given = args.parse_args()
    chosen = [t for t in load(given.gold, NOTES) if t.set in SETS and fold_of(t.id) != 0]
    tools = load_tools()
    found = [c for t, r in readings(chosen, tools) for c in cases(t, understand(r, tools.reader), tools)]
    print(crossed(found))
    if given.write:
        rows = "".join(
            f"{name}\t{weight:+.2f}\t{sum(name in c.features for c in found)}\n"
            for name, weight in fitted(found).items()
        )
        sets = ", ".join(f"{s} {sum(t.set == s for t in chosen)}" for s in dict.fromkeys(t.set for t in chosen))
        head = HEAD.format(cases=len(found), right=sum(c.right for c in found), texts=len(chosen), sets=sets)
        TABLE.write_text(f"{head}feature\tweight\tpairs\n{rows}", encoding="utf-8")


if __name__ == "__main__":
    main()
