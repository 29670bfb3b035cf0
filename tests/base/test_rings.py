import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.base.rings import crossings, cut, degrees, extent, holds, joined

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0))


def test_degrees_add_up_the_steps():
    assert degrees([10, 0, 5, 5, -1, 0], 0.1) == ((1.0, 0.0), (1.5, 0.5), (1.4, 0.5))


def test_holds_what_is_inside_only():
    assert holds(SQUARE, (5, 5))
    assert not holds(SQUARE, (15, 5))
    assert not holds(SQUARE, (-1, 5))


def test_crossings_come_from_west_to_east():
    assert crossings(SQUARE, 5) == [0, 10]


def test_lines_join_whatever_their_direction():
    lines = (SQUARE[:2], SQUARE[1:4][::-1], SQUARE[3:])
    (polygon,) = joined(lines)
    assert extent(polygon[0]) == extent(SQUARE)


def test_a_ring_inside_another_is_a_hole_of_it():
    hole = tuple((x / 10 + 4, y / 10 + 4) for x, y in SQUARE)
    assert [len(polygon) for polygon in joined((hole, SQUARE))] == [2]


def test_lines_with_a_loose_end_join_to_nothing():
    assert joined((SQUARE[:3],)) == ()


def test_a_ring_that_does_not_cross_stays_as_it_is():
    assert cut(SQUARE) == [SQUARE]


@given(st.integers(1, 89), st.integers(1, 89))
def test_a_cut_ring_keeps_its_extent(west, east):
    # A box from `west` degrees before the date line to `east` degrees behind it.
    ring = ((180.0 - west, 0.0), (east - 180.0, 0.0), (east - 180.0, 10.0), (180.0 - west, 10.0), (180.0 - west, 0.0))
    parts = cut(ring)
    assert sum(map(extent, parts)) == pytest.approx(2 * 10 * (west + east))
    assert all(-180 <= x <= 180 for part in parts for x, _ in part)
