"""What the demo shows of a record, chosen by rule: of several incidents, the one most told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tocsin.base.incidents import Claim, Incident, Relation
from tocsin.base.model import Document, Skipped, Stance, Status
from tocsin.merging.claims import ACT
from tocsin.record import Record
from tocsin.study.standing import holds_on

# The two towns, and the days between which each is told to have fallen.
FALLS = (("Goma", date(2025, 1, 26), date(2025, 1, 30)), ("Bukavu", date(2025, 2, 14), date(2025, 2, 20)))
TOWNS = ("Goma", "Bukavu", "Sake", "Walikale")
DAYS = (date(2025, 1, 20), date(2025, 2, 1), date(2025, 2, 20), date(2025, 3, 25))
# When those who died in the battle for Goma were counted; a toll of fewer is that of one attack.
_COUNTED = (date(2025, 1, 26), date(2025, 3, 1))
_MANY = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demo shows of a record; what the record does not hold is ``None`` or empty and left out."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...]
    incidents: tuple[Incident, ...]
    falls: tuple[tuple[str, Incident], ...]
    tolls: tuple[Claim, ...]
    denied: Incident | None
    holders: tuple[tuple[str, tuple[tuple[Relation, ...], ...]], ...]  # by town, then by day
    sanctions: tuple[Relation, ...]


def shown_of(record: Record, skipped: Sequence[Skipped]) -> Shown:
    """Return what the demo shows of a record, chosen by rule: of several incidents, the one most told."""
    incidents, holds = record.incidents(), record.standing(kind="controls")
    falls = [(town, fall) for town, since, until in FALLS if (fall := _fall(incidents, town, since, until))]
    seen = {fall.id for _, fall in falls}
    return Shown(
        documents=tuple(record.documents()),
        skipped=tuple(skipped),
        incidents=tuple(incidents),
        falls=tuple(falls),
        tolls=tuple(_tolls(i for i in incidents if _is_at(i, "Goma", *_COUNTED))),
        denied=max((i for i in incidents if i.id not in seen), key=_contest, default=None),
        holders=tuple((town, tuple(_holders(holds, town, day) for day in DAYS)) for town in TOWNS),
        sanctions=tuple(record.standing(as_of=DAYS[-1], kind="sanctions")),
    )


def _fall(incidents: Iterable[Incident], town: str, since: date, until: date) -> Incident | None:
    return max(
        (i for i in incidents if _is_at(i, town, since, until) and (i.type, i.mode) == ("ASSAULT", "territory")),
        key=lambda i: (i.told is Status.ASSERTED, any(a.id for a in i.actors), i.documents, i.origins),
        default=None,
    )


def _is_at(i: Incident, town: str, since: date, until: date) -> bool:
    return i.place is not None and i.place.name == town and i.start is not None and since <= i.start < until


def _contest(i: Incident) -> tuple[bool, bool, bool, int, int]:
    """Return how good an example of a denial an incident is: somebody on each side, arms given, a known denier, often told."""
    affirmed, denied = ([c for c in acts_of(i, stance) if c.speaker] for stance in (Stance.AFFIRMS, Stance.DENIES))
    is_known = any(c.speaker is not None and c.speaker.id for c in denied)
    return bool(affirmed) and bool(denied), i.type == "AID", is_known, len(denied), i.documents


def acts_of(i: Incident, stance: Stance) -> list[Claim]:
    """Return who affirms, or who denies, that an incident happened."""
    return [c for c in i.claims if c.field == ACT and c.stance is stance]


def _tolls(incidents: Iterable[Incident]) -> list[Claim]:
    """Return the claims on how many died in the battle, by day; of equal numbers the first."""
    killed = [c for i in incidents for c in i.claims if c.field == "killed" and c.stance is Stance.AFFIRMS]
    many = [c for c in killed if c.count is not None and (c.count.low or c.count.best or 0) >= _MANY]
    return sorted({c.value: c for c in sorted(many, key=said, reverse=True)}.values(), key=said)


def said(c: Claim) -> tuple[date, str]:
    """Return what orders claims by the day on which they were said."""
    return c.said_on or date.min, c.id


def _holders(holds: Iterable[Relation], town: str, day: date) -> tuple[Relation, ...]:
    return tuple(r for r in holds if r.place is not None and r.place.name == town and holds_on(r, day))
