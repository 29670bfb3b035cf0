"""The command line: one short function per command, which parses, calls and prints."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from importlib.resources import as_file
from io import TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from threading import Timer
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tocsin.base.errors import TocsinError
from tocsin.base.model import Document, EventMention, Reading, Skipped
from tocsin.base.tables import data_folder
from tocsin.documents.read import read
from tocsin.language.identify import language_of
from tocsin.pipeline import load_tools, run
from tocsin.study.answers import placed, read_marked, texts_of
from tocsin.study.scores import score as score_mentions
from tocsin.write.explanation import explanation
from tocsin.write.native import csv_lines, layers_dict, mention_line
from tocsin.write.score_table import score_table
from tocsin.write.terminal import document_table, sources

app = typer.Typer(
    help="News reporting in; a sourced record of who did what to whom, who says so and who denies it, out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
# A second process pays for itself from about this many documents on.
_PARALLEL_FROM = 40
# Seconds after which a progress bar appears.
_PATIENCE = 2.0
_DEMO = ("demo", "el-fasher.html")


class Format(StrEnum):
    """How mentions are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


_NEXT = """
[bold]Next[/bold]
    tocsin code PAGE.html NEWS.jsonl FOLDER/    [dim]your own pages, texts, JSON lines, CSV, or folders of them[/dim]
    tocsin code PAGE.html --format jsonl        [dim]one JSON line per mention, for programs; csv for spreadsheets[/dim]
    tocsin annotate PAGE.html                   [dim]the layers: places, actors, times, who says what[/dim]
    tocsin explain "Rebels seized Sake."        [dim]why a sentence is coded as it is[/dim]"""


Paths = Annotated[
    list[str], typer.Argument(help="HTML, text, JSON-lines or CSV files, folders of them, or - for standard input.")
]
Published = Annotated[
    str | None, typer.Option(help="Publication date (YYYY-MM-DD) for input that tells none; relative dates need one.")
]
Form = Annotated[Format, typer.Option("--format", help="table for people; jsonl or csv for machines.")]
Jobs = Annotated[int | None, typer.Option(min=1, help="Processes; default: one per core for long input.")]


def _fail(message: str) -> NoReturn:
    Console(stderr=True).print(f"[red]error:[/red] {escape(message)}", highlight=False, soft_wrap=True)
    raise typer.Exit(2)


def _date(given: str | None) -> date | None:
    try:
        return datetime.strptime(given, "%Y-%m-%d").date() if given else None
    except ValueError:
        _fail(f"--published {given!r} is not a date; write it as YYYY-MM-DD, for example 2025-02-22.")


def _documents(paths: list[str], published: date | None, skipped: list[Skipped]) -> Iterator[Document]:
    for item in read(paths, published=published, identify=language_of, stdin=sys.stdin.buffer):
        if isinstance(item, Skipped):
            skipped.append(item)
        else:
            yield item


def _readings(paths: list[str], published: str | None, jobs: int | None, skipped: list[Skipped]) -> Iterator[Reading]:
    """Yield readings as they are made; of a long input, only the documents at work are held in memory."""
    yield from _coded(_documents(paths, _date(published), skipped), jobs, skipped)


def _coded(documents: Iterator[Document], jobs: int | None, skipped: list[Skipped]) -> Iterator[Reading]:
    head = list(islice(documents, _PARALLEL_FROM))
    if not head:
        return
    is_long = len(head) == _PARALLEL_FROM
    cores = jobs or ((os.cpu_count() or 1) if is_long else 1)
    tools = load_tools(progress=_tell)
    with _bar(None if is_long else len(head)) as bar:
        for result in run(chain(head, documents), tools, jobs=cores):
            bar.advance(bar.task_ids[0])
            if isinstance(result, Skipped):
                skipped.append(result)
                continue
            if sys.stdout.isatty():
                bar.stop()  # from here on, the results on the screen are the progress
            yield result


@contextmanager
def _bar(total: int | None) -> Iterator[Progress]:
    """Give a progress bar on the terminal's error stream, shown from ``_PATIENCE`` on; ``None``: a running count."""
    columns = (SpinnerColumn(), TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    # Redirected, output for a file would go to the screen.
    bar = Progress(*columns, console=console, transient=True, redirect_stdout=False, disable=not console.is_terminal)
    bar.add_task("reading", total=total)
    late = Timer(_PATIENCE, bar.start)
    late.daemon = True
    late.start()
    try:
        yield bar
    finally:
        late.cancel()
        late.join()
        bar.stop()


def _tell(message: str) -> None:
    Console(stderr=True).print(message, style="dim", highlight=False, markup=False, soft_wrap=True)


def _report(skipped: list[Skipped]) -> None:
    console = Console(stderr=True)
    for s in skipped:
        console.print(f"[yellow]skipped[/yellow] {escape(f'{s.file}: {s.reason}')}", highlight=False, soft_wrap=True)


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
    format_: Form = Format.TABLE,
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
    console = _console()
    any_read = False
    for reading in readings:
        any_read = True
        console.print(document_table(reading, [m for m in reading.mentions if m.score >= min_score]), highlight=False)
    return any_read


def _console() -> Console:
    """Return the console for people; a file or pipe has room for the table."""
    console = Console()
    if not console.is_terminal:
        console.width = max(console.width, 140)
    return console


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
        _fail('the text is empty; give a sentence in quotes: tocsin explain "Rebels seized the town of Sake."')
    try:
        results = list(run([Document("sentence", text, published=_date(published))], load_tools(progress=_tell)))
    except TocsinError as error:
        _fail(str(error))
    for result in results:
        if isinstance(result, Skipped):
            _fail(result.reason)
        Console().print(explanation(result), highlight=False)


@app.command()
def score(
    documents: Annotated[str, typer.Argument(help="The documents: a file or folder that tocsin code reads.")],
    gold: Annotated[str, typer.Argument(help="What people marked in them: JSON lines, or a folder of JSON files.")],
    published: Published = None,
    min_score: Annotated[float, typer.Option(min=0.0, max=1.0, help="Leave out mentions below this score.")] = 0.0,
    jobs: Jobs = None,
) -> None:
    """Say how well tocsin's records meet your own annotations, with 95 % intervals."""
    unread, uncoded, day = list[Skipped](), list[Skipped](), _date(published)
    try:
        marked = read_marked(Path(gold))
        given = list(_documents([documents], day, unread))
        if not given:
            _finish(False, unread)
        _report(unread)
        answers = placed(marked, texts_of(given))
        readings = list(_coded((d for d in given if d.id in answers), jobs, uncoded))
        made = {r.document.id: [m for m in r.mentions if m.score >= min_score] for r in readings}
        figures = score_mentions(answers, made)
    except TocsinError as error:
        _fail(str(error))
    _finish(bool(readings), uncoded)
    _console().print(score_table(figures, len(answers)), highlight=False)


@app.command()
def demo() -> None:
    """Code the page that comes with tocsin, and show where each part of the result comes from."""
    console, skipped = _console(), list[Skipped]()
    with as_file(data_folder().joinpath(*_DEMO)) as page:
        try:
            readings = list(_readings([str(page)], None, 1, skipped))
        except TocsinError as error:
            _fail(str(error))
        for reading in readings:
            console.print(document_table(reading, reading.mentions), highlight=False)
            console.print(sources(reading), highlight=False)
    _finish(bool(readings), skipped)
    console.print(_NEXT, highlight=False, soft_wrap=True)


def never_refuse(stream: object) -> None:
    """Let a stream take every character: files and pipes are UTF-8, an older terminal shows ``?`` for what it lacks."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="replace")


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        never_refuse(stream)
    app()
