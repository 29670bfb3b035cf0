"""Made records of a small war, for tests of what is printed of a record: no store, no model."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tocsin.base.incidents import Claim, Effect, Incident, IncidentStatus, Member, Relation, RelationStatus, Step
from tocsin.base.model import Actor, Count, Document, EventPlace, Extent, Precision, Stance, Status, TimeBasis
from tocsin.base.provenance import Change
from tocsin.base.relations import RelationKind

M23 = Actor("group:m23", "March 23 Movement", "COD", "REB")
FARDC = Actor("organ:COD:MIL", "Armed Forces of the Democratic Republic of the Congo", "COD", "MIL")
RWANDA = Actor("country:RWA", "Rwanda", "RWA", "GOV")
CONGO = Actor("country:COD", "Democratic Republic of the Congo", "COD", "GOV")
UN = Actor("body:un", "United Nations", "IGO", "IGO")
GOMA = EventPlace("Goma", 14, 18, "Goma", 216281, "COD", "Nord-Kivu", -1.67409, 29.22845, Precision.TOWN)

SEIZED = "Rebels of the M23 seized Goma, the largest city of eastern Congo, on Monday, residents said."
DENIED = "Rwanda's spokeswoman Yolande Makolo denied that any Rwandan soldier had taken part in the fighting for Goma."
DEAD = (
    "At least 773 bodies were counted in the city's hospitals, the health ministry said; the UN later spoke of 2,900."
)


def extent(words, part=None):
    """Return a part of some words as it stands in them, at offset 100 of a text."""
    start = words.index(part) if part else 0
    return Extent(100 + start, 100 + start + len(part or words), part or words)


def claim(n, field="act", value=None, **more):
    """Return a claim of the seizure of Goma."""
    given = {
        "id": f"c_{n:012x}", "incident": "i_0123456789ab", "field": field, "value": value, "count": None,
        "stance": Stance.AFFIRMS, "speaker": None, "cue": None, "said_on": date(2025, 1, 28), "document": "d_000000000001",
        "mention": "m_a", "evidence": extent(SEIZED), "origin": "The Kivu Post", "told": Status.ASSERTED,
    }  # fmt: skip
    return Claim(**given | more)


def member(n, words=SEIZED, trigger="seized", **more):
    """Return a mention of the seizure of Goma."""
    given = {
        "mention": f"m_{n:012x}", "document": f"d_{n:012x}", "file": f"pages/kivu-post-{n}.html", "url": None,
        "outlet": "The Kivu Post", "published": date(2025, 1, 28), "trigger": extent(words, trigger),
        "evidence": extent(words), "origin": "The Kivu Post", "is_copy": False, "score": 0.912,
        "reasons": ("type:same", "place:same town"),
    }  # fmt: skip
    return Member(**given | more)


CLAIMS = (
    claim(1),
    claim(2, origin="Lake Wire", document="d_000000000002"),
    claim(3, speaker=RWANDA, cue="denied", stance=Stance.DENIES, evidence=extent(DENIED), origin="country:RWA",
          document="d_000000000003", told=Status.DENIED, said_on=date(2025, 1, 29)),
    claim(4, "killed", "773", count=Count(773, 773, 773), speaker=CONGO, cue="said", evidence=extent(DEAD),
          origin="country:COD", document="d_000000000003", superseded_by="c_000000000005", said_on=date(2025, 1, 30)),
    claim(5, "killed", "2900+", count=Count(2900, 2900, None), speaker=UN, cue="spoke of", evidence=extent(DEAD),
          origin="body:un", document="d_000000000004", said_on=date(2025, 2, 5)),
    claim(9, "killed", "2900+", count=Count(2900, 2900, None), speaker=Actor(None, "a hospital doctor", "COD", "HLH"),
          evidence=extent(DEAD), origin="Lake Wire", document="d_000000000002", said_on=date(2025, 2, 6)),
    claim(6, "doer", "March 23 Movement"),
    claim(7, "place", "Goma"),
    claim(8, "time", "2025-01-27"),
)  # fmt: skip
SEIZURE = Incident(
    id="i_0123456789ab", type="ASSAULT", mode="territory", contexts=("military", "territory"), cameo="195", quad=4,
    intensity=-9.0, told=Status.ASSERTED, status=IncidentStatus.DISPUTED, start=date(2025, 1, 27),
    end=date(2025, 1, 28), time_precision="day", time_basis=TimeBasis.RELATIVE, place=GOMA, actors=(M23,),
    recipients=(FARDC,), counts=(("killed", Count(773, 2900, None)),), origins=4, documents=12,
    first_reported=date(2025, 1, 27), last_reported=date(2025, 2, 5), score=0.93, reasons=("place:most told",),
    mentions=(
        member(1),
        member(2, outlet="Lake Wire", origin="Lake Wire", file=None, url="https://lakewire.example/goma"),
        member(3, outlet="Morning Echo", is_copy=True, score=1.0, origin="Lake Wire"),
    ),
    claims=CLAIMS, aliases=("i_ba9876543210",), revision=3,
)  # fmt: skip
MARCH = replace(
    SEIZURE, id="i_00000000000b", type="PROTEST", mode="demo", contexts=(), status=IncidentStatus.CORROBORATED,
    start=date(2025, 2, 10), end=date(2025, 2, 17), time_precision="week", place=None, recipients=(), counts=(),
    actors=(Actor(None, "students", "COD", "EDU"),), origins=2, documents=2, claims=(), mentions=(member(5),),
    aliases=(), revision=1,
)  # fmt: skip
BACKING = replace(
    SEIZURE, id="i_00000000000c", type="AID", mode=None, told=Status.ALLEGED, status=IncidentStatus.REPORTED,
    time_basis=TimeBasis.PUBLISHED, actors=(RWANDA,), recipients=(M23,), counts=(), origins=1, documents=1,
    place=replace(GOMA, name="eastern Congo", geonameid=None, admin1=None, precision=Precision.FEATURE), claims=(),
    mentions=(member(6),), aliases=(), revision=1,
)  # fmt: skip
UNKNOWN = replace(
    SEIZURE, id="i_00000000000d", type="HAZARD", mode="flood", status=IncidentStatus.WITHDRAWN, start=None, end=None,
    time_precision=None, time_basis=None, place=None, actors=(), recipients=(), counts=(), origins=0, documents=1,
    claims=(), mentions=(), first_reported=None, last_reported=None, aliases=(),
)  # fmt: skip
INCIDENTS = (SEIZURE, MARCH, BACKING, UNKNOWN)

TEXT = f"Goma falls\n\n{'x' * 86}\n\n{SEIZED}\n\nMore follows."
DOCUMENT = Document(
    "d_000000000001", TEXT, title="Goma falls to rebels", published=date(2025, 1, 28), outlet="The Kivu Post",
    language="en", file="pages/kivu-post-1.html", url="https://kivupost.example/goma", origin="The Kivu Post",
)  # fmt: skip
COPY = Document(
    "d_000000000003", "short", title="Rebels enter Goma", published=date(2025, 1, 28), outlet="Morning Echo",
    language="en", file="https://echo.example/goma", copy_of="d_000000000002", origin="Lake Wire",
)  # fmt: skip


def step(n, effect=Effect.OPENS, words=SEIZED, **more):
    """Return a step of the control of Goma."""
    given = {
        "source": f"i_{n:012x}", "kind": RelationKind.CONTROLS, "effect": effect, "subject": M23, "object": None,
        "place": GOMA, "earliest": date(2025, 1, 26), "latest": date(2025, 1, 28),
        "status": IncidentStatus.CORROBORATED, "origins": ("The Kivu Post",), "documents": ("d_000000000001",),
        "files": (f"pages/kivu-post-{n}.html",), "evidence": extent(words), "reason": "ASSAULT territory opens controls",
    }  # fmt: skip
    return Step(**given | more)


CONTROL = Relation(
    RelationKind.CONTROLS, M23, None, GOMA, date(2025, 1, 26), date(2025, 1, 28), None, None, RelationStatus.DISPUTED,
    (step(1), step(2, Effect.HOLDS)), (step(3, Effect.DENIES, DENIED),),
)  # fmt: skip
TRUCE = Relation(
    RelationKind.TRUCE, CONGO, M23, None, date(2025, 2, 1), date(2025, 2, 1), date(2025, 2, 3), date(2025, 2, 6),
    RelationStatus.REPORTED, (step(4, words="The two sides agreed to a truce on Saturday."),), (),
)  # fmt: skip
RELATIONS = (CONTROL, TRUCE)
AT = datetime(2025, 3, 1, 9, 30, tzinfo=UTC)
CHANGES = (
    Change("i_0123456789ab", "incident", "changed", AT, "run r_1", "two mentions joined", 3),
    Change("i_ba9876543210", "incident", "merged", AT, "amina", "judged the same as i_0123456789ab", 2),
)
