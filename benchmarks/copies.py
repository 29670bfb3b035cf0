"""Measure how copies are found: python benchmarks/copies.py [--half dev|test] [--misses].

Real articles are edited as newspapers edit agency texts: cut, given another headline, changed in some sentences,
reordered, with a local paragraph, a credit line or numbers in another format. Each edit should be found as a copy of
its article, and nothing else as a copy: not other articles, the most similar ones first, not other outlets' reports of
one happening (ECB+), not follow-ups that reuse background, not form letters, not short items.
Thresholds were chosen on the half ``dev``; ``test`` is the half held back. Gold is read in place, never copied.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from figures import gold_folder

from tocsin.base.model import Document
from tocsin.documents.copies import SHARED_BANDS, Signature, Stored, Traced, bands, find_copies, is_copy, signature
from tocsin.documents.wording import wording

DAY = date(2025, 1, 27)
# Shorter articles have too few sentences to be edited in all these ways; short items are measured as negatives.
MIN_WORDS = 80
NEIGHBOURS = 5
SHORT_ITEMS = 3000
# Sentences are the same to the eye from this share of equal letters on.
SAME_SENTENCE = 0.75
BATCH = 200
MONTHS = {"January": "Jan.", "February": "Feb.", "August": "Aug.", "September": "Sept.", "October": "Oct."}
NUMBERS = {
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "ten": "10",
    "percent": "%",
    "million": "mln",
}
OTHER_WORDS = {
    "said": "told reporters", "killed": "left dead", "people": "persons", "also": "in addition", "after": "following",
    "about": "around", "government": "authorities", "told": "informed", "but": "however", "least": "a minimum of",
    "many": "numerous", "began": "started", "because": "since", "large": "big", "attack": "assault", "while": "as",
}  # fmt: skip
FILLERS = ("reportedly", "also", "on the day", "meanwhile", "earlier", "in the area", "late", "however")
CREDITS = ("Source: AFP", "(Reuters)", "With reporting from the Associated Press", "AFP contributed to this report.")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, roughly; blank ones are left out."""
    return [s.strip() for s in re.split(r"(?<=[.!?”\"])\s+|\n+", text) if s.strip()]


def articles(gold: Path, half: str) -> list[Document]:
    """Return the articles of one half that do not repeat an earlier one by their sentences."""
    found: list[Document] = []
    seen: set[str] = set()
    for name, text in _texts(gold):
        keys = {re.sub(r"\W+", "", s).lower() for s in sentences(text) if len(s) > 60}
        if len(text.split()) < MIN_WORDS or (keys and len(keys & seen) > 0.2 * len(keys)):
            continue
        seen |= keys
        if _half(name) == half:
            outlet = f"outlet {len(found) % 9}"
            found.append(Document(name, text, published=DAY + timedelta(len(found) % 20), outlet=outlet))
    return found


def _half(name: str) -> str:
    return "test" if sha256(name.encode()).digest()[0] % 2 else "dev"


def _texts(gold: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((gold / "articles").glob("*.txt")):
        yield path.stem, path.read_text(encoding="utf-8").partition("\n\n")[2]
    for path in sorted((gold / "voa" / "docs").glob("*.json")):
        yield path.stem, json.loads(path.read_text(encoding="utf-8"))["text"]
    for name in ("geo/geovirus", "geo/lgl", "m2e2/m2e2_dev", "polnear/polnear_train", "polnear/polnear_dev"):
        for row in _rows(gold / f"{name}.jsonl"):
            yield f"{name}:{row['id']}", row.get("text") or "\n".join(s["text"] for s in row["sents"])


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        yield json.loads(line)


def edited(document: Document, others: Sequence[Document], kind: str, rng: random.Random) -> Document:
    """Return a copy of a document as another outlet prints it."""
    parts = sentences(document.text)
    if kind in ("cut", "all"):
        share = rng.uniform(0.3, 0.9)
        size = max(3, round(len(parts) * share))
        start = 0 if rng.random() < 0.75 else rng.randrange(max(1, len(parts) - size + 1))
        parts = parts[start : start + size]
    if kind in ("words", "all"):
        share = rng.uniform(0.1, 0.5 if kind == "words" else 0.4)
        parts = [_reworded(s, rng) if rng.random() < share else s for s in parts]
    if kind in ("order", "all") and len(parts) > 5:
        parts = _reordered(parts, rng)
    if kind in ("numbers", "all"):
        parts = [_renumbered(s) for s in parts]
    if kind in ("local", "all"):
        local = sentences(rng.choice(others).text)[: max(1, min(3, len(parts) // 3))]
        parts = [*local, *parts] if rng.random() < 0.4 else [*parts, *local]
    if kind in ("headline", "all"):
        parts = [" ".join(rng.choice(others).text.split()[:9]), *parts]
    if kind in ("credit", "all"):
        parts = [*parts, rng.choice(CREDITS)]
    day = (document.published or DAY) + timedelta(rng.choice((0, 0, 1, 2)))
    text = "\n".join(parts)
    return Document(f"{document.id}#{kind}", text, published=day, outlet=f"copier {rng.randrange(9)}")


def _reworded(sentence: str, rng: random.Random) -> str:
    words = [OTHER_WORDS.get(w, w) for w in sentence.split()]
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(words))
        change = rng.randrange(3)
        if change == 0 and len(words) > 6:
            del words[at]
        elif change == 1:
            words.insert(at, rng.choice(FILLERS))
        elif len(words) > 12:
            words = [*words[at:], *words[:at]]
    return " ".join(words)


def _reordered(parts: list[str], rng: random.Random) -> list[str]:
    size = rng.randint(2, 3)
    blocks = [parts[i : i + size] for i in range(0, len(parts), size)]
    del blocks[rng.randrange(1, len(blocks))]
    a, b = rng.randrange(len(blocks)), rng.randrange(len(blocks))
    blocks[a], blocks[b] = blocks[b], blocks[a]
    return [s for block in blocks for s in block]


def _renumbered(sentence: str) -> str:
    sentence = re.sub(r"(?<=\d),(?=\d{3})", "", sentence)
    return " ".join(MONTHS.get(w, NUMBERS.get(w, w)) for w in sentence.split())


KINDS = ("cut", "words", "order", "numbers", "local", "headline", "credit", "all", "all", "all")


def follow_ups(found: Sequence[Document], unused: Sequence[Document], rng: random.Random) -> list[Document]:
    """Return stories of which a quarter to 45 % are the last paragraphs of an earlier one of the same outlet.

    Their new words come from ``unused``, articles that are not measured.
    """
    made = []
    chosen = found[:: len(KINDS)]
    for document, other in zip(chosen, rng.sample(list(unused), len(chosen)), strict=True):
        old, new = sentences(document.text), sentences(other.text)
        share = rng.uniform(0.25, 0.45)
        size = min(len(old), len(new))
        background = old[len(old) - max(1, round(share * size)) :]
        text = "\n".join([*new[: max(1, round((1 - share) * size))], *background])
        made.append(replace(document, id=f"{document.id}#follow-up", text=text, published=_later(document, 3)))
    return made


def _later(document: Document, days: int) -> date:
    return (document.published or DAY) + timedelta(days)


def form_letters(rng: random.Random) -> list[Document]:
    """Return briefs of one form with other places and numbers."""
    places = (
        "Kandavu",
        "Lorengau",
        "Namatanai",
        "Pangai",
        "Tarawa",
        "Funafuti",
        "Apia",
        "Alofi",
        "Port Vila",
        "Hihifo",
    )
    made = []
    for place in places:
        size, depth, far = rng.randint(48, 69) / 10, rng.randint(5, 90), rng.randint(12, 140)
        text = (
            f"An earthquake of magnitude {size} struck {far} kilometres off {place} on Monday, the seismological office said. "
            f"The quake was {depth} kilometres deep. There were no immediate reports of damage or casualties, and no tsunami "
            f"warning was issued. Residents of {place} said that they felt the ground shake for about {rng.randint(5, 60)} "
            "seconds. The region lies on the ring of fire, where quakes are frequent, and a spokesman asked people to stay "
            "calm and to keep away from damaged buildings."
        )
        made.append(Document(f"form:{place}", text, published=DAY, outlet="wire of forms"))
    return made


def short_items(gold: Path, half: str) -> list[Document]:
    """Return items of one to three sentences, each about another happening or an update of it."""
    rows = [r for r in _rows(gold / "wcep" / "wcep_2024_2026.jsonl") if _half(str(r["text"])) == half][:SHORT_ITEMS]
    return [
        Document(f"wcep:{i}", str(r["text"]), published=date.fromisoformat(str(r["date"]))) for i, r in enumerate(rows)
    ]


def reports(gold: Path, half: str) -> list[Document]:
    """Return the documents of ECB+: several outlets on each happening; development topics go with ``dev``."""
    path = gold / "ecb" / ("ecb_dev.jsonl" if half == "dev" else "ecb_train.jsonl")
    return [
        Document(f"ecb:{r['doc']}", "\n".join(" ".join(s) for s in r["sents"]), outlet=str(r["doc"]))
        for r in _rows(path)
    ]


def repeats(one: str, other: str) -> bool:
    """Tell whether half of the shorter text's sentences stand in the other, nearly letter by letter.

    It is measured by sentences and letters, as the copies are not: outlets in ECB+ do print the same agency texts.
    """
    ours, theirs = sorted(([s for s in sentences(t) if len(s.split()) > 5] for t in (one, other)), key=len)
    alike = sum(any(_same(s, t) for t in theirs) for s in ours)
    return 2 * alike >= max(1, len(ours))


def _same(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() > SAME_SENTENCE and matcher.ratio() > SAME_SENTENCE


def neighbours(found: Sequence[Document]) -> Iterator[tuple[int, int]]:
    """Yield pairs of the documents that are the most alike by their words, weighted by rarity."""
    counts = [Counter(wording(d.text).words) for d in found]
    spread = Counter(w for c in counts for w in c)
    number = {w: i for i, w in enumerate(w for w, n in spread.items() if 1 < n < len(found) / 4)}
    vectors = np.zeros((len(found), len(number)), np.float32)
    for i, count in enumerate(counts):
        for word, n in count.items():
            if word in number:
                vectors[i, number[word]] = (1 + np.log(n)) * np.log(len(found) / spread[word])
    vectors /= np.maximum(1e-9, np.linalg.norm(vectors, axis=1, keepdims=True))
    alike = vectors @ vectors.T
    np.fill_diagonal(alike, 0)
    pairs = {(min(i, j), max(i, j)) for i in range(len(found)) for j in map(int, np.argsort(-alike[i])[:NEIGHBOURS])}
    yield from sorted(pairs)


class Index:
    """A store in memory, asked as a database would be."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.signatures: dict[str, bytes] = {}
        self.keys: dict[str, list[str]] = defaultdict(list)

    def alike(self, keys: Sequence[str]) -> list[tuple[str, date | None, bytes]]:
        """Return id, day and signature of the documents with enough of the keys."""
        shared = Counter(i for key in keys for i in self.keys.get(key, ()))
        return [(i, self.documents[i].published, self.signatures[i]) for i, n in shared.items() if n >= SHARED_BANDS]

    def get(self, ids: Sequence[str]) -> dict[str, Document]:
        """Return the documents that are there."""
        return {i: self.documents[i] for i in ids if i in self.documents}

    def copies_of(self, ids: Sequence[str]) -> list[str]:
        """Return the ids of the copies of documents."""
        return [i for i, d in self.documents.items() if d.copy_of in ids]

    def add(self, batch: Sequence[Document]) -> tuple[Traced, ...]:
        """Add a batch and write down what it changes."""
        made = {d.id: signature(d) for d in batch}
        traced = find_copies(batch, signatures=made, stored=Stored(self.alike, self.get, self.copies_of))
        self.documents |= {d.id: d for d in batch}
        for row in traced:
            self.documents[row.document] = replace(self.documents[row.document], copy_of=row.copy_of, origin=row.origin)
        for i, s in made.items():
            self.signatures[i] = bytes(s)
            for key in bands(s):
                self.keys[key].append(i)
        return traced


def measure(gold: Path, half: str, show: str) -> None:
    """Print recall by kind of edit, precision, and the pairs of other texts that were taken for copies."""
    rng = random.Random(f"{half} copies")
    found = articles(gold, half)
    unused = articles(gold, "dev" if half == "test" else "test")
    copies = [edited(d, unused, KINDS[i % len(KINDS)], rng) for i, d in enumerate(found)]
    others = [*follow_ups(found, unused, rng), *form_letters(rng), *short_items(gold, half), *reports(gold, half)]
    index = Index()
    stream = [*found, *others, *copies]
    rng.shuffle(stream)
    began = time.perf_counter()
    for at in range(0, len(stream), BATCH):
        index.add(stream[at : at + BATCH])
    taken = time.perf_counter() - began
    truth = {c.id: d.id for c, d in zip(copies, found, strict=True)}
    linked = {frozenset((i, d.copy_of)) for i, d in index.documents.items() if d.copy_of}
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for copy, original in truth.items():
        by_kind[copy.rpartition("#")[2]].append(frozenset((copy, original)) in linked)
        if not by_kind[copy.rpartition("#")[2]][-1] and show:
            print("  missed", copy, is_copy(index.documents[copy].text, index.documents[original].text, least=0))
    right = {frozenset(pair) for pair in truth.items()}
    wrong = list(linked - right)
    verbatim = [p for p in wrong if repeats(*(index.documents[i].text for i in p))]
    wrong = [p for p in wrong if p not in verbatim]
    print(f"{len(found)} articles, {len(copies)} copies, {len(others)} other texts ({taken:.1f} s)")
    for kind, hits in by_kind.items():
        print(f"  {kind:10} {sum(hits):4} of {len(hits):4} found")
    hit = sum(map(sum, by_kind.values()))
    print(f"  recall {hit / len(copies):.3f}, precision {hit / max(1, hit + len(wrong)):.3f} ({len(wrong)} wrong)")
    print(f"  {len(verbatim)} more are copies that outlets made: half of the sentences are the same to the eye")
    for pair in sorted(map(sorted, [*wrong, *verbatim])) if show else ():
        print("  wrong" if frozenset(pair) in wrong else "  verbatim", *pair, index.documents[pair[0]].copy_of)
    pairs(gold, half, found, show)


def pairs(gold: Path, half: str, found: Sequence[Document], show: str) -> None:
    """Print how many pairs of different texts are taken for copies where every pair is looked at, without the index."""
    told = reports(gold, half)
    topics = defaultdict(list)
    for d in told:
        topics[d.id.split("_")[0]].append(d)
    ecb = [(a, b) for group in topics.values() for i, a in enumerate(group) for b in group[i + 1 :]]
    near = [(found[i], found[j]) for i, j in neighbours(found)]
    for name, listed in (("the nearest articles", near), ("ECB+ pairs of one topic", ecb)):
        taken = [(a, b) for a, b in listed if is_copy(a.text, b.text) or is_copy(b.text, a.text)]
        same = [p for p in taken if repeats(p[0].text, p[1].text)]
        print(f"  {name}: {len(listed)} pairs, {len(taken) - len(same)} taken for copies, {len(same)} verbatim ones")
        for a, b in taken if show else ():
            print(
                "   ",
                a.id,
                b.id,
                "verbatim" if (a, b) in same else "",
                is_copy(a.text, b.text),
                is_copy(b.text, a.text),
            )


def speed(found: Iterable[Document]) -> None:
    """Print how many documents a second get signature and keys, in one process."""
    documents = list(found)
    words = sum(len(d.text.split()) for d in documents)
    best = 0.0
    for _ in range(3):
        wording.cache_clear()
        began = time.perf_counter()
        made: list[Signature] = [signature(d) for d in documents]
        keys = [bands(s) for s in made]
        best = max(best, len(keys) / (time.perf_counter() - began))
    print(
        f"  signature and keys: {best:,.0f} documents/s of {words / len(documents):.0f} words, {len(bytes(made[0]))} bytes each"
    )


def main() -> None:
    """Print the figures of one half."""
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--half", choices=("dev", "test"), default="test", help="dev is what thresholds were chosen on")
    args.add_argument("--misses", action="store_const", const="yes", default="", help="show what went wrong")
    asked = args.parse_args()
    gold = gold_folder()
    if gold is None:
        sys.exit("no gold: set TOCSIN_GOLD to its folder, or put it at ../shared/gold")
    measure(gold, asked.half, asked.misses)
    speed(articles(gold, asked.half))


if __name__ == "__main__":
    main()
