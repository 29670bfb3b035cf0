"""The forms of the surges: what rose, and the incidents behind it."""

from __future__ import annotations

from tocsin.base.surges import Watch
from tocsin.web import surge_data
from tocsin.web.api.asked import Asked
from tocsin.web.api.reply import Made
from tocsin.web.forms.files import TYPES, Makers, geojson_made
from tocsin.web.site import Site
from tocsin.web.surge_watch import asked_of, watched
from tocsin.write.geojson import feature


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


SURGES = Makers({"json": _surges_json, "csv": _surges_csv, "geojson": _surges_geojson, "atom": _surges_atom})
