"""The command brief: a situation report on a place, every sentence with its sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from tocsin.briefing import brief as make_brief
from tocsin.cli.common import DEFAULT_STORE, Store, Until, app, day, opened, tell, writing
from tocsin.write.brief_html import brief_html
from tocsin.write.brief_markdown import brief_markdown
from tocsin.write.brief_parts import Picture, Section


class BriefFormat(StrEnum):
    """How a brief is written."""

    MD = "md"
    HTML = "html"


@app.command()
def brief(
    place: Annotated[str, typer.Option(help="A town, province or country, or a country's code: COD.")],
    since: Annotated[str, typer.Option(help="The first day (YYYY-MM-DD).")],
    until: Until = None,
    format_: Annotated[
        BriefFormat | None,
        typer.Option("--format", help="md: Markdown; html: a page that also prints. Default: by the name of --to."),
    ] = None,
    to: Annotated[
        Path | None, typer.Option(help="The file; pictures of Markdown go beside it. Default: the screen.")
    ] = None,
    store: Store = DEFAULT_STORE,
) -> None:
    """Write a situation report on a place: what changed, tolls, claims and denials, who holds what; all with sources."""
    first, end = day("--since", since) or date.min, day("--until", until)
    with opened(store) as record:
        made = make_brief(record, place=place, since=first, until=end)
    form = format_ or (BriefFormat.HTML if to and to.suffix.lower() in (".html", ".htm") else BriefFormat.MD)
    # Several briefs in one folder must not share their pictures.
    prefix = f"{to.stem}-" if to else ""
    text = brief_html(made) if form is BriefFormat.HTML else brief_markdown(made, prefix=prefix)
    if to is None:
        typer.echo(text, nl=False)
        return
    files = {to.name: text}
    if form is BriefFormat.MD:
        files |= {f"{prefix}{p.name}.svg": p.svg for p in _pictures(made.sections)}
    with writing(to), TemporaryDirectory(prefix=".tocsin-", dir=to.absolute().parent) as beside:
        for name, content in files.items():
            (Path(beside) / name).write_text(content, encoding="utf-8")
        for name in files:
            (Path(beside) / name).replace(to.with_name(name))
    tell(f"{to}: {made.title}, {made.subtitle}")


def _pictures(sections: tuple[Section, ...]) -> Iterator[Picture]:
    for section in sections:
        yield from section.pictures
        yield from _pictures(section.parts)
