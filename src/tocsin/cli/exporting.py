"""The command that writes the record for other programs: export."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from tocsin.asking import Wanted
from tocsin.cli.common import (
    DEFAULT_STORE,
    AsOf,
    AtPlace,
    LeastOrigins,
    LeastScore,
    OfActor,
    OfMode,
    OfStatus,
    OfType,
    Since,
    Store,
    ToldAs,
    Until,
    WithWords,
    app,
    day,
    fail,
    opened,
    progress_bar,
    tell,
    writing,
)
from tocsin.exporting import SHAPES, Exported, export, geojson_with_areas, native_of
from tocsin.record import Record
from tocsin.write.kept_cells import numbered
from tocsin.write.shape import Shape

# Reasons for what was left out that are named; the sidecar has them all.
_REASONS = 6
SHAPE_HELP = f"One of: {', '.join(SHAPES)}."
To = Annotated[
    str, typer.Option("--to", help="The file to write, or a folder into which it goes under a name of its own.")
]


@app.command(name="export")
def export_command(
    shape: Annotated[str, typer.Option(help=SHAPE_HELP)],
    to: To,
    since: Since = None,
    until: Until = None,
    place: AtPlace = None,
    actor: OfActor = None,
    type_: OfType = None,
    mode: OfMode = None,
    status: OfStatus = None,
    told: ToldAs = None,
    min_score: LeastScore = 0.0,
    min_origins: LeastOrigins = 0,
    words: WithWords = None,
    as_of: AsOf = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many incidents.")] = None,
    undisputed: Annotated[
        bool, typer.Option("--undisputed", help="Leave out what somebody denies or tells otherwise.")
    ] = False,
    parquet: Annotated[
        bool, typer.Option("--parquet", help="Of the native shape: write Parquet files beside the CSV.")
    ] = False,
    text: Annotated[bool, typer.Option("--text", help="Of the native shape: give the text of the documents.")] = False,
    areas: Annotated[
        bool, typer.Option("--areas", help="Of geojson: give countries and provinces their outline, not no geometry.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite an export that is there.")] = False,
    store: Store = DEFAULT_STORE,
) -> None:
    """Write incidents to a file in the shape of another program, with a sidecar that says what the shape loses.

    Foreign shapes hold only what is told as having happened.
    """
    first, last, known = day("--since", since), day("--until", until), day("--as-of", as_of)
    wanted: Wanted = {
        "since": first,
        "until": last,
        "place": place,
        "actor": actor,
        "type": type_.upper() if type_ else None,
        "mode": mode.lower() if mode else None,
        "status": status,
        "told": told,
        "min_score": min_score,
        "min_origins": min_origins,
        "words": words,
        "as_of": known,
        "limit": limit,
    }
    _refuse(shape, native={"--parquet": parquet, "--text": text}, geojson={"--areas": areas})
    with opened(store) as record, writing(to), progress_bar(None) as bar:
        done = export(
            record,
            _shape(record, shape, wanted, forms=("csv", "parquet") if parquet else ("csv",), text=text, areas=areas),
            to,
            wanted,
            is_undisputed=undisputed,
            force=force,
            progress=lambda count, total: bar.update(bar.task_ids[0], completed=count, total=total),
        )
    _report(done)


def _refuse(shape: str, **options: Mapping[str, bool]) -> None:
    """End with an error where an option is given that is for another shape."""
    for name, given in options.items():
        if wrong := [option for option, is_given in given.items() if is_given and shape != name]:
            fail(f"{wrong[0]} is for the shape {name}, and this is {shape}; leave it out.")


def _shape(
    record: Record, name: str, wanted: Wanted, *, forms: tuple[str, ...], text: bool, areas: bool
) -> Shape | str:
    """Return the shape that the options make of a name."""
    if name == "native":
        return native_of(record, wanted, forms=forms, with_text=text)
    return geojson_with_areas() if areas else name


def _report(done: Exported) -> None:
    """Tell what was written, what was left out and why, and where the rest is said."""
    where = ", ".join(str(f) for f in done.files)
    kept = done.incidents - sum(done.left_out.values())
    tell(f"{where}: {numbered(done.rows, 'row')} of {numbered(kept, 'incident')}")
    if done.left_out:
        tell(f"left out: {numbered(sum(done.left_out.values()), 'incident')}")
    reasons = sorted(done.left_out.items(), key=lambda why: (-why[1], why[0]))
    for why, count in reasons[:_REASONS]:
        tell(f"  {count:,} {why}")
    if rest := sum(count for _, count in reasons[_REASONS:]):
        tell(f"  {rest:,} for other reasons")
    tell(f"what the shape loses: {Path(done.sidecar)}")
