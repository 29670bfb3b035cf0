"""The command release: write a release, or check one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.common import (
    DEFAULT_STORE,
    AtPlace,
    LeastOrigins,
    LeastScore,
    OfActor,
    OfStatus,
    OfType,
    Since,
    Store,
    ToldAs,
    Until,
    app,
    day,
    fail,
    failing,
    opened,
    tell,
    writing,
)
from tocsin.releasing import release as write_release
from tocsin.write.release_files import Manifest, changes_told, faults


@app.command()
def release(
    version: Annotated[str | None, typer.Option(help="Name of the release, for example 2025.1.")] = None,
    to: Annotated[Path | None, typer.Option(help="Folder of the series; the release goes into TO/VERSION.")] = None,
    licence: Annotated[str | None, typer.Option(help="What others may do with it, in one line.")] = None,
    verify: Annotated[Path | None, typer.Option(help="Check the files of this release against its checksums.")] = None,
    since: Since = None,
    until: Until = None,
    place: AtPlace = None,
    actor: OfActor = None,
    type_: OfType = None,
    status: OfStatus = None,
    told: ToldAs = None,
    min_score: LeastScore = 0.0,
    min_origins: LeastOrigins = 0,
    store: Store = DEFAULT_STORE,
) -> None:
    """Write an unchanging release of the record: tables, codebook, checksums, and what changed since the one before."""
    if verify is not None:
        _verify(verify)
        return
    if version is None or to is None:
        fail("a release needs a version and a folder: tocsin release --version 2025.1 --to releases")
    wanted = {
        "since": day("--since", since),
        "until": day("--until", until),
        "place": place,
        "actor": actor,
        "type": type_.upper() if type_ else None,
        "status": status,
        "told": told,
        "min_score": min_score or None,
        "min_origins": min_origins or None,
    }
    given = {name: value for name, value in wanted.items() if value is not None}
    with opened(store) as record, writing(to / version):
        folder, manifest = write_release(record, to, version=version, wanted=given, licence=licence)  # type: ignore[arg-type]
    _report(folder, manifest)


def _verify(folder: Path) -> None:
    with failing():
        wrong = faults(folder)
    for fault in wrong:
        tell(fault)
    if wrong:
        fail(f"{folder} is not as it was released; take it afresh from where you have it.")
    typer.echo(f"{folder}: every file is as it was released")


def _report(folder: Path, manifest: Manifest) -> None:
    rows = ", ".join(f"{count:,} {name}" for name, count in manifest.counts.items())
    typer.echo(f"release {manifest.version} in {folder}: {rows}")
    changes = changes_told(manifest) or "nothing"
    typer.echo(f"since {f'release {manifest.previous}' if manifest.previous else 'the beginning'}: {changes}")
