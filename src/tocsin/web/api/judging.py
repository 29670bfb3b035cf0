"""People's decisions over the API: made by POST, taken back by DELETE, both only with the right to write."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tocsin.base.errors import BadInput
from tocsin.base.provenance import Judgement
from tocsin.web.access import bearer_of, is_own_page, may_write
from tocsin.web.api.asked import Asked, read
from tocsin.web.api.models import NewJudgement
from tocsin.web.api.reply import json_bytes
from tocsin.web.problems import Fault, Problem, bad_value, not_found, unauthorized
from tocsin.web.site import Site
from tocsin.write.shapes import judgement_dict

# Bytes of a decision; its longest part is a value of 20,000 characters.
MOST = 128 * 1024


async def make(site: Site, request: Request) -> Response:
    """Keep a decision and answer with it.

    Raises:
        TocsinError: an id is unknown, or the decision makes no sense.
        Problem: no right to write, or the body is not of its form.
    """
    check_right(site, request)
    read(request.url.path, request.query_params.multi_items(), ())
    given = await _body(request)
    kept = await run_in_threadpool(_judge, site, given)
    where = f"/api/v1/judgements/{kept.id}"
    return Response(json_bytes(judgement_dict(kept)), 201, {"Location": where}, media_type="application/json")


async def undo(site: Site, request: Request, id_: str) -> Response:
    """Take a decision back; the parameter ``by`` says who does.

    Raises:
        Problem: no right to write, nobody is named, or there is no such decision in force.
    """
    check_right(site, request)
    asked = read(request.url.path, request.query_params.multi_items(), ("by",))
    await run_in_threadpool(_undo, site, id_, asked)
    return Response(status_code=204)


def check_right(site: Site, request: Request) -> None:
    """Raise unless a request may write.

    Raises:
        Problem: it may not.
    """
    if may_write(site, request):
        return
    if site.settings.write_token is None:
        detail = "without a write token only this machine itself may write, and no other site's page; serve with --write-token."
        raise Problem(403, "right", detail)
    if bearer_of(request) is None and not is_own_page(request):
        raise Problem(
            403, "origin", "another site's page may not write; show the write token as 'Authorization: Bearer …'."
        )
    raise unauthorized(
        "writing needs the write token, as 'Authorization: Bearer …'.", is_wrong=bearer_of(request) is not None
    )


async def _body(request: Request) -> NewJudgement:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind != "application/json":
        raise Problem(415, "body", f"a body of type {kind or 'unknown'!r} is not read; send application/json.")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST:
            raise Problem(413, "body", f"the body is longer than {MOST} bytes.")
    try:
        return NewJudgement.model_validate_json(body)
    except ValidationError as error:
        faults = tuple(_fault(e) for e in error.errors(include_url=False, include_input=False, include_context=False))
        raise Problem(422, "body", "; ".join(f.detail for f in faults), faults) from None


def _fault(error: Any) -> Fault:
    pointer = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in error["loc"])
    return Fault(f"{pointer or 'the body'}: {error['msg']}", pointer=pointer)


def _judge(site: Site, given: NewJudgement) -> Judgement:
    g = given
    try:
        return site.record.judge(g.verdict, g.left, g.right, by=g.by, field=g.field, value=g.value, why=g.why)
    except BadInput as error:
        raise Problem(422, "body", str(error)) from None


def _undo(site: Site, id_: str, asked: Asked) -> None:
    by = asked.query.get("by")
    if by is None or len(by) > 200:
        raise bad_value("by", "by is missing; say who takes it back, in at most 200 characters.")
    try:
        site.record.undo(id_, by=by)
    except BadInput as error:
        raise not_found(str(error)) from None
