"""The tables of leaders and of nouns for people and bodies are complete and consistent."""

import calendar
import re
from collections import Counter
from datetime import date

import pycountry
import pytest

from tocsin.base.tables import Row, data_folder, table

LEADERS = ("id", "name", "aliases", "country", "title", "role", "sector", "from", "until")
NOUNS = ("noun", "plural", "sector", "kind", "note")
SECTORS = {"GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "PRM", "SPY", "UAF", "CRM", "CVL", "BUS"} | {
    "EDU",
    "JRN",
    "MED",
    "REL",
    "LAB",
    "REF",
    "ELI",
    "NGO",
    "IGO",
    "UNK",
    "AGR",
}
NO_COUNTRY = {"IGO", "NGO", "IMG", "XKX"}
ROLES = {
    "head of state",
    "head of government",
    "foreign minister",
    "defence minister",
    "minister",
    "legislator",
    "adviser",
    "opposition leader",
    "party leader",
    "military",
    "rebel leader",
    "igo head",
    "religious",
    "former",
    "official",
    "judge or prosecutor",
    "intelligence chief",
    "militia leader",
    "separatist leader",
    "business",
    "activist",
    "journalist",
}
BODY_KINDS = {"government", "armed", "police", "court", "parliament", "party", "company"} | {
    "body",
    "crowd",
    "media",
    "church",
    "school",
    "union",
}
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
KNOWN = (
    ("person:felix-tshisekedi", "COD", "GOV", "2019-06"),
    ("person:bertrand-bisimwa", "COD", "REB", "2022-06"),
    ("person:sultani-makenga", "COD", "REB", "2024-01"),
    ("person:corneille-nangaa", "COD", "REB", "2024-06"),
    ("person:william-ruto", "KEN", "GOV", "2024-06"),
    ("person:mohamed-hamdan-dagalo", "SDN", "REB", "2024-06"),
    ("person:riek-machar", "SSD", "OPP", "2022"),
    ("person:ahmed-al-sharaa", "SYR", "REB", "2023-05"),
    ("person:ahmed-al-sharaa", "SYR", "GOV", "2025-06"),
    ("person:hassan-nasrallah", "LBN", "REB", "2020"),
    ("person:min-aung-hlaing", "MMR", "GOV", "2023-01"),
    ("person:imran-khan", "PAK", "OPP", "2024"),
)
RULINGS = (
    ("person_nouns", "gunman", "UAF"),
    ("person_nouns", "terrorist", "REB"),
    ("person_nouns", "victim", "CVL"),
    ("person_nouns", "person", "CVL"),
    ("person_nouns", "protester", "CVL"),
    ("person_nouns", "peacekeeper", "IGO"),
    ("person_nouns", "former president", "ELI"),
    ("person_nouns", "police officer", "COP"),
    ("person_nouns", "refugee", "REF"),
    ("person_nouns", "aid worker", "NGO"),
    ("group_nouns", "militia", "PRM"),
    ("group_nouns", "armed group", "UAF"),
    ("group_nouns", "rebel group", "REB"),
    ("group_nouns", "country", "GOV"),
    ("group_nouns", "gendarmerie", "COP"),
    ("group_nouns", "rights group", "NGO"),
)


def nouns(name: str) -> list[Row]:
    return table(f"actors/{name}.tsv", columns=NOUNS)


def bounds(text: str) -> tuple[date, date]:
    """Return the first and last day that a partial date may be."""
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    last = day or calendar.monthrange(year, month or 12)[1]
    return date(year, month or 1, day or 1), date(year, month or 12, last)


@pytest.fixture(scope="module")
def leaders() -> list[Row]:
    return table("actors/leaders_2.tsv", columns=LEADERS)


def test_leaders_cover_the_regions(leaders):
    assert len(leaders) >= 700
    governed = {row["country"] for row in leaders if row["role"] in {"head of state", "head of government"}}
    assert len(governed) >= 100


def test_leaders_have_all_cells(leaders):
    for row in leaders:
        for column in ("id", "name", "country", "title", "role", "sector", "from"):
            assert row[column], row.bad(f"{column} is empty")
        assert re.fullmatch(r"person:[a-z0-9-]+", row["id"]), row.bad(row["id"])


def test_leaders_countries_are_iso3(leaders):
    codes = {country.alpha_3 for country in pycountry.countries} | NO_COUNTRY
    assert not [str(row.bad(row["country"])) for row in leaders if row["country"] not in codes]


def test_leaders_sectors_and_roles_are_in_the_lists(leaders):
    assert not [str(row.bad(row["sector"])) for row in leaders if row["sector"] not in SECTORS]
    assert not [str(row.bad(row["role"])) for row in leaders if row["role"] not in ROLES]


def test_leaders_dates_are_real_and_in_order(leaders):
    for row in leaders:
        assert DATE.fullmatch(row["from"]), row.bad(row["from"])
        first = bounds(row["from"])[0]
        if row["until"]:
            assert DATE.fullmatch(row["until"]), row.bad(row["until"])
            assert first <= bounds(row["until"])[1], row.bad("until is before from")


def test_leaders_one_name_per_id_and_no_row_twice(leaders):
    names: dict[str, str] = {}
    for row in leaders:
        assert names.setdefault(row["id"], row["name"]) == row["name"], row.bad("another name for this id")
    keys = Counter((row["id"], row["title"], row["role"], row["country"], row["from"]) for row in leaders)
    assert not [key for key, count in keys.items() if count > 1]


def test_leaders_one_person_per_alias(leaders):
    owner: dict[str, str] = {}
    for row in leaders:
        for alias in (row["name"], *row.many("aliases")):
            assert owner.setdefault(alias.casefold(), row["id"]) == row["id"], row.bad(f"{alias} is also another's")


def test_leaders_names_with_marks_have_a_plain_alias(leaders):
    for row in leaders:
        if not row["name"].isascii():
            assert any(alias.isascii() for alias in row.many("aliases")), row.bad("no plain spelling")


@pytest.mark.parametrize(("person", "country", "sector", "when"), KNOWN)
def test_leaders_hold_known_roles(leaders, person, country, sector, when):
    first, last = bounds(when)
    assert any(
        row["id"] == person
        and row["country"] == country
        and row["sector"] == sector
        and bounds(row["from"])[0] <= last
        and (not row["until"] or bounds(row["until"])[1] >= first)
        for row in leaders
    )


@pytest.mark.parametrize(("name", "least"), [("person_nouns", 700), ("group_nouns", 250)])
def test_nouns_are_complete(name, least):
    rows = nouns(name)
    kinds = {"person", "group"} if name == "person_nouns" else BODY_KINDS
    assert len(rows) >= least
    for row in rows:
        assert row["noun"], row.bad("no noun")
        assert row["plural"], row.bad("no plural")
        assert row["sector"] in SECTORS, row.bad(row["sector"])
        assert row["kind"] in kinds, row.bad(row["kind"])
    twice = [noun for noun, count in Counter(row["noun"].casefold() for row in rows).items() if count > 1]
    assert not twice


@pytest.mark.parametrize("name", ["person_nouns", "group_nouns"])
def test_nouns_plural_is_not_another_rows_noun_in_another_sector(name):
    rows = nouns(name)
    sectors = {row["noun"].casefold(): row["sector"] for row in rows}
    for row in rows:
        assert sectors.get(row["plural"].casefold(), row["sector"]) == row["sector"], row.bad(row["plural"])


def test_nouns_in_both_tables_have_one_sector():
    people = {row["noun"].casefold(): row["sector"] for row in nouns("person_nouns")}
    for row in nouns("group_nouns"):
        assert people.get(row["noun"].casefold(), row["sector"]) == row["sector"], row.bad(row["noun"])


@pytest.mark.parametrize(("name", "noun", "sector"), RULINGS)
def test_nouns_follow_the_rulings(name, noun, sector):
    assert {row["noun"]: row["sector"] for row in nouns(name)}[noun] == sector


def test_tables_are_tidy():
    for name in ("leaders_2", "person_nouns", "group_nouns"):
        text = data_folder().joinpath("actors", f"{name}.tsv").read_text(encoding="utf-8")
        assert "  " not in text
        assert text.endswith("\n")
