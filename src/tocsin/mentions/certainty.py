"""How sure a mention is: the share of mentions of its score that are right as coded.

On short items the fitted rule of ``weighing`` is as sure as it is right. Whole reports look back, comment and tell
things again, so that fewer of equal score are right there: ``data/weights/certainty.tsv``, by training/fit_certainty.py.
"""

from __future__ import annotations

from tocsin.base.logistic import fitted, log_odds, share_of
from tocsin.mentions.weighing import SHORT


def certainty(share: float, sentences: int) -> float:
    """Return how sure a mention is, 0 to 1.

    Args:
        share: what its weighing gave, 0 to 1.
        sentences: how many its document has.
    """
    if sentences <= SHORT:
        return share
    return share_of({"bias": 1.0, "weighed": log_odds(share)}, fitted("certainty"))
