"""The API as an application of its own below ``/api/v1``, so that every error in it is a problem and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route, Router
from starlette.types import ASGIApp

from tocsin.base.errors import TocsinError
from tocsin.web.api import judging
from tocsin.web.api.asked import read
from tocsin.web.api.document import BASE, openapi
from tocsin.web.api.operations import OPERATIONS, Operation
from tocsin.web.api.page import page
from tocsin.web.api.reply import Desk, Made, json_bytes
from tocsin.web.gate import instance_of
from tocsin.web.problems import Problem, of_error, respond
from tocsin.web.site import Site


def add(app: FastAPI, site: Site) -> None:
    """Register the API, its OpenAPI document and its page for people."""
    app.add_api_route("/api", lambda: HTMLResponse(page(site)), include_in_schema=False)
    app.mount(BASE, _application(site))
    app.mount("/api", _with_problems([]))


def _application(site: Site) -> ASGIApp:
    desk = Desk(site)
    document = orjson.dumps(openapi())

    async def described(request: Request) -> Response:
        read(request.url.path, request.query_params.multi_items(), ())
        return Response(document, media_type="application/vnd.oai.openapi+json;version=3.1")

    async def undone(request: Request) -> Response:
        return await desk.written(judging.undo(site, request, request.path_params["id"]))

    # The longest first: an id may have a slash in it, and would take what stands behind it for its own.
    routes = sorted((_route(desk, o) for o in OPERATIONS), key=lambda r: -r.path.count("/"))
    own = [Route("/openapi.json", described), Route("/judgements/{id:path}", undone, methods=["DELETE"])]
    return _with_problems([*own, *routes])


def _with_problems(routes: Sequence[BaseRoute]) -> ASGIApp:
    """Return routes whose errors are problems; what is not foreseen goes on to the gate, which logs it."""
    return ExceptionMiddleware(Router(routes), HANDLERS)


def _route(desk: Desk, operation: Operation) -> Route:
    takes_post = operation.path == "/judgements"

    async def answer(request: Request) -> Response:
        if request.method == "POST":
            return await desk.written(judging.make(desk.site, request))
        given = request.query_params.multi_items()
        asked = read(request.url.path, given, operation.query, parts=request.path_params)

        def make() -> Made:
            made = operation.make(desk.site, asked)
            return Made(json_bytes(made), next=made.get("next"))

        return await desk.give(request, asked.key, make)

    path = operation.path.replace("{id}", "{id:path}").replace("{name}", "{name:path}")
    return Route(path, answer, methods=["GET", "POST"] if takes_post else ["GET"])


async def on_problem(request: Request, error: Exception) -> Response:
    """Return a problem that a route raised."""
    assert isinstance(error, Problem)
    return respond(error, instance_of(request.scope))


async def on_error(request: Request, error: Exception) -> Response:
    """Return an error of ours as a problem."""
    assert isinstance(error, TocsinError)
    return respond(of_error(error, dict(request.query_params) | dict(request.path_params)), instance_of(request.scope))


async def on_http(request: Request, error: Exception) -> Response:
    """Return what no route answers as a problem: an unknown address, or a method that it does not have."""
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405 and request.method == "OPTIONS":
        return Response(status_code=204, headers=headers)
    what = {404: "not-found", 405: "method"}.get(error.status_code, "request")
    detail = {
        404: f"there is nothing at this address; {BASE}/openapi.json lists what there is.",
        405: f"{request.method} is not for this address; it takes {headers.get('Allow', 'others')}.",
    }.get(error.status_code, str(error.detail))
    return respond(Problem(error.status_code, what, detail, headers=headers), instance_of(request.scope))


HANDLERS = {Problem: on_problem, TocsinError: on_error, HTTPException: on_http}
