"""The same view as data: every screen's address with ``.json``, ``.csv``, ``.geojson`` or ``.atom`` behind its path.

A form reads the parameters of its screen and leaves unread what is only the state of the page (which tab, which zoom).
Lists come page by page, with ``limit`` up to 10,000 and the next page in ``Link``.
"""

from __future__ import annotations

from fastapi import FastAPI
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tocsin.base.errors import TocsinError
from tocsin.web.api.asked import read
from tocsin.web.api.parameters import PARAMETERS
from tocsin.web.api.reply import Desk
from tocsin.web.api.routes import on_error, on_http, on_problem
from tocsin.web.forms.files import Makers
from tocsin.web.forms.makers import MAKERS
from tocsin.web.problems import Problem
from tocsin.web.site import Site

FORMS = ("json", "csv", "geojson", "atom")
# Things in one file: as many as a spreadsheet or a reader of feeds takes with ease, and at most.
PAGE, MOST = 1000, 10_000
FEED, MOST_OF_FEED = 50, 500


class FormConvertor(Convertor[str]):
    """The form at the end of a path."""

    regex = "|".join(FORMS)

    def convert(self, value: str) -> str:
        """Return the form."""
        return value

    def to_string(self, value: str) -> str:
        """Return the form."""
        return value


class ElsewhereConvertor(FormConvertor):
    """A path of no screen; those of the page's own parts are left to them."""

    regex = "(?!_nicegui|static/|map/|api/).*"


def add(app: FastAPI, site: Site) -> None:
    """Register the forms of all screens; after the routes that have such endings themselves, before the pages."""
    register_url_convertor("form", FormConvertor())
    register_url_convertor("elsewhere", ElsewhereConvertor())
    desk = Desk(site)
    for path, makers in MAKERS.items():
        app.router.routes.append(_route(desk, path, makers))
    app.router.routes.append(Route("/{rest:elsewhere}.{form:form}", _no_view))


def _route(desk: Desk, path: str, makers: Makers) -> Route:
    async def answer(request: Request) -> Response:
        try:
            return await _give(desk, request, makers)
        except Problem as problem:
            return await on_problem(request, problem)
        except TocsinError as error:
            return await on_error(request, error)

    at = path.replace("{id}", "{id:path}").replace("{name}", "{name:path}")
    return Route(f"{at}.{{form:form}}", answer)


async def _give(desk: Desk, request: Request, makers: Makers) -> Response:
    parts = dict(request.path_params)
    form = parts.pop("form")
    page, most = (FEED, MOST_OF_FEED) if form == "atom" else (PAGE, MOST)
    known = [(n, v) for n, v in request.query_params.multi_items() if n in PARAMETERS]
    asked = read(request.url.path, known, tuple(PARAMETERS), parts=parts, page=page, most=most)
    return await desk.give(request, asked.key, lambda: makers.forms[form](desk.site, asked))


async def _no_view(request: Request) -> Response:
    return await on_http(request, HTTPException(404))
