"""Parts of a brief on what happened: the weightiest incidents, each area, the tolls, what is called for and announced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tocsin.base.dates import full_day
from tocsin.base.incidents import Incident, IncidentStatus
from tocsin.base.model import COUNTS, Status
from tocsin.write.brief_clauses import clause
from tocsin.write.brief_material import AHEAD, Material, happened, heaviest, mark, told
from tocsin.write.brief_parts import (
    MOST_CITES,
    Item,
    Section,
    Sentence,
    Table,
    cite,
    member_cites,
    telling_quote,
    unique,
)
from tocsin.write.brief_sentences import denial, joined, telling
from tocsin.write.brief_tolls import HARM, largest, said_counts, tolls
from tocsin.write.brief_words import capital, number, range_of, when

# Incidents under "what changed", to an area besides, rows of a table of tolls, calls and plans.
TOP, PER_AREA, TOLLS, CALLS = 10, 4, 10, 6
WHERE_UNKNOWN = "province not known"
_QUADS = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
    None: "disasters, accidents and epidemics",
}


def what_changed(material: Material) -> Section:
    """Return the weightiest incidents of the period, the heaviest first, each with its toll, denials and a quotation."""
    known = happened(material.incidents)
    top = heaviest(known, TOP)
    intro = Sentence(_RANKED if top else "Nothing is told as having happened here in the period.")
    return Section("What changed", (intro,), tuple(map(full_item, top)), is_ordered=True)


_RANKED = (
    "The weightiest incidents come first: by severity of the type, independent origins, people killed, "
    "and whether ground changed hands."
)


def full_item(incident: Incident) -> Item:
    """Return an incident with all that a reader needs of it."""
    quote = telling_quote(incident)
    sentences = joined((telling(incident), denial(incident) or _only_numbers(incident), *tolls(incident)))
    return Item(sentences, mark(incident), quote, incident.id)


def _only_numbers(incident: Incident) -> Sentence | None:
    """Return why an incident is disputed that nobody denies, ``None`` for others."""
    if incident.status is not IncidentStatus.DISPUTED:
        return None
    words = "Nobody is told to deny it; it is disputed because the numbers given exclude each other."
    cites = unique(cite(c) for name in COUNTS for *_, c in said_counts(incident, name))[:MOST_CITES]
    return Sentence(words, cites, (incident.id,)) if cites else None


def short_item(incident: Incident) -> Item:
    """Return an incident in a sentence, and who denies it."""
    return Item(joined((telling(incident), denial(incident))), mark(incident), None, incident.id)


def by_area(material: Material) -> Section:
    """Return each province: how much is told of it, and its weightiest incidents that do not stand above already."""
    known = happened(material.incidents)
    above = {i.id for i in heaviest(known, TOP)}
    areas: dict[str, list[Incident]] = {}
    for incident in known:
        areas.setdefault(incident.place.admin1 if incident.place and incident.place.admin1 else "", []).append(incident)
    ordered = sorted(areas, key=lambda name: (not name, -len(areas[name]), name))
    return Section("By area", parts=tuple(_area(name, areas[name], above) for name in ordered))


def _area(name: str, incidents: Sequence[Incident], above: set[str]) -> Section:
    rest = [i for i in incidents if i.id not in above]
    items = tuple(map(short_item, heaviest(rest, PER_AREA)))
    return Section(name or capital(WHERE_UNKNOWN), (_counts(incidents, above),), items)


def _counts(incidents: Sequence[Incident], above: set[str]) -> Sentence:
    """Return how many incidents there are of each quad class, and how many stand above."""
    if len(incidents) == 1:
        rest = "; it stands above" if incidents[0].id in above else ""
        return Sentence(f"1 incident, of {_QUADS[incidents[0].quad]}{rest}.", counted=((incidents[0].id,),))
    by = Counter(i.quad for i in incidents)
    counted = [tuple(i.id for i in incidents)]
    parts = []
    for quad, count in sorted(by.items(), key=lambda pair: (-pair[1], pair[0] or 9)):
        parts.append(f"{number(count)} of {_QUADS[quad]}")
        counted.append(tuple(i.id for i in incidents if i.quad == quad))
    text = f"{number(len(incidents))} incidents: {', '.join(parts)}."
    if named := tuple(i.id for i in incidents if i.id in above):
        text += f" {number(len(named))} of them {'stands' if len(named) == 1 else 'stand'} above."
        counted.append(named)
    return Sentence(text, counted=tuple(counted))


def casualties(material: Material) -> Section:
    """Return tables of the largest tolls, each as a range with who says which number."""
    known = happened(material.incidents)
    tables = tuple(t for name in COUNTS if (t := _toll_table(largest(known, name)[:TOLLS], name)))
    intro = Sentence(
        "Each row is one incident. The numbers are those that speakers and outlets give; "
        "they are not added up, since incidents may overlap."
    )
    none = Sentence("Nobody gives a number of people harmed here in the period.")
    return Section("Casualties and displacement", (intro,) if tables else (none,), tables=tables)


def _toll_table(incidents: Sequence[Incident], name: str) -> Table | None:
    rows = tuple(_toll_row(i, name) for i in incidents)
    return Table(f"People {HARM[name]}", ("Incident", "Range", "Who says which"), rows) if rows else None


def _toll_row(incident: Incident, name: str) -> tuple[Sentence, ...]:
    said = said_counts(incident, name)
    claims = [c for *_, c in said]
    about = (incident.id, *(x for c in claims for x in (c.id, c.document)))
    who = "; ".join(f"{voice}: {words}{f', {full_day(day)}' if day else ''}" for voice, words, day, _ in said)
    cites = unique(map(cite, claims)) or member_cites(incident)
    alleged = "alleged: " if incident.told is Status.ALLEGED else ""
    return (
        Sentence(capital(f"{alleged}{clause(incident)}{when(incident)}"), (), (incident.id,)),
        Sentence(range_of(dict(incident.counts)[name]), (), (incident.id,)),
        Sentence(capital(who) or "–", cites, about),
    )


def ahead(material: Material) -> Section | None:
    """Return what is called for, threatened or announced, the weightiest first; ``None`` where nothing is."""
    found = heaviest(told((*material.incidents, *material.elsewhere), AHEAD), CALLS)
    intro = Sentence("None of this is told as having happened.")
    return Section("Called for, threatened, announced", (intro,), _items(found)) if found else None


def _items(incidents: Iterable[Incident]) -> tuple[Item, ...]:
    return tuple(map(short_item, incidents))
