"""Figures on documents that the reader never saw: python benchmarks/held_back.py [--half dev|test] unseen reports plv ...

``unseen``: items annotated by us when all else was done; ``unseen-more``: 2,400 others, annotated later.
``polnear-reports``, ``ecb-reports``: whole reports of the train parts of those sets, annotated likewise; their text is for
measuring only. The other sets: fold 0 (training/folds.py). ``items`` and ``reports`` are our own annotations, which the
tables' authors have not seen either; ``short`` and ``voa`` they had.
Levels and parts are those of ``tocsin score``, with 95 % intervals.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from figures import PARTS, documents_of, gold_folder
from rich.console import Console

from tocsin.base.model import Document, EventMention
from tocsin.base.reading import Reading
from tocsin.pipeline import Tools, load_tools, run
from tocsin.study.answer_files import read_marked
from tocsin.study.answer_form import marked_of
from tocsin.study.answers import Answer, placed
from tocsin.study.scores import matches, score, told_alike
from tocsin.write.native import mention_dict
from tocsin.write.score_table import score_table

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "training"))
from folds import fold_of, half_of  # noqa: E402  (training is no package)
from gold import Text, load, rows, unseen  # noqa: E402

NOTES = ROOT / "training" / "annotations"
UNSEEN = ("unseen", "unseen-more", "polnear-reports", "ecb-reports")
CUTS = (0.45, 0.5, 0.6, 0.7, 0.8, 0.9)


def is_held(document: str, half: str | None) -> bool:
    """Tell whether a document is held back, and in the half asked for."""
    return fold_of(document) == 0 and half in (None, half_of(document))


def readings_of(documents: Iterable[Document], tools: Tools) -> dict[str, Reading]:
    """Return the readings by document id; what is skipped is left out."""
    return {r.document.id: r for r in run(documents, tools, jobs=2) if isinstance(r, Reading)}


def given(name: str, gold: Path, half: str | None, tools: Tools) -> tuple[dict[str, list[Answer]], dict[str, Reading]]:
    """Return the answers and readings of a gold set in the guide's form."""
    documents = [d for d in documents_of(name, gold) if is_held(d.id, half)]
    readings = readings_of(documents, tools)
    path = gold / name / ("gold" if name == "voa" else "gold.jsonl")
    found = [m for m in read_marked(path) if m.document in readings]
    texts = {k: r.document.text for k, r in readings.items()}
    return placed(found, texts), readings


def ours(name: str, gold: Path, half: str | None, tools: Tools) -> tuple[dict[str, list[Answer]], dict[str, Reading]]:
    """Return the answers and readings of our own annotations."""
    if name in UNSEEN:
        texts = [t for t in unseen(gold, NOTES) if t.set == name]
    else:
        texts = [t for t in load(gold, NOTES) if t.set == name and is_held(t.id, half)]
    days = {t.id: date.fromisoformat(t.published[:10]) if t.published else None for t in texts}
    readings = readings_of([Document(t.id, t.text, published=days[t.id]) for t in texts], tools)
    marked = {row["id"]: row["events"] for p in NOTES.rglob("*.jsonl") for row in rows(p) if "events" in row}
    return {t.id: [_answer(e, t, readings[t.id]) for e in marked[t.id]] for t in texts if t.id in readings}, readings


def _answer(event: Mapping[str, Any], text: Text, reading: Reading) -> Answer:
    """Return an annotation of ours in the guide's form: the sentences of its triggers are the passages that tell it."""
    spans = [
        (s.start, s.end)
        for a, b in event["triggers"]
        for s in (reading.parse.sentences if reading.parse else ())
        if s.start < b and a < s.end
    ]
    first = event["triggers"][0]
    row = {
        "type": event["type"],
        "mode": event.get("mode"),
        "status": event["status"],
        "trigger": text.text[first[0] : first[1]],
        "quote": text.text[slice(*(spans or [tuple(first)])[0])],
        "also": [text.text[a:b] for a, b in spans[1:]],
        "actors": [{"code": a[2]} for a in event.get("actors", ())],
        "recipients": [{"code": r[2]} for r in event.get("recipients", ())],
        "place": {"country": event["place"][0][2]} if event.get("place") else None,
        "date": event.get("date"),
        "said_by": [text.text[a:b] for a, b in event.get("said_by", ())],
        "denied_by": [text.text[a:b] for a, b in event.get("denied_by", ())],
    }
    return placed([marked_of({"doc": text.id, "events": [row]}, text.id)], {text.id: text.text})[text.id][0]


def breakdown(answers: Mapping[str, Sequence[Answer]], made: Mapping[str, Sequence[EventMention]], by: str) -> str:
    """Return precision, recall and F1 of the coded level by type or by status of the answer."""
    gold, pred, hit = Counter[str](), Counter[str](), Counter[str]()
    for doc, marked in answers.items():
        gold.update(str(getattr(a, by)) for a in marked)
        pred.update(str(getattr(m, by)) for m in made[doc])
        hit.update(str(getattr(a, by)) for a, m in matches(list(marked), list(made[doc])) if told_alike(a, m))
    lines = [f"  {by:12} gold  made  coded  share of gold"]
    for name, n in gold.most_common():
        lines.append(f"  {name:12} {n:4}  {pred[name]:4}  {hit[name]:5}  {hit[name] / n:.3f}")
    return "\n".join(lines)


def judged(marked: Sequence[Answer], made: Sequence[EventMention]) -> list[tuple[float, bool]]:
    """Return for each mention of a document its score, and whether it is right as coded."""
    right = {id(m) for a, m in matches(list(marked), list(made)) if told_alike(a, m)}
    return [(m.score, id(m) in right) for m in made]


def calibration(answers: Mapping[str, Sequence[Answer]], made: Mapping[str, Sequence[EventMention]]) -> str:
    """Return the expected calibration error of the score (ten bins) and precision and recall by cut."""
    cases = [case for doc, marked in answers.items() for case in judged(marked, made[doc])]
    total = sum(map(len, answers.values()))
    bins = [[c for c in cases if k / 10 <= c[0] < (k + 1) / 10 or (k == 9 and c[0] == 1)] for k in range(10)]
    error = sum(abs(sum(s for s, _ in b) - sum(r for _, r in b)) for b in bins) / max(1, len(cases))
    lines = [f"  calibration error of the score (coded level): {error:.3f}", "  --min-score  precision  recall"]
    for cut in CUTS:
        kept = [r for s, r in cases if s >= cut]
        lines.append(f"  {cut:11.2f}  {sum(kept) / max(1, len(kept)):9.3f}  {sum(kept) / max(1, total):6.3f}")
    return "\n".join(lines)


def false_alarms(answers: Mapping[str, Sequence[Answer]], readings: Mapping[str, Reading]) -> str:
    """Return how many mentions stand in paragraphs that tell of no event, per 100 sentences of them."""
    sentences = alarms = 0
    for doc, marked in answers.items():
        parse = readings[doc].parse
        if parse is None:
            continue
        told = {s.paragraph for s in parse.sentences for a in marked for x, y in a.spans if s.start < y and x < s.end}
        quiet = [s for s in parse.sentences if s.paragraph not in told]
        sentences += len(quiet)
        alarms += sum(any(s.start <= m.trigger.start < s.end for s in quiet) for m in readings[doc].mentions)
    rate = f"{100 * alarms / sentences:.1f} per 100" if sentences else "none to count"
    return f"  false alarms: {alarms} in {sentences} sentences of paragraphs that tell of no event ({rate})"


def part(name: str, gold: Path, half: str | None, tools: Tools) -> str:
    """Return what the gold's own scorer prints for the held-back documents of a third party's set."""
    kind, file = PARTS[name]
    kept = [row for row in rows(gold / file) if is_held(row["id"], half)]
    readings = readings_of([d for d in documents_of(name, gold) if is_held(d.id, half)], tools)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / n for n in ("gold.jsonl", "made.jsonl")]
        made = [mention_dict(m) for r in readings.values() for m in r.mentions]
        for path, lines in zip(paths, (kept, made), strict=True):
            path.write_text("\n".join(json.dumps(x, ensure_ascii=False) for x in lines), encoding="utf-8")
        command = [sys.executable, str(gold / "parts.py"), "score", kind, *map(str, paths)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main() -> None:
    """Print the figures of the named sets."""
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("sets", nargs="+", choices=(*UNSEEN, "items", "reports", "short", "voa", "plv", "m2e2"))
    args.add_argument("--half", choices=("dev", "test", "both"), default="test", help="dev fitted the weights")
    asked = args.parse_args()
    asked.half = None if asked.half == "both" else asked.half
    gold = gold_folder()
    if gold is None:
        sys.exit("no gold: set TOCSIN_GOLD to its folder, or put it at ../shared/gold")
    tools, console = load_tools(), Console(width=100)
    for name in asked.sets:
        print(f"== {name}" + ("" if name in UNSEEN else f", held back{f', {asked.half}' if asked.half else ''}"))
        if name in PARTS:
            print(part(name, gold, asked.half, tools), flush=True)
            continue
        make = ours if name in (*UNSEEN, "items", "reports") else given
        answers, readings = make(name, gold, asked.half, tools)
        made = {k: list(r.mentions) for k, r in readings.items()}
        console.print(score_table(score(answers, made), len(answers)), highlight=False)
        print(breakdown(answers, made, "type"), breakdown(answers, made, "status"), sep="\n")
        print(calibration(answers, made), false_alarms(answers, readings), sep="\n", flush=True)


if __name__ == "__main__":
    main()
