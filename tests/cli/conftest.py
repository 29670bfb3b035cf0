"""Commands run on the fake record."""

import pytest
from fake import FakeRecord
from typer.testing import CliRunner

from tocsin.cli import app, common


@pytest.fixture
def record(monkeypatch, tmp_path):
    """Return the record that the commands will open; the store's file exists."""
    made = FakeRecord()
    (tmp_path / "tocsin.db").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOCSIN_STORE", raising=False)
    monkeypatch.setattr(common, "open_record", lambda *args, **more: made.calls["open"].append((args, more)) or made)
    return made


@pytest.fixture
def ask(record):
    """Return a function that runs a command on the fake record."""
    return lambda *args, **more: CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=False, **more)
