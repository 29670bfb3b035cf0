"""The command line: one short function per command, which parses, calls and prints."""

from __future__ import annotations

import sys
from io import TextIOWrapper

# Each module adds its commands to the application when it is imported.
from tocsin.cli import (
    alerting,
    asking,
    briefing,
    coding,
    demo,
    exporting,
    judging,
    keeping,
    mcp,
    releasing,
    serving,
    tables,
)
from tocsin.cli.common import app

__all__ = [
    "alerting",
    "app",
    "asking",
    "briefing",
    "coding",
    "demo",
    "exporting",
    "judging",
    "keeping",
    "main",
    "mcp",
    "releasing",
    "serving",
    "tables",
]


def never_refuse(stream: object) -> None:
    """Let a stream take every character: files and pipes are UTF-8, an older terminal shows ``?`` for what it lacks."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="replace")


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        never_refuse(stream)
    app()
