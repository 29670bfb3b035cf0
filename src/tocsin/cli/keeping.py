"""Commands on what the store holds: add, delete, recode, documents, changes."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from getpass import getuser
from typing import Annotated

import typer

from tocsin.cli.common import (
    DEFAULT_STORE,
    Form,
    Format,
    Jobs,
    Limit,
    Published,
    Since,
    Store,
    Tables,
    Until,
    app,
    asked,
    day,
    finish,
    listed,
    opened,
    people_console,
    progress_bar,
    report,
    shown,
    tell,
)
from tocsin.cli.pages import added_page, recoded_page
from tocsin.write.kept_cells import numbered
from tocsin.write.listings import change_table, documents_table
from tocsin.write.rows import CHANGE_COLUMNS, DOCUMENT_COLUMNS, change_row, document_row
from tocsin.write.shapes import change_dict, document_dict

_STOPPED = "stopped; what was added up to here is kept, and the same command goes on from there."


@app.command()
def add(
    paths: Annotated[
        list[str],
        typer.Argument(help="Files, folders, web addresses, or - for standard input; what is known is left as it is."),
    ],
    published: Published = None,
    jobs: Jobs = None,
    tables: Tables = None,
    store: Store = DEFAULT_STORE,
) -> None:
    """Code documents and keep them: each happening joins the incident that it belongs to, or begins one."""
    on = day("--published", published)
    with opened(store, create=True, tables=tables) as record, progress_bar(None) as bar:
        try:
            done = record.add(
                paths,
                published=on,
                stdin=sys.stdin.buffer,
                jobs=jobs or os.cpu_count() or 1,
                progress=lambda more: bar.advance(bar.task_ids[0], more),
            )
        except KeyboardInterrupt:
            tell(_STOPPED)
            raise
    finish(bool(done.documents + done.revised + done.unchanged), done.skipped)
    people_console().print(added_page(done, store, DEFAULT_STORE), highlight=False, soft_wrap=True)


@app.command()
def delete(
    documents_: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT...", help="Ids of documents (tocsin documents).")
    ],
    why: Annotated[str, typer.Option(help="The reason, kept for ever: a deletion cannot be taken back.")],
    by: Annotated[str | None, typer.Option(help="Who decides; default: the name of the system's user.")] = None,
    store: Store = DEFAULT_STORE,
) -> None:
    """Delete documents: what they told leaves its incidents, and incidents that nobody else tells end."""
    with opened(store) as record:
        done = record.delete(documents_, by=by or getuser(), why=why)
    gone = numbered(len(set(documents_)), "document")
    tell(
        f"{gone} deleted; {numbered(done.changed, 'incident')} changed, {done.ended} ended. tocsin changes lists them."
    )


@app.command()
def recode(jobs: Jobs = None, tables: Tables = None, store: Store = DEFAULT_STORE) -> None:
    """Code all documents of the store afresh with this version, and say what changed; decisions of people stay."""
    began = datetime.now(UTC)
    with opened(store, tables=tables) as record, progress_bar(None) as bar:
        try:
            done = record.recode(
                jobs=jobs or os.cpu_count() or 1, progress=lambda more: bar.advance(bar.task_ids[0], more)
            )
        except KeyboardInterrupt:
            tell(_STOPPED)
            raise
    report(done.skipped)
    people_console().print(recoded_page(done, began, store, DEFAULT_STORE), highlight=False, soft_wrap=True)


@app.command()
def documents(
    since: Since = None,
    until: Until = None,
    outlet: Annotated[str | None, typer.Option(help="The name of the outlet, or a part of it.")] = None,
    limit: Limit = None,
    format_: Form = Format.TABLE,
    store: Store = DEFAULT_STORE,
) -> None:
    """List the documents of the store by day of publication, with what they repeat and whom they go back to."""
    first, last = day("--since", since), day("--until", until)
    with opened(store) as record:
        found = record.documents(since=first, until=last, outlet=outlet, limit=asked(limit, format_))
    found = shown(found, limit, format_)
    listed(
        format_,
        dicts=map(document_dict, found),
        columns=DOCUMENT_COLUMNS,
        rows=map(document_row, found),
        page=lambda: documents_table(found),
    )


@app.command()
def changes(
    since: Annotated[str, typer.Option(help="From this day on (YYYY-MM-DD), in UTC; or a moment, YYYY-MM-DDTHH:MM.")],
    format_: Form = Format.TABLE,
    store: Store = DEFAULT_STORE,
) -> None:
    """List what was added, changed, merged and deleted since a day: which ids, by whom and why."""
    moment = _moment(since)
    with opened(store) as record:
        found = record.changes(since=moment)
    if not found and format_ is Format.TABLE:
        tell(f"nothing has changed since {since}.")
        return
    listed(
        format_,
        dicts=map(change_dict, found),
        columns=CHANGE_COLUMNS,
        rows=map(change_row, found),
        page=lambda: change_table(found),
    )


def _moment(given: str) -> datetime:
    """Return a moment in UTC; a day alone is its first moment."""
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        moment = datetime.combine(day("--since", given) or datetime.min, datetime.min.time())
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
