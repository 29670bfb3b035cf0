"""The MCP server, asked by the SDK's own client: over HTTP on the site, over stdio, and beside it in memory."""

import asyncio
import json
import socket
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import jsonschema
import pytest
import uvicorn
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from served import app_of, site_of

from tocsin.web.mcp.server import make_server

TOOLS = {"search", "incidents", "claims", "standing", "show_evidence", "count", "actor", "place"}


def talk(record, conversation):
    """Return what a conversation with a server of a record comes to."""

    async def run():
        async with Client(make_server(record)) as client:
            return await conversation(client)

    return asyncio.run(run())


async def call(client, tool, **given):
    """Return the structured answer of a tool."""
    answer = await client.call_tool(tool, given)
    assert not answer.is_error, answer.content[0].text
    assert json.loads(answer.content[0].text) == answer.structured_content
    return answer.structured_content


def ask(record, tool, **given):
    return talk(record, lambda client: call(client, tool, **given))


def refusal(record, tool, **given):
    """Return the sentence with which a tool refuses."""
    answer = talk(record, lambda client: client.call_tool(tool, given))
    assert answer.is_error
    return answer.content[0].text


def test_tools_only_read_and_say_what_they_are_for(small):
    tools = talk(small, lambda client: client.list_tools()).tools
    assert {t.name for t in tools} == TOOLS
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert not tool.annotations.open_world_hint
        assert len(tool.description) > 40
        assert tool.output_schema
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        assert tool.input_schema["additionalProperties"] is False
        assert all(p["description"] for p in tool.input_schema["properties"].values())


def test_answers_fit_what_the_tools_promise(small):
    incident, document = small.incidents(type="ASSAULT")[0], small.documents()[0]
    given = {
        "search": {"words": "Goma"},
        "incidents": {"place": "Goma", "min_origins": 1, "min_score": 0.1},
        "claims": {"about": incident.id},
        "standing": {"on": "2025-02-20"},
        "show_evidence": {"id": document.id},
        "count": {"fields": "type,status", "most": 3},
        "actor": {"name": "M23"},
        "place": {"name": "North Kivu"},
    }

    async def conversation(client):
        return {t.name: (t, await call(client, t.name, **given[t.name])) for t in (await client.list_tools()).tools}

    for tool, answer in talk(small, conversation).values():
        jsonschema.validate(answer, tool.output_schema)
        jsonschema.validate(given[tool.name], tool.input_schema)


def test_incidents_are_those_of_the_record_page_by_page(small):
    async def conversation(client):
        first = await call(client, "incidents", place="COD", limit=5)
        second = await call(client, "incidents", place="COD", limit=5, cursor=first["cursor"])
        return first, second

    first, second = talk(small, conversation)
    found = small.incidents(place="COD")
    assert first["total"] == len(found)
    ids = [i["id"] for i in (*first["incidents"], *second["incidents"])]
    assert len(set(ids)) == 10
    assert set(ids) <= {i.id for i in found}


def test_evidence_is_the_sentences_with_their_sources(small):
    found = max(small.incidents(), key=lambda i: len({c.speaker for c in i.claims}))
    told = ask(small, "show_evidence", id=found.id)
    texts = {d.id: d.text for d in small.documents()}
    assert told["sentences"]
    for sentence in told["sentences"]:
        assert texts[sentence["document"]][sentence["start"] : sentence["end"]] == sentence["words"]
        assert sentence["outlet"]
    assert {s["does"] for s in told["sentences"]} >= {"tells", "affirms"}


def test_who_denies_is_among_the_evidence(small):
    claim = small.claims(stance="denies", field="act")[0]
    told = ask(small, "show_evidence", id=claim.incident)
    assert claim.evidence.text in [s["words"] for s in told["sentences"] if s["does"] == "denies"]
    alone = ask(small, "show_evidence", id=claim.id)
    assert [s["words"] for s in alone["sentences"]] == [claim.evidence.text]
    assert (alone["kind"], alone["sentences"][0]["speaker"]) == ("claim", claim.speaker.name if claim.speaker else None)


def test_denials_come_with_speaker_and_words(small):
    told = ask(small, "claims", stance="denies", limit=100)["claims"]
    assert {c["id"] for c in told} == {c.id for c in small.claims(stance="denies")}
    assert all(c["speaker"] and c["words"] for c in told)


@pytest.mark.parametrize(
    ("tool", "given", "words"),
    [
        ("incidents", {"place": "Qwertzuiopasdf"}, "no place is called"),
        ("incidents", {"since": "yesterday"}, "write it as YYYY-MM-DD"),
        ("incidents", {"type": "WAR"}, "give one of"),
        ("incidents", {"limit": 101}, "from 1 to 100"),
        ("incidents", {"cursor": "x"}, "none of ours"),
        ("incidents", {"plaice": "Goma"}, "plaice"),
        ("incidents", {"min_score": "high"}, "min_score"),
        ("search", {}, "words"),
        ("search", {"words": "-"}, "word"),
        ("show_evidence", {"id": "i_none"}, "there is nothing with the id"),
        ("claims", {"about": "i_none"}, "there is no incident"),
        ("count", {"fields": "colour"}, "give some of"),
    ],
    ids=str,
)
def test_what_cannot_be_used_is_refused_in_words(small, tool, given, words):
    assert words in refusal(small, tool, **given)


def test_incidents_and_documents_are_resources(small):
    incident, document = small.incidents()[0], small.documents()[0]

    async def conversation(client):
        templates = (await client.list_resource_templates()).resource_templates
        read = [
            (await client.read_resource(f"tocsin://{kind}/{id_}")).contents[0]
            for kind, id_ in (("incident", incident.id), ("document", document.id))
        ]
        with pytest.raises(MCPError, match="no incident"):
            await client.read_resource("tocsin://incident/i_none")
        return templates, read

    templates, (first, second) = talk(small, conversation)
    assert {t.uri_template for t in templates} == {"tocsin://incident/{id}", "tocsin://document/{id}"}
    assert json.loads(first.text)["id"] == incident.id
    assert json.loads(second.text)["text"] == document.text
    assert first.mime_type == "application/json"


@asynccontextmanager
async def site(record, **settings):
    """Give the address of a site that is served for as long as the block lasts."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        config = uvicorn.Config(app_of(site_of(record, port=port, **settings)), log_level="error", ws="none")
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve(sockets=[taken]))
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{port}/mcp"
        finally:
            server.should_exit = True
            await running


def test_a_client_asks_over_http(small):
    async def conversation():
        async with site(small) as address, Client(address) as client:
            assert {t.name for t in (await client.list_tools()).tools} == TOOLS
            return await call(client, "incidents", place="Goma")

    assert asyncio.run(conversation())["total"] == len(small.incidents(place="Goma"))


def test_over_http_the_sites_token_is_needed(small):
    async def conversation():
        async with site(small, read_token="look") as address:
            async with httpx2.AsyncClient() as plain:
                assert (await plain.post(address, json={})).status_code == 401
            known = httpx2.AsyncClient(headers={"Authorization": "Bearer look"})
            async with known, Client(streamable_http_client(address, http_client=known)) as client:
                return await call(client, "search", words="Goma")

    assert asyncio.run(conversation())["hits"]


def test_a_client_asks_over_stdio(small_store):
    source = str(Path(sys.modules["tocsin"].__file__).parents[1])
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "tocsin", "mcp", "--store", str(small_store)], env={"PYTHONPATH": source}
    )

    async def conversation():
        async with Client(stdio_client(command)) as client:
            assert {t.name for t in (await client.list_tools()).tools} == TOOLS
            return await call(client, "claims", stance="denies")

    assert asyncio.run(conversation())["claims"]
