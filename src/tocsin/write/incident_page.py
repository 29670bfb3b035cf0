"""What a person sees of one thing of the record: an incident, two incidents in doubt, a claim, a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tocsin.base.incidents import Claim, Incident, Member
from tocsin.base.model import Document, TimeBasis
from tocsin.write.cells import one_line, quoted
from tocsin.write.claim_table import field_cell
from tocsin.write.kept_cells import (
    days,
    headline,
    numbered,
    people,
    place_cell,
    speaker_cell,
    stance_cell,
    status_cell,
    tolls,
    words_line,
)
from tocsin.write.side_by_side import side_by_side
from tocsin.write.terminal import document_title

# Tellings shown for each of two incidents that a person is asked about.
_TELLINGS = 3
_GAP = (0, 2, 0, 0)


def incident_page(incident: Incident) -> RenderableType:
    """Return an incident with all its values, its claims side by side, its tellings, and where its history is."""
    i = incident
    parts: list[RenderableType] = [Text(headline(i), style="bold"), Padding(values(i), (0, 0, 1, 2))]
    if i.claims:
        parts += [Text("Who says what", style="bold"), Padding(side_by_side(i), (0, 0, 1, 2))]
    if i.mentions:
        parts += [Text("Told in", style="bold"), Padding(_tellings(i.mentions), (0, 0, 1, 2))]
    return Group(*parts, _history(i))


def values(incident: Incident) -> Table:
    """Return every value of an incident, one a line."""
    table = _facts()
    for name, value in _values(incident):
        if value:
            table.add_row(name, value)
    return table


def _facts() -> Table:
    table = Table.grid(padding=_GAP)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    return table


def _values(i: Incident) -> Iterator[tuple[str, Text]]:
    yield "id", Text(i.id)
    yield "status", one_line(status_cell(i))
    yield "attested", Text(f"{numbered(i.origins, 'origin')} in {numbered(i.documents, 'document')}")
    kind = f"{i.type} {i.mode}" if i.mode else i.type
    quad, intensity = i.quad or "–", "–" if i.intensity is None else f"{i.intensity:+.1f}"
    yield "type", Text(kind).append(f"  CAMEO {i.cameo or '–'}  quad {quad}  intensity {intensity}", style="dim")
    yield "contexts", Text(", ".join(i.contexts))
    yield "actors", people(i.actors)
    yield "recipients", people(i.recipients)
    basis = " (day of the first report)" if i.time_basis is TimeBasis.PUBLISHED else ""
    yield "time", Text(days(i.start, i.end) + basis)
    yield "place", _place(i)
    yield "toll", one_line(tolls(i))
    yield "reported", Text(_reported(i))
    yield "about", Text(i.about or "")
    yield "score", Text(f"{i.score:.2f}")
    yield "why", Text("; ".join(i.reasons), style="dim")
    yield "was also", Text(", ".join(i.aliases))


def _place(i: Incident) -> Text:
    if i.place is None:
        return Text()
    p = i.place
    spot = f"  {p.lat:.3f}, {p.lon:.3f}" if p.lat is not None and p.lon is not None else ""
    return one_line(place_cell(p)).append(f"  {p.precision.value}{spot}", style="dim")


def _reported(i: Incident) -> str:
    if i.first_reported is None or i.first_reported == i.last_reported:
        return f"{i.first_reported or ''}"
    return f"{i.first_reported} to {i.last_reported}"


def _tellings(members: Sequence[Member]) -> Table:
    table = _facts()
    for m in members:
        day = Text(m.published.isoformat() if m.published else "no date").append("\ncopy" if m.is_copy else "")
        source = Text("  ").join(Text(s) for s in (m.outlet, m.file or m.url) if s)
        source.append(f"  {m.document}  {m.mention}", style="dim").append(f"  fits {m.score:.2f}", style="dim")
        table.add_row(day, Text("\n").join([source, quoted(m.evidence, m.trigger)]))
    return table


def _history(i: Incident) -> Text:
    text = Text(f"revision {i.revision}", style="dim")
    if i.revision > 1:
        text.append(f"; as it was known on a day: tocsin show {i.id} --as-of YYYY-MM-DD")
    return text.append(f"\nif it is wrong: tocsin judge wrong {i.id}, or tocsin judge edit {i.id} FIELD VALUE")


def pair(left: Incident, right: Incident, score: float, reasons: Sequence[str]) -> RenderableType:
    """Return two incidents beside each other, with what speaks for and against their being one."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    table.add_row(*(Text(headline(i), style="bold") for i in (left, right)))
    table.add_row(*(_short(i) for i in (left, right)))
    table.add_row(*(_quotes(i) for i in (left, right)))
    return Group(table, "", Text(f"alike {score:.2f}  ", style="dim").append("; ".join(reasons)))


def _short(i: Incident) -> Table:
    table = _facts()
    for name, value in _values(i):
        if value and name in ("id", "status", "attested", "actors", "recipients", "time", "place", "toll"):
            table.add_row(name, value)
    return table


def _quotes(i: Incident) -> Text:
    told = {m.evidence.text: m for m in reversed(i.mentions)}  # the first to say it in these words
    members = [m for m in i.mentions if told[m.evidence.text] is m]
    quotes = [quoted(m.evidence, m.trigger).append(f"  {m.outlet or m.document}", style="dim") for m in members]
    return Text("\n").join([Text(""), *quotes[:_TELLINGS]])


def claim_page(claim: Claim, incident: Incident | None) -> RenderableType:
    """Return one claim with what it is about and the words that it was read from."""
    c = claim
    table = _facts()
    rows = {
        "id": Text(c.id),
        "incident": Text(f"{headline(incident)}  " if incident else "").append(c.incident, style="dim"),
        "claim": field_cell(c),
        "stance": stance_cell(c.stance),
        "who": speaker_cell(c),
        "said on": Text(c.said_on.isoformat() if c.said_on else ""),
        "told as": Text(c.told.value),
        "origin": Text(c.origin),
        "document": Text(c.document).append(f"  {c.mention}", style="dim"),
        "replaced by": Text(c.superseded_by or ""),
        "words": words_line(c.evidence.text, 600),
    }
    for name, value in rows.items():
        if value:
            table.add_row(name, value)
    return table


def document_page(document: Document, told: Sequence[tuple[Incident, Member]]) -> RenderableType:
    """Return a document's text with the happenings that it tells of, marked in the text and listed under it."""
    d = document
    text = Text(d.text)
    table = _facts()
    for n, (i, m) in enumerate(sorted(told, key=lambda pair: pair[1].trigger.start), start=1):
        text.stylize("underline", m.evidence.start, m.evidence.end)
        text.stylize("bold reverse", m.trigger.start, m.trigger.end)
        line = Text(m.trigger.text, style="bold").append(f"  {headline(i)}  ", style="not bold")
        table.add_row(str(n), line + one_line(status_cell(i)) + Text(f"  {i.id}", style="dim"))
    facts = _facts()
    rows = (("id", d.id), ("file", d.file), ("address", d.url), ("language", d.language), ("origin", d.origin))
    for name, value in (*rows, ("copy of", d.copy_of)):
        if value:
            facts.add_row(name, Text(value))
    found = (
        [Text("Tells of", style="bold"), Padding(table, (0, 0, 0, 2))] if told else [Text("Tells of nothing coded.")]
    )
    return Group(*document_title(d, len(told)), Padding(facts, (0, 0, 1, 2)), text, "", *found)
