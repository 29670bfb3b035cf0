"""HTML as text from small functions, everything escaped: lists, tables and quotes of the pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup, escape

# Elements without an end tag.
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr", "path", "rect", "circle", "line"})
Child = object


def el(tag: str, *children: Child, **attributes: object) -> Markup:
    """Return an element; children are escaped unless they are ``Markup``, ``None`` and ``False`` are left out.

    ``class_`` and ``for_`` lose their underscore, others become dashes: ``aria_label`` is ``aria-label``; ``True`` gives
    an attribute without a value. Lists and generators of children are laid out one after the other.
    """
    words = [f' {_name(k)}="{escape(v)}"' if v is not True else f" {_name(k)}" for k, v in attributes.items() if _is(v)]
    begin = Markup(f"<{tag}{''.join(words)}>")  # names are ours, values are escaped
    return begin if tag in _VOID else begin + join(children) + Markup(f"</{tag}>")


def join(children: Iterable[Child], between: str = "") -> Markup:
    """Return children one after the other, each escaped unless it is ``Markup``."""
    return escape(between).join(escape(c) if not _many(c) else join(c) for c in children if _is(c))  # type: ignore[arg-type]


def time_el(day: date | None, words: str | None = None) -> Markup:
    """Return a day for people and machines; a dash where it is unknown."""
    return el("span", "–", class_="muted") if day is None else el("time", words or day.isoformat(), datetime=day.isoformat())


def table(caption: str, heads: Iterable[Child], rows: Iterable[Iterable[Child]], *, class_: str = "table") -> Markup:
    """Return a table that scrolls sideways where it is too wide; the first cell of a row is its head."""
    head = el("thead", el("tr", [el("th", h, scope="col") for h in heads]))
    body = el("tbody", [el("tr", [_cell(n, c) for n, c in enumerate(row)]) for row in rows])
    inner = el("table", el("caption", caption), head, body, class_=class_)
    return el("div", inner, class_="scroll-x", role="region", aria_label=caption, tabindex="0")


def _cell(n: int, child: Child) -> Markup:
    return el("th", child, scope="row") if n == 0 else el("td", child)


def _name(name: str) -> str:
    return name.removesuffix("_").replace("_", "-")


def _is(value: object) -> bool:
    return value is not None and value is not False


def _many(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str)
