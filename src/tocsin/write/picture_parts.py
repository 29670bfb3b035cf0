"""Pieces of pictures as SVG text: colours that print well, elements with their text escaped.

Pictures are read in pages, in files and on paper, so they carry their colours with them and load nothing.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

INK, MUTED, PAPER, LINE = "#1c2127", "#57606a", "#ffffff", "#d9d6ce"
LAND, WATER, BORDER = "#efece4", "#dfe8ec", "#b9b3a5"
# PLOVER's four classes, and what has none.
CLASSES = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
COLOURS = ("#6aa8c4", "#1f7a8c", "#e0a33b", "#b3372f")
NO_CLASS = "#8b8f94"
FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"


def tag(name: str, *children: str, **attributes: object) -> str:
    """Return an element; children are SVG already. ``class_`` loses its underscore, others become dashes."""
    words = "".join(
        f" {k.rstrip('_').replace('_', '-')}={quoteattr(_plain(v))}" for k, v in attributes.items() if v is not None
    )
    return f"<{name}{words}>{''.join(children)}</{name}>" if children else f"<{name}{words}/>"


def words(text: str, x: float, y: float, **attributes: object) -> str:
    """Return a line of text."""
    return tag("text", escape(text), x=x, y=y, **attributes)


def picture(*children: str, title: str, told: str, width: float, height: float) -> str:
    """Return an SVG picture.

    Args:
        children: its elements.
        title: its name.
        told: what it shows, in words, for those who do not see it.
        width: in pixels.
        height: in pixels.
    """
    return tag(
        "svg",
        tag("title", escape(title)),
        tag("desc", escape(told)),
        tag("rect", width=width, height=height, fill=PAPER),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_plain(width)} {_plain(height)}",
        width=width,
        height=height,
        role="img",
        aria_label=f"{title}. {told}",
        font_family=FONT,
        style="max-width:100%;height:auto",
    )


def legend(x: float, y: float, *, more: tuple[tuple[str, str], ...] = ()) -> str:
    """Return the colours of the classes in a line; ``more`` are further colours or fills with their words."""
    parts, at = [], x
    for colour, text in (*zip(COLOURS, CLASSES, strict=True), *more):
        parts.append(tag("rect", x=at, y=y - 9, width=10, height=10, fill=colour, stroke=BORDER, stroke_width=0.5))
        parts.append(words(text, at + 15, y, font_size=12, fill=MUTED))
        at += 15 + len(text) * 6.4 + 14
    return "".join(parts)


def hatch(name: str, colour: str, *, ground: float = 0.08) -> str:
    """Return a pattern of slanted lines, to be filled with as ``url(#name)``."""
    return tag(
        "pattern",
        tag("rect", width=7, height=7, fill=colour, fill_opacity=ground),
        tag("line", x1=0, y1=0, x2=0, y2=7, stroke=colour, stroke_width=2.5, stroke_opacity=0.35),
        id=name,
        width=7,
        height=7,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def ruling(quads: tuple[int, int, int, int]) -> str:
    """Return the colour of the class with most incidents, of equals the more severe."""
    most = max(quads)
    return COLOURS[max(n for n, count in enumerate(quads) if count == most)] if most else NO_CLASS


def _plain(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
