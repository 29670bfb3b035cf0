"""The last steps of the reader's heads, which are worked out outside of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

_FLOOR = 0.02  # a word that plays no role with all but this share plays none


@dataclass(frozen=True, slots=True)
class PairHead:
    """The last layer of a head over pairs of words: which role one plays in what the other tells; the first role is none."""

    weight: Any
    bias: Any


def load_pair(values: Mapping[str, Any]) -> PairHead:
    """Return the layer from its numbers as the file of classes has them."""
    return PairHead(np.array(values["weight"], dtype=np.float32), np.array(values["bias"], dtype=np.float32))


def roles(head: PairHead, told: Any, words: Any, firsts: Sequence[tuple[int, int]]) -> dict[int, tuple[float, ...]]:
    """Return by token the shares by which it plays each role.

    Args:
        head: the last layer.
        told: what the head has of the word that tells, one row.
        words: what it has of the words that may play a role, a row for each word piece.
        firsts: each token of the window with the number of its first piece.
    """
    played = shares(gelu(told + words[[k for _, k in firsts]]) @ head.weight.T + head.bias)
    some = np.flatnonzero(played[:, 0] < 1 - _FLOOR)
    return {firsts[n][0]: tuple(s) for n, s in zip(some.tolist(), played[some, 1:].tolist(), strict=True)}


def shares(values: Any) -> Any:
    """Return scores as shares that add up to 1 along the last axis."""
    powers = np.exp(values - values.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def gelu(x: Any) -> Any:
    """Return GELU by the logistic error function's tanh form, within 0.001 of the exact one used in training."""
    return 0.5 * x * (1 + np.tanh(0.7978846 * x * (1 + 0.044715 * x * x)))
