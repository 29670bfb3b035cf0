"""What the commands share: the application, options, errors, progress, and how a listing is printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from threading import Timer
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console, RenderableType
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tocsin.base.errors import TocsinError
from tocsin.base.incidents import IncidentStatus
from tocsin.base.model import Skipped, Status
from tocsin.base.overlay import read_overlay
from tocsin.base.tables import NO_OVERLAY, using
from tocsin.record import Record, open_record
from tocsin.write.native import csv_table, json_line

app = typer.Typer(
    help="News reporting in; a sourced record of who did what to whom, who says so and who denies it, out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
OWN_TABLES = "TOCSIN_TABLES"
DEFAULT_STORE = "tocsin.db"
# Rows of a table for people, unless they ask for more; machines get all.
ROWS = 100
# Seconds after which a progress bar appears.
_PATIENCE = 2.0
# Skipped files that share a reason are named up to this many; so many reasons are told.
_NAMED, _REASONS = 3, 20


class Format(StrEnum):
    """How results are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


Paths = Annotated[
    list[str], typer.Argument(help="HTML, text, JSON-lines or CSV files, folders of them, or - for standard input.")
]
Published = Annotated[
    str | None, typer.Option(help="Publication date (YYYY-MM-DD) for input that tells none; relative dates need one.")
]
Form = Annotated[Format, typer.Option("--format", help="table for people; jsonl or csv for machines.")]
Jobs = Annotated[int | None, typer.Option(min=1, help="Processes; default: one per core for long input.")]
Store = Annotated[
    str,
    typer.Option(
        "--store",
        envvar="TOCSIN_STORE",
        help="The store: a file, or the address of a PostgreSQL database. The environment's TOCSIN_STORE stands for it.",
    ),
]
Tables = Annotated[
    str | None,
    typer.Option(
        "--tables",
        envvar=OWN_TABLES,
        help=f"A folder with tables of your own, laid over ours. The environment's {OWN_TABLES} stands for it.",
    ),
]
Since = Annotated[str | None, typer.Option(help="From this day on (YYYY-MM-DD).")]
Until = Annotated[str | None, typer.Option(help="Up to, not including, this day (YYYY-MM-DD).")]
AtPlace = Annotated[str | None, typer.Option("--place", help="A place with its parts: a town, province or country.")]
OfActor = Annotated[str | None, typer.Option("--actor", help="Who acts or is acted on, with all that belongs to it.")]
OfType = Annotated[str | None, typer.Option("--type", help="Event type, for example ASSAULT.")]
OfMode = Annotated[str | None, typer.Option("--mode", help="Mode of the type, for example aerial.")]
OfStatus = Annotated[IncidentStatus | None, typer.Option("--status", help="How well it is attested.")]
ToldAs = Annotated[Status | None, typer.Option("--told", help="How the firmest telling has it.")]
LeastScore = Annotated[
    float, typer.Option("--min-score", min=0.0, max=1.0, help="Leave out incidents below this score.")
]
LeastOrigins = Annotated[
    int, typer.Option("--min-origins", min=0, help="Leave out incidents with fewer independent origins.")
]
WithWords = Annotated[str | None, typer.Option("--words", help="Words that its tellings hold.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="What the store knew on this day (YYYY-MM-DD).")]
Limit = Annotated[
    int | None, typer.Option(min=1, help=f"At most so many; default: {ROWS} in a table, all for machines.")
]


def fail(message: str) -> NoReturn:
    """Print an error and end with code 2."""
    Console(stderr=True).print(f"[red]error:[/red] {escape(message)}", highlight=False, soft_wrap=True)
    raise typer.Exit(2)


def day(option: str, given: str | None) -> date | None:
    """Return the day that an option was given, or end with an error that tells the form."""
    try:
        return datetime.strptime(given, "%Y-%m-%d").date() if given else None
    except ValueError:
        fail(f"{option} {given!r} is not a date; write it as YYYY-MM-DD, for example 2025-02-22.")


@contextmanager
def failing() -> Iterator[None]:
    """Turn what tocsin raises on purpose into an error on the screen."""
    try:
        yield
    except TocsinError as error:
        fail(str(error))


@contextmanager
def writing(to: object) -> Iterator[None]:
    """Turn what keeps a file from being written, such as a full disk, into an error on the screen."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        fail(f"{to} cannot be written: {why[:1].lower()}{why[1:]}. Nothing was kept; make room, or give another place.")


@contextmanager
def own_tables(folder: str | None) -> Iterator[None]:
    """Lay the tables of a folder over ours, checked; those of the environment where none is given."""
    given = folder or os.environ.get(OWN_TABLES)
    with failing():
        overlay = read_overlay(given) if given else NO_OVERLAY
    with using(overlay):
        yield


@contextmanager
def opened(store: str, *, create: bool = False, tables: str | None = None) -> Iterator[Record]:
    """Give the record of a store; unless it may be made, one that does not exist ends with an error."""
    is_file = "://" not in store
    if is_file and not create and not Path(store).exists():
        option = "" if store == DEFAULT_STORE else f" --store {store}"
        fail(f"there is no store at {store}; make one with: tocsin add PATH{option}, or name another with --store.")
    with own_tables(tables), failing(), closing(open_record(store, create=create)) as record:
        yield record


@contextmanager
def progress_bar(total: int | None) -> Iterator[Progress]:
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


def tell(message: str) -> None:
    """Print a remark on the error stream."""
    Console(stderr=True).print(message, style="dim", highlight=False, markup=False, soft_wrap=True)


def report(skipped: Sequence[Skipped]) -> None:
    """Print what was skipped and why; files that share a reason are told together."""
    console = Console(stderr=True)
    files: dict[str, list[str]] = {}
    for s in skipped:
        files.setdefault(s.reason, []).append(s.file)
    for reason, names in list(files.items())[:_REASONS]:
        if len(names) <= _NAMED:
            lines = [f"{name}: {reason}" for name in names]
        else:
            lines = [f"{len(names)} documents: {reason} ({', '.join(names[:_NAMED])} and {len(names) - _NAMED} more)"]
        for line in lines:
            console.print(f"[yellow]skipped[/yellow] {escape(line)}", highlight=False, soft_wrap=True)
    if rest := sum(map(len, list(files.values())[_REASONS:])):
        console.print(f"[yellow]skipped[/yellow] {rest:,} more, for other reasons", highlight=False)


def finish(read_any: bool, skipped: Sequence[Skipped]) -> None:
    """Print what was skipped; end with code 1 when nothing could be read."""
    report(skipped)
    if not read_any:
        if not skipped:
            Console(stderr=True).print("nothing to read: the input holds no document.")
        raise typer.Exit(1)


def people_console() -> Console:
    """Return the console for people; a file or pipe has room for the table."""
    console = Console()
    if not console.is_terminal:
        console.width = max(console.width, 140)
    return console


def print_lines(lines: Iterable[str]) -> None:
    """Print lines for machines."""
    for line in lines:
        sys.stdout.write(line + "\n")


def listed(
    form: Format,
    *,
    dicts: Iterable[dict[str, Any]],
    columns: Iterable[str],
    rows: Iterable[Iterable[object]],
    page: Callable[[], RenderableType],
) -> None:
    """Print a listing in the form asked for; only what that form needs is made."""
    if form is Format.JSONL:
        print_lines(map(json_line, dicts))
    elif form is Format.CSV:
        print_lines(csv_table(columns, rows))
    else:
        people_console().print(page(), highlight=False)


def asked(limit: int | None, form: Format) -> int | None:
    """Return how many to ask for: one more than is shown to people, so that they can be told of it."""
    return (limit or ROWS) + 1 if form is Format.TABLE else limit


def shown(found: list[Any], limit: int | None, form: Format) -> list[Any]:
    """Return what is printed of what was found; people are told when there is nothing or more than that."""
    if form is not Format.TABLE:
        return found
    rows = limit or ROWS
    if not found:
        tell("nothing in the record fits; leave out an option, or see what there is: tocsin documents")
    elif len(found) > rows:
        tell(f"there is more: these are the first {rows}; --limit sets another number.")
    return found[:rows]
