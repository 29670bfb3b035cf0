"""The places of the supplement, and the rows of the user's own that take places out."""

import pytest

from tocsin.base.errors import BadTable
from tocsin.base.tables import Row, table
from tocsin.linking.place_source import ADMIN1, CAPITAL, FEATURE, TOWN, Source
from tocsin.linking.supplement import SUPPLEMENTS, in_supplement, is_meant, to_source


@pytest.mark.parametrize("file", SUPPLEMENTS)
def test_supplement_points_are_on_the_globe_and_countries_are_codes(file):
    states = {r["iso3"] for r in table("actors/states.tsv", columns=("iso3",))}
    for row in table(file, columns=("name", "aliases", "kind", "lat", "lon", "country")):
        assert abs(float(row["lat"])) <= 90, row
        assert abs(float(row["lon"])) <= 180, row
        assert set(row.many("country")) <= states, row


def test_supplement_names_no_place_twice():
    seen = [(r["name"], r["country"]) for f in SUPPLEMENTS[1:] for r in table(f, columns=("name", "country"))]
    assert len(seen) == len(set(seen))


def row(**cells):
    given = {"name": "Kivira", "aliases": "", "kind": "town", "lat": "-1.5", "lon": "28.9", "country": "COD"}
    return Row(given | cells, "places/sites.tsv", 7)


def place(kind, name="Kivira", country="COD"):
    return Source("k", kind, name, (), None, country, None, None, 1.0, 2.0, 5)


def test_a_row_becomes_a_place():
    made = to_source(row(aliases="Kivira Hill|K."))
    assert (made.kind, made.alternates, made.country, made.lat, made.lon) == (
        TOWN,
        ("Kivira Hill", "K."),
        "COD",
        -1.5,
        28.9,
    )


def test_what_lies_in_several_countries_is_of_none():
    made = to_source(row(kind="lake", country="COD|RWA"))
    assert (made.kind, made.country) == (FEATURE, None)
    assert made.population > to_source(row()).population


def test_a_point_that_is_no_number_names_file_and_line():
    with pytest.raises(BadTable, match=r"places/sites\.tsv, line 7: lat '1,5', lon '28\.9': give decimal degrees"):
        to_source(row(lat="1,5"))


@pytest.mark.parametrize(
    ("cells", "of", "is_it"),
    [
        ({}, place(TOWN), True),
        ({}, place(CAPITAL), True),  # a capital is a town
        ({}, place(TOWN, name="KIVIRA"), True),
        ({}, place(ADMIN1), False),
        ({}, place(TOWN, country="RWA"), False),
        ({"kind": "*", "country": "*"}, place(ADMIN1, country="RWA"), True),
    ],
)
def test_which_places_a_row_takes_out(cells, of, is_it):
    assert is_meant(row(**cells), of) is is_it


def test_what_is_in_the_supplement_is_told_by_name_kind_and_country():
    assert in_supplement(row(name="Khmeimim Air Base", kind="site", country="SYR"))
    assert not in_supplement(row(name="Khmeimim Air Base", kind="town", country="SYR"))
