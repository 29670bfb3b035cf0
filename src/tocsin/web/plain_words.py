"""What pages call types, modes and other codes: words for people who do not know the vocabularies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tocsin.base.incidents import IncidentStatus, RelationStatus
from tocsin.base.model import Precision, Status, TimeBasis
from tocsin.base.relations import RelationKind
from tocsin.base.tables import table
from tocsin.write.picture_parts import CLASSES

QUADS: Mapping[int | None, str] = {**dict(enumerate(CLASSES, 1)), None: "neither conflict nor cooperation"}
STATUSES: Mapping[str, str] = {
    IncidentStatus.REPORTED: "one independent origin tells it",
    IncidentStatus.CORROBORATED: "two or more independent origins tell it, and none denies it",
    IncidentStatus.DISPUTED: "somebody denies it, or tells a value that excludes another's",
    IncidentStatus.WITHDRAWN: "whoever told it took it back",
    IncidentStatus.SUPERSEDED: "it was merged into another incident",
}
# Of relations: a supposition is no telling.
ATTESTED: Mapping[str, str] = {
    **STATUSES,
    RelationStatus.SUPPOSED: "no set phrase tells who holds it; it follows from what is told: from the sentence or attack shown",
}
TOLD: Mapping[str, str] = {
    Status.ASSERTED: "told as a fact",
    Status.ALLEGED: "told as what somebody says",
    Status.DENIED: "told only as something that somebody denies",
    Status.NEGATED: "told as not having happened",
    Status.REQUESTED: "asked for, not told as done",
    Status.THREATENED: "threatened, not told as done",
    Status.PLANNED: "planned, not told as done",
    Status.HYPOTHETICAL: "told as what may be or could be",
}
PRECISIONS: Mapping[Precision, str] = {
    Precision.SITE: "a site",
    Precision.TOWN: "a town",
    Precision.DISTRICT: "a district",
    Precision.PROVINCE: "a province",
    Precision.COUNTRY: "a country",
    Precision.FEATURE: "a region or water",
}
BASES: Mapping[TimeBasis, str] = {
    TimeBasis.STATED: "the day is stated",
    TimeBasis.RELATIVE: "counted from the day of publication",
    TimeBasis.PUBLISHED: "only the day of the report is known",
}
RELATIONS: Mapping[RelationKind, str] = {
    RelationKind.CONTROLS: "controls",
    RelationKind.PRESENT_IN: "is present in",
    RelationKind.BACKS: "backs",
    RelationKind.SANCTIONS: "has sanctions on",
    RelationKind.TRUCE: "has a truce with",
    RelationKind.AT_WAR: "is at war with",
    RelationKind.HOLDS_OFFICE: "holds office of",
    RelationKind.DETAINED: "detains",
}
_FIELDS: Mapping[str, str] = {"act": "that it happened", "doer": "who did it", "place": "where", "time": "when"}


@cache
def codes() -> Mapping[tuple[str, str], str]:
    """Return the plain words of each type (empty mode) and mode, in the order of the vocabulary."""
    return {(r["type"], r["mode"]): r["words"] for r in table("kind_words.tsv", columns=("type", "mode", "words"))}


def kind(type_: str, mode: str | None = None) -> str:
    """Return what a type, or a mode of it, is called: ``air strike``; a mode of another vocabulary stands beside its type."""
    found = codes()
    if (type_, mode or "") in found:
        return found[type_, mode or ""]
    return f"{found.get((type_, ''), type_.lower())}{f' ({mode})' if mode else ''}"


def field_words(name: str) -> str:
    """Return what a claim is about: ``who did it``, ``how many killed``."""
    return _FIELDS.get(name, f"how many {name}")


def field_order(name: str) -> tuple[int, str]:
    """Return where a field stands among others: that it happened first, counts last and by name."""
    order = list(_FIELDS)
    return (order.index(name) if name in _FIELDS else len(order), name)


def capital(words: str) -> str:
    """Return words with a capital at their head."""
    return f"{words[:1].upper()}{words[1:]}"
