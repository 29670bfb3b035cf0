"""What the record answers besides its own records: what was added, hits of a search, dossiers."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from tocsin.base.incidents import Claim, Incident, Relation
from tocsin.base.model import Actor, Place, Skipped


@dataclass(frozen=True, slots=True)
class Kept:
    """What one batch changed; counts of documents, mentions and incidents."""

    documents: int = 0  # new
    revised: int = 0  # known, with another text now; of a recoding: coded afresh
    unchanged: int = 0
    copies: int = 0
    mentions: int = 0
    begun: int = 0  # incidents that began
    changed: int = 0  # incidents that changed
    ended: int = 0  # incidents that were merged away or lost their last telling

    def __add__(self, other: Kept) -> Kept:
        """Return the sums."""
        return Kept(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Kept)))


@dataclass(frozen=True, slots=True)
class Added(Kept):
    """What one call of ``add`` or ``recode`` did: the sums of its batches, and what was left out, with the reason."""

    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One hit of a search: what it is, its id, its title or headline, and the words around the hit."""

    kind: str  # document, incident
    id: str
    title: str
    day: date | None
    snippet: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the record holds on an actor or a place."""

    name: str
    ids: tuple[str, ...]
    actor: Actor | None
    place: Place | None
    incidents: tuple[Incident, ...]  # latest first
    done: tuple[tuple[str, int], ...]  # types of what it did (a place: of what happened there) and how often
    suffered: tuple[tuple[str, int], ...]  # types of what was done to it
    others: tuple[tuple[str, int], ...]  # with whom, or who acts there, most often first
    places: tuple[tuple[str, int], ...]
    claims: tuple[Claim, ...]  # what it says and denies; of a place: the claims on its incidents
    standing: tuple[Relation, ...]
    by_month: tuple[tuple[str, int], ...]  # ("2025-01", incidents)
