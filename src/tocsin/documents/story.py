"""Which blocks of a page are its story, and whether the page is one story at all. Knows blocks, not HTML."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from tocsin.base.model import Region, RegionKind, RelatedItem
from tocsin.documents.furniture import TITLE, mark_words
from tocsin.documents.lines import Line, Marks
from tocsin.documents.pasted import MAX_ENTRIES, entries
from tocsin.documents.rules import Mark, line_mark

# Shorter texts recur on a page (a head and a menu entry): they need to stand inside the story to be of it.
SURE_CHARS = 30
# A teaser has at least this many words; shorter links are menu entries.
TEASER_WORDS = 4
CAPTION_WORDS = 6
STANDFIRST_WORDS = 8
# From this many stories on one page on, it is a list: an article page teases others, but does not tell them.
MAX_CARDS = 3
MAX_LINKED_HEADS = 4

_HEADS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*$")
_NO_LETTER = re.compile(r"[\W_]+")

Step = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text as shown on a page.

    ``path`` is the chain of elements around it, outermost first and its own last:
    each a tag and a number that tells it from others of the tag.
    ``link`` is where it leads if all of it is one link.
    ``is_beside``: it stands in a menu, form, comment box or the like by the names of the elements around it.
    """

    text: str
    path: tuple[Step, ...]
    link: str | None = None
    is_beside: bool = False

    @property
    def tag(self) -> str:
        """The tag of its own element."""
        return self.path[-1][0]

    @property
    def key(self) -> str:
        """Its letters and digits alone, for comparison."""
        return key_of(self.text)


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that the extractor takes for the story: its letters and digits, and whether it is a head."""

    key: str
    is_head: bool


def key_of(text: str) -> str:
    """Return the letters and digits of a text in lower case."""
    return _NO_LETTER.sub("", text).casefold()


def mark_blocks(blocks: list[Block], pieces: list[Piece], title: str | None) -> Marks:
    """Return what each block of a page is; ``None`` for the story's own.

    Args:
        blocks: the blocks in page order.
        pieces: what the extractor takes for the story.
        title: the page's title.
    """
    story = story_blocks(blocks, pieces)
    heads = {piece.key for piece in pieces if piece.is_head}
    lines = [Line(0, len(blocks[i].text), blocks[i].text) for i in story]
    by_words = dict(zip(story, mark_words(lines), strict=True))
    title_key = key_of(title or "")
    marks: Marks = []
    for i, block in enumerate(blocks):
        if title_key and (block.key == title_key or (block.tag == "h1" and block.key in title_key)):
            marks.append(Mark(RegionKind.HEAD, TITLE))
        elif i in by_words:
            is_head = block.tag in _HEADS or block.key in heads
            marks.append(by_words[i] or (Mark(RegionKind.HEAD, "section head") if is_head else None))
        elif _is_teaser(block):
            marks.append(Mark(RegionKind.TEASER, "link to another story"))
        else:
            marks.append(Mark(RegionKind.FURNITURE, "outside the story"))
    return marks


def _is_teaser(block: Block) -> bool:
    link = block.link or "#"
    is_page = urlsplit(link).scheme in ("", "http", "https") and not link.startswith("#")
    return is_page and len(block.text.split()) >= TEASER_WORDS and not any(tag == "nav" for tag, _ in block.path)


def story_blocks(blocks: list[Block], pieces: list[Piece]) -> list[int]:
    """Return the numbers of the blocks that are the story, in page order.

    These are the extractor's (by their words), captions in the room of the story,
    and what the extractor left out: it passes over paragraphs that are no ``<p>``, short ones and standfirsts.
    """
    whole = "".join(piece.key for piece in pieces)
    exact = {piece.key for piece in pieces}
    times = Counter(block.key for block in blocks)
    found = [i for i, block in enumerate(blocks) if len(block.key) >= SURE_CHARS and block.key in whole]
    sure = [i for i in found if times[blocks[i].key] == 1]
    if not sure:
        return found
    core = _shared([blocks[i] for i in sure])
    room = _article(core)
    title = max((i for i in range(sure[0]) if blocks[i].tag == "h1"), default=sure[0])
    story = set(sure)
    inside = [i for i, block in enumerate(blocks) if block.path[: len(room)] == room]
    for i in inside:
        block = blocks[i]
        is_lost = _is_sentence(block, SURE_CHARS) and (_is_in(block, core) or sure[0] < i < sure[-1])
        is_caption = block.tag == "figcaption" and len(block.text.split()) >= CAPTION_WORDS
        is_head = block.key in exact and i >= sure[0] - 1
        is_standfirst = title < i < sure[0] and block.link is None and _is_standfirst(block)
        if is_caption or (not block.is_beside and (is_lost or is_head or is_standfirst)):
            story.add(i)
    shelves = {blocks[i].path[:-1] for i in story}
    first, last = min(story), max(story)
    short = {i for i in inside if first < i < last and blocks[i].path[:-1] in shelves and _is_sentence(blocks[i], 1)}
    return sorted(story | {i for i in short if not blocks[i].is_beside})


def _is_sentence(block: Block, chars: int) -> bool:
    return block.link is None and len(block.key) >= chars and _SENTENCE_END.search(block.text) is not None


def _is_standfirst(block: Block) -> bool:
    return len(block.text.split()) >= STANDFIRST_WORDS and line_mark(block.text) is None and block.tag != "figcaption"


def _is_in(block: Block, room: tuple[Step, ...]) -> bool:
    """Whether a block is in ``room``, if that is narrower than the page."""
    return room[-1][0] not in ("body", "html", "main") and block.path[: len(room)] == room


def _shared(blocks: list[Block]) -> tuple[Step, ...]:
    """Return the path that all blocks share."""
    shared = blocks[0].path[:-1] or blocks[0].path
    for block in blocks:
        while len(shared) > 1 and block.path[: len(shared)] != shared:
            shared = shared[:-1]
    return shared


def _article(path: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the path widened to the article around it, if there is one."""
    articles = [n for n, (tag, _) in enumerate(path, start=1) if tag in ("article", "main")]
    return path[: articles[-1]] if articles else path


def related_of_blocks(blocks: list[Block], marks: Marks) -> tuple[RelatedItem, ...]:
    """Return the teasers as related items, in page order, each once."""
    pairs = zip(blocks, marks, strict=True)
    items = (RelatedItem(b.text, b.link) for b, m in pairs if m is not None and m.kind is RegionKind.TEASER)
    return tuple(dict.fromkeys(items))


def why_no_story(blocks: list[Block], marks: Marks, regions: tuple[Region, ...], *, url: str | None) -> str | None:
    """Return why a page is not one story (a list, a live page, a login page), or ``None`` if it is."""
    if entries(regions) > MAX_ENTRIES:
        return "a live page with several entries; give the pages of its stories instead"
    body = [b for b, m in zip(blocks, marks, strict=True) if m is None]
    teasers = sum(1 for m in marks if m is not None and m.kind is RegionKind.TEASER)
    cards = Counter(step for b in body for step in b.path[::-1] if step[0] == "article")
    is_list = len(cards) >= MAX_CARDS and max(cards.values()) < len(body) / 2
    pairs = zip(blocks, marks, strict=True)
    linked = sum(1 for b, m in pairs if m is not None and m.kind is RegionKind.HEAD and b.link and b.tag in _HEADS)
    is_home = url is not None and urlsplit(url).path in ("", "/")
    if is_list or is_home or linked >= MAX_LINKED_HEADS or (not body and teasers >= MAX_LINKED_HEADS):
        return "a page that lists several stories; give the pages of the stories instead"
    return None if body else "no story found on the page; is it a login, cookie or error page?"
