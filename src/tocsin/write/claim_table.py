"""What a person sees of claims: who says or denies what, of which incident, with the words under it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tocsin.base.incidents import Claim, Incident
from tocsin.base.model import Stance, Status
from tocsin.write.cells import STYLES
from tocsin.write.incident_table import ID_WIDTH
from tocsin.write.kept_cells import headline, speaker_cell, stance_cell, words_line

_HEADS = ("said on", "stance", "who", "what of it", "incident")
_STANCE_WIDTH = 8


def claim_table(claims: Iterable[Claim], incidents: Mapping[str, Incident]) -> RenderableType:
    """Return claims of several incidents, one block each; ``incidents`` by id tell what they are about."""
    parts: list[RenderableType] = [_grid([Text(h, style="bold") for h in _HEADS]), Rule(style="dim")]
    above = None
    for c in claims:
        is_named = c.incident in incidents and c.incident != above  # once for all claims that follow each other
        above = c.incident
        about = Text(headline(incidents[c.incident]) if is_named else "")
        about.append(f"{' ' if about else ''}{c.incident}", style="dim")
        day = Text(c.said_on.isoformat() if c.said_on else "–").append(f"\n{c.id}", style="dim")
        parts.append(_grid([day, stance_of(c), speaker_cell(c), field_cell(c), about]))
        source = Text(f"  {c.document}", style="dim")
        parts.append(Padding(words_line(c.evidence.text).append(source), (0, 2, 1, ID_WIDTH + 2)))
    return Group(*parts)


def _grid(cells: Sequence[Text]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True, width=ID_WIDTH)
    table.add_column(no_wrap=True, width=_STANCE_WIDTH)
    table.add_column(ratio=4, overflow="fold")
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=5, overflow="fold")
    table.add_row(*cells)
    return table


def stance_of(claim: Claim) -> Text:
    """Return the stance; a position that its speaker has changed since is struck out."""
    text = stance_cell(claim.stance)
    if claim.superseded_by:
        text.stylize("strike dim")
        text.append("\nchanged", style="dim not strike")
    return text


def field_cell(claim: Claim) -> Text:
    """Return which field a claim is on and its value; of an act, how it is told."""
    if claim.field == "act":
        if claim.stance is Stance.DENIES:
            return Text("that it happened")
        told = Text(f" ({claim.told.value})", style=STYLES[claim.told])
        return Text("that it happened") + (told if claim.told is not Status.ASSERTED else Text())
    return Text(f"{claim.field} ", style="dim").append(claim.value or "?", style="not dim bold")
