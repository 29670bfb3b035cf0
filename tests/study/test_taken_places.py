"""Whether a place is itself what was taken: not something in it, nor where somebody went."""

import pytest
from made_standing import M23, incident

from tocsin.study.taken_places import is_object


@pytest.mark.parametrize(
    ("asked", "words", "trigger", "is_it"),
    [
        ("place", "M23 seized the town of Goma.", "seized", True),
        ("place", "M23 seized a truck in Goma.", "seized", False),
        ("taken", "M23 seized Goma.", "seized", True),
        ("taken", "M23 seized the headquarters in Goma.", "seized", False),  # a part of the town
        ("taken", "M23 took nearby Katale, not Goma.", "took", False),
        ("taken", "M23 took the last quarters.", "took", False),  # of which town, another sentence tells
        ("taken", "Goma was captured by M23 fighters.", "captured", True),
        ("left", "M23 withdrew from Goma.", "withdrew", True),
        ("left", "M23 withdrew in disorder towards Goma.", "withdrew", False),
    ],
)
def test_is_object(asked, words, trigger, is_it):
    assert is_object(incident("ASSAULT", "01-27", [M23], at="Goma", words=words, trigger=trigger), asked) is is_it


def test_without_a_place_nothing_is_taken():
    assert not is_object(incident("ASSAULT", "01-27", [M23]), "left")
