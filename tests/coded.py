"""Pages that tests add to stores, and a coder that codes each text once for all tests."""

import json
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from tocsin import pipeline
from tocsin.base.reading import Reading
from tocsin.store import schema

FOLDER = Path(__file__).parents[1] / "src" / "tocsin" / "data" / "demo" / "pages"
# The fall of Goma: two agencies, a copy of one, a denial by a minister, tolls, and a page in French.
NAMES = (
    "2025-01-26-morning-ledger-1", "2025-01-26-quotidien-du-fleuve-1", "2025-01-27-continental-wire-1",
    "2025-01-27-kivu-post-1", "2025-01-27-lakes-news-agency-1", "2025-01-28-continental-wire-1",
    "2025-01-28-morning-ledger-1", "2025-01-29-lakes-news-agency-1", "2025-01-30-mille-collines-review-1",
)  # fmt: skip
PAGES = [FOLDER / f"{name}.html" for name in NAMES]


class Coder:
    """Codes documents as the pipeline does; ``change`` may be set to a function that changes each reading."""

    def __init__(self, tools):
        self.tools = tools
        self.known = {}
        self.change = None

    def run(self, documents, _tools, *, jobs=1):
        for document in documents:
            key = (document.id, document.text, document.published)
            if key not in self.known:
                (self.known[key],) = pipeline.run([document], self.tools)
            found = self.known[key]
            if isinstance(found, Reading):
                found = replace(found, document=document)
                found = self.change(found) if self.change else found
            yield found


def lines(path, *records):
    """Write JSON lines, and return the path."""
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return path


def story(text, id_="story-1", **more):
    """Return a document as a record of JSON lines."""
    return {"id": id_, "published": "2025-01-28", "outlet": "Lake Gazette", "title": "News", "text": text} | more


def state(record):
    """Return all that a record says now, without when it was made."""
    found = record.incidents()
    return (
        sorted((i.id, i.revision, i.status, i.counts, tuple(m.mention for m in i.mentions)) for i in found),
        sorted(c.id for i in found for c in i.claims),
        sorted(d.id for d in record.documents()),
        [(r.kind, r.subject, r.place, r.status) for r in record.standing()],
    )


def groups(record):
    """Return the incidents as sets of mentions."""
    return {frozenset(m.mention for m in i.mentions) for i in record.incidents()}


def mentions_of(record):
    """Return the ids of all mentions that a record keeps."""
    with record._store.read() as conn:
        return {row.id for row in conn.execute(select(schema.mention.c.id))}


def assert_whole(record):
    """Make sure that each mention is in exactly one incident, and each incident has its mentions."""
    placed = [m.mention for i in record.incidents() for m in i.mentions]
    assert len(placed) == len(set(placed))
    assert set(placed) == mentions_of(record)
