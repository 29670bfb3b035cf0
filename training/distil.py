"""Teach the reader by a larger one: python training/distil.py samples.jsonl plain.jsonl --teacher T --body B --start first.

The larger reader (``train_reader.py --body``) reads the windows that are annotated and those that are not; the reader
learns to give each word piece and each pair of words the shares that its teacher gives them and, where there are
annotations, to answer as they do (Hinton, Vinyals and Dean 2015). Its lowest layers stay, so that the branch which sees
who holds which place goes on to work on what they make of a window.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from encoder import BASE, WEIGHTS, Encoder, Losses, export, learning, load, losses_of, outputs_of, save, score
from fitting import SEED, fit
from folds import fold_of
from torch import nn
from torch.nn.functional import gelu, kl_div, pad
from torch.nn.utils.rnn import pad_sequence
from transformers import AutoTokenizer
from word_pieces import Row, load_labels, padded, prepare

EPOCHS, STAY = 5, 3
RATE = 1e-4
BATCH = 48  # of windows read by the teacher
TELLS = 0.15  # of a word that tells of a happening by this share of the teacher's, its roles are learned, too
SOFT = (4.0, 4.0, 0.3, 0.3)  # how much the teacher's shares count: happenings, roles, modes, status
ANNOTATED = 0.5  # and how much the annotations do
SPECIAL = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[UNK]": "[UNK]"}


@dataclass
class Lesson:
    """A window with what the teacher says: the type of each piece; of ``told`` pieces the roles of all, mode and status."""

    row: Row
    types: torch.Tensor
    told: torch.Tensor
    roles: torch.Tensor
    modes: torch.Tensor
    states: torch.Tensor

    @property
    def tags(self) -> list[int]:
        """Return the targets of the annotations."""
        return self.row.tags


def numbers(own: Any, other: Any) -> dict[int, int]:
    """Return for each word piece of one vocabulary its number in another that has the same pieces."""
    theirs = other.get_vocab()
    return {n: theirs[SPECIAL.get(piece, piece)] for piece, n in own.get_vocab().items()}


def lessons(rows: list[Row], teacher: Encoder, pair: nn.Linear, renumbered: dict[int, int]) -> Iterator[Lesson]:
    """Yield the windows with what the teacher says of them, the short ones first."""
    order = sorted(rows, key=lambda r: len(r.ids))
    with torch.no_grad():
        for at in range(0, len(order), BATCH):
            batch = order[at : at + BATCH]
            ids, mask, _ = padded(batch)
            ids = torch.tensor([[renumbered[i] for i in row] for row in ids.tolist()])
            types, modes, states, left, right = teacher(ids, mask)
            tells = 1 - types.softmax(-1)[..., 0]
            for b, row in enumerate(batch):
                n = len(row.ids)
                told = {k for k in range(1, n - 1) if tells[b, k] > TELLS} | {h[0] for h in row.heads}
                k = torch.tensor(sorted(told), dtype=torch.long)
                roles = pair(gelu(left[b, k].unsqueeze(1) + right[b, :n]))
                yield Lesson(row, types[b, :n].half(), k, roles.half(), modes[b, k].half(), states[b, k].half())


def apart(learned: torch.Tensor, told: torch.Tensor) -> torch.Tensor:
    """Return how far the learned shares are from those told, a mean over the rows."""
    if not len(told):
        return torch.zeros(())
    return kl_div(learned.log_softmax(-1), told.float().softmax(-1), reduction="batchmean")


def soft_losses(pair: nn.Linear, outputs: tuple[torch.Tensor, ...], batch: list[Lesson]) -> torch.Tensor:
    """Return how far a batch is from what the teacher says: happenings, roles, modes, status."""
    types, modes, states, left, right = outputs
    width = types.shape[1]
    inner = torch.zeros(types.shape[:2], dtype=torch.bool)
    for n, lesson in enumerate(batch):
        inner[n, 1 : len(lesson.row.ids) - 1] = True
    b = torch.cat([torch.full_like(lesson.told, n) for n, lesson in enumerate(batch)])
    k = torch.cat([lesson.told for lesson in batch])
    roles = torch.cat([pad(lesson.roles, (0, 0, 0, width - len(lesson.row.ids))) for lesson in batch])
    told = pad_sequence([lesson.types for lesson in batch], batch_first=True)
    learned = pair(gelu(left[b, k].unsqueeze(1) + right[b]))
    return torch.stack(
        [
            apart(types[inner], told[inner]),
            apart(learned[inner[b]], roles[inner[b]]),
            apart(modes[b, k], torch.cat([lesson.modes for lesson in batch])),
            apart(states[b, k], torch.cat([lesson.states for lesson in batch])),
        ]
    )


def taught(
    given: list[Lesson], model: Encoder, pair: nn.Linear, losses: Losses, epochs: int, stay: int
) -> tuple[Encoder, nn.Linear]:
    """Return the reader and its pair layer after all lessons; ``stay`` of its lowest layers do not learn."""
    rates = learning(model, pair, RATE, stay)

    def both_losses(batch: list[Lesson]) -> torch.Tensor:
        rows = [lesson.row for lesson in batch]
        outputs = outputs_of(model, rows)
        return torch.cat([soft_losses(pair, outputs, batch), losses_of(pair, losses, outputs, rows)])

    weights = (*SOFT, *(ANNOTATED * w for w in WEIGHTS))
    kept = fit(nn.ModuleList([model, pair]), rates, given, epochs, both_losses, weights)
    return kept[0], kept[1]


def windows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the windows of a file; of those that nobody annotated all is open."""
    for line in path.open(encoding="utf-8"):
        window = json.loads(line)
        open_ = {"happenings": [], "unsure": [[0, len(window["text"])]], "whole": False}
        yield open_ | window


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("samples", type=Path)
    args.add_argument("plain", type=Path, help="windows that plain_windows.py wrote")
    args.add_argument("--teacher", type=Path, required=True, help="a folder that train_reader.py --keep wrote")
    args.add_argument("--body", required=True, help="the model that the teacher began as")
    args.add_argument("--start", type=Path, required=True, help="a folder that unpack_reader.py wrote")
    args.add_argument("--out", type=Path)
    args.add_argument("--keep", type=Path)
    args.add_argument("--epochs", type=int, default=EPOCHS)
    args.add_argument(
        "--stay", type=int, default=STAY, help="lowest layers that stay; with fewer, train_holds.py again"
    )
    args.add_argument("--bf16", action="store_true", help="compute in bfloat16, where the processor has it")
    asked = args.parse_args()
    torch.manual_seed(SEED)
    labels, tokenizer = load_labels(), AutoTokenizer.from_pretrained(BASE)
    rows = [prepare(s, tokenizer, labels) for s in (*windows(asked.samples), *windows(asked.plain))]
    held = [r for r in rows if fold_of(r.sample["doc"]) == 0]
    kept = [r for r in rows if fold_of(r.sample["doc"]) != 0]
    teacher, judge = load(asked.body, labels, asked.teacher)
    teacher.halved = asked.bf16
    renumbered = numbers(tokenizer, AutoTokenizer.from_pretrained(asked.body))
    given = list(lessons(kept, teacher.eval(), judge, renumbered))
    print(f"{len(given)} windows taught, {len(held)} held back", flush=True)
    model, pair = load(BASE, labels, asked.start)
    model.halved = asked.bf16
    model, pair = taught(given, model, pair, Losses(labels), asked.epochs, asked.stay)
    model.halved = False
    score(model, pair, held)
    if asked.keep:
        save(model, pair, asked.keep)
    if asked.out:
        export(model, pair, labels, tokenizer, asked.out)


if __name__ == "__main__":
    main()
