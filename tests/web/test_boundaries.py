"""Routes of the map, on a made world and made answers of the index."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from outlined import made_boundaries

from tocsin.base.boundaries import Boundaries
from tocsin.base.errors import BadInput
from tocsin.base.model import Place, Precision
from tocsin.indexing import AreaCount, Cluster
from tocsin.naming import Sign
from tocsin.web import boundaries
from tocsin.web.boundaries import area_of
from tocsin.web.map_layers import View, areas_of, labels_of, level_of, sign_grid
from tocsin.web.site import Settings, Site

GOMA = Cluster(
    -1.67, 29.22, 3, (0, 1, 0, 2), ("i_1", "i_2"), "Goma", 216281, "town", (-1.67, 29.22, -1.67, 29.22), 1, "COD"
)


def area(place, precision, *, country="COD", admin1=None, count=1):
    return AreaCount(country, admin1, place, None, precision, count, (0, 0, 0, count), None, None)


AREAS = (
    area("West", "province", admin1="West", count=4),
    area("Some district", "district", admin1="West", count=2),
    area("Ituri", "province", admin1="Ituri"),
    area("Made Land", "country", count=3),
    area("Lake", "feature", country=None),
)


class FakeRows:
    total, unplaced = 12, 1

    def __init__(self, asked):
        self.asked = asked

    def clusters(self, view, zoom):
        self.asked.append((view, zoom))
        return (GOMA,)

    def areas(self):
        return AREAS


class FakeIndex:
    def __init__(self):
        self.version, self.asked = "1", []

    def rows(self, wanted):
        if wanted.get("place") == "Nowhere":
            raise BadInput("no place is called 'Nowhere'")
        self.asked.append(dict(wanted))
        return FakeRows(self.asked)


@pytest.fixture
def index():
    return FakeIndex()


@pytest.fixture
def made(tmp_path):
    return Boundaries(made_boundaries(tmp_path))


def client_of(index, found, monkeypatch):
    monkeypatch.setattr(boundaries, "open_boundaries", lambda: found)
    app = FastAPI()
    boundaries.add(app, Site(SimpleNamespace(index=index), Settings(), lambda: datetime.now(UTC)))
    return TestClient(app)


@pytest.fixture
def client(index, made, monkeypatch):
    return client_of(index, made, monkeypatch)


def names(answer):
    return [f["properties"]["name"] for f in answer.json()["features"]]


def test_countries_are_kept_for_good_under_their_version_only(client, made):
    lasting = client.get(f"/map/countries.geojson?zoom=5&v={made.version}").headers["cache-control"]
    assert "immutable" in lasting
    assert "immutable" not in client.get("/map/countries.geojson?zoom=5&v=old").headers["cache-control"]


def test_countries_come_packed_to_those_who_can_read_it(client):
    plain = client.get("/map/countries.geojson", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    packed = client.get("/map/countries.geojson", headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json() == plain.json()
    assert names(plain) == ["Made Land", "Across"]


def test_provinces_come_with_the_edge_of_their_country(client):
    kinds = [f["properties"]["kind"] for f in client.get("/map/admin1/cod.geojson").json()["features"]]
    assert kinds == ["province", "province", "edge"]


def test_a_country_without_provinces_has_an_empty_answer(client):
    assert client.get("/map/admin1/FJI.geojson").json()["features"] == []


def test_without_boundaries_the_map_says_so(index, monkeypatch):
    client = client_of(index, None, monkeypatch)
    assert "make boundaries" in client.get("/map/countries.geojson").json()["missing"]
    answer = client.get("/map/areas.geojson").json()
    assert "make boundaries" in answer["missing"]
    assert [a["place"] for a in answer["undrawn"]] == [a.place for a in AREAS]
    assert client.get("/map/clusters.geojson").json()["features"] != []


def test_clusters_are_asked_for_by_filters_area_and_zoom(client, index):
    answer = client.get("/map/clusters.geojson?place=Goma&min_origins=2&bbox=27,-5,31,2&zoom=6.5").json()
    assert index.asked == [{"place": "Goma", "min_origins": 2}, ((-5.0, 27.0, 2.0, 31.0), 6.5)]
    (found,) = answer["features"]
    assert found["geometry"] == {"type": "Point", "coordinates": [29.22, -1.67]}
    assert found["properties"]["ids"] == ["i_1", "i_2"]
    assert (answer["total"], answer["unplaced"]) == (12, 1)


def test_an_answer_is_not_made_again_while_the_record_is_the_same(client, index):
    tag = client.get("/map/clusters.geojson?place=Goma").headers["etag"]
    again = {"if-none-match": tag}
    assert client.get("/map/clusters.geojson?place=Goma", headers=again).status_code == 304
    assert client.get("/map/clusters.geojson?place=Sake", headers=again).status_code == 200
    index.version = "2"
    assert client.get("/map/clusters.geojson?place=Goma", headers=again).status_code == 200


@pytest.mark.parametrize("asked", ["place=Nowhere", "bbox=1,2,3", "bbox=a,b,c,d", "bbox=5,0,1,1", "min_origins=many"])
def test_what_cannot_be_asked_is_told_in_a_sentence(client, asked):
    answer = client.get(f"/map/clusters.geojson?{asked}")
    assert answer.status_code == 400
    assert len(answer.json()["error"]) > 20


def test_an_area_reaches_no_further_than_the_world():
    assert area_of("-200,-100,200,100") == (-90, -180, 90, 180)
    assert area_of(" ") is None


def test_areas_say_for_which_places_an_outline_stands(made):
    found = {f["properties"]["name"]: f["properties"] for f in areas_of(AREAS, made, View(None, 6))["features"]}
    assert {n: p["count"] for n, p in found.items()} == {"West": 6, "Made Land": 4}
    assert [(p["place"], p["why"]) for p in found["West"]["places"]] == [
        ("West", None),
        ("Some district", "a district in it"),
    ]
    assert "no outline" in found["Made Land"]["places"][0]["why"]
    assert found["West"]["quads"] == [0, 0, 0, 6]


def test_a_small_map_counts_provinces_with_their_country(made):
    (country,) = areas_of(AREAS, made, View(None, 2))["features"]
    assert country["properties"]["count"] == 10
    assert country["properties"]["kind"] == "country"


def test_areas_outside_the_view_are_left_out(made):
    assert areas_of(AREAS, made, View((-20, -20, -10, -10), 6))["features"] == []


def test_places_outside_all_countries_are_told_and_not_drawn(made):
    assert [a["place"] for a in areas_of(AREAS, made, View(None, 6))["undrawn"]] == ["Lake"]


# Names.


def sign(name, lat, lon, *, precision=Precision.TOWN, rank=1_000_000, is_capital=False):
    return Sign(Place(name, None, "COD", None, lat, lon, precision, rank), is_capital, rank)


def shown(signs, zoom, area=None):
    return [f["properties"]["name"] for f in labels_of(sign_grid(signs, level_of(zoom)), View(area, zoom))["features"]]


def test_of_two_names_without_room_the_more_important_is_written():
    assert shown([sign("Small", 0.01, 0.01, rank=900_000), sign("Large", 0, 0, rank=2_000_000)], 6) == ["Large"]


def test_names_with_room_are_all_written():
    assert shown([sign("One", 0, 0), sign("Two", 5, 5)], 6) == ["One", "Two"]


def test_small_towns_and_provinces_are_written_on_near_maps_only():
    signs = [sign("Town", 0, 0, rank=20_000), sign("Province", 0.6, 0.6, precision=Precision.PROVINCE)]
    assert [shown(signs, zoom) for zoom in (4, 7, 10)] == [[], ["Province"], ["Town"]]


def test_names_outside_the_view_are_left_out():
    assert shown([sign("In", 1, 1), sign("Out", 1, 8)], 7, (0, 0, 2, 2)) == ["In"]


def test_what_is_asked_again_is_not_made_again(index, made, monkeypatch):
    client = client_of(index, made, monkeypatch)
    first = client.get("/map/clusters.geojson?zoom=3")
    times = len(index.asked)
    assert client.get("/map/clusters.geojson?zoom=3").json() == first.json()
    assert len(index.asked) == times > 0
    index.version = "2"
    assert client.get("/map/clusters.geojson?zoom=3").status_code == 200
    assert len(index.asked) > times
