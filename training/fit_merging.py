"""Fit the weights by which merging compares two accounts: python training/fit_merging.py CORPUS…

Each corpus is a folder of pages with gold (benchmarks/corpora/README.md). Pairs of mentions that meet under a blocking key are
the cases, right where the gold has them in one incident. Writes data/weights/merging.tsv: one weight a feature, in log-odds.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from fit_weights import fit

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
from incident_gold import hits, pages_of, tellings  # noqa: E402  (benchmarks is no package)

from tocsin.adding import accounts_of  # noqa: E402
from tocsin.base.incidents import Account  # noqa: E402
from tocsin.base.model import Document, EventMention  # noqa: E402
from tocsin.base.reading import Reading  # noqa: E402
from tocsin.base.tables import packaged  # noqa: E402
from tocsin.documents.copies import find_copies  # noqa: E402
from tocsin.documents.read import read  # noqa: E402
from tocsin.language.identify import language_of  # noqa: E402
from tocsin.merging.block import asked, keys  # noqa: E402
from tocsin.merging.compare import features  # noqa: E402
from tocsin.merging.profile import Profile, profile_of  # noqa: E402
from tocsin.pipeline import load_tools, run  # noqa: E402
from tocsin.runs import families  # noqa: E402

TABLE = ROOT / "src" / "tocsin" / "data" / "weights" / "merging.tsv"
HEAD = """# What speaks for two accounts being of one happening, in log-odds; merging/compare.py says what each feature is.
# Fitted by training/fit_merging.py on {cases} pairs of accounts, {right} of them of one happening, of the corpora
# {corpora} (benchmarks/corpora).
# The rows "undated, " are of documents without a date (merging/undated.py): by training/fit_undated.py, on ECB+ train.
# pairs: how many of them had the feature; 0: set by hand.
"""
# The pull towards zero of each weight: features seen in few pairs must not run away.
PULL = 3.0
# Rows of documents without a date are kept as the table has them: fit_undated.py makes them.
UNDATED = "undated, "
# What our corpora lack or hardly have. Documents months apart: by judgement, so that two captures of one town in a year
# stay two.
BY_HAND = {
    "deeds, time:told months apart": -3.0,
    "taking, time:told months apart": -3.0,
    "words, time:told months apart": -3.0,
    "wishes, time:told months apart": -1.5,
    "positions, time:told months apart": -0.5,
}
Case = tuple[Mapping[str, float], bool]
Weights = dict[str, tuple[float, int]]


def readings_of(corpus: Path) -> list[Reading]:
    """Return the coded pages of a corpus; those that are skipped are left out."""
    pages = [d for d in read([pages_of(corpus)], identify=language_of) if isinstance(d, Document)]
    pages.sort(key=lambda d: (d.published or d.id, d.id))  # type: ignore[arg-type, return-value]
    traced = {t.document: t for t in find_copies(pages)}
    pages = [replace(d, copy_of=traced[d.id].copy_of, origin=traced[d.id].origin) for d in pages]
    return [r for r in run(pages, load_tools(), jobs=2) if isinstance(r, Reading)]


def incidents_of(corpus: Path, readings: Iterable[Reading]) -> dict[str, str]:
    """Return the gold incident of each mention that tells of one."""
    readings = list(readings)
    gold = tellings(corpus, [r.document for r in readings])
    made: dict[str, Iterable[EventMention]] = {Path(r.document.file or "").name: r.mentions for r in readings}
    by_number = {t.number: t.incident for t in gold}
    found: dict[str, str] = {}
    for number, mention in hits(gold, made).items():
        found.setdefault(mention, by_number[number])
    return found


def cases(accounts: Iterable[Account], incidents: Mapping[str, str], family: Mapping[str, str]) -> list[Case]:
    """Return the pairs that meet under a key, as features and whether they are of one incident."""
    pool: dict[str, list[Profile]] = defaultdict(list)
    found: list[Case] = []
    for profile in (profile_of(a) for a in accounts if a.mention.id in incidents):
        others = {o.mention: o for key in asked(profile) for o in pool.get(key, ())}
        for other in others.values():
            pair = features(profile, other, family=family)
            if pair is not None:
                found.append((pair, incidents[profile.mention] == incidents[other.mention]))
        for key in keys(profile):
            pool[key].append(profile)
    return found


def fitted(found: list[Case], *, counts: np.ndarray | None = None, pull: float = PULL) -> Weights:
    """Return the weight of each feature and how many pairs have it (ridge logistic regression)."""
    names = sorted({name for pair, _ in found for name in pair})
    x = np.array([[pair.get(name, 0.0) for name in names] for pair, _ in found])
    y = np.array([float(right) for _, right in found])
    weights = fit(x, y, ridge=pull, counts=counts)
    return {n: (float(w), int((x[:, i] != 0).sum())) for i, (n, w) in enumerate(zip(names, weights, strict=True))}


def table_now() -> Weights:
    """Return the rows of the table in the tree."""
    return {row["feature"]: (float(row["weight"]), int(row["pairs"])) for row in packaged("weights/merging.tsv")}


def write_table(head: str, weights: Weights) -> None:
    """Write the table with its head of comments."""
    rows = "".join(f"{name}\t{weight:+.2f}\t{pairs}\n" for name, (weight, pairs) in sorted(weights.items()))
    TABLE.write_text(f"{head}feature\tweight\tpairs\n{rows}", encoding="utf-8")


def main() -> None:
    corpora, family, found = [Path(a) for a in sys.argv[1:]], families(), []
    for corpus in corpora:
        readings = readings_of(corpus)
        found += cases(accounts_of(readings), incidents_of(corpus, readings), family)
    right = sum(r for _, r in found)
    named = ", ".join(c.name for c in corpora)
    kept = {name: row for name, row in table_now().items() if name.startswith(UNDATED)}
    weights = fitted(found) | {name: (weight, 0) for name, weight in BY_HAND.items()} | kept
    write_table(HEAD.format(cases=len(found), right=right, corpora=named), weights)
    print(len(found), "pairs,", right, "of one happening")


if __name__ == "__main__":
    main()
