"""The command that opens the record to people and programs: tocsin serve."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from typing import Annotated

import typer

from tocsin.base.errors import BadSetting, MissingExtra
from tocsin.cli.common import DEFAULT_STORE, Store, app, failing, opened, tell


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on; 127.0.0.1 is this machine alone.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8808,
    tiles: Annotated[
        str | None,
        typer.Option(help="Map tiles of your choice, as https://…/{z}/{x}/{y}.png; without it none are asked for."),
    ] = None,
    tiles_credit: Annotated[str, typer.Option(help="Whom the tiles' licence wants named on the map.")] = "",
    write_token: Annotated[
        str | None,
        typer.Option(
            envvar="TOCSIN_WRITE_TOKEN", help="Needed to judge; without it only this machine may, on 127.0.0.1."
        ),
    ] = None,
    read_token: Annotated[
        str | None,
        typer.Option(envvar="TOCSIN_READ_TOKEN", help="Needed to read; without it all may who reach the site."),
    ] = None,
    rate: Annotated[int, typer.Option(min=1, help="Requests a minute that one client may make of the API.")] = 1200,
    public_url: Annotated[
        str | None, typer.Option(help="How others reach the site, for links in feeds: https://….")
    ] = None,
    store: Store = DEFAULT_STORE,
) -> None:
    """Serve the record: pages for people, the API, feeds and MCP for programs. End with Ctrl-C."""
    with failing():
        try:
            import uvicorn

            from tocsin.web.app import make_app
            from tocsin.web.site import Settings, Site
        except ModuleNotFoundError as error:
            raise MissingExtra(f"serving needs an optional part ({error.name}): pip install 'tocsin[web]'") from None
        if "" in (read_token, write_token):
            raise BadSetting("a token is empty, and anybody could show it; give one, or leave the option out.")
        if tiles is not None and not all(part in tiles for part in ("{z}", "{x}", "{y}")):
            raise BadSetting(f"--tiles {tiles!r} names no tile; write its address with {{z}}, {{x}} and {{y}} in it.")
        taken = _listen(host, port)
    settings = Settings(
        host=host, port=taken.getsockname()[1], tiles=tiles, tiles_credit=tiles_credit,
        write_token=write_token, read_token=read_token, rate=rate, public_url=public_url,
    )  # fmt: skip
    with opened(store) as record:
        site = Site(record, settings, lambda: datetime.now(UTC))
        record.index.refresh()  # now, not while the first reader waits
        tell(f"serving {store} at {settings.base_url}/ (end with Ctrl-C)")
        server = uvicorn.Server(uvicorn.Config(make_app(site), log_level="warning", server_header=False))
        server.run(sockets=[taken])


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens, or tell that the port is taken.

    Raises:
        BadSetting: the address or the port cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen(128)  # who comes before the server is up waits
    except OSError as error:
        found.close()
        raise BadSetting(
            f"cannot listen on {host}:{port} ({error.strerror}); another program may have it: give another --port, or 0 for any."
        ) from None
    return found
