"""An incident as sentences: what is told, by whom it is said or alleged, who denies it, and the toll with its sources.

The clauses are a table, ``data/brief/sentences.tsv``; how each is led in says how it is told: "according to" what is
asserted, "alleged that", "denied that", "asked that", "said that ... would". Nothing else is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from tocsin.base.errors import BadTable
from tocsin.base.incidents import Claim, Incident
from tocsin.base.model import Count, Stance, Status
from tocsin.base.tables import table
from tocsin.write.brief_parts import MOST_CITES, Cite, Sentence, cite, member_cites, unique
from tocsin.write.brief_words import (
    capital,
    full_day,
    is_name,
    is_plural,
    listed,
    name_of,
    parties,
    range_of,
    short_day,
    when,
    where,
    with_article,
)
from tocsin.write.native_columns import COUNTS

_VERB = re.compile(r"\[([^|\]]+)\|([^|\]]+)\]")
HARM = {
    "killed": "killed",
    "injured": "injured",
    "arrested": "arrested or detained",
    "missing": "missing",
    "displaced": "driven from home",
}
# Voices named in one sentence.
_NAMED = 4
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


@dataclass(frozen=True, slots=True)
class Voices:
    """Who affirms or denies: their names as a list in words, the first day, and the claims."""

    names: str
    since: date | None
    claims: tuple[Claim, ...]

    @property
    def cites(self) -> tuple[Cite, ...]:
        """The passages, one of each origin first."""
        first = {c.origin: c for c in reversed(self.claims)}
        ordered = (*(c for c in self.claims if first[c.origin] is c), *self.claims)
        return unique(map(cite, ordered))[:MOST_CITES]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the claims and their documents."""
        return tuple(dict.fromkeys(x for c in self.claims for x in (c.id, c.document)))


def voices(incident: Incident, stance: Stance, *, field: str = "act") -> Voices:
    """Return who affirms, or who denies, a field of an incident; each voice once, those of the register first."""
    found = [c for c in incident.claims if c.field == field and c.stance is stance and _is_firm(c, incident)]
    found.sort(key=lambda c: (_rank(c), c.said_on or date.max, c.id))
    days = [c.said_on for c in found if c.said_on]
    return Voices(named(found), min(days, default=None), tuple(found))


def _is_firm(claim: Claim, incident: Incident) -> bool:
    """Tell whether a claim says what it seems to.

    A denial in an outlet's own voice is a correction where it is asserted, else a "not" somewhere in the sentence; one by
    a speaker who affirms the same in the same sentence is a slip of the coder.
    """
    if claim.stance is Stance.AFFIRMS:
        return True
    if not _has_speaker(claim):
        return claim.told in (Status.ASSERTED, Status.DENIED)
    same = (c for c in incident.claims if c.field == claim.field and c.stance is Stance.AFFIRMS)
    return not any(c.speaker == claim.speaker and c.evidence == claim.evidence for c in same)


def _has_speaker(claim: Claim) -> bool:
    return claim.speaker is not None and is_name(claim.speaker)


def _rank(claim: Claim) -> int:
    """Return the order of voices: of the register, an outlet, others."""
    return 1 if not _has_speaker(claim) else 0 if claim.speaker and claim.speaker.id else 2


def voice(claim: Claim) -> str:
    """Return the name of who says it: the speaker, or the outlet or agency where there is none of its own name.

    "The army" of which country, "five residents" of what: the outlet that quotes them stands behind in brackets.
    """
    name, outlet = _voice(claim)
    return f"{name} ({outlet})" if outlet else name


def _voice(claim: Claim) -> tuple[str, str]:
    outlet = claim.origin if ":" not in claim.origin else "an unnamed source"
    if claim.speaker is None or not _has_speaker(claim):
        return outlet, ""
    return name_of(claim.speaker), "" if claim.speaker.id or ":" in claim.origin else outlet


def named(claims: Iterable[Claim]) -> str:
    """Return the voices of claims as a list in words; those that one outlet quotes stand together before its name."""
    found: dict[str, str] = {}
    for name, outlet in map(_voice, claims):
        found.setdefault(f"{_bare(name)}/{outlet}", f"{name}/{outlet}")
    names = [one.split("/") for one in found.values()]
    kept = names if len(names) <= _NAMED else names[: _NAMED - 1]
    groups: dict[str, list[str]] = {}
    for name, outlet in kept:
        groups.setdefault(outlet or f"/{name}", []).append(name)
    words = [n[0] if o.startswith("/") else f"{listed(n)} ({o})" for o, n in groups.items()]
    more = [f"{len(names) - len(kept)} more"] if len(names) > len(kept) else []
    return listed([*words, *more], most=_NAMED + 1)


def _bare(name: str) -> str:
    return re.sub(r"^(?:an?|the) ", "", name.casefold())


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
    by_outlet = not any(map(_has_speaker, denied.claims))
    said = "reported that it was not so" if by_outlet else "denied it"
    text = f"{denied.names} {said}{since}."
    return Sentence(capital(text), denied.cites, (incident.id, *denied.ids))


def tolls(incident: Incident) -> tuple[Sentence, ...]:
    """Return for each count of an incident its range, and who says which number."""
    counts = dict(incident.counts)
    return tuple(_toll(incident, name, counts[name]) for name in COUNTS if name in counts)


def _toll(incident: Incident, name: str, count: Count) -> Sentence:
    said = said_counts(incident, name)
    claims = [c for *_, c in said]
    text = f"{capital(HARM[name])}: {range_of(count)}{_by(said, range_of(count))}."
    cites = unique(map(cite, claims))[: max(MOST_CITES, len(said))] or member_cites(incident)
    return Sentence(text, cites, (incident.id, *(x for c in claims for x in (c.id, c.document))))


def _by(said: Sequence[tuple[str, str, date | None, Claim]], total: str) -> str:
    """Return who says which number; where all say the same, only who they are."""
    if said and all(words == total for _, words, _, _ in said):
        return f", according to {listed([_dated(voice, day) for voice, _, day, _ in said], most=_NAMED)}"
    by = "; ".join(f"{_dated(voice, day)}: {words}" for voice, words, day, _ in said)
    return f" – {by}" if by else ""


def _dated(voice: str, day: date | None) -> str:
    """Return a voice with the day on which it spoke, in one pair of brackets."""
    if day is None:
        return voice
    return f"{voice[:-1]}, {short_day(day)})" if voice.endswith(")") else f"{voice} ({short_day(day)})"


def said_counts(incident: Incident, name: str) -> list[tuple[str, str, date | None, Claim]]:
    """Return the voices on a count, each with its last word, its day and the claim; the largest number first."""
    found: dict[tuple[str, str], tuple[str, str, date | None, Claim]] = {}
    claims = [c for c in incident.claims if c.field == name and c.count and c.stance is Stance.AFFIRMS]
    for claim in sorted(claims, key=lambda c: (-_size(c.count), c.said_on or date.max, c.id)):
        if claim.superseded_by is None and claim.count is not None:
            words = range_of(claim.count)
            found.setdefault((voice(claim), words), (voice(claim), words, claim.said_on, claim))
    return list(found.values())


def _size(count: Count | None) -> int:
    return max((v for v in (count.low, count.best, count.high) if v is not None), default=0) if count else 0


def largest(incidents: Iterable[Incident], name: str) -> list[Incident]:
    """Return the incidents that have a count, those with the largest number first."""
    found = [i for i in incidents if name in dict(i.counts)]
    return sorted(found, key=lambda i: (-_size(dict(i.counts)[name]), i.id))


def joined(sentences: Sequence[Sentence | None]) -> tuple[Sentence, ...]:
    """Return the sentences that are there."""
    return tuple(s for s in sentences if s is not None)
