"""A screen that answers to its filters without a reload: the browser tells its state, the parts that change are sent."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from nicegui import ui
from nicegui.events import GenericEventArguments

from tocsin.base.errors import TocsinError
from tocsin.web.html import el
from tocsin.web.shell import STATIC

T = TypeVar("T")
# Seconds that a page may take: the first one reads the names and all incidents of a large record.
PATIENCE = 120
# Parameters of an address are short; what is longer was not made by our pages.
_MOST_PARAMETERS, _MOST_CHARACTERS = 40, 500


def script(name: str = "live.js") -> None:
    """Load a script of ours; its address changes with its content."""
    file = STATIC / name
    # As plain text: a Markup would escape what NiceGUI joins it to.
    ui.add_head_html(str(el("script", src=f"/static/{name}?{file.stat().st_mtime_ns}", defer=True)))


def listen(
    look: Callable[[dict[str, str]], T],
    draw: Callable[[T], None],
    *,
    fail: Callable[[str], None],
    older: Callable[[str], Awaitable[None]] | None = None,
) -> None:
    """Answer to changes of the state of this page.

    Args:
        look: makes what is shown of the parameters of the address, in a thread of its own.
        draw: puts it on the page.
        fail: shows a sentence on what went wrong.
        older: adds the page of a list that begins after a cursor.
    """
    script()
    asked = 0

    async def on_view(event: GenericEventArguments) -> None:
        nonlocal asked
        turn, params = _turn(event.args), _params(event.args)
        asked = max(asked, turn)
        try:
            found = await to_thread(look, params)
        except TocsinError as error:
            fail(str(error))
        else:
            if turn < asked:  # the reader has gone on meanwhile
                return
            draw(found)
        ui.run_javascript(f"tocsinSettled({turn})")

    async def on_older(event: GenericEventArguments) -> None:
        after = event.args.get("after") if isinstance(event.args, Mapping) else None
        if older is not None and isinstance(after, str):
            try:
                await older(after)
            except TocsinError as error:
                fail(str(error))

    ui.on("view", on_view)
    ui.on("older", on_older)


def _turn(given: object) -> int:
    turn = given.get("n") if isinstance(given, Mapping) else None
    return turn if isinstance(turn, int) else 0


def _params(given: object) -> dict[str, str]:
    """Return the parameters that a browser sent; what is none is left out."""
    found = given.get("params") if isinstance(given, Mapping) else None
    pairs = list(found.items())[:_MOST_PARAMETERS] if isinstance(found, Mapping) else []
    return {k: v[:_MOST_CHARACTERS] for k, v in pairs if isinstance(k, str) and isinstance(v, str)}


def put(markup: str, tag: str = "div") -> ui.html:
    """Put HTML that is escaped already on the page."""
    return ui.html(markup, sanitize=False, tag=tag)
