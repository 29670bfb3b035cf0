"""The branch of the reader model that sees who holds which place: what each word tells as the name of one.

It goes on from what the reader's first layers make of a window; the reader says in which ones it is run.
How it was made and on what: ``training/README.md``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import onnxruntime

from tocsin.base.senses import Hold
from tocsin.base.tables import data_folder
from tocsin.language.numbers import PairHead, load_pair, roles, shares

_TELLS = 0.1  # the share from which a word is kept as the name of a place


@dataclass(frozen=True, slots=True)
class Branch:
    """The loaded branch, the names of its kinds (the first is none), and the last layer of its pair head."""

    session: Any
    kinds: tuple[str, ...]
    pair: PairHead


def load_branch(options: Any) -> Branch:
    """Return the packaged branch; ``options`` are those of the session."""
    folder = data_folder().joinpath("reader")
    model = folder.joinpath("holds.onnx").read_bytes()
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    classes = json.loads(folder.joinpath("holds.json").read_text(encoding="utf-8"))
    return Branch(session, tuple(classes["kinds"]), load_pair(classes["pair"]))


def holds(branch: Branch, middle: Any, firsts: Sequence[tuple[int, int]], judged: int) -> Mapping[int, Hold]:
    """Return by token what is told of who holds the place that it names.

    Args:
        branch: the loaded model.
        middle: what the shared layers made of one window, a row for each word piece.
        firsts: each token of the window with the number of its first piece.
        judged: the first token that the window judges; those before it only give the context.
    """
    kinds, left, right = (v[0] for v in branch.session.run(["kinds", "left", "right"], {"middle": middle[None]}))
    told = shares(kinds)
    found: dict[int, Hold] = {}
    for token, piece in firsts:
        if token < judged or 1 - told[piece][0] < _TELLS:
            continue
        sides = {i: (holder, loser) for i, (holder, loser) in roles(branch.pair, left[piece], right, firsts).items()}
        named = zip(branch.kinds[1:], told[piece][1:], strict=True)
        found[token] = Hold({name: float(share) for name, share in named}, sides)
    return found
