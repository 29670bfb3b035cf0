"""The part of a brief on how things stand on the last day, and on what changed in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tocsin.base.incidents import Relation, Step
from tocsin.base.model import Actor
from tocsin.base.relations import RelationKind
from tocsin.write.brief_material import Material
from tocsin.write.brief_parts import MOST_CITES, Item, Section, Sentence, Table, step_cites
from tocsin.write.brief_words import bounds, capital, full_day, listed, name_of, with_article

# Kinds that the brief lists, with their heading and how each is told; offices are left to the record.
_KINDS = {
    RelationKind.BACKS: ("Backing", "{subject} backs {object}"),
    RelationKind.PRESENT_IN: ("Forces present", "{subject} has forces in {place}"),
    RelationKind.SANCTIONS: ("Sanctions in force", "sanctions of {subject} on {object}"),
    RelationKind.TRUCE: ("Truces in force", "a truce between {subject} and {object}"),
    RelationKind.AT_WAR: ("At war", "{subject} and {object} are at war"),
    RelationKind.DETAINED: ("Detained", "{subject} holds {object}"),
}
Key = tuple[str, str, str | None, str | None]


def standing_section(material: Material) -> Section:
    """Return who holds what, what changed since the day before the first, and what else is in force."""
    m = material
    holds = [r for r in m.standing if r.kind is RelationKind.CONTROLS]
    intro = Sentence(
        f"As far as the documents tell, on {full_day(m.last)}. What nobody tells the end of is taken to hold on."
    )
    changes = _changes(m)
    tables = (_holders(holds, m.spells),) if holds else ()
    parts = [Section("What changed in who holds what", items=changes)] if changes else []
    for kind, (heading, words) in _KINDS.items():
        found = [r for r in m.standing if r.kind is kind]
        if found:
            parts.append(Section(heading, items=tuple(_item(r, words) for r in found)))
    nothing = () if holds or parts else (Sentence("The documents do not tell who holds what."),)
    return Section("How things stand", (intro, *nothing), tables=tables, parts=tuple(parts))


def _key(relation: Relation) -> Key:
    r = relation
    return (r.kind.value, _name(r.subject), _name(r.object), r.place.name if r.place else None)


def _name(actor: Actor | None) -> str:
    return (actor.id or actor.name) if actor else ""


def _holders(holds: Sequence[Relation], spells: Sequence[Relation]) -> Table:
    """Return who holds each place, with who held it before: one careless sentence may have changed the holder."""
    rows = tuple(_holder(r, _before(r, spells)) for r in sorted(holds, key=lambda r: r.place.name if r.place else ""))
    return Table("Who holds what", ("Place", "Held by", "Since", "Told by", "Before"), rows)


def _before(relation: Relation, spells: Iterable[Relation]) -> Relation | None:
    """Return the last spell of another side at the place that began before."""

    def begun(r: Relation) -> object:
        return r.from_latest or r.from_earliest

    here = [
        r
        for r in spells
        if r.kind is RelationKind.CONTROLS
        and r.place
        and relation.place
        and r.place.name == relation.place.name
        and _name(r.subject) != _name(relation.subject)
        and begun(r)
        and begun(relation)
        and begun(r) < begun(relation)  # type: ignore[operator]
    ]
    return max(here, key=lambda r: str(begun(r)), default=None)


def _holder(relation: Relation, before: Relation | None) -> tuple[Sentence, ...]:
    r = relation
    about, cites = _sources(r), step_cites(r.evidence_for)[:MOST_CITES]
    origins = _origins(r.evidence_for)
    told = f"{len(origins)} origin{'' if len(origins) == 1 else 's'}; {r.status.value}"
    if r.evidence_against:
        told += "; denied by " + listed(_origins(r.evidence_against))
    earlier = (
        f"{capital(name_of(before.subject))}, since {bounds(before.from_earliest, before.from_latest)}"
        if before
        else "–"
    )
    return (
        Sentence(r.place.name if r.place else "–", (), about),
        Sentence(capital(name_of(r.subject)), (), about),
        Sentence(bounds(r.from_earliest, r.from_latest) or "not known", (), about),
        Sentence(told, (*cites, *step_cites(r.evidence_against)[:1]), about, (origins,)),
        Sentence(earlier, step_cites(before.evidence_for)[:2] if before else (), _sources(before) if before else ()),
    )


def _origins(steps: Sequence[Step]) -> tuple[str, ...]:
    """Return whom steps go back to, each once."""
    return tuple(dict.fromkeys(o for s in steps for o in s.origins))


def _sources(relation: Relation) -> tuple[str, ...]:
    steps = (*relation.evidence_for, *relation.evidence_against)
    return tuple(dict.fromkeys(s.source for s in steps))


def _changes(material: Material) -> tuple[Item, ...]:
    """Return which places came to be held, or are held no more, between the first day and the last."""
    then = {_key(r): r for r in material.before if r.kind is RelationKind.CONTROLS}
    now = {_key(r): r for r in material.standing if r.kind is RelationKind.CONTROLS}
    new = sorted((r for k, r in now.items() if k not in then), key=_begin)
    gone = [r for k, r in then.items() if k not in now]
    return (*map(_gained, new), *map(_lost, gone))


def _begin(relation: Relation) -> tuple[str, str]:
    at = relation.from_latest or relation.from_earliest
    return (at.isoformat() if at else "", relation.place.name if relation.place else "")


def _gained(relation: Relation) -> Item:
    since = bounds(relation.from_earliest, relation.from_latest)
    place = with_article(relation.place.name) if relation.place else "a place"
    text = f"{name_of(relation.subject)} came to hold {place}{f' ({since})' if since else ''}."
    return _told(relation, capital(text))


def _lost(relation: Relation) -> Item:
    place = with_article(relation.place.name) if relation.place else "a place"
    return _told(relation, capital(f"{name_of(relation.subject)} is no longer told to hold {place}."))


def _item(relation: Relation, words: str) -> Item:
    r = relation
    text = words.format(
        subject=name_of(r.subject),
        object=name_of(r.object) if r.object else "nobody named",
        place=with_article(r.place.name) if r.place else "a place that is not named",
    )
    since = bounds(r.from_earliest, r.from_latest)
    against = f"; {listed(deniers)} {'deny' if len(deniers) > 1 else 'denies'} it" if (deniers := _deniers(r)) else ""
    return _told(r, capital(f"{text}{f', since {since}' if since else ''}{against}."))


def _deniers(relation: Relation) -> tuple[str, ...]:
    """Return who denies a relation: the side itself, where its words do, else whom the denial goes back to."""
    sides = {a.id: name_of(a) for a in (relation.subject, relation.object) if a and a.id}
    return tuple(dict.fromkeys(sides.get(o, o) for o in _origins(relation.evidence_against)))


def _told(relation: Relation, text: str) -> Item:
    cites = (*step_cites(relation.evidence_for)[:MOST_CITES], *step_cites(relation.evidence_against)[:2])
    return Item((Sentence(text, cites, _sources(relation)),), relation.status.value)
