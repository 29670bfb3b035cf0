"""How right the standing of things is on ten dates, against the gold relations of a corpus folder.

    python benchmarks/standing.py FOLDER PREDICTED.jsonl

FOLDER holds ``gold/relations.jsonl`` and ``pages/`` whose file names begin with their day; PREDICTED is what
``tocsin standing --format jsonl`` gives for all times: objects with kind, subject, object, place, from, until, status.
A day is ``YYYY-MM-DD``, shorter (its first day), null, or a pair or object of earliest and latest (the latest counts).

The ten dates are spread evenly from the first to the last page. On each, the relations in force on both sides are
compared as (kind, subject, object, place); printed are F1 per date, over all dates and per kind, and how often the
holder of a place is right (places that the gold says somebody holds; several holders are right if one is the gold's).

Names are compared simply: without case, accents and "the", without a closing "army", "government" or the like, and
then by the id that the tables of ``data/actors`` give the name, so that "DR Congo army" is the Democratic Republic.
A place is compared without a closing "centre", "town" or "city".
An office is compared by its holder alone, a detention by who is held, truce and war without order.
Gold rows of status "denied-claim" are no standing; a predicted one that meets such a row counts neither way if it is
disputed.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from incident_gold import pages_of

from tocsin.base.names import plain
from tocsin.base.tables import table

DATES = 10
_TAIL = re.compile(
    r"[:,]? (?:armed forces|defen[cs]e forces?|security forces|national army|army|government|military|troops|forces)$"
)
_TABLES = (
    "actors/states.tsv",
    "actors/groups.tsv",
    "actors/bodies.tsv",
    "actors/leaders_1.tsv",
    "actors/leaders_2.tsv",
)
Row = Mapping[str, Any]
Key = tuple[str, ...]


@lru_cache(maxsize=1)
def ids() -> Mapping[str, str]:
    """Return the id of each name and other name in the tables of actors."""
    out: dict[str, str] = {}
    for file in _TABLES:
        for row in table(file, columns=("id", "name", "aliases")):
            adjectives = row.many("adjectives") if "adjectives" in row.cells else ()
            for name in (row["name"], *row.many("aliases"), *adjectives):
                out.setdefault(folded(name.rstrip("?")), row["id"])
    return out


def folded(name: str) -> str:
    """Return a name without case, accents, punctuation and a leading article."""
    return re.sub(r"[^\w ]+", " ", plain(name).casefold()).removeprefix("the ").strip()


@cache
def normal(name: str | None) -> str:
    """Return what a name is compared by: its id in the tables, else the folded name."""
    if not name:
        return "-"
    known, whole = ids(), folded(name)
    short = folded(_TAIL.sub("", name.casefold()))
    for form in (whole, short):
        if form in known:
            return known[form]
    head, _, rest = short.partition(" ")
    if head in ("eastern", "western", "northern", "southern", "central") and rest in known:
        return f"{head} {known[rest]}"
    return short


def key(row: Row) -> Key:
    """Return what two relations are compared by."""
    kind, subject, other, place = (row.get(n) for n in ("kind", "subject", "object", "place"))
    if kind in ("controls", "present_in"):
        return kind, normal(subject), re.sub(r" (?:centre|center|town|city)$", "", normal(place or other))
    if kind == "holds_office":
        return kind, normal(subject)
    if kind == "detained":
        sides = [normal(n) for n in (subject, other) if n]
        return kind, next((s for s in sides if not s.startswith(("country:", "group:", "body:"))), sides[0])
    sides = [normal(subject), normal(other)]
    return (str(kind), *(sorted(sides) if kind in ("truce", "at_war") else sides))


def day(value: Any) -> date | None:
    """Return a day of the input: a text, a pair or an object of earliest and latest, of which the latest counts."""
    if isinstance(value, dict):
        value = value.get("latest") or value.get("earliest")
    if isinstance(value, list):
        value = value[-1] if value else None
    if not value:
        return None
    year, month, dom = (*str(value).split("-"), "1", "1")[:3]
    return date(int(year), int(month), int(dom[:2]))


def in_force(rows: Iterable[Row], on: date) -> list[Row]:
    """Return the rows that hold on a day."""
    out = []
    for row in rows:
        begin, end = day(row.get("from")), day(row.get("until"))
        if (begin is None or begin <= on) and (end is None or on < end):
            out.append(row)
    return out


def dates(folder: Path) -> list[date]:
    """Return ten days from the first to the last page."""
    days = sorted(date.fromisoformat(p.name[:10]) for p in pages_of(folder).glob("*.html"))
    span = (days[-1] - days[0]).days
    return [days[0] + timedelta(days=round(span * i / (DATES - 1))) for i in range(DATES)]


def compare(gold: list[Row], made: list[Row], on: date) -> tuple[Counter[str], Counter[str]]:
    """Return for a day, by kind and in all: gold, made and met; and of holders: asked and right."""
    true = {key(r) for r in in_force(gold, on) if r["status"] != "denied-claim"}
    claimed = {key(r) for r in in_force(gold, on) if r["status"] == "denied-claim"}
    given = in_force(made, on)
    found = {key(r) for r in given if key(r) in true or not (key(r) in claimed and r.get("status") == "disputed")}
    counts: Counter[str] = Counter()
    for name, keys in (("gold", true), ("made", found), ("met", true & found)):
        for k in keys:
            counts[f"{name} {k[0]}"] += 1
            counts[f"{name} all"] += 1
    holders: Counter[str] = Counter()
    places = {k[2]: k[1] for k in true if k[0] == "controls"}
    for place, holder in places.items():
        holders["asked"] += 1
        holders["right"] += any(k == ("controls", holder, place) for k in found)
    return counts, holders


def f1(counts: Counter[str], name: str) -> str:
    """Return precision, recall and F1 of a kind, as text."""
    gold, made, met = (counts[f"{n} {name}"] for n in ("gold", "made", "met"))
    p, r = met / made if made else 0.0, met / gold if gold else 0.0
    return f"P {p:.2f}  R {r:.2f}  F1 {2 * p * r / (p + r) if p + r else 0.0:.2f}  (gold {gold}, made {made})"


def main(folder: Path, predicted: Path) -> None:
    """Print the figures."""
    gold = read_lines(folder / "gold" / "relations.jsonl")
    made = read_lines(predicted)
    total, holders = Counter[str](), Counter[str]()
    for on in dates(folder):
        counts, held = compare(gold, made, on)
        total += counts
        holders += held
        print(f"{on}  {f1(counts, 'all')}  holders {held['right']}/{held['asked']}")
    for kind in sorted({k.split(" ", 1)[1] for k in total}):
        print(f"{kind:12} {f1(total, kind)}")
    print(f"who holds a place: {holders['right']} of {holders['asked']} right")


def read_lines(path: Path) -> list[Row]:
    """Return the objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
