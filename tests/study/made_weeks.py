"""The made weeks of the benchmark, for tests with known answers."""

import importlib.util
import sys
from pathlib import Path


def _load():
    path = Path(__file__).parents[2] / "benchmarks" / "made_weeks.py"
    spec = importlib.util.spec_from_file_location("benchmark_made_weeks", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_made = _load()
BEGIN, Outlet, made_window, outlet = _made.BEGIN, _made.Outlet, _made.made_window, _made.outlet
