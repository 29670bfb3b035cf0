"""Figures on the gold may only rise: a fall below a floor of floors.json fails.

Raise a floor in the change that earns it. Lowering one needs its reason beside the figures in benchmarks.
"""

import importlib.util
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
SETS = sorted(FLOORS)
_LINE = re.compile(r"^(?P<level>\w+)\s+P [\d.]+ R [\d.]+ F1 (?P<f1>[\d.]+)$", re.MULTILINE)


def load_figures():
    """Return benchmarks/figures.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("figures", ROOT / "benchmarks" / "figures.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


figures = load_figures()
GOLD = figures.gold_folder()


@pytest.fixture(scope="module", params=SETS)
def measured(request, tools):
    """Return the name of a gold set and its F1 at each level."""
    if GOLD is None:
        pytest.skip("no gold: set TOCSIN_GOLD to its folder, or put it at ../shared/gold beside the repository")
    if not (GOLD / figures.WHOLE[request.param][1]).exists():
        pytest.skip(f"no gold set {request.param} in {GOLD}")
    printed = figures.figures(request.param, GOLD, tools, jobs=1)
    return request.param, {m["level"]: float(m["f1"]) for m in _LINE.finditer(printed)}


@pytest.mark.parametrize("level", ["coded", "who"])
def test_figure_is_not_below_its_floor(measured, level):
    name, found = measured
    floor = FLOORS[name][level]
    assert found[level] >= floor, f"{name} {level} F1 {found[level]:.3f} is below its floor {floor:.3f}"


def test_floors_are_shares():
    assert all(0 < f < 1 for levels in FLOORS.values() for f in levels.values())
    assert all(set(levels) == {"coded", "who"} for levels in FLOORS.values())
