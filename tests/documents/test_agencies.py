"""News agencies by their names and sites."""

import pytest

from tocsin.base.tables import table
from tocsin.documents.agencies import TABLE, agency_of, agency_of_outlet


def test_pages_of_sites_whose_names_only_end_alike_are_not_the_agency_s() -> None:
    assert agency_of_outlet("notreuters.com") is None
    assert agency_of_outlet("uk.reuters.com") == "Reuters"
    assert agency_of_outlet(None, "http://[half") is None


def test_acronyms_count_in_their_capitals_alone() -> None:
    assert agency_of("AP") == "AP"
    assert agency_of("ap") is None
    assert agency_of("MAP") == "MAP"
    assert agency_of("map") is None
    assert agency_of("associated press") == "AP"


@pytest.mark.parametrize(
    "name", ["Lakes News Agency", "Great Lakes Wire", "Agence Kivu Presse", "News Agency of Kamba"]
)
def test_unknown_agencies_are_known_by_their_form(name: str) -> None:
    assert agency_of(name) == name


@pytest.mark.parametrize(
    "name", ["", "news agencies", "the news agency", "Wire", "Jane Doe", "a barbed wire", "The Agency"]
)
def test_other_names_are_no_agency(name: str) -> None:
    assert agency_of(name) is None


def test_table_has_each_name_once() -> None:
    rows = table(TABLE, columns=("name", "aliases", "country", "sites"))
    names = [name for row in rows for name in {row["name"], *row.many("aliases")}]
    assert len(rows) > 200
    assert sorted({n for n in names if names.count(n) > 1}) == []
    assert all(len(row["country"]) == 3 and row["country"].isupper() for row in rows)
