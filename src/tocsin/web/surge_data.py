"""The page of surges as data: the same address with ``.json``, ``.csv`` or ``.atom``."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from tocsin.alerting import moment_of
from tocsin.base.surges import Watch
from tocsin.web.links import view_url
from tocsin.web.site import Site
from tocsin.write.atom import MEDIA_TYPE, atom_text
from tocsin.write.native import csv_table, json_line
from tocsin.write.surge_words import SURGE_COLUMNS, alert_feed, surge_dict, surge_row, trend_dict

PATH = "/surges"


def as_json(site: Site, watch: Watch, asked: dict[str, str]) -> Response:  # noqa: ARG001 (one form for all makers)
    """Return what was found, with its weeks, what was read, and of which weeks nothing can be said."""
    found = {
        "as_of": watch.as_of.isoformat(),
        "weeks": [w.isoformat() for w in watch.weeks],
        "surges": [surge_dict(s) for s in watch.surges],
        "asked_for": [trend_dict(t) for t in watch.trends],
        "no_data": list(watch.remarks),
        "read": [
            {"week": v.week.isoformat(), "outlet": v.outlet or None, "documents": v.documents, "copies": v.copies}
            for v in watch.volumes
        ],
    }
    return Response(json_line(found), media_type="application/json")


def as_csv(site: Site, watch: Watch, asked: dict[str, str]) -> Response:  # noqa: ARG001
    """Return a line a surge."""
    lines = csv_table(SURGE_COLUMNS, map(surge_row, watch.surges))
    return Response("".join(f"{line}\n" for line in lines), media_type="text/csv; charset=utf-8")


def as_atom(site: Site, watch: Watch, asked: dict[str, str]) -> Response:
    """Return the surges as a feed of alerts."""
    base = site.settings.base_url
    link, page = view_url(PATH, asked, "atom"), view_url(PATH, asked)
    feed = alert_feed(watch.surges, moment_of, key=page, link=base + link, page=base + page)
    return Response(atom_text(feed), media_type=MEDIA_TYPE)


MAKERS: dict[str, Callable[[Site, Watch, dict[str, str]], Response]] = {
    "json": as_json,
    "csv": as_csv,
    "atom": as_atom,
}
