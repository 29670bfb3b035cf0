"""The command line: one short function per command, which parses, calls and prints."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tocsin.base.errors import TocsinError
from tocsin.base.model import Document, EventMention, Reading, Skipped
from tocsin.documents.read import read
from tocsin.language.identify import language_of
from tocsin.pipeline import load_tools, run
from tocsin.write.native import csv_lines, layers_dict, mention_line
from tocsin.write.terminal import document_table, explanation

app = typer.Typer(
    help="News reporting in; a sourced record of who did what to whom, who says so and who denies it, out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
# A second process pays for itself from about this many documents on.
_PARALLEL_FROM = 40


class Format(StrEnum):
    """How mentions are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


Paths = Annotated[
    list[str], typer.Argument(help="HTML, text, JSON-lines or CSV files, folders of them, or - for standard input.")
]
Published = Annotated[
    str | None, typer.Option(help="Publication date (YYYY-MM-DD) for input that tells none; relative dates need one.")
]
Jobs = Annotated[int | None, typer.Option(min=1, help="Processes; default: one per core for long input.")]


def _fail(message: str) -> NoReturn:
    Console(stderr=True).print(f"[red]error:[/red] {message}", highlight=False, soft_wrap=True)
    raise typer.Exit(2)


def _date(given: str | None) -> date | None:
    try:
        return datetime.strptime(given, "%Y-%m-%d").date() if given else None  # noqa: DTZ007 - a day has no zone
    except ValueError:
        _fail(f"--published {given!r} is not a date; write it as YYYY-MM-DD, for example 2025-02-22.")


def _documents(paths: list[str], published: date | None, skipped: list[Skipped]) -> Iterator[Document]:
    for item in read(paths, published=published, identify=language_of, stdin=sys.stdin.buffer):
        if isinstance(item, Skipped):
            skipped.append(item)
        else:
            yield item


def _readings(paths: list[str], published: str | None, jobs: int | None, skipped: list[Skipped]) -> Iterator[Reading]:
    """Yield readings with a progress bar on the terminal's error stream, which shows from two seconds on."""
    documents = list(_documents(paths, _date(published), skipped))
    tools = load_tools()
    cores = jobs or ((os.cpu_count() or 1) if len(documents) >= _PARALLEL_FROM else 1)
    columns = (SpinnerColumn(), TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=len(documents))
        for result in run(documents, tools, jobs=cores):
            bar.advance(task)
            if isinstance(result, Skipped):
                skipped.append(result)
            else:
                yield result


def _report(skipped: list[Skipped]) -> None:
    console = Console(stderr=True)
    for s in skipped:
        console.print(f"[yellow]skipped[/yellow] {s.origin}: {s.reason}", highlight=False, soft_wrap=True)


def _finish(read_any: bool, skipped: list[Skipped]) -> None:
    _report(skipped)
    if not read_any:
        if not skipped:
            Console(stderr=True).print("nothing to read: the input holds no document.")
        raise typer.Exit(1)


@app.command()
def code(
    paths: Paths,
    published: Published = None,
    format_: Annotated[Format, typer.Option("--format", help="table for people; jsonl or csv for machines.")] = Format.TABLE,
    min_score: Annotated[float, typer.Option(min=0.0, max=1.0, help="Leave out mentions below this score.")] = 0.0,
    jobs: Jobs = None,
) -> None:
    """Say what each page says happened: one record per happening, with its words, its speakers and its deniers."""
    skipped: list[Skipped] = []
    any_read = False

    def mentions() -> Iterator[EventMention]:
        nonlocal any_read
        for reading in _readings(paths, published, jobs, skipped):
            any_read = True
            yield from (m for m in reading.mentions if m.score >= min_score)

    try:
        if format_ is Format.TABLE:
            any_read = _print_tables(_readings(paths, published, jobs, skipped), min_score)
        else:
            _print_lines(csv_lines(mentions()) if format_ is Format.CSV else map(mention_line, mentions()))
    except TocsinError as error:
        _fail(str(error))
    _finish(any_read, skipped)


def _print_tables(readings: Iterable[Reading], min_score: float) -> bool:
    console = Console()
    if not console.is_terminal:
        console.width = max(console.width, 140)
    any_read = False
    for reading in readings:
        any_read = True
        console.print(document_table(reading, [m for m in reading.mentions if m.score >= min_score]), highlight=False)
    return any_read


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")


@app.command(name="annotate")
def annotate_(paths: Paths, published: Published = None, jobs: Jobs = None) -> None:
    """Print the layers as JSON lines: places, actors, times, attributions (cue, speaker, content), regions."""
    skipped: list[Skipped] = []
    any_read = False
    try:
        for reading in _readings(paths, published, jobs, skipped):
            any_read = True
            sys.stdout.write(json.dumps(layers_dict(reading), ensure_ascii=False) + "\n")
    except TocsinError as error:
        _fail(str(error))
    _finish(any_read, skipped)


@app.command()
def explain(
    text: Annotated[str, typer.Argument(help="A sentence or a few, in quotes.")], published: Published = None
) -> None:
    """Show why a text is coded as it is: trigger, rule, each role's path, status, attribution, and what was dropped."""
    if not text.strip():
        _fail('the text is empty; give a sentence in quotes: tocsin explain "Rebels seized the town of Sake on Friday."')
    try:
        results = list(run([Document("sentence", text, published=_date(published))], load_tools()))
    except TocsinError as error:
        _fail(str(error))
    for result in results:
        if isinstance(result, Skipped):
            _fail(result.reason)
        Console().print(explanation(result), highlight=False)


def main() -> None:
    """Run the command line."""
    app()
