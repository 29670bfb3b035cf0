"""What a page hands to the map and to the timeline, and what it is told."""

from datetime import date
from types import SimpleNamespace

import pytest
from outlined import made_boundaries

from tocsin.base.boundaries import Boundaries
from tocsin.indexing import Bucket, Cluster
from tocsin.web import map_still
from tocsin.web.map import view_of
from tocsin.web.map_still import still_of
from tocsin.web.timeline import _plain, step_for


def cluster(lat, lon, count):
    return Cluster(
        lat, lon, count, (0, 0, 0, count), (), "Somewhere", None, "town", (lat, lon, lat + 1, lon + 1), 1, None
    )


def rows(*clusters):
    return SimpleNamespace(clusters=lambda area, zoom: clusters, bounds=lambda: (0, 0, 1, 1))


def test_the_first_view_leaves_out_the_few_that_are_far_away():
    assert view_of(rows(cluster(-2, 29, 90), cluster(50, 0, 5), cluster(40, -74, 5))) == (-2, 29, -1, 30)


def test_the_first_view_holds_all_large_clusters():
    assert view_of(rows(cluster(-2, 29, 50), cluster(50, 0, 50))) == (-2, 0, 51, 30)


def test_without_points_the_first_view_is_that_of_the_areas():
    assert view_of(rows()) == (0, 0, 1, 1)


@pytest.mark.parametrize(("last", "step"), [("2025-03-31", "day"), ("2026-12-31", "week"), ("2035-01-01", "month")])
def test_bars_are_as_wide_as_the_span_needs(last, step):
    assert step_for(date(2025, 1, 1), date.fromisoformat(last)) == step


def test_buckets_are_handed_over_as_days_and_numbers():
    bucket = Bucket(date(2025, 1, 6), date(2025, 1, 13), 3, (0, 1, 0, 2), 0)
    assert _plain([bucket]) == [
        {"start": "2025-01-06", "end": "2025-01-13", "incidents": 3, "by_quad": [0, 1, 0, 2], "documents": 0}
    ]


def test_incidents_at_hand_become_points_and_areas(asked, monkeypatch, tmp_path):
    monkeypatch.setattr(map_still, "open_boundaries", lambda: Boundaries(made_boundaries(tmp_path)))
    incidents = asked.incidents(place="COD")
    still = still_of(incidents)
    drawn = [f["properties"]["count"] for f in (*still["clusters"]["features"], *still["areas"]["features"])]
    assert sum(drawn) == len(incidents)
    south, west, north, east = still["bounds"]
    assert all(south <= f["geometry"]["coordinates"][1] <= north for f in still["clusters"]["features"])
    assert west < east
