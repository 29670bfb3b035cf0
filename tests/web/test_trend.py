import re
from datetime import date, timedelta

from tocsin.indexing import Bucket
from tocsin.web.trend import MOST, summary, trend


def week(n, incidents=0, quads=(0, 0, 0, 0), documents=3):
    start = date(2025, 1, 6) + timedelta(weeks=n)
    return Bucket(start, start + timedelta(days=7), incidents, quads, documents)


def test_bars_stand_on_each_other_in_the_share_of_the_highest():
    made = str(trend([week(0, 4, (0, 1, 0, 2)), week(1, 2, (0, 0, 0, 2))], "week"))
    heights = re.findall(r'height="([\d.]+)" class="bar-(\d)"', made)
    assert heights == [("50.00", "4"), ("25.00", "2"), ("25.00", "0"), ("50.00", "4")]


def test_a_week_without_documents_is_a_gap_and_one_without_incidents_is_not():
    made = str(trend([week(0, 1), week(1, documents=0), week(2)], "week"))
    assert made.count('fill="url(#no-documents)"') == 1
    assert re.search(r"<td>gap</td>", made)
    assert "1 weeks have no documents" in made


def test_summary_names_the_highest_week():
    assert summary([week(0, 1), week(1, 5)], "week") == ("6 incidents in 2 weeks; most in the week from 2025-01-13: 5.")


def test_only_the_latest_bars_are_drawn():
    made = str(trend([week(n, 1) for n in range(MOST + 9)], "week"))
    assert made.count("<rect ") == MOST


def test_no_days_are_said():
    assert "No incident of it has a day" in trend([], "week")
