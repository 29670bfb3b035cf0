"""The forms of the ledger: who says and who denies what, each claim at the place of its incident."""

from __future__ import annotations

from typing import Any

from tocsin.base.incidents import Claim, Incident
from tocsin.web import feeds
from tocsin.web.api import lists
from tocsin.web.api.asked import Asked
from tocsin.web.api.operations import claim_dicts, page_dict
from tocsin.web.api.reply import Made
from tocsin.web.forms.files import Makers, atom_made, csv_made, geojson_made, json_made
from tocsin.web.site import Site
from tocsin.write.geojson import geometry_of
from tocsin.write.rows import CLAIM_COLUMNS, claim_row
from tocsin.write.shapes import claim_dict


def _claims_json(site: Site, asked: Asked) -> Made:
    listed = lists.claims(site, asked)
    return json_made(page_dict(listed, asked, claim_dicts(site, listed.items)))


def _claims_csv(site: Site, asked: Asked) -> Made:
    listed = lists.claims(site, asked)
    of = lists.about(site.record, listed.items)
    return csv_made(asked, CLAIM_COLUMNS, (claim_row(c, of) for c in listed.items), listed.next)


def _claims_geojson(site: Site, asked: Asked) -> Made:
    listed = lists.claims(site, asked)
    of = lists.about(site.record, listed.items)
    return geojson_made(asked, (_claim_feature(c, of.get(c.incident)) for c in listed.items), listed.next)


def _claim_feature(claim: Claim, incident: Incident | None) -> dict[str, Any]:
    """Return a claim at the place of its incident."""
    geometry, what = geometry_of(incident.place if incident else None)
    told = claim_dict(claim, incident) | {"geometry_is": what}
    return {"type": "Feature", "id": claim.id, "geometry": geometry, "properties": told}


def _claims_atom(site: Site, asked: Asked) -> Made:
    listed = lists.claims(site, asked)
    of = lists.about(site.record, listed.items)
    return atom_made(site, asked, "claims", feeds.of_claims(site, listed.items, of), listed.next)


CLAIMS = Makers({"json": _claims_json, "csv": _claims_csv, "geojson": _claims_geojson, "atom": _claims_atom})
