"""A small made world for tests of maps: a country of two provinces that share a border, and one across the date line."""

import json
import zipfile
from pathlib import Path

# Steps of a degree; west and east are squares of 10 by 10 that share the line from (10, 0) to (10, 10).
SHARED = [10, 0, 0, 10]
WEST, EAST = [10, 10, -10, 0, 0, -10, 10, 0], [10, 0, 10, 0, 0, 10, -10, 0]


def layer(arcs, shapes, scale=1):
    return {"scale": scale, "arcs": arcs, "shapes": shapes}


def made_boundaries(folder: Path, *, format_: int = 1) -> Path:
    """Write the made world and return its file."""
    path = folder / "boundaries.zip"
    west = {"name": "Ouest", "polygons": [[[0, 1]]]}
    east = {"name": "Est-Kivu", "polygons": [[[-1, 2]]]}
    near = {"iso3": "COD", "name": "Made Land", "polygons": [[[0]]]}
    # From 170 east to 170 west, in one ring, as world-atlas has it.
    across = {"iso3": "FJI", "name": "Across", "polygons": [[[1]]]}
    countries = layer([[0, 0, 20, 0, 0, 10, -20, 0, 0, -10], [170, 0, -340, 0, 0, 10, 340, 0, 0, -10]], [near, across])
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("about.json", json.dumps({"format": format_, "packages": {"made": "1"}}))
        out.writestr("countries-110m.json", json.dumps(countries))
        out.writestr("countries-50m.json", json.dumps(countries))
        out.writestr("admin1/COD.json", json.dumps(layer([SHARED, WEST, EAST], [west, east])))
    return path
