"""Make the reader of its teacher: python training/distil.py samples.jsonl plain.jsonl --teacher teacher --body mpnet.

The reader begins as every other layer of the teacher (``train_reader.py``), with its heads. It reads the windows that are
annotated and those that are not, and learns to make of each word piece what the teacher makes of it, to give it and each
pair of words the shares that the teacher gives them and, where there are annotations, to answer as they do (Hinton,
Vinyals and Dean 2015; Sanh et al. 2019 on beginning with layers of the teacher and on matching its last one).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from encoder import WEIGHTS, Encoder, Losses, export, keep_layers, learning, load, losses_of, save, score
from fitting import SEED, fit
from folds import fold_of
from torch import nn
from torch.nn.functional import gelu, kl_div, pad
from torch.nn.utils.rnn import pad_sequence
from transformers import AutoTokenizer
from word_pieces import Row, load_labels, padded, prepare

EPOCHS = 5
RATE = 1e-4
LAYERS = (0, 2, 4, 7, 9, 11)  # of the teacher's twelve
BATCH = 48  # of windows read by the teacher
TELLS = 0.15  # of a word that tells of a happening by this share of the teacher's, its roles are learned, too
SOFT = (4.0, 4.0, 0.3, 0.3)  # how much the teacher's shares count: happenings, roles, modes, status
ANNOTATED = 0.5  # how much the annotations do
ALIKE, ALIKE_FALLS = 0.05, 0.5  # and how much the teacher's last layer does: so much at the end, and more before it


@dataclass
class Lesson:
    """A window with what the teacher says: the type of each piece; of ``told`` pieces the roles of all, mode and status.

    ``read`` is what its last layer makes of each piece.
    """

    row: Row
    read: torch.Tensor
    types: torch.Tensor
    told: torch.Tensor
    roles: torch.Tensor
    modes: torch.Tensor
    states: torch.Tensor

    @property
    def tags(self) -> list[int]:
        """Return the targets of the annotations."""
        return self.row.tags


def lessons(rows: list[Row], teacher: Encoder, pair: nn.Linear) -> Iterator[Lesson]:
    """Yield the windows with what the teacher says of them, the short ones first."""
    order = sorted(rows, key=lambda r: len(r.ids))
    with torch.no_grad():
        for at in range(0, len(order), BATCH):
            batch = order[at : at + BATCH]
            ids, mask, _ = padded(batch)
            read = teacher.read(ids, mask)
            types, modes, states, left, right = teacher.tell(read)
            tells = 1 - types.softmax(-1)[..., 0]
            for b, row in enumerate(batch):
                n = len(row.ids)
                told = {k for k in range(1, n - 1) if tells[b, k] > TELLS} | {h[0] for h in row.heads}
                k = torch.tensor(sorted(told), dtype=torch.long)
                roles = pair(gelu(left[b, k].unsqueeze(1) + right[b, :n]))
                made = read[b, :n].half()
                yield Lesson(row, made, types[b, :n].half(), k, roles.half(), modes[b, k].half(), states[b, k].half())


def apart(learned: torch.Tensor, told: torch.Tensor) -> torch.Tensor:
    """Return how far the learned shares are from those told, a mean over the rows."""
    if not len(told):
        return torch.zeros(())
    return kl_div(learned.log_softmax(-1), told.float().softmax(-1), reduction="batchmean")


def soft_losses(
    pair: nn.Linear, read: torch.Tensor, outputs: tuple[torch.Tensor, ...], batch: list[Lesson]
) -> torch.Tensor:
    """Return how far a batch is from what the teacher says: happenings, roles, modes, status, and its last layer."""
    types, modes, states, left, right = outputs
    width = types.shape[1]
    inner = torch.zeros(types.shape[:2], dtype=torch.bool)
    for n, lesson in enumerate(batch):
        inner[n, 1 : len(lesson.row.ids) - 1] = True
    b = torch.cat([torch.full_like(lesson.told, n) for n, lesson in enumerate(batch)])
    k = torch.cat([lesson.told for lesson in batch])
    roles = torch.cat([pad(lesson.roles, (0, 0, 0, width - len(lesson.row.ids))) for lesson in batch])
    told = pad_sequence([lesson.types for lesson in batch], batch_first=True)
    theirs = pad_sequence([lesson.read for lesson in batch], batch_first=True)[inner].float()
    learned = pair(gelu(left[b, k].unsqueeze(1) + right[b]))
    return torch.stack(
        [
            apart(types[inner], told[inner]),
            apart(learned[inner[b]], roles[inner[b]]),
            apart(modes[b, k], torch.cat([lesson.modes for lesson in batch])),
            apart(states[b, k], torch.cat([lesson.states for lesson in batch])),
            (read[inner] - theirs).square().mean() / theirs.var(),
        ]
    )


def taught(
    given: list[Lesson], model: Encoder, pair: nn.Linear, losses: Losses, epochs: int
) -> tuple[Encoder, nn.Linear]:
    """Return the reader and its pair layer after all lessons."""
    rates = learning(model, pair, RATE)

    def both_losses(batch: list[Lesson]) -> torch.Tensor:
        rows = [lesson.row for lesson in batch]
        ids, mask, _ = padded(rows)
        read = model.read(ids, mask)
        outputs = model.tell(read)
        return torch.cat([soft_losses(pair, read, outputs, batch), losses_of(pair, losses, outputs, rows)])

    def weights(done: float) -> Sequence[float]:
        return (*SOFT, ALIKE + ALIKE_FALLS * (1 - done), *(ANNOTATED * w for w in WEIGHTS))

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
    args.add_argument("--out", type=Path)
    args.add_argument("--keep", type=Path)
    args.add_argument("--epochs", type=int, default=EPOCHS)
    args.add_argument("--bf16", action="store_true", help="compute in bfloat16, where the processor has it")
    asked = args.parse_args()
    torch.manual_seed(SEED)
    labels, tokenizer = load_labels(), AutoTokenizer.from_pretrained(asked.body)
    rows = [prepare(s, tokenizer, labels) for s in (*windows(asked.samples), *windows(asked.plain))]
    held = [r for r in rows if fold_of(r.sample["doc"]) == 0]
    kept = [r for r in rows if fold_of(r.sample["doc"]) != 0]
    teacher, judge = load(asked.body, labels, asked.teacher)
    teacher.halved = asked.bf16
    given = list(lessons(kept, teacher.eval(), judge))
    print(f"{len(given)} windows taught, {len(held)} held back", flush=True)
    model, pair = load(asked.body, labels, asked.teacher)
    keep_layers(model, LAYERS)
    model.halved = asked.bf16
    model, pair = taught(given, model, pair, Losses(labels), asked.epochs)
    model.halved = False
    score(model, pair, held)
    if asked.keep:
        save(model, pair, asked.keep)
    if asked.out:
        export(model, pair, labels, tokenizer, asked.out)


if __name__ == "__main__":
    main()
