"""Tolls as ranges: a bar for the headline value and one for each claim, on one scale, with who says which."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from tocsin.base.incidents import Claim, Incident
from tocsin.base.model import Count, Stance
from tocsin.web.html import el, join, time_el
from tocsin.web.incident_words import toll
from tocsin.web.links import document_url
from tocsin.web.pieces import voice_link
from tocsin.web.stacked import Row, stacked_table
from tocsin.write.kept_cells import numbered


def toll_bars(incident: Incident) -> Markup:
    """Return a table of bars for each toll: the range of the headline value, then what each one says."""
    return join([_toll(name, count, _claims(incident, name)) for name, count in incident.counts])


def _claims(incident: Incident, field: str) -> list[Claim]:
    own = [c for c in incident.claims if c.field == field and c.count is not None]
    return sorted(own, key=lambda c: (c.said_on is None, str(c.said_on), c.id))


def _toll(name: str, headline: Count, claims: Sequence[Claim]) -> Markup:
    top = scale_of([headline, *(c.count for c in claims if c.count is not None)])
    rows = [_row(el("strong", "All together"), None, headline, top, "range-all")]
    rows += [
        _row(_who(c), c, c.count, top, "range-denied" if c.stance is Stance.DENIES else "") for c in claims if c.count
    ]
    title = f"{name.capitalize()}: {toll(headline)}, by {numbered(len(claims), 'claim')}"
    return stacked_table(title, ("who says", f"0 to {top:,}", "how many"), rows, class_="tolls", shown=True)


def scale_of(counts: Sequence[Count]) -> int:
    """Return the end of a scale from 0 that holds all counts: 1, 2 or 5 with noughts."""
    most = max((v for c in counts for v in (c.low, c.best, c.high) if v is not None), default=1)
    size = 1
    while True:
        for step in (1, 2, 5):
            if step * size >= most:
                return step * size
        size *= 10


def _who(c: Claim) -> Markup:
    return join([voice_link(c), ", ", time_el(c.said_on)])


def _row(who: Markup, c: Claim | None, count: Count, top: int, class_: str) -> Row:
    words: object = toll(count)
    if c is not None:
        words = el("a", toll(count), href=document_url(c.document, c.mention))
        words = join([el("del", words), " said otherwise later"]) if c.superseded_by else words
        words = join(["denies ", words]) if c.stance is Stance.DENIES else words
    gone = "range-gone" if c is not None and c.superseded_by else ""
    return Row((who, bar(count, top), words), {"class_": f"{class_} {gone}".strip() or None})


def bar(count: Count, top: int) -> Markup:
    """Return a count as a bar on a scale from 0 to ``top``: its range, a mark at the best value, an arrow where it is open.

    The words beside it say the same, so that it is hidden from screen readers.
    """
    low = count.low if count.low is not None else 0 if count.best is None else count.best
    high = count.high if count.high is not None else top
    place = f"--from:{_part(low, top)};--to:{_part(high, top)}"
    best = el("i", class_="range-best", style=f"--at:{_part(count.best, top)}") if count.best is not None else None
    open_ = " range-open" if count.high is None else ""
    return el("span", el("b", class_=f"range-bar{open_}", style=place), best, class_="range", aria_hidden="true")


def _part(value: int, top: int) -> str:
    return f"{min(1.0, max(0.0, value / top)):.4f}"
