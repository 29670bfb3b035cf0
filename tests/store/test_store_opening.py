"""Opening: new, old, newer, and other people's files and servers."""

import sqlite3
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from made_records import NOON, claim, document, incident, later, mention
from sqlalchemy import create_engine, text

from tocsin.base.errors import BadInput, MissingExtra, NoStore, TocsinError
from tocsin.base.incidents import Filter
from tocsin.store import engine, migrate
from tocsin.store.documents import get_documents, put_documents
from tocsin.store.engine import Store, open_store
from tocsin.store.incidents import find_incidents, get_incidents, put_incidents
from tocsin.store.mentions import put_mentions
from tocsin.store.schema import metadata
from tocsin.store.search import search

OLD = Path(__file__).parent / "old" / "0001.sql"
AROUND_GOMA = (-1.8, 29.1, -1.6, 29.3)


def fill(conn):
    put_documents(conn, [document(1)], run="u_1", at=NOON, signatures={"d_1": b"\x01"}, bands={"d_1": ["b"]})
    put_mentions(conn, [mention(1)], run="u_1", at=NOON)
    put_incidents(conn, [incident(1)], keys={"i_1": ["k"]}, run="u_1", at=NOON, by="merging", why="new report")


def holds_what_fill_put(store):
    with store.read() as conn:
        assert get_documents(conn, ["d_1"]) == {"d_1": document(1)}
        assert get_incidents(conn, ["i_1"]) == [incident(1)]
        assert [h.id for h in search(conn, "captured")] == ["i_1", "d_1"]
        assert find_incidents(conn, Filter(), area=AROUND_GOMA) == [incident(1, claims=())]
        assert conn.execute(text("SELECT count(*) FROM v_mentions")).scalar_one() == 1


def test_a_new_store_has_the_tables_of_the_code(store):
    with store.read() as conn:
        # What the migrations make beside the tables is not the code's to declare: search, map, and their indexes.
        def ours(item, name, kind, reflected, _):
            beside = ("_search", "_area", "_lexemes", "_lat_lon", "tocsin_version", "lexemes")
            return not (reflected and any(part in (name or "") for part in beside))

        context = MigrationContext.configure(conn, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_store_of_the_first_form_opens_and_is_brought_up(where):
    early = Store(engine._engine(engine._url(where)), where)
    migrate.migrate(early.read, early.write, where, create=True, to="0001")
    with early.write() as conn:
        assert migrate.version(conn) == "0001"
        fill(conn)
    early.close()
    with open_store(where, create=False) as store:
        holds_what_fill_put(store)
        with store.read() as conn:
            assert migrate.version(conn) == "0004"


def test_a_file_of_the_first_form_as_it_was_then_opens_and_is_brought_up(tmp_path):
    with sqlite3.connect(tmp_path / "s.db") as conn:
        conn.executescript(OLD.read_text(encoding="utf-8"))
    conn.close()
    with open_store(tmp_path / "s.db", create=False) as store:
        holds_what_fill_put(store)
        with store.write() as conn:
            put_incidents(conn, [incident(1)], keys={"i_1": ["k"]}, run="u_2", at=later(1), by="b", why="w")
            assert get_incidents(conn, ["i_1"])[0].revision == 1


def test_opening_again_changes_nothing(where):
    with open_store(where) as store, store.write() as conn:
        fill(conn)
    for create in (True, False):
        with open_store(where, create=create) as store:
            holds_what_fill_put(store)


def test_a_newer_store_is_an_error_that_says_what_to_install(where):
    with open_store(where) as store, store.write() as conn:
        conn.execute(text("UPDATE tocsin_version SET version_num = '9999'"))
    with pytest.raises(BadInput, match=r"has the form 9999, which a newer tocsin gave it; .* up to 0004\. Install"):
        open_store(where)


def test_a_store_that_is_not_there_is_not_made_unless_wanted(where):
    with pytest.raises(BadInput, match="There is no store at"):
        open_store(where, create=False)
    with open_store(where):
        pass
    with open_store(where, create=False):
        pass


def test_an_empty_file_becomes_a_store(tmp_path):
    (tmp_path / "s.db").touch()
    with open_store(f"sqlite:///{tmp_path / 's.db'}") as store, store.write() as conn:
        fill(conn)


def other_database(path):
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE film (title)")
    conn.close()


FILES = {
    "text": (lambda p: p.write_text("Once upon a time there was no store."), "is not a store of tocsin"),
    "other": (other_database, "is not a store of tocsin"),
    "cut": (lambda p: p.write_bytes(b"SQLite format 3\x00" + bytes(200)), "is not a store of tocsin"),
    "folder": (lambda p: p.mkdir(), "is a folder"),
}


@pytest.mark.parametrize("kind", FILES)
def test_what_is_no_store_is_left_as_it_is_and_said_so(tmp_path, kind):
    make, message = FILES[kind]
    path = tmp_path / "x"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(TocsinError, match=message):
        open_store(path)
    assert before is None or path.read_bytes() == before


def test_a_database_with_tables_of_the_same_names_is_not_taken(database):
    made = create_engine(engine._url(database))
    with made.begin() as conn:
        conn.execute(text("CREATE TABLE document (x int)"))
    made.dispose()
    with pytest.raises(BadInput, match="is not a store of tocsin"):
        open_store(database)


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("nowhere/s.db", "The folder nowhere for the store s.db does not exist"),
        ("mysql://me:secret@host/name", "is of a kind that tocsin does not know"),
        ("what://ever", "is of a kind that tocsin does not know"),
        ("sqlite://", "is of a kind that tocsin does not know"),
        ("postgresql://me:secret@127.0.0.1:1/name", "does not answer"),
    ],
)
def test_a_place_that_cannot_hold_a_store_is_an_error_without_passwords(where, message):
    with pytest.raises(BadInput, match=message) as caught:
        open_store(where)
    assert "secret" not in str(caught.value)


def test_a_server_without_its_driver_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtra, match=r"pip install 'tocsin\[postgres\]'"):
        open_store("postgresql://host/name")


def test_views_tell_things_by_name(store):
    with store.write() as conn:
        fill(conn)
        rows = {
            view: [dict(r._mapping) for r in conn.execute(text(f"SELECT * FROM {view}"))]
            for view in ("v_incidents", "v_claims", "v_documents", "v_mentions")
        }
    assert [len(found) for found in rows.values()] == [1, 1, 1, 1]
    told = {view: {**found[0]} for view, found in rows.items()}
    assert told["v_incidents"]["actors"] == told["v_mentions"]["actors"] == "March 23 Movement"
    assert told["v_incidents"]["recipients"] == "DR Congo"
    assert told["v_claims"]["speaker"] == "March 23 Movement"
    assert told["v_claims"]["words"] == claim(1).evidence.text
    assert told["v_claims"]["outlet"] == told["v_documents"]["outlet"] == "The Lakes Post"
    assert told["v_mentions"]["incident"] == "i_1"
    assert told["v_documents"]["characters"] == len(document(1).text)


def test_a_store_that_is_deleted_while_it_is_open_is_gone_and_no_empty_one_is_made(tmp_path):
    where = tmp_path / "s.db"
    with open_store(where) as store:
        with store.write() as conn:
            fill(conn)
        where.unlink()
        with pytest.raises(NoStore, match="There is no store at"), store.read() as conn:
            conn.execute(text("SELECT 1"))
        assert not where.exists()


def test_a_store_that_is_put_in_the_place_of_an_open_one_is_read(tmp_path):
    with open_store(tmp_path / "new.db") as new, new.write() as conn:
        fill(conn)
    with open_store(tmp_path / "s.db") as store:
        with store.read() as conn:
            assert not find_incidents(conn, Filter())
        for file in tmp_path.glob("s.db*"):  # with its log, which belongs to it
            file.unlink()
        (tmp_path / "new.db").replace(tmp_path / "s.db")
        with store.read() as conn:
            assert [i.id for i in find_incidents(conn, Filter())] == ["i_1"]
