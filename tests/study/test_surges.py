"""Surges on made weeks whose answer is known."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from made_weeks import made_window, outlet

from tocsin.base.surges import Band, Change, Measure, SurgeKind
from tocsin.study.series import BASELINE, columns_of
from tocsin.study.surges import SLOW, kind_of, missing, surges_of_week, trends_of_week

WEEKS = 20
AT = 16  # the week in which something changes
HERE = ("C00", "P00")
OUTLETS = [outlet(f"O{n}", WEEKS, documents=20 + 10 * n) for n in range(4)]


def rates(*places):
    """Return rates by place and week: a number, or a function of the weeks since the change."""
    return np.array(
        [
            [(p(w - AT) if w >= AT else p(-1)) if callable(p) else p for w in range(WEEKS)]
            for p in (*places, *[2.0] * (12 - len(places)))
        ],
        float,
    )


def change(outlets, **values):
    """Return outlets with other values from the change on: each is a function of the value before."""
    return [
        replace(o, **{n: [f(v) if w >= AT else v for w, v in enumerate(getattr(o, n))] for n, f in values.items()})
        for o in outlets
    ]


def found(window, weeks=range(AT, AT + 1)):
    columns = columns_of(window)
    return [s for at in weeks for s in surges_of_week(columns, at)]


def of_events(surges):
    return [s for s in surges if s.kind is not SurgeKind.COVERAGE]


def test_of_weeks_in_which_nothing_changes_at_most_one_in_twenty_has_a_false_alarm() -> None:
    alarms = []
    for seed in range(12):
        columns = columns_of(made_window(rates(0.2, 0.5, 1.0, 8.0, 20.0), OUTLETS, dispersion=1.5, seed=seed))
        alarms += [bool(of_events(surges_of_week(columns, at))) for at in range(BASELINE, WEEKS)]
    # Of 96 weeks at one in twenty, chance gives more than 9 once in forty times.
    assert len(alarms) == 96
    assert sum(alarms) <= 9


def test_a_step_is_a_surge_of_events_with_what_is_behind_it() -> None:
    window = made_window(rates(lambda n: 24 if n >= 0 else 4), OUTLETS, seed=1)
    here = [s for s in found(window) if s.trend.subject.parts == HERE]
    assert [s.kind for s in here] == [SurgeKind.EVENTS]
    surge = here[0]
    assert surge.trend.measure is Measure.CONFLICT
    assert surge.sure == "good"
    assert surge.trend.events.low > 2 < surge.trend.events.ratio
    assert len(surge.trend.incidents) == surge.trend.events.count
    firsts = {h.id: h.first for h in window.happenings}
    assert {(firsts[i] - surge.trend.week).days // 7 for i in surge.trend.incidents} == {0}
    assert f"{surge.trend.events.count} new incidents" in surge.why


def test_only_the_place_and_its_country_surge() -> None:
    window = made_window(rates(lambda n: 60 if n >= 0 else 4), OUTLETS, seed=2)
    assert {s.trend.subject.parts for s in found(window)} == {HERE, ("C00",)}


def test_a_ramp_is_found_while_it_climbs() -> None:
    window = made_window(rates(lambda n: 8 * 1.6 ** (n + 1)), OUTLETS, seed=3)
    weeks = [s.trend.week for s in of_events(found(window, range(AT, WEEKS))) if s.trend.subject.parts == HERE]
    assert weeks
    assert all(a < b for a, b in pairwise(weeks))


def test_a_rise_that_lasts_is_found_though_no_week_of_it_stands_out() -> None:
    found_slow = 0
    for seed in range(6):
        columns = columns_of(made_window(rates(lambda n: 15 if n >= 0 else 6), OUTLETS, seed=seed))
        weeks = [(at, surges_of_week(columns, at)) for at in range(AT, WEEKS)]
        here = [(at, s) for at, some in weeks for s in of_events(some) if s.trend.subject.parts == HERE]
        slow = [(at, s) for at, s in here if s.trend.span == SLOW]
        found_slow += bool(slow)
        assert len(slow) <= 1  # told once, and not again in each week that it lasts
        for at, s in slow:
            assert not [x for x, other in here if other.trend.span == 1 and at - SLOW < x <= at]
            assert s.trend.events.count == sum(p.count for p in s.trend.points[-SLOW:]) == len(s.trend.incidents)
            assert len(s.trend.points) == BASELINE + SLOW
    assert found_slow >= 2


def test_twice_the_documents_on_the_same_incidents_is_coverage_and_no_event() -> None:
    outlets = change(OUTLETS, documents=lambda v: 2 * v, echo=lambda _: 5.0)
    for seed in range(4):
        surges = found(made_window(rates(6.0, 6.0, 10.0), outlets, seed=seed), range(AT, WEEKS))
        assert of_events(surges) == []
        assert surges


def test_reprints_are_coverage_and_no_event() -> None:
    surges = found(made_window(rates(6.0, 6.0, 10.0), change(OUTLETS, copies=lambda _: 4.0), seed=5))
    assert of_events(surges) == []
    assert any(s.kind is SurgeKind.COVERAGE for s in surges)


def test_reading_more_and_finding_more_in_proportion_is_no_surge_of_events() -> None:
    outlets = change(OUTLETS, documents=lambda v: 2 * v, reach=lambda v: 1.6 * v)
    for seed in range(4):
        assert of_events(found(made_window(rates(6.0, 10.0), outlets, seed=seed), range(AT, WEEKS))) == []


def test_reading_less_of_the_same_incidents_is_no_surge_of_events() -> None:
    outlets = change(OUTLETS, documents=lambda v: v / 3)
    for seed in range(4):
        assert of_events(found(made_window(rates(6.0, 10.0), outlets, seed=seed), range(AT, WEEKS))) == []


def test_a_new_outlet_raises_no_alarm() -> None:
    new = change([outlet("New", WEEKS, documents=0, reach=1.0, echo=3.0)], documents=lambda _: 100)
    for seed in range(4):
        columns = columns_of(made_window(rates(6.0, 10.0), [*OUTLETS, *new], seed=seed))
        assert [s for at in range(AT, WEEKS) for s in of_events(surges_of_week(columns, at))] == []
        trend = trends_of_week(columns, AT, lambda s: s.parts == HERE)[0]
        assert trend.left_out == ("New",)


def test_a_new_outlet_that_tells_of_one_place_alone_raises_no_alarm_there() -> None:
    new = change([outlet("Local", WEEKS, documents=0, reach=1.0)], documents=lambda _: 40)
    window = made_window(rates(6.0), [*OUTLETS[:1], replace(new[0], only=0)], seed=7)
    assert of_events(found(window, range(AT, WEEKS))) == []


def test_after_an_outage_nothing_surges_and_the_gap_counts_for_nothing() -> None:
    outlets = [replace(o, documents=[0 if AT - 3 <= w < AT else d for w, d in enumerate(o.documents)]) for o in OUTLETS]
    columns = columns_of(made_window(rates(6.0, 10.0), outlets, seed=8))
    assert surges_of_week(columns, AT) == []
    assert "nothing was read" in missing(columns, AT - 1)
    trend = trends_of_week(columns, AT, lambda s: s.parts == HERE)[0]
    assert [p.count for p in trend.points[-4:-1]] == [None] * 3
    assert trend.events.before == pytest.approx(np.mean([p.count for p in trend.points[:-4]]))


def test_in_an_outage_nothing_can_be_said() -> None:
    outlets = [replace(o, documents=[0 if w == AT else d for w, d in enumerate(o.documents)]) for o in OUTLETS]
    columns = columns_of(made_window(rates(6.0), outlets, seed=9))
    assert (surges_of_week(columns, AT), trends_of_week(columns, AT, lambda _: True)) == ([], [])


def test_tiny_counts_are_no_surge() -> None:
    window = made_window(rates(lambda n: 4 if n == 0 else 0.02), [outlet("O", WEEKS, reach=1.0)], seed=10)
    trend = trends_of_week(columns_of(window), AT, lambda s: s.parts == HERE)[0]
    assert 1 < trend.events.count <= 5
    assert trend.events.band is Band.LOW_BASE
    assert [s for s in found(window) if s.trend.subject.parts == HERE] == []


def test_too_little_read_before_is_said_to_be_too_little() -> None:
    columns = columns_of(made_window(rates(6.0), OUTLETS, seed=11))
    assert "3 are needed" in missing(columns, 2)
    assert "before it" in missing(columns, 0)
    assert missing(columns, AT) is None


def test_an_id_is_made_from_what_surges_and_nothing_else() -> None:
    windows = [made_window(rates(lambda n: 60 if n >= 0 else 4), OUTLETS, seed=s) for s in (1, 12)]
    ids = [{s.id for s in found(w) if s.trend.subject.parts == HERE} for w in windows]
    assert ids[0] == ids[1]
    assert len(ids[0]) == 1


def changed(**values):
    given = {
        "count": 20, "expected": 5.0, "before": 5.0, "ratio": 4.0, "low": 2.0, "high": 8.0, "p": 1e-6, "q": 1e-4,
        "band": Band.LARGE_INCREASE,
    }  # fmt: skip
    return Change(**given | values)


@pytest.mark.parametrize(
    ("events", "coverage", "kind"),
    [
        ({}, {"q": 0.5}, SurgeKind.EVENTS),
        ({}, {"low": 3.9}, SurgeKind.EVENTS),
        ({}, {"low": 4.1}, SurgeKind.BOTH),
        ({"q": 0.06}, {}, SurgeKind.COVERAGE),
        ({"band": Band.LIMITED_CHANGE}, {}, SurgeKind.COVERAGE),
        ({"q": 0.06}, {"q": 0.06}, None),
        ({"before": 0.0, "ratio": None}, {"low": 99.0}, SurgeKind.EVENTS),
    ],
)
def test_what_rises_says_the_kind(events, coverage, kind) -> None:
    assert kind_of(changed(**events), changed(**coverage)) is kind
