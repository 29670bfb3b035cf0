"""The reader as it is trained: heads over a body, their losses, how well they read, and the packaged form."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn.functional import gelu
from transformers import AutoModel
from word_pieces import MAX_PIECES, ROLES, STATUSES, Labels, Row, batches, heads_of, padded

PAIR = 256
HEADS = 5  # so many times faster than the body the heads learn
WEIGHTS = (1.0, 1.0, 0.3, 0.3)  # of the losses: happenings, roles, modes, status
_LAYER = re.compile(r"body\.encoder\.layer\.(\d+)\.")


class Encoder(nn.Module):
    """What runs at coding time: the body with its heads over single word pieces.

    The pair head is ``out(gelu(left[t] + right[c]))``; its last layer is applied outside, to the words asked about.
    With ``halved`` the body computes in bfloat16: twice as fast where the processor has it, a few times slower elsewhere.
    """

    halved = False

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

    def heads(self) -> list[nn.Parameter]:
        """Return what is learned besides the body."""
        return [p for name, p in self.named_parameters() if not name.startswith("body.")]

    def read(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Return what the body makes of each word piece."""
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.halved):
            made: torch.Tensor = self.body(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return made.float()

    def tell(self, read: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Return what the heads say of word pieces: types, modes, states, and both halves of the pair head."""
        h = self.drop(read)
        return self.types(h), self.modes(h), self.states(h), self.left(h), self.right(h)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return self.tell(self.read(input_ids, attention_mask))


def learning(model: Encoder, pair: nn.Linear, rate: float) -> list[tuple[list[nn.Parameter], float]]:
    """Return what learns with its highest rate: the body, and the heads so many times faster.

    Word embeddings stay, so that unseen words keep their meaning.
    """
    for p in model.body.embeddings.parameters():
        p.requires_grad = False
    own = [p for p in model.body.parameters() if p.requires_grad]
    return [(own, rate), ([*model.heads(), *pair.parameters()], HEADS * rate)]


def load(body: str, labels: Labels, start: Path | None) -> tuple[Encoder, nn.Linear]:
    """Return an encoder over a body and its pair layer: new ones, or as ``save`` wrote them, with as many layers."""
    model, pair = Encoder(AutoModel.from_pretrained(body), labels), nn.Linear(PAIR, len(ROLES))
    if start is not None:
        kept = torch.load(start / "encoder.pt")
        keep_layers(model, range(len({n for name in kept if (n := layer_of(name)) is not None})))
        model.load_state_dict(kept)
        pair.load_state_dict(torch.load(start / "pair.pt"))
    return model, pair


def layer_of(name: str) -> int | None:
    """Return the number of the layer that a weight is of, ``None`` for those of no layer."""
    found = _LAYER.match(name)
    return int(found[1]) if found else None


def keep_layers(model: Encoder, numbers: Sequence[int]) -> None:
    """Leave only some layers of the body, in their order."""
    model.body.encoder.layer = nn.ModuleList([model.body.encoder.layer[n] for n in numbers])


def save(model: Encoder, pair: nn.Linear, folder: Path) -> None:
    """Write the weights to go on from."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), folder / "encoder.pt")
    torch.save(pair.state_dict(), folder / "pair.pt")


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


def losses_of(pair: nn.Linear, losses: Losses, outputs: tuple[torch.Tensor, ...], batch: list[Row]) -> torch.Tensor:
    """Return what a batch costs: happenings, roles, modes, status."""
    types, modes, states, left, right = outputs
    *_, tags = padded(batch)
    b, k, mode, status, roles = heads_of(batch, tags.shape[1])
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
    """Write int8 ONNX, the pair layer, the tokenizer and the names of the classes.

    Weights keep seven bits: processors without VNNI add two products in sixteen bits, where eight would overflow, so that
    the same model would say something else there.
    """
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
    quantize_dynamic(raw, out / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
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
