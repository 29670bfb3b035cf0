"""A document: its text with everything that was read of it lit up, beside the list of what was read."""

from __future__ import annotations

from fastapi import Request
from markupsafe import Markup
from nicegui import run, ui
from starlette.responses import Response

from tocsin.asking import moment
from tocsin.base.model import Document
from tocsin.web.cards import cards, fact_list
from tocsin.web.html import el, join, time_el
from tocsin.web.links import document_url
from tocsin.web.lit import LAYERS, lights_of, lit_text
from tocsin.web.lookups import DocumentView, document_view, ended
from tocsin.web.missing import WAIT, missing, wrong
from tocsin.web.revisions import who_changed
from tocsin.web.shell import screen
from tocsin.web.site import Site
from tocsin.write.kept_cells import numbered

_SCRIPT = '<script src="/static/document.js" defer></script>'


def add(site: Site) -> None:
    """Register the page."""

    @ui.page("/document/{id:path}", response_timeout=WAIT)
    async def document(request: Request, id: str) -> Response | None:  # noqa: A002
        as_of = request.query_params.get("as_of") or None
        with wrong(site, request) as failed:
            view = await run.io_bound(document_view, site.record, id, moment(as_of, "as_of"))
        if failed:
            return failed[0]
        if view is None:
            gone = await run.io_bound(ended, site.record, id)
            return missing(site, request, "document", id, as_of=as_of, ended=gone)
        ui.add_head_html(_SCRIPT)
        d, query = view.document, {"as_of": as_of} if as_of else None
        page = await run.io_bound(body, view)
        with screen(site, title=d.title or "Untitled document", here=document_url(d.id), query=query):
            ui.html(page or "", sanitize=False)
        return None


def body(view: DocumentView) -> Markup:
    """Return the page under its heading: where it comes from, the text, what was read, what was before."""
    d = view.document
    lights = lights_of(d, view.mentions, view.relations)
    counts = f"{numbered(len(view.mentions), 'happening')} and {numbered(len(view.relations), 'relation')} read"
    notice = el("p", "This is an earlier text; what was read belongs to today's and is not shown. ",
                el("a", "Today's text", href=document_url(d.id)), class_="notice") if view.is_old else None  # fmt: skip
    text = el(
        "section",
        el("h2", "Text", class_="hidden"),
        legend(),
        lit_text(d, lights),
        aria_label="Text",
        class_="text-side",
    )
    read = el("section", el("h2", counts), cards(view.mentions, view.relations, view.incident_of),
              aria_label="What was read", class_="read-side")  # fmt: skip
    return join([head(view), notice, el("div", text, read, class_="document", id="document"), past(view)])


def head(view: DocumentView) -> Markup:
    """Return where a document comes from and whom its text goes back to."""
    d = view.document
    copies = [document_link(c) for c in view.copies]
    return fact_list([
        ("outlet", d.outlet),
        ("published", time_el(d.published)),
        ("author", d.author),
        ("credit", d.provider),
        ("origin", d.origin if d.origin != d.outlet else None),
        ("address", el("a", d.url, href=d.url, rel="noreferrer nofollow", class_="break") if _is_web(d.url) else d.url),
        ("file", el("span", d.file.rpartition("/")[2], title=d.file) if d.file else None),
        ("language", d.language if d.language != "en" else None),
        ("copy of", document_link(view.original) if view.original else d.copy_of),
        ("copied by", join(copies, "; ") if copies else None),
    ], wide=True)  # fmt: skip


def _is_web(url: str | None) -> bool:
    return url is not None and url.startswith(("http://", "https://"))


def document_link(d: Document) -> Markup:
    """Return a document as a link: outlet, day, title."""
    words = ", ".join(x for x in (d.outlet, d.published.isoformat() if d.published else None) if x)
    return el("a", d.title or d.id, href=document_url(d.id)) + (f" ({words})" if words else "")


def legend() -> Markup:
    """Return the legend, with a switch for each layer of the text."""
    switches = [
        el("label", el("input", type="checkbox", checked=True, data_layer=name),
           el("span", name, class_=f"sample on-{name}"), el("span", f" {words}", class_="hint"), class_="layer")
        for name, words in LAYERS
    ]  # fmt: skip
    return el("fieldset", el("legend", "Lit in the text"), switches, class_="layers")


def past(view: DocumentView) -> Markup | None:
    """Return the revisions of a document, if it was ever another."""
    if len(view.history) < 2:
        return None
    items = [
        el("li", time_el(c.at.date()), f", revision {c.revision}: {c.why} (", who_changed(c.by, view.runs), ") ",
           el("a", "as it was then", href=f"{document_url(c.id)}?as_of={c.at:%Y-%m-%dT%H:%M:%S.%f}"))
        for c in view.history
    ]  # fmt: skip
    return el("section", el("h2", "Revisions"), el("ol", items))
