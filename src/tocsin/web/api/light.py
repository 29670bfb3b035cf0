"""An incident of a long list as JSON, straight from how the store keeps it: a test holds it equal to ``incident_dict``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tocsin.base.incidents import Incident
from tocsin.write.shapes import incident_dict

APART = ("mentions", "claims")
_PLACE = ("name", "geonameid", "country", "admin1", "lat", "lon", "precision")


def light_dict(incident: Incident) -> dict[str, Any]:
    """Return an incident without the keys of its mentions and claims: they were not read."""
    return {n: v for n, v in incident_dict(incident).items() if n not in APART}


def light_shape(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return an incident under the names of ``incident_dict``, in their order, without mentions and claims.

    Args:
        body: as of ``bodies_of_incidents``.
    """
    b = body
    place = b["place"]
    return {
        "id": b["id"],
        "type": b["type"],
        "mode": b["mode"],
        "time": _time(b),
        "place": None if place is None else {name: place[name] for name in _PLACE},
        "actors": b["actors"],
        "recipients": b["recipients"],
        "counts": dict(b["counts"]),
        "origins": b["origins"],
        "status": b["status"],
        "told": b["told"],
        "score": b["score"],
        "first_reported": b["first_reported"],
        "last_reported": b["last_reported"],
        "aliases": b["aliases"],
        "revision": b["revision"],
        "documents": b["documents"],
        "contexts": b["contexts"],
        "cameo": b["cameo"],
        "quad": b["quad"],
        "intensity": b["intensity"],
        "about": b["about"],
        "reasons": b["reasons"],
    }


def _time(body: Mapping[str, Any]) -> dict[str, Any] | None:
    if body["start"] is None and body["end"] is None:
        return None
    return {
        "start": body["start"],
        "end": body["end"],
        "precision": body["time_precision"],
        "basis": body["time_basis"],
    }
