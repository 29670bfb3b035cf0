"""Conditions of the rules of standing, by the name that ``data/standing.tsv`` calls them by."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from tocsin.base.geo import LOCAL
from tocsin.base.incidents import Incident
from tocsin.base.model import REBELS, STATE_FORCES, Precision
from tocsin.study.rule_parties import IN_ARMS, is_abroad, is_band, is_such
from tocsin.study.sides import one_per_side
from tocsin.study.taken_places import NEAR_WORDS, is_object


def _place(incident: Incident, value: str) -> bool:
    if incident.place is None or value == "any":
        return incident.place is not None
    return incident.place.precision is Precision.TOWN if value == "town" else incident.place.precision in LOCAL


def _by(incident: Incident, _value: str) -> bool:
    """Tell whether an actor is an enemy of the state there: an armed group of the country, or another state's forces.

    Not where an armed group is hit: the town may be the group's, whoever bombs it.
    """
    if any(a.sector in REBELS for a in incident.recipients):
        return False
    land = incident.place.country if incident.place else None
    at_home = any(is_band(a) and a.country == land for a in incident.actors)
    return at_home or any(a.sector in STATE_FORCES and is_abroad(a, incident) for a in incident.actors)


def _on(incident: Incident, _value: str) -> bool:
    """Tell whether a recipient is the state's own, and no actor is."""
    land = incident.place.country if incident.place else None
    hit, by = (
        any(a.sector in STATE_FORCES and a.country == land for a in side)
        for side in (incident.recipients, incident.actors)
    )
    return hit and not by


def _side(name: str) -> Callable[[Incident, str], bool]:
    def test(incident: Incident, value: str) -> bool:
        side = incident.actors if name == "actor" else incident.recipients
        if value == "none":
            return not any(a.sector in IN_ARMS for a in side)
        return any(is_such(a, value) for a in side)

    return test


def _sides(incident: Incident) -> int:
    return len(one_per_side(a for a in (*incident.actors, *incident.recipients) if a.sector in IN_ARMS))


def _unless(incident: Incident, value: str) -> bool:
    """Tell whether no telling has one of the words given within a few words of its trigger."""
    unwanted = re.compile(rf"\b(?:{value})", re.IGNORECASE)
    for m in incident.mentions:
        at = max(m.trigger.start - m.evidence.start, 0)
        before, behind = m.evidence.text[:at].split()[-NEAR_WORDS:], m.evidence.text[at:].split()[: NEAR_WORDS + 1]
        if unwanted.search(" ".join([*before, *behind])):
            return False
    return True


def _words(incident: Incident, value: str) -> bool:
    """Tell whether the trigger of a telling or one of the few words behind it begins like one of those given."""
    wanted = re.compile(rf"\b(?:{'|'.join(map(re.escape, value.split('|')))})", re.IGNORECASE)
    for m in incident.mentions:
        at = max(m.trigger.start - m.evidence.start, 0)
        near = m.evidence.text[at:].split()[: len(m.trigger.text.split()) + NEAR_WORDS]
        if wanted.search(m.trigger.text) or wanted.search(" ".join(near)):
            return True
    return False


TESTS: Mapping[str, Callable[[Incident, str], bool]] = {
    "place": _place,
    "by": _by,
    "on": _on,
    "object": is_object,
    "actor": _side("actor"),
    "recipient": _side("recipient"),
    "abroad": lambda i, _: any(is_abroad(a, i) for a in i.actors),
    "holder": lambda i, _: bool(i.actors or i.recipients),
    "home": lambda i, _: any(not is_abroad(a, i) for a in i.actors),
    "context": lambda i, value: value in i.contexts,
    "words": _words,
    "trigger": lambda i, value: any(re.match(rf"(?:{value})", m.trigger.text, re.IGNORECASE) for m in i.mentions),
    "unless": _unless,
    "killed": lambda i, _: any(n == "killed" and (c.low or c.best or c.high) for n, c in i.counts),
    "sides": lambda i, value: _sides(i) == 1 if value == "1" else _sides(i) >= int(value),
}
