"""Feeds: valid Atom, with ids that last."""

from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

from made import MARCH, SEIZURE, UNKNOWN

from tocsin.write.atom import LONG_AGO, Entry, Feed, atom_text, entry_id, incident_entry, incident_feed

A = "{http://www.w3.org/2005/Atom}"
NOON = datetime(2025, 2, 3, 12, 30, 5, 999, tzinfo=UTC)
ENTRY = Entry(entry_id("alert", "s_1"), "North Kivu: more fighting", NOON, "from 2 to 9", "https://t.example/s?a=1&b=2")


def feed_of(*entries, **more):
    return ElementTree.fromstring(atom_text(Feed(entry_id("feed", "x"), "Surges", entries, **more)))


def texts(node, name):
    return [e.text for e in node.findall(A + name)]


def test_a_feed_and_its_entries_have_what_the_standard_asks_for() -> None:
    feed = feed_of(ENTRY)
    for node in (feed, feed.find(A + "entry")):
        assert all(len(node.findall(A + name)) == 1 for name in ("id", "title", "updated"))
    assert texts(feed.find(A + "author"), "name") == ["tocsin"]
    assert texts(feed, "updated") == ["2025-02-03T12:30:05Z"]


def test_an_id_is_the_same_for_the_same_thing_and_another_for_another_kind() -> None:
    assert entry_id("incident", "i_1") == entry_id("incident", "i_1")
    assert len({entry_id(k, i) for k in ("incident", "alert") for i in ("i_1", "i_2")}) == 4
    assert entry_id("incident", "i_1").startswith("urn:uuid:")


def test_text_and_addresses_are_escaped() -> None:
    title = 'M23 & "allies" <script>\x00\ud800'
    entry = feed_of(replace(ENTRY, title=title, categories=(("", 'a"b'),))).find(A + "entry")
    assert texts(entry, "title") == ['M23 & "allies" <script>\ufffd\ufffd']
    assert entry.find(A + "link").get("href") == "https://t.example/s?a=1&b=2"
    assert entry.find(A + "category").get("term") == 'a"b'


def test_an_empty_feed_is_a_feed() -> None:
    assert texts(feed_of(), "updated") == ["1970-01-01T00:00:00Z"]


def test_a_feed_tells_where_it_is_and_what_comes_next() -> None:
    feed = feed_of(link="https://t/f.atom", page="https://t/f", more="https://t/f.atom?after=9")
    found = {link.get("rel"): link.get("href") for link in feed.findall(A + "link")}
    assert found == {"self": "https://t/f.atom", "alternate": "https://t/f", "next": "https://t/f.atom?after=9"}


def test_an_incident_tells_its_headline_status_tolls_and_words() -> None:
    entry = incident_entry(SEIZURE)
    assert entry.title.startswith("March 23 Movement → Armed Forces")
    assert "disputed, 4 independent origins, 12 documents" in entry.summary
    assert "killed 773-2900+" in entry.summary
    assert "Rebels of the M23 seized Goma" in entry.summary
    assert entry.updated == datetime(2025, 2, 5, tzinfo=UTC)


def test_an_incident_without_days_is_an_entry_too() -> None:
    entry = incident_entry(UNKNOWN)
    assert (entry.updated, entry.published) == (LONG_AGO, None)


def test_a_feed_of_incidents_keeps_their_order_links_and_moments() -> None:
    feed = incident_feed(
        (MARCH, SEIZURE), title="All", key="/search", links={MARCH.id: "https://t/i"}, changed={SEIZURE.id: NOON}
    )
    assert [e.link for e in feed.entries] == ["https://t/i", None]
    assert feed.entries[1].updated == NOON
