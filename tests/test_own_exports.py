import json

import duckdb
import geopandas
import pandas
import pytest
from typer.testing import CliRunner

from tocsin.base.model import Status
from tocsin.cli import app
from tocsin.exporting import export, native_of, relations_of


@pytest.fixture
def native(asked, tmp_path):
    """Return the folder of an export in our own shape, in both forms."""
    export(asked, native_of(asked, {}, forms=("csv", "parquet")), tmp_path / "native", {})
    return tmp_path / "native"


def test_duckdb_joins_the_tables_of_both_forms(native):
    for form, reader in (("csv", "read_csv"), ("parquet", "read_parquet")):
        count = duckdb.sql(
            f"SELECT count(*) FROM {reader}('{native}/mentions.{form}') m "
            f"JOIN {reader}('{native}/incidents.{form}') i ON m.incident = i.id "
            f"JOIN {reader}('{native}/documents.{form}') d ON m.document = d.id"
        ).fetchall()[0][0]
        assert count == len(pandas.read_parquet(native / "mentions.parquet"))


def test_every_incident_claim_and_relation_is_there(native, asked):
    found = asked.incidents()
    assert set(pandas.read_parquet(native / "incidents.parquet")["id"]) == {i.id for i in found}
    assert len(pandas.read_csv(native / "claims.csv")) == sum(len(i.claims) for i in found)
    assert len(pandas.read_csv(native / "standing.csv")) == len(asked.standing())


def test_mentions_say_what_their_document_tells(native, asked):
    rows = pandas.read_parquet(native / "mentions.parquet").set_index("id")
    document = asked.documents()[0].id
    for mention in asked.mentions(document):
        if mention.id in rows.index:
            assert (rows.loc[mention.id, "type"], rows.loc[mention.id, "told"]) == (mention.type, mention.status.value)


def test_sidecar_lists_every_file(native):
    meta = json.loads((native / "native.meta.json").read_text(encoding="utf-8"))
    assert {f["name"] for f in meta["files"]} == {p.name for p in native.iterdir()} - {"native.meta.json"}


def test_relations_are_those_of_the_time_that_is_asked_for(asked):
    every = asked.standing()
    late = relations_of(asked, {"since": "2030-01-01"})
    assert len(late) < len(every) or all(r.until_latest is None for r in every)
    assert all(r.until_latest is None or r.until_latest.year >= 2030 for r in late)
    assert relations_of(asked, {"until": "1900-01-01"}) == [r for r in every if r.from_earliest is None]


def test_geojson_of_a_store_is_read_by_geopandas(asked, tmp_path):
    done = export(asked, "geojson", tmp_path / "incidents.geojson", {})
    read = geopandas.read_file(done.files[0])
    assert len(read) == len(asked.incidents())
    points = read[read.geometry.notna()]
    assert set(points.geom_type) == {"Point"}
    assert set(points["place_precision"]) <= {"town", "site"}


def test_only_what_is_asserted_goes_out_as_plover(asked, tmp_path):
    done = export(asked, "plover-jsonl", tmp_path / "events.jsonl", {})
    ids = {json.loads(line)["id"] for line in done.files[0].read_text(encoding="utf-8").splitlines()}
    told = {i.id: i.told for i in asked.incidents()}
    assert ids
    assert {told[i] for i in ids} == {Status.ASSERTED}


@pytest.mark.parametrize("option", ["--parquet", "--text", "--areas"])
def test_options_of_another_shape_are_refused(made_store, tmp_path, option):
    words = ["export", "--shape", "plover-jsonl", option, "--to", str(tmp_path / "x"), "--store", str(made_store)]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 2
    assert list(tmp_path.iterdir()) == []
