"""What any two accounts are looked at for, dated or not: their group, kind, place and toll."""

from __future__ import annotations

from tocsin.base.geo import POINTS, km
from tocsin.base.model import VERBAL, Count, EventPlace, Precision
from tocsin.merging.kinds import WISHED
from tocsin.merging.profile import Profile

# Two towns so near are often one place under two names (a suburb, a camp at its edge).
NEAR_KM = 15.0
TERRITORY = "territory"


def group_of(a: Profile, b: Profile) -> str:
    """Return what two accounts are of; each group weighs parties, time and words in its own way.

    ``wishes`` (asked for, threatened, feared), ``positions`` (what somebody says all the time), ``taking`` (of a town, which
    is told for months after), ``words`` (who speaks weighs most), ``deeds``.
    """
    if a.status in WISHED and b.status in WISHED:
        return "wishes"
    if a.is_position and b.is_position:
        return "positions"
    if a.mode == b.mode == TERRITORY:
        return "taking"
    return "words" if a.type in VERBAL and b.type in VERBAL else "deeds"


def kind_of(a: Profile, b: Profile) -> str:
    """Return how the kinds of two accounts of one type, or of related types, agree."""
    if a.type != b.type:
        return "type:related"
    if a.mode == b.mode:
        return "type:same"
    return "type:one mode told" if a.mode is None or b.mode is None else "type:other mode"


def place_of(a: EventPlace | None, b: EventPlace | None) -> str:
    """Return how two places lie to each other: the same, near, one in the other, or others."""
    if a is None or b is None:
        return "place:both missing" if a is b else "place:one missing"
    if a.name == b.name or (a.geonameid is not None and a.geonameid == b.geonameid):
        return "place:same" if a.precision in POINTS else "place:same area"
    if a.country != b.country:
        return "place:in it" if _across(a, b) else "place:other country"
    if not (a.precision in POINTS and b.precision in POINTS):
        return "place:in it" if _inside(a, b) or _inside(b, a) else "place:other area"
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return "place:other town"
    return "place:near" if km(a.lat, a.lon, b.lat, b.lon) <= NEAR_KM else "place:other town"


def _across(a: EventPlace, b: EventPlace) -> bool:
    """Tell whether two places may be one although their countries differ: a border town, a region of several states."""
    if Precision.FEATURE in (a.precision, b.precision) or a.country is None or b.country is None:
        return True
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    return a.precision in POINTS and b.precision in POINTS and km(a.lat, a.lon, b.lat, b.lon) <= NEAR_KM


def _inside(part: EventPlace, whole: EventPlace) -> bool:
    """Return whether a place lies in an area: a province by its name, a country; features have no edge that we know."""
    if whole.precision is Precision.COUNTRY:
        return True
    if whole.precision is Precision.FEATURE:
        return True
    return whole.precision is Precision.PROVINCE and whole.name == part.admin1


def toll_of(a: Count | None, b: Count | None) -> str | None:
    """Return how two tolls fit; ``None`` where one is missing."""
    if a is None or b is None or a.best is None or b.best is None:
        return None
    if a.best == b.best:
        return "toll:same"
    return "toll:near" if min(a.best, b.best) * 2 >= max(a.best, b.best) else "toll:other"
