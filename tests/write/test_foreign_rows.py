"""What holds for every row of every foreign shape, whatever an incident is like."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from exported import context_of
from hypothesis import given, settings
from hypothesis import strategies as st
from made import CLAIMS, SEIZURE, member

from tocsin import exporting
from tocsin.base.incidents import IncidentStatus
from tocsin.base.model import Actor, Count, EventPlace, Precision, Stance, Status, TimeBasis
from tocsin.base.tables import table
from tocsin.write import acled_like, followthemoney, gdelt, hxl, polecat, ucdp_like
from tocsin.write.crosswalks import sectors
from tocsin.write.facts import ONLY_DENIED
from tocsin.write.shape import cell

SHAPES = {m.SHAPE.name: m for m in (gdelt, polecat, ucdp_like, acled_like, hxl)}
KINDS = [
    (r["type"], r["mode"] or None, r["cameo"] or None) for r in table("ontology.tsv", columns=("type", "mode", "cameo"))
]
LANDS = ["COD", "COG", "USA", "PSE", "XKX", "SSD", "IGO", "NGO", "GUM", "SUN", None]
words = st.one_of(st.sampled_from(["=1+1", "+49", "-", "@x", '"quoted"', "a\tb", "a\nb", "M23"]), st.text(max_size=8))
counts = st.lists(st.integers(0, 9000), min_size=3, max_size=3).map(lambda n: Count(*sorted(n)))
bounds = st.one_of(
    counts, counts.map(lambda c: replace(c, high=None)), st.integers(0, 9).map(lambda n: Count(None, None, n))
)
actors = st.builds(
    Actor,
    st.sampled_from([None, "group:m23", "country:RWA", "person:x", "body:un", "agency:x"]),
    words,
    st.sampled_from(LANDS),
    st.sampled_from([None, "ODD", *sectors()]),
)
places = st.builds(
    EventPlace,
    words, st.just(0), st.just(4), words, st.sampled_from([None, 216281]), st.sampled_from(LANDS), st.none() | words,
    st.none() | st.floats(-90, 90), st.none() | st.floats(-180, 180), st.sampled_from(Precision),
)  # fmt: skip
days = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))


@st.composite
def incidents(draw):
    type_, mode, cameo = draw(st.sampled_from(KINDS))
    start, length = draw(days), draw(st.none() | st.integers(1, 800))
    return replace(
        SEIZURE, type=type_, mode=mode, cameo=cameo, told=draw(st.sampled_from(Status)),
        status=draw(st.sampled_from(IncidentStatus)), start=start,
        end=start + timedelta(days=length) if start and length else draw(days) if start is None else None,
        time_basis=draw(st.none() | st.sampled_from(TimeBasis)), place=draw(st.none() | places),
        actors=tuple(draw(st.lists(actors, max_size=3))), recipients=tuple(draw(st.lists(actors, max_size=3))),
        counts=tuple(draw(st.dictionaries(st.sampled_from(["killed", "injured", "displaced"]), bounds)).items()),
        contexts=tuple(draw(st.sets(st.sampled_from(["military", "territory", "peacekeeping", "economic"])))),
        mentions=tuple(draw(st.lists(st.sampled_from([member(1), member(2, url="https://a.example/x")]), max_size=2))),
        claims=CLAIMS, first_reported=draw(days),
    )  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
@settings(max_examples=60, deadline=None)
@given(incident=incidents())
def test_a_row_comes_only_from_what_is_asserted_and_fills_every_column_safely(name, incident):
    module = SHAPES[name]
    if module.SHAPE.left_out(incident) is not None:
        return
    assert incident.told is Status.ASSERTED
    assert incident.status not in (IncidentStatus.WITHDRAWN, IncidentStatus.SUPERSEDED)
    rows = list(module.rows(incident, context_of(incident)))
    assert rows
    assert {len(r) for r in rows} == {len(module.SHAPE.columns)}
    for value in (v for row in rows for v in row):
        text = cell(value)
        assert not (isinstance(value, str) and text.startswith(("=", "+", "-", "@", "\t", "\r")))
        assert text != "None" or name == "polecat"
    assert len({r[0] for r in rows}) == len(rows)


@settings(max_examples=60, deadline=None)
@given(incident=incidents())
def test_entities_come_only_from_what_is_asserted(incident):
    if followthemoney.SHAPE.left_out(incident) is not None:
        return
    assert incident.told is Status.ASSERTED
    found = list(followthemoney.entities(incident, context_of(incident)))
    assert [e["schema"] for e in found].count("Event") == 1


@settings(max_examples=60, deadline=None)
@given(incident=incidents())
def test_deaths_of_a_row_are_in_order(incident):
    if ucdp_like.SHAPE.left_out(incident) is not None:
        return
    (row,) = ucdp_like.rows(incident, context_of(incident))
    best, high, low = row[44:47]
    known = [v for v in (low, best, high) if v is not None]
    assert known
    assert known == sorted(known)


@pytest.mark.parametrize("name", [*SHAPES, "followthemoney", "plover-jsonl"])
def test_what_is_only_denied_is_no_event_even_where_a_correction_tells_it_as_a_fact(name):
    shape = exporting.SHAPES[name]
    denial = next(c for c in CLAIMS if c.stance is Stance.DENIES)
    corrected = replace(SEIZURE, claims=(replace(denial, speaker=None, told=Status.ASSERTED),), origins=0)
    assert shape.left_out(SEIZURE) is None
    assert shape.left_out(corrected) == ONLY_DENIED
