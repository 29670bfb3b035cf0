"""The page of the demo: two towns that fall, who says so and who denies it, tolls side by side, and how things stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tocsin.base.incidents import Claim, Incident, IncidentStatus, Member, Relation, RelationStatus
from tocsin.base.model import Stance
from tocsin.cli.demo_choice import DAYS, TOWNS, Shown, acts_of, said
from tocsin.merging.claims import ACT
from tocsin.write.cells import quoted
from tocsin.write.claim_table import stance_of
from tocsin.write.incident_table import incident_table
from tocsin.write.kept_cells import DASH, STATUS_STYLES, headline, numbered, speaker_cell

# Claims shown on each side of an incident, tolls, and sanctions.
_SIDE, _TOLLS, _SANCTIONS = 2, 6, 8
_INDENT = (0, 0, 0, 4)


def demo_page(shown: Shown, store: str, program: str = "tocsin") -> RenderableType:
    """Return the page of the demo, with the commands to try next on its store; ``program`` is how tocsin is called."""
    told = {m.mention: m for i in shown.incidents for m in i.mentions}
    parts: list[RenderableType] = [
        _title("The M23 war, January to March 2025, as ten outlets tell it"),
        _numbers(shown),
    ]
    if shown.falls:
        parts += ["", _title("Two towns fall"), _indented(incident_table([fall for _, fall in shown.falls]))]
    for town, fall in shown.falls:
        parts += ["", _title(f"{town}: who says so, and who denies it", fall.id)]
        parts += [_indented(_claims(_for_and_against(fall), told))]
    if shown.tolls:
        parts += ["", _title("How many died in the battle for Goma: side by side, never averaged")]
        parts += [_indented(_claims(shown.tolls[:_TOLLS], told))]
    if shown.denied:
        parts += ["", _title("A denial, tied to what it denies", shown.denied.id), _indented(_about(shown.denied))]
        parts += [_indented(_claims(_for_and_against(shown.denied), told))]
    parts += ["", _title("Who holds which town"), _indented(_towns(shown.holders))]
    if shown.sanctions:
        parts += ["", _title(f"Sanctions in force on {DAYS[-1]}"), _indented(_sanctions(shown.sanctions))]
    next_ = [_command(f"{program} {command} --store {store}", use) for command, use in _commands(shown)]
    return Group(*parts, "", _title(f"Kept in {store}. Next"), *next_)


def _title(words: str, id_: str = "") -> Text:
    return Text(words, style="bold").append(f"  {id_}" if id_ else "", style="not bold dim")


def _indented(part: RenderableType) -> Padding:
    return Padding(part, _INDENT)


def _numbers(shown: Shown) -> RenderableType:
    copies = sum(d.copy_of is not None for d in shown.documents)
    outlets = len({d.outlet for d in shown.documents})
    read = f"{len(shown.documents)} from {numbered(outlets, 'outlet')}, {copies} of them copies of others"
    statuses = Counter(i.status for i in shown.incidents)
    incidents = Text(f"{len(shown.incidents):,}: ")
    incidents += Text(", ").join(
        Text(f"{statuses[s]:,} ").append(s.value, style=STATUS_STYLES[s]) for s in IncidentStatus if statuses[s]
    )
    reasons = Counter(s.reason for s in shown.skipped)
    skipped = "\n".join(f"{count}: {reason}" for reason, count in reasons.items())
    table = _grid(None, None)
    for name, value in (("documents", Text(read)), ("skipped", Text(skipped)), ("incidents", incidents)):
        if value:
            table.add_row(Text(name, style="dim"), value)
    note = Text("The facts are real; the outlets and their words are ours.", style="dim")
    return _indented(Group(table, note))


def _for_and_against(i: Incident) -> list[Claim]:
    """Return who affirms an incident and who denies it, some of each: known speakers first, each origin once."""
    return [c for stance in Stance for c in _first_of_origins(acts_of(i, stance))[:_SIDE]]


def _first_of_origins(claims: Iterable[Claim]) -> list[Claim]:
    ordered = sorted(claims, key=_worth)
    first: dict[str, Claim] = {}
    words: set[str] = set()
    for c in ordered:
        if c.origin not in first and c.evidence.text not in words:
            first[c.origin] = c
            words.add(c.evidence.text)
    return list(first.values())


def _worth(c: Claim) -> tuple[bool, bool, tuple[date, str]]:
    """Return what orders claims for people: those with a speaker first, known ones before others, then by day."""
    return c.speaker is None, c.speaker is None or c.speaker.id is None, said(c)


def _claims(claims: Iterable[Claim], told: Mapping[str, Member]) -> Table:
    """Return claims, one a row: the day, the stance or the number, who says it, and in which words of which outlet."""
    table = _grid(10, 9, 3, 7)
    for c in claims:
        what = stance_of(c) if c.field == ACT else Text(c.value or "?", style="bold red")
        table.add_row(Text(str(c.said_on or "–"), style="dim"), what, speaker_cell(c), _words(c, told))
    return table


def _words(c: Claim, told: Mapping[str, Member]) -> Text:
    """Return the sentence of a claim with the words that tell of the happening marked, and its outlet."""
    member = told[c.mention]
    return quoted(c.evidence, member.trigger).append(f"  {member.outlet or c.document}", style="dim not italic")


def _about(i: Incident) -> Text:
    return Text(f"{headline(i)}  ").append(i.status.value, style=STATUS_STYLES[i.status])


def _towns(holders: Iterable[tuple[str, Sequence[Sequence[Relation]]]]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", expand=True)
    table.add_column("", no_wrap=True, width=max(map(len, TOWNS)))
    for day in DAYS:
        table.add_column(str(day), ratio=1)
    for town, by_day in holders:
        table.add_row(Text(town), *(_holder(found) for found in by_day))
    return table


def _holder(found: Sequence[Relation]) -> Text:
    lines = [Text(r.subject.name, style=STATUS_STYLES[r.status]) for r in found]
    if any(r.status is RelationStatus.DISPUTED for r in found):
        lines[-1].append(" (disputed)")
    return Text("\n").join(lines) if lines else DASH


def _sanctions(relations: Sequence[Relation]) -> Table:
    table = _grid(None, None, None, None)
    for r in relations[:_SANCTIONS]:
        status = Text(r.status.value, style=STATUS_STYLES[r.status])
        table.add_row(Text(r.subject.name), Text(f"→ {r.object.name if r.object else '?'}"), Text(_since(r)), status)
    if len(relations) > _SANCTIONS:
        table.add_row(Text(f"and {len(relations) - _SANCTIONS} more", style="dim"))
    return table


def _since(r: Relation) -> str:
    if r.from_latest is None:
        return ""
    return f"since {r.from_latest}" + ("" if r.from_earliest == r.from_latest else " at the latest")


def _command(line: str, use: str) -> Padding:
    return _indented(Group(Text(use, style="dim"), Padding(Text(line), (0, 0, 0, 2))))


def _commands(shown: Shown) -> Iterator[tuple[str, str]]:
    yield "serve", "all of it in a browser: map, timeline, claims, who holds what, the text behind every value"
    if shown.falls:
        yield f"show {shown.falls[0][1].id}", "one incident whole: each claim and each telling"
    yield "incidents --place Goma", "what happened in a town"
    yield "claims --speaker Rwanda", "what somebody says and denies, and when"
    yield "standing --as-of 2025-02-20 --actor M23", "how things stood on a day, with the words for and against"
    yield "judge", "decide the pairs that are in doubt"


def _grid(*columns: int | None) -> Table:
    """Return an empty grid: columns above 8 are as wide as that, smaller ones share what is left, ``None`` as needed."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=any(c is not None for c in columns))
    for c in columns:
        if c is not None and c < 8:
            table.add_column(ratio=c, overflow="fold")
        else:
            table.add_column(no_wrap=c is not None, width=c)
    return table
