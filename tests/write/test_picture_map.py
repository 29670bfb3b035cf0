import xml.etree.ElementTree as ET

import pytest
from outlined import made_boundaries

from tocsin.base.boundaries import Boundaries
from tocsin.write.picture_map import map_svg, scene_of, told_of
from tocsin.write.picture_scene import Ground, Scene, Spot

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return Boundaries(made_boundaries(tmp_path_factory.mktemp("made")))


@pytest.fixture(scope="module")
def incidents(asked):
    return asked.incidents(place="COD")


def texts(svg):
    return ["".join(e.itertext()) for e in ET.fromstring(svg).iter(f"{SVG}text")]


def test_every_incident_is_on_the_map_or_told_to_be_missing(asked, made):
    every = asked.incidents()
    scene = scene_of(every, made)
    drawn = sum(s.count for s in scene.spots) + sum(s.count for s in scene.shades)
    assert drawn + scene.undrawn + scene.unplaced == len(every)
    assert f"{scene.unplaced:,} incident" in told_of(scene)


def test_a_point_is_where_the_record_has_it(incidents, made):
    spots = {s.name: (s.lat, s.lon) for s in scene_of(incidents, made).spots}
    assert spots["Goma"] == next((i.place.lat, i.place.lon) for i in incidents if i.place.name == "Goma")


def test_places_coarser_than_a_town_are_areas_and_no_points(incidents, made):
    coarse = {i.place.name for i in incidents if i.place.precision in ("district", "province", "country")}
    scene = scene_of(incidents, made)
    assert coarse
    assert not coarse & {s.name for s in scene.spots}
    assert coarse <= {p for s in scene.shades for p in s.places}


def test_without_boundaries_points_are_drawn_and_the_picture_says_why(incidents):
    scene = scene_of(incidents, None)
    assert scene.shades == ()
    assert scene.undrawn > 0
    assert any("make boundaries" in t for t in texts(map_svg(scene, title="Where")))


def test_nothing_to_draw_is_no_map(made):
    assert scene_of([], made) is None


def test_the_picture_tells_itself_in_words(incidents, made):
    root = ET.fromstring(map_svg(scene_of(incidents, made), title="Where & when"))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Where & when"
    assert "Goma" in root.find(f"{SVG}desc").text


def test_the_picture_loads_nothing_from_elsewhere(incidents, made):
    svg = map_svg(scene_of(incidents, made), title="Where")
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert "<image" not in svg
    assert "<script" not in svg


def scene(*spots):
    return Scene((-2, 28, 2, 32), Ground(), spots, (), 0, 0, "")


def test_names_are_escaped():
    svg = map_svg(scene(Spot("<b>&", 0, 30, 2, (0, 0, 0, 2))), title="<i>")
    assert "<b>&" in texts(svg)


def test_points_too_near_to_be_told_apart_are_counted_at_the_larger():
    large, small, far = (
        Spot("Large", 0, 30, 9, (0, 0, 0, 9)),
        Spot("Small", 0.01, 30, 2, (2, 0, 0, 0)),
        Spot("Far", 1, 31, 1, (0, 0, 0, 1)),
    )
    written = texts(map_svg(scene(small, far, large), title="Where"))
    assert {"Large +1", "11", "Far"} <= set(written)
    assert "Small" not in written
