"""What makes the forms of each screen: JSON and CSV by the shapes of the record, GeoJSON by places, Atom by entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.base.incidents import Claim, Incident, Relation
from tocsin.base.model import Document
from tocsin.base.plain import plain
from tocsin.base.surges import Watch
from tocsin.web import feeds, surge_data
from tocsin.web.api import lists
from tocsin.web.api.asked import Asked
from tocsin.web.api.dossier import actor_dossier, dossier_dict, place_dossier
from tocsin.web.api.lists import Listed
from tocsin.web.api.operations import claim_dicts, incidents_dict, page_dict
from tocsin.web.api.reply import Made, json_bytes
from tocsin.web.pages.surges import asked_of, watched
from tocsin.web.site import Site
from tocsin.write import atom
from tocsin.write.atom import Entry
from tocsin.write.geojson import feature, geometry_of
from tocsin.write.native import CSV_COLUMNS, csv_row, csv_table, mention_dict
from tocsin.write.rows import (
    CLAIM_COLUMNS,
    INCIDENT_COLUMNS,
    JUDGEMENT_COLUMNS,
    RELATION_COLUMNS,
    claim_row,
    incident_row,
    judgement_row,
    relation_row,
)
from tocsin.write.shapes import claim_dict, document_text_dict, incident_dict, judgement_dict, relation_dict

Form = Callable[[Site, Asked], Made]
TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8; header=present",
    "geojson": "application/geo+json",
    "atom": f"{atom.MEDIA_TYPE}; charset=utf-8",
}
# Doubts come one by one, each from a comparison; more than this nobody judges at a sitting.
DOUBTS = 200


@dataclass(frozen=True, slots=True)
class Makers:
    """What makes the forms that a screen has, by form."""

    forms: Mapping[str, Form]


def json_made(value: Mapping[str, Any]) -> Made:
    """Return a dictionary as JSON; ``next`` in it is the address of the next page."""
    return Made(json_bytes(value), next=value.get("next"))


def csv_made(asked: Asked, columns: Sequence[str], rows: Iterable[Iterable[object]], more: str | None = None) -> Made:
    """Return rows as CSV for spreadsheets: UTF-8, CRLF as RFC 4180 has it, no cell that runs as a formula."""
    text = "\r\n".join(csv_table(columns, rows)) + "\r\n"
    file = (
        asked.path.strip("/").replace("/", "-").encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    )
    return Made(text.encode(), media_type=TYPES["csv"], next=asked.link(more), file=file)


def geojson_made(asked: Asked, features: Iterable[Mapping[str, Any]], more: str | None = None) -> Made:
    """Return features as GeoJSON (RFC 7946)."""
    body = {"type": "FeatureCollection", "features": list(features)}
    return Made(json_bytes(body), media_type=TYPES["geojson"], next=asked.link(more))


def atom_made(site: Site, asked: Asked, title: str, entries: tuple[Entry, ...], more: str | None = None) -> Made:
    """Return entries as a feed."""
    page = asked.key.replace(".atom", "", 1).removesuffix("?")
    link = asked.link(more)
    told = feeds.feed(site, title, entries, key=page, form=asked.key.removesuffix("?"), page=page, more=link)
    return Made(atom.atom_text(told).encode(), media_type=TYPES["atom"], next=link)


# Lists of incidents


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


# One incident, one document


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


def _told(site: Site, asked: Asked) -> tuple[Document, list[Incident]]:
    one = lists.one_document(site, asked.parts["id"], asked.query.get("as_of"))
    return one, site.record.told_in(one.id)


def _document_json(site: Site, asked: Asked) -> Made:
    one = lists.one_document(site, asked.parts["id"], asked.query.get("as_of"))
    return json_made(document_text_dict(one) | {"mentions": [mention_dict(m) for m in site.record.mentions(one.id)]})


def _document_csv(site: Site, asked: Asked) -> Made:
    one = lists.one_document(site, asked.parts["id"], asked.query.get("as_of"))
    return csv_made(asked, CSV_COLUMNS, map(csv_row, site.record.mentions(one.id)))


def _document_geojson(site: Site, asked: Asked) -> Made:
    return geojson_made(asked, map(feature, _told(site, asked)[1]))


def _document_atom(site: Site, asked: Asked) -> Made:
    one, found = _told(site, asked)
    return atom_made(site, asked, f"told in {one.title or one.id}", feeds.of_incidents(site, found))


# Claims


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


# Standing


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


# Search


def _search_json(site: Site, asked: Asked) -> Made:
    listed = lists.search(site, asked)
    return json_made(page_dict(listed, asked, [plain(f) for f in listed.items]))


def _search_csv(site: Site, asked: Asked) -> Made:
    rows = ([f.kind, f.id, f.title, f.day, f.snippet] for f in lists.search(site, asked).items)
    return csv_made(asked, ("kind", "id", "title", "day", "snippet"), rows)


def _search_geojson(site: Site, asked: Asked) -> Made:
    ids = [f.id for f in lists.search(site, asked).items if f.kind == "incident"]
    return geojson_made(asked, map(feature, site.record.get(ids)))


def _search_atom(site: Site, asked: Asked) -> Made:
    hits = lists.search(site, asked).items
    return atom_made(site, asked, f"search for {asked.query['words']}", feeds.of_hits(site, hits))


# Review


def _review_json(site: Site, asked: Asked) -> Made:
    doubts = [
        {"left": incident_dict(left), "right": incident_dict(right), "score": score, "reasons": list(reasons)}
        for left, right, score, reasons in site.record.doubts(limit=min(asked.limit, DOUBTS))
    ]
    return json_made({"doubts": doubts, "judgements": [judgement_dict(j) for j in site.record.judgements()]})


def _review_csv(site: Site, asked: Asked) -> Made:
    return csv_made(asked, JUDGEMENT_COLUMNS, map(judgement_row, site.record.judgements()))


def _review_geojson(site: Site, asked: Asked) -> Made:
    """Return the incidents of the pairs in doubt, each once."""
    pairs = site.record.doubts(limit=min(asked.limit, DOUBTS))
    doubtful = {i.id: i for left, right, *_ in pairs for i in (left, right)}
    return geojson_made(asked, map(feature, doubtful.values()))


def _review_atom(site: Site, asked: Asked) -> Made:
    made = site.record.judgements()[-asked.limit :]
    return atom_made(site, asked, "decisions", feeds.of_judgements(site, made))


# Surges


def _watch(site: Site, asked: Asked) -> Watch:
    return watched(site.record, asked_of(asked.query), site.now().date())


def _surges_json(site: Site, asked: Asked) -> Made:
    return Made(surge_data.surges_json(_watch(site, asked)).encode())


def _surges_csv(site: Site, asked: Asked) -> Made:
    return Made(surge_data.surges_csv(_watch(site, asked)).encode(), TYPES["csv"])


def _surges_geojson(site: Site, asked: Asked) -> Made:
    """Return the incidents behind the surges, each once."""
    behind = dict.fromkeys(i for s in _watch(site, asked).surges for i in s.trend.incidents)
    return geojson_made(asked, map(feature, site.record.get(behind)))


def _surges_atom(site: Site, asked: Asked) -> Made:
    return Made(surge_data.surges_atom(_watch(site, asked), site, asked_of(asked.query)).encode(), TYPES["atom"])


def _overview_json(site: Site, asked: Asked) -> Made:
    return json_made(incidents_dict(site, asked))


def _actor_json(site: Site, asked: Asked) -> Made:
    return json_made(dossier_dict(actor_dossier(site, asked.parts["name"])))


def _place_json(site: Site, asked: Asked) -> Made:
    return json_made(dossier_dict(place_dossier(site, asked.parts["name"])))


MAKERS: Mapping[str, Makers] = {
    "/overview": of_incidents("incidents", _overview, _overview_json),
    "/incident/{id}": Makers(
        {"json": _incident_json, "csv": _incident_csv, "geojson": _incident_geojson, "atom": _incident_atom}
    ),
    "/document/{id}": Makers(
        {"json": _document_json, "csv": _document_csv, "geojson": _document_geojson, "atom": _document_atom}
    ),
    "/claims": Makers({"json": _claims_json, "csv": _claims_csv, "geojson": _claims_geojson, "atom": _claims_atom}),
    "/standing": Makers(
        {"json": _standing_json, "csv": _standing_csv, "geojson": _standing_geojson, "atom": _standing_atom}
    ),
    "/actor/{name}": of_incidents("actor", _of("actor"), _actor_json),
    "/place/{name}": of_incidents("place", _of("place"), _place_json),
    "/search": Makers({"json": _search_json, "csv": _search_csv, "geojson": _search_geojson, "atom": _search_atom}),
    "/review": Makers({"json": _review_json, "csv": _review_csv, "geojson": _review_geojson, "atom": _review_atom}),
    "/surges": Makers({"json": _surges_json, "csv": _surges_csv, "geojson": _surges_geojson, "atom": _surges_atom}),
}
