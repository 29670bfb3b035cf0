"""tocsin surges and tocsin alert on a made store, with a real receiver on this machine."""

import csv
import json
from io import StringIO
from xml.etree import ElementTree

import pytest
from made_surges import crisis
from receiver import Receiver, verified
from typer.testing import CliRunner

from tocsin.alerts import webhook
from tocsin.cli import alerting, app
from tocsin.store.engine import open_store
from tocsin.write.surge_words import SURGE_COLUMNS

SECRET = "a secret that is long enough"
ON = ("--as-of", "2025-01-26")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    where = tmp_path_factory.mktemp("crisis") / "tocsin.db"
    with open_store(where) as opened:
        crisis(opened)
    return where


@pytest.fixture
def run(made, monkeypatch, tmp_path):
    """Return a function that runs a command on the made store, in a folder of the test's own."""
    (tmp_path / "tocsin.db").write_bytes(made.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOCSIN_STORE", raising=False)
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    monkeypatch.setattr(
        alerting, "send", lambda *a, **k: webhook.send(*a, **k, clock=webhook.Clock(wait=lambda _: None))
    )
    return lambda *args: CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=False)


def test_a_table_tells_what_rose_from_what_to_what_and_why(run) -> None:
    result = run("surges", *ON)
    assert result.exit_code == 0
    assert "North Kivu, Democratic Republic of the Congo  conflict" in result.stdout
    assert "from 3.0 to 30 (×10.0" in result.stdout
    assert "large increase" in result.stdout
    assert "30 new incidents where what was read would give 3.0" in " ".join(result.stdout.split())
    assert "the week of 2025-01-20, 3 surges" in result.stderr


def test_json_lines_hold_the_weeks(run) -> None:
    found = [json.loads(line) for line in run("surges", *ON, "--format", "jsonl").stdout.splitlines()]
    assert len(found) == 3
    assert [w["count"] for w in found[0]["weeks"]][-2:] == [3, 30]
    assert len(found[0]["incidents"]) == found[0]["events"]["count"] == 30


def test_csv_has_a_line_a_surge(run) -> None:
    rows = list(csv.reader(StringIO(run("surges", *ON, "--format", "csv").stdout)))
    assert tuple(rows[0]) == SURGE_COLUMNS
    assert {len(r) for r in rows} == {len(SURGE_COLUMNS)}
    assert len(rows) == 4


def test_a_place_or_an_actor_narrows_the_list(run) -> None:
    place = run("surges", *ON, "--place", "Goma", "--format", "jsonl").stdout.splitlines()
    actor = run("surges", *ON, "--actor", "M23", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["subject"]["kind"] for line in (*place, *actor)] == ["admin1", "pair"]


def test_a_calm_place_that_is_asked_for_is_shown_as_calm(run) -> None:
    result = run("surges", "--as-of", "2025-01-19", "--place", "North Kivu")
    assert "limited change" in result.stdout
    assert "no surges" in result.stderr


def test_a_gap_is_told_as_no_data(run) -> None:
    assert "no data: week of 2025-03-10: nothing was read" in " ".join(
        run("surges", "--as-of", "2025-03-16").stderr.split()
    )


def test_a_store_that_is_not_there_is_told_and_not_made(run, tmp_path) -> None:
    result = run("surges", "--store", "other.db")
    assert result.exit_code == 2
    assert "no store at other.db" in result.stderr
    assert not (tmp_path / "other.db").exists()


def test_an_atom_file_is_written_whole_and_the_same_again(run, tmp_path) -> None:
    texts = []
    for _ in range(2):
        assert run("alert", "--atom", "s.atom").exit_code == 0
        texts.append((tmp_path / "s.atom").read_bytes())
    assert texts[0] == texts[1]
    feed = ElementTree.fromstring(texts[0])
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 3
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".part"] == []


def test_a_webhook_that_fails_twice_gets_each_surge_once_and_signed(run) -> None:
    with Receiver(500, 502, 200) as receiver:
        hook = ("alert", "--webhook", receiver.url, "--secret-env", "HOOK_SECRET", *ON)
        first, second = run(*hook), run(*hook)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "3 new; 0 were sent before" in first.stderr
    assert "0 new; 3 were sent before" in second.stderr
    assert len(receiver.got) == 5  # two that failed, then three
    assert all(verified(headers, body, SECRET.encode()) for _, headers, body in receiver.got)
    assert len({headers["webhook-id"] for _, headers, _ in receiver.got}) == 3
    assert json.loads(receiver.got[-1][2])["type"] == "tocsin.surge"


def test_a_failure_is_told_written_down_and_made_up_for(run, tmp_path) -> None:
    with Receiver(500) as down:
        port = down.server.server_port
        result = run("alert", "--webhook", down.url, "--secret-env", "HOOK_SECRET", *ON)
    assert result.exit_code == 1
    assert "could not be delivered, after 6 attempts: the receiver answers 500" in result.stderr
    assert "2 more wait for the next run" in result.stderr
    journal = [json.loads(line) for line in (tmp_path / "tocsin.db.alerts.jsonl").read_text().splitlines()]
    assert [(j["outcome"], j["attempts"], j["host"]) for j in journal] == [("failed", 6, "127.0.0.1")]
    assert str(port) not in json.dumps(journal)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "--webhook URL"),
        (("--webhook", "https://x.example/a"), "--secret-env NAME"),
        (("--webhook", "https://x.example/a", "--secret-env", "NOT_SET"), "no NOT_SET"),
        (("--webhook", "ftp://x.example/a", "--secret-env", "HOOK_SECRET"), "https://"),
        (("--atom", "no/such/folder/s.atom"), "cannot be written"),
    ],
)
def test_what_lacks_is_told(run, args, said) -> None:
    result = run("alert", *args)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
