"""How two things stand to each other for a time, as single documents tell it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tocsin.base.model import EventPlace, EventTime, Extent, Participant, SaidBy, Status


class RelationKind(StrEnum):
    """How two things stand to each other for a time."""

    CONTROLS = "controls"  # an actor holds a place
    PRESENT_IN = "present_in"  # an actor's forces are in a place
    BACKS = "backs"  # an actor gives another arms, troops or money
    SANCTIONS = "sanctions"  # an actor's sanctions on another are in force
    TRUCE = "truce"  # a truce, ceasefire or agreement binds two sides
    AT_WAR = "at_war"
    HOLDS_OFFICE = "holds_office"  # a person holds an office of an actor
    DETAINED = "detained"  # an actor holds a person (object: who is held)


@dataclass(frozen=True, slots=True)
class RelationMention:
    """How two things stand, as one document tells it in passing ("Rwanda-backed rebels", "M23, which controls Goma").

    ``object`` is ``None`` for ``controls`` and ``present_in``, whose object is the place; ``ended`` is true where the
    words say that it holds no more, ``begun`` where they tell of its beginning ("took Goma"); ``time`` is when it held,
    began or ended, ``None`` for the day of publication. ``seen`` is true where no row of the tables tells it, but the
    reader model sees it in the sentence: then it lets a hold be supposed, and no more.
    """

    id: str
    document: str
    kind: RelationKind
    status: Status
    subject: Participant
    object: Participant | None
    place: EventPlace | None
    time: EventTime | None
    ended: bool
    evidence: Extent
    attributions: tuple[SaidBy, ...]
    reason: str
    begun: bool = False
    seen: bool = False
