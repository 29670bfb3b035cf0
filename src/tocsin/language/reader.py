"""The reader model behind the seam: what each word of a document tells, and who plays which role in it.

How it was made and on what: ``training/README.md``. It runs on ONNX Runtime, one thread a process.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from tocsin.base.model import Parse
from tocsin.base.reading import Reading
from tocsin.base.senses import Hold, Sense
from tocsin.base.tables import data_folder
from tocsin.language.holds import Branch, holds, load_branch
from tocsin.language.numbers import PairHead, load_pair, roles, shares
from tocsin.language.windows import Window, windows

# A class below this share is noise: it is not kept. A word is kept if it names a happening with this share.
_FLOOR, _TELLS = 0.02, 0.08
_NONE = "NONE"
_CONTENT = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "AUX", "ADV"})
_CLS, _SEP = "<s>", "</s>"
_OUTPUTS = ("types", "modes", "states", "left", "right", "middle")
# A document that tells of somebody in arms and of the taking of a place is read for who holds what, in the windows that may
# tell of a taking or of leaving, with these shares: elsewhere the branch finds next to nothing, for half as much time again.
_ARMED = frozenset({"MIL", "REB", "PRM", "CRM", "UAF"})
_TAKING, _TAKES = "ASSAULT/territory", 0.3
_LEAVING, _LEAVES = "RETREAT", 0.4


@dataclass(frozen=True, slots=True)
class Reader:
    """A loaded model with its tokenizer, the names of its classes, and the last layer of its pair head."""

    session: Any
    tokenizer: Any
    types: tuple[str, ...]
    modes: tuple[str, ...]
    status: tuple[str, ...]
    limit: int  # word pieces in a window, specials included
    pair: PairHead
    branch: Branch


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The word pieces of a window: ids, and offsets into the text (``(0, 0)`` for specials)."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    core: int


def load_reader() -> Reader:
    """Return the packaged reader model."""
    folder = data_folder().joinpath("reader")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # worker processes are forked after loading
    model = folder.joinpath("reader.onnx").read_bytes()
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    classes = json.loads(folder.joinpath("classes.json").read_text(encoding="utf-8"))
    return Reader(
        session,
        Tokenizer.from_str(folder.joinpath("tokenizer.json").read_text(encoding="utf-8")),
        tuple(classes["types"]),
        tuple(classes["modes"]),
        tuple(classes["status"]),
        classes["pieces"],
        load_pair(classes["pair"]),
        load_branch(options),
    )


def understand(reading: Reading, reader: Reader) -> Reading:
    """Return the reading with ``senses``: what each word tells that may tell of a happening, and with ``holds``."""
    if reading.parse is None:
        return reading
    senses: dict[int, Sense] = {}
    runs: list[tuple[Any, list[tuple[int, int]], int]] = []
    for window in windows(reading.parse):
        for pieces in _pieces(reader, reading.document.text, window):
            out, firsts = _run(reader, pieces), list(_by_token(reading.parse, pieces))
            senses |= _senses(reader, reading.parse, pieces, out, firsts)
            judged = next(
                (t for t, _ in firsts if reading.parse.tokens[t].start >= pieces.core), len(reading.parse.tokens)
            )
            runs.append((out["middle"], firsts, judged))
    held: dict[int, Hold] = {}
    if any(a.actor.sector in _ARMED for a in reading.actors) and any(map(_tells_of_taking, senses.values())):
        for middle, firsts, judged in runs:
            if any(t in senses and _tells_of_change(senses[t]) for t, _ in firsts):
                held |= holds(reader.branch, middle, firsts, judged)
    return replace(reading, senses=senses, holds=held)


def _tells_of_taking(sense: Sense) -> bool:
    return sense.modes.get(_TAKING, 0.0) >= _TAKES


def _tells_of_change(sense: Sense) -> bool:
    return _tells_of_taking(sense) or sense.types.get(_LEAVING, 0.0) >= _LEAVES


def _pieces(reader: Reader, text: str, window: Window) -> Iterator[_Pieces]:
    """Yield the word pieces of a window; one too long loses its context, and if that is not enough, is read in parts."""
    enc = reader.tokenizer.encode(text[window.start : window.end], add_special_tokens=False)
    offsets = [(a + window.start, b + window.start) for a, b in enc.offsets]
    room = reader.limit - 2
    core = next((k for k, (_, b) in enumerate(offsets) if b > window.core), len(offsets))
    first = max(0, min(core, len(offsets) - room))
    cls, sep = reader.tokenizer.token_to_id(_CLS), reader.tokenizer.token_to_id(_SEP)
    for at in range(first, len(offsets), room):
        part = slice(at, at + room)
        yield _Pieces([cls, *enc.ids[part], sep], [(0, 0), *offsets[part], (0, 0)], window.core)


def _run(reader: Reader, window: _Pieces) -> dict[str, Any]:
    """Return the model's outputs for one window: alone, since int8 scales follow what is read together."""
    ids = np.array([window.ids], dtype=np.int64)
    out = reader.session.run(list(_OUTPUTS), {"input_ids": ids, "attention_mask": np.ones_like(ids)})
    return {name: values[0] for name, values in zip(_OUTPUTS, out, strict=True)}


def _senses(
    reader: Reader, parse: Parse, window: _Pieces, out: Mapping[str, Any], firsts: list[tuple[int, int]]
) -> dict[int, Sense]:
    types = shares(out["types"])
    found: dict[int, Sense] = {}
    for token, k in firsts:
        word = parse.tokens[token]
        if word.start < window.core or word.pos not in _CONTENT or 1 - types[k][0] < _TELLS:
            continue
        found[token] = Sense(
            _named(reader.types, types[k]),
            _named(reader.modes, shares(out["modes"][k])),
            _named(reader.status, shares(out["states"][k])),
            roles(reader.pair, out["left"][k], out["right"], firsts),
            firsts[0][0],
            firsts[-1][0] + 1,
        )
    return found


def _by_token(parse: Parse, window: _Pieces) -> Iterator[tuple[int, int]]:
    """Yield the number of each token in the window with the number of its first word piece."""
    at = bisect_right(parse.tokens, window.offsets[1][0], key=lambda t: t.end)
    last = -1
    for k, (a, b) in enumerate(window.offsets):
        if a == b:
            continue
        while at < len(parse.tokens) and parse.tokens[at].end <= a:
            at += 1
        if at < len(parse.tokens) and parse.tokens[at].start < b and at != last:
            last = at
            yield at, k


def _named(names: Iterable[str], shares: Any) -> dict[str, float]:
    return {n: float(s) for n, s in zip(names, shares, strict=True) if s >= _FLOOR and n != _NONE}
