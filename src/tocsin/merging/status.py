"""How well an incident is attested, from its claims alone. It never says whether a claim is true.

Source: the statuses of reference/conventions.md, section 8.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tocsin.base.incidents import Claim, IncidentStatus
from tocsin.base.model import Count, Stance
from tocsin.merging.claims import ACT

# Tolls that differ by less than this share are one toll counted at two times, not two tolls.
_TOLERANCE = 0.2


def status_of(claims: Sequence[Claim]) -> IncidentStatus:
    """Return the status that an incident's claims give it.

    Withdrawn: whoever told it took it back. Disputed: somebody denies it, or two origins stand by tolls that exclude each
    other. Corroborated: two or more independent origins affirm it. Reported: one does.
    """
    acts = [c for c in claims if c.field == ACT]
    affirmed = [c for c in acts if c.stance is Stance.AFFIRMS]
    standing = [c for c in affirmed if c.stands]
    denied = any(c.stance is Stance.DENIES and c.superseded_by is None for c in acts)
    if affirmed and not standing:
        return IncidentStatus.WITHDRAWN
    if denied or has_conflict(claims):
        return IncidentStatus.DISPUTED
    return IncidentStatus.CORROBORATED if len(origins(standing)) > 1 else IncidentStatus.REPORTED


def origins(claims: Iterable[Claim]) -> frozenset[str]:
    """Return whom the claims go back to, each once."""
    return frozenset(c.origin for c in claims)


def has_conflict(claims: Sequence[Claim]) -> bool:
    """Return whether two origins stand by numbers of one kind that exclude each other."""
    live = [c for c in claims if c.count is not None and c.stands]
    return any(
        a.field == b.field and a.origin != b.origin and a.count and b.count and excludes(a.count, b.count)
        for n, a in enumerate(live)
        for b in live[n + 1 :]
    )


def excludes(a: Count, b: Count) -> bool:
    """Return whether two counts cannot both be right: their ranges lie apart by more than a fifth of the larger."""
    low, high = sorted((_range(a), _range(b)), key=lambda r: r[0])
    if low[1] is None or high[0] <= low[1]:
        return False
    return high[0] - low[1] > _TOLERANCE * (high[1] or high[0])


def _range(count: Count) -> tuple[int, int | None]:
    low = count.low if count.low is not None else (count.best or 0)
    return low, count.high
