"""The record for programs that speak MCP: tools that only read, resources by URI; over HTTP on the site, or stdio.

What a tool cannot use comes back as its error, as the sentence that a person would be shown.
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp.server.mcpserver.tools import Tool
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import ToolAnnotations
from pydantic import BaseModel

from tocsin.base.errors import TocsinError
from tocsin.record import Record
from tocsin.web.api import lists
from tocsin.web.api.asked import Asked
from tocsin.web.api.operations import software
from tocsin.web.api.parameters import Parameter
from tocsin.web.api.reply import json_bytes
from tocsin.web.mcp.tools import MOST, PAGE, TOOLS
from tocsin.web.problems import Problem
from tocsin.web.site import Settings, Site
from tocsin.write.native import mention_dict
from tocsin.write.shapes import document_text_dict, incident_dict

PATH = "/mcp"
INSTRUCTIONS = """A record of who did what to whom, where and when, who says so and who denies it, coded from news reporting.
An incident is one real happening built from the mentions of many documents. Its status says how well it is attested
(reported by one independent origin, corroborated by more, disputed, withdrawn), never whether it is true: say so when you
pass it on. Counts are ranges. Begin with search or incidents; before you state anything, call show_evidence with the id and
quote the sentences with outlet and day. Who denies something is a claim with stance denies. Days are UTC; an end day is not
included."""
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_KINDS: Mapping[str, Any] = {"string": str, "integer": int, "number": float}


def add(app: FastAPI, site: Site) -> None:
    """Serve MCP over streamable HTTP at ``/mcp``, each request for itself; who may read is the site's question."""
    server = make_server(site.record)
    # The site's own gate has checked host and origin.
    unchecked = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    made = server.streamable_http_app(
        streamable_http_path=PATH, stateless_http=True, json_response=True, transport_security=unchecked
    )
    app.router.routes.extend(made.routes)
    before = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[Any]:
        async with server.session_manager.run(), before(app) as state:
            yield state

    app.router.lifespan_context = lifespan


def make_server(record: Record) -> MCPServer[Any]:
    """Return a server of a record, for any transport."""
    site = Site(record, Settings(), lambda: datetime.now(UTC))
    tools = [_tool(make, site, title=title, parameters=parameters) for make, title, parameters in TOOLS]
    server: MCPServer[Any] = MCPServer(
        "tocsin", title="tocsin", instructions=INSTRUCTIONS, version=software(), log_level="WARNING", tools=tools
    )
    _add_resources(server, site)
    return server


def _tool(make: Callable[[Site, Asked], BaseModel], site: Site, *, title: str, parameters: Sequence[Parameter]) -> Tool:
    """Return a tool with its arguments as of the API; one that it does not have is an error, as it is there."""
    name = make.__name__.removeprefix("_")

    def call(**given: Any) -> BaseModel:
        query = {n: str(v) for n, v in given.items() if v not in (None, "")}
        try:
            return make(site, Asked(name, query, query, PAGE, MOST))
        except Problem as problem:
            raise ToolError(problem.detail) from None
        except TocsinError as error:
            raise ToolError(str(error)) from None

    call.__name__ = name
    answer = inspect.get_annotations(make, eval_str=True)["return"]
    call.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [_argument(p) for p in parameters], return_annotation=answer
    )
    annotations = _READS.model_copy(update={"title": title})
    tool = Tool.from_function(call, name, title, inspect.cleandoc(make.__doc__ or ""), annotations=annotations)
    model = tool.fn_metadata.arg_model
    model.model_config["extra"] = "forbid"
    model.model_rebuild(force=True)
    tool.parameters = {
        "type": "object",
        "properties": {p.name: {**p.schema, "description": p.meaning} for p in parameters},
        "required": [p.name for p in parameters if p.is_required],
        "additionalProperties": False,
    }
    return tool


def _argument(parameter: Parameter) -> inspect.Parameter:
    """Return a parameter as an argument of a function."""
    kind = _KINDS[parameter.schema["type"]]
    default = inspect.Parameter.empty if parameter.is_required else None
    hint = kind if parameter.is_required else kind | None
    return inspect.Parameter(parameter.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hint)


def _add_resources(server: MCPServer[Any], site: Site) -> None:
    @server.resource("tocsin://incident/{id}", title="An incident", mime_type="application/json")
    def incident(id: str) -> str:  # noqa: A002 - the name in the URI
        """One incident with all its mentions and claims."""
        return _text(lambda: incident_dict(lists.one_incident(site, id)))

    @server.resource("tocsin://document/{id}", title="A document", mime_type="application/json")
    def document(id: str) -> str:  # noqa: A002 - the name in the URI
        """One document with its text and what it tells."""

        def found() -> dict[str, Any]:
            one = lists.one_document(site, id)
            return document_text_dict(one) | {"mentions": [mention_dict(m) for m in site.record.mentions(id)]}

        return _text(found)


def _text(make: Callable[[], dict[str, Any]]) -> str:
    try:
        return json_bytes(make()).decode()
    except Problem as problem:
        raise ResourceNotFoundError(problem.detail) from None
