"""A store of any size, made from a small real one: its documents with all that they tell, again and again, varied.

Each copy has its own ids, lies at other days of ten years, in another country, and between other actors of the register;
sentences stay as they were written, so that they name other places than the columns do. Left out is what only adding
needs (blocking keys, bands of copies) and what was known before.
"""

from __future__ import annotations

import json
import random
import re
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tocsin.base.names import pieces
from tocsin.linking.gazetteer import Gazetteer, open_gazetteer
from tocsin.linking.register import Register, load_register
from tocsin.store.engine import open_store

# Tables and the rows of theirs that hold; the order is that of writing.
TABLES = {
    "document": "1",
    "mention": "1",
    "participant": "1",
    "relation_mention": "1",
    "incident": "1",
    "incident_actor": "1",
    "incident_revision": "until IS NULL",
    "membership": "until IS NULL",
    "claim": "until IS NULL",
    "step": "until IS NULL",
}
PLACE = ("place_id", "place", "place_key", "admin1", "country", "lat", "lon")
ACTOR = ("actor", "name", "name_key", "country", "sector")
MOMENTS = ("added", "changed", "since", "at")
# Cells and rows while they are text; neither stands in news.
CELL, ROW, NONE = "\x1f", "\x1e", "\x1d"
TEXT = r'(?:"(?:[^"\\]|\\.)*"|null)'
NUMBER = r"(?:-?[\d.]+(?:e-?\d+)?|null)"
VARIES = re.compile(
    rf'(?P<place>"name":{TEXT},"geonameid":{NUMBER},"country":{TEXT},"admin1":{TEXT},"lat":{NUMBER},"lon":{NUMBER})'
    rf'|(?P<actor>"id":{TEXT},"name":{TEXT},"country":{TEXT},"sector":{TEXT})'
    r'|(?P<id>\b[dimcr]_[0-9a-f]{12}\b)|(?P<day>(?<=")\d{4}-\d\d-\d\d(?="))'
    rf'|(?P<said>"field":"(?:place|doer)","value":{TEXT})'
)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
ID = re.compile(r"[dimcr]_[0-9a-f]{12}")
# The days over which the copies begin, from those of what is copied.
EARLIEST, LATEST = -3400, 250
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
# A country with this part of the incidents is where a story plays.
PART = 0.05
Slot = tuple[str, Any]


class Template:
    """The rows of a table as one text with slots, which each copy fills anew."""

    def __init__(self, rows: Iterator[list[str | Slot]]) -> None:
        self.parts: list[str] = []
        self.slots: list[tuple[int, Slot]] = []
        for number, row in enumerate(rows):
            self._add(ROW if number else "")
            for part in row:
                if isinstance(part, tuple):
                    self.slots.append((len(self.parts), part))
                    self.parts.append("")
                else:
                    self._add(part)

    def _add(self, words: str) -> None:
        if words:
            self.parts.append(words)

    def rows(self, fill: dict[Slot, str]) -> Iterator[list[str]]:
        """Yield the rows of a copy."""
        parts = self.parts
        for at, slot in self.slots:
            parts[at] = fill[slot]
        return (row.split(CELL) for row in "".join(parts).split(ROW))


class Cast:
    """Who and where the copies play: the countries with enough towns, and the groups and states of the register."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        register, gazetteer = load_register(), open_gazetteer()
        self.towns, self.areas = _places(gazetteer)
        self.countries = sorted(c for c, towns in self.towns.items() if len(towns) >= 40 and c in register.states)
        self.names = {c: register.states[c].name for c in register.states}
        self.groups = _groups(register)

    def other(self, moved: dict[str, str], kind: str, key: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return another place or actor; ``moved`` says into which country each story is moved."""
        return self.place(key, moved) if kind == "place" else self.actor(key, moved)

    def place(self, key: tuple[Any, ...], moved: dict[str, str]) -> tuple[Any, ...]:
        """Return another place for one of the countries in which the stories play; others stay."""
        id_, name, _, admin1, of, lat, _ = key
        if of not in moved or name is None:
            return key
        country = moved[of]
        if admin1 is None and id_ is not None:
            return (id_, self.names[country], self.names[country].casefold(), None, country, *self.areas[country][:2])
        if lat is None:
            return (*key[:4], country, *key[5:])
        found = self.random.choice(self.towns[country])
        return (found[0], found[1], " ".join(found[1].casefold().split()), found[2], country, *found[3:])

    def actor(self, key: tuple[Any, ...], moved: dict[str, str]) -> tuple[Any, ...]:
        """Return another actor in place of the groups and of the states in whose countries the stories play."""
        id_, name, of, sector = key
        country = moved.get(of, of)
        if id_ is not None and id_.startswith("group:"):
            return (*self.random.choice(self.groups), country, sector)
        if id_ == f"country:{of}":
            return (f"country:{country}", self.names.get(country, name), country, sector)
        return (id_, name, country if id_ is None else of, sector)


def _places(gazetteer: Gazetteer) -> tuple[dict[str, list[tuple[Any, ...]]], dict[str, tuple[float, float]]]:
    towns: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    areas: dict[str, tuple[float, float]] = {}
    for number in range(len(gazetteer)):
        place = gazetteer.entry(number).place
        if place.country is None or place.lat is None or place.lon is None:
            continue
        areas.setdefault(place.country, (place.lat, place.lon))
        if place.precision == "town" and place.admin1 and place.population >= 5000 and pieces(place.name):
            towns[place.country].append((place.geonameid, place.name, place.admin1, place.lat, place.lon))
    return {c: found[:400] for c, found in towns.items()}, areas


def _groups(register: Register) -> list[tuple[str, str]]:
    return [(e.id, e.name) for e in register.entries.values() if e.kind == "group"]


def make(seed: Path, to: Path, incidents: int, *, tell: Callable[[str], None] = print) -> None:
    """Make a store of about so many incidents from a seed; 1,000,000 take some minutes and 10 GB."""
    to.unlink(missing_ok=True)
    open_store(to).close()
    with closing(sqlite3.connect(seed)) as source, closing(sqlite3.connect(to, isolation_level=None)) as target:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000", "temp_store = MEMORY"):
            target.execute(f"PRAGMA {pragma}")
        templates, slots, homes = read(source)
        each = source.execute("SELECT count(*) FROM incident").fetchone()[0]
        copies = -(-incidents // each)
        tell(f"{copies} copies of {each} incidents")
        target.executemany("INSERT INTO run VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", source.execute("SELECT * FROM run"))
        apart = _take_apart(target)
        write(target, templates, copies, lambda: filled(slots, homes, Cast(1)), tell)
        for statement in apart:
            began = time.perf_counter()
            target.execute(statement)
            tell(f"  {time.perf_counter() - began:6.1f} s  {' '.join(statement.split())[:90]}")
        target.execute("PRAGMA journal_mode = WAL")


def _take_apart(target: sqlite3.Connection) -> list[str]:
    """Drop indexes and triggers, and return what makes them again and fills the tables of the search."""
    query = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    found = sorted(target.execute(query).fetchall())
    for type_, name, _ in found:
        target.execute(f"DROP {type_} {name}")
    searches = [f"INSERT INTO {t}_search({t}_search) VALUES ('rebuild')" for t in ("document", "incident")]
    area = "INSERT INTO incident_area SELECT n, lon, lon, lat, lat FROM incident WHERE lat IS NOT NULL"
    return [*(sql for _, _, sql in found), area, *searches]


def read(source: sqlite3.Connection) -> tuple[dict[str, Template], list[Slot], list[str]]:
    """Return the tables of a seed as templates, all slots, and the countries in which a good part of it plays."""
    source.row_factory = sqlite3.Row
    query = "SELECT country FROM incident WHERE country IS NOT NULL GROUP BY 1 HAVING count(*) > ? ORDER BY 1"
    homes = [
        row[0] for row in source.execute(query, (PART * source.execute("SELECT count(*) FROM incident").fetchone()[0],))
    ]
    names = _names(source)
    templates = {}
    for table, where in TABLES.items():
        rows = source.execute(f"SELECT * FROM {table} WHERE {where}").fetchall()
        templates[table] = Template(_parts(row, table, names) for row in rows)
    slots = sorted({slot for t in templates.values() for _, slot in t.slots}, key=repr)
    return templates, slots, homes


def _names(source: sqlite3.Connection) -> dict[str, Slot]:
    """Return the slot of each name that stands in words: of a place, or of an actor by its name or id."""
    found: dict[str, Slot] = {}
    for row in source.execute("SELECT DISTINCT actor, name, name_key, country, sector FROM incident_actor"):
        key = (row["actor"], row["name"], row["country"], row["sector"])
        found |= {row["name"]: ("who", (key, 1)), row["name_key"]: ("who", (key, 4))}
        found |= {row["actor"]: ("who", (key, 0))} if row["actor"] else {}
    for row in source.execute(f"SELECT DISTINCT {', '.join(PLACE)} FROM incident WHERE place IS NOT NULL"):
        found[row["place"]] = ("where", (tuple(row), 1))
        found |= {row["admin1"]: ("where", (tuple(row), 3))} if row["admin1"] else {}
    return found


def _parts(row: sqlite3.Row, table: str, names: dict[str, Slot]) -> list[str | Slot]:
    """Return a row as literal text and slots."""
    parts: list[str | Slot] = []
    for number, column in enumerate(row.keys()):
        parts.append(CELL if number else "")
        value = row[column]
        if column in PLACE and "place_id" in row.keys():  # noqa: SIM118
            parts.append(("where", (tuple(row[c] for c in PLACE), PLACE.index(column))))
        elif column in ACTOR and table in ("participant", "incident_actor"):
            key = (row["actor"], row["name"], row["country"], row["sector"])
            parts.append(("who", (key, (0, 1, 4, 2, 3)[ACTOR.index(column)])))
        elif column == "n" or value is None or (column == "signature"):
            parts.append(NONE)
        elif column == "revision":
            parts.append("1")
        elif column in MOMENTS:
            parts.append(("moment", None))
        elif column in ("words", "parties") and table.startswith("incident"):
            mark = "\n" if column == "words" else "|"
            for at, word in enumerate(str(value).split(mark)):
                parts += [mark if at else "", names.get(word, word)]
        elif column == "body":
            parts += list(_body(str(value), names))
        elif isinstance(value, str) and (DAY.fullmatch(value) or ID.fullmatch(value)):
            parts.append(("day" if value[4] == "-" else "id", value))
        elif column in ("file", "text"):
            parts.append(Path(value).name if column == "file" else value)
        else:
            parts.append(names.get(value, value) if column == "value" else str(value))
    return parts


def _body(body: str, names: dict[str, Slot]) -> Iterator[str | Slot]:
    at = 0
    for match in VARIES.finditer(body):
        yield body[at : match.start()]
        at, found = match.end(), match.group()
        kind = str(match.lastgroup)
        if kind in ("id", "day"):
            yield (kind, found)
            continue
        cells = json.loads("{" + found + "}")
        if kind == "said":
            slot = names.get(cells["value"])
            yield (f"said {cells['field']}", slot) if slot and slot[0] in ("who", "where") else found
        elif kind == "actor":
            yield ("actor", tuple(cells.values()))
        else:
            name = cells["name"]
            spelled = " ".join(name.casefold().split()) if name else None
            key = (cells["geonameid"], name, spelled, cells["admin1"], cells["country"], cells["lat"], cells["lon"])
            yield ("place", key)
    yield body[at:]


def filled(slots: list[Slot], homes: list[str], cast: Cast) -> Iterator[dict[Slot, str]]:
    """Yield for each copy what stands in its slots."""
    ids = [slot for slot in slots if slot[0] == "id"]
    days = {slot: date.fromisoformat(slot[1]).toordinal() for slot in slots if slot[0] == "day"}
    rest = [slot for slot in slots if slot[0] not in ("id", "day", "moment")]
    number = 0
    while True:
        moved, shift = {h: cast.random.choice(cast.countries) for h in homes}, cast.random.randint(EARLIEST, LATEST)
        fill: dict[Slot, str] = {}
        for at, slot in enumerate(ids, start=number * len(ids)):
            fill[slot] = f"{slot[1][:2]}{at:012x}"
        for slot, day in days.items():
            fill[slot] = date.fromordinal(max(day + shift, 1)).isoformat()
        fill[("moment", None)] = (BEGUN + timedelta(minutes=number)).isoformat(timespec="microseconds")
        played: dict[Hashable, tuple[Any, ...]] = {}
        for slot in rest:
            fill[slot] = _played(slot, played, partial(cast.other, moved))
        yield fill
        number += 1


def _played(slot: Slot, played: dict[Hashable, tuple[Any, ...]], play: Callable[[str, Any], tuple[Any, ...]]) -> str:
    """Return what stands in the slot of a place or an actor; the same one is another one throughout a copy."""

    def other(kind: str, key: tuple[Any, ...]) -> tuple[Any, ...]:
        # A group is known by its id, a place by its name, whatever else a row says of it.
        known = (kind, key[0] or key[1], key[4] if kind == "place" else None)
        if known not in played:
            played[known] = play(kind, key)
        return played[known]

    kind, of = slot
    if kind.startswith("said"):
        return f'"field":{_json(kind[5:])},"value":{_json(_cell(of[0], of[1], other))}'
    if kind in ("who", "where"):
        value = _cell(kind, of, other)
        return NONE if value is None else str(value)
    found = other(kind, of)
    if kind == "actor":
        cells = dict(zip(("id", "name", "country", "sector"), found, strict=True))
    else:
        id_, name, _, admin1, country, lat, lon = found
        cells = {"name": name, "geonameid": id_, "country": country, "admin1": admin1, "lat": lat, "lon": lon}
    return _json(cells)[1:-1]


def _cell(kind: str, of: tuple[Any, int], other: Callable[[str, tuple[Any, ...]], tuple[Any, ...]]) -> Any:
    key, at = of
    if kind == "where":
        return other("place", key)[at]
    found = other("actor", key)
    return " ".join(str(found[1]).casefold().split()) if at == 4 else found[at]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write(
    target: sqlite3.Connection,
    templates: dict[str, Template],
    copies: int,
    fills: Callable[[], Iterator[dict[Slot, str]]],
    tell: Callable[[str], None],
) -> None:
    """Write the copies, in one transaction each hundred."""
    began = time.perf_counter()
    inserts = {}
    for table in templates:
        width = len(target.execute(f"PRAGMA table_info({table})").fetchall())
        inserts[table] = f"INSERT INTO {table} VALUES ({','.join([f'NULLIF(?, char({ord(NONE)}))'] * width)})"
    target.execute("BEGIN")
    for number, fill in zip(range(copies), fills(), strict=False):
        for table, template in templates.items():
            target.executemany(inserts[table], template.rows(fill))
        if number % 100 == 99:
            target.execute("COMMIT")
            tell(f"  {time.perf_counter() - began:6.1f} s  {number + 1} of {copies} copies")
            target.execute("BEGIN")
    target.execute("COMMIT")
