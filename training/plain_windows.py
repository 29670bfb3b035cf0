"""Write windows that nobody annotated: python training/plain_windows.py ../shared/gold plain.jsonl.

The reader learns from them what its teacher sees there (``distil.py``). Only free text and our own: the items of ``wcep/``
that no annotation file has, the reports of ``articles/``, ``geo/`` and ``m2e2/`` likewise, our ``fronts`` and paragraphs.
What measures (fold 0, ``annotations/unseen/``, the corpora of crises) is left out.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from folds import fold_of
from gold import Text, article, load, m2e2_text, rows
from paragraph_gold import standing_texts  # of benchmarks/, which gold puts on the path
from samples import readings

from tocsin.language.windows import windows
from tocsin.pipeline import load_tools

HERE = Path(__file__).parent
NOTES = HERE / "annotations"
PARAGRAPHS = HERE.parent / "benchmarks" / "corpora" / "paragraphs"


def plain(gold: Path) -> Iterator[Text]:
    """Yield every free text without annotations that is not held back."""
    known = {t.id for t in load(gold, NOTES)} | {row["id"] for p in NOTES.glob("unseen/*.jsonl") for row in rows(p)}
    seen = {t.text for t in load(gold, NOTES)}
    for text in (*_items(gold), *_reports(gold), *_ours()):
        if text.id not in known and text.text not in seen and fold_of(text.id) != 0:
            yield text


def _items(gold: Path) -> Iterator[Text]:
    for n, row in enumerate(rows(gold / "wcep" / "wcep_2024_2026.jsonl")):
        yield Text(f"wcep-{n}", "items", row["date"], row["text"])


def _reports(gold: Path) -> Iterator[Text]:
    for path in sorted((gold / "articles").glob("*.txt")):
        if not path.name.startswith("fr_"):
            published, text = article(path)
            yield Text(path.stem, "articles", published, text)
    for row in rows(gold / "geo" / "geovirus.jsonl"):
        yield Text(row["id"], "wikinews", row["date"], row["text"])
    for row in rows(gold / "m2e2" / "m2e2_dev.jsonl"):
        yield Text(row["id"], "m2e2", row["date"], m2e2_text(row)[0])


def _ours() -> Iterator[Text]:
    for path in sorted(NOTES.glob("fronts*.jsonl")):
        for row in rows(path):
            yield Text(row["id"], "fronts", row.get("published"), row["text"])
    yield from (Text(p.id, "paragraphs", None, p.text) for p in standing_texts(PARAGRAPHS))


def main() -> None:
    gold, out = Path(sys.argv[1]), Path(sys.argv[2])
    tools, n = load_tools(), Counter[str]()
    with out.open("w", encoding="utf-8") as file:
        for text, reading in readings(list(plain(gold)), tools):
            for w in windows(reading.parse) if reading.parse is not None else ():
                n[text.set] += 1
                row = {"set": text.set, "doc": text.id, "text": text.text[w.start : w.end], "core": w.core - w.start}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(dict(n))


if __name__ == "__main__":
    main()
