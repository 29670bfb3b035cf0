"""Whether a place is itself what was taken: not something in it, nor where somebody went."""

from __future__ import annotations

import re

from tocsin.base.incidents import Incident, Member
from tocsin.base.model import EventPlace, Precision
from tocsin.base.tables import per_overlay, table

_DAYS = frozenset({
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October", "November", "December", "Jan", "Feb", "Mar",
})  # fmt: skip
# "Declared a unilateral humanitarian ceasefire": so many words behind the trigger still belong to it.
NEAR_WORDS = 5
# Words that may stand between "seized" and the place that was seized.
_TOWARDS = frozenset({"to", "towards", "toward", "into"})
_BETWEEN = re.compile(r"^\W*(?:(?!(?:in|at|near|from|outside|around|of a)\b)[\w’'-]+\W+){0,4}$", re.IGNORECASE)


def is_object(incident: Incident, value: str) -> bool:
    """Tell whether a telling has the place right behind the verb as what was taken, or not as where somebody went."""
    if incident.place is None:
        return False
    for m in incident.mentions:
        rest = m.evidence.text.partition(m.trigger.text)[2]
        for name in (incident.place.text, incident.place.name):
            before, at, _rest = rest.partition(name)
            if value == "left" and at and _TOWARDS & set(before.casefold().split()[-3:]):
                return False
            if value == "place" and at and _BETWEEN.match(before):
                return True
        if value == "taken" and _is_taken(m, incident.place) and not _is_part(m, incident.place):
            return True
    return value == "left"


def _is_part(m: Member, place: EventPlace) -> bool:
    """Tell whether what was taken is something in the place ("the headquarters in Goma"), not the place."""
    rest = m.evidence.text.partition(m.trigger.text)[2]
    before, at, _ = rest.partition(place.text or place.name)
    words = [w.strip(",.’'\"").casefold() for w in before.split()]
    return (
        bool(at)
        and len(words) <= NEAR_WORDS + 2
        and not _town_parts().isdisjoint(words)
        and place.precision is not Precision.SITE
    )


def _is_taken(m: Member, place: EventPlace) -> bool:
    """Tell whether no other name stands where what was taken stands ("took nearby Katale", with Goma in the sentence)."""
    behind = re.split(r"[,;.:]", m.evidence.text.partition(m.trigger.text)[2])[0].split()[: 2 * NEAR_WORDS]
    names = [w.strip("’'()\"") for w in behind if w[:1].isupper() and w not in _DAYS]
    before = m.evidence.text.partition(m.trigger.text)[0].split()[-2 * NEAR_WORDS :]
    own = {w for name in (place.text, place.name) for w in name.split()}
    is_named = any(n in m.evidence.text for n in (place.text, place.name) if n)
    if not is_named and not _town_parts().isdisjoint(behind[:NEAR_WORDS]):
        return False  # "took the last quarters": of which town, another sentence tells
    passive = bool({"by", "to"} & set(behind[:2])) and bool(own & {w.strip(",’'") for w in before})
    return not names or passive or bool(own & set(names))


@per_overlay
def _town_parts() -> frozenset[str]:
    """Return the words for what lies in a town, as they stand in texts."""
    return frozenset(row["word"] for row in table("places/town_parts.tsv", columns=("word",)))
