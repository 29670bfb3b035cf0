"""What happened as a clause, from the table ``data/brief/sentences.tsv``: "M23 took Goma"."""

from __future__ import annotations

import re
from functools import cache

from tocsin.base.errors import BadTable
from tocsin.base.incidents import Incident
from tocsin.base.tables import table
from tocsin.write.brief_words import is_plural, listed, name_of, parties, where, with_article

_VERB = re.compile(r"\[([^|\]]+)\|([^|\]]+)\]")
# Forms of a verb.
PAST, BASE, WOULD = "past", "base", "would"


@cache
def _clauses() -> dict[tuple[str, str, str], str]:
    rows = table("brief/sentences.tsv", columns=("type", "mode", "sides", "clause"))
    return {(r["type"], r["mode"], r["sides"]): r["clause"] for r in rows}


def clause(incident: Incident, *, verb: str = PAST) -> str:
    """Return what happened as a clause: "M23 took Goma", "(that) M23 take Goma", "M23 would take Goma".

    Sides that have no name of their own are left out, as far as the table has a clause without them.

    Raises:
        BadTable: the table has no clause for the type.
    """
    i = incident
    # A town is no party to what happens in it.
    here = {i.place.name.casefold()} if i.place else set()
    actors = tuple(a for a in parties(i.actors) if a.name.casefold() not in here)
    recipients = tuple(r for r in parties(i.recipients, but=i.actors) if r.name.casefold() not in here)
    template, sides = _template(i, ("a" if actors else "") + ("r" if recipients else "") or "-")
    is_many = is_plural(recipients if "r" in sides and template.startswith("{R}") else actors)

    def inflected(found: re.Match[str]) -> str:
        if verb != PAST:
            return f"would {found[2]}" if verb == WOULD else found[2]
        return ("were" if is_many else "was") if found[1] == "was/were" else found[1]

    return _VERB.sub(inflected, template).format(
        A=listed([name_of(a) for a in actors]),
        R=listed([name_of(r) for r in recipients]),
        place=with_article(i.place.name) if i.place else "a place",
        where=where(i.place),
        out=f" from {with_article(i.place.name)}" if i.place else "",
    )


def _template(incident: Incident, sides: str) -> tuple[str, str]:
    """Return the clause of the mode, then of the type, for all sides that are known, then for fewer."""
    for some in dict.fromkeys((sides, *(("a", "r", "-") if sides == "ar" else ("-",)))):
        for mode in (incident.mode or "", ""):
            if found := _clauses().get((incident.type, mode, some)):
                return found, some
    raise BadTable(f"brief/sentences.tsv has no clause for {incident.type}; add a row with the sides -.")
