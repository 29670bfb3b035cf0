"""Keys under which accounts that may be one happening meet, so that nobody compares all with all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tocsin.base.model import Participant, Precision
from tocsin.merging.kinds import WISHED, related
from tocsin.merging.profile import Profile
from tocsin.merging.wording import UNSEEN, rarity

# Days in a bucket of time; an account asks in its own and the two next to it.
BUCKET = 8
# Parties of a side that give keys, and rare words: what a document names first it is about.
_PARTIES = 3
_RARE_WORDS = 4
# Buckets that an account of a long or unknown time is put in.
_MOST_BUCKETS = 5
# A word is rare enough to bring accounts together where at most one item in about 150 has it.
_RARE = 5.0
# Words of what a whole document is about that bring accounts of undated documents together: on ECB+ train, 96 % of the
# pairs of one happening meet under eight, and 6 % of all pairs.
_TOPIC_WORDS = 8


def keys(profile: Profile) -> tuple[str, ...]:
    """Return the keys under which an account is found by others."""
    return tuple(dict.fromkeys((*(f"{profile.type}|{rest}" for rest in _rest(profile, reach=0)), *_topics(profile))))


def asked(profile: Profile) -> tuple[str, ...]:
    """Return the keys under which an account looks for others: nearby times and related types too."""
    types = (profile.type, *sorted(related(profile.type)))
    typed = (f"{t}|{rest}" for rest in _rest(profile, reach=1) for t in types)
    return tuple(dict.fromkeys((*typed, *_topics(profile))))


def _topics(profile: Profile) -> Iterator[str]:
    """Yield the keys of a document without a date: what it is about, whatever the type, since no time parts it from others."""
    if profile.published is None:
        for word in islice(profile.topic, _TOPIC_WORDS):
            yield f"topic:{word}|"


def _rest(profile: Profile, *, reach: int) -> Iterator[str]:
    where, who, words = _where(profile), tuple(_who(profile)), tuple(_rare(profile))
    for bucket in _buckets(profile, reach):
        for key in (*where, *who, *words):
            yield f"{key}|{bucket}"
    # What is told long after ("who seized Goma in January") is found by its place or parties alone.
    for key in _timeless(profile):
        yield f"{key}|"


def _where(profile: Profile) -> tuple[str, ...]:
    place = profile.place
    if place is None:
        return ()
    if place.precision in (Precision.SITE, Precision.TOWN, Precision.DISTRICT):
        return (f"at:{place.geonameid or place.name}", f"in:{place.country}:{place.admin1}")
    return (f"in:{place.country}:{place.admin1}",)


def _who(profile: Profile) -> Iterator[str]:
    for side in (profile.actors, profile.recipients):
        for party in side[:_PARTIES]:
            yield f"by:{_party(party)}"


def _party(party: Participant) -> str:
    return party.id or f"{party.country}:{party.sector}"


def _rare(profile: Profile) -> Iterator[str]:
    rare = rarity()
    words = sorted((w for w in profile.words if rare.get(w, UNSEEN) >= _RARE), key=lambda w: (-rare.get(w, UNSEEN), w))
    for word in words[:_RARE_WORDS]:
        yield f"word:{word}"


def _timeless(profile: Profile) -> Iterator[str]:
    place = profile.place
    if place is not None and place.precision in (Precision.SITE, Precision.TOWN):
        yield f"at:{place.geonameid or place.name}:{profile.mode or ''}"
    actors, recipients = profile.actors[:1], profile.recipients[:1]
    # Positions and demands are repeated for months: they meet by who holds them, or by what is asked.
    if profile.is_position and actors:
        yield f"says:{_party(actors[0])}"
    if profile.status in WISHED and profile.mode is not None and profile.span is None:
        yield f"wished:{profile.mode}:{actors[0].country if actors else ''}"
    if actors and recipients and (actors[0].id or recipients[0].id):
        yield f"by:{_party(actors[0])}>{_party(recipients[0])}"


def _buckets(profile: Profile, reach: int) -> range | tuple[str]:
    if profile.span is not None:
        first, last = profile.span.start // BUCKET, (profile.span.end - 1) // BUCKET
    elif profile.published is not None:
        first = last = profile.published // BUCKET
    else:
        return ("",)
    first = max(first, last - _MOST_BUCKETS + 1)
    return range(first - reach, last + reach + 1)
