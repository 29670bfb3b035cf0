"""Accounts of the seizure of a town, for the tests of merging."""

from datetime import date

from tocsin.base.incidents import Account
from tocsin.base.model import (
    Document,
    EventMention,
    EventPlace,
    EventTime,
    Extent,
    Participant,
    Precision,
    SaidBy,
    Stance,
    Status,
    TimeBasis,
)
from tocsin.merging.merge import Joined

SEIZED = "M23 rebels seized the town of Sake on Monday, residents said."
SAKE = EventPlace("Sake", 0, 4, "Sake", 205970, "COD", "North Kivu", -1.57, 29.04, Precision.TOWN)
MONDAY = EventTime("Monday", date(2025, 1, 27), date(2025, 1, 28), "day", TimeBasis.RELATIVE)


def party(id_, name, country, sector):
    return Participant(name, 0, len(name), id_, name, country, sector)


M23 = party("group:m23", "March 23 Movement", "COD", "REB")
RWANDA = party("country:RWA", "Rwanda", "RWA", "GOV")
MUYAYA = party("person:patrick-muyaya", "Patrick Muyaya", "COD", "GOV")
SPOKESMAN = party(None, "a hospital official", "COD", "HLH")
DENIAL = SaidBy(RWANDA, "denied", Stance.DENIES)


def said(speaker):
    return SaidBy(speaker, "said", Stance.AFFIRMS)


def account(n, *, day=28, outlet="Post", origin=None, copy_of=None, evidence=SEIZED, counts=None, **more):
    """Return an account in a document of its own, published on a day of January 2025."""
    values = {
        "type": "ASSAULT", "mode": "territory", "status": Status.ASSERTED, "actors": (M23,), "recipients": (),
        "place": SAKE, "time": MONDAY, "attributions": (), "trigger": Extent(11, 17, "seized"),
    } | more  # fmt: skip
    mention = EventMention(
        id=f"m_{n}", document=f"d_{n}", contexts=("military",), cameo="1831", quad=4, intensity=-9.5,
        evidence=Extent(0, len(evidence), evidence), counts=tuple((counts or {}).items()), about=None, also=(),
        score=0.8, reasons=(), **values,
    )  # fmt: skip
    document = Document(
        f"d_{n}",
        evidence,
        published=date(2025, 1, day),
        outlet=outlet,
        origin=origin,
        copy_of=copy_of,
        file=f"{n}.html",
    )
    return Account(mention, document)


def joined(accounts):
    return {a.mention.id: Joined(a.mention.id, 1.0, ()) for a in accounts}
