"""Shades: a rule's mode and status have a head start, which a sure model overcomes."""

from dataclasses import replace

import pytest
from compact import linked

from tocsin.base.model import Status
from tocsin.base.senses import Sense
from tocsin.mentions.scene import make_scene
from tocsin.mentions.shades import head_starts, shaded_status, with_mode
from tocsin.mentions.triggers import find_triggers


@pytest.fixture(scope="module")
def drafted(tools):
    """Return a function from the model's modes and status to the scene and draft of "attacked"."""
    reading = linked("Rebels attacked the town of Sake.", tools)

    def of(modes=None, status=None):
        (at,) = [t.i for t in reading.parse.tokens if t.text == "attacked"]
        senses = {at: Sense({"ASSAULT": 0.9}, modes or {}, status or {}, {}, 0, 0)}
        scene = make_scene(replace(reading, senses=senses), reading.parse, tools.lexicon)
        (draft,) = [d for d in find_triggers(scene)[0] if d.token == at]
        return scene, draft

    return of


def test_a_sure_model_gives_the_mode(drafted):
    scene, draft = drafted(modes={"ASSAULT/drone": 0.98})
    found = with_mode(scene, draft)
    assert found.entry.mode == "drone"
    assert "reader:mode drone 0.98" in found.reasons


def test_modes_of_other_types_count_for_nothing(drafted):
    scene, draft = drafted(modes={"PROTEST/riot": 0.98, "-": 0.02})
    assert with_mode(scene, draft).entry.mode is None


def test_a_rule_stands_against_an_unsure_model(drafted):
    scene, draft = drafted(status={"alleged": 0.5, "asserted": 0.4})
    assert shaded_status(scene, draft, Status.ASSERTED, "rule") == (Status.ASSERTED, "rule")


def test_a_sure_model_overrules_and_says_so(drafted):
    scene, draft = drafted(status={"planned": 0.98, "asserted": 0.02})
    assert shaded_status(scene, draft, Status.ASSERTED, "rule") == (Status.PLANNED, "reader:status planned 0.98")


def test_head_starts_are_there():
    assert set(head_starts()) == {"mode", "no mode", "status", "told"}
