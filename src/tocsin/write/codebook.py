"""The codebook that goes with an export: every field with its meaning, type, values, and what empty means."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.base.tables import table
from tocsin.write.column import Column, Presence, Table
from tocsin.write.shape import Shape

_PRESENCE = {
    Presence.GIVEN: "the cell is not empty",
    Presence.UNKNOWN: "no source says",
    Presence.NOT_APPLICABLE: "there is no such thing here",
    Presence.WITHHELD: "it is known and was left out",
    Presence.NOT_CODED: "this version of tocsin does not look for it, or its tables lack it",
}
_RULES = """\
- Text is UTF-8. Days are `YYYY-MM-DD`; an `end` is the day after the last one. Times of day are not coded.
- Codes are text: `042` is not 42. Read them as text, or use the Parquet files, where they are.
- Several values of a cell are joined with `; ` in CSV, and are a list in Parquet.
  Names, ids, countries and sectors of one side go in step; an empty element is not known.
- An empty cell says nothing. Zero is a statement: a source said that nobody was hurt.
- In CSV a text cell that begins with `=`, `+`, `-` or `@` has a `'` before it, so that no spreadsheet runs it.
- Nothing here is a verdict on what is true: `told`, `status`, `origins` and the claims say who says what.
"""


def native_codebook(tables: Iterable[Table]) -> str:
    """Return the codebook of our own tables as Markdown."""
    statuses = "\n".join(f"| `{p.value}` | {words} |" for p, words in _PRESENCE.items())
    return "\n".join(
        (
            "# Codebook\n",
            f"## Rules for all tables\n\n{_RULES}",
            f"## Why a cell is empty\n\nA column `<name>_status` says it:\n\n| value | meaning |\n| --- | --- |\n{statuses}\n",
            *(_section(t) for t in tables),
            _event_types(),
        )
    )


def _section(of: Table) -> str:
    head = "| column | meaning | type | values | empty |\n| --- | --- | --- | --- | --- |"
    lines = "\n".join(map(_line, of.all_columns()))
    return f"## `{of.name}`\n\n{of.meaning}\n\n{head}\n{lines}\n"


def _line(column: Column) -> str:
    c = column
    return f"| `{c.name}` | {_cell(c.meaning)} | {c.kind} | {_cell(c.values)} | {_cell(c.empty)} |"


def _event_types() -> str:
    rows = table("ontology.tsv", columns=("type", "mode", "quad", "intensity", "cameo", "meaning"))
    head = "| type | mode | quad | intensity | cameo | meaning |\n| --- | --- | --- | --- | --- | --- |"
    cells = ((r["type"], r["mode"], r["quad"], r["intensity"], r["cameo"], _cell(r["meaning"])) for r in rows)
    return f"## Event types and modes\n\n{head}\n" + "\n".join(f"| {' | '.join(c)} |" for c in cells) + "\n"


def shape_codebook(shape: Shape) -> str:
    """Return the codebook of any other shape as Markdown: its columns, and what it loses."""
    lines = "\n".join(f"| `{c.name}` | {_cell(c.meaning)} |" for c in shape.columns)
    losses = "\n".join(f"- {loss}" for loss in shape.losses)
    head = f"# Codebook of {shape.name} {shape.version}\n\n{shape.notice}\n\nForm: {shape.form}.\n"
    return f"{head}\n| column | meaning |\n| --- | --- |\n{lines}\n\n## What it loses\n\n{losses}\n"


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")
