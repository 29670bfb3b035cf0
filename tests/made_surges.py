"""A made store with a crisis: quiet weeks, and a jump of conflict in one of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from made import FARDC, GOMA, M23, SEIZURE, member

from tocsin.base.incidents import IncidentStatus
from tocsin.base.model import Document
from tocsin.store.documents import put_documents
from tocsin.store.incidents import put_incidents

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
JUMP = date(2025, 1, 20)
OUTLETS = ("The Kivu Post", "Lakes Wire", "Radio Lake")


def crisis(store):
    """Fill a store: fourteen quiet weeks of three outlets, a week with many attacks around Goma, three quiet ones."""
    goma(store, weeks=14, jump=True)


def goma(store, *, weeks, jump, extra=()):
    """Put so many weeks before the week of ``JUMP``, that week, and three after it; ``extra`` are outlet, day, incidents."""
    plan = []  # outlet, day, attacks told
    for n in range(-weeks, 4 if weeks else -weeks):
        monday = JUMP + timedelta(weeks=n)
        for at, outlet in enumerate(OUTLETS):
            for day in range(5):
                plan.append((outlet, monday + timedelta(days=day), int(day == at) if n or not jump else 2))
    if not weeks:
        plan = []
    documents, incidents = [], []
    for number, (outlet, day, attacks) in enumerate([*plan, *extra], start=1000 if not weeks else 0):
        if day > date(2025, 2, 14):
            continue
        documents.append(
            Document(f"d_{number:012x}", f"Text {number}.", published=day, outlet=outlet, file=f"{number}.html")
        )
        incidents += [attack(10 * number + n, documents[-1]) for n in range(attacks)]
    with store.write() as conn:
        put_documents(conn, documents, run="u_1", at=NOON, signatures={}, bands={})
        put_incidents(conn, incidents, keys={}, run="u_1", at=NOON, by="merging", why="new")


def attack(number, document):
    """Return an attack around Goma that one document tells."""
    place = replace(GOMA, admin1="North Kivu")
    told = replace(
        member(number),
        mention=f"m_{number:012x}",
        document=document.id,
        outlet=document.outlet,
        published=document.published,
    )
    return replace(
        SEIZURE, id=f"i_{number:012x}", place=place, actors=(M23,), recipients=(FARDC,), mentions=(told,), claims=(),
        aliases=(), start=document.published, end=document.published + timedelta(days=1), revision=1,
        first_reported=document.published, last_reported=document.published, status=IncidentStatus.REPORTED,
        origins=1, documents=1,
    )  # fmt: skip
