"""The forms of the screens of incidents: the overview, the dossiers of actors and places, and one incident."""

from __future__ import annotations

from collections.abc import Callable

from tocsin.base.incidents import Incident
from tocsin.web import feeds
from tocsin.web.api import lists
from tocsin.web.api.asked import Asked
from tocsin.web.api.dossier import actor_dossier, dossier_dict, place_dossier
from tocsin.web.api.lists import Listed
from tocsin.web.api.operations import incidents_dict
from tocsin.web.api.reply import Made
from tocsin.web.forms.files import Form, Makers, atom_made, csv_made, geojson_made, json_made
from tocsin.web.site import Site
from tocsin.write.geojson import feature
from tocsin.write.rows import INCIDENT_COLUMNS, incident_row
from tocsin.write.shapes import incident_dict


def of_incidents(title: str, fetch: Callable[[Site, Asked], Listed[Incident]], as_json: Form) -> Makers:
    """Return the forms of a view that is a list of incidents; ``fetch`` gives them whole."""

    def as_csv(site: Site, asked: Asked) -> Made:
        listed = fetch(site, asked)
        return csv_made(asked, INCIDENT_COLUMNS, map(incident_row, listed.items), listed.next)

    def as_geojson(site: Site, asked: Asked) -> Made:
        listed = fetch(site, asked)
        return geojson_made(asked, map(feature, listed.items), listed.next)

    def as_atom(site: Site, asked: Asked) -> Made:
        listed = fetch(site, asked)
        named = next(iter(asked.parts.values()), "")
        return atom_made(site, asked, f"{title} {named}".strip(), feeds.of_incidents(site, listed.items), listed.next)

    return Makers({"json": as_json, "csv": as_csv, "geojson": as_geojson, "atom": as_atom})


def _overview(site: Site, asked: Asked) -> Listed[Incident]:
    return lists.incidents(site, asked, is_whole=True)


def _of(name: str) -> Callable[[Site, Asked], Listed[Incident]]:
    """Return what lists the incidents of an actor or a place, with the other filters beside."""

    def fetch(site: Site, asked: Asked) -> Listed[Incident]:
        return lists.incidents(site, asked.also(name, asked.parts["name"]), is_whole=True)

    return fetch


def _overview_json(site: Site, asked: Asked) -> Made:
    return json_made(incidents_dict(site, asked))


def _actor_json(site: Site, asked: Asked) -> Made:
    return json_made(dossier_dict(actor_dossier(site, asked.parts["name"])))


def _place_json(site: Site, asked: Asked) -> Made:
    return json_made(dossier_dict(place_dossier(site, asked.parts["name"])))


def _one(site: Site, asked: Asked) -> Incident:
    return lists.one_incident(site, asked.parts["id"], asked.query.get("as_of"))


def _incident_json(site: Site, asked: Asked) -> Made:
    return json_made(incident_dict(_one(site, asked)))


def _incident_csv(site: Site, asked: Asked) -> Made:
    return csv_made(asked, INCIDENT_COLUMNS, [incident_row(_one(site, asked))])


def _incident_geojson(site: Site, asked: Asked) -> Made:
    return geojson_made(asked, [feature(_one(site, asked))])


def _incident_atom(site: Site, asked: Asked) -> Made:
    one = _one(site, asked)
    return atom_made(site, asked, f"incident {one.id}", feeds.of_revisions(site, one.id, lists.revisions(site, one.id)))


OVERVIEW = of_incidents("incidents", _overview, _overview_json)
ACTOR = of_incidents("actor", _of("actor"), _actor_json)
PLACE = of_incidents("place", _of("place"), _place_json)
INCIDENT = Makers({"json": _incident_json, "csv": _incident_csv, "geojson": _incident_geojson, "atom": _incident_atom})
