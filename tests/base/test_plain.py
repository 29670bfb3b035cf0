"""Records as JSON's own types and back, whatever their fields are."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest
from made import INCIDENTS, SEIZURE

from tocsin.base.incidents import Incident, IncidentStatus
from tocsin.base.model import Count
from tocsin.base.plain import plain, record
from tocsin.base.provenance import Judgement, Verdict


@pytest.mark.parametrize("one", INCIDENTS, ids=lambda i: i.type)
def test_an_incident_comes_back_as_it_was(one):
    assert record(Incident, plain(one)) == one


def test_moments_and_enums_come_back_as_such():
    one = Judgement("j", datetime(2025, 3, 1, 9, tzinfo=UTC), "amina", Verdict.SAME, "a", "b", None, None, None)
    assert record(Judgement, plain(one)) == one
    assert type(record(Incident, plain(SEIZURE)).status) is IncidentStatus


def test_what_is_unknown_stays_unknown_also_within():
    one = replace(SEIZURE, counts=(("killed", Count(None, None, None)),), place=None, start=None)
    assert record(Incident, plain(one)) == one


def test_fields_that_are_missing_keep_their_defaults():
    assert record(Incident, {k: v for k, v in plain(SEIZURE).items() if k != "aliases"}).aliases == ()


def test_numbers_stay_what_they_are():
    @dataclass(frozen=True)
    class Measured:
        score: float
        on: date

    assert type(record(Measured, {"score": 1, "on": "2025-01-01"}).score) is int


def test_an_unknown_field_or_value_is_an_error():
    with pytest.raises(KeyError):
        record(Incident, plain(SEIZURE) | {"colour": "red"})
    with pytest.raises(ValueError, match="'wild' is not a valid IncidentStatus"):
        record(Incident, plain(SEIZURE) | {"status": "wild"})
