"""The named parties that fit an unnamed one: at its place, else in its document, else near in time."""

import pytest
from made_standing import ADF, KABAREBE, M23, REBELS, RWANDA, step

from tocsin.base.model import Actor
from tocsin.study.known_parties import fitting, known_parties
from tocsin.study.sides import actor_key

GOMA = step("controls", "holds", M23, "01-27", at="Goma")
BENI = step("controls", "holds", ADF, "01-27", at="Beni", documents=("d2",))


def asked(when="02-01", at="Sake", document="d9"):
    return step("controls", "holds", REBELS, when, at=at, documents=(document,))


@pytest.mark.parametrize(
    ("one", "fit"),
    [
        (asked(at="Goma", document="d2"), [M23]),  # its place counts more than its document
        (asked(document="d2"), [ADF]),
        (asked(), [M23, ADF]),
        (asked(when="06-01"), []),
    ],
)
def test_who_fits_an_unnamed_party(one, fit):
    found = fitting(REBELS, one, known_parties([GOMA, BENI]))
    assert {a.id for a in found} == {a.id for a in fit}


def test_near_asks_of_the_place_alone():
    assert fitting(REBELS, asked(document="d2"), known_parties([GOMA, BENI]), near=True) == []


def test_who_fights_in_no_one_country_fits_where_nobody_else_does():
    state = Actor("group:islamic-state", "Islamic State", "IMG", "REB")
    there = step("controls", "holds", state, "01-27", at="Goma")
    assert fitting(REBELS, asked(at="Goma"), known_parties([there])) == [state]
    assert fitting(REBELS, asked(at="Goma"), known_parties([there, GOMA])) == [M23]


def test_unnamed_ones_and_persons_are_no_known_parties():
    known = known_parties([asked(), step("at_war", "holds", KABAREBE, "01-27", other=REBELS)])
    assert (known.here, known.days, known.told) == ({}, {}, {})


def test_whom_a_side_is_told_to_back():
    known = known_parties([step("backs", "holds", RWANDA, "01-27", other=M23)])
    assert list(known.backed[actor_key(RWANDA, as_state=True)].values()) == [M23]
