"""Incidents as FollowTheMoney entities, one JSON object a line: events, who takes part, where, and the reports.

Needs no package: the entities are plain JSON under the names of the model (https://followthemoney.tech).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tocsin.base.ids import content_id
from tocsin.base.incidents import Claim, Incident, Member
from tocsin.base.model import Actor, EventPlace, Stance
from tocsin.write import facts
from tocsin.write.crosswalks import country, languages
from tocsin.write.kept_cells import headline
from tocsin.write.shape import Column, Context, Page, Part, Shape

_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
Entity = dict[str, Any]
COLUMNS = (
    Column("Event", "an incident: name, summary (the first report's sentence), description, date or startDate and endDate "
           "(only where told), location, addressEntity, country, involved, namesMentioned, keywords, recordId, sourceUrl"),
    Column("Person, Organization, Company, PublicBody", "an actor of tocsin's register: name, country, sector"),
    Column("Address", "a place: full, city, state, country, latitude, longitude"),
    Column("Article", "a report: title, publisher, publishedAt, language, sourceUrl"),
    Column("Documentation", "that a report tells of an incident: document, entity, role (who reports or denies it), date, "
           "summary (the words)"),
)  # fmt: skip
LOSSES = (
    facts.ONLY_ASSERTED,
    "Who did it to whom is lost: both sides are involved; description has it in prose.",
    "Actors that are not in tocsin's register (soldiers, residents, persons it does not know) are names in namesMentioned, "
    "not entities.",
    "Type, mode, CAMEO code, status and numbers are keywords and prose, not properties.",
    "A place's precision is lost but for the decimals of its coordinates.",
    "Who denies it is a Documentation with a role; other claims are lost.",
    "Where the words stand in the report is lost.",
    facts.NO_HISTORY,
)


def entities(incident: Incident, context: Context) -> Iterator[Entity]:
    """Yield the event of an incident after the entities that it names."""
    i, url = incident, facts.address(incident.mentions[0]) if incident.mentions else None
    known = [a for a in facts.unique((*i.actors, *i.recipients)) if a.id]
    yield from map(_actor, known)
    if i.place is not None:
        yield _address(i.place)
    yield _entity(
        facts.public_id(i.id),
        "Event",
        name=[headline(i, width=200)],
        summary=[facts.quote(i, 1000)],
        description=[_described(i)],
        **_days(i),
        location=[_full(i.place)] if i.place else [],
        addressEntity=[_place_id(i.place)] if i.place else [],
        country=[_iso2(i.place.country)] if i.place else [],
        involved=[_actor_id(a) for a in known],
        namesMentioned=[a.name for a in facts.unique((*i.actors, *i.recipients)) if not a.id],
        keywords=[i.type, i.mode, i.status.value, *i.contexts, f"CAMEO {i.cameo}" if i.cameo else None],
        recordId=[facts.public_id(i.id)],
        sourceUrl=[url],
        publisher=facts.outlets(i),
    )
    for member in i.mentions:
        yield _article(member.document, member, context)
        yield _documented(i, member)
    for claim in i.claims:
        if claim.field == "act" and claim.stance is Stance.DENIES:
            yield _article(claim.document, None, context)
            yield _denied(i, claim)


def _entity(id_: str, schema: str, **properties: Iterable[str | None]) -> Entity:
    """Return an entity; properties without a value are left out, values without repeats."""
    kept = {name: list(dict.fromkeys(v for v in values if v)) for name, values in properties.items()}
    return {"id": id_, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _days(incident: Incident) -> dict[str, list[str | None]]:
    """Return when it happened, if that is told; the day of the report is not that day."""
    last = facts.last_day(incident)
    if not facts.is_dated(incident) or incident.start is None or last is None:
        return {}
    if incident.start == last:
        return {"date": [incident.start.isoformat()]}
    return {"startDate": [incident.start.isoformat()], "endDate": [last.isoformat()]}


def _described(incident: Incident) -> str:
    i = incident
    told = ", ".join(a.name for a in i.actors), ", ".join(r.name for r in i.recipients)
    parts = [f"{role}: {who}." for role, who in zip(("Acting", "Acted on"), told, strict=True) if who]
    for name, count in i.counts:
        bounds = {"at least": count.low, "headline": count.best, "at most": count.high}
        parts.append(f"{name.capitalize()}: {', '.join(f'{b} {n}' for b, n in bounds.items() if n is not None)}.")
    for stance, verb in ((Stance.AFFIRMS, "Said by"), (Stance.DENIES, "Denied by")):
        if who := facts.said_by(i, stance):
            parts.append(f"{verb} {', '.join(who)}.")
    return " ".join([*parts, f"Status: {i.status.value}; independent origins: {i.origins}."])


def _actor_id(actor: Actor) -> str:
    return f"tocsin-{(actor.id or actor.name).replace(':', '-').lower()}"


def _actor(actor: Actor) -> Entity:
    kind = (actor.id or "").partition(":")[0]
    if kind == "person":
        schema = "Person"
    elif kind in ("country", "agency") or actor.sector in _STATE:
        schema = "PublicBody"
    else:
        schema = "Company" if actor.sector == "BUS" else "Organization"
    return _entity(
        _actor_id(actor), schema, name=[actor.name], country=[_iso2(actor.country)], **_sector(schema, actor)
    )


def _sector(schema: str, actor: Actor) -> dict[str, list[str | None]]:
    return {"sector": [actor.sector]} if schema != "Person" else {"keywords": [actor.sector]}


def _iso2(iso3: str | None) -> str | None:
    found = country(iso3)
    return found.iso2.lower() if found else None


def _place_id(place: EventPlace) -> str:
    if place.geonameid is not None:
        return f"tocsin-place-{place.geonameid}"
    return _made_id("tocsin-place", place.name, place.country, place.admin1)


def _made_id(prefix: str, *parts: str | None) -> str:
    # The model takes no underscore in an id.
    return content_id(prefix, *parts).replace("_", "-")


def _full(place: EventPlace) -> str:
    land = country(place.country)
    parts = (place.name, facts.province(place), land.name if land else None)
    return ", ".join(dict.fromkeys(p for p in parts if p))


def _address(place: EventPlace) -> Entity:
    lat, lon = (None if v is None else str(v) for v in facts.point(place))
    return _entity(
        _place_id(place), "Address", full=[_full(place)], city=[facts.town(place)], state=[facts.province(place)],
        country=[_iso2(place.country)], latitude=[lat], longitude=[lon],
    )  # fmt: skip


def _article_id(document: str) -> str:
    return f"tocsin-{document.replace('_', '-')}"


def _article(id_: str, member: Member | None, context: Context) -> Entity:
    document = context.documents.get(id_)
    title, found = document.title if document else None, member or document
    published = found.published if found else None
    url = facts.address(found)
    return _entity(
        _article_id(id_),
        "Article",
        title=[title],
        fileName=[title or id_],  # the model asks for one
        publisher=[found.outlet if found else None],
        publishedAt=[published.isoformat() if published else None],
        language=[languages().get(document.language or "") if document else None],
        sourceUrl=[url],
    )


def _documented(incident: Incident, member: Member) -> Entity:
    return _entity(
        _made_id("tocsin", incident.id, member.mention), "Documentation",
        entity=[facts.public_id(incident.id)],
        document=[_article_id(member.document)],
        role=["copies a report of it" if member.is_copy else "reports it"],
        date=[member.published.isoformat() if member.published else None],
        summary=[" ".join(member.evidence.text.split())],
    )  # fmt: skip


def _denied(incident: Incident, claim: Claim) -> Entity:
    who = claim.speaker.name if claim.speaker else claim.origin
    return _entity(
        _made_id("tocsin", incident.id, claim.id), "Documentation",
        entity=[facts.public_id(incident.id)],
        document=[_article_id(claim.document)],
        role=[f"{who} denies it"],
        date=[claim.said_on.isoformat() if claim.said_on else None],
        summary=[" ".join(claim.evidence.text.split())],
    )  # fmt: skip


def write(pages: Iterable[Page], path: Path) -> tuple[Part, ...]:
    """Write entities line by line, each once: an actor of many incidents stands where the first of them names it."""
    written: set[str] = set()
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for page in pages:
            for incident in page.incidents:
                for entity in entities(incident, page.context):
                    if entity["id"] not in written:
                        written.add(entity["id"])
                        out.write(json.dumps(entity, ensure_ascii=False) + "\n")
    return (Part(path, len(written), COLUMNS),)


SHAPE = Shape(
    name="followthemoney",
    version="4",
    suffix=".ftm.json",
    form="FollowTheMoney entities, one JSON object a line, UTF-8",
    columns=COLUMNS,
    losses=LOSSES,
    write=write,
    left_out=facts.left_out,
    after="the FollowTheMoney project or OpenSanctions",
)
