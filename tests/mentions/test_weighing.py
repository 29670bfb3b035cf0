"""Weighing: the lexicon proposes, the model proposes, a fitted rule decides, and says so."""

from dataclasses import replace

import pytest
from compact import linked

from tocsin.base.logistic import fitted
from tocsin.base.senses import Sense
from tocsin.mentions.scene import make_scene
from tocsin.mentions.triggers import find_triggers
from tocsin.mentions.weighing import KEEP, all_readings, weigh

TEXT = "Rebels attacked the town of Sake."


@pytest.fixture(scope="module")
def scene_of(tools):
    """Return a function from a text and the model's shares by word to a scene."""

    def of(text, **shares):
        reading = linked(text, tools)
        senses = {t.i: Sense(shares[t.text], {}, {}, {}, 0, 0) for t in reading.parse.tokens if t.text in shares}
        return make_scene(replace(reading, senses=senses), reading.parse, tools.lexicon)

    return of


def types(scene):
    kept, dropped = weigh(scene, *find_triggers(scene))
    return {scene.parse.tokens[d.token].text: d.entry.type for d in kept}, dropped


def test_row_and_model_agree(scene_of):
    kept, _ = types(scene_of(TEXT, attacked={"ASSAULT": 0.95}))
    assert kept == {"attacked": "ASSAULT"}


def test_the_model_alone_brings_a_happening_with_the_usual_frame(scene_of):
    scene = scene_of("Rebels zapped the town of Sake.", zapped={"ASSAULT": 0.99})
    (draft,) = weigh(scene, *find_triggers(scene))[0]
    assert (draft.entry.type, draft.entry.frame.name, draft.entry.rule) == ("ASSAULT", "act", "ASSAULT:zap/reader")


def test_a_sure_model_changes_the_type(scene_of):
    kept, _ = types(scene_of(TEXT, attacked={"ACCUSE": 0.999}))
    assert kept == {"attacked": "ACCUSE"}


def test_what_is_dropped_says_by_how_much(scene_of):
    kept, dropped = types(scene_of(TEXT))
    if not kept:
        assert any(f"is below {KEEP}" in d.reason for d in dropped)


def test_scores_are_shares_and_rise_with_the_model(scene_of):
    scores = []
    for share in (0.05, 0.5, 0.95):
        scene = scene_of(TEXT, attacked={"ASSAULT": share})
        (weighed,) = next(iter(all_readings(scene, *find_triggers(scene)).values()))
        scores.append(weighed.score)
    assert scores == sorted(scores)
    assert all(0 < s < 1 for s in scores)


def test_every_feature_has_a_weight(scene_of):
    scene = scene_of(TEXT, attacked={"ASSAULT": 0.5})
    (weighed,) = next(iter(all_readings(scene, *find_triggers(scene)).values()))
    assert set(weighed.features) == set(fitted("triggers"))


def owned(scene, word):
    """Return the drafts and what was dropped, the row or veto of a word as if it were the user's own."""
    drafts, dropped = find_triggers(scene)
    own = " (own table lexicon/X.tsv, line 2)"
    drafts = [replace(d, entry=replace(d.entry, is_own=True)) if word in d.entry.rule else d for d in drafts]
    return drafts, [replace(d, rule=d.rule + own) if d.trigger.text == word else d for d in dropped]


def test_an_own_row_stands_though_the_model_sees_nothing_or_another_type(scene_of):
    for shares in ({}, {"AID": 0.99}):
        scene = scene_of(TEXT, attacked=shares)
        kept, _ = weigh(scene, *owned(scene, "attack"))
        assert [(d.entry.type, d.score) for d in kept] == [("ASSAULT", max(KEEP, kept[0].score))]


def test_a_word_that_an_own_row_vetoes_is_brought_by_no_model(scene_of):
    scene = scene_of("Troops shelled out money.", shelled={"ASSAULT": 0.9999})
    drafts, dropped = find_triggers(scene)
    assert "NONE:shell/v[obj prt:out]" in [d.rule for d in dropped]
    assert weigh(scene, drafts, dropped)[0]
    assert not weigh(scene, *owned(scene, "shelled"))[0]
