"""The OpenAPI 3.1 document, made from the operations, the parameters and the models: nothing of it is written twice."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from tocsin.web.api import answers, models
from tocsin.web.api.operations import MEANINGS, OPERATIONS, REQUIRED, Operation, software
from tocsin.web.api.parameters import PARAMETERS, path_parameter

BASE = "/api/v1"
_JSON, _PROBLEM = "application/json", "application/problem+json"
_REF = "#/components/schemas/{model}"
JUDGEMENT_ID = path_parameter("id", "The id of a decision.", "j_0123456789ab")
DESCRIPTION = """A sourced record of who did what to whom, where, when, who says so and who denies it, coded from news reporting.

Lists come page by page: follow `next` (also in the `Link` header) until it is null; pages are keyset pages, so that what is
added meanwhile neither repeats nor hides anything. Days are UTC and intervals half-open. `null` means unknown.
Answers carry an `ETag`; ask again with `If-None-Match` and a 304 says that nothing changed. Errors are problem details
(RFC 9457) and name the parameter. An unknown parameter is an error. A client has a rate (`RateLimit` headers; 429 with
`Retry-After` beyond it). Where the site has tokens, show one as `Authorization: Bearer …`."""
GROUPS = {
    "incidents": "Real happenings, each built from the mentions of many documents.",
    "claims": "Who says or denies what.",
    "documents": "What was read.",
    "standing": "Who holds what, backs and sanctions whom, on a day.",
    "dossiers": "All on an actor or a place.",
    "search": "Finding and counting.",
    "changes": "What changed since a moment.",
    "judgements": "People's decisions on the machine's.",
    "meta": "What is served.",
}
_ERRORS = {
    "304": "Not changed since the answer with that ETag.",
    "401": "A token is needed, or the one shown gives no right.",
    "404": "There is nothing with that id.",
    "422": "A parameter is unknown or has a value that cannot be used; `errors` names it and what is allowed.",
    "429": "More requests than the rate allows; `Retry-After` says when the next may come.",
    "500": "Something failed on the server's side.",
}


@cache
def openapi() -> Mapping[str, Any]:
    """Return the document."""
    schemas = _schemas()
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})["get"] = _get(operation)
    paths["/judgements"]["post"] = _post()
    paths["/judgements/{id}"] = {"delete": _delete()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "tocsin",
            "version": "1",
            "summary": "Who did what to whom, where, when, who says so and who denies it.",
            "description": DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "x-software": software(),
        },
        "servers": [{"url": BASE}],
        "tags": [{"name": name, "description": text} for name, text in GROUPS.items()],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "headers": _headers(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "A read or write token."}},
        },
    }


def _schemas() -> dict[str, Any]:
    shown: list[type[BaseModel]] = [
        *dict.fromkeys(o.answer for o in OPERATIONS),
        models.NewJudgement,
        answers.ProblemDetails,
    ]
    _, made = models_json_schema([(m, "serialization") for m in shown], ref_template=_REF)
    return dict(made["$defs"])


def _headers() -> dict[str, Any]:
    told = {
        "ETag": "Names this answer; give it back in `If-None-Match`.",
        "Link": 'The next page, as `<…>; rel="next"`.',
        "RateLimit": 'What is left: `"minute";r=left;t=seconds`.',
        "Retry-After": "Seconds until the next request may come.",
    }
    return {name: {"description": text, "schema": {"type": "string"}} for name, text in told.items()}


def _get(operation: Operation) -> dict[str, Any]:
    o = operation
    codes = [c for c in _ERRORS if c != "404" or o.parts]
    ok = {
        "description": (o.answer.__doc__ or "").strip(),
        "headers": {n: {"$ref": f"#/components/headers/{n}"} for n in ("ETag", "Link", "RateLimit")},
        "content": {_JSON: {"schema": _ref(o.answer)}},
    }
    return {
        "operationId": o.name,
        "tags": [o.group],
        "summary": o.summary,
        "description": o.description,
        "parameters": [p.openapi() for p in o.parts] + [_parameter(o.name, name) for name in o.query],
        "responses": {"200": ok, **{c: _error(c) for c in codes}},
    }


def _parameter(operation: str, name: str) -> dict[str, Any]:
    told = PARAMETERS[name].openapi()
    if (operation, name) in MEANINGS:
        told |= {"description": MEANINGS[operation, name], "required": (operation, name) in REQUIRED}
    if (operation, name) == ("listChanges", "since"):
        told["schema"] = {"type": "string"}  # a day or a moment
    return told


def _post() -> dict[str, Any]:
    example = {
        "verdict": "same",
        "left": "i_0123456789ab",
        "right": "i_ba9876543210",
        "by": "amina",
        "why": "one attack",
    }
    body = {"required": True, "content": {_JSON: {"schema": _ref(models.NewJudgement), "example": example}}}
    made = {
        "description": "The decision, as it is kept.",
        "headers": {"Location": {"description": "Where to take it back.", "schema": {"type": "string"}}},
        "content": {_JSON: {"schema": _ref(models.Judgement)}},
    }
    return {
        "operationId": "makeJudgement",
        "tags": ["judgements"],
        "summary": "Decide",
        "description": "Keep a person's decision, and make the incidents it touches anew. Needs the write token; without one "
        "set, only the machine that serves may write, and only on 127.0.0.1.",
        "security": [{"token": []}],
        "requestBody": body,
        "responses": {"201": made, **{c: _error(c) for c in ("401", "403", "413", "415", "422", "429", "500")}},
    }


def _delete() -> dict[str, Any]:
    by = {**PARAMETERS["by"].openapi(), "required": True}
    return {
        "operationId": "undoJudgement",
        "tags": ["judgements"],
        "summary": "Take a decision back",
        "description": "The incidents that it touched are made anew; that it was made, and taken back, is kept.",
        "security": [{"token": []}],
        "parameters": [JUDGEMENT_ID.openapi(), by],
        "responses": {
            "204": {"description": "It is taken back."},
            **{c: _error(c) for c in ("401", "403", "404", "422", "429")},
        },
    }


def _error(code: str) -> dict[str, Any]:
    more = {"403": "This request may not write.", "413": "The body is too long.", "415": "The body is no JSON."}
    told: dict[str, Any] = {"description": _ERRORS.get(code) or more[code]}
    if code == "429":
        told["headers"] = {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}
    if code != "304":
        told["content"] = {_PROBLEM: {"schema": _ref(answers.ProblemDetails)}}
    return told


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REF.format(model=model.__name__)}
