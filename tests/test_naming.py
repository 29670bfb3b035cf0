"""What people call actors and places: whole families, organs of states, parts of places."""

from dataclasses import replace

import pytest

from tocsin.base.errors import BadInput
from tocsin.base.model import Precision
from tocsin.naming import load_names


@pytest.fixture(scope="module")
def names():
    return load_names(lambda where: where.names == ("Minova",))


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("M23", "group:m23"),
        ("the M23", "group:m23"),
        ("m23", "group:m23"),
        ("group:m23", "group:m23"),
        ("rwanda", "country:RWA"),
        ("Rwanda: armed forces", "agency:rwa-armed-forces"),
        ("agency:rwa-armed-forces", "agency:rwa-armed-forces"),
        ("FARDC", "agency:cd-armed-forces-of-the-democratic-republic-of-the-congo"),
    ],
)
def test_an_actor_goes_by_its_names_and_its_id(names, name, id_):
    who = names.who(name)
    assert (who.actor.id, who.ids[0], who.names) == (id_, id_, ())


def test_a_state_has_its_agencies_and_organs(names):
    who = names.who("Rwanda")
    assert {"country:RWA", "agency:rw-rwanda-defence-force", "agency:rwa-armed-forces"} <= set(who.ids)
    assert not [i for i in who.ids if i.startswith("person:")]
    assert "person:paul-kagame" in who.voices
    assert len(who.ids) == len(set(who.ids))


def test_an_alliance_has_its_members_and_a_wing_stands_alone(names):
    assert "group:m23" in names.who("AFC").ids
    assert names.who("M23").ids == ("group:m23",)
    assert names.who("M23").voices == ()


def test_an_actor_that_the_register_lacks_goes_by_its_name(names):
    who = names.who(" Ernest Rwamucyo ")
    assert (who.actor.id, who.actor.name, who.ids, who.names) == (None, "Ernest Rwamucyo", (), ("Ernest Rwamucyo",))


@pytest.mark.parametrize("name", ["DR Congo", "COD", "cod", "Democratic Republic of the Congo"])
def test_a_country_goes_by_its_names_and_its_code(names, name):
    assert names.where(name).countries == ("COD",)


def test_a_province_has_what_lies_in_it(names):
    where = names.where("North Kivu")
    assert (where.place.precision, where.admin1) == (Precision.PROVINCE, ("North Kivu",))
    assert where.ids == (206938,)


def test_a_town_and_its_district_go_by_both_ids(names):
    where = names.where("Goma")
    assert 216281 in where.ids
    assert len(where.ids) == len(set(where.ids)) > 1
    assert where.admin1 == ()


def test_a_place_that_only_the_store_has_goes_by_its_name(names):
    assert names.where("Minova").names == ("Minova",)
    with pytest.raises(BadInput, match="no place is called 'Minovaa' in the gazetteer or the store"):
        names.where("Minovaa")


def test_an_empty_name_is_an_error(names):
    with pytest.raises(BadInput, match="the name of the actor is empty"):
        names.who(" ")
    with pytest.raises(BadInput, match="the name of the place is empty"):
        names.where("")


def test_of_namesakes_the_one_that_the_store_tells_of_is_meant(names):
    assert names.where("Beni").place.country == "BOL"
    in_congo = replace(names, is_told=lambda where: where.place.country == "COD")
    assert (in_congo.where("Beni").place.country, in_congo.where("Goma").place.country) == ("COD", "COD")


def test_a_country_is_meant_before_its_namesakes_whatever_the_store_tells_of(names):
    only_towns = replace(names, is_told=lambda where: where.place.precision is Precision.TOWN)
    assert only_towns.where("Luxembourg").place.precision is Precision.COUNTRY
