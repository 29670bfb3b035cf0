"""What the reader model makes of the words of a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sense:
    """What the reader model makes of one word; all numbers are shares in [0, 1], small ones left out.

    ``types`` are PLOVER types, what is missing from 1 is that the word tells of no happening; ``modes`` are ``TYPE/mode``.
    ``roles`` maps a token to the shares by which it is actor, recipient, place and speaker; tokens ``[first, last)`` were
    read.
    """

    types: Mapping[str, float]
    modes: Mapping[str, float]
    status: Mapping[str, float]
    roles: Mapping[int, tuple[float, ...]]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Hold:
    """What the reader model makes of one word as the name of a place; all numbers are shares in [0, 1].

    ``kinds`` are "taken", "held", "lost" and "past" (held once, no more), what is missing from 1 is that nothing is told of
    who holds it. ``sides`` maps a token to the shares by which it names who holds the place then, and who lost it.
    """

    kinds: Mapping[str, float]
    sides: Mapping[int, tuple[float, float]]

    @property
    def share(self) -> float:
        """Return the share by which anything is told of who holds the place."""
        return sum(self.kinds.values())


def shares_of(sense: Sense, first: int, last: int, head: int) -> tuple[float, float]:
    """Return the shares by which a phrase is actor and recipient: its best word speaks for all.

    The model marks those words that an annotator would: of "frozen Venezuelan assets" the adjective.
    """
    words = [sense.roles.get(i, (0.0, 0.0)) for i in {head, *range(first, last)}]
    return max(w[0] for w in words), max(w[1] for w in words)
