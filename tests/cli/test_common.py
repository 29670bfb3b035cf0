"""What the commands share: progress that waits, streams that take every character, skipped files told together."""

import time
from io import BytesIO, TextIOWrapper

from tocsin import cli
from tocsin.base.model import Skipped
from tocsin.cli import common


def test_the_bar_waits(monkeypatch):
    monkeypatch.setattr(common, "_PATIENCE", 0.05)
    monkeypatch.setenv("FORCE_COLOR", "1")  # for a terminal
    with common.progress_bar(3) as bar:
        assert not bar.live.is_started
        time.sleep(0.3)
        assert bar.live.is_started
    assert not bar.live.is_started


def test_output_to_a_pipe_is_utf8_whatever_the_locale():
    pipe = TextIOWrapper(BytesIO(), encoding="ascii")
    cli.never_refuse(pipe)
    pipe.write("who → to whom")
    pipe.flush()
    assert pipe.buffer.getvalue() == "who → to whom".encode()


def test_an_old_terminal_shows_a_question_mark_for_what_it_lacks():
    class Terminal(TextIOWrapper):
        def isatty(self):
            return True

    terminal = Terminal(BytesIO(), encoding="latin-1")
    cli.never_refuse(terminal)
    terminal.write("café → bar")
    terminal.flush()
    assert terminal.buffer.getvalue() == "café ? bar".encode("latin-1")


def test_a_few_skipped_files_are_named_one_by_one(capsys):
    common.report([Skipped("a.html", "reading", "empty"), Skipped("b.html", "reading", "no text")])
    assert capsys.readouterr().err.splitlines() == ["skipped a.html: empty", "skipped b.html: no text"]


def test_many_skipped_files_of_one_reason_share_a_line(capsys):
    common.report([Skipped(f"{n}.html", "reading", "its language is 'fr'") for n in range(6)])
    (line,) = capsys.readouterr().err.splitlines()
    assert line == "skipped 6 documents: its language is 'fr' (0.html, 1.html, 2.html and 3 more)"


def test_a_flood_of_reasons_is_cut_and_counted(capsys):
    common.report([Skipped("news.jsonl", "reading", f"line {n}: no JSON") for n in range(500)])
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == common._REASONS + 1
    assert lines[-1] == f"skipped {500 - common._REASONS} more, for other reasons"
