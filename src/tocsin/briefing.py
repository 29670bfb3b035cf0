"""Briefs: what the record holds on a place in a period, as the material of a situation report, and the report itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tocsin.base.boundaries import open_boundaries
from tocsin.base.errors import BadInput
from tocsin.base.incidents import Incident, Relation, RelationStatus
from tocsin.base.model import Actor, Document, Place, Precision
from tocsin.base.relations import RelationKind
from tocsin.record import Record
from tocsin.store.columns import mark
from tocsin.store.documents import last_published
from tocsin.write.brief import brief_of
from tocsin.write.brief_material import Material, happened
from tocsin.write.brief_parts import Brief, Picture
from tocsin.write.brief_standing import place_of
from tocsin.write.facts import is_only_denied
from tocsin.write.picture_chart import chart_svg, weeks
from tocsin.write.picture_chart import told_of as chart_told
from tocsin.write.picture_map import map_svg, scene_of
from tocsin.write.picture_map import told_of as map_told

# Draws the pictures of a brief: where and when its incidents took place.
Draw = Callable[[Material], Sequence[Picture]]
_AT_PLACE = (RelationKind.CONTROLS, RelationKind.PRESENT_IN)


def pictures(material: Material) -> Sequence[Picture]:
    """Return a map and a chart of what is told as having happened; a map only where any of it can be drawn."""
    m = material
    known = happened(m.incidents)
    scene = scene_of(known, open_boundaries())
    where, when = f"Where it happened: {m.place}", "When it happened, week by week"
    published = [d.published for d in m.read if d.published]
    bars = weeks(known, published, first=m.first, last=m.last)
    drawn = [Picture("map", map_told(scene), map_svg(scene, title=where))] if scene else []
    return (*drawn, Picture("weeks", chart_told(bars), chart_svg(bars, title=when))) if known else ()


def brief(
    record: Record,
    *,
    place: str,
    since: date,
    until: date | None = None,
    draw: Draw = pictures,
) -> Brief:
    """Return the situation report on a place.

    Args:
        record: the record.
        place: a town, province or country, as people write it, or a country's code.
        since: the first day.
        until: the day after the last one; none: the day after the last document of the record.
        draw: what draws its pictures.

    Raises:
        BadInput: the place is not known, or the period has no day.
    """
    material = gather(record, place=place, since=since, until=until)
    return brief_of(replace(material, pictures=tuple(draw(material))))


def gather(record: Record, *, place: str, since: date, until: date | None = None) -> Material:
    """Return what a brief on a place and a period is made from.

    Raises:
        BadInput: the place is not known, or the period has no day.
    """
    read = record.documents(since=since, until=until)
    end = until or _after(read, since)
    if end <= since:
        raise BadInput(f"The period from {since} to before {end} has no day; give a later --until, or leave it out.")
    last = end - timedelta(days=1)
    where = record.names.where(place).place
    incidents = record.incidents(place=place, since=since, until=end)
    elsewhere = _elsewhere(record, where, since, end)
    now, then = (_standing(record, place, where, day) for day in (last, since - timedelta(days=1)))
    documents = {d.id: d for d in _named(record, (*incidents, *elsewhere), (*now, *then), read)}
    denials = _denials(incidents)
    spells = [r for r in record.standing(place=place) if r.kind is RelationKind.CONTROLS and _is_told(r)]
    rumoured = {place_of(r) for r in spells if not is_told_by(r, last, denials)}
    with record.store.read() as conn:
        changed, newest = mark(conn).last, last_published(conn)
    return Material(
        place=where.name,
        first=since,
        last=last,
        incidents=incidents,
        elsewhere=elsewhere,
        standing=[r for r in now if is_told_by(r, last, denials)],
        before=[r for r in then if r.place is None or place_of(r) not in rumoured],
        spells=[r for r in spells if is_told_by(r, last, denials)],
        documents=documents,
        read=read,
        changed=changed,
        newest=newest,
    )


def _denials(incidents: Iterable[Incident]) -> frozenset[tuple[str, str]]:
    """Return the sentences, by document, that only deny what they speak of."""
    return frozenset((m.document, m.evidence.text) for i in incidents if is_only_denied(i) for m in i.mentions)


def is_told_by(relation: Relation, last: date, denials: frozenset[tuple[str, str]]) -> bool:
    """Tell whether more than its denial tells of a relation by a day.

    A rumour that an army dismisses, of what does happen two weeks later, begins nothing on the day of the rumour.
    """
    told = [s for s in relation.evidence_for if not s.documents or (s.documents[0], s.evidence.text) not in denials]
    if len(told) == len(relation.evidence_for):
        return True
    return any(s.latest is not None and s.latest <= last for s in told)


def _after(read: Iterable[Document], since: date) -> date:
    """Return the day after the last document."""
    return max((d.published for d in read if d.published), default=since) + timedelta(days=1)


def _elsewhere(record: Record, where: Place, since: date, until: date) -> list[Incident]:
    """Return what names no place and has a side of the country: words said of it, mostly, wherever they were said."""
    if where.precision is not Precision.COUNTRY:
        return []
    found = record.incidents(actor=where.name, since=since, until=until)
    return [i for i in found if i.place is None]


def _standing(record: Record, place: str, where: Place, day: date) -> list[Relation]:
    """Return what holds on a day: at the place, between sides of its country or that act there, and on their backers."""
    here = [r for r in record.standing(as_of=day, place=place) if r.kind in _AT_PLACE and _is_told(r)]
    others = [r for r in record.standing(as_of=day) if r.kind not in (*_AT_PLACE, RelationKind.HOLDS_OFFICE)]
    ids = {r.subject.id for r in here if r.subject.id}
    is_country = where.precision is Precision.COUNTRY
    close = [r for r in others if any(a.country == where.country if is_country else a.id in ids for a in _sides(r))]
    backers = {r.subject.country for r in close if r.kind is RelationKind.BACKS and r.subject.country}
    about = (r for r in others if r not in close and r.kind is RelationKind.SANCTIONS)
    return [*here, *close, *(r for r in about if r.object is not None and r.object.country in backers)]


def _is_told(relation: Relation) -> bool:
    """Tell whether somebody tells of a relation; a brief states nothing that is only supposed."""
    return relation.status is not RelationStatus.SUPPOSED


def _sides(relation: Relation) -> list[Actor]:
    return [a for a in (relation.subject, relation.object) if a is not None]


def _named(
    record: Record, incidents: Iterable[Incident], relations: Iterable[Relation], read: Iterable[Document]
) -> Iterable[Document]:
    """Yield the documents that incidents and relations name, those of the period first."""
    known = {d.id for d in read}
    yield from read
    wanted = [d for i in incidents for d in (*(m.document for m in i.mentions), *(c.document for c in i.claims))]
    wanted += [d for r in relations for s in (*r.evidence_for, *r.evidence_against) for d in s.documents]
    for id_ in dict.fromkeys(wanted):
        if id_ not in known:
            found = record.show(id_)
            if isinstance(found, Document):
                yield found
