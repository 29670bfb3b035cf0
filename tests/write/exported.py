"""Help for tests of exports: a shape's rows of incidents, written and read back."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

from made import DOCUMENT, SEIZURE

from tocsin.base.incidents import IncidentStatus
from tocsin.base.model import Count, Extent, Precision, Region, RegionKind, TimeBasis
from tocsin.write.shape import Context, Page

ADDED, CHANGED = datetime(2025, 1, 28, 6, 30, tzinfo=UTC), datetime(2025, 2, 6, 12, tzinfo=UTC)
HEAD = "Goma falls to rebels\n\n"
READ = replace(DOCUMENT, text=f"{HEAD}{'x' * 300}\n\nMore.", regions=(Region(len(HEAD), 330, RegionKind.BODY),))
# A town that is taken, as the demo has it: nobody is told to have died, and no day.
TAKEN = replace(
    SEIZURE, id="i_00000000000e", mode="territory", cameo="192", status=IncidentStatus.REPORTED,
    recipients=(), counts=(), claims=(),
    mentions=SEIZURE.mentions[:1], documents=1, origins=1, time_basis=TimeBasis.PUBLISHED,
)  # fmt: skip
KILLED = replace(SEIZURE, counts=(("killed", Count(3, 7, None)),))


def context_of(*incidents):
    return Context({DOCUMENT.id: READ}, {}, {i.id: (ADDED, CHANGED) for i in incidents})


def written(shape, path, *incidents):
    """Return the text of a shape's file with what it keeps of some incidents."""
    kept = tuple(i for i in incidents if shape.left_out(i) is None)
    (part,) = shape.write([Page(kept, context_of(*kept))] if kept else [], path)
    return part, path.read_text(encoding="utf-8")


def cells(shape, path, *incidents):
    """Return the cells of each line of a shape's file, headers too."""
    _, text = written(shape, path, *incidents)
    is_tabbed = "tab-separated" in shape.form
    return [line.split("\t") for line in text.splitlines()] if is_tabbed else list(csv.reader(io.StringIO(text)))


def dicts(shape, path, *incidents, headers=1):
    """Return the rows of a shape's file as dictionaries."""
    columns = [c.name for c in shape.columns]
    return [dict(zip(columns, row, strict=True)) for row in cells(shape, path, *incidents)[headers:]]


def at(incident, precision, **more):
    """Return an incident whose place has another precision."""
    return replace(incident, place=replace(incident.place, precision=Precision(precision), **more))


def spoken(words):
    return Extent(0, len(words), words)
