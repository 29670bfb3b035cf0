"""tocsin export: what it writes, what it tells, and how it refuses."""

import errno

import pytest
from typer.testing import CliRunner

import tocsin.cli.exporting  # registers the command
import tocsin.exporting
from tocsin.cli import app


@pytest.fixture
def run(small_store, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *args: CliRunner().invoke(app, ["export", *args, "--store", str(small_store)])


def test_it_writes_a_file_and_tells_what_was_left_out(run, tmp_path):
    told = run("--shape", "ucdp-like", "--to", "out.csv", "--since", "2025-01-01", "--type", "assault")
    assert told.exit_code == 0
    assert (tmp_path / "out.csv").read_text("utf-8").startswith("id,relid,")
    assert (tmp_path / "out.csv.meta.json").exists()
    assert told.stdout == ""
    lines = told.stderr.splitlines()
    assert lines[0].startswith("out.csv: ")
    assert any(line.endswith("no death is told") for line in lines)
    assert lines[-1] == "what the shape loses: out.csv.meta.json"


def test_nothing_left_out_is_not_mentioned(run):
    told = run("--shape", "hxl", "--to", "x.csv", "--told", "asserted", "--status", "reported")
    assert "left out" not in told.stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--shape", "odd", "--to", "x"), "there is no shape 'odd'"),
        (("--shape", "hxl", "--to", "no/x"), "there is no folder"),
        (("--shape", "hxl", "--to", "x", "--since", "May"), "--since 'May' is not a date"),
        (("--shape", "hxl", "--to", "x", "--type", "odd"), "type='ODD' is unknown"),
    ],
)
def test_what_cannot_be_done_ends_with_a_sentence(run, options, message):
    told = run(*options)
    assert told.exit_code == 2
    assert message in told.stderr


def test_a_file_that_is_there_stays_without_force(run, tmp_path):
    (tmp_path / "x.csv").write_text("mine")
    assert run("--shape", "hxl", "--to", "x.csv").exit_code == 2
    assert (tmp_path / "x.csv").read_text() == "mine"
    assert run("--shape", "hxl", "--to", "x.csv", "--force").exit_code == 0


@pytest.mark.parametrize("shape", ["native", "hxl", "geojson"])
def test_a_full_disk_ends_with_a_sentence_and_leaves_nothing(run, tmp_path, monkeypatch, shape):
    monkeypatch.setattr(tocsin.exporting, "find_incidents", _full)
    told = run("--shape", shape, "--to", "x")
    assert told.exit_code == 2
    assert "x cannot be written: no space left on device. Nothing was kept" in told.stderr
    assert list(tmp_path.iterdir()) == []


def _full(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")
