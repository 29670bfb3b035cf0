"""What rose as the text of its data: JSON, CSV, and a feed of alerts."""

from __future__ import annotations

from tocsin.alerting import moment_of
from tocsin.base.surges import Watch
from tocsin.web.links import view_url
from tocsin.web.site import Site
from tocsin.write.atom import atom_text
from tocsin.write.native import csv_table, json_line
from tocsin.write.surge_words import SURGE_COLUMNS, alert_feed, surge_dict, surge_row, trend_dict

PATH = "/surges"


def surges_json(watch: Watch) -> str:
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
    return json_line(found)


def surges_csv(watch: Watch) -> str:
    """Return a line a surge."""
    lines = csv_table(SURGE_COLUMNS, map(surge_row, watch.surges))
    return "".join(f"{line}\n" for line in lines)


def surges_atom(watch: Watch, site: Site, asked: dict[str, str]) -> str:
    """Return the surges as a feed of alerts."""
    base = site.settings.base_url
    link, page = view_url(PATH, asked, "atom"), view_url(PATH, asked)
    feed = alert_feed(watch.surges, moment_of, key=page, link=base + link, page=base + page)
    return atom_text(feed)
