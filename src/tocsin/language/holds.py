"""The branch of the reader model that sees who holds which place: what each word tells as the name of one.

It goes on from what the reader's first layers make of a window, so it is run only where people in arms are told of.
How it was made and on what: ``training/README.md``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime

from tocsin.base.senses import Hold
from tocsin.base.tables import data_folder
from tocsin.language.numbers import gelu, shares

# A word is kept as the name of a place with this share, a side of it with that.
_TELLS, _FLOOR = 0.1, 0.02


@dataclass(frozen=True, slots=True)
class Branch:
    """The loaded branch, the names of its kinds (the first is none), and the last layer of its pair head."""

    session: Any
    kinds: tuple[str, ...]
    weight: Any
    bias: Any


def load_branch(options: Any) -> Branch:
    """Return the packaged branch; ``options`` are those of the session."""
    folder = data_folder().joinpath("reader")
    model = folder.joinpath("holds.onnx").read_bytes()
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    classes = json.loads(folder.joinpath("holds.json").read_text(encoding="utf-8"))
    pair = {name: np.array(values, dtype=np.float32) for name, values in classes["pair"].items()}
    return Branch(session, tuple(classes["kinds"]), pair["weight"], pair["bias"])


def holds(branch: Branch, middle: Any, firsts: Sequence[tuple[int, int]], judged: int) -> Mapping[int, Hold]:
    """Return by token what is told of who holds the place that it names.

    Args:
        branch: the loaded model.
        middle: what the shared layers made of one window, a row for each word piece.
        firsts: each token of the window with the number of its first piece.
        judged: the first token that the window judges; those before it only give the context.
    """
    kinds, left, right = (v[0] for v in branch.session.run(["kinds", "left", "right"], {"middle": middle[None]}))
    told, at = shares(kinds), np.array([k for _, k in firsts])
    found: dict[int, Hold] = {}
    for token, piece in firsts:
        if token < judged or 1 - told[piece][0] < _TELLS:
            continue
        roles = shares(gelu(left[piece] + right[at]) @ branch.weight.T + branch.bias)
        sides = {
            firsts[n][0]: (float(roles[n][1]), float(roles[n][2]))
            for n in np.flatnonzero(roles[:, 0] < 1 - _FLOOR).tolist()
        }
        named = zip(branch.kinds[1:], told[piece][1:], strict=True)
        found[token] = Hold({name: float(share) for name, share in named}, sides)
    return found
