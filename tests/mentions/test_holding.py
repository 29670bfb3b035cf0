"""Phrases that tell who takes, loses and holds a place, and the lines on which they are matched."""

import pytest
from compact import read_of
from test_relations import PUBLISHED, fits, found, shown

from tocsin.base.errors import BadTable
from tocsin.base.peoples import force_of_acronym, force_of_people
from tocsin.base.relations import RelationKind
from tocsin.base.tables import Row
from tocsin.mentions import holding_words
from tocsin.mentions.holding_line import lines
from tocsin.mentions.lexicon import load_lexicon
from tocsin.mentions.scene import make_scene


@pytest.mark.golden("holding.txt")
def test_holding_golden(given_, expected, tools):
    left = [r for r in found(given_, tools) if r.kind is RelationKind.CONTROLS]
    for line in expected:
        fit = next((r for r in left if fits(line, r)), None)
        assert fit is not None, f"nothing fits {line!r} in {[shown(r) for r in left]}"
        left.remove(fit)
    assert not left, [shown(r) for r in left]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The RSF took Nyala, Zalingei and El Geneina.", ["F take P ."]),
        ("Goma, on the lake, fell to the M23.", ["P fall to F .", "P , on lake , fall to F ."]),
        ("The town was in its hands on Friday.", ["D be in R hand ."]),
    ],
)
def test_a_sentence_becomes_a_line_of_codes(text, codes, tools):
    reading = read_of(text, tools, published=PUBLISHED)
    scene = make_scene(reading, reading.parse, load_lexicon())
    assert [" ".join(i.code for i in line) for line in lines(scene, 0, frozenset({"in"}))] == codes


def test_a_text_may_end_on_a_preposition(tools):
    assert found("What town are they looking at", tools) == []


@pytest.mark.parametrize("phrase", ["T take it", "fall of P"])
def test_a_phrase_needs_a_place_and_somebody(phrase, monkeypatch):
    row = Row({"phrase": phrase, "name": "", "context": ""}, "words/holding.tsv", 9)
    monkeypatch.setattr(holding_words, "table", lambda *_a, **_k: [row])
    holding_words.phrases.cache_clear()
    with pytest.raises(BadTable, match="line 9"):
        holding_words.phrases()
    holding_words.phrases.cache_clear()


def test_a_peoples_fighters_are_its_force_in_that_country():
    assert force_of_people("Kurdish fighters", "SYR").id == "group:sdf"
    assert force_of_people("Kurdish fighters", "IRN") is None
    assert force_of_people("Karen guerrillas", "THA").id == "group:knla"
    assert force_of_people("the rebels", "SYR") is None
    assert force_of_acronym("PDF terrorists", "MMR").id == "group:pdf"
