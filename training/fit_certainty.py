"""Fit how sure mentions of whole reports are: python training/fit_certainty.py [--write], with the gold in its place.

Cases are the mentions of whole reports that the reader never saw (fold 0, and those that are only measured), right where
type and telling meet an annotation. The "dev" halves fit, the "test" halves measure. What comes out of the table in force
is taken back first, so that running it again changes nothing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from fit_weights import calibration_error, fit
from folds import half_of

from tocsin.base.logistic import fitted, log_odds
from tocsin.mentions.weighing import SHORT
from tocsin.pipeline import load_tools

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from figures import gold_folder
from held_back import ours

from tocsin.study.scores import matches, told_alike

SETS = ("reports", "wikinews", "polnear-reports", "ecb-reports")
TABLE = Path(__file__).parents[1] / "src" / "tocsin" / "data" / "weights" / "certainty.tsv"
RIDGE = 0.01
Case = tuple[float, bool]


def cases(half: str) -> list[Case]:
    """Return for each mention the log-odds that its weighing gave, and whether it is right as coded."""
    gold, tools, table = gold_folder(), load_tools(), fitted("certainty")
    if gold is None:
        sys.exit("no gold: set TOCSIN_GOLD to its folder, or put it at ../shared/gold")
    out: list[Case] = []
    for name in SETS:
        answers, readings = ours(name, gold, None, tools)
        for doc, reading in readings.items():
            if half_of(doc) != half or reading.parse is None or len(reading.parse.sentences) <= SHORT:
                continue
            right = {id(m) for a, m in matches(list(answers[doc]), list(reading.mentions)) if told_alike(a, m)}
            out += [((log_odds(m.score) - table["bias"]) / table["weighed"], id(m) in right) for m in reading.mentions]
    return out


def laid_out(found: list[Case]) -> tuple[np.ndarray, np.ndarray]:
    """Return the features of the cases, the first always 1, and which are right."""
    return np.array([(1.0, z) for z, _ in found]), np.array([float(right) for _, right in found])


def main() -> None:
    """Print the calibration error before and after, and write the table if asked."""
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--write", action="store_true")
    given = args.parse_args()
    (x, y), (others, right) = laid_out(cases("dev")), laid_out(cases("test"))
    made = fit(x, y, ridge=RIDGE)
    off = [calibration_error(1 / (1 + np.exp(-others @ w)), right) for w in (np.array([0.0, 1.0]), made)]
    bias, slope = made.tolist()
    print(f"{len(y)} mentions to fit, {len(right)} to measure: bias {bias:+.3f}, weighed {slope:+.3f}")
    print(f"calibration error on those measured: {off[0]:.3f} as weighed, {off[1]:.3f} fitted")
    if given.write:
        head = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith(("#", "feature"))]
        rows = [f"bias\t{bias:.3f}", f"weighed\t{slope:.3f}"]
        TABLE.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
