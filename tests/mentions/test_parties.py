"""Parties: slots and model together say who stands on which side."""

from dataclasses import replace

import pytest
from compact import linked

from tocsin.base.logistic import fitted
from tocsin.base.senses import Sense
from tocsin.mentions.parties import parties, with_parties
from tocsin.mentions.roles import fill_roles
from tocsin.mentions.scene import make_scene
from tocsin.mentions.triggers import find_triggers

TEXT = "Rebels attacked soldiers in Sake, Kenya said."


@pytest.fixture(scope="module")
def draft_of(tools):
    """Return a function from shares by word to the scene and the draft of "attacked"."""

    def of(**roles):
        reading = linked(TEXT, tools)
        tokens = {t.text: t.i for t in reading.parse.tokens}
        shares = {tokens[w]: s for w, s in roles.items()}
        senses = {tokens["attacked"]: Sense({"ASSAULT": 0.9}, {}, {}, shares, 0, len(reading.parse.tokens))}
        scene = make_scene(replace(reading, senses=senses), reading.parse, tools.lexicon)
        (draft,) = [d for d in find_triggers(scene)[0] if d.token == tokens["attacked"]]
        return scene, fill_roles(scene, draft)

    return of


def words(scene, links):
    return [scene.text[a.start : a.end] for a in links]


def test_slots_and_model_agree(draft_of):
    scene, draft = draft_of(Rebels=(0.95, 0.01, 0, 0), soldiers=(0.01, 0.95, 0, 0))
    found = with_parties(scene, draft)
    assert (words(scene, found.actors), words(scene, found.recipients)) == (["Rebels"], ["soldiers"])


def test_the_model_adds_whom_the_slots_miss(draft_of):
    scene, draft = draft_of(Rebels=(0.95, 0.01, 0, 0), soldiers=(0.01, 0.95, 0, 0), Kenya=(0.01, 0.999, 0, 0))
    bare = replace(draft, recipients=())
    assert "Kenya" in words(scene, with_parties(scene, bare).recipients)


def test_nobody_stands_on_both_sides(draft_of):
    scene, draft = draft_of(Rebels=(0.6, 0.6, 0, 0), soldiers=(0.6, 0.6, 0, 0))
    found = with_parties(scene, draft)
    assert not {a.token for a in found.actors} & {r.token for r in found.recipients}


def test_without_the_model_the_slots_stand(draft_of):
    scene, draft = draft_of()
    bare = replace(scene, reading=replace(scene.reading, senses={}))
    assert with_parties(bare, draft) == draft


def test_every_feature_has_a_weight(draft_of):
    scene, draft = draft_of(Rebels=(0.5, 0.1, 0, 0))
    sense = scene.reading.senses[draft.token]
    assert all(set(p.features) == set(fitted("parties")) for p in parties(scene, draft, sense))
