"""When a phrase names nobody, so that a named party may be meant by it."""

import pytest

from tocsin.base.model import Actor
from tocsin.study.unnamed_parties import is_unnamed


@pytest.mark.parametrize(
    ("name", "sector", "is_it"),
    [
        ("the rebels", "REB", True),
        ("Rebels", "REB", True),  # at the head of a sentence
        ("Rwanda-backed fighters", "REB", True),
        ("Islamist militants", "REB", True),  # a faith is no name
        ("Armed rebels", "REB", True),
        ("Burundian army", "MIL", False),
        ("former rebels", "REB", False),
        ("local rebel factions", "REB", False),
        ("Chin insurgents", "REB", False),
        ("the vigilantes", "PRM", False),
        ("the residents", "CVL", False),  # no party
    ],
)
def test_is_unnamed(name, sector, is_it):
    assert is_unnamed(Actor(None, name, "COD", sector)) is is_it


def test_who_is_known_is_not_unnamed():
    assert not is_unnamed(Actor("group:m23", "the rebels", "COD", "REB"))
