"""How many incidents there were, week by week or month by month, as bars and as a table; gaps in coverage are gaps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from markupsafe import Markup

from tocsin.indexing import Bucket
from tocsin.web.html import el, table, time_el
from tocsin.web.plain_words import QUADS

_HIGH, _WIDE = 100.0, 10.0  # units of one bar, with its gap
# Buckets shown; of more, the latest.
MOST = 240


def trend(buckets: Sequence[Bucket], step: str) -> Markup:
    """Return bars of incidents by class, latest right, with a table of the same numbers folded below.

    A hatched bar is a time of which the record has no documents: nothing is known of it, which is not nothing.
    """
    shown = buckets[-MOST:]
    if not shown:
        return el("p", "No incident of it has a day.", class_="empty")
    most = max(b.incidents for b in shown) or 1
    bars = [_bar(n, b, most) for n, b in enumerate(shown)]
    hatch = el("pattern", el("path", d="M0 6L6 0", class_="hatch"), id="no-documents", width="6", height="6",
               patternUnits="userSpaceOnUse")  # fmt: skip
    words = summary(shown, step)
    svg = el("svg", el("defs", hatch), bars, viewBox=f"0 0 {len(shown) * _WIDE:g} {_HIGH:g}", preserveAspectRatio="none",
             role="img", aria_label=words, class_="trend-bars")  # fmt: skip
    last = shown[-1].end - timedelta(days=1)
    ends = el("p", time_el(shown[0].start), el("span", f"highest: {most} a {step}"), time_el(last), class_="day-ends")
    return el("figure", svg, ends, el("figcaption", words, _legend(shown)), _numbers(shown, step), class_="trend")


def summary(buckets: Sequence[Bucket], step: str) -> str:
    """Return bars in words: how many incidents in how many weeks, when most, and how many weeks are without documents."""
    total, gaps = sum(b.incidents for b in buckets), sum(not b.documents for b in buckets)
    most = max(buckets, key=lambda b: b.incidents)
    gone = f" {gaps} {step}s have no documents: gaps, not zeros." if gaps else ""
    return (
        f"{total:,} incidents in {len(buckets)} {step}s; most in the {step} from {most.start}: {most.incidents}.{gone}"
    )


def _bar(n: int, b: Bucket, most: int) -> Markup:
    x, wide = n * _WIDE, _WIDE * 0.82
    if not b.documents and not b.incidents:
        return el("rect", x=f"{x:g}", y="0", width=f"{wide:g}", height=f"{_HIGH:g}", fill="url(#no-documents)")
    rest = b.incidents - sum(b.by_quad)
    parts, at = [], _HIGH
    for quad, count in ((4, b.by_quad[3]), (3, b.by_quad[2]), (2, b.by_quad[1]), (1, b.by_quad[0]), (0, rest)):
        high = count / most * _HIGH
        at -= high
        if count:
            parts.append(
                el("rect", x=f"{x:g}", y=f"{at:.2f}", width=f"{wide:g}", height=f"{high:.2f}", class_=f"bar-{quad}")
            )
    return el("g", el("title", f"{b.start}: {b.incidents}"), parts)


def _legend(buckets: Sequence[Bucket]) -> Markup:
    there = [q for q in (4, 3, 2, 1) if any(b.by_quad[q - 1] for b in buckets)]
    items = [el("span", el("span", class_=f"quad quad-{q}", aria_hidden="true"), f" {QUADS[q]}") for q in there]
    return el("span", items, class_="legend")


def _numbers(buckets: Sequence[Bucket], step: str) -> Markup:
    heads = (f"{step} from", "incidents", *(QUADS[q] for q in (4, 3, 2, 1)), "documents of the record")
    rows = [
        (time_el(b.start), str(b.incidents) if b.documents or b.incidents else "gap",
         *(str(n) for n in reversed(b.by_quad)), str(b.documents))
        for b in buckets
    ]  # fmt: skip
    return el("details", el("summary", "As a table"), table(f"Incidents by {step}", heads, rows))
