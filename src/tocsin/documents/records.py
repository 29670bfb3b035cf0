"""One record of a file (JSON, CSV, a header and a text, a pasted page) to one document."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tocsin.base.ids import content_id
from tocsin.base.model import Document, RegionKind, Skipped
from tocsin.documents.credits import provider_of
from tocsin.documents.decode import is_broken
from tocsin.documents.furniture import mark
from tocsin.documents.pasted import MAX_ENTRIES, author_of, day_of, entries, outlet_of, related_of, title_of

STEP = "read"
FIELDS = ("id", "published", "title", "text", "url", "language", "outlet", "source", "author")
# The longest text read as one document: a novel. News texts have fewer than 50,000 characters.
MAX_CHARS = 1_000_000
# Shorter texts are not judged by their language: identifiers err on a headline's few words.
MIN_LANGUAGE_CHARS = 60
# A text is left out for its language only if the identifier is this sure:
# of 6,940 short English news items none is taken for another language at 0.9, 21 are at 0.5 (mostly Nigerian places).
LANGUAGE_SCORE = 0.9
# In another script there is no mistaking it for English; which of its languages it is matters less.
OTHER_SCRIPT_SCORE = 0.3
LAST_LATIN = "\u0250"
# The language is judged by the first characters of the story.
_LANGUAGE_CHARS = 3000

_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?=\D|$)")
_NO_DAY = re.compile(r"(?:unknown|none|null|n/?a|undated|-|\?)\b.*|[-?]?", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_].*)?")

Identify = Callable[[str], tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Reader:
    """How records are read: the day where none is told, the languages read, the longest text, the identifier."""

    published: date | None = None
    languages: frozenset[str] = frozenset({"en"})
    max_chars: int = MAX_CHARS
    identify: Identify | None = None


def read_record(record: Mapping[str, object], *, file: str, reader: Reader) -> Document | Skipped:
    """Return the document in a record with the names of ``FIELDS``, its text unchanged, or why there is none.

    ``source`` is another name of ``outlet``; other names are passed over.
    """
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        given = "an empty text" if isinstance(text, str) else f"text {text!r}" if text is not None else "no text"
        return Skipped(file, STEP, f"{given}: a record needs its words in 'text'; it has {_named(record)}")
    wrong = [name for name in FIELDS if name != "id" and not isinstance(record.get(name, ""), str | None)]
    if wrong:
        return Skipped(file, STEP, f"{wrong[0]} {record[wrong[0]]!r} is no text; put it in quotation marks")
    fields = {name: str(record[name]).strip() for name in FIELDS if name != "text" and record.get(name) is not None}
    day = read_day(fields.get("published", ""))
    if isinstance(day, str):
        return Skipped(file, STEP, day)
    language = fields.get("language", "")
    if language and not _LANGUAGE.fullmatch(language):
        return Skipped(file, STEP, f"language {language!r} is no code; give ISO 639-1, such as 'en', or leave it out")
    url, title = fields.get("url") or None, fields.get("title") or None
    doc = Document(
        id=fields.get("id") or content_id("d", url, fields.get("published"), text),
        text=text, title=title, published=day or reader.published, url=url,
        outlet=fields.get("outlet") or fields.get("source") or outlet_of(url),
        author=fields.get("author") or None, language=language[:2].lower() or None, file=file,
    )  # fmt: skip
    return finish(doc, reader=reader)


def _named(record: Mapping[str, object]) -> str:
    names = [str(name) for name in record][:8]
    return ", ".join(names) if names else "nothing"


def read_pasted(text: str, *, file: str, reader: Reader) -> Document | Skipped:
    """Return the document in text as pasted from a page; title, day and author are found in it."""
    done = finish(Document(id=content_id("d", text), text=text, file=file), reader=reader)
    if isinstance(done, Skipped):
        return done
    if entries(done.regions) > MAX_ENTRIES:
        return Skipped(file, STEP, "a live page with several entries; give each of its stories as a file of its own")
    return replace(
        done,
        title=title_of(text, done.regions),
        author=author_of(text, done.regions),
        published=day_of(text, done.regions) or reader.published,
    )


def finish(doc: Document, *, reader: Reader) -> Document | Skipped:
    """Return the document with its regions, language and provider, or why it is not read."""
    file = doc.file or doc.id
    if len(doc.text) > reader.max_chars:
        return Skipped(file, STEP, too_long(len(doc.text), reader.max_chars))
    if is_broken(doc.text):
        return Skipped(file, STEP, "a broken encoding: characters are lost; save it again as UTF-8 from its source")
    regions = doc.regions or mark(doc.text, title=doc.title)
    story = "\n".join(doc.text[r.start : r.end] for r in regions if r.kind is RegionKind.BODY).strip()
    if not story:
        return Skipped(file, STEP, "no story in it: all of it is empty, menus, heads or pointers to other stories")
    language = doc.language or language_of_story(story, reader.identify)
    if language and language not in reader.languages:
        known = ", ".join(sorted(reader.languages))
        return Skipped(file, STEP, f"its language is {language!r}; only {known} is read")
    done = replace(doc, regions=regions, related=doc.related or related_of(doc.text, regions), language=language)
    credit = provider_of(done)
    return replace(done, provider=credit.provider) if credit else done


def language_of_story(story: str, identify: Identify | None) -> str | None:
    """Return the language of a story, or ``None`` where that cannot be said with certainty."""
    words = story[:_LANGUAGE_CHARS]
    letters = [c for c in words if c.isalpha()]
    is_latin = 2 * sum(c < LAST_LATIN for c in letters) >= len(letters)
    if identify is None or not letters or (is_latin and len(story) < MIN_LANGUAGE_CHARS):
        return None
    language, score = identify(words)
    return language if score >= (LANGUAGE_SCORE if is_latin else OTHER_SCRIPT_SCORE) else None


def too_long(size: int, limit: int) -> str:
    """Return the reason for leaving out a text of ``size`` characters."""
    return f"{size:,} characters are too long for one document (at most {limit:,}); split it, one story each"


def read_day(given: str) -> date | str | None:
    """Return the day that a ``published`` value names, ``None`` for none, or what is wrong with it.

    ISO 8601 days and times are read; of a time, the day as written is taken.
    """
    if _NO_DAY.fullmatch(given):
        return None
    match = _DAY.match(given)
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass  # 2025-02-30 is answered like any other wrong day
    return f"published {given!r} is no day; write it as YYYY-MM-DD, or leave it out"
