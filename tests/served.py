"""The site as programs meet it, without a browser's pages: the gate, the API, the forms and MCP over one record."""

from datetime import UTC, datetime

from fastapi import FastAPI
from starlette.testclient import TestClient

from tocsin.web import login
from tocsin.web.api import routes
from tocsin.web.forms import routes as forms
from tocsin.web.gate import Gate
from tocsin.web.mcp import server as mcp
from tocsin.web.site import Settings, Site

HERE = "http://127.0.0.1:8808"
NOW = datetime(2025, 6, 1, tzinfo=UTC)


def site_of(record, **settings):
    return Site(record, Settings(**settings), lambda: NOW)


def app_of(site):
    app = FastAPI(openapi_url=None)
    app.add_api_route("/overview", lambda: "a page")
    for part in (login, routes, mcp, forms):
        part.add(app, site)
    app.add_middleware(Gate, site=site)
    return app


def client_of(record, *, near="127.0.0.1", base=HERE, **settings):
    """Return a client at an address, of a site with settings; it follows no redirects, and errors inside come to it."""
    app = app_of(site_of(record, **settings))
    return TestClient(app, base_url=base, client=(near, 50000), follow_redirects=False, raise_server_exceptions=False)


def problem_of(answer, status, kind):
    """Return the details of a problem, which has to have all that RFC 9457 names."""
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert answer.status_code == told["status"] == status, told
    assert told["type"] == f"/api#problem-{kind}"
    assert told["title"]
    assert told["instance"].startswith("/")
    return told
