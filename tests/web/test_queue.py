"""The queue of one visit: where in it the reader is, and how a decision is taken back."""

from datetime import UTC, datetime

from made import BACKING, MARCH, SEIZURE, UNKNOWN

from tocsin.base.provenance import Judgement, Verdict
from tocsin.web.queue import Queue
from tocsin.web.tasks import Task

PAIR = Task(SEIZURE, MARCH, 0.45, (), 0.9)
FIRST, LAST = Task(BACKING, None, 0.4, (), 0.6), Task(UNKNOWN, None, 0.3, (), 0.5)
RIGHT = Judgement("j_1", datetime(2025, 3, 1, tzinfo=UTC), "amina", Verdict.RIGHT, BACKING.id, None, None, None, None)


def queue(*tasks):
    made = Queue()
    made.tasks = [*tasks]
    return made


def test_the_first_question_follows_the_last():
    asked = queue(FIRST, PAIR, LAST)
    asked.go(-1)
    assert asked.task == LAST
    asked.go(1)
    assert asked.task == FIRST


def test_an_empty_queue_asks_nothing():
    asked = queue()
    asked.go(1)
    assert asked.task is None
    assert asked.chosen is None


def test_the_right_one_of_a_pair_can_be_chosen_and_a_single_one_always_is():
    asked = queue(PAIR, LAST)
    asked.side = 1
    assert asked.chosen == MARCH
    asked.drop()
    assert asked.chosen == UNKNOWN


def test_a_decision_goes_on_and_can_be_taken_back():
    asked = queue(PAIR, FIRST)
    asked.go(1)
    asked.decided(RIGHT, FIRST)
    assert asked.task == PAIR
    made, at, tasks = asked.done.pop()
    asked.restore(at, tasks)
    assert made == RIGHT
    assert asked.task == FIRST
