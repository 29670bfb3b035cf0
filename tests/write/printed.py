"""What a renderable looks like on a terminal without colours."""

from rich.console import Console


def printed(renderable, width=160):
    """Return a renderable as text of ``width`` columns."""
    console = Console(width=width, color_system=None)
    with console.capture() as capture:
        console.print(renderable, highlight=False)
    return capture.get()
