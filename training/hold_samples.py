"""Write the samples of who holds which place: python training/hold_samples.py ../shared/gold holds.jsonl.

One sample is one window of text as the reader will meet it, with the places in its core of which it tells who holds, took
or lost them (``annotations/holds*.jsonl``), and the words that name the holder and the loser. Windows of news items
without any word of holding tell of none.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from crises import pages
from gold import Span, Text, load, rows
from samples import in_window, readings

from tocsin.base.reading import Reading
from tocsin.language.windows import windows
from tocsin.pipeline import load_tools

HERE = Path(__file__).parent
# Pages that were read for who holds what; `drc`, `sahel`, `ethiopia`, `mozambique` and `libya` measure standing only.
READ = ("sudan", "syria", "myanmar", "ukraine", "haiti", "yemen", "levant", "karabakh", "southsudan", "iraq")
# Sets of short and whole news whose windows are taken as telling of no holder where no such word stands in them.
PLAIN = ("items", "short", "reports", "wikinews")
_WORDS = re.compile(
    r"\b(captur|recaptur|seiz|retak|retook|taken?\b|took|overr[ua]n|control|held|holds?\b|occup|liberat|withdr[ae]w|retreat"
    r"|fell|fallen|hands of|stronghold|garrison|lost|regain|enter|advanc|pull|evict|oust|besieg|bastion|front|clear|secur"
    r"|recover|base|barracks|position)",
    re.IGNORECASE,
)
Sample = dict[str, Any]


def samples(text: Text, reading: Reading, told: Iterable[Mapping[str, Any]]) -> Iterator[Sample]:
    """Yield the samples of one document that was read for who holds what."""
    if reading.parse is None or not reading.parse.tokens:
        return
    for window in windows(reading.parse):
        a, b = window.start, window.end
        holds = []
        for h in told:
            place = h["place"]
            if not (window.core <= place[0] and place[1] <= b):
                continue
            roles: list[tuple[Span, str]] = []
            mask: list[Span] = []
            for role in ("holder", "loser"):
                if h[role]:
                    here, same = in_window(reading, tuple(h[role]), (a, b), place[0])
                    roles += [(s, role) for s in here]
                    mask += same
            holds.append(
                {
                    "place": [place[0] - a, place[1] - a],
                    "kind": h["kind"],
                    "roles": [[s[0] - a, s[1] - a, r] for s, r in roles],
                    "mask": [[s[0] - a, s[1] - a] for s in mask],
                }
            )
        yield _sample(text, a, window.core, b, holds, plain=False)


def plain(text: Text, reading: Reading) -> Iterator[Sample]:
    """Yield the windows of a document that nobody read for who holds what, those without a word of it."""
    if reading.parse is None:
        return
    for window in windows(reading.parse):
        if not _WORDS.search(text.text[window.start : window.end]):
            yield _sample(text, window.start, window.core, window.end, [], plain=True)


def _sample(text: Text, a: int, core: int, b: int, holds: list[dict[str, Any]], *, plain: bool) -> Sample:
    return {
        "set": text.set, "doc": text.id, "text": text.text[a:b], "core": core - a, "holds": holds, "plain": plain,
    }  # fmt: skip


def main() -> None:
    gold, out = Path(sys.argv[1]), Path(sys.argv[2])
    told = {r["id"]: r["holds"] for p in sorted((HERE / "annotations").glob("holds*.jsonl")) for r in rows(p)}
    tools, n = load_tools(), Counter[str]()
    texts = [t for t in (*load(gold, HERE / "annotations"), *pages(READ)) if t.id in told or t.set in PLAIN]
    with out.open("w", encoding="utf-8") as file:
        for text, reading in readings(texts, tools):
            made = samples(text, reading, told[text.id]) if text.id in told else plain(text, reading)
            for sample in made:
                n[text.set] += 1
                n[f"{text.set} holds"] += len(sample["holds"])
                file.write(json.dumps(sample, ensure_ascii=False) + "\n")
    print(dict(n))
    unknown = told.keys() - {t.id for t in texts}
    if unknown:
        raise SystemExit(f"annotated, but not among the texts: {sorted(unknown)[:5]}")


if __name__ == "__main__":
    main()
