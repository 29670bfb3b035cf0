"""Names to places: the compiled gazetteer, opened in milliseconds.

It is compiled from the installed data packages at first use (about half a minute)
and kept in the cache folder under a name that carries the packages' versions.
"""

from __future__ import annotations

import os
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from math import isnan
from pathlib import Path

from tocsin.base.errors import BadSetting
from tocsin.base.model import Place, Precision
from tocsin.base.tables import data_folder, in_force
from tocsin.linking.compile_gazetteer import compile_gazetteer
from tocsin.linking.gazetteer_file import Sections, hash_key, open_sections
from tocsin.linking.gazetteer_sources import sources
from tocsin.linking.packaged_places import versions
from tocsin.linking.place_source import ADMIN1, ADMIN2, CAPITAL, COUNTRY, SITE, TOWN
from tocsin.linking.spelling import fold
from tocsin.linking.supplement import SUPPLEMENTS

FORMAT = 3  # raise when the file or what is compiled into it changes: old files are then left alone
_PRECISION = {
    COUNTRY: Precision.COUNTRY,
    ADMIN1: Precision.PROVINCE,
    ADMIN2: Precision.DISTRICT,
    CAPITAL: Precision.TOWN,
    TOWN: Precision.TOWN,
    SITE: Precision.SITE,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A place with what choosing between places needs.

    ``number`` is its row in the gazetteer; ``admin1`` and ``admin2`` are rows, ``None`` if it has no such parent.
    ``alternate`` is true when the name asked for is not its main name.
    """

    number: int
    place: Place
    kind: str
    admin1: int | None
    admin2: int | None
    alternate: bool


class Gazetteer:
    """Places by name, over a mapped file; safe to share between threads.

    ``own`` says of the rows that are in the user's own tables where they stand there.
    """

    def __init__(self, sections: Sections) -> None:
        self._s = sections
        self._codes = bytes(sections["codes"]).decode().split("|")
        origins = bytes(sections.get("origins", b"")).decode().split("|")
        self.own = dict(zip(sections.get("own", ()), origins, strict=False))
        # One entry a place is enough: news comes back to the same names.
        self._entry = lru_cache(maxsize=50_000)(self._read)

    def __len__(self) -> int:
        return len(self._s["geonameid"])

    def candidates(self, name: str) -> tuple[Place, ...]:
        """Return the places that bear ``name`` (any case, accents optional), most populous first."""
        found = sorted(self.entries(fold(name)), key=lambda e: -e.place.population)
        return tuple(entry.place for entry in found)

    def entries(self, key: str) -> tuple[Entry, ...]:
        """Return the entries of a folded name, in no order."""
        keys, wanted = self._s["keys"], hash_key(key)
        at = bisect_left(keys, wanted)
        if at == len(keys) or keys[at] != wanted:
            return ()
        starts = self._s["starts"]
        return tuple(self._entry(p >> 1, bool(p & 1)) for p in self._s["postings"][starts[at] : starts[at + 1]])

    def begins(self, key: str) -> bool:
        """Return whether a longer name begins with the words of the folded ``key``."""
        beginnings, wanted = self._s["beginnings"], hash_key(key)
        at = bisect_left(beginnings, wanted)
        return at < len(beginnings) and bool(beginnings[at] == wanted)

    def entry(self, number: int) -> Entry:
        """Return the entry in row ``number``."""
        return self._entry(number, False)

    def large(self, least: int) -> Iterator[Entry]:
        """Yield the towns and admin-1 units of ``least`` people and more, and all capitals and countries."""
        for number, (kind, population) in enumerate(zip(self._s["kind"], self._s["population"], strict=True)):
            letter = chr(kind)
            if letter in (COUNTRY, CAPITAL) or (letter in (ADMIN1, TOWN) and population >= least):
                yield self._read(number, False)  # past the cache, which is for the names of the news

    def box(self, number: int) -> tuple[float, float, float, float] | None:
        """Return south, north, west and east edges of a country or admin unit; ``None`` for any other place."""
        rows = self._s["box_of"]
        if number >= len(rows) or rows[number] < 0:
            return None
        at = 4 * rows[number]
        south, north, west, east = self._s["box"][at : at + 4]
        return south, north, west, east

    def name(self, number: int) -> str:
        """Return the main name of the place in row ``number``."""
        at = self._s["name_at"]
        return bytes(self._s["names"][at[number] : at[number + 1]]).decode()

    def _read(self, number: int, alternate: bool) -> Entry:
        s = self._s
        lat, lon, geonameid = s["lat"][number], s["lon"][number], s["geonameid"][number]
        country, admin1, admin2 = s["country"][number], s["admin1"][number], s["admin2"][number]
        kind = chr(s["kind"][number])
        place = Place(
            name=self.name(number),
            geonameid=geonameid if geonameid >= 0 else None,
            country=self._codes[country] if country >= 0 else None,
            admin1=self.name(number) if kind == ADMIN1 else self.name(admin1) if admin1 >= 0 else None,
            lat=None if isnan(lat) else round(lat, 5),
            lon=None if isnan(lon) else round(lon, 5),
            precision=_PRECISION.get(kind, Precision.FEATURE),
            population=s["population"][number],
        )
        return Entry(number, place, kind, admin1 if admin1 >= 0 else None, admin2 if admin2 >= 0 else None, alternate)


def cache_folder() -> Path:
    """Return the folder for compiled data: ``TOCSIN_CACHE``, or the user's cache folder."""
    given = os.environ.get("TOCSIN_CACHE")
    if given:
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "tocsin"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "tocsin"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tocsin"


def gazetteer_path() -> Path:
    """Return where the gazetteer of the installed packages, of our tables and of the user's own is kept."""
    digest = blake2b(digest_size=4)
    for name in (names := ("actors/states.tsv", *SUPPLEMENTS)):
        digest.update(data_folder().joinpath(*name.split("/")).read_bytes())
    # Only those of places: other tables of the user's own leave the gazetteer as it is.
    digest.update(in_force().digest_of(names).encode())
    return cache_folder() / f"places-{FORMAT}-{versions()}-{digest.hexdigest()}.bin"


def open_gazetteer(*, progress: Callable[[str], None] | None = None) -> Gazetteer:
    """Return the gazetteer, compiled first where it is not yet in the cache folder.

    Args:
        progress: told in a sentence what takes long; nothing is printed here.

    Raises:
        BadSetting: the cache folder cannot be written.
    """
    path = gazetteer_path()
    if not path.exists():
        if progress:
            progress("Compiling the gazetteer from the installed place data: once, about half a minute.")
        try:
            count = compile_gazetteer(sources(), path)
        except OSError as error:
            raise BadSetting(
                f"the gazetteer cannot be written to {path.parent} ({error.strerror}); "
                "set TOCSIN_CACHE to a folder that you may write to."
            ) from error
        if progress:
            progress(f"The gazetteer has {count:,} places: {path}")
    return _opened(path)


@lru_cache(maxsize=2)  # ours, and that with the user's own
def _opened(path: Path) -> Gazetteer:
    return Gazetteer(open_sections(path))
