"""The actor tables: states, words that stand for governments and services, and office holders."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

import pycountry

from tocsin.base.tables import Row, table


def words(text: str) -> list[str]:
    return text.split()


STATES = table(
    "actors/states.tsv",
    columns=words(
        "id iso3 iso2 name aliases demonyms adjectives capital capital_aliases seats region neighbours status"
    ),
)
METONYMS = table("actors/metonyms.tsv", columns=words("text id name country sector aliases note"))
LEADERS = table("actors/leaders_1.tsv", columns=words("id name aliases country title role sector from until"))

# PLOVER's sectors with those that gold uses.
SECTORS = set(words("GOV MIL COP JUD LEG PTY OPP REB PRM SPY UAF CRM CVL BUS EDU JRN MED REL LAB REF ELI NGO IGO UNK"))
NO_COUNTRY = {"IGO", "NGO", "IMG"}
ROLES = {
    *("head of state", "head of government", "foreign minister", "defence minister", "minister", "legislator"),
    *("adviser", "official", "opposition leader", "party leader", "military", "intelligence chief", "police chief"),
    *("judge or prosecutor", "igo head", "ngo head", "religious", "militia leader", "separatist leader"),
    *("business", "activist", "journalist", "former"),
}
LEADER_COUNTRIES = set(
    words(
        "USA CAN MEX BRA ARG COL VEN CHL PER ECU BOL CUB NIC HND SLV GTM HTI GBR FRA DEU ITA ESP POL HUN GRC NLD BEL "
        "SWE NOR FIN DNK UKR RUS BLR GEO ARM AZE MDA SRB XKX EST LVA LTU KAZ UZB KGZ TJK TKM ROU BGR CZE SVK AUT PRT "
        "IRL CHE BIH MKD ALB MNE HRV SVN IGO NGO VAT"
    )
)
PARTIAL_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


def known_iso3() -> set[str]:
    now = {country.alpha_3 for country in pycountry.countries}
    gone = {country.alpha_3 for country in pycountry.historic_countries}
    return now | gone | {"XKX"}


def named_twice(pairs: Iterable[tuple[str, str]]) -> set[str]:
    """Return the words that stand for more than one id."""
    owners: dict[str, set[str]] = defaultdict(set)
    for word, owner in pairs:
        owners[word].add(owner)
    return {word for word, ids in owners.items() if len(ids) > 1}


def where(row: Row) -> str:
    return f"{row.file}, line {row.line}"


def test_tables_are_long_enough() -> None:
    assert sum(row["status"] == "state" for row in STATES) >= 197
    assert len(METONYMS) >= 250
    assert len(LEADERS) >= 600


def test_state_ids_are_unique_and_follow_iso3() -> None:
    assert [id_ for id_, n in Counter(row["id"] for row in STATES).items() if n > 1] == []
    for row in STATES:
        if row["status"] != "de facto":
            assert row["id"] == f"country:{row['iso3']}", where(row)


def test_reading_by_iso3_ends_with_the_state_itself() -> None:
    by_code = {row["iso3"]: row["id"] for row in STATES}
    assert {id_ for iso3, id_ in by_code.items() if id_ != f"country:{iso3}"} == set()


def test_state_codes_are_iso() -> None:
    known = known_iso3()
    for row in STATES:
        assert row["iso3"] in known, where(row)
        country = pycountry.countries.get(alpha_3=row["iso3"])
        if country is not None and row["status"] != "de facto":
            assert row["iso2"] == country.alpha_2, where(row)


def test_every_iso_state_with_people_is_listed() -> None:
    uninhabited_or_unnamed = set(words("ALA ATF BVT CCK HMD PCN SGS SJM UMI"))
    listed = {row["iso3"] for row in STATES}
    assert {country.alpha_3 for country in pycountry.countries} - listed == uninhabited_or_unnamed


def test_no_name_belongs_to_two_states() -> None:
    names = [(name, row["id"]) for row in STATES for name in (row["name"], *row.many("aliases"))]
    assert named_twice(names) == set()


def test_no_demonym_or_adjective_belongs_to_two_states() -> None:
    pairs = [(word, row["id"]) for row in STATES for word in (*row.many("demonyms"), *row.many("adjectives"))]
    assert named_twice(pairs) == set()


def test_ambiguous_words_have_the_default_of_the_press() -> None:
    owner = {
        word: row["id"]
        for row in STATES
        for word in (row["name"], *row.many("aliases"), *row.many("adjectives"), *row.many("demonyms"))
    }
    assert owner["Congo"] == owner["Congolese"] == "country:COD"
    assert owner["Guinea"] == owner["Guinean"] == "country:GIN"
    assert owner["Nigerien"] == "country:NER"
    assert owner["Nigerian"] == "country:NGA"
    assert owner["Dominican"] == "country:DOM"
    assert "Korean" not in owner


def test_demonyms_come_in_pairs() -> None:
    for row in STATES:
        assert len(row.many("demonyms")) % 2 == 0, where(row)


def test_sovereign_states_have_capital_adjective_and_region() -> None:
    for row in STATES:
        if row["status"] == "state" and row["iso3"] not in {"DMA"}:
            assert row["capital"], where(row)
            assert row["adjectives"], where(row)
            assert row["region"], where(row)


def test_neighbours_are_mutual() -> None:
    land = {row["iso3"]: set(row.many("neighbours")) for row in STATES if row["status"] in {"state", "territory"}}
    for iso3, others in land.items():
        for other in others:
            assert iso3 in land[other], f"{iso3} names {other}, which does not name it back"


def test_country_and_sector_are_known() -> None:
    countries = {state["iso3"] for state in STATES} | NO_COUNTRY
    for row in (*METONYMS, *LEADERS):
        assert row["country"] in countries, where(row)
        assert row["sector"] in SECTORS, where(row)


def test_no_metonym_belongs_to_two_bodies() -> None:
    names = [(name, row["id"]) for row in METONYMS for name in (row["text"], *row.many("aliases"))]
    assert named_twice(names) == set()


def test_metonym_ids_name_their_country_and_one_body() -> None:
    iso2 = {row["iso3"]: row["iso2"].lower() for row in STATES if row["status"] != "de facto"}
    bodies = []
    for row in METONYMS:
        kind, _, rest = row["id"].partition(":")
        assert kind in {"country", "agency", "party"}, where(row)
        expected = row["country"] if kind == "country" else f"{iso2[row['country']]}-"
        assert rest.startswith(expected), where(row)
        if kind != "country":
            bodies.append(row["id"])
    assert [id_ for id_, n in Counter(bodies).items() if n > 1] == []


def test_metonyms_do_not_repeat_a_state() -> None:
    states = {name for row in STATES for name in (row["name"], *row.many("aliases"))}
    names = {name for row in METONYMS for name in (row["text"], *row.many("aliases"))}
    assert names & states == set()


def test_offices_are_well_formed() -> None:
    for row in LEADERS:
        assert row["id"].startswith("person:"), where(row)
        assert row["name"], where(row)
        assert row["title"], where(row)
        assert row["role"] in ROLES, where(row)


def test_dates_are_partial_dates_in_order() -> None:
    for row in LEADERS:
        for column in ("from", "until"):
            assert not row[column] or PARTIAL_DATE.fullmatch(row[column]), where(row)
        shared = min(len(row["from"]), len(row["until"]))
        assert row["from"][:shared] <= row["until"][:shared], where(row)


def test_a_person_has_one_name_and_one_set_of_aliases() -> None:
    spellings: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in LEADERS:
        spellings[row["id"]].add((row["name"], row["aliases"]))
    assert {id_ for id_, found in spellings.items() if len(found) > 1} == set()


def test_no_name_belongs_to_two_persons() -> None:
    names = [(name, row["id"]) for row in LEADERS for name in (row["name"], *row.many("aliases"))]
    assert named_twice(names) == set()


def test_an_office_is_told_once() -> None:
    offices = Counter((row["id"], row["title"], row["from"]) for row in LEADERS)
    assert [office for office, n in offices.items() if n > 1] == []


def test_leaders_cover_the_countries_of_this_part() -> None:
    assert LEADER_COUNTRIES - {row["country"] for row in LEADERS} == set()
