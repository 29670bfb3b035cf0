"""The part of the world that a map of pins shows, and the room for names in it."""

import pytest

from tocsin.web.extent import WIDTH, extent_of, place_labels


def test_extent_holds_all_points_with_room():
    points = [(-1.67, 29.22), (-2.49, 28.84), (-3.4, 29.1)]
    extent = extent_of(points)
    for lat, lon in points:
        x, y = extent.at(lat, lon)
        assert 0 < x < WIDTH
        assert 0 < y < extent.height


def test_extent_of_one_point_has_it_in_the_middle():
    extent = extent_of([(-1.67, 29.22)])
    assert extent.at(-1.67, 29.22) == pytest.approx((WIDTH / 2, extent.height / 2))


def test_labels_do_not_meet_and_one_without_room_is_left_out():
    extent = extent_of([(0.0, 0.0), (1.0, 1.0)])
    pins = {(0.0, float(n)): ((400.0 + n, 200.0 + n), "A rather long name") for n in range(9)}
    found = place_labels(pins, extent)
    boxes = [label.box for label in found.values() if label.side]
    assert boxes
    assert any(label.side is None for label in found.values())
    for i, a in enumerate(boxes):
        assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for b in boxes[i + 1 :])
