"""A brief as Markdown, with footnotes; pictures are files beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from tocsin.write.brief_parts import Brief, Item, Note, Notes, Picture, Section, Sentence, Table

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def brief_markdown(brief: Brief, *, prefix: str = "") -> str:
    """Return the text; a picture is named as ``NAME.svg``, after a prefix, for the caller to put there."""
    notes = Notes(brief.documents)
    facts = "\n".join(f"- {_text(name)}: {_sentence(fact, notes)}" for name, fact in brief.facts)
    parts = [f"# {_text(brief.title)}", f"**{_text(brief.subtitle)}**", facts]
    parts += [block for s in brief.sections for block in _section(s, notes, level=2, prefix=prefix)]
    if sources := notes.all():
        parts.append("## Sources\n\n" + "\n".join(map(_note, sources)))
    return "\n\n".join(p for p in parts if p) + "\n"


def _section(section: Section, notes: Notes, *, level: int, prefix: str) -> list[str]:
    blocks = [f"{'#' * level} {_text(section.heading)}", _sentences(section.intro, notes)]
    blocks += [_picture(p, prefix) for p in section.pictures]
    if section.items:
        blocks.append(
            "\n".join(_item(i, n if section.is_ordered else None, notes) for n, i in enumerate(section.items, 1))
        )
    blocks += [_table(t, notes) for t in section.tables]
    return blocks + [block for p in section.parts for block in _section(p, notes, level=level + 1, prefix=prefix)]


def _picture(picture: Picture, prefix: str) -> str:
    return f"![{_text(picture.caption)}]({quote(prefix)}{picture.name}.svg)"


def _item(item: Item, number: int | None, notes: Notes) -> str:
    lead = f"{number}. " if number else "- "
    mark = f"**{_text(item.mark)}** – " if item.mark else ""
    lines = [f"{lead}{mark}{_sentences(item.sentences, notes)}"]
    if item.quote is not None:
        (note,) = notes.numbers([item.quote])
        cited = notes.all()[note - 1]
        lines.append(f"{' ' * len(lead)}> “{_text(cited.quote)}” {_text(cited.outlet)} [^{note}]")
        lines.append("")
    return "\n".join(lines)


def _sentences(sentences: Sequence[Sentence], notes: Notes) -> str:
    return " ".join(_sentence(s, notes) for s in sentences)


def _sentence(sentence: Sentence, notes: Notes) -> str:
    marks = "".join(f"[^{n}]" for n in notes.numbers(sentence.cites))
    return f"{_text(sentence.text)}{marks}"


def _table(table: Table, notes: Notes) -> str:
    rows = [f"| {' | '.join(_sentence(c, notes) for c in row)} |" for row in table.rows]
    head = f"| {' | '.join(map(_text, table.head))} |\n|{' --- |' * len(table.head)}"
    return f"**{_text(table.caption)}**\n\n{head}\n" + "\n".join(rows)


def _note(note: Note) -> str:
    link = f" <{note.url}>" if note.url and note.url.startswith("http") else ""
    return f"[^{note.number}]: {_text(note.source)}: “{_text(note.quote)}”{link}"


def _text(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words)
