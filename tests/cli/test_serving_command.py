"""tocsin serve: what it refuses before it listens."""

import pytest
from typer.testing import CliRunner

from tocsin.cli import app


@pytest.mark.parametrize("option", ["--read-token", "--write-token"])
def test_an_empty_token_keeps_nobody_out_and_is_refused(option, tmp_path):
    result = CliRunner().invoke(app, ["serve", option, "", "--store", str(tmp_path / "none.db"), "--port", "0"])
    assert result.exit_code != 0
    assert "a token is empty" in " ".join(result.stderr.split())
