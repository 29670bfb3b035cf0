"""What the overview shows of a state: the incidents that fit, the latest first, through time and on the map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from tocsin.asking import Wanted, day
from tocsin.base.errors import TocsinError
from tocsin.base.incidents import Incident
from tocsin.indexing import Area
from tocsin.study.buckets import Bucket, Step
from tocsin.study.rows import Rows
from tocsin.web.filters import Sound, sound
from tocsin.web.map import view_of
from tocsin.web.site import Site
from tocsin.web.timeline import step_for

# Entries of the feed on one page.
PAGE = 30


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows of one state."""

    asked: Sound
    rows: Rows
    incidents: tuple[Incident, ...]
    next: str | None
    step: Step
    timeline: tuple[Bucket, ...]
    outside: int
    area: Area | None
    errors: tuple[str, ...]


def look(site: Site, params: Mapping[str, str]) -> View:
    """Return what the page shows of a state; what is wrong in it is left out, with a sentence."""
    record = site.record
    asked = sound(record, params)
    rows = record.index.rows(asked.wanted)
    errors = list(asked.errors)
    try:
        page = rows.ids(after=params.get("after") or None, limit=PAGE)
    except TocsinError as error:
        errors.append(str(error))
        page = rows.ids(limit=PAGE)
    found = record.get(page.ids, as_of=asked.wanted.get("as_of"))
    step, drawn, outside = _over_time(record.index.rows(cast(Wanted, _whole_time(asked.wanted))))
    return View(asked, rows, tuple(found), page.next, step, drawn, outside, view_of(rows), tuple(errors))


def _whole_time(wanted: Wanted) -> dict[str, object]:
    """Return a filter without days, so that the timeline shows what lies around those asked for."""
    return {k: v for k, v in wanted.items() if k not in ("since", "until")}


def _over_time(rows: Rows) -> tuple[Step, tuple[Bucket, ...], int]:
    """Return the step of the timeline, its buckets, and how many incidents lie outside."""
    months = rows.timeline("month")
    step: Step = step_for(months[0].start, months[-1].end) if months else "day"
    return step, months if step == "month" else rows.timeline(step), rows.outside(step)


def days_of(wanted: Wanted) -> tuple[date | None, date | None]:
    """Return the first day asked for and the one after the last."""
    return day(wanted.get("since"), "since"), day(wanted.get("until"), "until")
