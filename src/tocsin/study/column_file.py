"""Columns in a file, so that a large record need not be read row by row at every start."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.study.columns import Codes, Columns, Said, parties_of, places_of, quads_of

Arrays = dict[str, NDArray[Any]]
PLAIN = ("ids", "by_id", "numbers", "first", "last", "score", "origins", "place", "days", "documents")
CODED = ("type", "mode", "told", "status")
# Raised when what is kept, or how, changes: files of another form are left alone.
FORM = 2


def to_arrays(columns: Columns, about: Mapping[str, Any]) -> Arrays:
    """Return columns as arrays that numpy keeps in a file, with a note of JSON's own types about them."""
    parties, places = columns.parties, columns.places
    note = {
        "form": FORM,
        "about": dict(about),
        "values": {name: getattr(columns, name).values for name in CODED},
        "places": places.keys,
        "precisions": places.precisions,
        "parties": parties.keys,
        "said": columns.said.keys,
    }
    return {
        **{name: getattr(columns, name) for name in PLAIN},
        **{name: getattr(columns, name).codes for name in CODED},
        "party_rows": parties.rows,
        "party_codes": parties.codes,
        "said_rows": columns.said.by_code,
        "said_begins": columns.said.begins,
        "note": np.frombuffer(json.dumps(note).encode(), np.uint8),
    }


def note_of(arrays: Mapping[str, NDArray[Any]]) -> Any:
    """Return the note about columns; ``None`` where the file has another form."""
    note = json.loads(arrays["note"].tobytes())
    return note if note["form"] == FORM else None


def from_arrays(arrays: Mapping[str, NDArray[Any]]) -> Columns:
    """Return the columns that ``to_arrays`` was given."""
    note = json.loads(arrays["note"].tobytes())
    plain: Any = {name: arrays[name] for name in PLAIN}
    coded: Any = {name: Codes(tuple(note["values"][name]), arrays[name]) for name in CODED}
    return Columns(
        **plain,
        **coded,
        quads=quads_of(coded["type"], coded["mode"]),
        places=places_of(tuple(map(tuple, note["places"])), tuple(note["precisions"])),
        parties=parties_of(tuple(map(tuple, note["parties"])), arrays["party_rows"], arrays["party_codes"]),
        said=Said(tuple(map(tuple, note["said"])), arrays["said_rows"], arrays["said_begins"]),
    )
