"""What every foreign shape asks of an incident: its id, days, coordinates, pairs, sources, and whether it goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256
from itertools import combinations

from tocsin.base.incidents import Claim, Incident, IncidentStatus, Member
from tocsin.base.model import Actor, Document, EventPlace, Precision, Stance, Status, TimeBasis
from tocsin.write.crosswalks import scale
from tocsin.write.shape import Context

DISPUTED = "disputed"
NOT_ASSERTED = "told as {}, not as having happened"
ONLY_DENIED = "nobody is told to say that it happened, only that it did not"
# Losses that every foreign shape shares; each adds its own.
ONLY_ASSERTED = (
    "Only what is told as having happened is here: what is alleged, denied, negated, asked for, threatened, planned or "
    "supposed is left out, and so is what whoever told it has withdrawn or what is known from its denial alone."
)
TEN_COPIES = "Copies of one text count as mentions and articles here; independent origins are not told apart."
NO_SPANS = "The words of the report and where they stand in it are lost."
NO_CLAIMS = "Who says and who denies it is lost."
NO_HISTORY = "Earlier revisions are lost."


def left_out(incident: Incident) -> str | None:
    """Return why an incident goes into no foreign shape, ``None`` if it may: only what is asserted goes."""
    if incident.told is not Status.ASSERTED:
        return NOT_ASSERTED.format(incident.told.value)
    if incident.status in (IncidentStatus.WITHDRAWN, IncidentStatus.SUPERSEDED):
        return {"withdrawn": "withdrawn by whoever told it", "superseded": "merged into another"}[incident.status.value]
    if is_only_denied(incident):
        return ONLY_DENIED
    return None


def is_only_denied(incident: Incident) -> bool:
    """Tell whether all that is kept on whether it happened are denials, however its firmest telling reads.

    A correction ("an earlier version said that the army had retaken it") is told as a fact, and denies it.
    """
    acts = list(_acts(incident))
    return bool(acts) and all(c.stance is Stance.DENIES for c in acts)


def public_id(incident: str) -> str:
    """Return the id under which an incident goes out, for good: ``TCS-`` and the digits of its own."""
    return f"TCS-{incident.removeprefix('i_')}"


def number_id(incident: str, *pair: str) -> int:
    """Return an id as a whole number below 2**48, which spreadsheets keep exactly.

    That of an incident is its own digits, read as hexadecimal; that of a further pair is made of incident and pair.
    """
    digits = incident.removeprefix("i_") if not pair else sha256("\t".join((incident, *pair)).encode()).hexdigest()[:12]
    return int(digits, 16)


def row_ids(incident: Incident) -> Iterator[tuple[int, str, Actor | None, Actor | None]]:
    """Yield a row's number and text id with its two actors: every actor with every recipient.

    Where nobody is acted on, actors that do something together are paired with each other.
    """
    for n, (first, second) in enumerate(pairs(incident)):
        number = number_id(incident.id) if n == 0 else number_id(incident.id, _key(first), _key(second))
        name = public_id(incident.id)
        yield number, name if n == 0 else f"{name}-{number:012x}", first, second


def pairs(incident: Incident) -> list[tuple[Actor | None, Actor | None]]:
    """Return who did it to whom, pair by pair; ``None`` for a side that is not told. Two sides never are the same."""
    actors: list[Actor | None] = [*unique(incident.actors)]
    others: list[Actor | None] = [*unique(incident.recipients)]
    if not others and len(actors) > 1:
        return list(combinations(actors, 2))
    found = [(a, r) for a in actors or [None] for r in others or [None] if a is None or _key(a) != _key(r)]
    return found or [(actors[0], None)]


def opposed(incident: Incident) -> tuple[list[Actor], list[Actor]]:
    """Return who acts and on whom, each once; who is told on both sides acts."""
    acting = unique(incident.actors)
    keys = {_key(a) for a in acting}
    return acting, [a for a in unique(incident.recipients) if _key(a) not in keys]


def unique(actors: Iterable[Actor]) -> list[Actor]:
    """Return actors without repeats, in order; one id is one actor, without ids one name in one country."""
    found: dict[str, Actor] = {}
    for actor in actors:
        found.setdefault(_key(actor), actor)
    return list(found.values())


def _key(actor: Actor | None) -> str:
    if actor is None:
        return ""
    return actor.id or f" {actor.name} {actor.country or ''}"


def first_day(incident: Incident) -> date | None:
    """Return the day on which it began; that of the first report where no day is told."""
    return incident.start or last_day(incident) or incident.first_reported


def last_day(incident: Incident) -> date | None:
    """Return the last day of an incident, itself included; ``None`` for one whose end is open."""
    return incident.end - timedelta(days=1) if incident.end else None


def is_dated(incident: Incident) -> bool:
    """Tell whether reports tell when it happened; else its day is that of the first report."""
    known = incident.start is not None and incident.end is not None
    return known and incident.time_basis is not TimeBasis.PUBLISHED


def width(incident: Incident) -> int | None:
    """Return of how many days one is the day of the incident; ``None`` where that is not told."""
    if not is_dated(incident) or incident.start is None or incident.end is None:
        return None
    return max(1, (incident.end - incident.start).days)


def point(place: EventPlace | None) -> tuple[float | None, float | None]:
    """Return latitude and longitude with no more decimals than the precision of the place bears."""
    if place is None or place.lat is None or place.lon is None:
        return None, None
    decimals = scale(place.precision).decimals
    return round(place.lat, decimals), round(place.lon, decimals)


def town(place: EventPlace | None) -> str | None:
    """Return the name of a place that is a town or a site."""
    return place.name if place and place.precision in (Precision.TOWN, Precision.SITE) else None


def district(place: EventPlace | None) -> str | None:
    """Return the name of a place that is a district."""
    return place.name if place and place.precision is Precision.DISTRICT else None


def province(place: EventPlace | None) -> str | None:
    """Return the province in which a place lies or which it is."""
    if place is None:
        return None
    return place.admin1 or (place.name if place.precision is Precision.PROVINCE else None)


def joined(values: Iterable[str | None]) -> str | None:
    """Return values joined with ``; ``, each once, in order; ``None`` for none."""
    return "; ".join(dict.fromkeys(v for v in values if v)) or None


def outlets(incident: Incident) -> list[str]:
    """Return whom the reports are from, each once: the outlet, or else whom the text goes back to."""
    return list(dict.fromkeys(m.outlet or m.origin for m in incident.mentions if m.outlet or m.origin))


def address(report: Member | Document | None) -> str | None:
    """Return where a report is on the web."""
    if report is None:
        return None
    return report.url or (report.file if report.file and "://" in report.file else None)


def language(incident: Incident, context: Context) -> str | None:
    """Return the language of the first report."""
    found = (context.documents.get(m.document) for m in incident.mentions)
    return next((d.language for d in found if d and d.language), None)


def quote(incident: Incident, width: int = 300) -> str | None:
    """Return the sentence in which the first report tells it, cut at ``width`` characters."""
    words = " ".join(incident.mentions[0].evidence.text.split()) if incident.mentions else ""
    return (words if len(words) <= width else words[: width - 1] + "…") or None


def said_by(incident: Incident, stance: Stance) -> list[str]:
    """Return who affirms or denies that it happened, each once; documents in their own voice are not among them."""
    return list(dict.fromkeys(c.speaker.name for c in _acts(incident) if c.stance is stance and c.speaker))


def _acts(incident: Incident) -> Iterator[Claim]:
    return (c for c in incident.claims if c.field == "act" and c.superseded_by is None)
