import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.base.geo import displaced, finer, km, middle, rough_km
from tocsin.base.model import Precision

lats = st.floats(-80, 80)
lons = st.floats(-180, 180)


def test_km_between_paris_and_london_is_344():
    assert km(48.8566, 2.3522, 51.5074, -0.1278) == pytest.approx(343.6, abs=1)


def test_km_half_around_the_globe():
    assert km(0, 0, 0, 180) == pytest.approx(20015, abs=1)


@given(lats, lons, lats, lons)
def test_km_is_symmetric(a, b, c, d):
    assert km(a, b, c, d) == pytest.approx(km(c, d, a, b))
    assert 0 <= km(a, b, c, d) <= 20016


@given(st.floats(-60, 60), lons, st.floats(-3, 3), st.floats(-3, 3))
def test_rough_km_is_near_km_at_short_distance(lat, lon, north, east):
    exact = km(lat, lon, lat + north, lon + east)
    assert rough_km(lat, lon, lat + north, lon + east) == pytest.approx(exact, rel=0.03, abs=1)


def test_middle_crosses_the_date_line():
    assert middle([(0, 179), (0, -179)]) == pytest.approx((0, -180))


def test_middle_of_nothing_is_unknown():
    assert middle([]) is None


def test_finer_orders_precision():
    assert finer(Precision.SITE, Precision.TOWN)
    assert finer(Precision.PROVINCE, Precision.COUNTRY)
    assert not finer(Precision.COUNTRY, Precision.COUNTRY)


@given(lats, lons, st.sampled_from([(1, 0), (0, -1), (1, 1), (-1, 1)]), st.floats(0.5, 60))
def test_displaced_lies_at_the_distance(lat, lon, part, distance):
    assert km(lat, lon, *displaced(lat, lon, part, distance)) == pytest.approx(distance, rel=0.03, abs=0.05)


def test_without_a_direction_nothing_is_displaced():
    assert displaced(10.0, 20.0, (0, 0), 30.0) == (10.0, 20.0)
