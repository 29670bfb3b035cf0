"""Write docs/picture.svg: the demo's first records as a terminal shows them. Run it after changing output.

python docs/make_picture.py
"""

from __future__ import annotations

import re
from importlib.resources import as_file
from io import StringIO
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import MONOKAI

from tocsin.base.model import Document, Reading
from tocsin.base.tables import data_folder
from tocsin.documents.read import read
from tocsin.pipeline import load_tools, run
from tocsin.write.terminal import document_table

PICTURE = Path(__file__).parent / "picture.svg"
WIDTH = 130
# A picture loads nothing from elsewhere: the reader's own fixed-width font serves.
_FORMAT = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
# The whole table is too long to be looked at: these are shown, by words of their quotes.
SHOWN = (
    "captured the headquarters",
    "denied that its fighters",
    "Five Red Crescent",
    "UAE denies",
    "Sudan has repeatedly",
)


def picture() -> str:
    """Return the table of the demo page as SVG."""
    with as_file(data_folder().joinpath("demo", "el-fasher.html")) as page:
        documents = [d for d in read([page]) if isinstance(d, Document)]
    (reading,) = (r for r in run(documents, load_tools()) if isinstance(r, Reading))
    shown = [m for m in reading.mentions if any(words in m.evidence.text for words in SHOWN)]
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True, color_system="truecolor")
    console.print(document_table(reading, shown), highlight=False)
    svg = console.export_svg(title="tocsin demo", theme=MONOKAI, unique_id="tocsin", code_format=_FORMAT)
    return "".join(line.rstrip() + "\n" for line in svg.splitlines())


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
