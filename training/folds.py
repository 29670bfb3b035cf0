"""Which fifth of the gold a document falls into, by its id alone: fold 0 is never learned from.

Half of fold 0 ("dev") fits the weights and thresholds, the other ("test") only measures.
"""

from hashlib import sha256

FOLDS = 5


def fold_of(document: str) -> int:
    """Return the fifth that a document falls into."""
    return int(sha256(document.encode()).hexdigest(), 16) % FOLDS


def half_of(document: str) -> str:
    """Return which half of its fifth a document falls into."""
    return "dev" if (int(sha256(document.encode()).hexdigest(), 16) // FOLDS) % 2 else "test"
