import xml.etree.ElementTree as ET
from datetime import date, timedelta

from tocsin.write.picture_chart import Bar, chart_svg, told_of, weeks

SVG = "{http://www.w3.org/2000/svg}"


def bar(week, quads=(0, 0, 0, 0), *, rest=0, documents=1):
    start = date(2025, 1, 6) + timedelta(weeks=week)
    return Bar(start, start + timedelta(weeks=1), quads, rest, documents)


def rects(svg, **wanted):
    found = ET.fromstring(svg).findall(f"./{SVG}rect")
    return [r for r in found if all(r.get(k) == v for k, v in wanted.items())]


def test_weeks_begin_on_monday_and_hold_every_day_asked_for():
    found = weeks([], [], first=date(2025, 1, 8), last=date(2025, 1, 20))
    assert [b.start for b in found] == [date(2025, 1, 6), date(2025, 1, 13), date(2025, 1, 20)]


def test_weeks_count_incidents_by_class_and_documents_by_day(asked):
    incidents, documents = asked.incidents(), asked.documents()
    days = sorted(d.published for d in documents if d.published)
    found = weeks(incidents, days, first=date(1980, 1, 1), last=date(2026, 1, 1))
    dated = [i for i in incidents if (i.start or i.first_reported)]
    assert sum(b.total for b in found) == len(dated)
    assert sum(b.documents for b in found) == len(days)
    assert sum(b.rest for b in found) == sum(i.quad is None for i in dated)


def test_a_week_without_documents_is_a_gap_and_one_without_incidents_is_not():
    svg = chart_svg([bar(0, (1, 0, 0, 0)), bar(1), bar(2, documents=0)], title="Weeks")
    assert len(rects(svg, fill="url(#tocsin-gap)")) == 2  # one in the legend
    whole = chart_svg([bar(0, (1, 0, 0, 0)), bar(1)], title="Weeks")
    assert rects(whole, fill="url(#tocsin-gap)") == []


def test_bars_are_as_high_as_their_counts():
    svg = chart_svg([bar(0, (0, 0, 0, 4)), bar(1, (0, 0, 0, 2))], title="Weeks")
    heights = [float(r.get("height")) for r in rects(svg, fill="#b3372f") if r.get("stroke") is None]
    assert heights[0] == 2 * heights[1]


def test_the_chart_is_told_in_words():
    told = told_of([bar(0, (0, 0, 0, 4)), bar(1, documents=0), bar(2, (0, 1, 0, 0), rest=1)])
    assert (
        told
        == "6 incidents from 6 January 2025 to 26 January 2025, most in the week of 6 January 2025 (4). 1 week without documents."
    )


def test_no_incident_is_a_sentence_and_no_axis():
    assert "No incident has a day" in chart_svg([], title="Weeks")
    assert told_of([bar(0)]) == "No incident has a day in these weeks."
