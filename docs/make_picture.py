"""Write docs/picture.svg: the main part of what the demo prints, as a terminal shows it. Run it after changing output.

python docs/make_picture.py
"""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from tocsin.cli.demo import DEMO_STORE, load
from tocsin.cli.demo_choice import Shown
from tocsin.cli.demo_page import demo_page
from tocsin.record import open_record

PICTURE = Path(__file__).parent / "picture.svg"
WIDTH = 120
# A picture loads nothing from elsewhere: the reader's own fixed-width font serves.
_FORMAT = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)


def picture() -> str:
    """Return the demo's page as SVG, made with a store of its own."""
    with TemporaryDirectory() as folder, open_record(Path(folder) / DEMO_STORE) as record:
        return svg_of(load(record))


def svg_of(shown: Shown) -> str:
    """Return what the demo shows as SVG, some of it left out: a picture is looked at once."""
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True, color_system="truecolor")
    lines = console.render_lines(demo_page(replace(shown, denied=None, sanctions=()), DEMO_STORE), console.options)
    end = next(n for n, line in enumerate(lines) if "".join(s.text for s in line).startswith("Kept in"))
    for line in lines[: end - 1]:
        console.print(Text.assemble(*((s.text, s.style or "") for s in line)), soft_wrap=True, highlight=False)
    svg = console.export_svg(title="tocsin demo", theme=MONOKAI, unique_id="tocsin", code_format=_FORMAT)
    return "".join(line.rstrip() + "\n" for line in svg.splitlines())


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
