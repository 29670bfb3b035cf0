"""The command that opens the record to a program beside it, over its standard input and output: tocsin mcp."""

from __future__ import annotations

from tocsin.base.errors import MissingExtra
from tocsin.cli.common import DEFAULT_STORE, Store, app, failing, opened


@app.command()
def mcp(store: Store = DEFAULT_STORE) -> None:
    """Serve the record to a program that speaks MCP over standard input and output; it reads, and changes nothing."""
    with failing():
        try:
            from tocsin.web.mcp.server import make_server
        except ModuleNotFoundError as error:
            raise MissingExtra(f"MCP needs an optional part ({error.name}): pip install 'tocsin[web]'") from None
    with opened(store) as record:
        make_server(record).run("stdio")
