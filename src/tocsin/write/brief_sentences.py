"""An incident as sentences: what is told, by whom it is said or alleged, and who denies it.

How a clause is led in says how it is told: "according to" what is asserted, "alleged that", "denied that",
"asked that", "said that ... would". Nothing else is added.
"""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.base.dates import full_day
from tocsin.base.incidents import Incident
from tocsin.base.model import Stance, Status
from tocsin.write.brief_clauses import BASE, WOULD, clause
from tocsin.write.brief_parts import Sentence, member_cites
from tocsin.write.brief_voices import has_speaker, voices
from tocsin.write.brief_words import capital, when


def telling(incident: Incident) -> Sentence:
    """Return the sentence on an incident, led in by how it is told."""
    i = incident
    affirmed, denied = voices(i, Stance.AFFIRMS), voices(i, Stance.DENIES)
    text = _LEADS.get(i.told, _asserted)(i, affirmed.names, denied.names)
    led = denied if i.told in (Status.DENIED, Status.NEGATED) else affirmed
    cites = led.cites or member_cites(i)
    return Sentence(capital(text), cites, (i.id, *led.ids))


def _asserted(incident: Incident, who: str, _: str) -> str:
    source = f", according to {who}" if who else ""
    return f"{clause(incident)}{when(incident)}{source}."


def _alleged(incident: Incident, who: str, _: str) -> str:
    what = f"{clause(incident)}{when(incident)}"
    return f"{who} alleged that {what}." if who else f"it is alleged that {what}."


def _denied(incident: Incident, _: str, deniers: str) -> str:
    what = f"{clause(incident)}{when(incident)}"
    return f"{deniers} denied that {what}." if deniers else f"it is denied that {what}."


def _negated(incident: Incident, _: str, deniers: str) -> str:
    source = f", according to {deniers}" if deniers else ""
    return f"it did not happen that {clause(incident)}{when(incident)}{source}."


def _requested(incident: Incident, who: str, _: str) -> str:
    what = clause(incident, verb=BASE)
    return f"{who} asked that {what}{_said(incident)}." if who else f"it was asked that {what}{_said(incident)}."


def _threatened(incident: Incident, who: str, _: str) -> str:
    what = f"{clause(incident, verb=WOULD)}{_said(incident)}"
    return f"{who} threatened that {what}." if who else f"it was threatened that {what}."


def _planned(incident: Incident, who: str, _: str) -> str:
    what = f"it was planned or announced that {clause(incident, verb=WOULD)}{_said(incident)}"
    return f"{what}, according to {who}." if who else f"{what}."


def _hypothetical(incident: Incident, who: str, _: str) -> str:
    what = f"it was spoken of as possible that {clause(incident, verb=WOULD)}{_said(incident)}"
    return f"{what}, by {who}." if who else f"{what}."


def _said(incident: Incident) -> str:
    """Return the day of the report, for what has not happened: the day that it is meant for is often unknown."""
    return f" (reported on {full_day(incident.first_reported)})" if incident.first_reported else ""


_LEADS = {
    Status.ASSERTED: _asserted,
    Status.ALLEGED: _alleged,
    Status.DENIED: _denied,
    Status.NEGATED: _negated,
    Status.REQUESTED: _requested,
    Status.THREATENED: _threatened,
    Status.PLANNED: _planned,
    Status.HYPOTHETICAL: _hypothetical,
}


def denial(incident: Incident) -> Sentence | None:
    """Return who denies an incident and since when, ``None`` where nobody does or the telling says it already."""
    denied = voices(incident, Stance.DENIES)
    if not denied.names or incident.told in (Status.DENIED, Status.NEGATED):
        return None
    since = f" on {full_day(denied.since)}" if denied.since else ""
    by_outlet = not any(map(has_speaker, denied.claims))
    said = "reported that it was not so" if by_outlet else "denied it"
    text = f"{denied.names} {said}{since}."
    return Sentence(capital(text), denied.cites, (incident.id, *denied.ids))


def joined(sentences: Sequence[Sentence | None]) -> tuple[Sentence, ...]:
    """Return the sentences that are there."""
    return tuple(s for s in sentences if s is not None)
