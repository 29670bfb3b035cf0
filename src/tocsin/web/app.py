"""The site as one application: pages, data, the API and what the map draws, over one store."""

from __future__ import annotations

import secrets

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from nicegui import ui

from tocsin.web import boundaries, login
from tocsin.web.api import routes as api
from tocsin.web.forms import routes as forms
from tocsin.web.gate import Gate
from tocsin.web.mcp import server as mcp
from tocsin.web.pages import PAGES
from tocsin.web.shell import STATIC
from tocsin.web.site import Site

# How hard what is sent is packed, 1 to 9: 9 takes three times as long as 5, for some hundredths fewer bytes.
PACKING = 5


def make_app(site: Site) -> FastAPI:
    """Return the application; one process can have one, since pages are registered with NiceGUI as a whole."""
    app = FastAPI(title="tocsin", docs_url=None, redoc_url=None, openapi_url=None)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_api_route("/", lambda: RedirectResponse("/overview"), include_in_schema=False)
    login.add(app, site)
    api.add(app, site)
    mcp.add(app, site)
    boundaries.add(app, site)
    forms.add(app, site)  # after all that has such endings of its own
    for page in PAGES:
        page.add(site)
    ui.run_with(
        app,
        title=site.settings.title,
        dark=None,
        language="en-US",
        tailwind=False,
        storage_secret=secrets.token_urlsafe(),
        show_welcome_message=False,
        reconnect_timeout=10,
        gzip_middleware_factory=lambda inner: GZipMiddleware(inner, minimum_size=500, compresslevel=PACKING),
    )
    app.add_middleware(Gate, site=site)
    return app
