"""The path: steps in order, batches, skipped documents, worker processes."""

from dataclasses import replace
from datetime import date

import pytest

from tocsin import pipeline
from tocsin.base.errors import BadSetting
from tocsin.base.model import Document, Skipped
from tocsin.base.reading import Reading
from tocsin.pipeline import BATCH, STEPS, load_tools, read_batch, run

DOCS = [
    Document("a", "Rebels attacked Bunia on Friday.", published=date(2025, 2, 22)),
    Document("b", "Police arrested a man in Lyon.", published=date(2025, 2, 22)),
]


def test_steps_have_names_of_their_own():
    names = [name for name, _ in STEPS]
    assert len(names) == len(set(names))
    assert names[0] == "annotate"
    assert names[-1] == "find_relations"


def test_steps_keep_number_and_order_of_readings(tools):
    readings = [Reading(d) for d in DOCS]
    for _, step in STEPS:
        readings = step(readings, tools)
        assert [r.document for r in readings] == DOCS


def test_run_gives_one_reading_for_each_document_in_order(tools):
    docs = [replace(DOCS[0], id=str(n)) for n in range(BATCH + 3)]
    assert [r.document.id for r in run(docs, tools)] == [d.id for d in docs]


def test_run_of_nothing_is_nothing(tools):
    assert list(run([], tools)) == []


@pytest.mark.parametrize("text", ["", " \n\n ", "…", "—", "🙂", "a" * 3000])
def test_odd_texts_are_read_without_mentions(text, tools):
    (reading,) = run([Document("d", text)], tools)
    assert isinstance(reading, Reading)
    assert reading.mentions == ()


def test_a_mention_names_its_document(tools):
    assert {m.document for r in run(DOCS, tools) for m in r.mentions} == {"a", "b"}


def test_a_bad_document_does_not_stop_the_batch(tools, monkeypatch):
    def burst(readings, tools):
        if any(r.document.id == "a" for r in readings):
            raise ValueError("no such thing")
        return list(readings)

    monkeypatch.setattr(pipeline, "STEPS", (*STEPS, ("burst", burst)))
    first, second = read_batch(DOCS, tools)
    assert first == Skipped("a", "coding", "ValueError: no such thing")
    assert second.document.id == "b"


def test_a_document_is_read_the_same_alone_and_in_a_batch(tools):
    together = list(run(DOCS, tools))
    alone = [r for d in DOCS for r in run([d], tools)]
    assert [r.mentions for r in together] == [r.mentions for r in alone]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_two_processes_give_what_one_gives(tools):
    docs = [replace(DOCS[n % 2], id=str(n)) for n in range(BATCH + 2)]
    one, two = (list(run(docs, tools, jobs=n)) for n in (1, 2))
    assert [r.mentions for r in one] == [r.mentions for r in two]


def test_load_tools_names_a_model_that_is_not_installed():
    with pytest.raises(BadSetting, match=r"'xx_no_model' is not installed; .*pip"):
        load_tools("xx_no_model")


def test_load_tools_refuses_a_package_that_is_no_model():
    with pytest.raises(BadSetting, match=r"'string' is no spaCy pipeline"):
        load_tools("string")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_processes_do_not_run_ahead_of_the_reader(tools):
    """A long input is never held whole: batches are taken as results are asked for."""
    taken = []

    def stream():
        for n in range(40 * BATCH):
            taken.append(n)
            yield replace(DOCS[0], id=str(n))

    results = run(stream(), tools, jobs=2)
    next(results)
    results.close()
    assert len(taken) < 10 * BATCH


def test_load_tools_passes_progress_on(monkeypatch):
    told = []
    monkeypatch.setattr(pipeline, "open_gazetteer", lambda *, progress: progress("compiling"))
    load_tools(progress=told.append)
    assert told == ["compiling"]
