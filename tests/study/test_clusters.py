"""Points on a map: put together by zoom, never made up, never moved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_columns import APIA, CONGO, GOMA, KIVU, LAST, NAMED, NOWHERE, SAKE, SUVA, columns, one, rows

from tocsin.study.clusters import AreaCount

EAST = (
    one(1, place=SAKE), one(2, "2025-02-01"), one(3, "2025-02-02"), one(4, LAST), one(5, "2024-01-01", type="AID"),
)  # fmt: skip


def test_a_cluster_stands_at_its_commonest_place():
    (found,) = rows(columns(*EAST)).clusters(None, 3)
    assert (found.lat, found.lon) == GOMA[5:]
    assert (found.place, found.geonameid, found.precision, found.country) == ("Goma", 216281, "town", "COD")
    assert (found.count, found.places, found.quads) == (5, 2, (0, 1, 0, 4))
    assert found.bounds == (-1.674, 29.045, -1.574, 29.228)


def test_a_cluster_names_the_newest_and_those_without_a_day_last():
    (found,) = rows(columns(*EAST)).clusters(None, 3)
    assert found.ids == ("i_003", "i_002", "i_001", "i_005", "i_004")
    (found,) = rows(columns(*EAST, *(one(n, "2025-03-01") for n in range(6, 10)))).clusters(None, 3)
    assert found.ids == ("i_009", "i_008", "i_007", "i_006", "i_003")


def test_places_part_as_the_map_zooms_in():
    numbers = [len(rows(columns(*EAST)).clusters(None, zoom)) for zoom in range(15)]
    assert (numbers[0], numbers[-1]) == (1, 2)
    assert numbers == sorted(numbers)


@pytest.mark.parametrize(
    ("area", "found"),
    [
        (None, {"Goma", "Suva", "Apia"}),
        ((-20, 170, 0, 179), {"Suva"}),
        ((-20, 170, 0, -170), {"Suva", "Apia"}),  # across the date line
        ((-20, -180, 0, 0), {"Apia"}),
        ((10, -180, 20, 180), set()),
        ((-1.674, 29.228, -1.674, 29.228), {"Goma"}),  # the edges are in
    ],
)
def test_an_area_has_the_places_within_it(area, found):
    given = columns(one(1), one(2, place=SUVA), one(3, place=APIA))
    assert {c.place for c in rows(given).clusters(area, 8)} == found


def test_only_what_was_asked_for_is_counted():
    given = columns(*EAST)
    assert [c.count for c in rows(given, types=("AID",)).clusters(None, 3)] == [1]
    assert rows(given, types=("RETREAT",)).clusters(None, 3) == ()


def test_what_is_coarser_than_a_town_is_an_area_and_no_point():
    given = columns(one(1, place=KIVU), one(2, place=KIVU, type="AID"), one(3, place=CONGO), one(4, place=NOWHERE))
    found = rows(given)
    assert found.clusters(None, 3) == ()
    assert found.areas() == (
        AreaCount("COD", "North Kivu", "North Kivu", 206938, "province", 2, (0, 1, 0, 1), -0.5, 28.8),
        AreaCount("COD", None, "Congo", 203312, "country", 1, (0, 0, 0, 1), -2.5, 23.5),
    )
    assert found.unplaced == 1


def test_a_town_without_coordinates_is_no_point():
    found = rows(columns(one(1, place=NAMED)))
    assert found.clusters(None, 3) == ()
    assert [(a.place, a.precision, a.lat) for a in found.areas()] == [("Kitshumbiro", "town", None)]


def test_bounds_are_those_of_the_points_or_else_of_the_areas():
    assert rows(columns(one(1), one(2, place=SAKE), one(3, place=CONGO))).bounds() == (-1.674, 29.045, -1.574, 29.228)
    assert rows(columns(one(3, place=CONGO))).bounds() == (-2.5, 23.5, -2.5, 23.5)
    assert rows(columns(one(1, place=NOWHERE), one(2, place=NAMED))).bounds() is None


@given(st.lists(st.tuples(st.integers(-89, 89), st.integers(-180, 180)), min_size=1, max_size=40), st.integers(0, 22))
def test_clusters_hold_every_point_once_and_stand_at_one_of_them(points, zoom):
    from tocsin.study.column_draft import Draft

    draft = Draft()
    cells = [one(n, place=(n, "X", "x", None, "XXX", float(lat), float(lon))) for n, (lat, lon) in enumerate(points)]
    draft.add(list(zip(*cells, strict=True)))
    found = rows(draft.columns(dict.fromkeys(draft.examples(), "town"), {})).clusters(None, zoom)
    assert sum(c.count for c in found) == sum(c.places for c in found) == len(points)
    assert {(c.lat, c.lon) for c in found} <= {(float(lat), float(lon)) for lat, lon in points}
    assert all(c.bounds[0] <= c.lat <= c.bounds[2] and c.bounds[1] <= c.lon <= c.bounds[3] for c in found)
