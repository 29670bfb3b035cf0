"""What a form is: a screen's view as a file, JSON, CSV, GeoJSON or Atom, with the address of the next page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.web import feeds
from tocsin.web.api.asked import Asked
from tocsin.web.api.reply import Made, json_bytes
from tocsin.web.site import Site
from tocsin.write import atom
from tocsin.write.atom import Entry
from tocsin.write.native import csv_table

Form = Callable[[Site, Asked], Made]
TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8; header=present",
    "geojson": "application/geo+json",
    "atom": f"{atom.MEDIA_TYPE}; charset=utf-8",
}


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
