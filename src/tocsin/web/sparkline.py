"""Small charts of weeks as SVG in the page: a bar a week, a tick for what was to be expected, a gap drawn as a gap."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

# Units of the picture; its size on the page is the style sheet's.
STEP, BAR, HEIGHT = 9, 7, 40
# A bar of nothing is a line of this height, so that it can be told from a gap.
_ZERO = 1.5


def sparkline(
    values: Sequence[float | None],
    *,
    label: str,
    expected: Sequence[float | None] = (),
    kind: str = "conflict",
    now: int = 1,
) -> Markup:
    """Return weeks as a chart, in which the last ones stand out.

    Args:
        values: a number a week; ``None``: nothing was read, which is hatched from top to bottom.
        label: what the chart shows, in words, for those who do not see it.
        expected: what was to be expected in each week.
        kind: ``conflict``, ``cooperation`` or ``documents``: the colour.
        now: how many weeks at the end are those in question.
    """
    most = max([v for v in (*values, *expected) if v is not None], default=0) or 1.0
    bars = [_bar(n, v, most, is_now=n >= len(values) - now) for n, v in enumerate(values)]
    ticks = [_tick(n, v, most) for n, v in enumerate(expected) if v is not None]
    width = STEP * max(len(values), 1)
    return Markup(
        f'<svg class="spark spark-{escape(kind)}" viewBox="0 0 {width} {HEIGHT}" role="img" '
        f'aria-label="{escape(label)}" preserveAspectRatio="none">{"".join((*bars, *ticks))}</svg>'
    )


def _bar(n: int, value: float | None, most: float, *, is_now: bool) -> str:
    x = n * STEP + (STEP - BAR) / 2
    if value is None:
        # Two thin lines with nothing between them: no height that could be taken for a number.
        return f'<path class="spark-gap" d="M{x:g} {HEIGHT}V0M{x + BAR:g} {HEIGHT}V0"/>'
    height = max(_ZERO, value / most * HEIGHT)
    marked = ' class="spark-now"' if is_now else ""
    return f'<rect{marked} x="{x:g}" y="{HEIGHT - height:.4g}" width="{BAR}" height="{height:.4g}"/>'


def _tick(n: int, value: float, most: float) -> str:
    y = HEIGHT - min(1.0, value / most) * HEIGHT
    return f'<path class="spark-tick" d="M{n * STEP} {y:.4g}H{(n + 1) * STEP}"/>'


def words_of(values: Sequence[float | None], name: str) -> str:
    """Return the numbers of a chart in words: ``incidents by week: no data, 3, 14``."""
    return f"{name} by week: " + ", ".join("no data" if v is None else f"{v:g}" for v in values)
