"""Steps of passing remarks: what they tell of who holds a place, and of who denies it."""

from dataclasses import replace

import pytest
from made_standing import (
    CONGO,
    M23,
    day,
    place,
)  # fmt: skip

from tocsin.base.incidents import Effect, IncidentStatus
from tocsin.base.model import Document, EventTime, Extent, Participant, SaidBy, Stance, Status, TimeBasis
from tocsin.base.relations import RelationKind, RelationMention  # fmt: skip
from tocsin.study.remark_steps import steps_of_relation


def remark(kind="controls", **changed):
    m23 = Participant("M23", 0, 3, M23.id, M23.name, "COD", "REB")
    given = {
        "status": Status.ASSERTED,
        "ended": False,
        "time": None,
        "attributions": (),
        "place": place("Goma"),
    } | changed
    words = Extent(0, 4, "told")
    return RelationMention(id="r_1", document="d1", kind=RelationKind(kind), subject=m23, object=None, evidence=words,
                           reason="controls:hold; told", **given)  # fmt: skip


DOCUMENT = Document("d1", "M23 holds Goma.", published=day("02-10"), file="a.html", origin="wire")


def test_a_remark_confirms_on_the_day_of_publication():
    (step,) = steps_of_relation(remark(), DOCUMENT)
    assert (step.effect, step.earliest, step.latest) == (Effect.HOLDS, None, day("02-10"))
    assert (step.origins, step.files) == (("wire",), ("a.html",))


@pytest.mark.parametrize(
    ("changed", "effect"),
    [
        ({"ended": True}, Effect.CLOSES),
        ({"status": Status.NEGATED}, Effect.DENIES),
        ({"status": Status.DENIED}, Effect.DENIES),
    ],
)
def test_a_remark_may_end_or_deny(changed, effect):
    assert [s.effect for s in steps_of_relation(remark(**changed), DOCUMENT)] == [effect]


def test_since_names_the_days_of_the_beginning():
    since = EventTime("January", day("01-01"), None, "month", TimeBasis.RELATIVE)
    step, lost = steps_of_relation(remark(time=since), DOCUMENT)
    assert (step.effect, step.earliest, step.latest) == (Effect.OPENS, day("01-01"), day("01-31"))
    assert (lost.effect, lost.subject.id) == (Effect.CLOSES, CONGO.id)


def test_a_hold_told_as_news_is_the_states_until_then():
    monday = EventTime("on Monday", day("02-08"), day("02-09"), "day", TimeBasis.RELATIVE)
    step, lost = steps_of_relation(remark(time=monday), DOCUMENT)
    assert (step.effect, step.earliest, step.latest) == (Effect.OPENS, None, day("02-08"))
    assert lost.effect is Effect.CLOSES


def test_who_denies_a_remark_speaks_against_it_and_disputes_it():
    congo = Participant("Congo", 0, 5, CONGO.id, CONGO.name, "COD", "GOV")
    holds, denies = steps_of_relation(remark(attributions=(SaidBy(congo, "denied", Stance.DENIES),)), DOCUMENT)
    assert (holds.effect, holds.status) == (Effect.HOLDS, IncidentStatus.DISPUTED)
    assert denies.effect is Effect.DENIES


def test_a_base_that_fell_is_its_states_from_then():
    fell = replace(remark(ended=True), reason="controls:base fell; told")
    lost, won = steps_of_relation(fell, DOCUMENT)
    assert (lost.effect, won.effect, won.subject.country) == (Effect.CLOSES, Effect.OPENS, "COD")
