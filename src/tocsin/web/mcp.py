"""The record for programs that speak MCP: tools that only read, resources by URI; over HTTP on the site, or stdio.

The parameters of the tools are those of the API, with the same meanings; what a tool cannot use comes back as its error,
as the sentence that a person would be shown.
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
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
from tocsin.base.incidents import Claim, Incident
from tocsin.base.model import Document
from tocsin.indexing import FACETS
from tocsin.record import Record
from tocsin.web import mcp_shapes as shapes
from tocsin.web.api import lists
from tocsin.web.api.asked import Asked
from tocsin.web.api.dossier import actor_dossier, place_dossier
from tocsin.web.api.operations import software
from tocsin.web.api.parameters import FILTERS, PARAMETERS, Parameter, path_parameter
from tocsin.web.api.reply import json_bytes
from tocsin.web.problems import Problem
from tocsin.web.site import Settings, Site
from tocsin.write.native import mention_dict
from tocsin.write.shapes import document_text_dict, incident_dict

PATH = "/mcp"
# Things in one answer: what a model reads with care, and at most.
PAGE, MOST = 20, 100
INSTRUCTIONS = """A record of who did what to whom, where and when, who says so and who denies it, coded from news reporting.
An incident is one real happening built from the mentions of many documents. Its status says how well it is attested
(reported by one independent origin, corroborated by more, disputed, withdrawn), never whether it is true: say so when you
pass it on. Counts are ranges. Begin with search or incidents; before you state anything, call show_evidence with the id and
quote the sentences with outlet and day. Who denies something is a claim with stance denies. Days are UTC; an end day is not
included."""
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_KINDS: Mapping[str, Any] = {"string": str, "integer": int, "number": float}
_ID = path_parameter("id", "The id of an incident (i_…), claim (c_…), document or mention (m_…).", "i_0123456789ab")
_NAME = path_parameter("name", "A name, or an id of the register, or an ISO code of a country.", "M23")
_WORDS = replace(
    PARAMETERS["words"], meaning="Words to look for; a phrase in quotes, -word to leave out.", where="path"
)
_LIMIT = Parameter(
    "limit", f"How many, 1 to {MOST}.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE}
)
_CURSOR = Parameter("cursor", "The cursor of the answer before, for what follows it.", {"type": "string"})


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
    tools = [_tool(make, site, title=title, parameters=parameters) for make, title, parameters in _TOOLS]
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


def _search(site: Site, asked: Asked) -> shapes.HitList:
    """Find incidents and documents that have all the words, best first; for questions in words rather than filters."""
    hits = lists.search(site, asked).items
    return shapes.HitList(
        hits=[
            shapes.Hit(
                kind=h.kind, id=h.id, title=h.title, day=h.day, snippet=h.snippet, uri=shapes.uri_of(h.kind, h.id)
            )
            for h in hits
        ]
    )


def _incidents(site: Site, asked: Asked) -> shapes.IncidentList:
    """List incidents by filters (days, place with its parts, actor with its wings, type, status …), newest first.

    `total` says how many fit; for counts by field use count, for sentences show_evidence.
    """
    listed = lists.incidents(site, asked)
    items = [shapes.incident_item(i) for i in listed.items]
    return shapes.IncidentList(total=listed.total or 0, cursor=_next(asked, listed.next), incidents=items)


def _claims(site: Site, asked: Asked) -> shapes.ClaimList:
    """List who says or denies what, newest first: one value of one field of an incident, with the sentence.

    With `about` an incident id: all claims on it, side by side, such as who gives which toll. With stance=denies: denials.
    """
    listed = lists.claims(site, asked)
    of = lists.about(site.record, listed.items)
    return shapes.ClaimList(cursor=_next(asked, listed.next), claims=[shapes.claim_item(c, of) for c in listed.items])


def _standing(site: Site, asked: Asked) -> shapes.StandingList:
    """List who controls which place, who backs, sanctions, is at war or in truce with whom, on a day (`on`) or ever.

    Each comes with the days it is known to have begun and ended, and the first sentences for it and against it.
    """
    listed = lists.standing(site, asked)
    items = [shapes.standing_item(r) for r in listed.items]
    return shapes.StandingList(total=listed.total or 0, cursor=_next(asked, listed.next), standing=items)


def _count(site: Site, asked: Asked) -> shapes.CountList:
    """Count the incidents that fit by field: how many of each type, status, country, place or actor."""
    fields = asked.several("fields", FACETS, default=("type", "status", "country", "actor"))
    rows = site.record.index.rows(asked.wanted)
    found = rows.facets(fields, most=asked.number("most", default=10, most=100))
    return shapes.CountList(total=rows.total, facets={name: shapes.counted(values) for name, values in found.items()})


def _actor(site: Site, asked: Asked) -> shapes.DossierItem:
    """Show the dossier of an actor: what it did and suffered, with whom, where, month by month, what it says and denies."""
    return shapes.dossier_item(actor_dossier(site, asked.query["name"]))


def _place(site: Site, asked: Asked) -> shapes.DossierItem:
    """Show the dossier of a place with its parts: what happened there, who acts there, who holds it."""
    return shapes.dossier_item(place_dossier(site, asked.query["name"]))


def _show_evidence(site: Site, asked: Asked) -> shapes.Evidence:
    """Show the sentences behind an incident, claim, mention or document: words, outlet, day, address, who says or denies it.

    Call it before stating anything from the record, and quote from it.
    """
    found = site.record.show(asked.query["id"])
    if isinstance(found, Incident):
        return shapes.incident_evidence(found)
    if isinstance(found, Document):
        return shapes.document_evidence(found, site.record.mentions(found.id))
    return _claim_evidence(site, found)


def _claim_evidence(site: Site, claim: Claim) -> shapes.Evidence:
    incident = lists.one_incident(site, claim.incident)
    whole = shapes.incident_evidence(incident)
    document = lists.one_document(site, claim.document)
    at = document.outlet, document.published, document.url, document.origin, document.copy_of is not None
    sentence = shapes.claim_sentence(claim, {document.id: at})
    return whole.model_copy(update={"id": claim.id, "kind": "claim", "sentences": [sentence], "left_out": 0})


def _next(asked: Asked, key: str | None) -> str | None:
    return asked.cursor(key) if key is not None else None


def _named(*names: str) -> tuple[Parameter, ...]:
    return tuple({"limit": _LIMIT, "cursor": _CURSOR}.get(n) or PARAMETERS[n] for n in names)


_TOOLS: Sequence[tuple[Callable[[Site, Asked], BaseModel], str, tuple[Parameter, ...]]] = (
    (_search, "Search by words", (_WORDS, _LIMIT)),
    (_incidents, "List incidents", _named(*FILTERS, "order", "limit", "cursor")),
    (_claims, "List claims and denials", _named("about", *FILTERS, "order", "limit", "cursor")),
    (_standing, "List who holds, backs and sanctions whom", _named("on", "place", "actor", "kind", "limit", "cursor")),
    (_show_evidence, "Show the sentences", (_ID,)),
    (_count, "Count incidents by field", _named("fields", *FILTERS, "most")),
    (_actor, "Dossier of an actor", (_NAME,)),
    (_place, "Dossier of a place", (_NAME,)),
)


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
