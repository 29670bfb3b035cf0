"""What every page and route is given: the record, the settings, and the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tocsin.record import Record


@dataclass(frozen=True, slots=True)
class Settings:
    """How the site is served.

    ``tiles`` is the address of a tile server with ``{z}``, ``{x}`` and ``{y}`` (none: no tiles, and no request leaves the
    machine) and ``tiles_credit`` whom it has to name; ``write_token`` and ``read_token`` must be shown to write and to
    read, if set; ``is_local`` tells that only this machine can reach the site, so that it may write without a token;
    ``rate`` is how many requests a minute one client may make; ``public_url`` is how others reach the site, for links
    in feeds.
    """

    host: str = "127.0.0.1"
    port: int = 8808
    tiles: str | None = None
    tiles_credit: str = ""
    write_token: str | None = None
    read_token: str | None = None
    rate: int = 1200
    public_url: str | None = None
    title: str = "tocsin"

    @property
    def is_local(self) -> bool:
        """Tell whether only this machine can reach the site."""
        return self.host in ("127.0.0.1", "localhost", "::1")

    @property
    def base_url(self) -> str:
        """Return the address that links in feeds begin with, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")


@dataclass(frozen=True, slots=True)
class Site:
    """The record that is shown, how it is served, and the clock."""

    record: Record
    settings: Settings
    now: Callable[[], datetime]
