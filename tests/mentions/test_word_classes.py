"""Words by class, and the sectors that a table gives to them."""

from tocsin.base.overlay import read_overlay
from tocsin.base.tables import using
from tocsin.mentions.word_classes import ARMS, FORCES, SITES, sectors_of, word_class


def test_word_class_has_the_words_of_a_class():
    assert {"troop", "general"} <= word_class(FORCES, "led")
    assert "drone" in word_class(FORCES, "materiel") - word_class(FORCES, "led")
    assert "hill" in word_class(SITES, "ground") - word_class(SITES, "town")


def test_word_class_of_none_is_empty():
    assert word_class(ARMS, "led") == frozenset()


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
