"""The loop of training: one cycle of the rates over all epochs, and the running mean of the weights is kept."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from word_pieces import AnyRow, batches

SEED = 7
DECAY = 0.995  # the weights that are kept are the running mean over some 200 steps
WARM = 0.08  # of the steps: the rates rise, then fall


def fit(
    model: nn.ModuleList,
    rates: Sequence[tuple[list[nn.Parameter], float]],
    rows: list[AnyRow],
    epochs: int,
    losses: Callable[[list[AnyRow]], torch.Tensor],
    weights: Callable[[float], Sequence[float]],
) -> Any:
    """Return the parts of a model as running means over the last steps, ready to read.

    Args:
        model: the parts, trained in place.
        rates: which parameters learn, each group with its highest rate.
        rows: what is learned from.
        epochs: how often each row is seen.
        losses: what a batch costs, by kind.
        weights: how much each kind of loss counts, by the share of all steps that are done.
    """
    rng, began = random.Random(SEED), time.time()
    optim = torch.optim.AdamW([{"params": p} for p, _ in rates], lr=rates[0][1], weight_decay=0.01)
    total = epochs * len(batches(rows, random.Random(SEED))) + 1
    plan = torch.optim.lr_scheduler.OneCycleLR(optim, [r for _, r in rates], total_steps=total, pct_start=WARM)
    learned, kinds, step = [p for group, _ in rates for p in group], len(weights(0.0)), 0
    mean = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(DECAY))
    for epoch in range(epochs):
        model.train()
        sums, n = torch.zeros(kinds), 0
        for batch in batches(rows, rng):
            parts = losses(batch)
            optim.zero_grad()
            (parts * torch.tensor(weights(step / total))).sum().backward()
            nn.utils.clip_grad_norm_(learned, 1.0)
            optim.step()
            plan.step()
            mean.update_parameters(model)
            sums, n, step = sums + parts.detach(), n + 1, step + 1
        told = [round(x, 3) for x in (sums / n).tolist()]
        print(f"epoch {epoch} losses {told} ({time.time() - began:.0f} s)", flush=True)
    return mean.module.eval()
