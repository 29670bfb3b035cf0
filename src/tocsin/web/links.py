"""Addresses of the pages, so that every value is one click from its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode


def view_url(path: str, params: Mapping[str, str] | None = None, form: str = "") -> str:
    """Return the address of a view with its state; ``form`` (``json`` …) gives that of its data."""
    asked = urlencode({k: v for k, v in (params or {}).items() if v})
    return f"{path}{'.' + form if form else ''}{'?' + asked if asked else ''}"


def incident_url(id_: str) -> str:
    """Return the page of an incident."""
    return f"/incident/{quote(id_, safe='')}"


def document_url(id_: str, mention: str | None = None) -> str:
    """Return the page of a document, at a mention in its text if one is named."""
    return f"/document/{quote(id_, safe='')}{'#' + quote(mention, safe='') if mention else ''}"


def actor_url(name: str) -> str:
    """Return the dossier of an actor, by name or id."""
    return f"/actor/{quote(name, safe='')}"


def place_url(name: str) -> str:
    """Return the dossier of a place."""
    return f"/place/{quote(name, safe='')}"
