"""The part of a brief on claims and denials: what is said, who says it and who denies it, since when."""

from __future__ import annotations

from tocsin.base.dates import full_day
from tocsin.base.incidents import Incident
from tocsin.base.model import Stance
from tocsin.write.brief_clauses import clause
from tocsin.write.brief_material import Material, heaviest, mark
from tocsin.write.brief_parts import Section, Sentence, Table
from tocsin.write.brief_voices import Voices, voices
from tocsin.write.brief_words import capital, number, when

# Rows of the table.
ROWS = 14


def claims_and_denials(material: Material) -> Section:
    """Return the incidents that somebody denies, the weightiest first."""
    denied = [i for i in (*material.incidents, *material.elsewhere) if voices(i, Stance.DENIES).names]
    if not denied:
        return Section(
            "Claims and denials", (Sentence("Nobody is told to deny what is told of this area and period."),)
        )
    shown = heaviest(denied, ROWS)
    counted = [tuple(i.id for i in denied)]
    text = f"Somebody denies {_incidents(len(denied))}."
    if len(shown) < len(denied):
        text = f"{text[:-1]}; the table has the {len(shown)} weightiest."
        counted.append(tuple(i.id for i in shown))
    head = ("What is said", "Who says so", "Who denies it", "Status")
    rows = tuple(_row(i) for i in shown)
    return Section(
        "Claims and denials",
        (Sentence(text, counted=tuple(counted)),),
        tables=(Table("Who says, who denies", head, rows),),
    )


def _incidents(count: int) -> str:
    return f"{number(count)} incident{'' if count == 1 else 's'}"


def _row(incident: Incident) -> tuple[Sentence, ...]:
    return (
        Sentence(capital(f"{clause(incident)}{when(incident)}"), (), (incident.id,)),
        _who(voices(incident, Stance.AFFIRMS), incident, "nobody that is quoted"),
        _who(voices(incident, Stance.DENIES), incident, "–"),
        Sentence(mark(incident), (), (incident.id,)),
    )


def _who(found: Voices, incident: Incident, nobody: str) -> Sentence:
    since = f", since {full_day(found.since)}" if found.since else ""
    text = f"{found.names}{since}" if found.names else nobody
    return Sentence(capital(text), found.cites, (incident.id, *found.ids))
