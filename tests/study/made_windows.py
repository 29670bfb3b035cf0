"""Windows of weeks made by hand, for tests of what is counted in them."""

from datetime import date, timedelta

from tocsin.base.surges import Happening, Measure, Read, Window
from tocsin.study.series import BASELINE, columns_of
from tocsin.study.weekly_counts import count_week

BEGIN = date(2024, 1, 1)
LAST = BASELINE  # the number of the last week


def day(week, weekday=0):
    return BEGIN + timedelta(days=7 * week + weekday)


def window(documents, told=(), parties=()):
    """Return a window; ``told`` are (type, week of the first report, documents by position, more)."""
    rows = [Read(n, o, d, c) for n, (o, d, c) in enumerate(documents)]
    rows.sort(key=lambda r: (r.day, r.n))
    happenings, tellings = [], []
    for n, (type_, mode, at, *more) in enumerate(told):
        first = min(documents[d][1] for d in at)
        last_day = more[0] if more else first
        happenings.append(Happening(n, f"i_{n}", type_, mode, "COD", "North Kivu", first, last_day))
        tellings += [(n, d) for d in at]
    return Window(BEGIN, day(LAST, 6), tuple(rows), tuple(tellings), tuple(happenings), tuple(parties))


def weekly(outlet="Post", weeks=range(LAST + 1), copies=False):
    return [(outlet, day(w), copies) for w in weeks]


def conflict(made, at=LAST):
    """Return the weeks of North Kivu's conflict."""
    columns = columns_of(made)
    counted = count_week(columns, at, least=1)
    names = [(columns.series[n].subject.key, columns.series[n].measure) for n in counted.series]
    row = names.index(("admin1|COD|North Kivu", Measure.CONFLICT))
    return counted.counts[row], counted, row
