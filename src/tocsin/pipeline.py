"""The whole path on one screen: documents in, readings with event mentions out."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from tocsin.base.errors import TocsinError
from tocsin.base.model import Document, Skipped
from tocsin.base.overlay import read_overlay
from tocsin.base.reading import Reading
from tocsin.base.tables import NO_OVERLAY, Overlay, in_force, using
from tocsin.language.reader import Reader as ReaderModel
from tocsin.language.reader import load_reader, understand
from tocsin.language.with_spacy import DEFAULT_MODEL, annotate, load_model
from tocsin.linking.actors import link_actors
from tocsin.linking.capitals import link_capitals
from tocsin.linking.coreference import link_coreference
from tocsin.linking.gazetteer import Gazetteer, open_gazetteer
from tocsin.linking.grounds import link_grounds
from tocsin.linking.held_places import link_held
from tocsin.linking.names import link_names
from tocsin.linking.places import link_places
from tocsin.linking.register import Register, load_register
from tocsin.linking.times import link_times
from tocsin.mentions.attribution import find_attributions
from tocsin.mentions.find import find_mentions
from tocsin.mentions.lexicon import Lexicon, load_lexicon
from tocsin.mentions.relations import find_relations

T = TypeVar("T")
# Documents per batch: enough for the model to be fed well, few enough that results come early.
BATCH = 16
# Batches that wait for a worker: it never idles, and a long input is never held whole.
_AHEAD = 2
# Seconds between two looks of a worker whether its parent lives.
_LOOK = 1.0


@dataclass(frozen=True, slots=True)
class Tools:
    """What the steps need besides the documents: loaded once, read only.

    ``overlay`` are the user's own tables, which all were loaded with and the steps read their words with.
    """

    model: Any
    register: Register
    gazetteer: Gazetteer
    lexicon: Lexicon
    reader: ReaderModel
    overlay: Overlay = NO_OVERLAY


Step = Callable[[Sequence[Reading], Tools], list[Reading]]


def load_tools(
    model: str = DEFAULT_MODEL,
    *,
    tables: str | Path | None = None,
    progress: Callable[[str], None] | None = None,
) -> Tools:
    """Return the loaded model, register, gazetteer, lexicon and reader.

    What the process holds by then is taken out of the collector's rounds (``gc.freeze``).

    Args:
        model: the package of a spaCy pipeline.
        tables: a folder with tables of the user's own, laid over ours; without it, those in force are
            (``base.tables.using``).
        progress: told in a sentence what takes long (the gazetteer, at first use); nothing is printed here.

    Raises:
        BadSetting: the language model is not installed, the cache folder cannot be written, or there is no such folder.
        BadTable: a vocabulary table breaks its form.
    """
    overlay = in_force() if tables is None else read_overlay(tables)
    with using(overlay):
        # The quick ones first, so that a row that breaks its form is told at once.
        register, lexicon = load_register(), load_lexicon()
        places = open_gazetteer(progress=progress)
        tools = Tools(load_model(model), register, places, lexicon, load_reader(), overlay)
    # Millions of objects that stay as long as the process: the collector need not walk them each time (nor, in a worker,
    # write to their pages, which are shared until then).
    gc.freeze()
    return tools


def each(step: Callable[[Reading, Tools], Reading]) -> Step:
    """Lift a step over one reading to a step over a batch."""

    def lifted(readings: Sequence[Reading], tools: Tools) -> list[Reading]:
        return [step(reading, tools) for reading in readings]

    lifted.__name__ = getattr(step, "__name__", "step")
    return lifted


def _annotate(readings: Sequence[Reading], tools: Tools) -> list[Reading]:
    return annotate(readings, tools.model)


# Names before places: the register's groups and persons must not be read as places (M23, Goma as a surname).
# Places before actors: a police force takes its country from the place in its phrase.
# Grounds between them: the adjective of "Turkish airspace" is no party, and no actor is made of it.
# Actors before coreference: a pronoun stands for somebody already linked.
# Held places after the reader, which sees them, and before mentions: "captured Zankura" is the taking of a place.
STEPS: tuple[tuple[str, Step], ...] = (
    ("annotate", _annotate),
    ("link_names", each(lambda r, t: link_names(r, t.register))),
    ("link_places", each(lambda r, t: link_places(r, t.gazetteer))),
    ("link_grounds", each(lambda r, t: link_grounds(r, t.gazetteer))),
    ("link_actors", each(lambda r, t: link_actors(r, t.register))),
    ("link_capitals", each(lambda r, t: link_capitals(r, t.register, t.gazetteer))),
    ("link_coreference", each(lambda r, _: link_coreference(r))),
    ("link_times", each(lambda r, _: link_times(r))),
    ("find_attributions", each(lambda r, _: find_attributions(r))),
    ("understand", each(lambda r, t: understand(r, t.reader))),
    ("link_held", each(lambda r, t: link_held(r, t.gazetteer))),
    ("find_mentions", each(lambda r, t: find_mentions(r, t.lexicon))),
    ("find_relations", each(lambda r, _: find_relations(r))),
)


def read_batch(documents: Sequence[Document], tools: Tools) -> list[Reading | Skipped]:
    """Return one reading per document; if the batch fails, each is tried alone and only the bad one is skipped."""
    try:
        with using(tools.overlay):
            return list(_through([Reading(d) for d in documents], tools))
    except Exception as error:  # one bad document must not stop a batch
        if len(documents) == 1:
            return [Skipped(documents[0].file or documents[0].id, "coding", f"{type(error).__name__}: {error}")]
        return [result for d in documents for result in read_batch([d], tools)]


def _through(readings: list[Reading], tools: Tools) -> list[Reading]:
    for _, step in STEPS:
        readings = step(readings, tools)
    return readings


def run(documents: Iterable[Document], tools: Tools, *, jobs: int = 1) -> Iterator[Reading | Skipped]:
    """Yield the readings of the documents in order.

    Args:
        documents: what to read; consumed batch by batch.
        tools: loaded models and tables.
        jobs: worker processes; with more than one, batches are read side by side where the system can fork.

    Raises:
        TocsinError: a worker process ended early.
    """
    stream = batches(documents)
    if jobs <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        for batch in stream:
            yield from read_batch(batch, tools)
        return
    _WORKER.append(tools)  # forked workers share the loaded tools instead of loading them again
    try:
        yield from _side_by_side(stream, jobs)
    except BrokenProcessPool as error:
        raise TocsinError("a worker process ended early, perhaps for want of memory; try --jobs 1.") from error
    finally:
        _WORKER.clear()


def _side_by_side(batches: Iterable[list[Document]], jobs: int) -> Iterator[Reading | Skipped]:
    """Yield results in order; no more than ``_AHEAD`` batches a worker are read before they are asked for."""
    waiting: deque[Future[list[Reading | Skipped]]] = deque()
    fork = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(jobs, mp_context=fork, initializer=_end_with, initargs=(os.getpid(),))
    try:
        for batch in batches:
            waiting.append(pool.submit(_work, batch))
            if len(waiting) > _AHEAD * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _end_with(parent: int) -> None:
    """Let a worker end when its parent was killed: nobody else tells it, and it would keep its memory for ever."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


_WORKER: list[Tools] = []


def _work(batch: list[Document]) -> list[Reading | Skipped]:
    return read_batch(batch, _WORKER[0])


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    """Yield the items in lists of ``BATCH``, the last one shorter."""
    stream = iter(items)
    while batch := list(islice(stream, BATCH)):
        yield batch
