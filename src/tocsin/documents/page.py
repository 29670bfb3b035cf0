"""HTML to a document: the only place that knows HTML.

What the story is, is trafilatura's finding; what was shown is kept, one block of the page a line,
and each block is marked. Metadata are trafilatura's and htmldate's.
"""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from tocsin.base.ids import content_id
from tocsin.base.model import Document, Region, RelatedItem, Skipped
from tocsin.documents.lines import Line, to_regions
from tocsin.documents.pasted import outlet_of
from tocsin.documents.story import Block, Piece, key_of, mark_blocks, related_of_blocks, why_no_story

STEP = "read"

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """address article aside blockquote body button caption dd details dialog div dl dt fieldset figcaption figure
        footer form h1 h2 h3 h4 h5 h6 header hr label legend li main nav ol p pre section summary table tbody td tfoot
        th thead tr ul video""",
    )
)
_NOT_SHOWN = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "iframe",
    "object",
    "head",
    "select",
    "textarea",
    "audio",
)
# Words for screen readers stand inside sentences ("opens new tab") and are not shown.
_HIDDEN = (
    "//*[@hidden or contains(translate(@style, ' ', ''), 'display:none') or contains(@class, 'visually-hidden')"
    " or contains(@class, 'visuallyhidden') or contains(@class, 'sr-only') or contains(@class, 'screen-reader')]"
)
_BESIDE = frozenset({"nav", "footer", "aside", "form", "button", "label", "dialog"})
# Names of classes and ids that pages give to what stands beside the story; they only bar what the extractor left out.
_BESIDE_NAME = re.compile(
    r"(?:^|[\s_-])(?:comments?|respond|disqus|related|newsletter|sign-?up|promo|teaser|recirc\w*|sidebar|cookies?|consent|"
    r"social|share|sharing|by-?line|author|tags?|topics|breadcrumbs?|menu|nav|navbar|footer|advert\w*|ad|ads|most-?read|"
    r"popular|trending|recommend\w*|read-?next|paywall|subscri\w*|donate|correction|meta|credit)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LIVE = re.compile(r"\"@type\"\s*:\s*\[?\s*\"LiveBlogPosting\"")


def read_page(page: str, *, file: str, published: date | None = None) -> Document | Skipped:
    """Return the document that an HTML page holds, or why it holds none.

    Args:
        page: the decoded page.
        file: the file or address that it was read from.
        published: the day to take if the page names none.
    """
    tree = _parse(page)
    if tree is None:
        return Skipped(file, STEP, "an empty page: nothing to read")
    # A search through the text for anything like a date is left out: it finds the dates of other things.
    dates = {"original_date": True, "extensive_search": False}
    metadata = trafilatura.extract_metadata(deepcopy(tree), date_config=dates)
    if any(_LIVE.search(script.text or "") for script in tree.iter("script")):
        return Skipped(file, STEP, "a live page with several entries; give the pages of its stories instead")
    _drop_hidden(tree)
    blocks = shown_blocks(tree, metadata.url)
    if not blocks:
        return Skipped(file, STEP, "an empty page: no text is shown")
    marks = mark_blocks(blocks, _main_pieces(tree), metadata.title)
    text, lines = _as_text(blocks)
    regions = to_regions(text, lines, marks)
    if reason := why_no_story(blocks, marks, regions, url=metadata.url):
        return Skipped(file, STEP, reason)
    doc = Document(content_id("d", metadata.url, metadata.title, text), text, file=file, published=published)
    return _with_metadata(doc, metadata, regions=regions, related=related_of_blocks(blocks, marks))


def _parse(page: str) -> Any | None:
    # The text goes in as UTF-8 whatever the page declares: it was decoded before.
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # nothing but blanks and comments
        return None


def _drop_hidden(tree: Any) -> None:
    for element in [*tree.iter(*_NOT_SHOWN), *tree.xpath(_HIDDEN)]:
        if element.getparent() is not None and element.tag != "body":
            element.drop_tree()


def shown_blocks(tree: Any, base: str | None = None) -> list[Block]:
    """Return the blocks of text of a page, in page order; links are made absolute against ``base``."""
    blocks: list[Block] = []
    words: list[tuple[str, Any]] = []  # text with the element that it stands in
    path: list[tuple[str, int]] = [("html", 0)]
    beside = [False]  # of each element of the path, whether its names say so
    number = 0

    def close() -> None:
        text = " ".join("".join(piece for piece, _ in words).split())
        if text:
            blocks.append(Block(text, tuple(path), _link(words, base), any(beside)))
        words.clear()

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        is_block = element.tag in _BLOCKS
        if is_block or element.tag == "br":
            close()
        if event == "start":
            number += 1
            path += [(element.tag, number)] if is_block else []
            beside += [_is_beside(element)] if is_block else []
            words.append((element.text or "", element))
        else:
            del path[len(path) - is_block :], beside[len(beside) - is_block :]
            words.append((element.tail or "", element.getparent()))
    close()
    return blocks


def _is_beside(element: Any) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in _BESIDE or (element.tag != "body" and _BESIDE_NAME.search(names) is not None)


def _link(words: list[tuple[str, Any]], base: str | None) -> str | None:
    """Return where all of the words lead, or ``None`` if some are no link or they lead to several places."""
    hrefs = {_href(element) for piece, element in words if piece.strip()}
    href = hrefs.pop() if len(hrefs) == 1 else None
    try:
        joined = urljoin(base or "", href) if href else None
        return joined if joined and urlsplit(joined) else None
    except ValueError:  # such as http://[half
        return None


def _href(element: Any) -> str | None:
    anchors = (e for e in (element, *element.iterancestors()) if e.tag == "a")
    anchor = next(anchors, None)
    return anchor.get("href") if anchor is not None else None


def _main_pieces(tree: Any) -> list[Piece]:
    """Return the texts that trafilatura takes for the story."""
    found: Any = trafilatura.bare_extraction(deepcopy(tree), favor_precision=True, include_comments=False)
    if found is None or found.body is None:
        return []
    pieces = []
    for element in found.body.iter():
        for text in (element.text, *(child.tail for child in element)):
            pieces += [Piece(key_of(part), element.tag == "head") for part in (text or "").split("\n") if key_of(part)]
    return pieces


def _as_text(blocks: list[Block]) -> tuple[str, list[Line]]:
    lines, at = [], 0
    for block in blocks:
        lines.append(Line(at, at + len(block.text), block.text))
        at += len(block.text) + 1
    return "\n".join(block.text for block in blocks), lines


def _with_metadata(
    doc: Document, metadata: Any, *, regions: tuple[Region, ...], related: tuple[RelatedItem, ...]
) -> Document:
    return Document(
        id=doc.id,
        text=doc.text,
        title=metadata.title or None,
        published=date.fromisoformat(metadata.date) if metadata.date else doc.published,
        url=metadata.url or None,
        outlet=metadata.sitename or outlet_of(metadata.url),
        author=metadata.author or None,
        file=doc.file,
        regions=regions,
        related=related,
    )
