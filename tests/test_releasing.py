import csv
import json
import shutil
from datetime import UTC, datetime
from itertools import count

import pytest
from typer.testing import CliRunner

from tocsin.base.errors import BadInput, TocsinError
from tocsin.cli import app
from tocsin.record import open_record
from tocsin.releasing import latest, release
from tocsin.store.columns import Mark
from tocsin.write.native_tables import native_tables
from tocsin.write.release_files import MANIFEST, SUMS, Manifest, changes_told, faults, readme

DAYS = count(1)
SEVEN = json.dumps({"low": 7, "best": 7, "high": 7})


def clock():
    return datetime(2026, 1, next(DAYS), tzinfo=UTC)


@pytest.fixture
def own(made_store, tmp_path):
    """Return the file of a store of the test's own."""
    return shutil.copy(made_store, tmp_path / "own.db")


def made(where, to, version, **more):
    with open_record(where, create=False) as record:
        return release(record, to, version=version, now=clock, **more)[0]


def rows(folder, name):
    with (folder / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_release_of_an_unchanged_store_is_the_same_but_for_its_moment(own, tmp_path):
    one, two = made(own, tmp_path / "a", "2025.1"), made(own, tmp_path / "b", "2025.1")
    assert {p.name for p in one.iterdir()} == {p.name for p in two.iterdir()}
    for file in one.iterdir():
        if file.name not in (MANIFEST, SUMS):
            assert file.read_bytes() == (two / file.name).read_bytes(), file.name
    first, second = (json.loads((f / MANIFEST).read_text(encoding="utf-8")) for f in (one, two))
    assert first.pop("made") != second.pop("made")
    assert first == second
    sums = [set((f / SUMS).read_text().splitlines()) for f in (one, two)]
    assert {line.split()[1] for line in sums[0] ^ sums[1]} == {MANIFEST}


def test_next_release_of_an_unchanged_store_lists_no_change(own, tmp_path):
    made(own, tmp_path / "all", "2025.1")
    second = made(own, tmp_path / "all", "2025.2")
    assert rows(second, "changes.csv") == []
    assert json.loads((second / MANIFEST).read_text())["previous"] == "2025.1"


def test_first_release_adds_all_that_it_holds(own, tmp_path):
    folder = made(own, tmp_path / "all", "2025.1")
    added = {r["id"] for r in rows(folder, "changes.csv")}
    assert added == {r["id"] for n in ("incidents", "documents") for r in rows(folder, f"{n}.csv")}


def test_what_people_decide_is_in_the_list_of_changes(own, tmp_path, quick):
    first = made(own, tmp_path / "all", "2025.1")
    with open_record(own, create=False) as record:
        one, two, three = record.incidents(type="ASSAULT")[:3]
        record.judge("same", one.id, two.id, by="amina", why="one raid")
        record.judge("edit", three.id, by="amina", field="killed", value=SEVEN, why="counted again")
        kept = record.get([one.id])[0]
    second = made(own, tmp_path / "all", "2025.2")
    found = {r["id"]: r for r in rows(second, "changes.csv")}
    gone = ({one.id, two.id} - {kept.id}).pop()
    assert (found[gone]["what"], found[gone]["into"]) == ("merged", kept.id)
    assert (found[kept.id]["what"], found[three.id]["what"]) == ("changed", "changed")
    assert int(found[three.id]["revision_now"]) > int(found[three.id]["revision_then"])
    assert found[three.id]["why"]
    assert len(rows(second, "incidents.csv")) == len(rows(first, "incidents.csv")) - 1


def test_what_no_longer_fits_the_filters_is_left_out_and_not_deleted(own, tmp_path):
    made(own, tmp_path / "all", "2025.1")
    second = made(own, tmp_path / "all", "2025.2", wanted={"type": "ASSAULT"})
    assert {r["type"] for r in rows(second, "incidents.csv")} == {"ASSAULT"}
    assert {r["what"] for r in rows(second, "changes.csv")} == {"left out"}
    assert json.loads((second / MANIFEST).read_text())["filters"] == {"type": "ASSAULT"}


def test_every_release_has_all_tables_codebook_and_licence(own, tmp_path):
    folder = made(own, tmp_path / "all", "2025.1", licence="CC BY 4.0")
    names = {p.name for p in folder.iterdir()}
    assert {f"{t.name}.{form}" for t in native_tables() for form in ("csv", "parquet")} < names
    assert "CC BY 4.0" in (folder / "README.md").read_text()
    assert "| `killed_best` |" in (folder / "CODEBOOK.md").read_text()


def test_rows_lead_to_each_other(own, tmp_path):
    folder = made(own, tmp_path / "all", "2025.1")
    incidents, documents = ({r["id"] for r in rows(folder, f"{n}.csv")} for n in ("incidents", "documents"))
    mentions = rows(folder, "mentions.csv")
    assert {m["incident"] for m in mentions} <= incidents
    assert {m["document"] for m in mentions} <= documents
    assert {c["mention"] for c in rows(folder, "claims.csv")} <= {m["id"] for m in mentions}


def test_documents_that_tell_nothing_are_released_too(own, tmp_path):
    folder = made(own, tmp_path / "all", "2025.1")
    with open_record(own, create=False) as record:
        assert {r["id"] for r in rows(folder, "documents.csv")} == {d.id for d in record.documents()}


def test_release_is_never_written_over(own, tmp_path):
    folder = made(own, tmp_path / "all", "2025.1")
    before = (folder / SUMS).read_bytes()
    with pytest.raises(BadInput, match=r"a release 2025\.1 .* already"):
        made(own, tmp_path / "all", "2025.1")
    assert (folder / SUMS).read_bytes() == before


@pytest.mark.parametrize("version", ["", "../up", ".hidden", "a/b"])
def test_version_is_a_plain_name(own, tmp_path, version):
    with pytest.raises(BadInput, match="no name of a release"):
        made(own, tmp_path / "all", version)


def test_release_that_fails_leaves_nothing(own, tmp_path, monkeypatch):
    numbers = iter([1, 2])
    monkeypatch.setattr("tocsin.releasing.mark", lambda conn: Mark(None, next(numbers), 0, None, ()))
    with pytest.raises(TocsinError, match="changed while"):
        made(own, tmp_path / "all", "2025.1")
    assert list((tmp_path / "all").iterdir()) == []


def test_altered_missing_and_foreign_files_are_found(own, tmp_path):
    folder = made(own, tmp_path / "all", "2025.1")
    assert faults(folder) == []
    (folder / "claims.csv").chmod(0o644)
    (folder / "claims.csv").write_text("x")
    (folder / "README.md").unlink()
    (folder / "note.txt").write_text("x")
    assert faults(folder) == [
        "README.md is missing", "note.txt is not of this release", "claims.csv was altered",
    ]  # fmt: skip


def test_altered_release_is_no_ground_for_the_next(own, tmp_path):
    folder = made(own, tmp_path / "all", "2025.1")
    (folder / "claims.csv").unlink()
    with pytest.raises(BadInput, match="not as it was"):
        made(own, tmp_path / "all", "2025.2")


def test_latest_release_is_the_one_made_last(own, tmp_path):
    assert latest(tmp_path / "none") is None
    made(own, tmp_path / "all", "2025.10")
    second = made(own, tmp_path / "all", "2025.9")
    assert latest(tmp_path / "all") == second


def test_command_writes_and_verifies(own, tmp_path):
    def run(*words):
        return CliRunner().invoke(app, ["release", *map(str, words)])

    done = run("--version", "2025.1", "--to", tmp_path / "all", "--store", own, "--since", "2025-01-20")
    assert done.exit_code == 0, done.output
    assert "release 2025.1" in done.output
    assert run("--verify", tmp_path / "all" / "2025.1").exit_code == 0
    (tmp_path / "all" / "2025.1" / "claims.csv").unlink()
    assert run("--verify", tmp_path / "all" / "2025.1").exit_code == 2
    assert run("--verify", tmp_path).exit_code == 2
    assert run("--to", tmp_path / "all").exit_code == 2


def test_one_of_a_kind_is_told_in_the_singular():
    made = Manifest("1", "", None, None, (), {}, None, {"incidents": 1}, {"documents added": 1, "incidents merged": 2})
    assert changes_told(made) == "1 document added, 2 incidents merged"
    assert "- incidents: 1 row\n" in readme(made, [])
    assert "1 document added, 2 incidents merged" in readme(made, [])
