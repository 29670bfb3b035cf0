"""Each message once to each address, whatever breaks in between."""

import json
from datetime import UTC, datetime

import pytest

from tocsin.alerts.delivery import Message, deliver, journal_of
from tocsin.alerts.webhook import Sent
from tocsin.base.errors import BadInput

URL = "https://hooks.example/secret-path"
MESSAGES = [Message(f"s_{n}", {"n": n}) for n in range(4)]


class Post:
    """Stands for the sending: takes messages until it is told to fail."""

    def __init__(self, *outcomes):
        self.outcomes, self.ids = list(outcomes), []

    def __call__(self, body, id_):
        self.ids.append(id_)
        delivered, final = self.outcomes.pop(0) if self.outcomes else (True, False)
        return Sent(id_, delivered, 1, "as told", final)


def sent(messages, post, journal, url=URL):
    return deliver(messages, post, url=url, journal=journal, now=lambda: datetime(2025, 2, 3, tzinfo=UTC))


def test_each_alert_is_sent_once_to_each_address(tmp_path) -> None:
    journal, post = tmp_path / "j", Post()
    assert len(sent(MESSAGES, post, journal).sent) == len(MESSAGES)
    again = sent(MESSAGES, post, journal)
    assert (again.sent, again.known, again.waiting) == ((), len(MESSAGES), 0)
    assert len(sent(MESSAGES, post, journal, "https://other.example/x").sent) == len(MESSAGES)
    assert len(post.ids) == 2 * len(MESSAGES)


def test_when_the_receiver_is_not_there_the_rest_waits_and_goes_out_next_time(tmp_path) -> None:
    journal, post = tmp_path / "j", Post((True, False), (False, False))
    first = sent(MESSAGES, post, journal)
    assert ([s.delivered for s in first.sent], first.waiting) == ([True, False], len(MESSAGES) - 2)
    second = sent(MESSAGES, post, journal)
    assert [s.id for s in second.sent] == post.ids[1:2] + post.ids[3:]
    assert all(s.delivered for s in second.sent)


def test_what_is_refused_for_good_is_written_down_and_does_not_hold_up_the_rest(tmp_path) -> None:
    journal, post = tmp_path / "j", Post((False, True))
    done = sent(MESSAGES, post, journal)
    assert [s.delivered for s in done.sent] == [False] + [True] * (len(MESSAGES) - 1)
    assert json.loads(journal.read_text().splitlines()[0])["outcome"] == "refused"
    assert sent(MESSAGES, post, journal).sent == ()


def test_the_journal_holds_no_address_of_a_webhook(tmp_path) -> None:
    sent(MESSAGES, Post(), tmp_path / "j")
    assert "secret-path" not in (tmp_path / "j").read_text()


def test_half_a_line_of_a_run_that_broke_counts_for_nothing(tmp_path) -> None:
    journal = tmp_path / "j"
    sent(MESSAGES[:1], Post(), journal)
    journal.write_bytes(journal.read_bytes()[:-20])
    assert len(sent(MESSAGES[:1], Post(), journal).sent) == 1
    assert sent(MESSAGES[:1], Post(), journal).sent == ()


def test_a_journal_that_cannot_be_used_is_told(tmp_path) -> None:
    with pytest.raises(BadInput, match="--journal"):
        sent(MESSAGES, Post(), tmp_path)


def test_a_journal_is_beside_the_file_of_its_store() -> None:
    assert str(journal_of("a/b.db")) == "a/b.db.alerts.jsonl"
    assert str(journal_of("sqlite:///a/b.db")) == "a/b.db.alerts.jsonl"
    with pytest.raises(BadInput, match="--journal"):
        journal_of("postgresql://user@host/name")


def test_nothing_is_sent_that_could_not_be_written_down(tmp_path) -> None:
    post = Post()
    with pytest.raises(BadInput, match="cannot be used"):
        sent(MESSAGES, post, tmp_path / "no folder" / "j")
    assert post.ids == []


def test_two_runs_at_once_do_not_send_the_same(tmp_path) -> None:
    journal, other = tmp_path / "j", Post()

    class Slow(Post):
        def __call__(self, body, id_):
            with pytest.raises(BadInput, match="another run is sending"):
                sent(MESSAGES, other, journal)
            return super().__call__(body, id_)

    assert len(sent(MESSAGES, Slow(), journal).sent) == len(MESSAGES)
    assert other.ids == []
    assert sent(MESSAGES, other, journal).known == len(MESSAGES)


def test_a_damaged_journal_counts_for_what_can_be_read_of_it(tmp_path) -> None:
    journal, post = tmp_path / "j", Post()
    sent(MESSAGES[:1], post, journal)
    with journal.open("ab") as file:
        file.write(b'\xff\xfe{}\nnull\n[1]\n{"id":[1],"to":3}\n' + b"[" * 100_000 + b'\n{"id":"half')
    assert sent(MESSAGES, post, journal).known == 1
    assert sent(MESSAGES, post, journal).known == len(MESSAGES)
