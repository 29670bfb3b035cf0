"""Surges in words, as rows, and as a table in which a gap is no zero."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from printed import printed

from tocsin.base.surges import Band, Change, Measure, Point, Subject, Surge, SurgeKind, Trend
from tocsin.write.surge_table import blocks, surge_table, trend_table
from tocsin.write.surge_words import SURGE_COLUMNS, alert_feed, change_words, surge_dict, surge_row, title_of

CHANGE = Change(14, 3.4, 1.3, 4.1, 1.3, 38.3, 0.0075, 0.0151, Band.LARGE_INCREASE)
WEEK = date(2025, 1, 20)
TREND = Trend(
    Subject("admin1", "admin1|COD|North Kivu", "North Kivu, Congo", ("COD", "North Kivu")), Measure.CONFLICT, WEEK, 1,
    CHANGE, replace(CHANGE, count=5), (Point(date(2025, 1, 13), 0, None, None, None, None), Point(WEEK, 5, 14, 3.4, 120, 5)),
    120.0, 120 / 14, 2.5, ("Post", "Wire"), ("New",), ("i_1", "i_2"),
)  # fmt: skip
SURGE = Surge("s_1", SurgeKind.EVENTS, TREND, "weak", "14 new incidents where 3.4 were to be expected.")


def test_a_title_says_what_rose() -> None:
    assert title_of(SURGE) == "North Kivu, Congo: conflict rose, from 1.3 to 14 incidents, week of 2025-01-20"
    coverage = title_of(replace(SURGE, kind=SurgeKind.COVERAGE))
    assert coverage == "North Kivu, Congo: coverage of conflict rose, from 1.3 to 5 documents, week of 2025-01-20"


def test_a_slow_rise_says_over_how_many_weeks() -> None:
    slow = replace(SURGE, trend=replace(TREND, span=4))
    assert title_of(slow).endswith("14 incidents, 4 weeks to that of 2025-01-20")
    assert "4 weeks together" in printed(surge_table([slow]))


def test_a_gap_is_null_in_json_and_a_dot_on_the_screen() -> None:
    weeks = json.loads(json.dumps(surge_dict(SURGE)))["weeks"]
    assert [(w["read"], w["count"], w["documents"]) for w in weeks] == [(0, None, None), (5, 14, 5)]
    assert blocks([None, 0, 7, 14]) == "·▁▅█"
    assert blocks([]) == ""
    assert blocks([None, None]) == "··"


def test_a_row_has_a_cell_for_each_column() -> None:
    row = dict(zip(SURGE_COLUMNS, surge_row(SURGE), strict=True))
    assert (row["id"], row["count"], row["documents"], row["incidents"]) == ("s_1", 14, 5, "i_1; i_2")
    assert row["chance"] == 0.0151


def test_a_change_is_told_from_what_to_what_with_its_interval() -> None:
    assert change_words(CHANGE) == "from 1.3 to 14 (×4.1, 1.3 to 38.3)"
    assert change_words(replace(CHANGE, ratio=None, high=None)) == "from 1.3 to 14 (none before)"
    assert change_words(replace(CHANGE, high=None)).endswith("1.3 to more)")


def test_a_table_shows_the_surge_and_its_incidents() -> None:
    shown = printed(surge_table([SURGE]))
    for words in ("2025-01-20", "North Kivu, Congo", "events", "weak evidence", "·█", "i_1 i_2", SURGE.why):
        assert words in shown


def test_a_calm_series_is_shown_with_its_band() -> None:
    calm = replace(TREND, events=replace(CHANGE, band=Band.LIMITED_CHANGE))
    assert "limited change" in printed(trend_table([calm]))


def test_a_feed_has_an_entry_a_surge_with_the_moment_its_week_was_over() -> None:
    over = datetime(2025, 1, 27, tzinfo=UTC)
    feed = alert_feed([SURGE, replace(SURGE, id="s_2")], lambda _: over, page="https://t/surges")
    assert len({e.id for e in feed.entries}) == 2
    assert {(e.updated, e.link) for e in feed.entries} == {(over, "https://t/surges")}
    assert "i_1, i_2" in feed.entries[0].summary
