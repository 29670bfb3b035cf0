"""Exports of a real store: read back by pandas, DuckDB and geopandas; whole or not there; said in the sidecar."""

import hashlib
import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tocsin import exporting
from tocsin.base.errors import BadInput
from tocsin.exporting import SHAPES, export
from tocsin.record import open_record
from tocsin.write import gdelt, hxl
from tocsin.write.shape import Column, Part

NOW = datetime(2025, 5, 2, 8, tzinfo=UTC)
FOREIGN = ("gdelt", "polecat", "ucdp-like", "acled-like", "hxl", "followthemoney")


@pytest.fixture(scope="module")
def few(small_store):
    """Give a record of a few pages that tests only ask."""
    with open_record(small_store, create=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def files(few, tmp_path_factory):
    """Return the export of each foreign shape, by its name."""
    folder = tmp_path_factory.mktemp("exports")
    return {name: export(few, name, folder, now=NOW) for name in FOREIGN}


def frame(done, **more):
    pandas = pytest.importorskip("pandas")
    return pandas.read_csv(done.files[0], dtype=str, keep_default_na=False, **more)


def test_every_foreign_shape_is_registered_and_says_whose_it_is():
    assert set(FOREIGN) <= set(SHAPES)
    assert all(SHAPES[name].after for name in FOREIGN)
    assert all(SHAPES[name].name == name for name in SHAPES)


@pytest.mark.parametrize("name", FOREIGN)
def test_the_sidecar_counts_what_is_there_and_what_was_left_out(files, few, name):
    done = files[name]
    told = json.loads(done.sidecar.read_text(encoding="utf-8"))
    asserted = len(few.incidents(told="asserted"))
    assert (told["incidents"], done.incidents) == (len(few.incidents()),) * 2
    assert told["incidents_kept"] == told["incidents"] - sum(told["left_out"].values())
    assert told["incidents_kept"] <= asserted
    assert told["rows"] == done.rows == told["files"][0]["rows"] > 0
    assert told["files"][0]["sha256"] == hashlib.sha256(done.files[0].read_bytes()).hexdigest()
    assert told["left_out"]["told as alleged, not as having happened"] == len(few.incidents(told="alleged"))
    assert told["notice"].startswith("Produced by tocsin; not produced or endorsed by ")
    assert told["losses"]
    assert told["exported_at"] == "2025-05-02T08:00:00Z"
    assert told["record_made_by"][0]["model"]


@pytest.mark.parametrize("name", FOREIGN)
def test_the_same_record_gives_the_same_bytes(files, few, tmp_path, name):
    again = export(few, name, tmp_path, now=NOW)
    assert again.files[0].read_bytes() == files[name].files[0].read_bytes()
    assert again.sidecar.read_bytes() == files[name].sidecar.read_bytes()


def test_pandas_reads_what_is_tabbed(files):
    events = frame(files["gdelt"], sep="\t", header=None)
    assert events.shape == (files["gdelt"].rows, 61)
    assert events[0].is_unique
    stories = frame(files["polecat"], sep="\t")
    assert stories.shape == (files["polecat"].rows, 40)
    assert stories["Event ID"].is_unique
    assert set(stories["Quad Code"]) <= {
        "VERBAL COOPERATION",
        "MATERIAL COOPERATION",
        "VERBAL CONFLICT",
        "MATERIAL CONFLICT",
    }


def test_no_row_comes_from_what_is_not_told_as_having_happened(files, few):
    told = {f"TCS-{i.id.removeprefix('i_')}": i.told for i in few.incidents()}
    ids = [
        *frame(files["polecat"], sep="\t")["Event ID"].str[:16], *frame(files["ucdp-like"])["relid"],
        *frame(files["acled-like"])["event_id_cnty"], *frame(files["hxl"], skiprows=[1])["event_id"],
    ]  # fmt: skip
    lines = files["followthemoney"].files[0].read_text(encoding="utf-8").splitlines()
    ids += [e["id"] for e in map(json.loads, lines) if e["schema"] == "Event"]
    assert {told[i].value for i in ids} == {"asserted"}


def test_duckdb_reads_numbers_days_and_codes_as_text(files):
    duckdb = pytest.importorskip("duckdb")

    def ask(what, name, options):
        return duckdb.connect().execute(f"SELECT {what} FROM read_csv('{files[name].files[0]}', {options})").fetchall()

    ((rows, low, last),) = ask("count(*), min(low), max(date_start)", "ucdp-like", "header=true")
    assert (rows, low >= 1, last.year) == (files["ucdp-like"].rows, True, 2025)
    columns = {c.name: "VARCHAR" for c in gdelt.COLUMNS}
    codes = ask("DISTINCT EventCode", "gdelt", f"delim='\t', header=false, columns={columns}")
    assert any(code.startswith("0") for (code,) in codes)
    columns = {c.name: "VARCHAR" for c in hxl.COLUMNS}
    assert ask("count(*)", "hxl", f"header=true, skip=1, columns={columns}") == [(files["hxl"].rows,)]


def test_geopandas_puts_the_points_where_the_country_is(files):
    geopandas = pytest.importorskip("geopandas")
    rows = frame(files["acled-like"])
    rows = rows[(rows.latitude != "") & (rows.country == "Democratic Republic of the Congo")]
    points = geopandas.GeoSeries(geopandas.points_from_xy(rows.longitude.astype(float), rows.latitude.astype(float)))
    west, south, east, north = points.total_bounds
    assert (west > 12) & (east < 32)
    assert (south > -14) & (north < 6)


def test_filters_narrow_an_export_and_are_told(few, tmp_path):
    done = export(few, "hxl", tmp_path, {"type": "ASSAULT", "since": "2025-02-01", "min_score": 0.0}, now=NOW)
    rows = frame(done, skiprows=[1])
    assert set(rows.event_type) == {"ASSAULT"}
    assert 0 < done.incidents < len(few.incidents())
    assert json.loads(done.sidecar.read_text("utf-8"))["filters"] == {"type": "ASSAULT", "since": "2025-02-01"}


def test_undisputed_leaves_out_what_somebody_denies(few, tmp_path):
    done = export(few, "hxl", tmp_path, is_undisputed=True, now=NOW)
    assert "disputed" not in set(frame(done, skiprows=[1]).status)
    assert done.left_out["disputed, and only undisputed ones were asked for"] > 0
    assert json.loads(done.sidecar.read_text("utf-8"))["filters"] == {"undisputed": True}


def test_an_export_of_what_was_known_before_has_what_was_known(few, tmp_path):
    done = export(few, "hxl", tmp_path, {"as_of": "2020-01-01"}, now=NOW)
    assert (done.rows, done.incidents) == (0, 0)


@pytest.mark.parametrize("size", [1, 7])
def test_pages_make_no_difference(few, files, tmp_path, monkeypatch, size):
    monkeypatch.setattr(exporting, "PAGE", size)
    seen = []
    done = export(few, "gdelt", tmp_path, progress=lambda count, total: seen.append((count, total)), now=NOW)
    assert done.files[0].read_bytes() == files["gdelt"].files[0].read_bytes()
    assert seen[-1] == (done.incidents, done.incidents)
    assert len(seen) == -(-done.incidents // size)


def test_a_limit_is_kept_across_pages(few, tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "PAGE", 4)
    assert export(few, "hxl", tmp_path, {"limit": 6}, now=NOW).incidents == 6


def test_what_is_there_stays_unless_it_is_to_be_overwritten(few, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("mine")
    with pytest.raises(BadInput, match=r"mine\.csv is there already; give another name, or --force"):
        export(few, "hxl", path)
    assert path.read_text() == "mine"
    export(few, "hxl", path, force=True)
    assert path.read_text("utf-8").startswith("event_id,")


def test_a_sidecar_that_is_there_stays_too(few, tmp_path):
    (tmp_path / "x.csv.meta.json").touch()
    with pytest.raises(BadInput, match="is there already"):
        export(few, "hxl", tmp_path / "x.csv")


def test_a_run_that_fails_leaves_nothing_behind(few, tmp_path):
    def stop(pages, path):
        path.write_text("half")
        next(iter(pages))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(few, replace(hxl.SHAPE, write=stop), tmp_path / "x.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("shape", "to", "message"),
    [
        ("icews", "x.csv", "there is no shape 'icews'; give one of native, gdelt, "),
        ("hxl", "nowhere/x.csv", "there is no folder .*nowhere; make it"),
    ],
)
def test_what_cannot_be_done_is_told(few, tmp_path, shape, to, message):
    with pytest.raises(BadInput, match=message):
        export(few, shape, tmp_path / to)


def test_a_shape_of_several_files_goes_to_a_folder(few, tmp_path):
    def write(pages, path):
        count = sum(len(p.incidents) for p in pages)
        for name in ("a.csv", "b.csv"):
            (path / name).write_text(name)
        return tuple(Part(path / n, count, (Column("x", "an x"),)) for n in ("a.csv", "b.csv"))

    two = replace(hxl.SHAPE, name="two", is_folder=True, write=write)
    done = export(few, two, tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.csv", "b.csv", "out.meta.json"]
    assert done.files == (tmp_path / "out" / "a.csv", tmp_path / "out" / "b.csv")
    with pytest.raises(BadInput, match="is there already"):
        export(few, two, tmp_path / "out")
    assert export(few, two, tmp_path / "out", force=True).rows == done.rows


def test_an_incident_goes_out_as_it_was_last_changed(small_store, few, tmp_path):
    shutil.copy(small_store, tmp_path / "own.db")
    later = datetime(2026, 1, 1, tzinfo=UTC)
    with open_record(tmp_path / "own.db", create=False, now=lambda: later) as own:
        found = own.incidents(type="ASSAULT", told="asserted", place="Goma", since="2025-01-20")
        first = next(i for i in found if i.time_precision == "day")
        own.judge("edit", first.id, by="amina", field="mode", value="drone")
        done = export(own, "acled-like", tmp_path, {"mode": "drone"}, now=NOW)
    row = frame(done).iloc[0]
    assert row.event_id_cnty == f"TCS-{first.id.removeprefix('i_')}"
    assert row.timestamp == str(int(later.timestamp()))
