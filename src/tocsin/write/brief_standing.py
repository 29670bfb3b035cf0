"""The part of a brief on how things stand on the last day, and on what changed in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tocsin.base.dates import full_day
from tocsin.base.incidents import Effect, Relation, RelationStatus, Step
from tocsin.base.model import Actor, EventPlace
from tocsin.base.relations import RelationKind
from tocsin.write.brief_material import Material
from tocsin.write.brief_parts import MOST_CITES, Cite, Item, Section, Sentence, Table, step_cites, unique
from tocsin.write.brief_words import bounds, capital, is_plural, listed, name_of, number, with_article

# Kinds that the brief lists; offices are left out. The verb is that of one side, of several, and after "said to".
_KINDS = {
    RelationKind.BACKS: ("Backing", "{subject} {verb} {object}", ("backs", "back", "back")),
    RelationKind.PRESENT_IN: (
        "Forces present",
        "{subject} {verb} in {place}",
        ("has forces", "are", "be present"),
    ),
    RelationKind.SANCTIONS: (
        "Sanctions and cuts in force",
        "{subject} {verb} sanctions or cuts in force on {object}",
        ("has", "have", "have"),
    ),
    RelationKind.TRUCE: (
        "Truces in force",
        "a truce between {subject} and {object} {verb} in force",
        ("is", "is", "be"),
    ),
    RelationKind.AT_WAR: ("At war", "{subject} and {object} {verb} at war", ("are", "are", "be")),
    RelationKind.DETAINED: ("Detained", "{subject} {verb} {object}", ("holds", "hold", "hold")),
}
# Of a hold that only reports of its end speak of.
INFERRED = "inferred: told only by reports of how it ended later"
_NO_PLACE = "a place that is not named"


def standing_section(material: Material) -> Section:
    """Return who holds what, what changed in the period, and what else is in force on its last day."""
    m = material
    holds = [r for r in m.standing if r.kind is RelationKind.CONTROLS]
    unread = f" No document is newer than {full_day(m.newest)}." if m.newest and m.newest < m.last else ""
    intro = Sentence(
        f"As far as the documents tell, on {full_day(m.last)}.{unread} What nobody tells the end of is taken to hold on.",
        about=tuple(d.id for d in m.documents.values() if unread and d.published == m.newest),
    )
    changes = _changes(m)
    parts = [Section("What changed in who holds what", items=changes)] if changes else []
    if holds:
        parts.append(Section(f"Who holds what on {full_day(m.last)}", tables=(_holders(holds, m),)))
    for kind, (heading, words, verbs) in _KINDS.items():
        if found := [r for r in m.standing if r.kind is kind]:
            parts.append(Section(heading, items=tuple(_item(r, words, verbs, m.names) for r in found)))
    nothing = () if parts else (Sentence("The documents do not tell who holds what."),)
    return Section("How things stand", (intro, *nothing), parts=tuple(parts))


def _name(actor: Actor | None) -> str:
    return (actor.id or actor.name) if actor else ""


def _begun(relation: Relation) -> date | None:
    return relation.from_latest or relation.from_earliest


def _holders(holds: Sequence[Relation], material: Material) -> Table:
    """Return who holds each place, with who held it before: one careless sentence may have changed the holder."""
    rows = tuple(_holder(r, material) for r in sorted(holds, key=lambda r: _place(r.place)))
    return Table("Places and who holds them", ("Place", "Held by", "Since", "Attested", "Held before by"), rows)


def _before(relation: Relation, spells: Iterable[Relation]) -> Relation | None:
    """Return the last spell of another side at the place that began before."""
    begin = _begun(relation)
    here = [
        (at, _name(r.subject), r)
        for r in spells
        if begin and r.place and relation.place and r.place.name == relation.place.name
        if _name(r.subject) != _name(relation.subject) and (at := _begun(r)) and at < begin
    ]
    return max(here, key=lambda found: found[:2])[2] if here else None


def _holder(relation: Relation, material: Material) -> tuple[Sentence, ...]:
    r, before = relation, _before(relation, material.spells)
    about, origins = sources_of(r), _origins(r.evidence_for)
    told = f"{r.status.value}, {number(len(origins))} origin{'' if len(origins) == 1 else 's'}" if origins else INFERRED
    against = "; ".join(x for x in (_denied(r, material.names), _ended(r, material.names)) if x)
    cites = (*step_cites(r.evidence_for)[:MOST_CITES], *step_cites(r.evidence_against)[:1])
    since = f" ({bounds(before.from_earliest, before.from_latest)})" if before else ""
    return (
        Sentence(_place(r.place), (), about),
        Sentence(capital(name_of(r.subject)), (), about),
        Sentence(bounds(r.from_earliest, r.from_latest) or "not known", (), about),
        Sentence(f"{told}{f'; {against}' if against else ''}", cites, about, (origins,)),
        Sentence(
            f"{capital(name_of(before.subject))}{since}" if before else "–",
            step_cites(before.evidence_for)[:2] if before else (),
            sources_of(before) if before else (),
        ),
    )


def _place(place: EventPlace | None) -> str:
    return place.name if place else _NO_PLACE


def _origins(steps: Sequence[Step]) -> tuple[str, ...]:
    """Return whom steps go back to, each once."""
    return tuple(dict.fromkeys(o for s in steps for o in s.origins))


def sources_of(relation: Relation) -> tuple[str, ...]:
    """Return the ids of the incidents and remarks that a relation rests on."""
    steps = (*relation.evidence_for, *relation.evidence_against)
    return tuple(dict.fromkeys(s.source for s in steps))


def _denied(relation: Relation, names: Mapping[str, Actor]) -> str:
    """Return who denies a relation, or who reports that it is denied; empty where nobody does.

    Who tells of its end does not deny it.
    """
    origins = _origins([s for s in relation.evidence_against if s.effect is not Effect.CLOSES])
    speakers = [names[o] for o in origins if o in names]
    if speakers:
        return f"denied by {listed([name_of(a) for a in speakers])}"
    outlets = [o for o in origins if ":" not in o]
    return f"a denial is reported by {listed(outlets)}" if outlets else "denied" if origins else ""


def _ended(relation: Relation, names: Mapping[str, Actor]) -> str:
    """Return who tells of the end of a relation that others tell of; empty where nobody does."""
    origins = _origins([s for s in relation.evidence_against if s.effect is Effect.CLOSES and relation.evidence_for])
    who = [name_of(names[o]) if o in names else o for o in origins if o in names or ":" not in o]
    return f"its end is reported by {listed(who)}" if who else ""


def _told_by(relation: Relation, names: Mapping[str, Actor]) -> str:
    """Return who says that a relation stands: actors that speak by name, and outlets and agencies."""
    origins = _origins(relation.evidence_for)
    who = [name_of(names[o]) if o in names else o for o in origins if o in names or ":" not in o]
    return f"according to {listed(who)}" if who else ""


def _changes(material: Material) -> tuple[Item, ...]:
    """Return which places came to be held in the period, in order of time, and which are held by nobody any more."""
    m = material
    new = gained(m)
    held = {_place(r.place) for r in (*new, *m.standing) if r.kind is RelationKind.CONTROLS}
    lost = [r for r in m.before if r.kind is RelationKind.CONTROLS and _place(r.place) not in held]
    return (*(_gained(r, _before(r, m.spells)) for r in new), *map(_lost, lost))


def gained(material: Material) -> list[Relation]:
    """Return the holds of places that began in the period, in order of time, each once."""
    m = material
    found = [r for r in m.spells if (day := _begun(r)) and m.first <= day <= m.last]
    found.sort(key=lambda r: (_begun(r) or date.max, _place(r.place), _name(r.subject)))
    # A place that changed hands twice in a day has the same spell twice.
    return list({(_begun(r), _place(r.place), _name(r.subject)): r for r in found}.values())


def place_of(relation: Relation) -> str:
    """Return the name of the place of a relation."""
    return _place(relation.place)


def _gained(relation: Relation, before: Relation | None) -> Item:
    r = relation
    since = bounds(r.from_earliest, r.from_latest)
    place, who = with_article(_place(r.place)), name_of(r.subject)
    # Of a hold whose beginning nobody tells it is only known that it was there by a day.
    if r.status is RelationStatus.DISPUTED:
        be = "are" if is_plural((r.subject,)) else "is"
        text = f"{who} {be} said to have come to hold {place} ({since})"
    else:
        text = f"{who} held {place} {since}" if r.from_earliest is None else f"{who} came to hold {place} ({since})"
    held = f"{text}, held before by {name_of(before.subject)}." if before else f"{text}."
    about = sources_of(before) if before else ()
    return _told(r, capital(held), step_cites(before.evidence_for)[:1] if before else (), about)


def _lost(relation: Relation) -> Item:
    place = with_article(_place(relation.place))
    verb = "are" if is_plural((relation.subject,)) else "is"
    return _told(relation, capital(f"{name_of(relation.subject)} {verb} no longer told to hold {place}."))


def _verb(relation: Relation, verbs: tuple[str, str, str]) -> str:
    """Return the verb; what somebody denies is only said to be so."""
    one, several, base = verbs
    is_many = is_plural((relation.subject,)) or one == "are"
    if relation.status is RelationStatus.DISPUTED:
        return f"{'are' if is_many else 'is'} said to {base}"
    return several if is_many else one


def _item(relation: Relation, words: str, verbs: tuple[str, str, str], names: Mapping[str, Actor]) -> Item:
    r = relation
    text = words.format(
        subject=name_of(r.subject),
        object=name_of(r.object) if r.object else "nobody named",
        place=with_article(_place(r.place)),
        verb=_verb(r, verbs),
    )
    since = bounds(r.from_earliest, r.from_latest)
    notes = [f"begun {since}" if not since[:1].isdigit() else f"since {since}"] if since else []
    notes += [words for words in (_told_by(r, names) if r.evidence_for else INFERRED, _denied(r, names)) if words]
    return _told(r, capital(f"{text}{f' ({noted})' if (noted := '; '.join(notes)) else ''}."))


def _told(relation: Relation, text: str, more: tuple[Cite, ...] = (), about: tuple[str, ...] = ()) -> Item:
    passages = (*step_cites(relation.evidence_for)[:MOST_CITES], *step_cites(relation.evidence_against)[:2], *more)
    cites = unique(passages)
    return Item((Sentence(text, cites, (*sources_of(relation), *about)),), relation.status.value)
