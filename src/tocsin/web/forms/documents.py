"""The forms of the screen of a document: its text, its mentions, and the incidents that it tells of."""

from __future__ import annotations

from tocsin.base.incidents import Incident
from tocsin.base.model import Document
from tocsin.web import feeds
from tocsin.web.api import lists
from tocsin.web.api.asked import Asked
from tocsin.web.api.reply import Made
from tocsin.web.forms.files import Makers, atom_made, csv_made, geojson_made, json_made
from tocsin.web.site import Site
from tocsin.write.geojson import feature
from tocsin.write.native import CSV_COLUMNS, csv_row, mention_dict
from tocsin.write.shapes import document_text_dict


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


DOCUMENT = Makers({"json": _document_json, "csv": _document_csv, "geojson": _document_geojson, "atom": _document_atom})
