"""Dossiers over the API: what the pages of an actor and a place are made of, under names of a contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tocsin.base.plain import plain
from tocsin.web.api.light import light_dict
from tocsin.web.dossiers import DossierView, actor_view, near_names, place_view
from tocsin.web.problems import not_found
from tocsin.web.site import Site
from tocsin.write.shapes import claim_dict, place_dict, relation_dict

# How many of the latest incidents and claims are shown; the lists give the others.
SHOWN = 20
# Of "2025-01-27": the month.
_MONTH = 7


def actor_dossier(site: Site, name: str) -> DossierView:
    """Return what the record holds on an actor and its wings.

    Raises:
        TocsinError: the name is empty.
        Problem: nothing is told of it.
    """
    found = actor_view(site.record, name)
    if found is None:
        raise not_found(f"nothing is told of an actor {name!r}.{_near(site, 'actor', name)}")
    return found


def place_dossier(site: Site, name: str) -> DossierView:
    """Return what the record holds on a place and its parts.

    Raises:
        TocsinError: no place is called so.
        Problem: nothing is told of it.
    """
    found = place_view(site.record, name)
    if found is None:
        raise not_found(f"nothing is told of a place {name!r}.{_near(site, 'place', name)}")
    return found


def _near(site: Site, kind: str, name: str) -> str:
    near = near_names(site.record, kind, name)[:5]
    return f" There are {', '.join(near)}." if near else ""


def dossier_dict(view: DossierView) -> dict[str, Any]:
    """Return a dossier under the names of the contract; see ``answers.Dossier``."""
    d, of = view.dossier, view.told_of
    place = place_dict(d.place) if d.place else None  # type: ignore[arg-type] # has all the fields that are written
    return {
        "name": d.name,
        "ids": list(d.ids),
        "actor": plain(d.actor),
        "place": place,
        "incidents": view.total,
        "types": counted(view.facets["type"]),
        "statuses": counted(view.facets["status"]),
        "others": counted(others(view)),
        "places": counted(view.facets["place"]),
        "latest_counted": len(d.incidents),
        "done": counted(d.done),
        "suffered": counted(d.suffered),
        "by_month": counted(by_month(view)),
        "latest": [light_dict(i) for i in d.incidents[:SHOWN]],
        "claims": [claim_dict(c, of.get(c.incident)) for c in d.claims[:SHOWN]],
        "standing": [relation_dict(r) for r in d.standing],
        "standing_left_out": view.has_too_many,
    }


def others(view: DossierView) -> list[tuple[str, int]]:
    """Return who else takes part, and in how many incidents."""
    return [(name, count) for name, count in view.facets["actor"] if name != view.dossier.name]


def by_month(view: DossierView) -> list[tuple[str, int]]:
    """Return the months with how many incidents began in them."""
    buckets = view.rows.timeline("month")
    return [(b.start.isoformat()[:_MONTH], b.incidents) for b in buckets if b.incidents]


def counted(pairs: Sequence[tuple[str, int]]) -> list[dict[str, Any]]:
    """Return values with their counts."""
    return [{"value": value, "count": count} for value, count in pairs]
