"""Decisions over the API: only with the right to write, from no other site's page, and taken back again."""

import pytest
from served import HERE, client_of, problem_of

JUDGEMENTS = "/api/v1/judgements"


def decision(record, **more):
    return {"verdict": "right", "left": record.incidents(type="ASSAULT")[0].id, "by": "amina", **more}


def test_this_machine_decides_and_takes_back(own):
    client = client_of(own)
    made = client.post(JUDGEMENTS, json=decision(own, why="saw it"))
    assert made.status_code == 201
    assert made.headers["location"] == f"{JUDGEMENTS}/{made.json()['id']}"
    told = client.get(JUDGEMENTS)
    assert told.json()["items"] == [made.json()]
    gone = client.delete(f"{made.headers['location']}?by=amina")
    assert (gone.status_code, gone.content) == (204, b"")
    assert client.get(JUDGEMENTS).json()["items"] == []
    problem_of(client.delete(f"{made.headers['location']}?by=amina"), 404, "not-found")


def test_a_decision_changes_the_record_and_its_etag_at_once(own):
    client = client_of(own)
    one = own.incidents(type="ASSAULT")[0]
    before = client.get(f"/api/v1/incidents/{one.id}").headers["etag"]
    edit = {
        "verdict": "edit",
        "left": one.id,
        "by": "amina",
        "field": "killed",
        "value": '{"low": 3, "best": 3, "high": 5}',
    }
    assert client.post(JUDGEMENTS, json=edit).status_code == 201
    after = client.get(f"/api/v1/incidents/{one.id}", headers={"If-None-Match": before})
    assert after.status_code == 200
    assert after.json()["counts"]["killed"] == {"low": 3, "best": 3, "high": 5}


def test_without_the_write_token_nothing_is_written(own):
    client = client_of(own, write_token="sesame")
    answer = client.post(JUDGEMENTS, json=decision(own))
    problem_of(answer, 401, "token")
    assert answer.headers["www-authenticate"].startswith("Bearer")
    problem_of(client.delete(f"{JUDGEMENTS}/j_1?by=x"), 401, "token")
    wrong = client.post(JUDGEMENTS, json=decision(own), headers={"Authorization": "Bearer guess"})
    problem_of(wrong, 401, "token")
    assert own.judgements() == []


def test_the_read_token_does_not_write(own):
    client = client_of(own, write_token="sesame", read_token="look")
    answer = client.post(JUDGEMENTS, json=decision(own), headers={"Authorization": "Bearer look"})
    problem_of(answer, 401, "token")
    assert own.judgements() == []


def test_with_the_write_token_it_is_written_from_anywhere(own):
    client = client_of(own, near="192.0.2.7", base="http://tocsin.example", host="0.0.0.0", write_token="sesame")
    assert client.post(JUDGEMENTS, json=decision(own), headers={"Authorization": "Bearer sesame"}).status_code == 201


def test_another_machine_does_not_write_where_there_is_no_token(own):
    client = client_of(own, near="192.0.2.7", base="http://tocsin.example", host="0.0.0.0")
    told = problem_of(client.post(JUDGEMENTS, json=decision(own)), 403, "right")
    assert "--write-token" in told["detail"]


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_another_sites_page_does_not_write(own, headers):
    answer = client_of(own).post(JUDGEMENTS, json=decision(own), headers=headers)
    problem_of(answer, 403, "right")
    client = client_of(own, write_token="sesame")
    client.post("/login", data={"token": "sesame"})
    problem_of(client.post(JUDGEMENTS, json=decision(own), headers=headers), 403, "origin")
    assert client.post(JUDGEMENTS, json=decision(own), headers={"Origin": HERE}).status_code == 201


def test_a_form_of_another_site_cannot_be_a_decision(own):
    told = problem_of(client_of(own).post(JUDGEMENTS, data={"verdict": "right"}), 415, "body")
    assert "application/json" in told["detail"]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"verdict": "maybe"}, "/verdict"),
        ({"by": ""}, "/by"),
        ({"left": None}, "/left"),
        ({"left": "x" * 201}, "/left"),
        ({"colour/~": "red"}, "/colour~1~0"),
        ({"why": ["a"]}, "/why"),
    ],
    ids=str,
)
def test_a_body_that_is_wrong_is_pointed_into(own, change, pointer):
    told = problem_of(client_of(own).post(JUDGEMENTS, json=decision(own, **change)), 422, "body")
    assert [e["pointer"] for e in told["errors"]] == [pointer]


@pytest.mark.parametrize(
    "change", [{"left": "i_none"}, {"verdict": "same"}, {"verdict": "edit", "field": "colour", "value": "red"}], ids=str
)
def test_a_decision_that_makes_no_sense_is_refused_in_words(own, change):
    told = problem_of(client_of(own).post(JUDGEMENTS, json=decision(own, **change)), 422, "body")
    assert len(told["detail"]) > 20
    assert own.judgements() == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"verdict": NaN}'])
def test_what_is_no_json_of_ours_is_refused(own, body):
    answer = client_of(own).post(JUDGEMENTS, content=body, headers={"Content-Type": "application/json"})
    problem_of(answer, 422, "body")


def test_a_body_without_end_is_not_read(own):
    answer = client_of(own).post(JUDGEMENTS, content=b" " * 200_000, headers={"Content-Type": "application/json"})
    problem_of(answer, 413, "body")


def test_who_takes_back_has_to_be_named(own):
    told = problem_of(client_of(own).delete(f"{JUDGEMENTS}/j_1"), 422, "parameter")
    assert told["errors"][0]["parameter"] == "by"
