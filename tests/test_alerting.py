"""Surges of a store, and alerts that are the same whoever computes them."""

import json
from datetime import date, timedelta

import pytest
from made_surges import crisis, goma

from tocsin.alerting import MOST_WEEKS, last_week, message_of, moment_of, surges
from tocsin.base.errors import BadInput
from tocsin.base.surges import SurgeKind
from tocsin.record import open_record
from tocsin.write.atom import atom_text
from tocsin.write.surge_words import alert_feed, title_of

WEEK = date(2025, 1, 20)  # in which the made crisis begins


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    with open_record(tmp_path_factory.mktemp("crisis") / "s.db") as opened:
        crisis(opened.store)
        yield opened


def test_a_jump_is_a_surge_of_events_once_its_week_is_over(record) -> None:
    before, after = surges(record, as_of=date(2025, 1, 25)), surges(record, as_of=date(2025, 1, 26))
    assert (before.weeks, before.surges) == ((date(2025, 1, 13),), ())
    assert after.weeks == (WEEK,)
    found = {s.trend.subject.parts: s.kind for s in after.surges}
    assert found[("COD", "North Kivu")] is SurgeKind.EVENTS
    assert found[("id:group:afc", "state:COD")] is SurgeKind.EVENTS
    assert ("COD", "South Kivu") not in found


def test_what_is_published_later_changes_nothing_of_an_earlier_day(record) -> None:
    early = surges(record, as_of=date(2025, 1, 26)).surges
    later = [s for s in surges(record, as_of=date(2025, 2, 16), weeks=4).surges if s.trend.week == WEEK]
    assert [s.id for s in later] == [s.id for s in early]
    assert later[0].trend.points == early[0].trend.points


def test_a_filter_changes_what_is_listed_and_not_how_it_is_judged(record) -> None:
    whole = surges(record, as_of=date(2025, 1, 26))
    here = surges(record, as_of=date(2025, 1, 26), place="Goma")
    assert here.surges == tuple(s for s in whole.surges if s.trend.subject.parts == ("COD", "North Kivu"))
    pairs = surges(record, as_of=date(2025, 1, 26), actor="M23")
    assert {s.trend.subject.kind for s in pairs.surges} == {"pair"}
    assert set(pairs.surges) <= set(whole.surges)


def test_a_place_that_is_asked_for_has_its_weeks_without_a_surge_too(record) -> None:
    calm = surges(record, as_of=date(2025, 1, 19), place="Goma")
    assert calm.surges == ()
    assert {t.subject.parts for t in calm.trends} == {("COD", "North Kivu")}
    assert len(calm.trends[0].points) == 13


@pytest.mark.parametrize(("asked", "said"), [({"place": "Xyzzyville"}, "Xyzzyville"), ({"as_of": "soon"}, "YYYY-MM-DD")])
def test_what_is_unknown_is_told(record, asked, said) -> None:
    with pytest.raises(BadInput, match=said):
        surges(record, **asked)


def test_without_a_day_the_last_day_read_counts(record) -> None:
    assert surges(record).as_of == date(2025, 2, 14)


def test_weeks_without_reading_are_told_as_gaps(record) -> None:
    watch = surges(record, as_of=date(2025, 3, 30))
    assert watch.surges == ()
    assert "nothing was read" in watch.remarks[0]


def test_an_empty_store_says_so(tmp_path) -> None:
    with open_record(tmp_path / "empty.db") as empty:
        assert "no document" in surges(empty).remarks[0]


@pytest.mark.parametrize("weeks", [0, MOST_WEEKS + 1])
def test_a_number_of_weeks_out_of_range_is_refused(record, weeks) -> None:
    with pytest.raises(BadInput, match="out of range"):
        surges(record, weeks=weeks)


def test_a_week_is_the_last_once_its_sunday_is_over() -> None:
    assert [last_week(date(2025, 1, d)) for d in (25, 26, 27)] == [date(2025, 1, 13), WEEK, WEEK]


def test_a_feed_of_alerts_is_the_same_whenever_it_is_made(record) -> None:
    texts = [atom_text(alert_feed(surges(record, weeks=4).surges, moment_of)) for _ in range(2)]
    assert texts[0] == texts[1]
    assert "<updated>2025-01-27T00:00:00Z</updated>" in texts[0]
    assert "North Kivu, Democratic Republic of the Congo: conflict rose, from" in texts[0]


def test_a_message_is_the_same_whenever_it_is_made(record) -> None:
    found = surges(record, weeks=4).surges
    message = message_of(found[0])
    assert message == json.loads(json.dumps(message_of(surges(record, weeks=4).surges[0])))
    assert message["timestamp"] == "2025-01-27T00:00:00Z"
    assert message["data"]["title"] == title_of(found[0])


def test_an_incident_told_by_a_newly_added_outlet_alone_raises_nothing(tmp_path) -> None:
    with open_record(tmp_path / "s.db") as own:
        goma(own.store, weeks=14, jump=False)
        days = [WEEK + timedelta(days=n) for n in range(7)]
        goma(own.store, weeks=0, jump=False, extra=[("New Feed", d, 4) for d in days])
        assert surges(own, as_of=date(2025, 1, 26)).surges == ()
