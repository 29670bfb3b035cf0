"""The toll of an incident as sentences: for each count its range, and who says which number; never one of them alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tocsin.base.incidents import Claim, Incident
from tocsin.base.model import COUNTS, Count, Stance
from tocsin.write.brief_parts import MOST_CITES, Sentence, cite, member_cites, unique
from tocsin.write.brief_voices import MOST_NAMED, voice
from tocsin.write.brief_words import capital, listed, range_of, short_day

HARM = {
    "killed": "killed",
    "injured": "injured",
    "arrested": "arrested or detained",
    "missing": "missing",
    "displaced": "driven from home",
}


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
        return f", according to {listed([_dated(voice, day) for voice, _, day, _ in said], most=MOST_NAMED)}"
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
