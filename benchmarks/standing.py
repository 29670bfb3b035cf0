"""How right the standing of things is on ten dates, from the pages of a corpus to its gold relations.

    python benchmarks/standing.py drc [--errors] [--store FILE]

The pages of ``benchmarks/corpora/NAME`` (or of a folder) are added to a store in a temporary folder, and the record is
asked for what stands on ten dates, spread evenly from the first to the last page. ``--errors`` prints each relation that
is missing or too much, with on how many dates; ``--store`` asks a store that holds the pages already, and adds nothing.

What counts:

- **Who holds P on D**: one question per date and place that the gold says somebody holds on that date. It is right if
  the record names one holder or more, and only such as the gold has. Where it names some as disputed and others not,
  those not disputed are its answer. What is only
  supposed (no set phrase tells who holds the place) is an answer too, and counted by itself beside what is told.
- **F1** of the relations in force: (kind, subject, object, place), per date, per kind and over all.
- Names are compared simply: without case, accents and "the", without a closing "army", "government" or the like or a
  leading "government of", and then by the id that the tables of ``data/actors`` give the name, so that "DR Congo army"
  is the Democratic Republic, and so is its police: as in the record, the organs of a state hold places for the state.
  What has no name ("17 Chinese nationals") is met by words: half of those of the shorter. A place is compared
  without a closing "centre", "town" or "city", and a quarter ("Bagira, Bukavu") by the first. The gold tells no country:
  its place is taken for one in the country where most of its places lie (else in another with a tenth of them), and may
  be any entry of the gazetteer there that bears its name (GeoNames has some towns twice). A site that the gold has as the
  object of a row ("Khartoum airport", at Khartoum) is compared by the place of that row, of whoever holds it.
- An office is compared by its holder alone, a detention by who is held, truce and war without order.
- Gold rows of status "denied-claim" are no standing; a record's relation that is such a claim counts neither way if it
  is disputed. Gold rows that only skipped pages tell of (French ones) count neither way.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from incident_gold import lines, pages_of

from tocsin.base.incidents import Relation, RelationStatus
from tocsin.base.model import Actor, Precision
from tocsin.base.names import plain
from tocsin.base.relations import RelationKind
from tocsin.base.tables import table
from tocsin.linking.gazetteer import open_gazetteer
from tocsin.record import Record, open_record
from tocsin.study.sides import is_state

CORPORA = Path(__file__).parent / "corpora"
DATES = 10
_TAIL = re.compile(
    r"[:,]? (?:armed forces|(?:national )?defen[cs]e forces?|security forces|national army|army|government|military"
    r"|troops|forces|(?:national )?police(?: forces?| service)?)$"
)
_TABLES = (
    "actors/states.tsv",
    "actors/groups.tsv",
    "actors/bodies.tsv",
    "actors/leaders_1.tsv",
    "actors/leaders_2.tsv",
)
_HEAD = re.compile(r"^(?:the )?(?:recogni[sz]ed |federal |central )?government of (?:the )?")
_SMALL = frozenset({"the", "of", "and", "a", "in", "other", "for", "at", "two", "from"})
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
    for row in table("actors/metonyms.tsv", columns=("name", "country", "sector", "aliases")):
        if row["sector"] in ("GOV", "MIL", "COP"):  # armies, police and governments by their own names are the state
            for name in (row["name"], *row.many("aliases")):
                out.setdefault(folded(name.rstrip("?")), f"country:{row['country']}")
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
    short = folded(_HEAD.sub("", _TAIL.sub("", name.casefold())))
    for form in (whole, short):
        if form in known:
            return known[form]
    head, _, rest = short.partition(" ")
    if head in ("eastern", "western", "northern", "southern", "central") and rest in known:
        return f"{head} {known[rest]}"
    return short


@cache
def place_name(name: str | None, *lands: str | None) -> str:
    """Return what a place is compared by: the gazetteer's name of the best known that bears it, first in some countries."""
    short = re.sub(r" (?:centre|center|town|city)$", "", normal((name or "").split(",")[0]))
    known = sorted(open_gazetteer().candidates(short), key=lambda p: [p.country != land for land in lands])
    return folded(known[0].name) if known else short


def homes_of(rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the country in which most places of a gold lie, and where it has a tenth and more in another, that one."""
    known = (open_gazetteer().candidates(r["place"].split(",")[0]) for r in rows if r.get("place"))
    found = Counter(c[0].country for c in known if c and c[0].country)
    first = found.most_common(2)
    return tuple(land for land, n in first if land == first[0][0] or n * 10 >= sum(found.values()))


def sites_of(rows: Iterable[Row], homes: Sequence[str]) -> dict[str, str]:
    """Return the place at which the gold has each site that it names as an object ("Khartoum airport": Khartoum)."""
    found = [(r["object"], r["place"]) for r in rows if r["kind"] == "controls" and r.get("object") and r.get("place")]
    named = ((folded(re.sub(r" [Ii]nternational ", " ", o)), place_name(p, *homes)) for o, p in found if o != p)
    return {site: place for site, place in named if site != place}


def key(kind: str, subject: str | None, other: str | None, place: str | None, *lands: str | None) -> Key:
    """Return what two relations are compared by; ``lands`` are the countries that the place may lie in, likeliest first."""
    if kind in ("controls", "present_in"):
        return kind, normal(subject), place_name(place or other, *lands)
    if kind == "holds_office":
        return kind, normal(subject)
    if kind == "detained":
        return kind, normal(other or subject)
    sides = [normal(subject), normal(other)]
    return (kind, *(sorted(sides) if kind in ("truce", "at_war") else sides))


def entries_of(rows: Iterable[Row], homes: Sequence[str]) -> dict[int, str]:
    """Return what a place of the gold is compared by, for each entry of the gazetteer at home that bears its name."""
    out: dict[int, str] = {}
    for name in dict.fromkeys(r["place"] for r in rows if r.get("place")):
        for entry in open_gazetteer().candidates(name.split(",")[0]):
            if entry.geonameid is not None and entry.country in homes[:1] and entry.precision is Precision.TOWN:
                out.setdefault(entry.geonameid, place_name(name, *homes))
    return out


def key_of(relation: Relation, sites: Mapping[str, str], entries: Mapping[int, str]) -> Key:
    """Return the key of a relation of the record; whom it holds detained is its subject there."""
    kind, other = relation.kind, relation.object
    place = relation.place.name if relation.place else None
    if kind in (RelationKind.HOLDS_OFFICE, RelationKind.DETAINED):
        return key(kind.value, relation.subject.name, None, place)
    of_state = kind is not RelationKind.SANCTIONS  # which fall on ministers and generals as persons
    named = (side_name(other) if of_state else other.name) if other is not None else None
    land = relation.place.country if relation.place else None
    if kind is RelationKind.CONTROLS and place and folded(place) in sites:
        return kind.value, normal(side_name(relation.subject)), sites[folded(place)]
    entry = relation.place.geonameid if relation.place else None
    if kind in (RelationKind.CONTROLS, RelationKind.PRESENT_IN) and entry is not None and entry in entries:
        return kind.value, normal(side_name(relation.subject)), entries[entry]
    return key(kind.value, side_name(relation.subject), named, place, land)


def side_name(actor: Actor) -> str:
    """Return the name of a side; the army, the police and the government of a state are the state."""
    state = actor.sector in ("MIL", "GOV", "COP") and is_state(actor) and not (actor.id or "").startswith("person:")
    return next((n for n, i in ids().items() if i == f"country:{actor.country}"), actor.name) if state else actor.name


def day(value: Any) -> date | None:
    """Return a day of the gold; a shorter one is its first day."""
    if not value:
        return None
    year, month, dom = (*str(value).split("-"), "1", "1")[:3]
    return date(int(year), int(month), int(dom[:2]))


def in_force(rows: Iterable[Row], on: date) -> list[Row]:
    """Return the gold rows that hold on a day."""
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


@dataclass
class Score:
    """What was counted: by kind and in all gold, made and met; of holders asked and right; and each error by its dates."""

    counts: Counter[str] = field(default_factory=Counter)
    holders: Counter[str] = field(default_factory=Counter)
    errors: Counter[tuple[str, Key]] = field(default_factory=Counter)

    def add(self, other: Score) -> None:
        """Add what was counted on another day."""
        self.counts += other.counts
        self.holders += other.holders
        self.errors += other.errors


def compare(gold: Sequence[Row], made: list[Relation], on: date, told: set[str]) -> Score:
    """Return what counts on a day; ``told`` are the files that were read."""
    homes = homes_of(gold)
    sites = sites_of(gold, homes)
    keyed = [(key(r["kind"], r["subject"], r.get("object"), r.get("place"), *homes), r) for r in in_force(gold, on)]
    true = {k for k, r in keyed if r["status"] != "denied-claim"}
    claimed = {k for k, r in keyed if r["status"] == "denied-claim"} - true
    unread = true - {k for k, r in keyed if told & set(r["files"]) or not r["files"]}
    entries = entries_of(gold, homes)
    given = {key_of(r, sites, entries): r for r in sorted(made, key=lambda r: r.status is not RelationStatus.DISPUTED)}
    found = {k for k, r in given.items() if not (k in claimed and r.status is RelationStatus.DISPUTED)}
    pairs = dict(_pairs(true, found))
    by_words = set(pairs.values())  # met by words, since they have no name
    score = Score()
    for name, keys in (
        ("gold", true - unread),
        ("made", found - {pairs.get(k) for k in unread}),
        ("met", pairs.keys() - unread),
    ):
        for k in keys:
            score.counts[f"{name} {k[0]}"] += 1
            score.counts[f"{name} all"] += 1
    score.errors.update(("missing", k) for k in true - pairs.keys() - unread)
    score.errors.update(("too much", k) for k in found - set(pairs.values()))
    for place in sorted({k[2] for k in true - unread if k[0] == "controls"}):
        here = [k for k in found if k[0] == "controls" and k[2] == place]
        answer = [k for k in here if given[k].status is not RelationStatus.DISPUTED] or here
        score.holders["asked"] += 1
        right = bool(answer) and all(k in true or k in by_words for k in answer)
        score.holders["right"] += right
        if any(given[k].status is RelationStatus.SUPPOSED for k in answer):
            score.holders["supposed right" if right else "supposed wrong"] += 1
        if not right:
            score.errors["who holds", ("controls", place)] += 1
    return score


def _pairs(true: set[Key], found: set[Key]) -> Iterator[tuple[Key, Key]]:
    """Yield which relation of the record meets which of the gold, each one once."""
    yield from ((k, k) for k in true & found)
    left = found - true
    for k in sorted(true - found):
        near = next((f for f in sorted(left) if len(f) == len(k) and all(map(_alike, k, f))), None)
        if near is not None:
            left.discard(near)
            yield k, near


def _alike(one: str, other: str) -> bool:
    """Tell whether two names are the same, or one has no id and half of the words of the shorter are in both."""
    if one == other:
        return True
    if ":" in one or ":" in other:
        return False
    a, b = ({w.rstrip("s") for w in n.split()} - _SMALL for n in (one, other))
    return bool(a and b) and 2 * len(a & b) >= min(len(a), len(b)) + (min(len(a), len(b)) == 1)


def f1(counts: Counter[str], name: str) -> str:
    """Return precision, recall and F1 of a kind, as text."""
    gold, made, met = (counts[f"{n} {name}"] for n in ("gold", "made", "met"))
    p, r = met / made if made else 0.0, met / gold if gold else 0.0
    return f"P {p:.2f}  R {r:.2f}  F1 {2 * p * r / (p + r) if p + r else 0.0:.2f}  (gold {gold}, made {made})"


@contextmanager
def filled(folder: Path, store: Path | None) -> Iterator[Record]:
    """Give the record of a corpus: of a store that has its pages, else of one made for the time being."""
    if store is not None:
        with open_record(store, create=False) as record:
            yield record
        return
    with tempfile.TemporaryDirectory() as room, open_record(Path(room) / "corpus.db") as record:
        record.add([pages_of(folder)])
        yield record


def main(folder: Path, store: Path | None, *, errors: bool) -> None:
    """Print the figures."""
    gold = lines(folder / "gold" / "relations.jsonl")
    total = Score()
    with filled(folder, store) as record:
        told = {Path(d.file or d.id).name for d in record.documents()}
        for on in dates(folder):
            score = compare(gold, record.standing(as_of=on), on, told)
            total.add(score)
            print(f"{on}  {f1(score.counts, 'all')}  holders {score.holders['right']}/{score.holders['asked']}")
    for kind in sorted({k.split(" ", 1)[1] for k in total.counts}):
        print(f"{kind:12} {f1(total.counts, kind)}")
    asked, right = total.holders["asked"], total.holders["right"]
    good, bad = total.holders["supposed right"], total.holders["supposed wrong"]
    print(f"who holds a place: {right} of {asked} right, {right / asked if asked else 0.0:.2f}")
    print(f"  of these supposed, told by nobody: {good} of {good + bad} right")
    if errors:
        for (what, k), n in sorted(total.errors.items(), key=lambda e: (e[0][1][0], -e[1], e[0])):
            print(f"{n:3} {what:9} {' | '.join(k)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How right the standing of things is on ten dates.")
    parser.add_argument("corpus", help="a folder of benchmarks/corpora, or a path to one like it")
    parser.add_argument("--errors", action="store_true", help="print each relation that is missing or too much")
    parser.add_argument("--store", type=Path, help="a store that holds the pages already")
    given = parser.parse_args()
    named = CORPORA / given.corpus
    main(named if named.is_dir() else Path(given.corpus), given.store, errors=given.errors)
