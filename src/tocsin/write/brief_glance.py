"""The first part of a brief: what a reader in a hurry must know, in a few sentences."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.base.incidents import Incident, IncidentStatus, Relation, RelationStatus
from tocsin.base.model import Actor, Status
from tocsin.base.relations import RelationKind
from tocsin.write.brief_clauses import clause
from tocsin.write.brief_material import Material, happened
from tocsin.write.brief_parts import MOST_CITES, Cite, Item, Section, Sentence, cite, step_cites, unique
from tocsin.write.brief_standing import gained, place_of, sources_of
from tocsin.write.brief_tolls import HARM, largest, said_counts
from tocsin.write.brief_words import capital, is_plural, listed, name_of, number, range_of, when

# Places and objects named in one sentence.
_NAMED = 8
# Sides that came to hold places.
_SIDES = 4
_ATTESTED = {
    IncidentStatus.CORROBORATED: "corroborated by independent origins",
    IncidentStatus.REPORTED: "reported by a single origin",
    IncidentStatus.DISPUTED: "disputed",
    IncidentStatus.WITHDRAWN: "withdrawn",
}


def at_a_glance(material: Material) -> Section:
    """Return how much happened, which places changed hands, the largest toll, and which sanctions began."""
    known = happened(material.incidents)
    if not known:
        return Section("At a glance", (Sentence("Nothing is told as having happened here in the period."),))
    lines = (*_attested(known), *_hands(material), *_toll(known), *_sanctions(material))
    return Section("At a glance", items=tuple(Item((line,)) for line in lines))


def _attested(known: Sequence[Incident]) -> tuple[Sentence, ...]:
    """Return how many incidents there are and how well they are attested."""
    counted = [_ids(known)]
    parts = []
    for status, words in _ATTESTED.items():
        if some := _ids([i for i in known if i.status is status]):
            parts.append(f"{number(len(some))} {words}")
            counted.append(some)
    total = f"{number(len(known))} incident{'' if len(known) == 1 else 's'}"
    text = f"{total} told as having happened, or alleged: {', '.join(parts)}."
    if alleged := _ids([i for i in known if i.told is Status.ALLEGED]):
        counted.append(alleged)
        text += f" {number(len(alleged))} of them {'is' if len(alleged) == 1 else 'are'} alleged only."
    return (Sentence(text, counted=tuple(counted)),)


def _ids(incidents: Sequence[Incident]) -> tuple[str, ...]:
    return tuple(i.id for i in incidents)


def _hands(material: Material) -> tuple[Sentence, ...]:
    """Return for each side the places that it came to hold, those that are best attested first."""
    by: dict[str, list[Relation]] = {}
    for relation in gained(material):
        if relation.from_earliest is not None:
            by.setdefault(name_of(relation.subject), []).append(relation)
    ordered = sorted(by.items(), key=lambda pair: (-len({place_of(r) for r in pair[1]}), pair[0]))
    # One place that a single origin tells of is no news for a reader in a hurry.
    firm = [(n, some) for n, some in ordered if len({place_of(r) for r in some}) > 1 or not min(map(_firm, some))]
    return tuple(_came_to_hold(name, some) for name, some in firm[:_SIDES])


def _came_to_hold(name: str, relations: Sequence[Relation]) -> Sentence:
    ranked = sorted(relations, key=lambda r: (_firm(r), -len(r.evidence_for)))
    places = list(dict.fromkeys(map(place_of, ranked)))
    rest = tuple(places[_NAMED - 1 :]) if len(places) > _NAMED else ()
    about = tuple(dict.fromkeys(s for r in ranked for s in sources_of(r)))
    cites = unique(c for r in ranked[:_NAMED] for c in step_cites(r.evidence_for)[:1])
    # What somebody denies is not stated beside what nobody does.
    firm = {place_of(r) for r in ranked if r.status is not RelationStatus.DISPUTED}
    taken, said = ([p for p in places if (p in firm) is is_firm] for is_firm in (True, False))
    parts = [f"came to hold {listed(taken, most=_NAMED)}"] if taken else []
    parts += [f"{_be(ranked)} said to have come to hold {listed(said, most=_NAMED)}, which is disputed"] if said else []
    text = f"{capital(name)} {', and '.join(parts)}."
    return Sentence(text, cites, about, (rest,) if rest else ())


def _be(relations: Sequence[Relation]) -> str:
    return "are" if is_plural((relations[0].subject,)) else "is"


def _firm(relation: Relation) -> int:
    order = (RelationStatus.CORROBORATED, RelationStatus.DISPUTED, RelationStatus.REPORTED)
    return order.index(relation.status) if relation.status in order else len(order)


def _toll(known: Sequence[Incident]) -> tuple[Sentence, ...]:
    """Return the largest number of people killed, with who gives which number."""
    found = largest(known, "killed")[:1]
    if not found:
        return ()
    said = said_counts(found[0], "killed")
    claims = [c for *_, c in said]
    count = range_of(dict(found[0].counts)["killed"])
    text = f"The largest toll given: {count} {HARM['killed']}, where {clause(found[0])}{when(found[0])}."
    about = (found[0].id, *(x for c in claims for x in (c.id, c.document)))
    return (Sentence(text, unique(map(cite, claims))[:MOST_CITES], about),)


def _sanctions(material: Material) -> tuple[Sentence, ...]:
    """Return the sanctions that began in the period."""
    m = material
    new = [
        r
        for r in m.standing
        if r.kind is RelationKind.SANCTIONS and r.from_earliest and m.first <= r.from_earliest <= m.last
    ]
    by: dict[str, list[Relation]] = {}
    for relation in new:
        by.setdefault(name_of(relation.subject), []).append(relation)
    return tuple(_sanctioned(name, some) for name, some in sorted(by.items()))


def _sanctioned(name: str, relations: Sequence[Relation]) -> Sentence:
    objects: list[Actor] = [r.object for r in relations if r.object]
    about = tuple(dict.fromkeys(s for r in relations for s in sources_of(r)))
    cites: tuple[Cite, ...] = unique(c for r in relations for c in step_cites(r.evidence_for)[:1])
    text = f"{capital(name)} imposed sanctions on, or cut aid or ties with, {listed([name_of(o) for o in objects], most=_NAMED)}."
    return Sentence(text, cites, about)
