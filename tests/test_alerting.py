"""Surges of a store, alerts that are the same whoever computes them, and their delivery."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from made_surges import GOMA_WHERE, M23_WHO, crisis, goma

from tocsin.alerting import MOST_WEEKS, last_week, moment_of, surges
from tocsin.base.errors import BadInput
from tocsin.base.model import Place, Precision
from tocsin.base.surges import SurgeKind
from tocsin.delivering import deliver, journal_of, message_of
from tocsin.naming import Where
from tocsin.store.engine import open_store
from tocsin.webhook import Sent
from tocsin.write.atom import atom_text
from tocsin.write.surge_words import alert_feed, title_of

WEEK = date(2025, 1, 20)  # in which the made crisis begins
URL = "https://hooks.example/secret-path"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("crisis") / "s.db") as opened:
        crisis(opened)
        yield opened


def test_a_jump_is_a_surge_of_events_once_its_week_is_over(store) -> None:
    before, after = surges(store, as_of=date(2025, 1, 25)), surges(store, as_of=date(2025, 1, 26))
    assert (before.weeks, before.surges) == ((date(2025, 1, 13),), ())
    assert after.weeks == (WEEK,)
    found = {s.trend.subject.parts: s.kind for s in after.surges}
    assert found[("COD", "North Kivu")] is SurgeKind.EVENTS
    assert found[("id:group:afc", "state:COD")] is SurgeKind.EVENTS
    assert ("COD", "South Kivu") not in found


def test_what_is_published_later_changes_nothing_of_an_earlier_day(store) -> None:
    early = surges(store, as_of=date(2025, 1, 26)).surges
    later = [s for s in surges(store, as_of=date(2025, 2, 16), weeks=4).surges if s.trend.week == WEEK]
    assert [s.id for s in later] == [s.id for s in early]
    assert later[0].trend.points == early[0].trend.points


def test_a_filter_changes_what_is_listed_and_not_how_it_is_judged(store) -> None:
    whole = surges(store, as_of=date(2025, 1, 26))
    here = surges(store, as_of=date(2025, 1, 26), place=GOMA_WHERE)
    assert here.surges == tuple(s for s in whole.surges if s.trend.subject.parts == ("COD", "North Kivu"))
    pairs = surges(store, as_of=date(2025, 1, 26), actor=M23_WHO)
    assert {s.trend.subject.kind for s in pairs.surges} == {"pair"}
    assert set(pairs.surges) <= set(whole.surges)


def test_a_place_that_is_asked_for_has_its_weeks_without_a_surge_too(store) -> None:
    calm = surges(store, as_of=date(2025, 1, 19), place=GOMA_WHERE)
    assert calm.surges == ()
    assert {t.subject.parts for t in calm.trends} == {("COD", "North Kivu")}
    assert len(calm.trends[0].points) == 13


def test_a_place_in_no_known_province_has_no_series(store) -> None:
    nowhere = Where(Place("Atlantis", None, None, None, None, None, Precision.TOWN))
    with pytest.raises(BadInput, match="Atlantis"):
        surges(store, place=nowhere)


def test_without_a_day_the_last_day_read_counts(store) -> None:
    assert surges(store).as_of == date(2025, 2, 14)


def test_weeks_without_reading_are_told_as_gaps(store) -> None:
    watch = surges(store, as_of=date(2025, 3, 30))
    assert watch.surges == ()
    assert "nothing was read" in watch.remarks[0]


def test_an_empty_store_says_so(tmp_path) -> None:
    with open_store(tmp_path / "empty.db") as empty:
        assert "no document" in surges(empty).remarks[0]


@pytest.mark.parametrize("weeks", [0, MOST_WEEKS + 1])
def test_a_number_of_weeks_out_of_range_is_refused(store, weeks) -> None:
    with pytest.raises(BadInput, match="out of range"):
        surges(store, weeks=weeks)


def test_a_week_is_the_last_once_its_sunday_is_over() -> None:
    assert [last_week(date(2025, 1, d)) for d in (25, 26, 27)] == [date(2025, 1, 13), WEEK, WEEK]


def test_a_feed_of_alerts_is_the_same_whenever_it_is_made(store) -> None:
    texts = [atom_text(alert_feed(surges(store, weeks=4).surges, moment_of)) for _ in range(2)]
    assert texts[0] == texts[1]
    assert "<updated>2025-01-27T00:00:00Z</updated>" in texts[0]
    assert "North Kivu, Democratic Republic of the Congo: conflict rose, from" in texts[0]


# Delivery


class Post:
    """Stands for the sending: takes messages until it is told to fail."""

    def __init__(self, *outcomes):
        self.outcomes, self.ids = list(outcomes), []

    def __call__(self, message, id_):
        self.ids.append(id_)
        delivered, final = self.outcomes.pop(0) if self.outcomes else (True, False)
        return Sent(id_, delivered, 1, "as told", final)


def sent(found, post, journal, url=URL):
    return deliver(found, post, url=url, journal=journal, now=lambda: datetime(2025, 2, 3, tzinfo=UTC))


@pytest.fixture
def found(store):
    result = surges(store, weeks=4).surges
    assert len(result) >= 3
    return result


def test_each_alert_is_sent_once_to_each_address(found, tmp_path) -> None:
    journal, post = tmp_path / "j", Post()
    assert len(sent(found, post, journal).sent) == len(found)
    again = sent(found, post, journal)
    assert (again.sent, again.known, again.waiting) == ((), len(found), 0)
    assert len(sent(found, post, journal, "https://other.example/x").sent) == len(found)
    assert len(post.ids) == 2 * len(found)


def test_when_the_receiver_is_not_there_the_rest_waits_and_goes_out_next_time(found, tmp_path) -> None:
    journal, post = tmp_path / "j", Post((True, False), (False, False))
    first = sent(found, post, journal)
    assert ([s.delivered for s in first.sent], first.waiting) == ([True, False], len(found) - 2)
    second = sent(found, post, journal)
    assert [s.id for s in second.sent] == post.ids[1:2] + post.ids[3:]
    assert all(s.delivered for s in second.sent)


def test_what_is_refused_for_good_is_written_down_and_does_not_hold_up_the_rest(found, tmp_path) -> None:
    journal, post = tmp_path / "j", Post((False, True))
    done = sent(found, post, journal)
    assert [s.delivered for s in done.sent] == [False] + [True] * (len(found) - 1)
    assert json.loads(journal.read_text().splitlines()[0])["outcome"] == "refused"
    assert sent(found, post, journal).sent == ()


def test_the_journal_holds_no_address_of_a_webhook(found, tmp_path) -> None:
    sent(found, Post(), tmp_path / "j")
    assert "secret-path" not in (tmp_path / "j").read_text()


def test_half_a_line_of_a_run_that_broke_counts_for_nothing(found, tmp_path) -> None:
    journal = tmp_path / "j"
    sent(found[:1], Post(), journal)
    journal.write_bytes(journal.read_bytes()[:-20])
    assert len(sent(found[:1], Post(), journal).sent) == 1
    assert sent(found[:1], Post(), journal).sent == ()


def test_a_journal_that_cannot_be_used_is_told(found, tmp_path) -> None:
    with pytest.raises(BadInput, match="--journal"):
        sent(found, Post(), tmp_path)


def test_a_message_is_the_same_whenever_it_is_sent(found) -> None:
    message = message_of(found[0])
    assert message == json.loads(json.dumps(message_of(found[0])))
    assert message["timestamp"] == "2025-01-27T00:00:00Z"
    assert message["data"]["title"] == title_of(found[0])


def test_a_journal_is_beside_the_file_of_its_store() -> None:
    assert str(journal_of("a/b.db")) == "a/b.db.alerts.jsonl"
    assert str(journal_of("sqlite:///a/b.db")) == "a/b.db.alerts.jsonl"
    with pytest.raises(BadInput, match="--journal"):
        journal_of("postgresql://user@host/name")


def test_an_incident_told_by_a_newly_added_outlet_alone_raises_nothing(tmp_path) -> None:
    with open_store(tmp_path / "s.db") as own:
        goma(own, weeks=14, jump=False)
        days = [WEEK + timedelta(days=n) for n in range(7)]
        goma(own, weeks=0, jump=False, extra=[("New Feed", d, 4) for d in days])
        assert surges(own, as_of=date(2025, 1, 26)).surges == ()
