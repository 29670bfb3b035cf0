"""Mark page furniture in plain text: what was pasted from a page beside the story itself.

Two kinds of evidence: words (``data/words/furniture.tsv``) and the shape of the page,
where a story is a run of sentences, and menus, heads and teasers are short lines without a full stop.
Nothing is cut: the regions say what each stretch is.
"""

from __future__ import annotations

import re

from tocsin.base.model import Region, RegionKind
from tocsin.documents.lines import Line, Marks, split_lines, to_regions
from tocsin.documents.rules import Mark, line_mark, list_head, spans_in

TITLE = "title"
TIME_ALONE = "date or time alone"
# Longer lines are no head. News section heads rarely have more than ten words.
HEAD_WORDS = 12
# Longer questions are as often the writer's own, put to the reader between paragraphs.
QUESTION_WORDS = 8
TITLE_WORDS = (4, 25)
# Shorter lines before or after the story are menu entries and tags, not teasers.
MENU_WORDS = 3
# A story goes on after "Read next" only if this many paragraphs on end tell of its names.
RESUME_PARAGRAPHS = 3
# Text hard-wrapped at a column has lines that start in lower case; its lines say nothing about its shape.
WRAPPED_SHARE = 0.25
# Text that has lost its stops (one sentence a line, as some collections keep it) has no shape either:
# in others, at least this share of the lines too long for a head ends with one.
STOPPED_SHARE = 0.75

_OPEN_END = re.compile(r"[,;:—–-]$")
# A full stop, a stop before a quote's end, or a quoted question: spoken words, however short.
_NOT_FREE = re.compile(r"[,;:—–-]$|[.!…][\"”’')\]]*$|[?][\"”’]+$|^[\"“‘].*[?]$|^[A-Z][A-Z .]*: .*[?]$")
_HEAD_START = re.compile(r"[\"“‘'(]?[A-ZÀ-Þ0-9]")
_BULLET = re.compile(r"[•*·▪◦–—-]\s|\d{1,2}[.)]\s")
_NAME = re.compile(r"(?<=[\w,;] )[A-ZÀ-Þ][\w’'-]{2,}")
_LETTERS = re.compile(r"\w+")


def mark(text: str, *, title: str | None = None) -> tuple[Region, ...]:
    """Return regions that cover ``text`` in order without overlap; an empty text has none.

    Args:
        text: a document's text; it is not changed.
        title: its title if known; a line that repeats it is a head.
    """
    lines = split_lines(text)
    marks = mark_words(lines)
    if _has_shape(lines, marks):
        _mark_lead(lines, marks, title)
        _mark_heads(lines, marks)
        _mark_tail(lines, marks)
    return to_regions(text, lines, marks)


def mark_words(lines: list[Line]) -> Marks:
    """Return what each line is by its words alone; ``None`` for what may be the story."""
    marks: Marks = [line_mark(line.text) for line in lines]
    story = [n for n, line in enumerate(lines) if marks[n] is None and line.is_paragraph and not list_head(line.text)]
    # A story so short that none of its lines is a paragraph is known by its sentences.
    story = story or [n for n, line in enumerate(lines) if marks[n] is None and line.is_sentence]
    i = 0
    while i < len(lines):
        rule = list_head(lines[i].text)
        if rule is None:
            i += 1
            continue
        marks[i] = Mark(RegionKind.FURNITURE, rule.reason)
        end = _list_end(lines, marks, i, rule.scope) if story and story[0] < i else i + 1
        for k in range(i + 1, end):
            marks[k] = marks[k] or _list_item(lines[k], rule.kind, rule.reason)
            if list_head(lines[k].text):
                marks[k] = Mark(RegionKind.FURNITURE, rule.reason)
        i = end
    return marks


def _list_item(line: Line, kind: RegionKind, reason: str) -> Mark:
    is_story = kind is RegionKind.TEASER and line.words > MENU_WORDS
    return Mark(RegionKind.TEASER if is_story else RegionKind.FURNITURE, reason)


def _list_end(lines: list[Line], marks: Marks, head: int, scope: str) -> int:
    """Return the number of the first line after the list that ``head`` opens."""
    if scope == "rest":
        return len(lines)
    names = {name for line, m in zip(lines[:head], marks, strict=False) if m is None for name in _names(line)}
    for i in range(head + 1, len(lines)):
        if scope == "below" and (rule := list_head(lines[i].text)) and rule.scope != "below":
            return i
        if scope == "more" and (rule := list_head(lines[i].text)) and rule.scope == "rest":
            return i
        if _is_timed(marks, i) or marks[i] is not None:
            continue
        if scope == "below" and lines[i].is_sentence:
            return i
        run = range(i, i + RESUME_PARAGRAPHS)
        if scope == "more" and run.stop <= len(lines) and all(marks[k] is None and lines[k].is_paragraph for k in run):
            shared = sum(1 for k in run if names & set(_names(lines[k])))
            if shared >= RESUME_PARAGRAPHS - 1:
                return i
    return len(lines)


def _names(line: Line) -> list[str]:
    return _NAME.findall(line.text)


def _is_timed(marks: Marks, i: int) -> bool:
    before = marks[i - 1] if i else None
    return before is not None and before.reason == TIME_ALONE


def _has_shape(lines: list[Line], marks: Marks) -> bool:
    """Whether a missing full stop says anything: not in text wrapped at a column or that has lost its stops."""
    small = sum(1 for line in lines if line.text[:1].islower())
    is_wrapped = len(lines) >= 5 and small > WRAPPED_SHARE * len(lines)
    free = [line for line, m in zip(lines, marks, strict=True) if m is None]
    first = next((i for i, line in enumerate(free) if line.is_paragraph), 0)
    long = [line for line in free[first:] if line.words > HEAD_WORDS]
    stopped = sum(1 for line in long if line.is_stopped)
    return not is_wrapped and stopped >= STOPPED_SHARE * len(long)


def _is_free(line: Line, mark: Mark | None) -> bool:
    """Whether a line may be a head or a menu entry: unmarked, no sentence, no caption, no bullet."""
    if mark is not None or line.is_sentence or _NOT_FREE.search(line.text) or _BULLET.match(line.text):
        return False
    return not any(True for _ in spans_in(line.text))


def _mark_lead(lines: list[Line], marks: Marks, title: str | None) -> None:
    """Mark what stands before the first paragraph: the title as a head, short lines as menu."""
    first = next((i for i, line in enumerate(lines) if marks[i] is None and line.is_paragraph), None)
    if first is None:
        return
    wanted = _plain(title) if title else None
    for i in range(first):
        if wanted and _plain(lines[i].text) == wanted:
            marks[i] = Mark(RegionKind.HEAD, TITLE)
            continue
        if not _is_free(lines[i], marks[i]):
            continue
        if wanted is None and TITLE_WORDS[0] <= lines[i].words <= TITLE_WORDS[1]:
            marks[i] = Mark(RegionKind.HEAD, TITLE)
            wanted = _plain(lines[i].text)
        elif lines[i].words <= MENU_WORDS:
            marks[i] = Mark(RegionKind.FURNITURE, "before the first paragraph")


def _plain(text: str) -> str:
    return " ".join(_LETTERS.findall(text)).casefold()


def _mark_heads(lines: list[Line], marks: Marks) -> None:
    """Mark short lines without a full stop between sentences as heads, beside a time alone as teasers."""
    sentences = [i for i, line in enumerate(lines) if marks[i] is None and line.is_sentence]
    if not sentences:
        return
    for i in range(sentences[0] + 1, sentences[-1]):
        line = lines[i]
        if not _is_free(line, marks[i]) or not _HEAD_START.match(line.text) or line.words > HEAD_WORDS:
            continue
        if line.text.endswith("?") and line.words > QUESTION_WORDS:
            continue
        after = marks[i + 1]
        if _is_timed(marks, i) or (after is not None and after.reason == TIME_ALONE):
            marks[i] = Mark(RegionKind.TEASER, "beside a date or time alone")
        elif after is None and lines[i + 1].is_sentence:
            marks[i] = Mark(RegionKind.HEAD, "short line before a paragraph")


def _mark_tail(lines: list[Line], marks: Marks) -> None:
    """Mark short lines after the last sentence: tags and menus, or, if there are several, teasers."""
    last = max((i for i, line in enumerate(lines) if marks[i] is None and line.is_sentence), default=None)
    if last is None or not any(marks[i] is None and line.is_paragraph for i, line in enumerate(lines)):
        return
    if last + 1 < len(lines) and _OPEN_END.search(lines[last + 1].text):
        return  # an enumeration belongs to the story
    tail = [i for i in range(last + 1, len(lines)) if _is_free(lines[i], marks[i])]
    long = [i for i in tail if lines[i].words > MENU_WORDS]
    for i in tail:
        if i not in long:
            marks[i] = Mark(RegionKind.FURNITURE, "after the last paragraph")
        elif len(long) > 1:
            marks[i] = Mark(RegionKind.TEASER, "after the last paragraph")
