"""Commands that keep nothing: code, annotate, explain, score."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from tocsin.base.model import Document, EventMention, Skipped
from tocsin.base.reading import Reading
from tocsin.cli.common import (
    Form,
    Format,
    Jobs,
    Paths,
    Published,
    Tables,
    app,
    day,
    fail,
    failing,
    finish,
    own_tables,
    people_console,
    print_lines,
    progress_bar,
    report,
    tell,
)
from tocsin.documents.read import read
from tocsin.language.identify import language_of
from tocsin.pipeline import load_tools, run
from tocsin.study.answer_files import read_marked
from tocsin.study.answers import placed, texts_of
from tocsin.study.scores import score as score_mentions
from tocsin.write.explanation import explanation
from tocsin.write.native import csv_lines, json_line, layers_dict, mention_line
from tocsin.write.score_table import score_table
from tocsin.write.terminal import document_table

# A second process pays for itself from about this many documents on.
_PARALLEL_FROM = 40


def _documents(paths: list[str], published: date | None, skipped: list[Skipped]) -> Iterator[Document]:
    for item in read(paths, published=published, identify=language_of, stdin=sys.stdin.buffer):
        if isinstance(item, Skipped):
            skipped.append(item)
        else:
            yield item


def read_all(paths: list[str], published: str | None, jobs: int | None, skipped: list[Skipped]) -> Iterator[Reading]:
    """Yield readings of files as they are made; of a long input, only the documents at work are held in memory."""
    yield from _coded(_documents(paths, day("--published", published), skipped), jobs, skipped)


def _coded(documents: Iterator[Document], jobs: int | None, skipped: list[Skipped]) -> Iterator[Reading]:
    head = list(islice(documents, _PARALLEL_FROM))
    if not head:
        return
    is_long = len(head) == _PARALLEL_FROM
    cores = jobs or ((os.cpu_count() or 1) if is_long else 1)
    tools = load_tools(progress=tell)
    with progress_bar(None if is_long else len(head)) as bar:
        for result in run(chain(head, documents), tools, jobs=cores):
            bar.advance(bar.task_ids[0])
            if isinstance(result, Skipped):
                skipped.append(result)
                continue
            if sys.stdout.isatty():
                bar.stop()  # from here on, the results on the screen are the progress
            yield result


@app.command()
def code(
    paths: Paths,
    published: Published = None,
    format_: Form = Format.TABLE,
    min_score: Annotated[float, typer.Option(min=0.0, max=1.0, help="Leave out mentions below this score.")] = 0.0,
    jobs: Jobs = None,
    tables: Tables = None,
) -> None:
    """Say what each page says happened: one record per happening, with its words, its speakers and its deniers."""
    skipped: list[Skipped] = []
    any_read = False

    def mentions() -> Iterator[EventMention]:
        nonlocal any_read
        for reading in read_all(paths, published, jobs, skipped):
            any_read = True
            yield from (m for m in reading.mentions if m.score >= min_score)

    with own_tables(tables), failing():
        if format_ is Format.TABLE:
            any_read = _print_tables(read_all(paths, published, jobs, skipped), min_score)
        else:
            print_lines(csv_lines(mentions()) if format_ is Format.CSV else map(mention_line, mentions()))
    finish(any_read, skipped)


def _print_tables(readings: Iterable[Reading], min_score: float) -> bool:
    console = people_console()
    any_read = False
    for reading in readings:
        any_read = True
        console.print(document_table(reading, [m for m in reading.mentions if m.score >= min_score]), highlight=False)
    return any_read


@app.command(name="annotate")
def annotate_(paths: Paths, published: Published = None, jobs: Jobs = None, tables: Tables = None) -> None:
    """Print the layers as JSON lines: places, actors, times, attributions (cue, speaker, content), regions."""
    skipped: list[Skipped] = []
    any_read = False
    with own_tables(tables), failing():
        for reading in read_all(paths, published, jobs, skipped):
            any_read = True
            print_lines([json_line(layers_dict(reading))])
    finish(any_read, skipped)


@app.command()
def explain(
    text: Annotated[str, typer.Argument(help="A sentence or a few, in quotes.")],
    published: Published = None,
    tables: Tables = None,
) -> None:
    """Show why a text is coded as it is: trigger, rule, each role's path, status, attribution, and what was dropped."""
    if not text.strip():
        fail('the text is empty; give a sentence in quotes: tocsin explain "Rebels seized the town of Sake."')
    given = Document("sentence", text, published=day("--published", published))
    with own_tables(tables), failing():
        results = list(run([given], load_tools(progress=tell)))
    for result in results:
        if isinstance(result, Skipped):
            fail(result.reason)
        Console().print(explanation(result), highlight=False)


@app.command()
def score(
    documents: Annotated[str, typer.Argument(help="The documents: a file or folder that tocsin code reads.")],
    gold: Annotated[str, typer.Argument(help="What people marked in them: JSON lines, or a folder of JSON files.")],
    published: Published = None,
    min_score: Annotated[float, typer.Option(min=0.0, max=1.0, help="Leave out mentions below this score.")] = 0.0,
    jobs: Jobs = None,
    tables: Tables = None,
) -> None:
    """Say how well tocsin's records meet your own annotations, with 95 % intervals."""
    unread, uncoded, on = list[Skipped](), list[Skipped](), day("--published", published)
    with own_tables(tables), failing():
        marked = read_marked(Path(gold))
        given = list(_documents([documents], on, unread))
        if not given:
            finish(False, unread)
        report(unread)
        answers = placed(marked, texts_of(given))
        readings = list(_coded((d for d in given if d.id in answers), jobs, uncoded))
        made = {r.document.id: [m for m in r.mentions if m.score >= min_score] for r in readings}
        figures = score_mentions(answers, made)
    finish(bool(readings), uncoded)
    people_console().print(score_table(figures, len(answers)), highlight=False)
