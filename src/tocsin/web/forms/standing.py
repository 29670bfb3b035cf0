"""The forms of how things stand: relations that hold on a day, or ever did, at their places."""

from __future__ import annotations

from typing import Any

from tocsin.base.incidents import Relation
from tocsin.web import feeds
from tocsin.web.api import lists
from tocsin.web.api.asked import Asked
from tocsin.web.api.lists import Listed
from tocsin.web.api.operations import page_dict
from tocsin.web.api.reply import Made
from tocsin.web.forms.files import Makers, atom_made, csv_made, geojson_made, json_made
from tocsin.web.site import Site
from tocsin.write.geojson import geometry_of
from tocsin.write.rows import RELATION_COLUMNS, relation_row
from tocsin.write.shapes import relation_dict


def _standing(site: Site, asked: Asked) -> Listed[Relation]:
    return lists.standing(site, asked, day="on" if "on" in asked.query else "as_of")


def _standing_json(site: Site, asked: Asked) -> Made:
    listed = _standing(site, asked)
    return json_made(page_dict(listed, asked, [relation_dict(r) for r in listed.items]))


def _standing_csv(site: Site, asked: Asked) -> Made:
    listed = _standing(site, asked)
    return csv_made(asked, RELATION_COLUMNS, map(relation_row, listed.items), listed.next)


def _standing_geojson(site: Site, asked: Asked) -> Made:
    listed = _standing(site, asked)
    return geojson_made(asked, (_relation_feature(r) for r in listed.items if r.place is not None), listed.next)


def _relation_feature(relation: Relation) -> dict[str, Any]:
    """Return a relation at its place; those between actors alone have none and are left out."""
    geometry, what = geometry_of(relation.place)
    told = relation_dict(relation) | {"geometry_is": what}
    return {"type": "Feature", "geometry": geometry, "properties": told}


def _standing_atom(site: Site, asked: Asked) -> Made:
    listed = _standing(site, asked)
    return atom_made(site, asked, "standing", feeds.of_relations(site, listed.items), listed.next)


STANDING = Makers({"json": _standing_json, "csv": _standing_csv, "geojson": _standing_geojson, "atom": _standing_atom})
