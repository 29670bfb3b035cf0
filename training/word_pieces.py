"""What the models in training meet: samples as word pieces with their targets, in batches."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import torch

BATCH, MAX_PIECES = 32, 160
STATUSES = ("asserted", "alleged", "denied", "negated", "requested", "threatened", "planned", "hypothetical")
ROLES = ("O", "actor", "recipient", "place", "speaker")
NONE = "NONE"
IGNORE = -100
Sample = dict[str, Any]
AnyRow = TypeVar("AnyRow", bound="Tagged")


class Tagged(Protocol):
    """Anything with a target for each word piece."""

    @property
    def tags(self) -> list[int]: ...


@dataclass(frozen=True)
class Labels:
    """The names of the classes, in the order of the heads."""

    types: tuple[str, ...]
    modes: tuple[str, ...]


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
