"""The claims of one incident side by side: field by field, each value with who says it, in which words, and where."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from tocsin.base.incidents import Claim, Incident
from tocsin.write.claim_table import stance_of
from tocsin.write.kept_cells import numbered, speaker_cell, words_line

# The order in which the fields of an incident are shown; counts come after, by name.
_FIELDS = ("act", "doer", "place", "time")
# From here on, the origin has a column of its own.
_ROOMY = 124
# More speakers than this on one value are counted, not listed.
_SPEAKERS = 3
_WORDS = 170


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The claims of an incident, laid out for the width of the console that prints them."""

    incident: Incident

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        is_roomy = options.max_width >= _ROOMY
        table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0), expand=True)
        heads = [("", 3), ("who", 4), ("stance", None), ("words", 7), ("document", 3)]
        for name, ratio in [*heads, ("origin", 3)] if is_roomy else heads:
            table.add_column(name, ratio=ratio, overflow="fold", no_wrap=ratio is None)
        outlets = {m.document: m.outlet or m.file or m.url or m.document for m in self.incident.mentions}
        for group in alike(self.incident.claims):
            *cells, origin = _cells(group, outlets)
            last = [origin] if is_roomy else []
            if not is_roomy and origin.plain != cells[-1].plain.split("\n")[0]:
                cells[-1] = Text("\n").join([cells[-1], Text("from ", style="dim") + origin])
            table.add_row(*cells, *last)
        yield table


def side_by_side(incident: Incident) -> RenderableType:
    """Return the claims of an incident so that what differs stands together; who says the same shares a row."""
    return SideBySide(incident)


def alike(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Return claims field by field, those together that affirm the same value; a denial stands alone."""

    def order(c: Claim) -> tuple[int, str]:
        return (_FIELDS.index(c.field) if c.field in _FIELDS else len(_FIELDS), c.field)

    groups: list[list[Claim]] = []
    for _, of_field in groupby(sorted(claims, key=order), key=order):
        by_value: dict[Hashable, list[Claim]] = {}
        for c in of_field:
            by_value.setdefault((c.value, c.told) if c.stands else c.id, []).append(c)
        groups += by_value.values()
    return groups


def _cells(group: Sequence[Claim], outlets: dict[str, str]) -> list[Text]:
    first = group[0]
    value = Text("it happened") if first.field == "act" else Text(f"{first.field} ", style="dim")
    if first.field != "act":
        value.append(first.value or "?", style="not dim bold")
    who = [_who(c) for c in group[:_SPEAKERS]]
    if len(group) > _SPEAKERS:
        who.append(Text(f"and {len(group) - _SPEAKERS} more", style="dim"))
    outlet = outlets.get(first.document)
    document = Text("\n").join([*([Text(outlet)] if outlet else []), Text(first.document, style="dim")])
    origins = list(dict.fromkeys(c.origin for c in group))
    origin = Text(origins[0] if len(origins) == 1 else numbered(len(origins), "origin"))
    return [value, Text("\n").join(who), stance_of(first), words_line(first.evidence.text, _WORDS), document, origin]


def _who(claim: Claim) -> Text:
    return speaker_cell(claim).append(f", {claim.said_on}" if claim.said_on else "", style="dim not italic")
