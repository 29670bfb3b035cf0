"""Messages to a webhook, each once as far as is known: a journal says what was taken and what failed.

A message is written down after it was taken; a run that breaks in between sends it again, with the same id, so that the
receiver knows it. The journal is a file of JSON lines, one an attempt with all its tries, and only ever grows at its end.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tocsin.alerts.webhook import Sent, check_address
from tocsin.base.errors import BadInput
from tocsin.base.ids import content_id

try:
    import fcntl
except ModuleNotFoundError:  # a system that has no such locks
    fcntl = None  # type: ignore[assignment]

Send = Callable[[dict[str, Any], str], Sent]


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent under an id that it keeps: JSON's own types, the same on every attempt and in every run."""

    id: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one run did: what became of each message sent, how many were taken before, and how many wait for the next run."""

    sent: tuple[Sent, ...]
    known: int
    waiting: int


def journal_of(store: str) -> Path:
    """Return the journal beside a store that is a file.

    Raises:
        BadInput: the store is on a server, where there is no beside.
    """
    if "://" in store and not store.startswith("sqlite:///"):
        raise BadInput(
            "the store is on a server, so the journal of what was sent needs a file; name one with --journal."
        )
    path = Path(store.removeprefix("sqlite:///"))
    return path.with_name(path.name + ".alerts.jsonl")


def deliver(
    messages: Sequence[Message], send: Send, *, url: str, journal: Path, now: Callable[[], datetime]
) -> Delivered:
    """Send what was not taken yet, in the order given, and write down what became of it.

    After a message that could not be delivered the rest waits for the next run, since the receiver is not there; one
    that is refused for good is left behind, and is not sent again.

    Args:
        messages: the oldest first.
        send: sends a body with an id.
        url: where to; the journal keeps its host and a digest, since addresses of webhooks are secrets.
        journal: the file; it is made if there is none.
        now: the clock.

    Raises:
        BadInput: the journal cannot be read or written, which is told before anything is sent, or another run has it.
    """
    to, host = content_id("to", url), check_address(url)
    sent: list[Sent] = []
    with _alone(journal):
        done = _done(journal, to)
        new = [m for m in messages if m.id not in done]
        for message in new:
            sent.append(send(message.body, message.id))
            _write_down(journal, sent[-1], to, host, now())
            if not sent[-1].delivered and not sent[-1].is_final:
                break
    return Delivered(tuple(sent), len(messages) - len(new), len(new) - len(sent))


@contextmanager
def _alone(journal: Path) -> Iterator[None]:
    """Hold the journal for one run at a time, so that two do not send the same; the system lets go if a run is killed.

    Raises:
        BadInput: it cannot be written, or another run has it.
    """
    try:
        file = journal.open("a+b")
    except OSError as error:
        raise _no_journal(journal, error) from error
    with file:
        if fcntl is not None:  # where there is none, two runs at once may send twice, under one id
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise BadInput(
                    f"another run is sending by the journal {journal}; let it end, or name another with --journal."
                ) from error
        yield


def _done(journal: Path, to: str) -> set[str]:
    """Return the ids that a receiver took or refused for good; half a line, from a run that broke, counts for nothing."""
    try:
        lines = journal.read_text(encoding="utf-8", errors="replace").splitlines() if journal.exists() else []
    except OSError as error:
        raise _no_journal(journal, error) from error
    return {r["id"] for r in _records(lines) if r.get("to") == to and r.get("outcome") in ("delivered", "refused")}


def _records(lines: Iterable[str]) -> Iterable[dict[str, Any]]:
    for line in lines:
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict) and isinstance(found.get("id"), str):
            yield found


def _write_down(journal: Path, sent: Sent, to: str, host: str, at: datetime) -> None:
    outcome = "delivered" if sent.delivered else "refused" if sent.is_final else "failed"
    line = {
        "id": sent.id,
        "to": to,
        "host": host,
        "at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "outcome": outcome,
        "attempts": sent.attempts,
        "answer": sent.answer,
    }
    try:
        with journal.open("a+b") as file:
            is_torn = file.tell() > 0 and _last_byte(file) != b"\n"
            file.write((b"\n" if is_torn else b"") + json.dumps(line).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _no_journal(journal, error) from error


def _last_byte(file: Any) -> bytes:
    file.seek(-1, os.SEEK_END)
    found: bytes = file.read(1)
    return found


def _no_journal(journal: Path, error: OSError) -> BadInput:
    return BadInput(
        f"the journal {journal} cannot be used ({error.strerror}); it says what was sent already. "
        "Check its rights, or name another with --journal."
    )
