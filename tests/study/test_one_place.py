"""Towns that several documents have under other entries."""

from dataclasses import replace

import pytest
from made_standing import ARMY, M23, place

from tocsin.base.incidents import Effect, IncidentStatus, Step
from tocsin.base.model import Extent, Precision
from tocsin.base.relations import RelationKind
from tocsin.study.one_place import with_known_places
from tocsin.study.sides import place_key


def unlisted(name, country):
    return replace(place(name, country=country), geonameid=None, lat=None, lon=None)


def step(at, subject=M23):
    return Step(
        "r_1", RelationKind.CONTROLS, Effect.OPENS, subject, None, at, None, None, IncidentStatus.REPORTED,
        ("o1",), ("d1",), ("d1.html",), Extent(0, 1, "x"), "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lands", "places"),
    [
        (("RWA", "COD", "COD"), 1),  # Rwanda borders on Congo: most texts have it there
        (("COD", "NGA"), 2),  # two villages of one name far apart
    ],
)
def test_a_village_that_texts_have_on_both_sides_of_a_border_is_one(lands, places):
    made = with_known_places([step(unlisted("Kibumba", land)) for land in lands])
    assert len({place_key(s.place) for s in made}) == places


def test_a_town_that_no_table_knew_in_one_text_is_the_entry_that_another_has():
    known = place("Rutshuru")
    made = with_known_places([step(known), step(unlisted("Rutshuru", "COD"), ARMY)])
    assert {s.place.geonameid for s in made} == {known.geonameid}
    assert known.precision is Precision.TOWN
