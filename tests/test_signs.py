from tocsin.base.model import Precision
from tocsin.naming import signs


def test_maps_are_labelled_with_countries_provinces_and_larger_towns():
    found = signs()
    by_name = {(s.place.name, s.place.country): s for s in found}
    assert by_name["Goma", "COD"].place.population > 15_000
    assert by_name["North Kivu", "COD"].place.precision is Precision.PROVINCE
    assert by_name["Kigali", "RWA"].is_capital
    assert not by_name["Goma", "COD"].is_capital
    assert all(s.place.lat is not None and s.place.lon is not None for s in found)


def test_the_most_important_names_come_first():
    ranks = [s.rank for s in signs()]
    assert ranks == sorted(ranks, reverse=True)
