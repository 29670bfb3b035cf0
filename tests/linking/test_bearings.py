"""Bearings: the point of a place that the gazetteer lacks, by one beside it."""

import pytest
from compact import linked

from tocsin.base.geo import km

MAIDUGURI, HASAKAH, FALLUJAH = (11.847, 13.157), (36.5, 40.75), (33.349, 43.786)


def place_in(text, name, tools):
    return next(p.place for p in linked(text, tools).places if p.place is not None and p.place.name == name)


@pytest.mark.parametrize(
    ("text", "name", "near", "away"),
    [
        ("Gunmen attacked the village of Tolkobey, 30 kilometers north of Maiduguri, on Monday.", "Tolkobey", MAIDUGURI, 30),
        ("Gunmen attacked Tolkobey, 20 miles (32 km) north-east of Maiduguri, on Monday.", "Tolkobey", MAIDUGURI, 32),
        ("Gunmen attacked Tolkobey, a village near Maiduguri in Borno state, on Monday.", "Tolkobey", MAIDUGURI, 0),
        ("Fighters hold the Vilatal neighborhood in Hasaka city, Syria.", "Vilatal", HASAKAH, 0),
        ("Fallujah is free after Iraqi forces took control of the Julan neighborhood.", "Julan", FALLUJAH, 0),
    ],
)  # fmt: skip
def test_a_place_lies_where_the_text_puts_it(text, name, near, away, tools):
    place = place_in(text, name, tools)
    assert place.geonameid is None
    assert km(*near, place.lat, place.lon) == pytest.approx(away, abs=2)


@pytest.mark.parametrize(
    "text",
    [
        "Fighting reached the village of Tolkobey and Maiduguri on Monday.",
        "Gunmen attacked the village of Tolkobey, 400 kilometers from Maiduguri, on Monday.",
        "Gunmen attacked the village of Tolkobey, two hundred kilometers north of Maiduguri, on Monday.",
        "A convoy drove from Tolkobey south to Maiduguri.",
        "Gunmen attacked the village of Tolkobey, and soldiers left a base near Maiduguri.",
    ],
)
def test_what_does_not_tell_where_a_place_lies_gives_no_point(text, tools):
    assert place_in(text, "Tolkobey", tools).lat is None
