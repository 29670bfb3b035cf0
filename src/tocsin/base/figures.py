"""A measured figure with its interval."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in [0, 1] with the bounds of its interval; ``right`` of ``of`` cases. ``None``: no case."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    right: int
    of: int
