"""The forms of the review: the pairs in doubt, and what people decided."""

from __future__ import annotations

from tocsin.web import feeds
from tocsin.web.api.asked import Asked
from tocsin.web.api.reply import Made
from tocsin.web.forms.files import Makers, atom_made, csv_made, geojson_made, json_made
from tocsin.web.site import Site
from tocsin.write.geojson import feature
from tocsin.write.rows import JUDGEMENT_COLUMNS, judgement_row
from tocsin.write.shapes import incident_dict, judgement_dict

# Doubts come one by one, each from a comparison; more than this nobody judges at a sitting.
DOUBTS = 200


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


REVIEW = Makers({"json": _review_json, "csv": _review_csv, "geojson": _review_geojson, "atom": _review_atom})
