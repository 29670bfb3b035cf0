"""The page of surges: everything escaped, gaps as gaps, and the state in the address."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from made_surges import crisis

from tocsin.alerting import surges
from tocsin.base.surges import Volume
from tocsin.record import open_record

pytest.importorskip("nicegui")

from fastapi import FastAPI
from fastapi.testclient import TestClient

from tocsin.web.forms import routes as forms
from tocsin.web.pages.surges import answer, body_of
from tocsin.web.site import Settings, Site
from tocsin.web.sparkline import HEIGHT, sparkline, words_of
from tocsin.web.surge_parts import reading_table, surge_table

WEEK = date(2025, 1, 20)
SVG = "{*}"
TODAY = date(2025, 3, 1)


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    with open_record(tmp_path_factory.mktemp("crisis") / "s.db") as opened:
        crisis(opened.store)
        yield opened


@pytest.fixture(scope="module")
def watch(record):
    return surges(record, as_of=date(2025, 1, 26))


def test_a_gap_in_a_chart_is_no_bar_and_a_zero_is_one() -> None:
    svg = ElementTree.fromstring(sparkline([None, 0, 5], label="x"))
    assert [e.get("class") for e in svg] == ["spark-gap", None, "spark-now"]
    heights = [float(e.get("height")) for e in svg.iter() if e.tag.endswith("rect")]
    assert 0 < heights[0] < heights[1] == HEIGHT


def test_a_chart_has_a_tick_where_something_was_expected() -> None:
    svg = ElementTree.fromstring(sparkline([2, 4], label="x", expected=[None, 1.0]))
    assert [e.get("d") for e in svg if e.get("class") == "spark-tick"] == [f"M9 {HEIGHT * 3 / 4:.4g}H18"]


def test_a_chart_tells_its_numbers_in_words_and_is_escaped() -> None:
    words = words_of([None, 3.0, 14], "incidents")
    assert words == "incidents by week: no data, 3, 14"
    assert ElementTree.fromstring(sparkline([], label='a"<b>')).get("aria-label") == 'a"<b>'


def test_a_surge_has_its_place_change_reasons_and_incidents(watch) -> None:
    surge = next(s for s in watch.surges if s.trend.subject.kind == "admin1")
    html = surge_table([surge], {surge.trend.incidents[0]: "M23 → army: ASSAULT"})
    assert 'href="/place/North%20Kivu"' in html
    assert "from 3.0 to 30 (×10.0" in html
    assert f'href="/incident/{surge.trend.incidents[0]}"' in html
    assert "M23 → army: ASSAULT" in html
    assert "place=North+Kivu&amp;since=2025-01-20&amp;until=2025-01-27" in html
    assert "25 more" in html


def test_a_pair_leads_to_both_actors(watch) -> None:
    surge = next(s for s in watch.surges if s.trend.subject.kind == "pair")
    html = surge_table([surge], {})
    assert 'href="/actor/group%3Aafc"' in html
    assert 'href="/actor/Democratic%20Republic%20of%20the%20Congo"' in html


def test_what_others_wrote_is_escaped(watch) -> None:
    bad = "<script>alert(1)</script>"
    trend = replace(watch.surges[0].trend, subject=replace(watch.surges[0].trend.subject, label=bad), left_out=(bad,))
    html = surge_table([replace(watch.surges[0], trend=trend, why=bad)], dict.fromkeys(trend.incidents, bad))
    html += reading_table([Volume(WEEK, bad, 1, 0)], [WEEK])
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_week_in_which_an_outlet_was_not_read_is_marked_and_no_zero() -> None:
    weeks = [WEEK + timedelta(weeks=n) for n in range(3)]
    html = reading_table([Volume(weeks[0], "Post", 3, 0), Volume(weeks[2], "Post", 0, 2)], weeks)
    rows = [[c for c in row.split("<t") if "reading" in c] for row in html.split("<tr>")[2:]]
    assert ["gap" in c for c in rows[1]] == [False, True, False]
    assert "nothing read" in rows[1][1]
    assert "0 +2" in rows[1][2]
    assert sum("gap" in c for c in rows[0]) == 1  # of all outlets together


def test_the_page_has_the_formula_the_filters_and_what_was_read(record, watch) -> None:
    html = body_of(watch, {"place": '"Kivu"'}, {})
    assert "sum over outlets of: documents read of it in the week × its rate" in html
    assert 'value="&#34;Kivu&#34;"' in html
    assert "Lakes Wire" in html


def test_a_place_asked_for_is_shown_without_a_surge(record) -> None:
    html = answer(record, {"place": "Goma", "as_of": "2025-01-19", "weeks": "1"}, TODAY)
    assert "Nothing surged" in html
    assert "What was asked for" in html
    assert "limited change" in html


@pytest.mark.parametrize(
    ("asked", "said"),
    [({"weeks": "many"}, "no number"), ({"weeks": "99"}, "out of range"), ({"place": "Xyzzyville"}, "Xyzzyville")],
)
def test_what_is_wrong_with_the_address_is_told_on_the_page(record, asked, said) -> None:
    html = answer(record, asked, TODAY)
    assert 'role="alert"' in html
    assert said in html
    assert "<form" in html


def test_an_empty_record_has_a_page(tmp_path) -> None:
    with open_record(tmp_path / "e.db") as empty:
        assert "Nothing was read yet" in answer(empty, {}, TODAY)


@pytest.fixture
def client(record):
    app = FastAPI()
    forms.add(app, Site(record, Settings(public_url="https://t.example"), now=lambda: datetime(2025, 3, 1, tzinfo=UTC)))
    return TestClient(app)


def test_the_same_address_gives_the_data(client) -> None:
    params = {"as_of": "2025-01-26", "weeks": "1"}
    found = client.get("/surges.json", params=params).json()
    assert [s["subject"]["kind"] for s in found["surges"]] == ["admin1", "country", "pair"]
    assert found["read"][-1] == {"week": "2025-01-20", "outlet": "The Kivu Post", "documents": 5, "copies": 0}
    assert len(client.get("/surges.csv", params=params).text.splitlines()) == 4
    feed = ElementTree.fromstring(client.get("/surges.atom", params=params).text)
    links = {e.get("rel"): e.get("href") for e in feed.findall(f"{SVG}link")}
    assert links["self"] == "https://t.example/surges.atom?as_of=2025-01-26&weeks=1"


def test_a_wrong_parameter_of_the_data_is_a_problem(client) -> None:
    answered = client.get("/surges.json", params={"weeks": "0"})
    assert (answered.status_code, answered.headers["content-type"]) == (422, "application/problem+json")
    assert "out of range" in answered.json()["detail"]
