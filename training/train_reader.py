"""Train the reader's teacher: python training/train_reader.py samples.jsonl --body mpnet --keep teacher [--fold 0].

all-mpnet-base-v2 reads a window once. Heads over its word pieces say which happening a word names (or none), its mode and
its status; a head over pairs says whether a word names the actor, recipient, place or speaker of another. With --fold K
one fifth of the documents is held back and scored; the model that is kept never saw it. ``distil.py`` makes the reader of it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from encoder import WEIGHTS, Encoder, Losses, export, learning, load, losses_of, save, score
from fitting import SEED, fit
from folds import fold_of
from torch import nn
from transformers import AutoTokenizer
from word_pieces import Labels, Row, load_labels, padded, prepare

EPOCHS = 5
RATE = 8e-5


def taught(
    rows: list[Row], labels: Labels, model: Encoder, pair: nn.Linear, epochs: int, rate: float
) -> tuple[Encoder, nn.Linear]:
    """Return the trained encoder and pair layer."""
    losses, rates, both = Losses(labels), learning(model, pair, rate), nn.ModuleList([model, pair])

    def both_losses(batch: list[Row]) -> torch.Tensor:
        ids, mask, _ = padded(batch)
        return losses_of(pair, losses, model(ids, mask), batch)

    kept = fit(both, rates, rows, epochs, both_losses, lambda _: WEIGHTS)
    return kept[0], kept[1]


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("samples", type=Path)
    args.add_argument("--out", type=Path)
    args.add_argument("--fold", type=int)
    args.add_argument("--start", type=Path, help="a folder that --keep wrote: go on from there, at half the pace")
    args.add_argument("--keep", type=Path, help="where to keep the weights to go on from")
    args.add_argument("--epochs", type=int, default=EPOCHS)
    args.add_argument("--body", required=True, help="the folder of the model to begin with")
    args.add_argument("--rate", type=float, default=RATE, help="the highest rate of the body")
    args.add_argument("--bf16", action="store_true", help="compute in bfloat16, where the processor has it")
    given = args.parse_args()
    torch.manual_seed(SEED)
    tokenizer, labels = AutoTokenizer.from_pretrained(given.body), load_labels()
    rows = [prepare(json.loads(line), tokenizer, labels) for line in given.samples.open(encoding="utf-8")]
    held = [r for r in rows if given.fold is not None and fold_of(r.sample["doc"]) == given.fold]
    kept = [r for r in rows if given.fold is None or fold_of(r.sample["doc"]) != given.fold]
    print(f"{len(kept)} windows to learn from, {len(held)} held back", flush=True)
    model, pair = load(given.body, labels, given.start)
    model.halved = given.bf16
    model, pair = taught(kept, labels, model, pair, given.epochs, given.rate * (0.5 if given.start else 1.0))
    model.halved = False
    if given.keep:
        save(model, pair, given.keep)
    if held:
        score(model, pair, held)
    if given.out:
        export(model, pair, labels, tokenizer, given.out)


if __name__ == "__main__":
    main()
