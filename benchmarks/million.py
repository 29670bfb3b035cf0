"""How fast a large record answers: python benchmarks/million.py make|index|api|browser --store STORE.db [--store OTHER.db].

``make`` writes a store of any number of incidents from the demo and a second crisis (see ``multiplied``); ``index``
measures the index in this process; ``api`` starts ``tocsin serve`` and asks it as twenty clients do at once; ``browser``
opens the screens in headless Chromium and changes the filters of the overview (see ``million_browser``).
"""

from __future__ import annotations

import argparse
import json
import resource
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from million_browser import measure_browser
from multiplied import make

from tocsin.asking import Wanted
from tocsin.record import Record, open_record

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "src/tocsin/data/demo/pages", ROOT / "benchmarks/corpora/sudan/pages")
CLIENTS = 20
# Each client asks so many times; what is asked the first time, before which the index has no answer, is counted apart.
ASKED = 15
SHOWN = ("type", "status", "country", "actor", "place")
# A window of the map, as a browser asks for it: west, south, east, north, and zoom.
WINDOWS = ((-180.0, -85.0, 180.0, 85.0, 2), (8.0, -14.0, 38.0, 14.0, 5), (25.0, -5.0, 32.0, 2.0, 7))


def wanted_of(record: Record) -> dict[str, Wanted]:
    """Return what is asked, by name: single filters and what people put together, with values that are common."""
    found = record.index.rows({}).facets(("country", "admin1", "place", "actor"), most=3)
    country, province, town, actor = (found[f][0][0] for f in ("country", "admin1", "place", "actor"))
    days: Wanted = {"since": "2024-01-01", "until": "2024-03-01"}
    return {
        "all": {},
        "two months": days,
        "country": {"place": country},
        "province": {"place": province},
        "town": {"place": town},
        "actor": {"actor": actor},
        "type and status": {"type": "ASSAULT", "status": "corroborated"},
        "score and origins": {"min_score": 0.6, "min_origins": 2},
        "words": {"words": "hospital"},
        "rare words": {"words": "grenade market"},
        "speaker": {"speaker": "Rwanda"},
        "stance": {"stance": "denies"},
        "field": {"field": "killed"},
        "put together": {**days, "place": country, "type": "ASSAULT", "min_score": 0.3},
    }


def milliseconds(do: Callable[[], Any], times: int = 5) -> float:
    """Return how long something takes of the processor, as the median of some times: other work does not change it."""
    spent = []
    for _ in range(times):
        began = time.process_time()
        do()
        spent.append(1000 * (time.process_time() - began))
    return statistics.median(spent)


def _most() -> float:
    """Return the most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_index(store: Path) -> None:
    """Print how long the index of a store takes to be read and to answer."""
    with open_record(store, create=False) as record:
        before, began, worked = _most(), time.perf_counter(), time.process_time()
        total = record.index.rows({}).total
        took, work, grown = time.perf_counter() - began, time.process_time() - worked, _most() - before
        print(
            f"\n{store.name}: {total:,} incidents read in {took:.1f} s ({work:.1f} of the processor); {grown:.0f} MB at most"
        )
        print(f"look whether it changed: {milliseconds(record.index.refresh):.2f} ms\n")
        parts = ("rows", "page", "incidents", "timeline", "facets", "clusters", "areas", "together")
        print(
            f"{'asked':18} {'fit':>9}" + "".join(f"{p:>10}" for p in parts) + "   milliseconds of the processor",
            flush=True,
        )
        for name, wanted in wanted_of(record).items():
            spent, fit = _parts(record, wanted)
            print(f"{name:18} {fit:9,}" + "".join(f"{v:10.1f}" for v in (*spent, sum(spent))), flush=True)


def _parts(record: Record, wanted: Wanted) -> tuple[list[float], int]:
    """Return how long each part of a screen takes, nothing of it kept from before; and how many incidents fit."""
    index = record.index

    def fresh() -> Any:
        index._answers._kept.clear()
        return index.rows(wanted)

    def part(ask: Callable[[Any], Any]) -> float:
        spent = []
        for _ in range(5):
            rows = fresh()
            began = time.process_time()
            ask(rows)
            spent.append(1000 * (time.process_time() - began))
        return statistics.median(spent)

    page = fresh().ids().ids
    west, south, east, north, zoom = WINDOWS[1]
    return [
        milliseconds(fresh),
        part(lambda rows: rows.ids()),
        milliseconds(lambda: record.light(page)),
        part(lambda rows: rows.timeline("week")),
        part(lambda rows: rows.facets(SHOWN)),
        part(lambda rows: rows.clusters((south, west, north, east), zoom)),
        part(lambda rows: rows.areas()),
    ], fresh().total


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """Start the server of a store and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tocsin", "serve", "--store", str(store), "--port", str(port), "--rate", "1000000"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(server, f"{address}/api/v1/incidents?limit=1")
        yield address
    finally:
        server.terminate()
        server.wait(30)


def _wait(server: subprocess.Popen[str], address: str) -> None:
    began = time.perf_counter()
    while time.perf_counter() - began < 180:
        if server.poll() is not None:
            raise SystemExit(f"the server has ended: {server.stderr.read() if server.stderr else ''}")
        try:
            with urllib.request.urlopen(address, timeout=120):
                print(f"answers {time.perf_counter() - began:.1f} s after its start")
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise SystemExit("the server does not answer")


def _get(address: str) -> float:
    began = time.perf_counter()
    with urllib.request.urlopen(address, timeout=120) as answer:
        answer.read()
    return 1000 * (time.perf_counter() - began)


def measure_api(store: Path) -> dict[str, tuple[float, float]]:
    """Return p50 and p95 in milliseconds of lists and of clusters as twenty clients get them: first, and then again."""
    with open_record(store, create=False) as record:
        total, wanted = record.index.rows({}).total, wanted_of(record)
    print(f"\n{store.name}: {total:,} incidents")
    lists = [_url("/api/v1/incidents", {**w, "limit": 50}) for w in wanted.values()]
    maps = [
        _url("/map/clusters.geojson", {**w, "bbox": f"{west},{south},{east},{north}", "zoom": zoom})
        for w in wanted.values()
        for west, south, east, north, zoom in WINDOWS
    ]
    with serving(store) as address:
        found = {}
        for name, urls in (("lists", lists), ("maps", maps)):
            found[f"{name} first"] = _clients(address, urls)
            found[name] = _clients(address, [urls[n % len(urls)] for n in range(CLIENTS * ASKED)])
        return found


def _url(path: str, asked: Mapping[str, Any]) -> str:
    return f"{path}?{urllib.parse.urlencode(asked)}"


def _clients(address: str, urls: list[str]) -> tuple[float, float]:
    with ThreadPoolExecutor(CLIENTS) as clients:
        spent = list(clients.map(_get, [address + url for url in urls]))
    marks = statistics.quantiles(spent, n=20)
    return statistics.median(spent), marks[-1]


def print_growth(found: Mapping[str, Mapping[str, tuple[float, float]]]) -> None:
    """Print how answers grow with the store, in milliseconds: half of them and 95 of 100 come within."""
    print(f"\n{'store':12}" + "".join(f"{f'{k} {p}':>19}" for k in next(iter(found.values())) for p in ("p50", "p95")))
    for name, kinds in found.items():
        print(f"{name:12}" + "".join(f"{value:19.0f}" for marks in kinds.values() for value in marks))


def make_store(store: Path, incidents: int) -> None:
    """Make a store; the pages that it is made from are coded once and kept beside it."""
    seed = store.with_name("seed.db")
    if not seed.exists():
        print(f"coding the pages of the seed {seed} (a minute)")
        with open_record(seed) as record:
            record.add(PAGES)
    began = time.perf_counter()
    make(seed, store, incidents)
    print(
        json.dumps({"store": str(store), "seconds": round(time.perf_counter() - began), "bytes": store.stat().st_size})
    )


def main() -> None:
    """Make a store, or measure those that there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("do", choices=("make", "index", "api", "browser"))
    parser.add_argument("--store", type=Path, action="append", required=True)
    parser.add_argument("--incidents", type=int, default=1_000_000)
    asked = parser.parse_args()
    if asked.do == "make":
        make_store(asked.store[0], asked.incidents)
    elif asked.do == "index":
        for store in asked.store:
            measure_index(store)
    elif asked.do == "browser":
        for store in asked.store:
            measure_browser(store, serving)
    else:
        print_growth({store.name: measure_api(store) for store in asked.store})


if __name__ == "__main__":
    main()
