"""Errors as problem details (RFC 9457): what is wrong, with which parameter, what is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import orjson
from starlette.responses import Response

from tocsin.base.errors import BadInput, NoStore, TocsinError

MEDIA_TYPE = "application/problem+json"
# Where the kinds of problem are explained (web/api/page.py has a heading for each).
DOCS = "/api#problem-"
# How our own errors begin where they speak of one parameter: limit=0 is no number of answers.
_NAMED = re.compile(r"(\w+)=")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: with which parameter or, by a JSON pointer, which part of the body."""

    detail: str
    parameter: str | None = None
    pointer: str | None = None
    allowed: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return it under the names of the contract."""
        told = {
            "detail": self.detail,
            "parameter": self.parameter,
            "pointer": self.pointer,
            "allowed": list(self.allowed),
        }
        return {name: value for name, value in told.items() if value}


@dataclass
class Problem(Exception):
    """An answer that is an error; raised by routes, written by ``respond``."""

    status: int
    kind: str
    detail: str
    faults: tuple[Fault, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def respond(problem: Problem, instance: str) -> Response:
    """Return a problem as an answer; ``instance`` is the path and query that met it."""
    told: dict[str, Any] = {
        "type": f"{DOCS}{problem.kind}",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "instance": instance,
    }
    if problem.faults:
        told["errors"] = [f.plain() for f in problem.faults]
    headers = {"Cache-Control": "no-store", **problem.headers}
    return Response(orjson.dumps(told), problem.status, headers, media_type=MEDIA_TYPE)


def unknown_parameters(unknown: Iterable[str], allowed: Iterable[str]) -> Problem:
    """Return the problem of parameters that nothing reads: leaving them unread would answer another question."""
    known = tuple(allowed)
    faults = tuple(Fault(f"{n!r} is no parameter of this address.", parameter=n, allowed=known) for n in unknown)
    names = ", ".join(repr(f.parameter) for f in faults)
    return Problem(422, "parameter", f"unknown parameter {names}; allowed are {', '.join(known) or 'none'}.", faults)


def bad_value(name: str, detail: str, allowed: Iterable[str] = ()) -> Problem:
    """Return the problem of a parameter with a value that cannot be used."""
    return Problem(422, "parameter", detail, (Fault(detail, parameter=name, allowed=tuple(allowed)),))


def of_error(error: TocsinError, params: Mapping[str, str]) -> Problem:
    """Return an error of ours as a problem, with the parameter it speaks of where that can be told."""
    detail = str(error)
    if isinstance(error, NoStore) or not isinstance(error, BadInput):
        return Problem(503, "unavailable", detail)
    named = _NAMED.match(detail)
    names = [named[1]] if named and named[1] in params else [n for n, v in params.items() if v and repr(v) in detail]
    if not names:
        return Problem(422, "parameter", detail)
    return Problem(422, "parameter", detail, (Fault(detail, parameter=names[0]),))


def not_found(detail: str) -> Problem:
    """Return the problem of an address or id behind which there is nothing."""
    return Problem(404, "not-found", detail)


def unauthorized(detail: str, *, is_wrong: bool = False) -> Problem:
    """Return the problem of a request that shows no token that it needs, or a wrong one."""
    challenge = 'Bearer realm="tocsin"' + (', error="invalid_token"' if is_wrong else "")
    return Problem(401, "token", detail, headers={"WWW-Authenticate": challenge})
