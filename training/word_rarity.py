"""Make data/weights/rarity.tsv: how rare each usual stem is in news items. python training/word_rarity.py

Counted on the Wikipedia Current Events items of 2024-26 (``wcep/``, CC BY-SA 4.0); the table holds counts of ours, no text.
"""

from __future__ import annotations

import json
import math
import os
from collections import Counter
from pathlib import Path

from tocsin.merging.wording import stems

ROOT = Path(__file__).parents[1]
GOLD = Path(os.environ.get("TOCSIN_GOLD", ROOT.parent / "shared" / "gold"))
TABLE = ROOT / "src" / "tocsin" / "data" / "weights" / "rarity.tsv"
# Rarer stems count as unseen.
LEAST_ITEMS = 4
HEAD = """# How rare a stem is in news: the natural logarithm of items over items that have it (11,815 news items of 2024-26).
# Stems are Snowball's (English). Made by training/word_rarity.py; a stem that is not here counts as UNSEEN (merging/wording.py).
"""


def main() -> None:
    lines = (GOLD / "wcep" / "wcep_2024_2026.jsonl").read_text(encoding="utf-8").splitlines()
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(set(stems(json.loads(line)["text"].rsplit(" (", 1)[0])))
    rows = sorted((w, n) for w, n in counts.items() if n >= LEAST_ITEMS)
    body = "".join(f"{w}\t{math.log(len(lines) / n):.2f}\n" for w, n in rows)
    TABLE.write_text(f"{HEAD}stem\trarity\n{body}", encoding="utf-8")
    print(len(rows), "stems of", len(lines), "items")


if __name__ == "__main__":
    main()
