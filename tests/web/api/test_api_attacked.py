"""A client that means no good, or makes mistakes: every answer is a problem that says what is wrong, and nothing breaks."""

from base64 import urlsafe_b64encode

import pytest
from served import client_of, problem_of

API = "/api/v1"
BAD = [
    ("incidents?limit=0", "limit"),
    ("incidents?limit=-1", "limit"),
    ("incidents?limit=1001", "limit"),
    ("incidents?limit=99999999999999999999999999", "limit"),
    ("incidents?limit=%D9%A3", "limit"),
    ("incidents?limit=1e3", "limit"),
    ("incidents?cursor=x", "cursor"),
    ("incidents?cursor=%F0%9F%92%A3", "cursor"),
    ("incidents?cursor=" + "A" * 1999, "cursor"),
    ("incidents?cursor=" + urlsafe_b64encode(b"\xff\xfe|x").decode(), "cursor"),
    ("incidents?cursor=" + urlsafe_b64encode(b"000000000000|2025-01-01 i_1").decode(), "cursor"),
    ("incidents?since=yesterday", "since"),
    ("incidents?since=2025-02-30", "since"),
    ("incidents?as_of=2025-01-01Tnoon", "as_of"),
    ("incidents?as_of=0001-01-01T00:00%2B14:00", "as_of"),
    ("documents/d_none?as_of=9999-12-31T23:59-12:00", "as_of"),
    ("changes?since=0001-01-01T00:00%2B14:00", "since"),
    ("claims?min_origins=99999999999999999999", "min_origins"),
    ("incidents?type=WAR", "type"),
    ("incidents?status=true", "status"),
    ("incidents?told=perhaps", "told"),
    ("incidents?stance=maybe", "stance"),
    ("incidents?field=colour", "field"),
    ("incidents?min_score=2", "min_score"),
    ("incidents?min_score=nan", "min_score"),
    ("incidents?min_origins=many", "min_origins"),
    ("incidents?min_origins=1.5", "min_origins"),
    ("incidents?place=Qwertzuiopasdf", "place"),
    ("incidents?order=sideways", "order"),
    ("incidents?include=secrets", "include"),
    ("incidents?place=Goma&place=Bukavu", "place"),
    ("incidents?place=" + "x" * 2001, "place"),
    ("incidents?place=Go%00ma", "place"),
    ("incidents?plaice=Goma", "plaice"),
    ("incidents/i_1?since=2025-01-01", "since"),
    ("facets?fields=colour", "fields"),
    ("facets?most=0", "most"),
    ("timeline?step=year", "step"),
    ("standing?on=soon", "on"),
    ("standing?kind=loves", "kind"),
    ("changes", "since"),
    ("changes?since=ever", "since"),
    ("search", "words"),
    ("search?words=%2B", "words"),
    ("search?words=-", "words"),
    ("documents?speaker=M23", "speaker"),
    ("meta?verbose=1", "verbose"),
    ("openapi.json?x=1", "x"),
]


@pytest.mark.parametrize(("asked", "parameter"), BAD, ids=[b[0][:40] for b in BAD])
def test_a_parameter_that_cannot_be_used_is_named(client, asked, parameter):
    told = problem_of(client.get(f"{API}/{asked}"), 422, "parameter")
    assert [e["parameter"] for e in told["errors"]] == [parameter]


def test_what_is_allowed_is_said(client):
    told = problem_of(client.get(f"{API}/incidents?plaice=Goma"), 422, "parameter")
    assert "place" in told["errors"][0]["allowed"]
    told = problem_of(client.get(f"{API}/incidents?order=up"), 422, "parameter")
    assert told["errors"][0]["allowed"] == ["newest", "oldest"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/incidents/i_none",
        "/api/v1/incidents/i_none/history",
        "/api/v1/incidents/",
        "/api/v1/incidents/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/api/v1/incidents/%F0%9F%92%A3%25%00",
        "/api/v1/incidents/i_none%0D%0AX",
        "/incident/%0Ai_none.csv",
        "/api/v1/documents/d_none",
        "/api/v1/documents/d_none/mentions",
        "/api/v1/documents/' OR 1=1 --",
        "/api/v1/nothing",
        "/api/v1",
        "/api/v2/incidents",
        "/api/",
    ],
)
def test_what_is_not_there_is_404(client, path):
    problem_of(client.get(path), 404, "not-found")


@pytest.mark.parametrize("name", ["%25", "%F0%9F%92%A3", "a%2Fb", "%27%22%3Cscript%3E", "x" * 300, "%20"])
def test_nobody_of_a_strange_name_is_told_of(client, name):
    answer = client.get(f"{API}/actors/{name}")
    problem_of(answer, 422 if name == "%20" else 404, "parameter" if name == "%20" else "not-found")
    problem_of(client.get(f"{API}/places/{name}"), 422, "parameter")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_other_methods_are_not_for_lists(client, method):
    answer = client.request(method, f"{API}/incidents")
    problem_of(answer, 405, "method")
    assert "GET" in answer.headers["allow"]


def test_options_says_what_may_be_asked_and_opens_nothing_to_other_sites(client):
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = client.options(f"{API}/judgements", headers=asked)
    assert answer.status_code == 204
    assert {"GET", "POST"} <= set(answer.headers["allow"].split(", "))
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_words_are_no_sql(client):
    for words in ('"', "'", "a OR b", "NEAR(a b)", "*", "words:x", "a AND", ")", '"unclosed phrase'):
        assert client.get(f"{API}/search", params={"words": words}).status_code in (200, 422)
        assert client.get(f"{API}/incidents", params={"words": words}).status_code in (200, 422)


def test_a_cursor_is_of_one_question_and_one_form(client):
    cursor = client.get(f"{API}/incidents?place=COD&limit=2").json()["next"].partition("cursor=")[2]
    problem_of(client.get(f"{API}/incidents?place=Goma&cursor={cursor}"), 422, "parameter")
    problem_of(client.get(f"{API}/claims?place=COD&cursor={cursor}"), 422, "parameter")
    assert client.get(f"{API}/incidents?place=COD&limit=9&cursor={cursor}").status_code == 200


def test_nothing_in_an_answer_can_run_in_a_page(client):
    answer = client.get(f"{API}/incidents?place=<script>alert(1)</script>")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_store_that_is_gone_is_the_fault_of_the_site_and_not_of_the_question(own, tmp_path):
    client = client_of(own, rate=1_000_000)
    assert client.get(f"{API}/claims").status_code == 200
    for file in tmp_path.glob("own.db*"):
        file.unlink()
    problem_of(client.get(f"{API}/claims?limit=3"), 503, "unavailable")
    assert not (tmp_path / "own.db").exists()
