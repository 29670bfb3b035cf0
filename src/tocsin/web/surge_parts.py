"""The pieces of the page of surges: a table of surges with their weeks, what was read of whom, and how it is computed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from markupsafe import Markup

from tocsin.base.surges import Change, Measure, Surge, SurgeKind, Trend, Volume, Watch
from tocsin.study.series import FORMULA
from tocsin.study.surges import FAIR, GOOD, MOST_FALSE, MOST_FALSE_SLOW, SLOW
from tocsin.web.html import el, table, time_el
from tocsin.web.links import actor_url, incident_url, place_url, view_url
from tocsin.web.sparkline import sparkline, words_of
from tocsin.write.surge_words import change_words

# Incidents named in a row; the others are in the view that the row leads to.
NAMED = 5
_WEEK = timedelta(days=7)
_KINDS = {
    SurgeKind.EVENTS: ("Events", "more incidents, also for what was read"),
    SurgeKind.COVERAGE: ("Coverage", "more documents, but no such rise of incidents"),
    SurgeKind.BOTH: ("Events and coverage", "more incidents, and more documents on each"),
}


def surge_table(surges: Sequence[Surge], headlines: Mapping[str, str]) -> Markup:
    """Return surges in the order given, a row each: what rose where, its weeks, and why; incidents by their headlines."""
    if not surges:
        return el("p", "Nothing surged in these weeks, with these filters.", class_="empty")
    rows = ([_head(s.trend, _kind(s)), *_charts(s.trend), _why(s, headlines)] for s in surges)
    return table(
        "Surges, the latest week first", ("Where or who", "Incidents", "Documents", "Why"), rows, class_="table surges"
    )


def trend_table(trends: Sequence[Trend]) -> Markup:
    """Return places and pairs that were asked for as they stand in the latest week, surge or not."""
    rows = ([_head(t, el("span", t.events.band.value, class_="badge")), *_charts(t)] for t in trends)
    return table(
        "As they stand in the latest week", ("Where or who", "Incidents", "Documents"), rows, class_="table surges"
    )


def _head(trend: Trend, badge: Markup) -> Markup:
    t = trend
    name = el("span", [_subject_link(t), " ", el("span", t.measure.value, class_=f"surge-{t.measure.value}")])
    week = el("span", ["week of " if t.span == 1 else f"{t.span} weeks to that of ", time_el(t.week)], class_="meta")
    return el("div", [name, week, badge], class_="surge-head")


def _subject_link(trend: Trend) -> Markup:
    s = trend.subject
    if s.kind != "pair":
        return el("a", s.label, href=place_url(s.parts[-1]))
    sides = zip(s.label.split(" – "), s.parts, strict=False)
    links = [
        el("a", name, href=actor_url(part.partition(":")[2] if part.startswith("id:") else name))
        for name, part in sides
    ]
    return Markup(" – ").join(links)


def _kind(surge: Surge) -> Markup:
    name, words = _KINDS[surge.kind]
    tone = "status-reported" if surge.kind is SurgeKind.COVERAGE else "status-disputed"
    return el(
        "span",
        el("span", name, class_=f"badge {tone}", title=words),
        " ",
        el("span", f"{surge.sure} evidence", class_="meta"),
    )


def _charts(trend: Trend) -> tuple[Markup, Markup]:
    counts, telling = [p.count for p in trend.points], [p.telling for p in trend.points]
    kind = "conflict" if trend.measure is Measure.CONFLICT else "cooperation"
    incidents = sparkline(
        counts,
        label=words_of(counts, "incidents"),
        expected=[p.expected for p in trend.points],
        kind=kind,
        now=trend.span,
    )
    documents = sparkline(telling, label=words_of(telling, "documents"), kind="documents", now=trend.span)
    return _chart("incidents", incidents, trend.events), _chart("documents", documents, trend.coverage)


def _chart(name: str, picture: Markup, change: Change) -> Markup:
    return el("div", picture, el("div", f"{name} {change_words(change)}"), el("div", change.band.value, class_="meta"))


def _why(surge: Surge, headlines: Mapping[str, str]) -> Markup:
    t = surge.trend
    shown = t.incidents[:NAMED]
    links = [el("li", el("a", headlines.get(i, i), href=incident_url(i))) for i in shown]
    more = len(t.incidents) - len(shown)
    told = (
        el("p", f"Intensity {t.intensity:.1f}, {t.mean_intensity:.1f} an incident.", class_="meta")
        if t.mean_intensity
        else None
    )
    left = el(
        "p",
        f"Not compared, since not read enough before: {', '.join(o or 'unnamed' for o in t.left_out)}.",
        class_="meta",
    )
    return el(
        "div",
        el("p", surge.why),
        told,
        left if t.left_out else None,
        el("ul", links, class_="surge-incidents") if links else None,
        el(
            "p",
            el(
                "a",
                f"{more} more: what happened there then" if more > 0 else "what happened there then",
                href=_week_url(t),
            ),
            class_="meta",
        ),
        class_="surge-why",
    )


def _week_url(trend: Trend) -> str:
    s = trend.subject
    side = s.parts[0].partition(":")[2]
    asked = {"actor": side} if s.kind == "pair" else {"place": s.parts[-1]}
    days = {"since": (trend.week - (trend.span - 1) * _WEEK).isoformat(), "until": (trend.week + _WEEK).isoformat()}
    return view_url("/overview", {**asked, **days, "told": "asserted"})


def reading_table(volumes: Iterable[Volume], weeks: Sequence[date]) -> Markup:
    """Return documents read by week and outlet; a week without any is a gap, marked as such and not a zero.

    Args:
        volumes: what was read.
        weeks: the Mondays to show, the oldest first.
    """
    counts: dict[str, dict[date, Volume]] = defaultdict(dict)
    for v in volumes:
        counts[v.outlet][v.week] = v
    if not counts:
        return el("p", "Nothing was read in these weeks.", class_="empty")
    busiest = sorted(counts, key=lambda o: (-sum(v.documents + v.copies for v in counts[o].values()), o))
    most = max(v.documents for of in counts.values() for v in of.values()) or 1
    heads = ["Outlet", *(el("time", f"{w:%d %b}", datetime=w.isoformat()) for w in weeks)]
    rows = [[o or "(not named)", *(_reading(counts[o].get(w), most) for w in weeks)] for o in busiest]
    all_ = ["All", *(_sum([of[w] for of in counts.values() if w in of]) for w in weeks)]
    return table(
        "Documents read by week and outlet, copies after the plus", heads, [all_, *rows], class_="table reading"
    )


def _reading(volume: Volume | None, most: int) -> Markup:
    if volume is None:
        return el(
            "span",
            el("span", "–", aria_hidden="true"),
            el("span", "nothing read", class_="hidden"),
            class_="reading-gap",
        )
    copies = f" +{volume.copies}" if volume.copies else ""
    return el("span", f"{volume.documents}{copies}", class_="reading-n", style=f"--n:{volume.documents / most:.2f}")


def _sum(volumes: Sequence[Volume]) -> Markup:
    if not volumes:
        return el("span", "gap", class_="reading-gap")
    copies = sum(v.copies for v in volumes)
    return el("strong", f"{sum(v.documents for v in volumes)}{f' +{copies}' if copies else ''}")


def remarks(watch: Watch) -> Markup:
    """Return of which weeks nothing can be said, and why."""
    items = [el("li", f"No data for the {r}.") for r in watch.remarks]
    return el("ul", items, class_="notice surge-remarks") if items else Markup()


def method() -> Markup:
    """Return how it is computed, in words."""
    lines = [el("li", line) for line in FORMULA.splitlines()]
    called = (
        "A surge of events is a rise of more than 25 % that holds against what was read and against the weeks before, "
        f"and is hardly chance: of all surges of a week, at most {MOST_FALSE:.0%} are expected to be false. "
        f"What rises slowly is looked for in {SLOW} weeks together (at most {MOST_FALSE_SLOW:.0%} false). "
        "A surge of coverage is such a rise of documents without one of incidents. "
        "Up to 5 incidents where a week before had up to 2 are too few to be called one (low base). "
        f"The chance that is told allows for all series looked at; good evidence: at most {GOOD:g}, fair: {FAIR:g}. "
        "How often this is wrong was measured on made weeks: docs/explanation/escalation.md."
    )
    return el(
        "details",
        el("summary", "How this is computed"),
        el("ul", lines),
        el("p", called),
        class_="card surge-method",
        open=True,
    )


def form(asked: Mapping[str, str]) -> Markup:
    """Return the filters, which are the address of the page."""
    fields = [
        _field("place", "Place", asked, placeholder="North Kivu, COD"),
        _field("actor", "Actor", asked, placeholder="M23, Rwanda"),
        _field("as_of", "Up to the day", asked, type="date"),
        _field("weeks", "Weeks", asked, type="number", min="1", max="53"),
    ]
    button = el("button", "Show", type="submit", class_="button")
    return el(
        "form", fields, button, method="get", action="/surges", class_="surge-form", role="search", aria_label="Filters"
    )


def _field(name: str, label: str, asked: Mapping[str, str], **more: str) -> Markup:
    value = asked.get(name, "")
    return el(
        "label", el("span", label), el("input", name=name, value=value, **{"type": "text"} | more), class_="field"
    )
