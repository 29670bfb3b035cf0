"""A brief as one HTML page that needs nothing else: styles for screen and print, pictures inlined, notes at its end."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from string import Template

from tocsin.base.tables import data_folder
from tocsin.write.brief_parts import Brief, Item, Note, Notes, Picture, Section, Sentence, Table


def brief_html(brief: Brief) -> str:
    """Return the page. Printed, or made a PDF by a browser, it has page numbers and every address in full."""
    notes = Notes(brief.documents)
    body = [_header(brief, notes)]
    body += [_section(s, notes, level=2) for s in brief.sections]
    body.append(_notes(notes.all()))
    page = Template(data_folder().joinpath("brief", "page.html").read_text(encoding="utf-8"))
    return page.substitute(title=escape(brief.title), subtitle=escape(brief.subtitle), body="\n".join(body))


def _header(brief: Brief, notes: Notes) -> str:
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{_sentence(fact, notes)}</dd>" for name, fact in brief.facts)
    return (
        f'<header><h1>{escape(brief.title)}</h1><p class="period">{escape(brief.subtitle)}</p><dl>{facts}</dl></header>'
    )


def _section(section: Section, notes: Notes, *, level: int) -> str:
    heading = f"<h{level}>{escape(section.heading)}</h{level}>"
    intro = f"<p>{_sentences(section.intro, notes)}</p>" if section.intro else ""
    pictures = "".join(map(_picture, section.pictures))
    tables = "".join(_table(t, notes) for t in section.tables)
    items = _items(section.items, notes, is_ordered=section.is_ordered) if section.items else ""
    parts = "\n".join(_section(p, notes, level=level + 1) for p in section.parts)
    head = f'<div class="head">{heading}{intro}</div>'  # stays together, and with what follows, on one printed page
    return f"<section>{head}{pictures}{items}{tables}{parts}</section>"


def _picture(picture: Picture) -> str:
    return f"<figure>{picture.svg}<figcaption>{escape(picture.caption)}</figcaption></figure>"


def _items(items: Sequence[Item], notes: Notes, *, is_ordered: bool) -> str:
    tag = "ol" if is_ordered else "ul"
    return f'<{tag} class="items">{"".join(_item(i, notes) for i in items)}</{tag}>'


def _item(item: Item, notes: Notes) -> str:
    first, *rest = item.sentences
    mark = f'<span class="mark {escape(item.mark.split(",")[0])}">{escape(item.mark)}</span>' if item.mark else ""
    plain = "" if item.quote else " plain"
    told = f'<p class="told{plain}">{mark}{_sentence(first, notes)}</p>'
    more = "".join(f"<p>{_sentence(s, notes)}</p>" for s in rest)
    return f"<li>{told}{more}{_quote(item, notes)}</li>"


def _quote(item: Item, notes: Notes) -> str:
    if item.quote is None:
        return ""
    (number,) = notes.numbers([item.quote])
    note = notes.all()[number - 1]
    return f"<blockquote>“{escape(note.quote)}” {escape(note.outlet)}{_reference([number])}</blockquote>"


def _sentences(sentences: Sequence[Sentence], notes: Notes) -> str:
    return " ".join(_sentence(s, notes) for s in sentences)


def _sentence(sentence: Sentence, notes: Notes) -> str:
    return f"{escape(sentence.text)}{_reference(notes.numbers(sentence.cites))}"


def _reference(numbers: Sequence[int]) -> str:
    links = ", ".join(f'<a href="#n{n}" aria-label="note {n}">{n}</a>' for n in numbers)
    return f"<sup>{links}</sup>" if numbers else ""


def _table(table: Table, notes: Notes) -> str:
    head = "".join(f'<th scope="col">{escape(h)}</th>' for h in table.head)
    rows = []
    for first, *rest in table.rows:
        cells = "".join(f"<td>{_sentence(c, notes)}</td>" for c in rest)
        rows.append(f'<tr><th scope="row">{_sentence(first, notes)}</th>{cells}</tr>')
    caption = f"<caption>{escape(table.caption)}</caption>"
    inner = (
        f'<table class="of-{len(table.head)}">'
        + f"{caption}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )
    label = escape(table.caption)
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">{inner}</div>'


def _notes(notes: Sequence[Note]) -> str:
    lines = "".join(f'<li id="n{n.number}">{_note(n)}</li>' for n in notes)
    return f'<section><h2>Sources</h2><ol class="notes">{lines}</ol></section>' if notes else ""


def _note(note: Note) -> str:
    link = f' <a href="{escape(note.url)}">{escape(note.url)}</a>' if note.url and note.url.startswith("http") else ""
    return f"{escape(note.source)}: “{escape(note.quote)}”{link}"
