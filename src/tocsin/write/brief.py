"""A situation report from the record: its parts in their order. Nothing in it is written but by templates from records."""

from __future__ import annotations

from tocsin.base.dates import full_day
from tocsin.write.brief_claims import claims_and_denials
from tocsin.write.brief_coverage import coverage
from tocsin.write.brief_events import ahead, by_area, casualties, what_changed
from tocsin.write.brief_glance import at_a_glance
from tocsin.write.brief_material import Material
from tocsin.write.brief_parts import Brief, Section, Sentence
from tocsin.write.brief_standing import standing_section
from tocsin.write.brief_words import capital, number, span, with_article


def brief_of(material: Material) -> Brief:
    """Return the brief that a material makes."""
    m = material
    changed = what_changed(m)
    pictures = [Section("Where and when", pictures=tuple(m.pictures))] if m.pictures else []
    announced = ahead(m)
    sections = (
        at_a_glance(m),
        changed,
        *pictures,
        *(areas for areas in (by_area(m),) if areas.parts),
        casualties(m),
        claims_and_denials(m),
        *([announced] if announced else []),
        standing_section(m),
        coverage(m),
    )
    return Brief(
        title=f"Situation report: {m.place}",
        subtitle=span(m.first, m.last),
        facts=_facts(m),
        sections=sections,
        documents=m.documents,
    )


def _facts(material: Material) -> tuple[tuple[str, Sentence], ...]:
    m = material
    days = sorted(d.published for d in m.read if d.published)
    ids = tuple(d.id for d in m.read)
    outlets = tuple(dict.fromkeys(d.outlet or "" for d in m.read))
    before = f"; the newest of the record is of {full_day(m.newest)}" if m.newest else ""
    latest = full_day(days[-1]) if days else f"none in the period{before}"
    changed = f"{full_day(m.changed.date())}, {m.changed:%H:%M} UTC" if m.changed else "not known"
    return (
        ("Area", Sentence(f"{capital(with_article(m.place))} and its parts")),
        ("Period", Sentence(f"from {span(m.first, m.last)}, by the day of the happening")),
        (
            "Documents read",
            Sentence(f"{number(len(ids))}, from {number(len(outlets))} outlets", (), (), (ids, outlets)),
        ),
        ("Latest document", Sentence(latest, (), ids)),
        ("Record last changed", Sentence(changed)),
        ("Made by", Sentence("tocsin, from records by templates; numbers lead to the words that a sentence rests on")),
    )
