"""Claims side by side: what differs stands apart, who says the same shares a row."""

from made import CLAIMS, SEIZURE
from printed import printed

from tocsin.write.side_by_side import alike, side_by_side


def ids(groups):
    return [[int(c.id[2:], 16) for c in g] for g in groups]


def test_who_affirms_the_same_value_shares_a_row_and_a_denial_stands_alone():
    assert ids(alike(CLAIMS)) == [[1, 2], [3], [6], [7], [8], [4], [5, 9]]


def test_counts_come_after_what_where_and_when():
    fields = [g[0].field for g in alike(reversed(CLAIMS))]
    assert list(dict.fromkeys(fields)) == ["act", "doer", "place", "time", "killed"]


def test_a_position_that_changed_is_marked():
    (line,) = [x for x in printed(side_by_side(SEIZURE)).splitlines() if "changed" in x]
    assert "COD·GOV" in line


def test_origins_are_counted_where_several_say_the_same():
    assert "2 origins" in printed(side_by_side(SEIZURE), 140)
    assert "from 2 origins" in printed(side_by_side(SEIZURE), 100)
