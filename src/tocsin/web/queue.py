"""The queue of one visit: the questions, where in them the reader is, and what was decided."""

from __future__ import annotations

from tocsin.base.incidents import Incident
from tocsin.base.provenance import Judgement
from tocsin.web.tasks import Task


class Queue:
    """Questions one after the other; ``side`` is the incident of a pair that is chosen, 0 left, 1 right."""

    def __init__(self) -> None:
        self.tasks: list[Task] = []
        self.at, self.side = 0, 0
        self.done: list[tuple[Judgement, int, list[Task]]] = []  # with the queue as it was before

    @property
    def task(self) -> Task | None:
        """The question that is shown."""
        return self.tasks[self.at] if self.at < len(self.tasks) else None

    @property
    def chosen(self) -> Incident | None:
        """The incident that right, wrong and an edit are of."""
        task = self.task
        return None if task is None else task.right if self.side == 1 and task.right is not None else task.left

    def go(self, steps: int) -> None:
        """Go on, or back, without deciding; after the last question comes the first."""
        self.at, self.side = (self.at + steps) % max(1, len(self.tasks)), 0

    def drop(self) -> None:
        """Take the question out that is shown: a decision made it idle."""
        self.tasks.pop(self.at)
        self._stay()

    def renew(self, now: Task) -> None:
        """Set what is known now in the place of the question that is shown."""
        self.tasks[self.at] = now

    def note(self, made: Judgement) -> None:
        """Note a decision, with the queue as it is; the question stays."""
        self.done.append((made, self.at, [*self.tasks]))

    def decided(self, made: Judgement, task: Task) -> None:
        """Note the decision on a question and go on to the next."""
        self.note(made)
        if task in self.tasks:
            self.tasks.remove(task)
        self._stay()
        self.side = 0

    def restore(self, at: int, tasks: list[Task]) -> None:
        """Ask again what was asked before a decision, with the questions that it made idle."""
        self.tasks, self.at = tasks, at

    def _stay(self) -> None:
        self.at = min(self.at, max(0, len(self.tasks) - 1))
