"""The page of the API for people: every address with its parameters, made from the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup

from tocsin.web.api.document import BASE, GROUPS, openapi
from tocsin.web.html import el, join, table
from tocsin.web.plain_page import plain_page
from tocsin.web.site import Site

PROBLEMS = {
    "parameter": "A parameter is unknown, comes twice, is missing, or has a value that cannot be used; errors names it.",
    "body": "The body is no JSON, is too long, or says something that cannot be kept; errors points into it.",
    "not-found": "There is nothing at this address or with this id.",
    "form": "This view has no such form; the answer says which it has.",
    "method": "The address does not take this method; Allow says which it takes.",
    "token": "A token is needed, or the one shown gives no right.",
    "right": "This request may read, but not write.",
    "origin": "Another site's page asked; only our own pages and programs may.",
    "host": "The site was asked by a name that is not its own.",
    "rate": "More requests than the rate allows; Retry-After says when the next may come.",
    "request": "The request is none that HTTP allows here.",
    "unavailable": "The store is locked, damaged or gone; the detail says which.",
    "failed": "Something failed on our side.",
}
CURL = """curl 'http://127.0.0.1:8808/api/v1/incidents?place=North%20Kivu&since=2025-01-20&limit=5'
curl 'http://127.0.0.1:8808/api/v1/claims?stance=denies&limit=5'
curl -H 'Authorization: Bearer TOKEN' 'http://127.0.0.1:8808/api/v1/standing?on=2025-02-20'"""


def page(site: Site) -> str:
    """Return the page."""
    document = openapi()
    links = el(
        "p",
        el("a", "OpenAPI document", href=f"{BASE}/openapi.json", class_="chip"),
        el("span", "MCP: streamable HTTP at ", el("code", "/mcp"), ", or ", el("code", "tocsin mcp"), class_="meta"),
        class_="data-links",
    )
    return plain_page(
        site,
        "API",
        el("h1", "The API"),
        [el("p", text) for text in document["info"]["description"].split("\n\n")],
        links,
        el("pre", CURL.replace("http://127.0.0.1:8808", site.settings.base_url), class_="code", tabindex="0"),
        list(_groups(document)),
        el("h2", "Problems", id="problems"),
        el("dl", [_problem(kind, text) for kind, text in PROBLEMS.items()]),
    )


def _groups(document: Mapping[str, Any]) -> Iterator[Markup]:
    for group, text in GROUPS.items():
        yield el("h2", group.capitalize(), id=group)
        yield el("p", text, class_="meta")
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                if group in operation["tags"]:
                    yield _operation(path, method, operation)


def _operation(path: str, method: str, operation: Mapping[str, Any]) -> Markup:
    rows = [_row(p) for p in operation.get("parameters", ())]
    example = _example(path, operation) if method == "get" else None
    schema = next(iter(operation["responses"].values())).get("content", {}).get("application/json", {}).get("schema", {})
    answer = schema.get("$ref", "").rpartition("/")[2]
    return el(
        "section",
        el("h3", el("code", f"{method.upper()} {BASE}{path}"), id=operation["operationId"]),
        el("p", operation["description"]),
        el("p", "Answers ", el("code", answer), f" · operation {operation['operationId']}", class_="meta") if answer else None,
        el("p", "Try ", el("a", example, href=example)) if example and "{" not in path else None,
        table(f"Parameters of {operation['operationId']}", ("name", "meaning", "allowed"), rows) if rows else None,
        class_="card operation",
    )


def _row(parameter: Mapping[str, Any]) -> tuple[Markup, str, str]:
    name = el("code", parameter["name"])
    needed = el("span", " required", class_="meta") if parameter.get("required") else ""
    return join([name, needed]), parameter["description"], allowed(parameter["schema"])


def allowed(schema: Mapping[str, Any]) -> str:
    """Return in words what a schema allows."""
    default = f"; default {schema['default']}" if "default" in schema else ""
    if "enum" in schema:
        return ", ".join(schema["enum"]) + default
    if schema.get("format") == "date":
        return "YYYY-MM-DD"
    kind = {"string": "text", "integer": "whole number", "number": "number"}[schema["type"]]
    low, high = schema.get("minimum"), schema.get("maximum")
    bounds = "" if low is None else f", {low} or more" if high is None else f", {low} to {high}"
    return kind + bounds + default


def _example(path: str, operation: Mapping[str, Any]) -> str:
    given = {p["name"]: p["example"] for p in operation["parameters"] if p.get("required") and p["in"] == "query"}
    return f"{BASE}{quote(path)}" + (f"?{urlencode(given)}" if given else "")


def _problem(kind: str, text: str) -> Markup:
    return el("dt", kind, id=f"problem-{kind}") + el("dd", text)
