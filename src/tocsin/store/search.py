"""Finding documents and incidents by words, with the words in their sentence."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

from tocsin.store.words import question

# Found words stand between these; they are no part of news text.
MARK = "**"
WORDS_AROUND = 24
# Column to take the snippet from, by table: FTS5 counts columns, tsvector names them.
SNIPPET = {"document": (1, "text"), "incident": (0, "words")}
TITLE = {"document": "title", "incident": "type"}
DAY = {"document": "published", "incident": "start_day"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A document or incident that has the words; ``title`` is an incident's type, ``day`` ISO.

    ``snippet`` has the words found between ``**``; ``score`` is the database's own, higher is better, and comparable
    only among hits of one kind in one search.
    """

    kind: str
    id: str
    title: str | None
    day: str | None
    snippet: str
    score: float


def search(conn: Connection, words: str, limit: int = 20) -> list[Hit]:
    """Return up to ``limit`` incidents and up to ``limit`` documents that have all the words, the best of each first.

    Args:
        conn: a connection.
        words: words, phrases in quotes, and -words to leave out.
        limit: how many of each kind.

    Raises:
        BadInput: there is no word to look for.
    """
    asked = question(conn, words)
    form = _postgres if conn.dialect.name == "postgresql" else _sqlite
    found = []
    for kind in ("incident", "document"):
        rows = conn.execute(text(form(kind)), {"asked": asked, "most": limit})
        found += [Hit(kind, r.id, r.title, str(r.day) if r.day else None, r.snippet, float(r.score)) for r in rows]
    return found


def _sqlite(kind: str) -> str:
    # A title counts ten times as much as the text under it.
    weights = ", 10.0, 1.0" if kind == "document" else ""
    # The best are found first, and only they are read, with the words around.
    return f"""
        SELECT t.id, t.{TITLE[kind]} AS title, t.{DAY[kind]} AS day, best.score,
            snippet({kind}_search, {SNIPPET[kind][0]}, '{MARK}', '{MARK}', '…', {WORDS_AROUND}) AS snippet
        FROM (SELECT rowid AS n, -bm25({kind}_search{weights}) AS score FROM {kind}_search
                WHERE {kind}_search MATCH :asked ORDER BY score DESC, rowid LIMIT :most) AS best
            CROSS JOIN {kind}_search ON {kind}_search.rowid = best.n JOIN {kind} AS t ON t.n = best.n
        WHERE {kind}_search MATCH :asked ORDER BY best.score DESC, t.id"""


def _postgres(kind: str) -> str:
    options = f"StartSel={MARK}, StopSel={MARK}, MaxWords={WORDS_AROUND}, MinWords=8, MaxFragments=1"
    return f"""
        SELECT id, title, day, score, ts_headline('english', words, asked, '{options}') AS snippet FROM (
            SELECT t.id, t.{TITLE[kind]} AS title, t.{DAY[kind]} AS day, t.{SNIPPET[kind][1]} AS words, q.asked,
                ts_rank(t.lexemes, q.asked) AS score
            FROM {kind} AS t, websearch_to_tsquery('english', :asked) AS q(asked)
            WHERE t.lexemes @@ q.asked ORDER BY score DESC, t.id LIMIT :most) AS best
        ORDER BY score DESC, id"""
