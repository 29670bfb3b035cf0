"""What a browser tells of its state is looked at before it is used."""

from tocsin.web.live import _params, _turn


def test_only_words_under_names_are_taken():
    assert _params({"params": {"place": "Goma", "type": 3, "actor": None}}) == {"place": "Goma"}
    assert _params({"params": ["place"]}) == {}
    assert _params(None) == {}


def test_what_is_too_long_is_cut():
    assert len(_params({"params": {"words": "x" * 10_000}})["words"]) == 500
    assert len(_params({"params": {str(n): "x" for n in range(100)}})) == 40


def test_a_turn_is_a_whole_number():
    assert _turn({"n": 4}) == 4
    assert _turn({"n": "4"}) == 0
    assert _turn("4") == 0
