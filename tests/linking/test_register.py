"""The register: names over pieces, dated roles, patterns over states."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.base.names import is_acronym, pieces, surname
from tocsin.base.overlay import read_overlay
from tocsin.base.tables import using
from tocsin.linking.entries import Entry, Form, Role
from tocsin.linking.factbook import parse_leaders
from tocsin.linking.register import family_names, load_register, make_register

MINISTER = Entry(
    "person:a",
    "Ada Bell",
    "person",
    (
        Role("KEN", "lawyer", "JUD", date(2005, 1, 1), date(2009, 1, 1)),
        Role("KEN", "Foreign Minister", "GOV", date(2010, 1, 1), date(2015, 1, 1)),
    ),
)
CHAD = Entry("country:TCD", "Chad", "state", (Role("TCD", "", "GOV"),))
SMALL = make_register(
    [("Ada Bell", Form.NAME, MINISTER), ("Chad", Form.NAME, CHAD), ("Chadian", Form.ADJECTIVE, CHAD)],
    [("{adj} army", "army", "MIL"), ("armed forces of {name}", "armed forces", "MIL")],
)


def words(text):
    return [p for word in text.split() for p in pieces(word)]


def matched(text, register=None):
    found = (register or load_register()).match(words(text), 0)
    return (found.length, found.entries[0].id) if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("March 23 Movement troops", (3, "group:m23")),
        ("M23 rebels", (1, "group:m23")),
        ("al-Qaida in the Islamic Maghreb", (6, "group:aqim")),
        ("Al Qaeda said", (2, "group:al-qaeda")),
        ("U.N. Security Council", (3, "body:unsc")),
        ("U.S.-backed", (1, "country:USA")),
        ("us", None),
        ("is", None),
        ("who", None),
        ("WHO", (1, "body:who")),
        ("popular forces", None),
        ("Democratic Republic of the Congo", (5, "country:COD")),
    ],
)
def test_match_takes_the_longest_name_in_its_capitals(text, expected):
    assert matched(text) == expected


def test_match_stops_where_it_is_told():
    assert SMALL.match(words("Ada Bell"), 0, stop=1) is None


def test_match_finds_an_organ_behind_the_adjective():
    assert matched("Chadian army", SMALL) == (2, "agency:tcd-army")


def test_organ_of_finds_an_organ_before_the_name():
    found = SMALL.organ_of(words("armed forces of Chad"), 0)
    assert found is not None
    assert (found.length, found.entries[0].sector) == (4, "MIL")


@pytest.mark.parametrize(
    ("day", "sector"),
    [
        (date(2012, 6, 1), "GOV"),
        (date(2015, 1, 5), "GOV"),  # just left: told of by the office
        (date(2020, 1, 1), "ELI"),
        (date(2006, 1, 1), "JUD"),
        (date(1990, 1, 1), None),
        (None, "GOV"),
    ],
)
def test_at_gives_the_role_of_the_day(day, sector):
    assert SMALL.at(MINISTER, day).sector == sector


def test_at_turns_the_taliban_from_rebels_to_government():
    register = load_register()
    taliban = register.entries["group:taliban"]
    assert [register.at(taliban, date(y, 1, 1)).sector for y in (2015, 2023)] == ["REB", "GOV"]


def test_in_office_finds_by_family_name_and_day():
    register = load_register()
    assert "person:william-ruto" in {e.id for e in register.in_office("ruto", date(2024, 1, 1))}


def test_family_names_come_first_in_some_countries():
    assert family_names("Wang Li", "CHN") == ("wang", "li")
    assert family_names("Ada Bell", "KEN") == ("bell",)


def test_parse_leaders_reads_title_name_and_day():
    (leader,) = parse_leaders("President Ada N'DIAYE (since 3 May 2021)")
    assert (leader.title, leader.name, leader.since) == ("President", "Ada N'Diaye", date(2021, 5, 3))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S.-backed", ("US", "backed")),
        ("al-Shabaab", ("al", "Shabaab")),
        ("Lord's", ("Lord", "s")),
        ("Sana'a", ("Sanaa",)),
        ("Séléka", ("Seleka",)),
    ],
)
def test_pieces_compare_across_spellings(text, expected):
    assert pieces(text) == expected


@given(st.text(max_size=40))
def test_pieces_are_stable_and_hold_no_spaces(text):
    found = pieces(text)
    assert all(p and not p.isspace() for p in found)
    assert tuple(q for p in found for q in pieces(p)) == found


def test_is_acronym_wants_capitals():
    assert all(is_acronym(word) for word in ("M23", "FARDC", "ISIS-K", "UN"))
    assert not any(is_acronym(word) for word in ("Hamas", "Mali", "Red Cross"))


def test_surname_leaves_out_suffixes():
    assert surname("Robert Kennedy Jr.") == "kennedy"


def test_own_rows_bear_their_names_first_and_tell_where_they_stand(tmp_path):
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "groups.tsv").write_text(
        "id\tname\taliases\tcountry\tsector\tparent\ngroup:twin\tThe Twin\tM23\tCOD\tREB\tgroup:m23\n-group:aqim\n",
        encoding="utf-8",
    )
    (tmp_path / "actors" / "patterns.tsv").write_text("pattern\tname\tsector\n{adj} lake guard\tlake guard\tCOP\n")
    with using(read_overlay(tmp_path)):
        register = load_register()
    first, second = register.match(words("M23"), 0).entries
    assert (first.id, second.id) == ("group:twin", "group:m23")
    assert (first.origin, second.origin) == ("own table actors/groups.tsv, line 2", "")
    assert matched("AQIM", register) is None
    organ = register.match(words("Congolese lake guard"), 0).entries[0]
    assert (organ.name, organ.origin) == (
        "Democratic Republic of the Congo: lake guard",
        "own table actors/patterns.tsv, line 2",
    )
    assert load_register().match(words("M23"), 0).entries == (second,)
    assert matched("AQIM") == (1, "group:aqim")
