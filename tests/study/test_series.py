"""The series of a window: of what they are, how grave, and what is expected of them, counted by hand."""

import pytest
from made_windows import LAST, conflict, day, weekly, window

from tocsin.base.surges import Measure, Party
from tocsin.study.changes import expected_counts
from tocsin.study.series import columns_of
from tocsin.study.surges import trends_of_week


@pytest.mark.parametrize(
    ("type_", "mode", "measure", "intensity"),
    [
        ("ASSAULT", "aerial", Measure.CONFLICT, 9.5), ("ACCUSE", "disapprove", Measure.CONFLICT, 2),
        ("CONSULT", None, Measure.COOPERATION, 2.5), ("RETREAT", "ceasefire", Measure.COOPERATION, 7.5),
    ],
)  # fmt: skip
def test_quads_and_intensities_are_plovers(type_, mode, measure, intensity) -> None:
    columns = columns_of(window(weekly(), [(type_, mode, [0])]))
    assert {s.measure for s in columns.series} == {measure}
    assert columns.intensity.tolist() == [intensity]


def test_a_hazard_is_neither_conflict_nor_cooperation() -> None:
    assert columns_of(window(weekly(), [("HAZARD", "flood", [0])])).series == ()


def test_the_expected_count_is_the_sum_over_outlets_of_what_was_read_times_their_rate() -> None:
    often = [("Post", day(w, d), False) for w in range(LAST + 1) for d in range(5)]
    told = [("ASSAULT", None, [w * 5]) for w in range(LAST)]  # one a week of five documents
    _, counted, row = conflict(window(often, told))
    assert expected_counts(counted)[row].tolist() == pytest.approx([1.0] * (LAST + 1))
    doubled = [*often, *(("Post", day(LAST, d), False) for d in range(5))]
    _, counted, row = conflict(window(doubled, told))
    assert expected_counts(counted)[row, -1] == pytest.approx(2.0)


def test_an_outlet_with_much_of_a_place_raises_what_is_expected_when_more_of_it_is_read() -> None:
    wire = [("Wire", day(w, d % 7), False) for w in range(LAST + 1) for d in range(20)]
    local = [("Local", day(w, d % 7), False) for w in range(LAST + 1) for d in range(4 if w == LAST else 1)]
    told = [("ASSAULT", None, [len(wire) + w]) for w in range(LAST)]
    _, counted, row = conflict(window([*wire, *local], told))
    assert expected_counts(counted)[row, -1] > 2  # of all documents alike: 24 / 21 = 1.1


def test_a_week_in_which_nothing_was_read_is_a_gap_and_no_zero() -> None:
    weeks = [w for w in range(LAST + 1) if w not in (4, 5)]
    made = window(weekly(weeks=weeks), [("ASSAULT", None, [0])])
    points = trends_of_week(columns_of(made), LAST, lambda s: s.kind == "admin1")[0].points
    assert [p.week for p in points if p.count is None] == [day(4), day(5)]
    assert {p.count for p in points if p.week > day(5)} == {0}


def test_intensity_and_its_mean_stand_beside_the_count() -> None:
    made = window(weekly(), [("ASSAULT", "aerial", [LAST]), ("PROTEST", None, [LAST]), ("ASSAULT", None, [2])])
    trend = trends_of_week(columns_of(made), LAST, lambda s: s.kind == "country")[0]
    assert (trend.events.count, trend.intensity, trend.mean_intensity) == (2, 14.5, 7.25)
    assert trend.incidents == ("i_0", "i_1")  # the gravest first


def test_pairs_are_sides_that_meet_whoever_acts() -> None:
    m23, wing = ("group:m23", "M23", "COD", "REB"), ("agency:cd-army", "FARDC", "COD", "MIL")
    parties = [
        Party(0, "actor", *m23), Party(0, "recipient", *wing),
        Party(1, "actor", "country:COD", "DR Congo", "COD", "GOV"), Party(1, "recipient", *m23),
        Party(2, "actor", *m23), Party(2, "actor", *wing), Party(2, "recipient", None, "residents", "COD", "CVL"),
    ]  # fmt: skip
    told = [("ASSAULT", None, [1])] * 3
    columns = columns_of(window(weekly(), told, parties))
    pairs = [s.subject for s in columns.series if s.subject.kind == "pair"]
    assert [p.label for p in pairs] == ["M23 – Democratic Republic of the Congo"]
    of_pair = columns.part_series == [s.subject for s in columns.series].index(pairs[0])
    assert columns.part_incident[of_pair].tolist() == [0, 1, 2]
