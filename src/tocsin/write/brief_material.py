"""What a brief is made from, and how heavy an incident weighs in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import log2

from tocsin.base.incidents import Incident, Relation
from tocsin.base.model import Actor, Document, Status
from tocsin.write.brief_parts import Picture
from tocsin.write.facts import is_only_denied

# What is told as having happened, and what only somebody alleges: these come under "what happened".
HAPPENED = (Status.ASSERTED, Status.ALLEGED)
# What may come: calls, threats and plans.
AHEAD = (Status.REQUESTED, Status.THREATENED, Status.PLANNED)
# A hazard has no score in PLOVER; it weighs like an assault of the lighter kind.
_HAZARD = 7.0
# Cooperation is news too, and weighs half as much as conflict of the same score.
_COOPERATION = 0.5
# Each doubling of origins counts as two points of PLOVER's scale, each doubling of the toll as one.
_ORIGINS, _TOLL = 2.0, 1.0
# Ground that changes hands changes what follows.
_GROUND = 2.0


@dataclass(frozen=True, slots=True)
class Material:
    """What a brief is made from.

    ``incidents`` took place at the place in the period, by its filters; ``elsewhere`` name a side of the country and no
    place at all; ``standing`` is what holds on the last day and ``before`` what held on the day before the first,
    ``spells`` all that held at the place at any time; ``last`` is the last day, included; ``newest`` is the day of the
    newest document of the whole record.
    """

    place: str
    first: date
    last: date
    incidents: Sequence[Incident]
    elsewhere: Sequence[Incident] = ()
    standing: Sequence[Relation] = ()
    before: Sequence[Relation] = ()
    spells: Sequence[Relation] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    read: Sequence[Document] = ()
    changed: datetime | None = None
    newest: date | None = None
    pictures: Sequence[Picture] = ()

    @property
    def names(self) -> dict[str, Actor]:
        """The actors with an id that take part, speak or stand to each other, by id: an origin may be one of them."""
        told = (a for i in (*self.incidents, *self.elsewhere) for a in (*i.actors, *i.recipients))
        said = (c.speaker for i in (*self.incidents, *self.elsewhere) for c in i.claims if c.speaker)
        stand = (a for r in (*self.standing, *self.spells) for a in (r.subject, r.object) if a)
        return {a.id: a for some in (told, said, stand) for a in some if a.id}


def weight(incident: Incident) -> float:
    """Return how heavy an incident weighs: how severe it is, how many tell it, how many it harmed, how sure it is.

    ``(severity + 2 log2(1 + origins) + log2(1 + toll) + 2 if ground changes hands) * score``; severity is PLOVER's score
    without its sign, half for cooperation.
    """
    i = incident
    score = i.intensity if i.intensity is not None else -_HAZARD
    severity = -score if score < 0 else score * _COOPERATION
    toll = max((_most(c.low, c.best, c.high) for name, c in i.counts if name == "killed"), default=0)
    ground = _GROUND if i.mode == "territory" else 0.0
    return (severity + _ORIGINS * log2(1 + i.origins) + _TOLL * log2(1 + toll) + ground) * i.score


def _most(*numbers: int | None) -> int:
    return max((n for n in numbers if n is not None), default=0)


def heaviest(incidents: Sequence[Incident], most: int) -> list[Incident]:
    """Return the incidents that weigh most, the heaviest first."""
    return sorted(incidents, key=lambda i: (-weight(i), i.id))[:most]


def told(incidents: Sequence[Incident], as_: Sequence[Status]) -> list[Incident]:
    """Return the incidents that are told in one of some ways."""
    return [i for i in incidents if i.told in as_]


def happened(incidents: Sequence[Incident]) -> list[Incident]:
    """Return what is told as having happened, or alleged, by anybody: not what is known from its denial alone."""
    return [i for i in told(incidents, HAPPENED) if not is_only_denied(i)]


def mark(incident: Incident) -> str:
    """Return the words for how well an incident is attested: "disputed", "reported, alleged"."""
    words = incident.status.value
    return words if incident.told is Status.ASSERTED else f"{words}, {incident.told.value}"
