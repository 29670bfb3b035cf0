"""What a person sees of incidents: a table of a few lines each; in a narrow terminal each is a card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tocsin.base.incidents import Incident
from tocsin.base.model import TimeBasis
from tocsin.write.cells import one_line
from tocsin.write.kept_cells import day_cell, days, numbered, place_cell, sides, status_cell, tolls
from tocsin.write.terminal import WIDE

# An id is a letter, an underscore and twelve digits; a span of days fits into as much.
ID_WIDTH = 14
_HEADS = ("when", "what", "who → to whom", "where", "toll", "origins")


@dataclass(frozen=True, slots=True)
class IncidentTable:
    """Incidents laid out for the width of the console that prints them."""

    incidents: Sequence[Incident]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.max_width < WIDE:
            for i in self.incidents:
                yield Padding(_card(i), (0, 0, 1, 0))
            return
        yield _grid(self.incidents, [[Text(h, style="bold") for h in _HEADS]])
        yield Rule(style="dim")
        yield _grid(self.incidents, map(_cells, self.incidents))


def incident_table(incidents: Iterable[Incident]) -> RenderableType:
    """Return the table of incidents, in the order given."""
    return IncidentTable(tuple(incidents))


def _grid(incidents: Sequence[Incident], rows: Iterable[Sequence[Text]]) -> Table:
    """Return rows in columns whose widths depend on the incidents alone, so that head and body line up."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True, width=ID_WIDTH)
    table.add_column(no_wrap=True, width=_broadest(map(_what, incidents)))
    table.add_column(ratio=5, overflow="fold")
    table.add_column(ratio=3, overflow="fold")
    table.add_column(no_wrap=True, width=max(4, _broadest(map(tolls, incidents))))
    table.add_column(no_wrap=True, width=max(7, _broadest(map(_attested, incidents))))
    for n, row in enumerate(rows):
        if n:
            table.add_row()
        table.add_row(*row)
    return table


def _broadest(cells: Iterable[Text]) -> int:
    return max((len(line) for cell in cells for line in cell.plain.splitlines()), default=0)


def _cells(i: Incident) -> tuple[Text, ...]:
    when = day_cell(i).append(f"\n{i.id}", style="dim")
    return when, _what(i), sides(i), place_cell(i.place), tolls(i), _attested(i)


def _what(incident: Incident) -> Text:
    kind = Text(incident.type, style="bold")
    if incident.mode:
        kind.append(f" {incident.mode}", style="not bold")
    return Text("\n").join([kind, status_cell(incident)])


def _attested(incident: Incident) -> Text:
    i = incident
    text = Text(numbered(i.origins, "origin"))
    return text.append(f"\n{numbered(i.documents, 'document')}", style="dim")


def _card(i: Incident) -> Table:
    table = Table.grid()
    table.add_column(overflow="fold")
    day = Text(days(i.start, i.end) or "no day known").append(
        " (day of report)" if i.time_basis is TimeBasis.PUBLISHED else "", style="dim"
    )
    table.add_row(Text("  ").join([day, *_what(i).split("\n"), Text(i.id, style="dim")]))
    table.add_row(sides(i))
    setting = [one_line(place_cell(i.place))] if i.place else []
    table.add_row(Text("  ").join([*setting, *([one_line(tolls(i))] if i.counts else []), one_line(_attested(i))]))
    return table
