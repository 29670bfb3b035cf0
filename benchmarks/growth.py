"""What adding costs as a store grows: python benchmarks/growth.py STORE.db [--jobs N].

All entries of ``wcep/`` are added in the order of their days, 500 at a time. Printed: seconds, documents and incidents
per second, and what a document costs around the 10,000th against around the 1,000th: processor seconds, which other work
on the machine does not change, of the two parts of 500 on either side.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from figures import gold_folder

from tocsin.record import open_record

PART = 500
_CITED = re.compile(r"(?:\s*\([^()]{2,60}\))+\s*$")


def entries(file: Path) -> Iterator[dict[str, str]]:
    """Yield the entries as documents; the outlets that an entry cites stand at its end in brackets."""
    lines = file.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        row = json.loads(line)
        cited = _CITED.search(row["text"])
        outlet = re.findall(r"\(([^()]+)\)", cited.group())[0] if cited else "Wikipedia Current Events"
        text = row["text"][: cited.start()] if cited else row["text"]
        yield {"id": f"wcep-{number:05}", "published": row["date"], "outlet": outlet, "text": text}


def main() -> None:
    """Add, measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("store")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--file", default="wcep_2024_2026.jsonl", help="wcep_drc_2024-11_2026-03.jsonl: DR Congo alone")
    asked = parser.parse_args()
    gold = gold_folder()
    if gold is None:
        print("no gold folder; set TOCSIN_GOLD to it")
        return
    spent: list[float] = []
    work: list[float] = []
    documents = incidents = skipped = 0
    stream = islice(entries(gold / "wcep" / asked.file), asked.limit)
    with open_record(asked.store) as record, tempfile.TemporaryDirectory() as folder:
        while part := list(islice(stream, PART)):
            file = Path(folder) / f"part-{len(spent):03}.jsonl"
            file.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in part), encoding="utf-8")
            began, worked = time.perf_counter(), time.process_time()
            done = record.add([file], jobs=asked.jobs)
            spent.append(time.perf_counter() - began)
            work.append(time.process_time() - worked)
            documents, incidents, skipped = (
                documents + done.documents,
                incidents + done.begun,
                skipped + len(done.skipped),
            )
            cost = f"{spent[-1]:6.1f} s ({work[-1]:5.1f} of the processor)"
            print(f"{documents:6} documents  {cost}  {done.begun:4} begun  {done.changed:4} changed", flush=True)
    total = sum(spent)
    print(f"{documents} documents, {skipped} skipped, {incidents} incidents in {total:.0f} s: ", end="")
    print(f"{documents / total:.1f} documents and {incidents / total:.1f} incidents a second")
    if len(spent) > 20:
        early, late = sum(work[1:3]), sum(work[19:21])
        print(f"around the 10,000th {late / early:.2f} times the cost of around the 1,000th")


if __name__ == "__main__":
    main()
