import itertools
from pathlib import Path

import pytest

from tocsin.base.model import Actor, ActorLink, Document, Place, Precision
from tocsin.base.reading import Reading
from tocsin.language.with_spacy import annotate
from tocsin.linking.names import link_names
from tocsin.linking.places import DATELINE, link_places, part_of

SYRIA = Place("Syria", 163843, "SYR", None, 35.0, 38.0, Precision.COUNTRY)
BOX = (32.5, 37.0, 36.0, 42.0)


def linked(text, tools, *, names=True):
    reading = annotate([Reading(Document("d", text))], tools.model)[0]
    return link_places(link_names(reading, tools.register) if names else reading, tools.gazetteer)


def shown(reading):
    out = []
    for link in reading.places:
        words, place = reading.document.text[link.start : link.end], link.place
        told = f"{place.name}, {place.country or '?'}, {place.precision}" if place else "?"
        out.append(f"{words} = {told}{' !' if link.reason == DATELINE else ''}")
    return out


@pytest.mark.golden("link_places.txt")
def test_link_places_golden(given_, expected, tools):
    assert shown(linked(given_, tools)) == expected


def test_link_places_puts_eastern_congo_in_the_east(tools):
    link = linked("Fighting went on in eastern Congo.", tools).places[0]
    assert (link.place.lat, link.place.lon, link.place.country) == (-1.7, 28.9, "COD")


def test_link_places_gives_score_and_reason_to_every_link(tools):
    reading = linked("Troops left Goma for Bukavu, South Kivu, and then Kinshasa.", tools)
    assert len(reading.places) == 4
    assert all(0 < link.score <= 1 and link.reason for link in reading.places)


def test_link_places_keeps_spans_in_order_without_overlap(tools):
    places = linked("In Paris, Texas, and in northern Mali near Gao, people met.", tools).places
    assert all(a.last <= b.first for a, b in itertools.pairwise(places))


def test_link_places_takes_no_place_from_a_registered_group(tools):
    reading = annotate([Reading(Document("d", "Fighters of Islamic State in Iraq left."))], tools.model)[0]
    first, last = 2, 6
    tokens = reading.parse.tokens
    group = ActorLink(
        tokens[first].start, tokens[last - 1].end, first, last, 3,
        Actor("group:is", "Islamic State", "IMG", "REB"), "named", "test",
    )  # fmt: skip
    blocked = Reading(reading.document, reading.parse, actors=(group,))
    assert link_places(reading, tools.gazetteer).places
    assert not link_places(blocked, tools.gazetteer).places


def test_link_places_without_parse_returns_the_reading(tools):
    reading = Reading(Document("d", "Goma"))
    assert link_places(reading, tools.gazetteer) is reading


def test_link_places_one_sense_in_a_document(tools):
    reading = linked("A fire broke out in Paris, Texas. Paris police came. The mayor of Paris thanked them.", tools)
    paris = [link.place for link in reading.places if reading.document.text[link.start : link.end] == "Paris"]
    assert len(paris) == 3
    assert {place.admin1 for place in paris} == {"Texas"}


@pytest.mark.parametrize(
    ("part", "name", "lat", "lon"),
    [((1, 0), "northern Syria", 36.0, 38.0), ((-1, 1), "southeastern Syria", 33.75, 40.0)],
)
def test_part_of_moves_the_point_towards_the_edge(part, name, lat, lon):
    found = part_of(SYRIA, part, BOX)
    assert (found.name, found.lat, found.lon, found.precision) == (name, lat, lon, Precision.FEATURE)
    assert found.country == "SYR"
    assert found.geonameid is None


def test_part_of_a_place_without_extent_is_the_place():
    assert part_of(SYRIA, (1, 0), None) is SYRIA


def test_golden_file_is_reviewed():
    text = (Path(__file__).parent.parent / "golden" / "link_places.txt").read_text(encoding="utf-8")
    assert text.count("\n---\n") == text.count("\n# ")
