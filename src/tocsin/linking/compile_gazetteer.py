"""Compile places into the gazetteer file: records as columns, names as sorted hashes."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from tocsin.linking.gazetteer_file import hash_key, write_sections
from tocsin.linking.place_source import ADMIN1, ADMIN2, COUNTRY, Source
from tocsin.linking.spelling import fold

NONE = -1
NAN = float("nan")
_AREAS = (COUNTRY, ADMIN1, ADMIN2)


def compile_gazetteer(places: Iterable[Source], path: Path) -> int:
    """Write the gazetteer file of ``places`` to ``path`` and return how many places it holds.

    Any iterable of ``Source`` will do, so that a full GeoNames dump can be compiled in the same way.
    """
    known = sorted(places, key=lambda p: p.kind not in _AREAS)
    write_sections(path, {**_columns(known), **_names(known)})
    return len(known)


def _columns(places: Sequence[Source]) -> dict[str, array[int] | array[float] | bytes]:
    number = {p.key: i for i, p in enumerate(places)}
    codes = sorted({p.country for p in places if p.country})
    code_number = {code: i for i, code in enumerate(codes)}
    names = [p.name.encode() for p in places]
    offsets = array("I", [0])
    for name in names:
        offsets.append(offsets[-1] + len(name))
    own = [(i, p.origin) for i, p in enumerate(places) if p.origin]
    # Only where there are any: the file of our places alone is as before.
    told: dict[str, array[int] | bytes] = {}
    if own:
        told = {"own": array("I", [i for i, _ in own]), "origins": "|".join(o for _, o in own).encode()}
    areas = [p for p in places if p.kind in _AREAS and p.box]
    boxes = {p.key: i for i, p in enumerate(areas)}
    return {
        "geonameid": array("i", [p.geonameid or NONE for p in places]),
        "country": array("h", [code_number[p.country] if p.country else NONE for p in places]),
        "admin1": array("i", [number.get(p.admin1, NONE) if p.admin1 else NONE for p in places]),
        "admin2": array("i", [number.get(p.admin2, NONE) if p.admin2 else NONE for p in places]),
        "lat": array("f", [NAN if p.lat is None else p.lat for p in places]),
        "lon": array("f", [NAN if p.lon is None else p.lon for p in places]),
        "population": array("I", [min(max(p.population, 0), 2**32 - 1) for p in places]),
        "kind": "".join(p.kind for p in places).encode(),
        "names": b"".join(names),
        "name_at": offsets,
        "codes": "|".join(codes).encode(),
        "box_of": array("i", [boxes.get(p.key, NONE) for p in places if p.kind in _AREAS]),
        "box": array("f", [edge for p in areas for edge in (p.box or ())]),
        **told,
    }


def _names(places: Sequence[Source]) -> dict[str, array[int] | array[float] | bytes]:
    """Return the index: sorted key hashes with their places, and the hashes of all beginnings of longer names."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    beginnings: set[int] = set()
    for number, place in enumerate(places):
        for rank, name in enumerate((place.name, *place.alternates)):
            key = fold(name)
            if not key:
                continue
            # The last bit tells an alternate name; the main name wins when both fold to one key.
            found[hash_key(key)].setdefault(number, int(rank > 0))
            words = key.split(" ")
            beginnings.update(hash_key(" ".join(words[:n])) for n in range(1, len(words)))
    keys = array("Q", sorted(found))
    starts, postings = array("I", [0]), array("I")
    for key_hash in keys:
        postings.extend(number << 1 | alternate for number, alternate in found[key_hash].items())
        starts.append(len(postings))
    return {"keys": keys, "starts": starts, "postings": postings, "beginnings": array("Q", sorted(beginnings))}
