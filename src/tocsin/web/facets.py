"""What is frequent among the answers, each value a link that narrows them down to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from tocsin.web.filters import shown, without
from tocsin.web.html import el
from tocsin.web.links import view_url


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that incidents can be told apart by: its values with how many have each."""

    name: str  # the parameter that a click sets
    label: str
    values: tuple[tuple[str, int], ...]

    def id_of(self, value: str) -> str:
        """Return the id of the link of a value: two facets may set one parameter to the same word."""
        return "-".join(["facet", *self.label.casefold().replace(",", "").split(), *value.split()])


def facets(path: str, params: Mapping[str, str], found: Iterable[Facet]) -> Markup:
    """Return the frequent values, each a link that asks for it, or takes it back where it is asked for."""
    groups = [_facet(path, params, f) for f in found if f.values]
    return el("h2", "Narrow down", class_="facets-title") + el("div", groups, class_="facets") if groups else Markup()


def _facet(path: str, params: Mapping[str, str], given: Facet) -> Markup:
    most = max(n for _, n in given.values)
    chosen = params.get(given.name, "")
    rows = []
    for value, count in given.values:
        is_on = value.casefold() == chosen.casefold()
        state = without(params, given.name) if is_on else {**without(params), given.name: value}
        bar_ = el("span", class_="facet-bar", style=f"width:{max(2, round(100 * count / most))}%")
        words = el("span", shown(given.name, value), class_="facet-name")
        link = el("a", bar_, words, el("span", f"{count:,}", class_="facet-count"), href=view_url(path, state),
                  data_live=True, aria_current="true" if is_on else None, id=given.id_of(value))  # fmt: skip
        rows.append(el("li", link))
    return el("section", el("h3", given.label), el("ul", rows), class_="facet")
