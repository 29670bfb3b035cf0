"""Train the branch that sees who holds which place: train_holds.py holds.jsonl --body B --reader R --start S --out DIR.

The reader's first three layers are left as the package has them; the branch goes on from what they make of a window with
three layers of its own, which begin as the reader's last three. A head over word pieces says whether a word names a place
that is taken, held, lost or was held once; a head over pairs says whether a word names the holder or the loser of a place.
The windows are run through the packaged reader first, so that the branch learns from what it will meet.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from encoder import count, load
from fitting import SEED, fit
from folds import fold_of
from tokenizers import Tokenizer
from torch import nn
from torch.nn.functional import gelu
from word_pieces import IGNORE, MAX_PIECES, batches, covered, load_labels, role_of

EPOCHS, PAIR = 5, 128
BODY_RATE, HEAD_RATE = 8e-5, 5e-4
LAYERS = 3  # of the reader's six, those that the branch shares
KINDS = ("NONE", "taken", "held", "lost", "past")
CODES = {"T": "taken", "H": "held", "L": "lost", "P": "past", "D": "NONE"}
ROLES = ("O", "holder", "loser")
PLAIN_SHARE = 0.25  # of the windows without any word of holding
SIZE = 768  # of what a layer makes of a word piece
MIDDLE = f"/body/encoder/layer.{LAYERS - 1}/output/LayerNorm/LayerNormalization_output_0"
Sample = dict[str, Any]


class Branch(nn.Module):
    """What runs at coding time on what the shared layers made of one window; the pair head is finished outside."""

    halved = False  # as of the reader

    def __init__(self, body: nn.Module) -> None:
        super().__init__()
        self.encoder = deepcopy(body.encoder)
        self.encoder.layer = self.encoder.layer[LAYERS:]
        size = body.config.hidden_size
        self.drop = nn.Dropout(0.15)
        self.kinds = nn.Linear(size, len(KINDS))
        self.left = nn.Linear(size, PAIR)
        self.right = nn.Linear(size, PAIR)

    def forward(self, middle: torch.Tensor, mask: torch.Tensor | None = None) -> tuple[torch.Tensor, ...]:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.halved):
            made = self.encoder(middle, mask)[0]
        h = self.drop(made.float())
        return self.kinds(h), self.left(h), self.right(h)


@dataclass
class Row:
    """One sample: what the shared layers made of it, and its targets by word piece."""

    sample: Sample
    middle: torch.Tensor
    tags: list[int]
    heads: list[tuple[int, list[int]]]  # first piece of a place, the role of each piece for it


def with_middle(path: Path) -> Any:
    """Return the reader's graph with what its shared layers make as one more output, ``middle``."""
    model = onnx.load(path)
    if all(o.name != "middle" for o in model.graph.output):
        model.graph.node.append(onnx.helper.make_node("Identity", [MIDDLE], ["middle"], "middle"))
        shape = ["batch", "length", SIZE]
        model.graph.output.append(onnx.helper.make_tensor_value_info("middle", onnx.TensorProto.FLOAT, shape))
    return model


class Shared:
    """The packaged reader up to the layers that the branch shares."""

    def __init__(self, reader: Path) -> None:
        self.folder = reader
        self.graph = with_middle(reader / "reader.onnx")
        self.session = onnxruntime.InferenceSession(self.graph.SerializeToString())
        self.tokenizer = Tokenizer.from_file(str(reader / "tokenizer.json"))

    def row(self, sample: Sample) -> Row:
        """Return a sample as the branch will meet it, with its targets."""
        enc = self.tokenizer.encode(sample["text"], add_special_tokens=False)
        cls, sep = self.tokenizer.token_to_id("<s>"), self.tokenizer.token_to_id("</s>")
        offsets = [(0, 0), *enc.offsets[: MAX_PIECES - 2], (0, 0)]
        ids = np.array([[cls, *enc.ids[: MAX_PIECES - 2], sep]], dtype=np.int64)
        (middle,) = self.session.run(["middle"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        row = Row(sample, torch.tensor(middle[0]).half(), [_tag(o, sample) for o in offsets], [])
        for h in sample["holds"]:
            piece = next((k for k, o in enumerate(offsets) if o[0] < o[1] and covered(o, [h["place"]])), None)
            if piece is not None and CODES[h["kind"]] != "NONE":
                row.heads.append((piece, [role_of(o, h, ROLES) for o in offsets]))
        return row


def _tag(o: tuple[int, int], sample: Sample) -> int:
    if o[0] == o[1] or o[0] < sample["core"]:
        return IGNORE
    hit = next((h for h in sample["holds"] if covered(o, [h["place"]])), None)
    return KINDS.index(CODES[hit["kind"]]) if hit is not None else 0


def padded(rows: list[Row]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return what the shared layers made, the attention mask to add and the tags of a batch."""
    width = max(len(r.tags) for r in rows)
    middle, mask = torch.zeros(len(rows), width, SIZE), torch.full((len(rows), 1, 1, width), -1e9)
    tags = torch.full((len(rows), width), IGNORE)
    for b, r in enumerate(rows):
        n = len(r.tags)
        middle[b, :n], mask[b, :, :, :n], tags[b, :n] = r.middle.float(), 0.0, torch.tensor(r.tags)
    return middle, mask, tags


def heads_of(rows: list[Row], width: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return for all places of a batch: row, piece, and the role of each piece."""
    flat = [(b, *h) for b, r in enumerate(rows) for h in r.heads]
    roles = torch.full((len(flat), width), IGNORE)
    for n, (*_, role) in enumerate(flat):
        roles[n, : len(role)] = torch.tensor(role)
    numbers = torch.tensor([f[:2] for f in flat]).view(-1, 2)
    return numbers[:, 0], numbers[:, 1], roles


def taught(rows: list[Row], body: nn.Module, epochs: int, *, halved: bool) -> tuple[Branch, nn.Linear]:
    """Return the trained branch and pair layer."""
    model, pair = Branch(body), nn.Linear(PAIR, len(ROLES))
    model.halved = halved
    tag, role = nn.CrossEntropyLoss(torch.tensor([0.5, *[1.0] * (len(KINDS) - 1)])), nn.CrossEntropyLoss()

    def losses(batch: list[Row]) -> torch.Tensor:
        middle, mask, tags = padded(batch)
        kinds, left, right = model(middle, mask)
        b, k, roles = heads_of(batch, middle.shape[1])
        parts = [tag(kinds.flatten(0, 1), tags.flatten()), torch.zeros(())]
        if len(b):
            parts[1] = role(pair(gelu(left[b, k].unsqueeze(1) + right[b])).flatten(0, 1), roles.flatten())
        return torch.stack(parts)

    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")] + list(pair.parameters())
    rates = [(list(model.encoder.parameters()), BODY_RATE), (heads, HEAD_RATE)]
    kept = fit(nn.ModuleList([model, pair]), rates, rows, epochs, losses, lambda _: (1.0, 1.0))
    return kept[0], kept[1]


def score(model: Branch, pair: nn.Linear, rows: list[Row]) -> None:
    """Print how well held-back windows are read: F1 per word piece for places by kind, holders and losers."""
    n: Counter[str] = Counter()
    with torch.no_grad():
        for batch in batches(rows, random.Random(1)):
            middle, mask, tags = padded(batch)
            kinds, left, right = model(middle, mask)
            wanted, guessed = tags.flatten(), kinds.argmax(2).flatten()
            count(n, "any", wanted.clamp(max=1).tolist(), guessed.clamp(max=1).tolist(), [1])
            for c in range(1, len(KINDS)):
                count(n, KINDS[c], wanted.tolist(), guessed.tolist(), [c])
            b, k, roles = heads_of(batch, middle.shape[1])
            if len(b):
                played = pair(gelu(left[b, k].unsqueeze(1) + right[b])).argmax(2).flatten()
                for c in (1, 2):
                    count(n, ROLES[c], roles.flatten().tolist(), played.tolist(), [c])
    for name in ("any", *KINDS[1:], *ROLES[1:]):
        p, g, tp = n[f"{name} p"], n[f"{name} g"], n[f"{name} tp"]
        print(
            f"held back {name:7} P {tp / max(p, 1):.3f} R {tp / max(g, 1):.3f} F1 {2 * tp / max(p + g, 1):.3f} (gold {g})"
        )


def export(model: Branch, pair: nn.Linear, shared: Shared, out: Path) -> None:
    """Write the branch as int8 ONNX with its classes, and the reader with its middle as an output."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    raw, axes = out / "fp32.onnx", {n: {0: "batch", 1: "length"} for n in ("middle", "kinds", "left", "right")}
    torch.onnx.export(
        model,
        (torch.zeros(1, 9, SIZE),),
        str(raw),
        input_names=["middle"],
        output_names=["kinds", "left", "right"],
        dynamic_axes=axes,
        dynamo=False,
    )
    quantize_dynamic(raw, out / "holds.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    raw.unlink()
    onnx.save(shared.graph, out / "reader.onnx")
    for name in ("classes.json", "tokenizer.json"):
        if shared.folder.resolve() != out.resolve():
            copyfile(shared.folder / name, out / name)
    layer = {"weight": pair.weight.tolist(), "bias": pair.bias.tolist()}
    layer = {name: np.round(values, 5).tolist() for name, values in layer.items()}
    classes = {"kinds": KINDS, "roles": ROLES, "pair": layer}
    (out / "holds.json").write_text(json.dumps(classes) + "\n", encoding="utf-8")


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("samples", type=Path)
    args.add_argument("--reader", type=Path, default=Path(__file__).parents[1] / "src" / "tocsin" / "data" / "reader")
    args.add_argument("--body", required=True, help="the folder of the model that the reader's teacher began as")
    args.add_argument("--start", type=Path, required=True, help="a folder that distil.py --keep wrote")
    args.add_argument("--out", type=Path)
    args.add_argument("--epochs", type=int, default=EPOCHS)
    args.add_argument("--bf16", action="store_true", help="compute in bfloat16, where the processor has it")
    given = args.parse_args()
    torch.manual_seed(SEED)
    encoder, _ = load(given.body, load_labels(), given.start)
    shared, rng = Shared(given.reader), random.Random(SEED)
    samples = [json.loads(line) for line in given.samples.open(encoding="utf-8")]
    kept = [s for s in samples if not s["plain"] or rng.random() < PLAIN_SHARE]
    rows = [shared.row(s) for s in kept]
    held = [r for r in rows if fold_of(r.sample["doc"]) == 0]
    learned = [r for r in rows if fold_of(r.sample["doc"]) != 0]
    print(f"{len(learned)} windows to learn from, {len(held)} held back", flush=True)
    model, pair = taught(learned, encoder.body, given.epochs, halved=given.bf16)
    model.halved = False
    score(model, pair, held)
    if given.out:
        export(model, pair, shared, given.out)


if __name__ == "__main__":
    main()
