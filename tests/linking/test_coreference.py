"""Coreference: whom "he", "it", "the group" and "both leaders" stand for."""

from compact import read_of

from tocsin.base.model import Document
from tocsin.base.reading import Reading
from tocsin.linking.coreference import link_coreference


def test_coreferent_links_say_what_they_stand_for(tools):
    reading = read_of("Rwanda denied that it sent troops.", tools, published=None)
    (link,) = [a for a in reading.actors if a.basis == "coreferent"]
    assert link.reason
    assert 0 < link.score < 1


def test_link_coreference_without_a_parse_is_the_same():
    reading = Reading(Document("d", "It."))
    assert link_coreference(reading) is reading
