"""Status: told as it is, or claimed, denied, negated, asked for, threatened, planned, imagined."""

from datetime import date

import pytest
from compact import read_of

from tocsin.base.model import Status
from tocsin.mentions.status import status_cues


def todo(text, status, why):
    return pytest.param(text, status, marks=pytest.mark.xfail(reason=why))


A_PLAN = pytest.mark.xfail(reason="the reader model is so sure of a plan that the cue gives way")
CASES = [
    ("Rebels attacked the town of Bunia.", "asserted"),
    ("Rebels attack the town of Bunia.", "asserted"),
    ("The town of Bunia has been attacked by rebels.", "asserted"),
    ("Rebels did not attack the town of Bunia.", "negated"),
    ("Rebels never attacked the town of Bunia.", "negated"),
    ("Rebels will attack the town of Bunia.", "planned"),
    ("Rebels are going to attack the town of Bunia.", "planned"),
    ("Rebels plan to attack the town of Bunia.", "planned"),
    ("Rebels could attack the town of Bunia.", "hypothetical"),
    ("Rebels might attack the town of Bunia.", "hypothetical"),
    ("If rebels attack the town of Bunia, people will flee.", "hypothetical"),
    pytest.param("Residents fear that rebels will attack the town of Bunia.", "hypothetical", marks=A_PLAN),
    ("Rebels allegedly attacked the town of Bunia.", "alleged"),
    ("Rebels reportedly attacked the town of Bunia.", "alleged"),
    ("Rebels threatened to attack the town of Bunia.", "threatened"),
    ("Rebels denied that they attacked the town of Bunia.", "denied"),
    ("Rebels failed to attack the town of Bunia.", "negated"),
    ("Rebels refused to attack the town of Bunia.", "negated"),
    todo(
        "The general ordered soldiers to attack the town of Bunia.", "requested", "the reader takes the order for fact"
    ),
    ("The general urged soldiers to attack the town of Bunia.", "requested"),
    pytest.param("Soldiers should attack the town of Bunia.", "requested", marks=A_PLAN),
    ("Congo accused Rwanda of attacking the town of Bunia.", "alleged"),
    ("The alleged attack on Bunia by rebels killed ten people.", "alleged"),
    ("The planned attack on Bunia by rebels was discussed.", "planned"),
    ("Rebels managed to attack the town of Bunia.", "asserted"),
]


@pytest.mark.parametrize(("text", "status"), CASES)
def test_status_of_an_attack(text, status, tools):
    mentions = read_of(text, tools, published=date(2025, 2, 22)).mentions
    assert [m.status for m in mentions if m.type == "ASSAULT"] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "Congo accused Rwanda of attacking Goma.",
        "Rwanda denied that it attacked Goma.",
        "Congo urged Rwanda to stop the attack.",
        "Iran threatened to attack Israel.",
    ],
)
def test_verbal_acts_are_asserted_themselves(text, tools):
    verbal = {"ACCUSE", "REJECT", "REQUEST", "THREATEN"}
    mentions = read_of(text, tools, published=None).mentions
    assert [m.status for m in mentions if m.type in verbal] == [Status.ASSERTED]


def test_status_says_which_step_decided(tools):
    (mention,) = read_of("Rebels will attack the town of Bunia.", tools, published=None).mentions
    assert "status:modal will" in mention.reasons


def test_cues_are_statuses_of_the_codebook():
    assert all(isinstance(s, Status) for s in status_cues().values())
