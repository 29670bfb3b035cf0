"""What a person is asked to judge: pairs of incidents in doubt and single ones that are unsure or disputed, weighed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log2

from tocsin.base.incidents import Incident, IncidentStatus
from tocsin.base.provenance import Verdict
from tocsin.record import Record

# How many are looked through, and how many are asked of a person in one go.
_LOOKED_AT, QUEUE = 60, 50
# Below this score an incident is asked about even if nobody disputes it: about as many are wrong as right.
_UNSURE = 0.6
# A person's view of a thing is worth more the more people it struck, up to about this many doublings of documents.
_TOLL = 0.5


@dataclass(frozen=True, slots=True)
class Task:
    """One question: are two incidents one, or is a single one right; ``doubt`` in [0, 1], ``weight`` 0 or more."""

    left: Incident
    right: Incident | None
    score: float
    reasons: tuple[str, ...]
    doubt: float

    @property
    def ids(self) -> tuple[str, ...]:
        """The incidents that it is about."""
        return (self.left.id,) if self.right is None else (self.left.id, self.right.id)

    @property
    def weight(self) -> float:
        """How much hangs on it: documents and origins that tell it, and people struck, on a scale of doublings."""
        return sum(_weight(i) for i in (self.left, self.right) if i is not None)

    @property
    def order(self) -> float:
        """What the queue is ordered by: doubt times weight."""
        return self.doubt * (1 + self.weight)


def _weight(i: Incident) -> float:
    people = max((n for _, c in i.counts for n in (c.low, c.best, c.high) if n is not None), default=0)
    return log2(1 + i.documents) + log2(1 + i.origins) + _TOLL * log2(1 + people)


def pairs(record: Record) -> list[Task]:
    """Return the pairs of the latest incidents that may be one, ordered by doubt and weight."""
    found = record.doubts(limit=_LOOKED_AT)
    tasks = [Task(a, b, score, reasons, _doubt(score)) for a, b, score, reasons in found]
    return sorted(tasks, key=lambda t: -t.order)[:QUEUE]


def _doubt(score: float) -> float:
    """Return how little a share tells: 1 at one half, 0 where it is sure."""
    return 1 - abs(2 * score - 1)


def singles(record: Record) -> list[Task]:
    """Return incidents that are disputed or of a low score and that nobody has judged, ordered by doubt and weight."""
    judged = {j.left for j in record.judgements() if j.verdict in (Verdict.RIGHT, Verdict.WRONG)}
    ids = [
        *record.index.rows({"status": IncidentStatus.DISPUTED.value}).ids(limit=_LOOKED_AT).ids,
        *record.index.rows({}).least_sure(_LOOKED_AT),
    ]
    found = record.get(i for i in dict.fromkeys(ids) if i not in judged)
    return sorted(_asked(found), key=lambda t: -t.order)[:QUEUE]


def _asked(incidents: Iterable[Incident]) -> Iterable[Task]:
    for i in incidents:
        is_disputed = i.status is IncidentStatus.DISPUTED
        if is_disputed or i.score < _UNSURE:
            why = [*(["somebody denies it or tells otherwise"] if is_disputed else []), f"score {i.score:.2f}"]
            yield Task(i, None, i.score, tuple(why), max(1 - i.score, 0.5 if is_disputed else 0.0))


def current(record: Record, task: Task) -> Task | None:
    """Return a task with its incidents as they are now; ``None`` where a decision meanwhile made it idle."""
    found = {i.id: i for i in record.get(task.ids)}
    if any(i not in found for i in task.ids) or len(found) < len(task.ids):
        return None
    return Task(found[task.left.id], found[task.right.id] if task.right else None, task.score, task.reasons, task.doubt)


class TaskLists:
    """The tasks of each list, made once for what the record holds: finding pairs in doubt takes seconds."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.kept: dict[str, tuple[object, list[Task]]] = {}

    def tasks(self, list_: str, at: str) -> list[Task]:
        """Return the tasks of a list; the one that an address names comes first."""
        state = self.record.index.version, len(self.record.judgements())
        if list_ not in self.kept or self.kept[list_][0] != state:
            self.kept[list_] = state, (pairs if list_ == "pairs" else singles)(self.record)
        return sorted(self.kept[list_][1], key=lambda t: "~".join(t.ids) != at)
