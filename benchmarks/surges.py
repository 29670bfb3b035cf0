"""How well surges are told from chance and from mere coverage: python benchmarks/surges.py [--runs N].

Weeks are made (``made_weeks.py``), so that it is known what happened in them. Printed: false alarms per 100 place-weeks
where nothing changes; after how many weeks a rise is found, by its size; and how often more coverage of the same
incidents, a new outlet, one that stops, or a gap is taken for more incidents.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
from made_weeks import Floats, Outlet, made_window, outlet

from tocsin.base.surges import Surge, SurgeKind, Window
from tocsin.study.series import BASELINE, columns_of
from tocsin.study.surges import surges_of_week

# Forty provinces of four countries: what they have a week is that of a continent in the news, most of them quiet.
RATES = (0.2, 0.2, 0.5, 0.5, 1.0, 1.0, 2.0, 3.0, 5.0, 10.0)
PLACES, WEEKS, OUTLETS = 40, 26, 5
CHANGE = BASELINE + 4  # the week in which something changes
Outlets = Sequence[Outlet]


def flat(weeks: int = WEEKS) -> Floats:
    """Return rates that stay as they are."""
    return np.repeat(np.resize(RATES, PLACES)[:, None], weeks, axis=1)


def outlets(weeks: int = WEEKS) -> list[Outlet]:
    """Return outlets that stay as they are, large and small."""
    sizes = (40, 25, 20, 10, 6)
    return [outlet(f"O{n}", weeks, documents=size, reach=0.25 + 0.05 * n) for n, size in enumerate(sizes)]


def from_change(values: Sequence[float], factor: float) -> list[float]:
    """Return values by week, multiplied from the change on."""
    return [v * factor if n >= CHANGE else v for n, v in enumerate(values)]


def found(window: Window, weeks: Iterable[int]) -> list[list[Surge]]:
    """Return the surges of some weeks."""
    columns = columns_of(window)
    return [surges_of_week(columns, at) for at in weeks]


def is_of_events(surge: Surge) -> bool:
    """Tell whether more incidents are said to have happened."""
    return surge.kind is not SurgeKind.COVERAGE


def false_alarms(runs: int, dispersion: float) -> str:
    """Return in words how often events and coverage are said to surge where nothing changes."""
    events = coverage = looked = weeks = with_any = 0
    for seed in range(runs):
        window = made_window(flat(), outlets(), dispersion=dispersion, seed=seed)
        for surges in found(window, range(BASELINE, WEEKS)):
            events += sum(map(is_of_events, surges))
            coverage += sum(not is_of_events(s) for s in surges)
            looked += PLACES + PLACES // 10
            weeks, with_any = weeks + 1, with_any + any(map(is_of_events, surges))
    return (
        f"false surges of events per 100 place-weeks {100 * events / looked:.3f}, of coverage "
        f"{100 * coverage / looked:.3f}; weeks with any of events {with_any / weeks:.3f}"
    )


def delays(runs: int, base: float, rise: Callable[[int], float], dispersion: float) -> list[int | None]:
    """Return after how many weeks (0: in its first) the rise of one place is found, ``None``: not within eight."""
    result: list[int | None] = []
    for seed in range(runs):
        rates = flat()
        rates[0] = [base * (rise(n - CHANGE) if n >= CHANGE else 1) for n in range(WEEKS)]
        window = made_window(rates, outlets(), dispersion=dispersion, seed=1000 + seed)
        hits = [
            at
            for at, surges in enumerate(found(window, range(CHANGE, CHANGE + 8)))
            if any(is_of_events(s) and s.trend.subject.parts == ("C00", "P00") for s in surges)
        ]
        result.append(hits[0] if hits else None)
    return result


def told(delayed: Sequence[int | None]) -> str:
    """Return delays in words."""
    n, hits = len(delayed), sorted(d for d in delayed if d is not None)
    first = sum(d == 0 for d in hits)
    median = hits[len(hits) // 2] if hits else None
    return f"in its first week {first}/{n}, within eight {len(hits)}/{n}, median delay of those {median}"


def mistaken(runs: int, change: Callable[[list[Outlet]], list[Outlet]]) -> tuple[float, float, float]:
    """Return, where only the reading changes: shares of runs with surges of events, of coverage, and the events per 100."""
    events = coverage = alarms = looked = 0
    for seed in range(runs):
        window = made_window(flat(), change(outlets()), dispersion=1.5, seed=2000 + seed)
        weeks = [s for some in found(window, range(CHANGE, CHANGE + 4)) for s in some]
        hits = sum(map(is_of_events, weeks))
        events, coverage = events + (hits > 0), coverage + (hits < len(weeks))
        alarms, looked = alarms + hits, looked + 4 * (PLACES + PLACES // 10)
    return events / runs, coverage / runs, 100 * alarms / looked


def echo(given: list[Outlet]) -> list[Outlet]:
    """Let all write twice as much, and thrice as often of each incident."""
    return [
        replace(
            o, documents=from_change(o.documents, 2), echo=[3.0 if n >= CHANGE else e for n, e in enumerate(o.echo)]
        )
        for o in given
    ]


def reprints(given: list[Outlet]) -> list[Outlet]:
    """Let each telling be reprinted three times."""
    return [replace(o, copies=[3.0 if n >= CHANGE else 0.0 for n in range(WEEKS)]) for o in given]


def deeper(given: list[Outlet]) -> list[Outlet]:
    """Let all write twice as much and tell of half as many incidents again, which were there before."""
    return [replace(o, documents=from_change(o.documents, 2), reach=from_change(o.reach, 1.5)) for o in given]


def newcomer(given: list[Outlet]) -> list[Outlet]:
    """Add an outlet that tells of nearly all that happens."""
    new = outlet("New", WEEKS, documents=60, reach=0.9)
    return [*given, replace(new, documents=[60.0 if n >= CHANGE else 0.0 for n in range(WEEKS)])]


def leaver(given: list[Outlet]) -> list[Outlet]:
    """Let the largest outlet stop."""
    return [replace(given[0], documents=from_change(given[0].documents, 0)), *given[1:]]


def gap(given: list[Outlet]) -> list[Outlet]:
    """Let nothing be read for four weeks before the change."""
    return [
        replace(o, documents=[0 if CHANGE - 4 <= n < CHANGE else d for n, d in enumerate(o.documents)]) for o in given
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=40)
    runs = parser.parse_args().runs
    for dispersion in (1.0, 1.5, 3.0):
        print(f"nothing changes, variance/mean {dispersion}: {false_alarms(runs, dispersion)}")
    for base in (0.5, 3.0, 10.0):
        for factor in (1.5, 2.0, 3.0, 5.0):
            print(f"step x{factor} from {base} a week: {told(delays(runs, base, lambda _, f=factor: f, 1.5))}")  # type: ignore[misc]
        print(f"ramp +30 % a week from {base}: {told(delays(runs, base, lambda n: 1.3 ** (n + 1), 1.5))}")
    for change in (lambda o: o, echo, reprints, deeper, newcomer, leaver, gap):
        events, coverage, rate = mistaken(runs, change)
        name = (change.__doc__ or "Let all stay as it is.").strip()
        print(f"{name} events in {events:.2f} of runs ({rate:.3f} per 100), coverage in {coverage:.2f}")


if __name__ == "__main__":
    main()
