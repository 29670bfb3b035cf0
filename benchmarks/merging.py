"""How well incidents meet the gold of a corpus, or of ECB+: python benchmarks/merging.py drc sudan ecb.

A corpus is added to a store in memory as ``tocsin add`` does it. A gold mention counts as hit if one of tocsin's triggers
shares a character with one of its tellings (incident_gold.py). B³, CoNLL and the rest are those of study/coreference.py:
``hit`` over the gold mentions that are hit, ``all`` with those that are missed as incidents of their own.
``ecb``: ECB+ dev over the whole corpus, beside the baseline of one cluster per head lemma, on the same mentions.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Hashable, Mapping
from pathlib import Path

from ecb import agreements
from figures import gold_folder
from incident_gold import hits, lines, pages_of, tellings
from rich.console import Console
from rich.table import Table

from tocsin.record import Record, open_record
from tocsin.study.coreference import Agreement, agreement

CORPORA = Path(__file__).parent / "corpora"


def main() -> None:
    """Print the figures of the corpora named on the command line; all without a name."""
    table = Table("corpus", "mentions", "hit", "B³ P", "R", "F1", "MUC", "CEAF-e", "CoNLL")
    for name in sys.argv[1:] or ["drc", "sudan", "ecb"]:
        if name == "ecb":
            gold = gold_folder()
            rows = agreements(gold) if gold else {}
        else:
            with tempfile.TemporaryDirectory() as folder, open_record(Path(folder) / "store.db") as record:
                record.add([pages_of(CORPORA / name)], jobs=2)
                rows = of_corpus(CORPORA / name, record)
                copies(CORPORA / name, record)
        for row, (count, hit, found) in rows.items():
            table.add_row(f"{name} {row}", str(count), str(hit), *_figures(found))
    Console(width=120).print(table)


def _figures(found: Agreement) -> list[str]:
    b = found.b_cubed
    return [f"{v:.3f}" for v in (b.precision, b.recall, b.f1, found.muc.f1, found.ceaf_e.f1, found.conll)]


def of_corpus(corpus: Path, record: Record) -> dict[str, tuple[int, int, Agreement]]:
    """Return how well the incidents of a record meet the gold, over mentions that are hit and over all."""
    documents = record.documents()
    incidents = record.incidents()
    owner = {m.mention: i.id for i in incidents for m in i.mentions}
    gold = tellings(corpus, documents)
    made = {Path(d.file or "").name: record.mentions(d.id) for d in documents}
    hit = hits(gold, made)
    wanted: dict[Hashable, Hashable] = {}
    found: dict[Hashable, Hashable] = {}
    for t in gold:
        wanted[t.incident, t.file] = t.incident
        if t.number in hit and hit[t.number] in owner:
            found.setdefault((t.incident, t.file), owner[hit[t.number]])
    every: Mapping[Hashable, Hashable] = {k: found.get(k, ("missed", k)) for k in wanted}
    return {
        "hit": (len(wanted), len(found), agreement(found, wanted)),
        "all": (len(wanted), len(found), agreement(every, wanted)),
    }


def copies(corpus: Path, record: Record) -> None:
    """Print how many of the gold's copies are found, and how many found are none."""
    documents = {d.id: d for d in record.documents()}
    names = {i: Path(d.file or "").name for i, d in documents.items()}
    gold = {(c["file"], c["copy_of"]) for c in lines(corpus / "gold" / "copies.jsonl") if c.get("copy_of")}
    found = {(names[d.id], names[d.copy_of]) for d in documents.values() if d.copy_of}
    print(
        f"{corpus.name}: copies {len(gold)} in the gold, {len(found)} found, {len(gold & found)} with the same original"
    )


if __name__ == "__main__":
    main()
