"""HTML as text from small functions, everything escaped: lists, tables and quotes of the pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    parts = [f"<{tag}"]  # names are ours, values are escaped; plain text until it is whole, for a page has thousands
    for k, v in attributes.items():
        if _is(v):
            parts.append(f" {_name(k)}" if v is True else f' {_name(k)}="{escape(v)!s}"')
    if tag in _VOID:
        parts.append(" />")  # inside a drawing, an element without a slash holds all that follows
        return Markup("".join(parts))
    parts.append(">")
    parts += _texts(children)
    parts.append(f"</{tag}>")
    return Markup("".join(parts))


def join(children: Iterable[Child], between: str = "") -> Markup:
    """Return children one after the other, each escaped unless it is ``Markup``."""
    return Markup(str(escape(between)).join(_texts(children)))


def _texts(children: Iterable[Child]) -> Iterator[str]:
    """Yield children as plain text that is escaped already; one for each, a list of them too."""
    for child in children:
        if isinstance(child, Markup):
            yield str(child)
        elif isinstance(child, str):
            yield str(escape(child))
        elif _is(child):
            yield "".join(_texts(child)) if isinstance(child, Iterable) else str(escape(child))


def time_el(day: date | None, words: str | None = None) -> Markup:
    """Return a day for people and machines; a dash where it is unknown."""
    return (
        el("span", "–", class_="muted")
        if day is None
        else el("time", words or day.isoformat(), datetime=day.isoformat())
    )


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
