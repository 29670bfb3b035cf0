import json
from dataclasses import replace

import geopandas
import pytest
from geojson_rules import faults
from made import GOMA, INCIDENTS, SEIZURE

from tocsin.base.boundaries import Outline
from tocsin.base.model import Precision
from tocsin.write.geojson import (
    AREA,
    NO_COORDINATES,
    NO_PLACE,
    POINT,
    TOO_COARSE,
    areas_of,
    feature,
    geojson_shape,
    geometry_of,
)
from tocsin.write.shape import Context, Page

SQUARE = {"type": "Polygon", "coordinates": [[[27, -3], [30, -3], [30, 0], [27, 0], [27, -3]]]}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    path = tmp_path_factory.mktemp("out") / "incidents.geojson"
    shape = geojson_shape()
    (part,) = shape.write([Page(INCIDENTS[:2], Context()), Page(INCIDENTS[2:], Context())], path)
    assert part.rows == len(INCIDENTS)
    return path


def test_file_breaks_no_rule_of_rfc_7946(written):
    assert faults(json.loads(written.read_text(encoding="utf-8"))) == []


def test_checker_finds_latitude_first_and_rings_that_run_the_wrong_way():
    point = {**feature(SEIZURE), "geometry": {"type": "Point", "coordinates": [-1.67, 129.2]}}
    ring = {**feature(SEIZURE), "geometry": {**SQUARE, "coordinates": [SQUARE["coordinates"][0][::-1]]}}
    assert "off the globe" in faults({"type": "FeatureCollection", "features": [point]})[0]
    assert "right-hand" in faults({"type": "FeatureCollection", "features": [ring]})[0]


def test_geopandas_reads_points_where_they_are_and_keeps_codes_as_text(written):
    read = geopandas.read_file(written)
    seizure = read[read["id"] == SEIZURE.id].iloc[0]
    assert (seizure.geometry.x, seizure.geometry.y) == (29.2284, -1.6741)
    assert (seizure.cameo, seizure.geonameid) == ("195", "216281")
    assert read.crs.to_epsg() == 4326


def test_empty_collection_is_one_too(tmp_path):
    geojson_shape().write([], tmp_path / "none.geojson")
    assert json.loads((tmp_path / "none.geojson").read_text()) == {"type": "FeatureCollection", "features": []}


@pytest.mark.parametrize("precision", [p for p in Precision if p not in (Precision.SITE, Precision.TOWN)])
def test_places_larger_than_a_town_have_no_point(precision):
    assert geometry_of(replace(GOMA, precision=precision)) == (None, TOO_COARSE)


def test_place_larger_than_a_town_has_its_area_where_boundaries_are_known():
    assert geometry_of(replace(GOMA, precision=Precision.PROVINCE), areas=lambda _: SQUARE) == (SQUARE, AREA)
    assert geometry_of(GOMA, areas=lambda _: SQUARE)[1] == POINT


class _Boundaries:
    """One province, whose ring runs with the clock, with a hole that runs against it."""

    ring = ((27.0, -3.0), (27.0, 0.0), (30.0, 0.0), (30.0, -3.0))
    hole = ((28.0, -2.0), (29.0, -2.0), (29.0, -1.0), (28.0, -2.0))
    outline = Outline("COD", "North Kivu", ((ring, hole),), (-3, 27, 0, 30))

    def near(self, iso3):
        return self.outline

    def province(self, iso3, admin1):
        return self.outline if admin1 == "Nord-Kivu" else None


def test_outline_is_wound_and_closed_by_the_rules():
    area = areas_of(_Boundaries())
    one = replace(SEIZURE, place=replace(GOMA, precision=Precision.PROVINCE))
    assert faults({"type": "FeatureCollection", "features": [feature(one, areas=area)]}) == []
    assert feature(one, areas=area)["geometry"]["type"] == "MultiPolygon"


def test_outline_that_is_wider_than_the_place_is_not_given():
    area = areas_of(_Boundaries())
    assert area(replace(GOMA, precision=Precision.DISTRICT)) is None
    assert area(replace(GOMA, precision=Precision.PROVINCE, admin1="Sud-Kivu")) is None


def test_reason_is_given_where_there_is_no_geometry():
    assert geometry_of(None) == (None, NO_PLACE)
    assert geometry_of(replace(GOMA, lat=None, lon=None)) == (None, NO_COORDINATES)
