"""Who says or denies what is told of an incident: the voices by name, each with its passages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tocsin.base.incidents import Claim, Incident
from tocsin.base.model import Stance, Status
from tocsin.write.brief_parts import MOST_CITES, Cite, cite, unique
from tocsin.write.brief_words import is_name, listed, name_of

# Voices named in one sentence.
MOST_NAMED = 4


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
    if not has_speaker(claim):
        return claim.told in (Status.ASSERTED, Status.DENIED)
    same = (c for c in incident.claims if c.field == claim.field and c.stance is Stance.AFFIRMS)
    return not any(c.speaker == claim.speaker and c.evidence == claim.evidence for c in same)


def has_speaker(claim: Claim) -> bool:
    """Tell whether somebody with a name of their own says it, rather than the outlet in its own voice."""
    return claim.speaker is not None and is_name(claim.speaker)


def _rank(claim: Claim) -> int:
    """Return the order of voices: of the register, an outlet, others."""
    return 1 if not has_speaker(claim) else 0 if claim.speaker and claim.speaker.id else 2


def voice(claim: Claim) -> str:
    """Return the name of who says it: the speaker, or the outlet or agency where there is none of its own name.

    "The army" of which country, "five residents" of what: the outlet that quotes them stands behind in brackets.
    """
    name, outlet = _voice(claim)
    return f"{name} ({outlet})" if outlet else name


def _voice(claim: Claim) -> tuple[str, str]:
    outlet = claim.origin if ":" not in claim.origin else "an unnamed source"
    if claim.speaker is None or not has_speaker(claim):
        return outlet, ""
    return name_of(claim.speaker), "" if claim.speaker.id or ":" in claim.origin else outlet


def named(claims: Iterable[Claim]) -> str:
    """Return the voices of claims as a list in words; those that one outlet quotes stand together before its name."""
    found: dict[str, str] = {}
    for name, outlet in map(_voice, claims):
        found.setdefault(f"{_bare(name)}/{outlet}", f"{name}/{outlet}")
    names = [one.split("/") for one in found.values()]
    kept = names if len(names) <= MOST_NAMED else names[: MOST_NAMED - 1]
    groups: dict[str, list[str]] = {}
    for name, outlet in kept:
        groups.setdefault(outlet or f"/{name}", []).append(name)
    words = [n[0] if o.startswith("/") else f"{listed(n)} ({o})" for o, n in groups.items()]
    more = [f"{len(names) - len(kept)} more"] if len(names) > len(kept) else []
    return listed([*words, *more], most=MOST_NAMED + 1)


def _bare(name: str) -> str:
    return re.sub(r"^(?:an?|the) ", "", name.casefold())
