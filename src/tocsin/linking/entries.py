"""What the register holds: entries with dated roles, the surfaces that name them, and patterns over states."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Form(StrEnum):
    """How a surface names its entry."""

    NAME = "name"
    ADJECTIVE = "adjective"
    DEMONYM = "demonym"
    CAPITAL = "capital"


@dataclass(frozen=True, slots=True)
class Role:
    """What an entry is from ``start`` on and before ``end``; ``None`` is open."""

    country: str | None
    title: str
    sector: str | None
    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the role is held on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Entry:
    """One known actor. ``kind``: state, people, person, group, body, agency or organ (of a state, by pattern).

    ``origin`` says where it stands in the user's own tables, empty for ours; it tells no entries apart.
    """

    id: str
    name: str
    kind: str
    roles: tuple[Role, ...]
    parent: str | None = None
    origin: str = field(default="", compare=False)

    @property
    def country(self) -> str | None:
        """The country of the latest role."""
        return self.roles[-1].country

    @property
    def sector(self) -> str | None:
        """The sector of the latest role."""
        return self.roles[-1].sector


@dataclass(frozen=True, slots=True)
class Surface:
    """One way to write an entry's name, as pieces.

    ``exact`` ones count only in these capitals; ``guarded``
    ones only where the document names a country near the entry.
    """

    pieces: tuple[str, ...]
    exact: bool
    form: Form
    entry: Entry
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """The longest surface at a place: how many pieces, whom it can name, and how.

    ``guarded`` when all of its surfaces are.
    """

    length: int
    entries: tuple[Entry, ...]
    form: Form
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """An organ named over a state: "{adj} army"; ``pieces`` are what follows the adjective."""

    pieces: tuple[str, ...]
    name: str
    sector: str
    origin: str = ""
