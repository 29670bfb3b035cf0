"""What the page of an actor or a place shows, read so that its size does not grow with the record's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from tocsin.base.errors import BadInput
from tocsin.base.found import Dossier
from tocsin.base.incidents import Incident
from tocsin.indexing import Bucket, Rows
from tocsin.record import Record
from tocsin.study.dossiers import actor_dossier, place_dossier
from tocsin.web.reading import latest_claims
from tocsin.web.standings import told_of

# Incidents read whole: the latest. What is counted by role is counted among them; all else is counted by the index.
MOST = 200
# Claims read, the latest; and of how many of them the incidents are read, too.
_CLAIMS, _ENOUGH = 400, 100
# Longer than this, the trend is by month.
_WEEKS = 106
_FACETS = ("type", "place", "actor", "status", "told")
_NEAR = 8


@dataclass(frozen=True, slots=True)
class DossierView:
    """A dossier with how much of the record it is made of.

    ``total`` incidents there are, of which ``dossier.incidents`` are the latest; ``facets`` are counted over all;
    ``trend`` are weeks or, over long times, months (``step``); ``has_all_claims``: none are left out; ``has_too_many``
    relations to be worked out here; ``told_of`` gives the incidents of the claims by id.
    """

    dossier: Dossier
    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    trend: tuple[Bucket, ...]
    step: str
    has_all_claims: bool
    has_too_many: bool
    told_of: Mapping[str, Incident]
    rows: Rows

    @property
    def is_whole(self) -> bool:
        """Tell whether all incidents are in the dossier."""
        return len(self.dossier.incidents) == self.total


def actor_view(record: Record, name: str) -> DossierView | None:
    """Return what the record holds on an actor and its wings; ``None`` if nothing."""
    who = record.names.who(name)
    rows = record.index.rows({"actor": name})
    claims, more = latest_claims(record, {"speaker": name}, limit=_CLAIMS)
    told = told_of(record, {"actor": name})
    if not (rows.total or claims or told.relations):
        return None
    dossier = actor_dossier(who.actor, who.ids, _incidents(record, rows), claims, told.relations)
    return _view(record, dossier, rows, has_all_claims=more is None, has_too_many=told.has_too_many)


def place_view(record: Record, name: str) -> DossierView | None:
    """Return what the record holds on a place and its parts; ``None`` if nothing.

    Raises:
        BadInput: no place is called so.
    """
    where = record.names.where(name)
    rows = record.index.rows({"place": name})
    told = told_of(record, {"place": name})
    if not (rows.total or told.relations):
        return None
    incidents = _incidents(record, rows)
    claims = sorted((c for i in incidents for c in i.claims), key=lambda c: c.said_on or date.min, reverse=True)
    dossier = place_dossier(where.place, incidents, claims, told.relations)
    has_all = len(incidents) == rows.total
    return _view(record, dossier, rows, has_all_claims=has_all, has_too_many=told.has_too_many)


def _incidents(record: Record, rows: Rows) -> list[Incident]:
    return record.get(rows.ids(limit=MOST).ids) if rows.total else []


def _view(record: Record, dossier: Dossier, rows: Rows, *, has_all_claims: bool, has_too_many: bool) -> DossierView:
    known = {i.id: i for i in dossier.incidents}
    missing = dict.fromkeys(c.incident for c in dossier.claims[:_ENOUGH] if c.incident not in known)
    known |= {i.id: i for i in record.get(missing)}
    weeks = rows.timeline("week")
    is_long = len(weeks) > _WEEKS
    return DossierView(
        dossier,
        rows.total,
        rows.facets(_FACETS, most=12),
        rows.timeline("month") if is_long else weeks,
        "month" if is_long else "week",
        has_all_claims,
        has_too_many,
        known,
        rows,
    )


def near_names(record: Record, kind: str, name: str) -> list[str]:
    """Return names of actors or places of the record that are spelled like one, or have it in them."""
    known = [n for n, _ in record.index.rows({}).facets([kind], most=5000)[kind]]
    return near(name, known)


def near(name: str, known: Sequence[str]) -> list[str]:
    """Return the names that have another in them, then those spelled alike, a few at most."""
    folded = {k.casefold(): k for k in known}
    has = [k for f, k in folded.items() if name.casefold() in f]
    alike = [folded[f] for f in get_close_matches(name.casefold(), folded, n=_NEAR, cutoff=0.65)]
    return list(dict.fromkeys((*has, *alike)))[:_NEAR]


def place_or_none(record: Record, name: str) -> DossierView | None:
    """Return the dossier of a place, or ``None`` also where no place is called so."""
    try:
        return place_view(record, name)
    except BadInput:
        return None
