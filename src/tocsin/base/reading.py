"""What is understood of one document so far: the record that every step of the path takes and returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tocsin.base.model import (
    ActorLink,
    Attribution,
    Document,
    EventMention,
    Extent,
    Parse,
    PlaceLink,
    TimeLink,
)
from tocsin.base.relations import RelationMention
from tocsin.base.senses import Hold, Sense


@dataclass(frozen=True, slots=True)
class Dropped:
    """A trigger that was considered and not coded, and why."""

    trigger: Extent
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What is understood of one document so far; a step returns a new one with ``replace``."""

    document: Document
    parse: Parse | None = None
    actors: tuple[ActorLink, ...] = ()
    places: tuple[PlaceLink, ...] = ()
    times: tuple[TimeLink, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    senses: Mapping[int, Sense] = field(default_factory=dict)
    holds: Mapping[int, Hold] = field(default_factory=dict)
    mentions: tuple[EventMention, ...] = ()
    relations: tuple[RelationMention, ...] = ()
    dropped: tuple[Dropped, ...] = ()
