"""The same view as data: every screen's address with an ending, with the screen's parameters."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from served import problem_of

from tocsin.web.forms.makers import MAKERS
from tocsin.write.rows import CLAIM_COLUMNS, INCIDENT_COLUMNS

TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8; header=present",
    "geojson": "application/geo+json",
    "atom": "application/atom+xml; charset=utf-8",
}
ATOM = "{http://www.w3.org/2005/Atom}"


def address(path, small):
    incident, document = small.incidents(type="ASSAULT")[0].id, small.documents()[0].id
    path = path.replace("{id}", incident if "incident" in path else document)
    return path.replace("{name}", "M23" if "actor" in path else "North%20Kivu")


def query(path):
    return "?words=Goma" if path == "/search" else ""


# Nobody decided anything yet, and nothing rose.
MAY_BE_EMPTY = ("/review", "/surges")
VIEWS = [(path, form) for path, makers in MAKERS.items() for form in makers.forms]


@pytest.mark.parametrize(("path", "form"), VIEWS, ids=lambda v: v)
def test_every_view_gives_its_data(client, small, path, form):
    answer = client.get(f"{address(path, small)}.{form}{query(path)}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == TYPES[form]
    assert "etag" in answer.headers
    if form == "json":
        assert answer.json()
    elif form == "csv":
        rows = list(csv.reader(io.StringIO(answer.text)))
        assert {len(row) for row in rows} == {len(rows[0])}
        assert len(rows) > (0 if path in MAY_BE_EMPTY else 1)
    elif form == "geojson":
        told = answer.json()
        assert told["type"] == "FeatureCollection"
        assert all(f["type"] == "Feature" and "geometry_is" in f["properties"] for f in told["features"])
    else:
        feed = ElementTree.fromstring(answer.content)
        assert feed.tag == f"{ATOM}feed"
        ids = [e.findtext(f"{ATOM}id") for e in feed.iter(f"{ATOM}entry")]
        assert len(set(ids)) == len(ids)
        assert ids or path in MAY_BE_EMPTY


def test_every_view_has_every_form(client):
    assert {tuple(sorted(makers.forms)) for makers in MAKERS.values()} == {("atom", "csv", "geojson", "json")}
    problem_of(client.get("/surges.json?weeks=99"), 422, "parameter")


@pytest.mark.parametrize(
    "path", ["/nothing.json", "/overview.json.csv", "/incident/i_none.json", "/document/d_none.csv", "/.json"]
)
def test_what_is_not_there_is_a_problem(client, path):
    problem_of(client.get(path), 404, "not-found")


def test_the_parts_of_pages_are_left_to_them(client):
    for path in ("/_nicegui/3/x.json", "/static/x.json", "/map/areas.geojson"):
        assert client.get(path).json() == {"detail": "Not Found"}


def test_forms_have_the_filters_of_the_view(client, small):
    found = small.incidents(place="Goma", type="ASSAULT")
    told = client.get("/overview.json?place=Goma&type=ASSAULT").json()
    assert told["total"] == len(found) > 1
    rows = list(csv.DictReader(io.StringIO(client.get("/overview.csv?place=Goma&type=ASSAULT").text)))
    assert {r["id"] for r in rows} == {i.id for i in found}
    assert list(rows[0]) == list(INCIDENT_COLUMNS)


def test_the_state_of_the_page_is_left_unread_and_a_wrong_filter_is_not(client):
    assert client.get("/overview.json?tab=map&zoom=7&since=").status_code == 200
    problem_of(client.get("/overview.json?since=soon"), 422, "parameter")
    problem_of(client.get("/overview.csv?limit=10001"), 422, "parameter")


@pytest.mark.parametrize("path", ["/overview", "/claims", "/actor/M23", "/standing"])
def test_long_views_come_page_by_page(client, path):
    whole = list(csv.reader(io.StringIO(client.get(f"{path}.csv").text)))
    rows, at, pages = [], f"{path}.csv?limit=9", 0
    while at:
        answer = client.get(at)
        rows += list(csv.reader(io.StringIO(answer.text)))[1:]
        at, pages = answer.headers.get("link", "").partition(">")[0].removeprefix("<"), pages + 1
    assert rows == whole[1:]
    assert pages > 1


def test_a_table_tells_who_denies(client, small):
    rows = list(csv.DictReader(io.StringIO(client.get("/overview.csv").text)))
    assert any(r["denied_by"] for r in rows)
    assert all(r["files"] for r in rows)


def test_no_cell_runs_as_a_formula(client, small, monkeypatch):
    from dataclasses import replace

    from tocsin.web.api import lists

    said = [replace(c, value="=cmd|' /C calc'!A0", cue="@SUM(1)") for c in small.claims()[:1]]
    monkeypatch.setattr(lists, "page_of", lambda *_, **__: (said, None))
    row = next(csv.DictReader(io.StringIO(client.get("/claims.csv?min_score=0.001").text)))
    assert list(row) == list(CLAIM_COLUMNS)
    assert row["value"].startswith("'=")
    assert row["cue"].startswith("'@")


def test_a_point_is_where_the_place_is_known_to_a_town_and_nowhere_else(client):
    features = client.get("/overview.geojson").json()["features"]
    kinds = {f["properties"]["geometry_is"].partition(":")[0] for f in features}
    assert kinds == {"point", "none"}
    for f in features:
        assert (f["geometry"] is not None) == (f["properties"]["geometry_is"] == "point")


def test_a_feed_leads_to_the_pages(client, small):
    feed = ElementTree.fromstring(client.get("/overview.atom?place=Goma").content)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "http://127.0.0.1:8808/overview.atom?place=Goma"
    assert links["alternate"] == "http://127.0.0.1:8808/overview?place=Goma"
    entry = feed.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href").startswith("http://127.0.0.1:8808/incident/i_")


def test_an_incident_as_a_feed_is_its_revisions(client, small):
    found = small.incidents(type="ASSAULT")[0]
    feed = ElementTree.fromstring(client.get(f"/incident/{found.id}.atom").content)
    assert len(feed.findall(f"{ATOM}entry")) == found.revision


def test_a_document_with_a_dot_in_its_id_has_its_forms(own):
    from served import client_of

    own.add(
        ["-"],
        stdin=io.BytesIO(
            json.dumps({"id": "a/b.html", "published": "2025-02-01", "text": "Rebels attacked Bunia."}).encode()
        ),
    )
    document = next(d for d in own.documents() if "Bunia" in d.text)
    answer = client_of(own).get(f"/document/{document.id.replace('/', '%2F')}.json")
    assert answer.json()["id"] == document.id
