"""The record: what a store holds, asked and added to by a few functions. This is the Python API.

What only asks is ``holdings``; here are adding, deleting and deciding.

::

    from tocsin.record import open_record

    with open_record("crisis.db") as record:
        record.add(["pages/"])
        for incident in record.incidents(place="North Kivu", since="2025-01-01"):
            print(incident.start, incident.type, incident.status)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from tocsin.base.errors import BadInput
from tocsin.base.found import Added, Dossier, Found, Kept
from tocsin.base.incidents import Incident
from tocsin.base.overlay import read_overlay
from tocsin.base.provenance import Judgement, Verdict
from tocsin.base.tables import Overlay, in_force, under_own
from tocsin.deciding import doubtful, is_judged, judge, undo
from tocsin.holdings import Holdings
from tocsin.merging.doubts import Doubt
from tocsin.merging.judged import EDITABLE
from tocsin.removing import remove
from tocsin.runs import Progress, Runner
from tocsin.store.engine import Store, open_store
from tocsin.store.incidents import get_incidents

__all__ = ["Added", "Dossier", "Found", "Record", "open_record"]


class Record(Holdings):
    """An open record; close it, or use it in a ``with`` statement.

    Every method raises ``TocsinError`` with a sentence that says what was given, what is allowed and what to do next.
    """

    def __init__(self, store: Store, now: Callable[[], datetime], overlay: Overlay) -> None:
        super().__init__(store, overlay)
        self._now = now

    @under_own
    def add(
        self,
        paths: Iterable[str | Path],
        *,
        published: date | None = None,
        jobs: int = 1,
        progress: Progress | None = None,
        stdin: BinaryIO | None = None,
    ) -> Added:
        """Read, code and keep documents, and merge what they tell into the incidents there are.

        Documents that are there already, with the same text, change nothing; each batch of documents is kept whole or
        not at all, so that a run that is stopped can be begun again.

        Args:
            paths: files, folders, addresses (``https://…``), or ``-`` for ``stdin``.
            published: the day of publication where the input tells none.
            jobs: worker processes.
            progress: told how many documents are done since it was told last.
            stdin: the stream of bytes behind ``-``.
        """
        return self._runner.add([str(p) for p in paths], published=published, jobs=jobs, progress=progress, stdin=stdin)

    @under_own
    def delete(self, documents: Iterable[str], *, by: str, why: str) -> Kept:
        """Delete documents by id; what they told leaves its incidents, and those that nobody else tells end.

        Tombstones stay, with who deleted them, when and why; deleted ids come in ``changes``.

        Raises:
            BadInput: there is no such document, or no reason; nothing is deleted then.
        """
        if not why.strip():
            raise BadInput("a deletion needs a reason, since it cannot be taken back; give why, in words.")
        with self._store.write() as conn:
            return remove(conn, list(documents), by=by, why=why, at=self._now(), family=self._runner.family)

    @under_own
    def recode(self, *, jobs: int = 1, progress: Progress | None = None) -> Added:
        """Code all documents of the store afresh with this version; people's decisions are replayed."""
        return self._runner.recode(jobs=jobs, progress=progress)

    @cached_property
    def _runner(self) -> Runner:
        return Runner(self._store, self._now)

    @under_own
    def judge(
        self,
        verdict: Verdict | str,
        left: str,
        right: str | None = None,
        *,
        by: str,
        field: str | None = None,
        value: str | None = None,
        why: str | None = None,
    ) -> Judgement:
        """Keep a person's decision, and make the incidents it touches anew.

        Args:
            verdict: same, different or unsure of two incidents or mentions; right or wrong of one; edit of a field.
            left: the id of an incident or mention.
            right: the other id.
            by: who decides.
            field: for an edit; ``merging.judged.EDITABLE`` says which, and how ``value`` is written.
            value: for an edit.
            why: in words.

        Raises:
            BadInput: an id is unknown, the verdict needs another one, or the value is not of its form.
        """
        given = Judgement("", self._now(), by, _verdict(verdict), left, right, field, value, why)
        with self._store.write() as conn:
            return judge(conn, given, self._runner.family)

    @under_own
    def undo(self, judgement: str, *, by: str) -> None:
        """Take a decision back, and make the incidents that it touched anew.

        Raises:
            BadInput: there is no such decision in force.
        """
        with self._store.write() as conn:
            undo(conn, judgement, by=by, at=self._now(), family=self._runner.family)

    @property
    def editable(self) -> Mapping[str, str]:
        """The fields that an edit may set, and how the value of each is written."""
        return EDITABLE

    @under_own
    def doubts(self, *, limit: int = 20) -> Iterator[tuple[Incident, Incident, float, tuple[str, ...]]]:
        """Yield pairs of incidents that may be one, the most doubtful first, with how likely that is and why."""
        with self._store.read() as conn:
            pairs = doubtful(conn, self._runner.family)
        return self._pairs(pairs[:limit])

    def _pairs(self, pairs: Iterable[Doubt]) -> Iterator[tuple[Incident, Incident, float, tuple[str, ...]]]:
        for pair in pairs:
            with self._store.read() as conn:
                found = get_incidents(conn, [pair.left, pair.right])
                # A judgement meanwhile may have made them one, or parted them through others.
                is_open = len(found) == 2 and not is_judged(conn, *found)
            if is_open:
                yield found[0], found[1], pair.score, pair.reasons

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _verdict(given: Verdict | str) -> Verdict:
    try:
        return Verdict(given)
    except ValueError:
        raise BadInput(f"{given!r} is no verdict; give one of {', '.join(Verdict)}.") from None


def open_record(
    where: str | Path = "tocsin.db",
    *,
    create: bool = True,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    tables: str | Path | None = None,
) -> Record:
    """Return the record in a store.

    Args:
        where: a file (SQLite), or the URL of a PostgreSQL database.
        create: make the store if there is none.
        now: the clock.
        tables: a folder with tables of the user's own, laid over ours for what is coded and asked.

    Raises:
        TocsinError: there is no store, it is something else or of a newer tocsin, or a row of own tables breaks its form.
    """
    return Record(open_store(where, create=create), now, in_force() if tables is None else read_overlay(tables))
