"""The forms of a search: its hits, and the incidents among them."""

from __future__ import annotations

from tocsin.base.plain import plain
from tocsin.web import feeds
from tocsin.web.api import lists
from tocsin.web.api.asked import Asked
from tocsin.web.api.operations import page_dict
from tocsin.web.api.reply import Made
from tocsin.web.forms.files import Makers, atom_made, csv_made, geojson_made, json_made
from tocsin.web.site import Site
from tocsin.write.geojson import feature


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


SEARCH = Makers({"json": _search_json, "csv": _search_csv, "geojson": _search_geojson, "atom": _search_atom})
