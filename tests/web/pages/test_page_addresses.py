"""Addresses of pages: an id is taken whole, whatever is in it, since documents may bring their own."""

from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from nicegui import app
from starlette.routing import Match, Route

from tocsin.web.links import document_url, incident_url
from tocsin.web.pages import document, incident
from tocsin.web.site import Settings, Site


@pytest.mark.parametrize(("page", "url"), [(document, document_url), (incident, incident_url)])
def test_an_id_with_slashes_has_a_page(asked, page, url):
    before = len(app.routes)
    page.add(Site(asked, Settings(), lambda: datetime(2025, 5, 1, tzinfo=UTC)))
    added = [r for r in app.routes[before:] if isinstance(r, Route)]
    path = unquote(url("https://news.example/2025/one"))
    assert [r.matches({"type": "http", "method": "GET", "path": path})[0] for r in added] == [Match.FULL]
