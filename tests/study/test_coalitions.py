"""Whom "the gangs" of a country stand for, where nearly all of them have joined one alliance."""

from datetime import date

import pytest

from tocsin.base.model import Actor
from tocsin.study.coalitions import coalition_meant

DAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("name", "sector", "country", "day", "meant"),
    [
        ("gangs", "CRM", "HTI", DAY, "group:viv-ansanm"),
        ("gang", "CRM", "HTI", DAY, "group:viv-ansanm"),  # "in gang hands"
        ("armed men", "UAF", "HTI", DAY, "group:viv-ansanm"),
        ("gangs", "CRM", "HTI", date(2019, 6, 1), None),  # before it was made
        ("gangs", "CRM", "HTI", None, None),
        ("a cartel", "CRM", "HTI", DAY, None),  # one, and nobody says which
        ("gangs", "CRM", "MEX", DAY, None),  # a cartel with one wing is no coalition
        ("soldiers", "MIL", "HTI", DAY, None),
    ],
)
def test_the_gangs_are_the_coalition_that_they_have_joined(name, sector, country, day, meant):
    found = coalition_meant(Actor(None, name, country, sector), day)
    assert (found and found.id) == meant
