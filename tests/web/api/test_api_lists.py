"""The API's lists: the filters of everywhere, page by page, and what may be asked of each address."""

import json

import pytest
from served import client_of, problem_of

from tocsin.web.api import answers
from tocsin.web.api.light import light_dict
from tocsin.web.api.operations import OPERATIONS
from tocsin.write.shapes import change_dict, claim_dict, document_dict, incident_dict, relation_dict

API = "/api/v1"


def ask(client, path, **params):
    answer = client.get(API + path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def all_pages(client, address):
    """Return the items of all pages, and how many pages there were."""
    items, pages = [], 0
    while address is not None:
        answer = client.get(address)
        told = answer.json()
        items, pages, address = [*items, *told["items"]], pages + 1, told["next"]
        assert answer.headers.get("link") == (f'<{address}>; rel="next"' if address else None)
    return items, pages


def example(operation, incident, document):
    """Return an address of an operation that has an answer."""
    path = operation.path.replace("{id}", incident if operation.group == "incidents" else document)
    path = path.replace("{name}", "Goma" if operation.name == "getPlace" else "M23")
    needed = {"listChanges": "?since=2025-01-01", "search": "?words=Goma"}
    return API + path + needed.get(operation.name, "")


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.name)
def test_every_answer_is_of_its_schema(client, small, operation):
    incident, document = small.incidents(type="ASSAULT")[0].id, small.documents()[0].id
    answer = client.get(example(operation, incident, document))
    assert answer.status_code == 200, answer.text
    operation.answer.model_validate_json(answer.content, strict=True)


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"place": "Goma"},
        {"place": "COD", "type": "assault"},
        {"actor": "M23", "since": "2025-01-20", "until": "2025-02-10"},
        {"speaker": "Rwanda", "stance": "denies"},
        {"status": "disputed", "min_origins": "2"},
        {"words": "airport", "min_score": "0.5", "told": "asserted"},
    ],
    ids=str,
)
def test_filters_are_those_of_the_record(client, small, wanted):
    numbers = {"min_origins": int, "min_score": float}
    found = small.incidents(**{n: numbers.get(n, str)(v) for n, v in wanted.items()})
    told = ask(client, "/incidents", **wanted, order="oldest", limit=1000)
    assert told["total"] == len(told["items"]) == len(found) > 0
    assert told["items"] == [json.loads(json.dumps(light_dict(i))) for i in found]


def test_pages_follow_one_another_without_gap_or_repeat(client):
    whole = ask(client, "/incidents", place="COD", limit=1000)["items"]
    items, pages = all_pages(client, f"{API}/incidents?place=COD&limit=7")
    assert items == whole
    assert pages == -(-len(whole) // 7) > 2


@pytest.mark.parametrize("path", ["claims", "documents", "standing", "changes?since=2025-01-01"])
@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_every_list_can_be_had_page_by_page(client, path, order):
    asked = f"{API}/{path}{'&' if '?' in path else '?'}" + (
        f"order={order}&" if path in ("claims", "documents") else ""
    )
    whole, pages = all_pages(client, f"{asked}limit=1000")
    assert pages == 1
    items, pages = all_pages(client, f"{asked}limit=5")
    assert items == whole
    assert pages > 2


def test_mentions_and_claims_come_when_they_are_asked_for(client, small):
    found = {i.id: i for i in small.incidents()}
    for item in ask(client, "/incidents", include="claims,mentions")["items"]:
        assert item == json.loads(json.dumps(incident_dict(found[item["id"]])))
    assert "claims" not in ask(client, "/incidents", include="mentions")["items"][0]


def test_incidents_can_be_had_as_they_were_known(client, small):
    assert ask(client, "/incidents", as_of="2020-01-01") == {"total": 0, "next": None, "items": []}
    assert ask(client, "/incidents", as_of="2025-12-31")["total"] == len(small.incidents())


def test_changes_are_those_of_the_record_in_its_order(client, small):
    found = small.changes(since="2025-01-01")
    told, _ = all_pages(client, f"{API}/changes?since=2025-01-01&limit=7")
    assert told == [json.loads(json.dumps(change_dict(c))) for c in found]
    at = found[0].at.isoformat()[:16]
    assert ask(client, "/changes", since=at, limit=1000)["items"] == told
    assert ask(client, "/changes", since="2100-01-01")["items"] == []


def test_one_incident_is_whole(client, small):
    found = small.incidents(type="ASSAULT")[0]
    assert ask(client, f"/incidents/{found.id}") == json.loads(json.dumps(incident_dict(found)))
    by_mention = ask(client, f"/incidents/{found.mentions[0].mention}")
    assert by_mention["id"] == found.id


def test_claims_have_what_they_are_of(client, small):
    found = small.claims(stance="denies")
    told = ask(client, "/claims", stance="denies", order="oldest", limit=1000)["items"]
    of = {i.id: i for i in small.get(c.incident for c in found)}
    assert told == [json.loads(json.dumps(claim_dict(c, of[c.incident]))) for c in found]
    assert any(c["what"] for c in told)


def test_claims_on_one_incident(client, small):
    found = max(small.incidents(), key=lambda i: len(i.claims))
    told = ask(client, "/claims", about=found.id, limit=1000)["items"]
    assert {c["id"] for c in told} == {c.id for c in found.claims}
    assert ask(client, "/claims", about="M23", limit=1000)["items"]
    problem_of(client.get(f"{API}/claims?about=i_none"), 422, "parameter")


def test_documents_are_listed_without_their_text_and_had_with_it(client, small):
    found = small.documents()[-1]
    told = ask(client, "/documents", limit=1000)["items"]
    assert json.loads(json.dumps(document_dict(found))) in told
    one = ask(client, f"/documents/{found.id}")
    assert one["text"] == found.text
    mentions = ask(client, f"/documents/{found.id}/mentions")["items"]
    assert [m["id"] for m in mentions] == [m.id for m in small.mentions(found.id)]


def test_standing_on_a_day(client, small):
    told = ask(client, "/standing", on="2025-02-20", kind="controls", limit=1000)["items"]
    assert told == [
        json.loads(json.dumps(relation_dict(r))) for r in small.standing(as_of="2025-02-20", kind="controls")
    ]
    assert told


def test_a_day_without_documents_is_told_apart_from_a_day_without_incidents(client):
    buckets = ask(client, "/timeline", step="day", since="2025-01-01", until="2025-03-01")["buckets"]
    assert any(b["documents"] == 0 for b in buckets)
    assert sum(b["incidents"] for b in buckets) > 10


def test_facets_count_what_the_list_shows(client):
    told = ask(client, "/facets", fields="type,status", place="COD")
    assert told.keys() == {"total", "facets"}
    assert list(told["facets"]) == ["type", "status"]
    first = told["facets"]["type"][0]
    assert ask(client, "/incidents", place="COD", type=first["value"])["total"] == first["count"]


def test_the_history_of_an_incident_ends_as_it_is(client, small):
    found = small.incidents(type="ASSAULT")[0]
    told = answers.Revisions.model_validate(ask(client, f"/incidents/{found.id}/history"))
    assert told.items[-1].change.revision == found.revision
    assert told.items[0].change.what == "added"


def test_an_answer_that_is_known_is_not_sent_again(client):
    first = client.get(f"{API}/incidents?place=Goma")
    tag = first.headers["etag"]
    for known in (tag, f'"other", W/{tag}', "*"):
        again = client.get(f"{API}/incidents?place=Goma", headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(f"{API}/incidents?place=Goma", headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.get(f"{API}/incidents?place=Bukavu").headers["etag"] != tag
    assert "last-modified" in first.headers


def test_parameters_in_another_order_are_the_same_question(client):
    one = client.get(f"{API}/incidents?place=Goma&limit=5&type=").headers["etag"]
    assert client.get(f"{API}/incidents?limit=5&place=Goma").headers["etag"] == one


def test_an_empty_store_answers_too(empty):
    client = client_of(empty)
    assert ask(client, "/incidents") == {"total": 0, "next": None, "items": []}
    assert ask(client, "/meta")["changed"] is None
    assert ask(client, "/timeline")["buckets"] == []
    assert ask(client, "/claims")["items"] == []
