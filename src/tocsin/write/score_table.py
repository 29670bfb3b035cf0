"""What a person sees of scores: a figure a line, with its interval."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tocsin.base.figures import Figure

_MEANING = {
    "type": "F1: right type",
    "coded": "F1: right type, and right on whether it happened",
    "who": "F1: coded, and the countries of both sides right",
    "status": "status right, of those of the right type",
    "mode": "mode right",
    "sector": "sectors of a side right",
    "country": "country of the place right",
    "place": "place within 50 km, where the answer has coordinates",
    "date": "first day right",
    "said_by": "a speaker found",
    "denied_by": "a denier found",
}


def score_table(figures: Sequence[Figure], documents: int) -> RenderableType:
    """Return the figures as a table under a line that says how many documents they are from."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("figure", "", "95 % interval", "right", "of"):
        table.add_column(name, justify="left" if name == "figure" else "right")
    for f in figures:
        if f.value is None or f.low is None or f.high is None:
            table.add_row(_MEANING[f.name], "no case", "", "", "")
        else:
            table.add_row(
                _MEANING[f.name], f"{f.value:.3f}", f"{f.low:.3f} to {f.high:.3f}", f"{f.right:,}", f"{f.of:,}"
            )
    plural = "" if documents == 1 else "s"
    return Group(Text(f"{documents:,} document{plural}; intervals by bootstrap over documents", style="dim"), table)
