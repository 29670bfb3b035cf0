"""Mentions as whole documents make them: the golden sentences, and what holds for every text."""

import sys
from datetime import date
from itertools import pairwise

import pytest
from compact import failures, read_of, show
from golden_text import golden_pairs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.base.model import Document
from tocsin.base.reading import Reading
from tocsin.mentions.find import find_mentions
from tocsin.mentions.lexicon import load_lexicon

PUBLISHED = date(2025, 2, 22)  # a Saturday; golden dates are counted from here


@pytest.mark.golden("mentions.txt")
def test_find_mentions_golden(given_, expected, tools):
    reading = read_of(given_, tools, published=PUBLISHED)
    missing, extra = failures(reading.mentions, expected)
    found = [show(m, reading.mentions) for m in reading.mentions]
    assert not missing, f"no mention fits {missing}; found {found}"
    assert not extra, f"not expected: {[show(m, reading.mentions) for m in extra]}"


def test_find_mentions_todo_is_counted(tools, record_property, capsys):
    """Cases that are right by the codebook and not coded so yet; move a case to mentions.txt when it passes."""
    passing = [
        title
        for title, given_, expected in golden_pairs("mentions_todo.txt")
        if failures(read_of(given_, tools, published=PUBLISHED).mentions, expected) == ([], [])
    ]
    total = len(golden_pairs("mentions_todo.txt"))
    record_property("todo_passing", len(passing))
    with capsys.disabled():
        sys.stdout.write(f"\nmentions_todo.txt: {len(passing)} of {total} pass now: {'; '.join(passing) or 'none'}\n")


def test_no_case_is_in_both_golden_files():
    done, todo = ({given_ for _, given_, _ in golden_pairs(name)} for name in ("mentions.txt", "mentions_todo.txt"))
    assert not done & todo


def test_golden_covers_every_type():
    expected = [line for name in ("mentions.txt", "mentions_todo.txt") for _, _, e in golden_pairs(name) for line in e]
    types = {line.split()[0].split("/")[0] for line in expected} - {"..."}
    assert types == {type_ for type_, _ in load_lexicon().codes}


def test_find_mentions_without_a_parse_is_the_same(tools):
    reading = Reading(Document("d", "Rebels seized Goma."))
    assert find_mentions(reading, tools.lexicon) is reading


def test_mentions_are_in_text_order(tools):
    text = "Police arrested a man in Lyon. Troops shelled Kherson. Kenya expelled an envoy."
    mentions = read_of(text, tools, published=PUBLISHED).mentions
    assert len(mentions) == 3
    assert all(a.trigger.start < b.trigger.start for a, b in pairwise(mentions))


def test_every_reason_names_its_step(tools):
    mentions = read_of("Rebels attacked a base in Mali on Friday.", tools, published=PUBLISHED).mentions
    steps = {reason.partition(":")[0] for m in mentions for reason in m.reasons}
    assert {"trigger", "actor", "place", "time", "status"} <= steps


def test_ids_are_the_same_in_every_run(tools):
    text = "Rebels attacked a base in Mali on Friday."
    first, second = (read_of(text, tools, published=PUBLISHED).mentions for _ in range(2))
    assert first == second


WORDS = ["Rebels", "troops", "seized", "denied", "that", "Goma", "on Friday", "France", "was", "killed", "by", "in"]
WORDS += ["accused", "of", "it", "the", "will", ",", ".", "\n", "called for", "an attack", "10 people", "“", "’s"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join))
def test_spans_are_the_words_they_say(tools, text):
    for m in read_of(text, tools, published=PUBLISHED).mentions:
        people = [p for p in (*m.actors, *m.recipients) if p.start is not None]
        for piece in (m.trigger, m.evidence, *people, *([m.place] if m.place else [])):
            assert text[piece.start : piece.end] == piece.text
        assert m.evidence.start <= m.trigger.start < m.trigger.end <= m.evidence.end


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join))
def test_about_points_at_another_mention(tools, text):
    mentions = read_of(text, tools, published=PUBLISHED).mentions
    ids = [m.id for m in mentions]
    assert len(ids) == len(set(ids))
    assert all(m.about is None or (m.about in ids and m.about != m.id) for m in mentions)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join))
def test_counts_are_in_order_and_scores_in_range(tools, text):
    for m in read_of(text, tools, published=PUBLISHED).mentions:
        assert 0 <= m.score <= 1
        for _, c in m.counts:
            known = [n for n in (c.low, c.best, c.high) if n is not None]
            assert known == sorted(known)
