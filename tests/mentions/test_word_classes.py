"""Words by class, and the sectors that a table gives to them."""

import re
from pathlib import Path

import pytest

from tocsin.base.overlay import read_overlay
from tocsin.base.tables import using
from tocsin.mentions import word_classes
from tocsin.mentions.word_classes import ARMS, FORCES, SITES, sectors_of, word_class

_ASKED = re.compile(r'word_class\((ARMS|CAPTIVES|FORCES|SITES|TRUCES), "([^"]+)"\)')


def test_word_class_has_the_words_of_a_class():
    assert {"troop", "general"} <= word_class(FORCES, "led")
    assert "drone" in word_class(FORCES, "materiel") - word_class(FORCES, "led")
    assert "hill" in word_class(SITES, "ground") - word_class(SITES, "town")


def test_word_class_that_no_table_has():
    with pytest.raises(KeyError):
        word_class(ARMS, "led")


def test_every_class_asked_for_is_one_of_the_table():
    source = Path(word_classes.__file__).parents[1]
    asked = {pair for file in source.rglob("*.py") for pair in _ASKED.findall(file.read_text(encoding="utf-8"))}
    assert len(asked) > 30
    for table, group in asked:
        assert word_class(getattr(word_classes, table), group), (table, group)


def test_sectors_of_a_column():
    assert sectors_of(FORCES, "takes")["tribesman"] == "PRM"
    assert "president" not in sectors_of(FORCES, "side")


def test_word_class_has_the_users_own_words(tmp_path):
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "forces.tsv").write_text("word\tclass\ttakes\nwarden\tforce|led\tPRM\n", encoding="utf-8")
    with using(read_overlay(tmp_path)):
        assert "warden" in word_class(FORCES, "led")
        assert sectors_of(FORCES, "takes")["warden"] == "PRM"
    assert "warden" not in word_class(FORCES, "led")
