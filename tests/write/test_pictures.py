from datetime import date

from tocsin.write.pictures import drawings

SPAN = {"place": "Goma", "first": date(2025, 1, 1), "last": date(2025, 3, 1), "boundaries": None}


def test_a_period_has_a_map_and_a_chart_with_their_words(asked):
    published = [d.published for d in asked.documents() if d.published]
    where, when = drawings(asked.incidents(place="Goma"), published, **SPAN)
    assert (where.name, when.name) == ("map", "weeks")
    assert "Goma" in where.caption
    assert "most in the week of 27 January 2025" in when.caption
    assert all(d.svg.startswith("<svg") for d in (where, when))


def test_without_places_there_is_no_map():
    (when,) = drawings([], [], **SPAN)
    assert when.name == "weeks"
