"""The pictures of a place and a period: where its incidents took place, and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tocsin.base.boundaries import Boundaries
from tocsin.base.incidents import Incident
from tocsin.write import picture_chart, picture_map


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as SVG, with the name of its file and what it shows in words."""

    name: str
    caption: str
    svg: str


def drawings(
    incidents: Sequence[Incident],
    published: Iterable[date],
    *,
    place: str,
    first: date,
    last: date,
    boundaries: Boundaries | None,
) -> tuple[Drawing, ...]:
    """Return the map and the weekly chart of incidents; no map where none of them has a place that can be drawn.

    Args:
        incidents: at the place, in the period.
        published: the days of publication of all documents of the record, or of the period: a week without is a gap.
        place: what the pictures are of.
        first: the first day.
        last: the last day.
        boundaries: the outlines (``open_boundaries()``); without them only points are drawn.
    """
    found = []
    scene = picture_map.scene_of(incidents, boundaries)
    if scene is not None:
        svg = picture_map.map_svg(scene, title=f"{place}: where incidents took place")
        found.append(Drawing("map", picture_map.told_of(scene), svg))
    bars = picture_chart.weeks(incidents, published, first=first, last=last)
    chart = picture_chart.chart_svg(bars, title=f"{place}: incidents by week")
    found.append(Drawing("weeks", picture_chart.told_of(bars), chart))
    return tuple(found)
