"""The overview: what happened, where and when, side by side."""

from __future__ import annotations

from fastapi import Request
from nicegui import ui

from tocsin.web.html import el
from tocsin.web.shell import screen
from tocsin.web.site import Site


def add(site: Site) -> None:
    """Register the page."""

    @ui.page("/overview")
    def overview(request: Request) -> None:
        with screen(site, title="Overview", here="/overview", query=dict(request.query_params)):
            ui.html(el("p", "Nothing yet."), sanitize=False)
