"""The command by which a person decides: same or different, right or wrong, another value; and takes it back."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from getpass import getuser
from typing import Annotated

import typer
from rich.rule import Rule
from rich.text import Text

from tocsin.base.model import COUNTS
from tocsin.base.provenance import Judgement, Verdict
from tocsin.cli.common import DEFAULT_STORE, Form, Format, Store, app, fail, listed, opened, people_console, tell
from tocsin.record import Record
from tocsin.write.incident_page import pair
from tocsin.write.kept_cells import numbered
from tocsin.write.listings import judgement_table
from tocsin.write.rows import JUDGEMENT_COLUMNS, judgement_row
from tocsin.write.shapes import judgement_dict

# What each verdict is given after it.
_FORMS = {
    Verdict.SAME: ("ID", "ID"),
    Verdict.DIFFERENT: ("ID", "ID"),
    Verdict.UNSURE: ("ID", "ID"),
    Verdict.RIGHT: ("ID",),
    Verdict.WRONG: ("ID",),
    Verdict.EDIT: ("ID", "FIELD", "VALUE"),
}
_KEYS = {"s": Verdict.SAME, "d": Verdict.DIFFERENT, "u": Verdict.UNSURE}
_COUNT = re.compile(r"\d+(?:-\d+){0,2}\+?")


@app.command()
def judge(
    verdict: Annotated[
        Verdict | None, typer.Argument(help="What you decide; none: the pairs in doubt, by key.")
    ] = None,
    on: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID...", help="Two ids for same, different, unsure; one for right, wrong; ID FIELD VALUE."
        ),
    ] = None,
    by: Annotated[str | None, typer.Option(help="Who decides; default: the name of the system's user.")] = None,
    why: Annotated[str | None, typer.Option(help="The reason, kept with the decision.")] = None,
    undo: Annotated[str | None, typer.Option(help="The id of a decision (J_ID) to take back.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the decisions in force.")] = False,
    format_: Form = Format.TABLE,
    store: Store = DEFAULT_STORE,
) -> None:
    """Decide on incidents and mentions: the same or not, right or wrong, another value; decisions outlive recoding."""
    given = on or []
    if list_:
        with opened(store) as record:
            _list_decisions(record.judgements(), format_)
        return
    if undo is None and verdict is not None:
        _check(verdict, given)
    who = by or _user()
    with opened(store) as record:
        if undo is not None:
            record.undo(undo, by=who)
            tell(f"taken back: {undo}.")
        elif verdict is None:
            _by_key(record, who, why)
        else:
            _decide(record, verdict, given, who, why)


def _list_decisions(found: Sequence[Judgement], form: Format) -> None:
    if not found and form is Format.TABLE:
        tell("no decision is in force; tocsin judge shows the pairs that are in doubt.")
        return
    listed(
        form,
        dicts=map(judgement_dict, found),
        columns=JUDGEMENT_COLUMNS,
        rows=map(judgement_row, found),
        page=lambda: judgement_table(found),
    )


def _check(verdict: Verdict, given: Sequence[str]) -> None:
    form = _FORMS[verdict]
    is_edit = verdict is Verdict.EDIT
    if len(given) < len(form) or (len(given) > len(form) and not is_edit):
        fail(
            f"{verdict.value} was given {numbered(len(given), 'word')}; it takes {' '.join(form)}; "
            f"write: tocsin judge {verdict.value} {' '.join(form)}"
        )


def _user() -> str:
    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        fail("the system does not tell who you are; a decision needs a name; give one with --by NAME.")


def _decide(record: Record, verdict: Verdict, given: Sequence[str], who: str, why: str | None) -> None:
    left, *more = given
    if verdict is Verdict.EDIT:
        field, value = more[0], written(more[0], " ".join(more[1:]))
        made = record.judge(verdict, left, by=who, field=field, value=value, why=why)
    else:
        made = record.judge(verdict, left, more[0] if more else None, by=who, why=why)
    people_console().print(
        Text(f"kept: {verdict.value}, says {who}").append(
            f"  take it back: tocsin judge --undo {made.id}", style="dim"
        ),
        highlight=False,
    )


def written(field: str, value: str) -> str:
    """Return the value of an edit as the record keeps it; a count may be written ``12``, ``10-15``, ``10-12-15``, ``12+``."""
    if field not in COUNTS or not _COUNT.fullmatch(value.strip()):
        return value
    numbers = [int(n) for n in value.strip().rstrip("+").split("-")]
    best = numbers[1] if len(numbers) == 3 else numbers[0] if len(set(numbers)) == 1 else None
    high = None if value.strip().endswith("+") else numbers[-1]
    return json.dumps({"low": numbers[0], "best": best, "high": high})


def _by_key(record: Record, who: str, why: str | None) -> None:
    """Show one pair in doubt after the other, and keep what is decided by a key."""
    if not _is_terminal():
        fail("pairs are shown only on a terminal; decide by ids instead: tocsin judge same ID ID")
    console, decided, seen = people_console(), 0, 0
    for left, right, score, reasons in record.doubts():
        seen += 1
        console.print(Rule(style="dim"), pair(left, right, score, reasons), highlight=False)
        console.print("\n[bold]s[/bold]ame  [bold]d[/bold]ifferent  [bold]u[/bold]nsure  [bold]q[/bold]uit ", end="")
        key = _key()
        console.print(key)
        if key == "q":
            break
        record.judge(_KEYS[key], left.id, right.id, by=who, why=why)
        decided += 1
    console.print(f"{numbered(decided, 'decision')} kept." if seen else "No pair is in doubt.", highlight=False)


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _key() -> str:
    """Return the first key pressed that means something; the end of input means to quit."""
    while True:
        try:
            key = typer.getchar().lower()
        except (EOFError, KeyboardInterrupt):
            return "q"
        if key in _KEYS or key == "q":
            return key
        if key in ("", "\x03", "\x04", "\x1b"):
            return "q"
