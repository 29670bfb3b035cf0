"""Fitted weights: shares as log-odds in, the share of right cases out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from tocsin.base.tables import table

# Shares are cut here: beyond, a model's sureness says no more.
_LEAST = 0.005


@lru_cache(maxsize=8)
def fitted(name: str) -> Mapping[str, float]:
    """Return the weights of a table of ``data/weights`` by feature."""
    return {r["feature"]: float(r["weight"]) for r in table(f"weights/{name}.tsv", columns=("feature", "weight"))}


def share_of(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the share of cases with such features that are right, in (0, 1); a feature without a weight counts nothing."""
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in features.items())))


def log_odds(share: float) -> float:
    """Return the log-odds of a share, cut at both ends."""
    share = min(max(share, _LEAST), 1 - _LEAST)
    return math.log(share / (1 - share))
