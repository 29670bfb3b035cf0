"""Measure speed and memory against the bare language model: python benchmarks/speed.py [FOLDER] [--profile].

The same paragraphs go through both in the same run, since a machine is not as fast every hour.
Without a folder, the free reports of the gold are read (``articles/`` under TOCSIN_GOLD or ../shared/gold).
``--profile`` adds the functions of tocsin's own that cost most.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tocsin.base.model import Document
from tocsin.base.reading import Reading
from tocsin.documents.read import read
from tocsin.language.identify import language_of
from tocsin.language.with_spacy import BATCH as PARAGRAPHS
from tocsin.language.with_spacy import paragraphs
from tocsin.pipeline import BATCH, STEPS, Tools, load_tools, run

ROOT = Path(__file__).parents[1]
# Runs of each measurement; the fastest counts, since whatever else the machine does only slows.
RUNS = 3
MEGABYTE = 1024  # ru_maxrss is in kilobytes on Linux


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is read: documents, their paragraphs, and words as parted by blanks."""

    documents: tuple[Document, ...]
    paragraphs: tuple[str, ...]
    words: int


def corpus(folder: Path) -> Corpus:
    """Return the English documents of a folder."""
    items = read([folder], languages=frozenset({"en"}), identify=language_of)
    documents = tuple(d for d in items if isinstance(d, Document))
    texts = tuple(text for d in documents for _, text in paragraphs(d))
    return Corpus(documents, texts, sum(len(text.split()) for text in texts))


def cost(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds by the clock and the seconds of all processors that ``work`` takes."""
    wall, cpu = time.perf_counter(), _processors()
    work()
    return time.perf_counter() - wall, _processors() - cpu


def _processors() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(u.ru_utime + u.ru_stime for u in used)


def speeds(given: Corpus, tools: Tools) -> None:
    """Print documents and words a second, bare and whole, with one and two processes."""
    print(f"{len(given.documents)} documents, {len(given.paragraphs)} paragraphs, {given.words:,} words\n")
    print(f"{'':22} {'s':>7} {'CPU s':>7} {'docs/s':>7} {'words/s':>8} {'of bare':>8} {'by CPU':>7}")
    for jobs in (1, 2):
        works = (partial(_bare, given, tools, jobs), partial(_whole, given, tools, jobs))
        # In turn, so that what else the machine does falls on both; the best of each counts.
        times = [[cost(work) for work in works] for _ in range(RUNS)]
        bare, whole = (tuple(map(min, zip(*column, strict=True))) for column in zip(*times, strict=True))
        print(_line(f"bare model, {jobs} job(s)", bare, given))
        print(_line(f"tocsin, {jobs} job(s)", whole, given) + f" {bare[0] / whole[0]:8.2f} {bare[1] / whole[1]:7.2f}")


def _bare(given: Corpus, tools: Tools, jobs: int) -> None:
    for _ in tools.model.pipe(given.paragraphs, batch_size=PARAGRAPHS, n_process=jobs):
        pass


def _whole(given: Corpus, tools: Tools, jobs: int) -> None:
    for _ in run(given.documents, tools, jobs=jobs):
        pass


def _line(name: str, taken: tuple[float, ...], given: Corpus) -> str:
    wall, cpu = taken
    return f"{name:22} {wall:7.2f} {cpu:7.2f} {len(given.documents) / wall:7.1f} {given.words / wall:8,.0f}"


def steps(documents: Sequence[Document], tools: Tools) -> dict[str, float]:
    """Return the seconds that each step takes over all documents, in one process."""
    taken = dict.fromkeys((name for name, _ in STEPS), 0.0)
    for at in range(0, len(documents), BATCH):
        readings = [Reading(d) for d in documents[at : at + BATCH]]
        for name, step in STEPS:
            began = time.perf_counter()
            readings = step(readings, tools)
            taken[name] += time.perf_counter() - began
    return taken


def profile(documents: Sequence[Document], tools: Tools) -> None:
    """Print tocsin's own functions by the time spent in them."""
    profiler = cProfile.Profile()
    profiler.enable()
    list(run(documents, tools))
    profiler.disable()
    stats = pstats.Stats(profiler)
    stats.sort_stats("tottime").print_stats("src/tocsin", 25)


def memory() -> str:
    """Return the peak of memory of this process and of the largest of its workers, in megabytes."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEGABYTE
    return f"peak memory: {own:,.0f} MB, largest worker {child:,.0f} MB"


def main(args: list[str]) -> None:
    """Print the tables."""
    folders = [Path(a) for a in args if not a.startswith("--")]
    folder = (
        folders[0] if folders else Path(os.environ.get("TOCSIN_GOLD") or ROOT.parent / "shared" / "gold") / "articles"
    )
    if not folder.is_dir():
        sys.exit(f"no folder {folder}: name one with news in it, or set TOCSIN_GOLD")
    given, began = corpus(folder), time.perf_counter()
    tools = load_tools()
    print(f"loaded in {time.perf_counter() - began:.1f} s; {os.cpu_count()} cores")
    speeds(given, tools)
    taken = steps(given.documents, tools)
    whole = sum(taken.values())
    print(f"\n{'step (one process)':28} {'s':>7} {'share':>6}")
    for name, spent in taken.items():
        print(f"{name:28} {spent:7.2f} {spent / whole:6.0%}")
    print(f"\n{memory()}")
    if "--profile" in args:
        profile(given.documents, tools)


if __name__ == "__main__":
    main(sys.argv[1:])
