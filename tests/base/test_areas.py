from itertools import pairwise

import pytest
from outlined import made_boundaries

from tocsin.base.areas import by_place, drawn, inside, is_point
from tocsin.base.boundaries import Boundaries, boundaries_path, folded, open_boundaries
from tocsin.base.errors import BadInput
from tocsin.base.rings import holds
from tocsin.base.tables import table


@pytest.fixture
def made(tmp_path):
    return Boundaries(made_boundaries(tmp_path))


@pytest.fixture(scope="module")
def real():
    found = open_boundaries()
    if found is None:
        pytest.skip("boundaries are not compiled; run make boundaries")
    return found


def test_provinces_share_their_border(made):
    west, east = made.provinces("COD").shapes
    assert west.box == (0, 0, 10, 10)
    assert east.box == (0, 10, 10, 20)


def test_the_edges_of_a_country_leave_out_the_borders_inside(made):
    assert all(line != ((10, 0), (10, 10)) for line in made.provinces("COD").edges)
    assert len(made.provinces("COD").edges) == 2


def test_the_edges_join_to_the_outline_that_the_provinces_fit_into(made):
    near = made.near("COD")
    assert near.box == (0, 0, 10, 20)
    assert [len(polygon) for polygon in near.polygons] == [1]


def test_a_country_without_provinces_is_drawn_by_its_own_outline(made):
    assert made.near("FJI") is made.country("FJI")


def test_a_ring_across_the_date_line_becomes_a_part_on_either_side(made):
    parts = [sorted({x for x, _ in polygon[0]}) for polygon in made.country("FJI").polygons]
    assert sorted(parts) == [[-180, -170], [170, 180]]


@pytest.mark.parametrize("name", ["West", "Ouest", "western province", "OUEST"])
def test_a_province_is_found_by_names_that_differ_in_writing(made, name):
    assert made.province("COD", name).name == "Ouest"


@pytest.mark.parametrize("name", ["North", "Ituri", "West Kivu", ""])
def test_a_province_that_has_no_outline_gets_none(made, name):
    assert made.province("COD", name) is None


@pytest.mark.parametrize("name", ["Nord-Kivu", "North Kivu Province", "Kivu, North", "nord kivu"])
def test_folded_names_agree(name):
    assert folded(name) == folded("North Kivu")


def test_folded_keeps_provinces_apart():
    names = ["North Kivu", "South Kivu", "Kivu", "Kasaï", "Kasaï Central", "Upper Katanga", "Katanga"]
    assert len({folded(n) for n in names}) == len(names)


def test_a_missing_file_is_told_from_a_broken_one(tmp_path):
    with pytest.raises(BadInput, match="make boundaries"):
        Boundaries(tmp_path / "none.zip")
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK")
    with pytest.raises(BadInput, match="make boundaries"):
        Boundaries(broken)


def test_a_file_of_another_version_is_refused(tmp_path):
    with pytest.raises(BadInput, match="another version"):
        Boundaries(made_boundaries(tmp_path, format_=2))


def test_without_the_file_there_are_no_boundaries(monkeypatch, tmp_path):
    monkeypatch.setattr("tocsin.base.boundaries.boundaries_path", lambda: tmp_path / "none.zip")
    assert open_boundaries.__wrapped__() is None
    assert boundaries_path().name == "boundaries.zip"


# What stands for a place.


def test_a_province_stands_for_itself_and_says_nothing(made):
    shape = drawn("COD", "West", "province", boundaries=made)
    assert (shape.outline.name, shape.is_province, shape.why) == ("Ouest", True, None)


def test_a_district_is_drawn_as_its_province_and_says_so(made):
    assert drawn("COD", "West", "district", boundaries=made).why == "a district in it"


def test_a_province_without_outline_is_drawn_as_its_country_and_says_so(made):
    shape = drawn("COD", "Ituri", "province", boundaries=made)
    assert not shape.is_province
    assert shape.outline.name == "Made Land"
    assert "Ituri, of which there is no outline" in shape.why


def test_a_small_map_draws_provinces_as_their_country(made):
    shape = drawn("COD", "West", "province", boundaries=made, with_provinces=False)
    assert (shape.outline.name, shape.why) == ("Made Land", "a province in it")


@pytest.mark.parametrize("country", [None, "XXX"])
def test_a_place_outside_all_countries_is_not_drawn(made, country):
    assert drawn(country, None, "feature", boundaries=made) is None


def test_a_label_stands_inside_its_outline(made):
    lat, lon = inside(made.country("COD"))
    assert holds(made.country("COD").polygons[0][0], (lon, lat))


def test_incidents_come_by_place_and_points_are_told_from_areas(asked):
    groups = by_place(asked.incidents(place="COD"))
    counts = [len(group) for _, group in groups]
    assert counts == sorted(counts, reverse=True)
    kinds = {place.precision: is_point(place) for place, _ in groups if place.lat is not None}
    assert kinds["town"]
    assert not kinds["province"]


# The compiled packages.


def test_each_row_of_the_table_names_an_outline_or_is_needed_to_refuse_one(real):
    for row in table("places/outlines.tsv", columns=("iso3", "admin1", "outline")):
        shapes = [s.name for s in real.provinces(row["iso3"]).shapes]
        if row["outline"]:
            assert shapes.count(row["outline"]) == 1, row["outline"]
        else:
            alike = [s for s in shapes if folded(s) == folded(row["admin1"])]
            assert len(alike) == 1, f"{row.file}, line {row.line}: would not be drawn anyhow"
            assert row["why"]


def test_provinces_of_the_demo_have_the_outlines_that_are_theirs(real):
    found = {n: real.province("COD", n) for n in ("North Kivu", "South Kivu", "Kongo Central", "Équateur", "Ituri")}
    assert {n: s.name for n, s in found.items() if s} == {
        "North Kivu": "Nord-Kivu",
        "South Kivu": "Sud-Kivu",
        "Kongo Central": "Bas-Congo",
    }


def test_no_ring_jumps_across_the_map(real):
    for detail in ("110m", "50m"):
        for shape in real.countries(detail).shapes:
            rings = [r for polygon in shape.polygons for r in polygon if shape.name != "Antarctica"]
            jumps = [(a, b) for r in rings for a, b in pairwise(r) if abs(a[0] - b[0]) > 180]
            assert jumps == [], shape.name


def test_goma_lies_in_north_kivu_and_bukavu_in_the_south(real):
    north, south = real.province("COD", "North Kivu"), real.province("COD", "South Kivu")
    assert holds(north.polygons[0][0], (29.22, -1.66))
    assert holds(south.polygons[0][0], (28.84, -2.51))
    assert holds(real.near("COD").polygons[0][0], (29.22, -1.66))
