"""Made weeks of reading with known answers: places with rates of incidents, outlets that tell of them.

An incident happens in a week; each outlet that had any document then tells of it with a chance (its reach), in one
document and some more (its echo). Documents tell of several incidents, and most tell of none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from tocsin.base.surges import Happening, Read, Window

BEGIN = date(2024, 1, 1)  # a Monday
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet by week: ``documents`` (mean), ``reach`` (chance to tell an incident), ``echo`` (mean of documents more).

    ``copies`` is the mean number of documents that repeat each telling; ``only`` names the place that it tells of.
    """

    name: str
    documents: Sequence[float]
    reach: Sequence[float]
    echo: Sequence[float]
    copies: Sequence[float]
    only: int | None = None


def outlet(name: str, weeks: int, *, documents: float = 20, reach: float = 0.4, echo: float = 0.5) -> Outlet:
    """Return an outlet that stays as it is."""
    return Outlet(name, [documents] * weeks, [reach] * weeks, [echo] * weeks, [0.0] * weeks)


@dataclass
class _Making:
    documents: list[Read] = field(default_factory=list)
    tellings: set[tuple[int, int]] = field(default_factory=set)
    happenings: list[Happening] = field(default_factory=list)


def made_window(
    rates: Floats, outlets: Sequence[Outlet], *, dispersion: float = 1.0, per_country: int = 10, seed: int = 0
) -> Window:
    """Return a window of so many weeks as ``rates`` has columns.

    Args:
        rates: mean number of incidents by place and week.
        outlets: who tells of them.
        dispersion: variance over mean of the number of incidents.
        per_country: places of one country.
        seed: the same seed gives the same window.
    """
    random = np.random.default_rng(seed)
    made = _Making()
    for week in range(rates.shape[1]):
        rows = [_documents(made, o, week, random) for o in outlets]
        for place in range(rates.shape[0]):
            for _ in range(_count(float(rates[place, week]), dispersion, random)):
                _tell(made, (place, f"C{place // per_country:02}"), week, list(zip(outlets, rows, strict=True)), random)
    documents = tuple(sorted(made.documents, key=lambda d: (d.day, d.n)))
    until = BEGIN + timedelta(days=7 * rates.shape[1] - 1)
    return Window(BEGIN, until, documents, tuple(sorted(made.tellings)), tuple(made.happenings), ())


def _count(mean: float, dispersion: float, random: np.random.Generator) -> int:
    if dispersion > 1 and mean > 0:
        mean = float(random.gamma(mean / (dispersion - 1), dispersion - 1))
    return int(random.poisson(mean))


def _documents(made: _Making, o: Outlet, week: int, random: np.random.Generator) -> list[Read]:
    rows = []
    for _ in range(int(random.poisson(o.documents[week]))):
        day = BEGIN + timedelta(days=7 * week + int(random.integers(7)))
        rows.append(Read(len(made.documents) + 1, o.name, day, False))
        made.documents.append(rows[-1])
    return rows


def _tell(
    made: _Making,
    where: tuple[int, str],
    week: int,
    outlets: Sequence[tuple[Outlet, list[Read]]],
    random: np.random.Generator,
) -> None:
    """Let an incident be told; one that nobody tells is not in the record."""
    n, days = len(made.happenings) + 1, []
    for o, rows in outlets:
        tells = rows and o.only in (None, where[0]) and random.random() < o.reach[week]
        for _ in range(1 + int(random.poisson(o.echo[week])) if tells else 0):
            row = rows[int(random.integers(len(rows)))]
            made.tellings.add((n, row.n))
            days.append(row.day)
            for _ in range(int(random.poisson(o.copies[week]))):
                copy = Read(len(made.documents) + 1, o.name, row.day, True)
                made.documents.append(copy)
                made.tellings.add((n, copy.n))
    if days:
        day = min(days)
        made.happenings.append(Happening(n, f"i_{n:012x}", "ASSAULT", None, where[1], f"P{where[0]:02}", day, day))
