"""Names that only the text makes places."""

from dataclasses import replace

from tocsin.base.model import Document
from tocsin.base.reading import Reading
from tocsin.linking.told_places import link_told
from tocsin.pipeline import STEPS

TEXT = (
    "Flights from Khartoum to Nyala go on. Doctors came back to Malakal. A clinic in Malakal is open. "
    "Traders drove to Malakal, and a school in Malakal was repaired."
)
BEFORE = ("annotate", "link_names", "link_places")


def test_a_name_is_what_the_document_means_by_it_elsewhere(tools):
    readings = [Reading(Document("d", TEXT))]
    for step in (f for name, f in STEPS if name in BEFORE):
        readings = step(readings, tools)
    (reading,) = readings
    towns = [k for k in reading.places if TEXT[k.start : k.end] == "Malakal"]
    assert [k.place.country for k in towns] == ["SSD"] * 4
    kept = [k for k in reading.places if k not in towns[1:]]
    found = link_told(replace(reading, places=tuple(kept)), kept, tools.gazetteer, "SDN")
    assert [(k.start, k.place.country) for k in found] == [(k.start, "SSD") for k in towns[1:]]
