"""Hand-made incidents, steps and parties for the tests of standing."""

from datetime import date, timedelta
from zlib import crc32

from tocsin.base.incidents import Claim, Effect, Incident, IncidentStatus, Member, Step
from tocsin.base.model import Actor, Count, EventPlace, Extent, Precision, Stance, Status
from tocsin.base.relations import RelationKind

M23 = Actor("group:m23", "March 23 Movement", "COD", "REB")
ADF = Actor("group:adf", "Allied Democratic Forces", "COD", "REB")
WAZALENDO = Actor("group:wazalendo", "Wazalendo", "COD", "PRM")
ARMY = Actor("agency:cod-armed-forces", "Democratic Republic of the Congo: armed forces", "COD", "MIL")
CONGO = Actor("country:COD", "Democratic Republic of the Congo", "COD", "GOV")
RWANDA = Actor("country:RWA", "Rwanda", "RWA", "GOV")
RWANDAN_ARMY = Actor("agency:rwa-armed-forces", "Rwanda: armed forces", "RWA", "MIL")
US = Actor("country:USA", "United States", "USA", "GOV")
EU = Actor("body:eu", "European Union", "IGO", "IGO")
KABAREBE = Actor("person:james-kabarebe", "James Kabarebe", "RWA", "GOV")
REBELS = Actor(None, "the rebels", "COD", "REB")


def day(text):
    return date.fromisoformat(f"2025-{text}")


def place(name, precision=Precision.TOWN, country="COD"):
    return EventPlace(name, 0, len(name), name, crc32(name.encode()), country, "North Kivu", 0.0, 0.0, precision)


def member(words, trigger, document="d1", origin="o1"):
    start = words.index(trigger)
    told = Extent(start, start + len(trigger), trigger)
    return Member(
        f"m_{document}", document, f"{document}.html", None, None, None, told, Extent(0, len(words), words), origin,
        False, 0.9, (),
    )  # fmt: skip


def incident(kind, when, actors=(), recipients=(), *, at=None, words="It took it.", trigger="took", **changed):
    type_, _, mode = kind.partition("/")
    start = day(when) if when else None
    given = {
        "id": f"i_{kind}_{when}_{at}_{'-'.join(a.name for a in actors)}",
        "contexts": (),
        "told": Status.ASSERTED,
        "status": IncidentStatus.REPORTED,
        "counts": (),
        "claims": (),
        "end": start + timedelta(days=1) if start else None,
        "first_reported": start,
        "mentions": (member(words, trigger),),
    } | changed
    return Incident(
        type=type_, mode=mode or None, cameo=None, quad=None, intensity=None, start=start, time_precision="day",
        time_basis=None, place=place(at) if isinstance(at, str) else at, actors=tuple(actors),
        recipients=tuple(recipients), origins=1, documents=1, last_reported=given["first_reported"], score=0.9, **given,
    )  # fmt: skip


def denial(of, speaker, when, field="act"):
    words = Extent(0, 9, "denied it")
    return Claim(
        f"c_{speaker.name}", of, field, None, None, Stance.DENIES, speaker, "denied", day(when), "d2", "m_d2", words,
        "o2", Status.DENIED,
    )  # fmt: skip


def count(n):
    return Count(n, n, n)


def step(kind, effect, subject, when, *, other=None, at=None, until=None, **changed):
    """Return a step on a day, or from ``when`` to ``until``."""
    earliest, latest = day(when) if when else None, day(until or when) if until or when else None
    given = {
        "source": f"s_{kind}_{effect}_{subject.name}_{when}",
        "status": IncidentStatus.REPORTED,
        "origins": ("o1",),
        "documents": ("d1",),
        "files": ("d1.html",),
        "evidence": Extent(0, 0, ""),
        "reason": "made",
    } | changed
    if effect == "holds":
        earliest = None
    return Step(
        kind=RelationKind(kind), effect=Effect(effect), subject=subject, object=other,
        place=place(at) if isinstance(at, str) else at, earliest=earliest, latest=latest, **given,
    )  # fmt: skip
