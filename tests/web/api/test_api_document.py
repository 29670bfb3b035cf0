"""The OpenAPI document: a client need not read prose to use the API."""

import json
import re
from collections.abc import Iterator

import jsonschema
import pytest
from fastapi.openapi.models import OpenAPI
from served import HERE

from tocsin.web.api.document import openapi
from tocsin.web.api.operations import OPERATIONS
from tocsin.web.api.page import PROBLEMS, allowed, marked
from tocsin.web.api.parameters import FILTERS, PARAMETERS
from tocsin.web.query import NAMES

DOCUMENT = json.loads(json.dumps(openapi()))
GETS = [(p, o["get"]) for p, o in DOCUMENT["paths"].items() if "get" in o]


def everything(value, name="") -> Iterator[tuple[str, object]]:
    """Yield every value of a document with its key."""
    yield name, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from everything(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from everything(inner, name)


def test_the_document_is_openapi(client):
    told = client.get("/api/v1/openapi.json").json()
    assert told == DOCUMENT
    assert told["openapi"].startswith("3.1")
    OpenAPI.model_validate(told)


def test_every_reference_leads_somewhere():
    refs = {v for k, v in everything(DOCUMENT) if k == "$ref"}
    assert len(refs) > 20
    for ref in refs:
        at = DOCUMENT
        for part in ref.removeprefix("#/").split("/"):
            at = at[part]


def test_every_schema_is_json_schema():
    for schema in DOCUMENT["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_operations_have_names_of_their_own_and_say_what_they_do():
    operations = [o for methods in DOCUMENT["paths"].values() for o in methods.values()]
    names = [o["operationId"] for o in operations]
    assert len(set(names)) == len(names) == len(OPERATIONS) + 2
    for operation in operations:
        assert operation["summary"]
        assert operation["description"]
        assert operation["tags"]
        assert {"401", "429"} <= operation["responses"].keys()


def test_every_parameter_says_what_it_means_and_what_is_allowed():
    for _, operation in GETS:
        for parameter in operation["parameters"]:
            assert parameter["description"].endswith(".")
            assert "type" in parameter["schema"]


def test_the_filters_are_those_of_the_views():
    assert {*FILTERS, "limit"} == set(NAMES)


def test_examples_and_allowed_values_can_be_asked(client):
    """Every example, and every value of an enumeration, gets an answer."""
    for path, operation in GETS:
        if "{" in path:
            continue
        needed = {p["name"]: p["example"] for p in operation["parameters"] if p["required"]}
        for parameter in operation["parameters"]:
            values = [
                *parameter["schema"].get("enum", ())[:3],
                *([parameter["example"]] if "example" in parameter else []),
            ]
            for value in values:
                answer = client.get(f"/api/v1{path}", params={**needed, parameter["name"]: value})
                assert answer.status_code == 200, answer.text


def test_every_value_of_an_enumeration_is_a_filter(client):
    for name in FILTERS:
        for value in PARAMETERS[name].schema.get("enum", ()):
            assert client.get("/api/v1/facets", params={name: value, "fields": "type"}).status_code == 200


def test_answers_fit_the_schemas_of_the_document(client):
    for path, operation in GETS:
        if "{" in path or any(p["required"] for p in operation["parameters"]):
            continue
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        told = client.get(f"/api/v1{path}?{'limit=20' if 'limit' in str(operation['parameters']) else ''}").json()
        jsonschema.Draft202012Validator({**schema, "components": DOCUMENT["components"]}).validate(told)


def test_problems_fit_their_schema_and_are_explained(client):
    told = client.get("/api/v1/incidents?limit=0").json()
    schema = {"$ref": "#/components/schemas/ProblemDetails", "components": DOCUMENT["components"]}
    jsonschema.Draft202012Validator(schema).validate(told)
    page = client.get("/api").text
    assert f'id="{told["type"].partition("#")[2]}"' in page
    for kind in PROBLEMS:
        assert f'id="problem-{kind}"' in page


def test_every_kind_of_problem_that_is_raised_is_explained():
    from pathlib import Path

    import tocsin.web

    text = "".join(p.read_text(encoding="utf-8") for p in Path(tocsin.web.__path__[0]).rglob("*.py"))
    kinds = set(re.findall(r'Problem\(\s*\d+,\s*"([\w-]+)"', text))
    assert {"parameter", "rate", "not-found"} < kinds <= PROBLEMS.keys()


def test_the_page_has_every_address_and_asks_nobody_else(client):
    page = client.get("/api").text
    for operation in OPERATIONS:
        assert f'id="{operation.name}"' in page
    asked = re.findall(r'(?:src|href)="(https?://[^"]*)"', page)
    assert [a for a in asked if not a.startswith(HERE)] == []


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "integer", "minimum": 1, "maximum": 9, "default": 5}, "whole number, 1 to 9; default 5"),
        ({"type": "integer", "minimum": 0}, "whole number, 0 or more"),
        ({"type": "string", "format": "date"}, "YYYY-MM-DD"),
        ({"type": "string", "enum": ["a", "b"], "default": "a"}, "a, b; default a"),
        ({"type": "string"}, "text"),
    ],
    ids=str,
)
def test_what_a_schema_allows_is_said_in_words(schema, words):
    assert allowed(schema) == words


def test_backticks_are_code_and_all_else_is_escaped():
    assert marked("a `<b>` <c>") == "a <code>&lt;b&gt;</code> &lt;c&gt;"
