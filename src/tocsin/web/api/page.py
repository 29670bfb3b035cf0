"""The page of the API for people: every address with its parameters, made from the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup

from tocsin.web.api.document import BASE, GROUPS, openapi
from tocsin.web.api.operations import MEANINGS
from tocsin.web.api.parameters import FILTERS, PAGED, PARAMETERS
from tocsin.web.html import el, join, table
from tocsin.web.plain_page import plain_page
from tocsin.web.site import Site

HEADS = ("name", "meaning", "allowed")
PATH_OF_MCP = "/mcp"
# Letters of a list of values that is folded away.
LONG = 160
_SHARED = frozenset((*FILTERS, *PAGED))
PROBLEMS = {
    "parameter": "A parameter is unknown, comes twice, is missing, or has a value that cannot be used; errors names it.",
    "body": "The body is no JSON, is too long, or says something that cannot be kept; errors points into it.",
    "not-found": "There is nothing at this address or with this id.",
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
        el(
            "span",
            "MCP: streamable HTTP at ",
            el("code", PATH_OF_MCP),
            ", or ",
            el("code", "tocsin mcp"),
            class_="meta",
        ),
        class_="data-links",
    )
    filters = [_row(PARAMETERS[name].openapi()) for name in (*FILTERS, *PAGED)]
    return plain_page(
        site,
        "API",
        el("h1", "The API"),
        [el("p", marked(text)) for text in document["info"]["description"].split("\n\n")],
        links,
        el("pre", CURL.replace("http://127.0.0.1:8808", site.settings.base_url), class_="code", tabindex="0"),
        list(_groups(document)),
        el("h2", "Filters and pages", id="filters"),
        el(
            "p", "The same names stand for the same everywhere: here, on the pages, and as options of the command line."
        ),
        table("Parameters that several addresses share", HEADS, filters),
        el("h2", "Problems", id="problems"),
        el("dl", [_problem(kind, text) for kind, text in PROBLEMS.items()]),
    )


def marked(text: str) -> Markup:
    """Return a text in which what stands between backticks is code."""
    return join([el("code", part) if n % 2 else part for n, part in enumerate(text.split("`"))])


def _groups(document: Mapping[str, Any]) -> Iterator[Markup]:
    for group, text in GROUPS.items():
        yield el("h2", group.capitalize(), id=group)
        yield el("p", text, class_="meta")
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                if group in operation["tags"]:
                    yield _operation(path, method, operation)


def _operation(path: str, method: str, operation: Mapping[str, Any]) -> Markup:
    name, given = operation["operationId"], operation.get("parameters", ())
    own = [_row(p) for p in given if p["name"] not in _SHARED or (name, p["name"]) in MEANINGS]
    shared = [el("code", p["name"]) for p in given if p["name"] in _SHARED and (name, p["name"]) not in MEANINGS]
    example = _example(path, operation) if method == "get" and "{" not in path else None
    schema = (
        next(iter(operation["responses"].values())).get("content", {}).get("application/json", {}).get("schema", {})
    )
    answer = schema.get("$ref", "").rpartition("/")[2]
    return el(
        "section",
        el("h3", el("code", f"{method.upper()} {BASE}{path}"), id=name),
        el("p", marked(operation["description"])),
        el("p", "Answers ", el("code", answer), f" · operation {name}", class_="meta") if answer else None,
        el("p", "Try ", el("a", example, href=example)) if example else None,
        table(f"Parameters of {name}", HEADS, own) if own else None,
        el("p", el("a", "Filters and pages", href="#filters"), ": ", join(shared, ", "), class_="meta")
        if shared
        else None,
        class_="card operation",
    )


def _row(parameter: Mapping[str, Any]) -> tuple[Markup, Markup, Markup]:
    name = el("code", parameter["name"])
    needed = el("span", " required", class_="meta") if parameter.get("required") else ""
    values, meaning = allowed(parameter["schema"]), marked(parameter["description"])
    if len(values) > LONG:
        many = len(parameter["schema"]["enum"])
        return join([name, needed]), meaning, el("details", el("summary", f"one of {many}"), values)
    return join([name, needed]), meaning, join([values])


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
