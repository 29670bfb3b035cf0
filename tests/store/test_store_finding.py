"""Asking: the same filters give the same answers in both databases."""

from datetime import date

import pytest
from made_records import BUKAVU, CONGO, M23, NOON, RWANDA, claim, document, incident, later, member, mention
from test_store_incidents import put

from tocsin.base.errors import BadInput
from tocsin.base.incidents import Filter, IncidentStatus
from tocsin.base.model import Extent, Stance, Status
from tocsin.store.claims import find_claims
from tocsin.store.documents import list_documents, put_documents
from tocsin.store.incidents import cursor, find_incidents
from tocsin.store.mentions import put_mentions
from tocsin.store.search import search

DENIED = claim(
    9, "i_2", field="act", value=None, count=None, stance=Stance.DENIES, speaker=RWANDA, said_on=date(2025, 2, 3)
)
INCIDENTS = (
    incident(1),
    incident(
        2,
        type="AID",
        mode=None,
        place=BUKAVU,
        start=date(2025, 2, 1),
        end=date(2025, 3, 1),
        actors=(RWANDA,),
        recipients=(M23,),
        status=IncidentStatus.DISPUTED,
        told=Status.ALLEGED,
        origins=3,
        score=0.4,
        claims=(claim(8, "i_2", speaker=CONGO, told=Status.ALLEGED), DENIED),
        mentions=(member(2, evidence=Extent(0, 40, "Rwanda delivers weapons to the M23 rebels.")),),
    ),
    incident(3, place=None, start=None, end=None, first_reported=date(2025, 1, 5), actors=(), claims=(), mentions=()),
    incident(4, place=None, start=None, end=None, first_reported=None, claims=(), mentions=(), recipients=()),
)
CASES = {
    "i_3 i_1 i_2 i_4": Filter(),
    "i_3 i_1": Filter(until=date(2025, 2, 1)),
    "i_2": Filter(since=date(2025, 2, 10), until=date(2025, 2, 11)),
    "i_1 i_2": Filter(since=date(2025, 1, 27), until=date(2025, 9, 1)),
    "i_1 ": Filter(places=(216281,)),
    " i_1 i_2": Filter(places=(216281,), admin1=("South Kivu",)),
    "i_1 i_2 ": Filter(countries=("COD",)),
    "i_2 ": Filter(place_names=("  bukavu",)),
    "i_1  i_2 i_4": Filter(actors=("group:m23",)),
    "  i_2": Filter(actor_names=("RWANDA",)),
    "i_2  ": Filter(types=("AID", "YIELD")),
    "i_3 i_1 i_4": Filter(modes=("territory",)),
    " i_2 ": Filter(statuses=("disputed",)),
    "   i_2": Filter(told=("alleged",)),
    "i_2   ": Filter(speakers=("country:RWA",)),
    "  i_2 ": Filter(speaker_names=("rwanda",), stances=("denies",), fields=("act",)),
    "": Filter(speakers=("country:RWA",), stances=("affirms",)),
    "i_3  i_1 i_4": Filter(min_score=0.5),
    " i_2  ": Filter(min_origins=2),
    "i_2    ": Filter(words='weapon "M23 rebels"'),
    "    i_2": Filter(words="kivu -goma"),
    "i_3": Filter(limit=1),
}


@pytest.fixture
def filled(conn):
    put(conn, *INCIDENTS)
    return conn


def ids(found):
    return [i.id for i in found]


@pytest.mark.parametrize(("expected", "wanted"), CASES.items())
def test_incidents_are_found_by_what_is_asked_now_and_as_it_was_known(filled, expected, wanted):
    assert ids(find_incidents(filled, wanted)) == expected.split()
    before = {name: getattr(wanted, name) for name in Filter.__dataclass_fields__} | {"as_of": later(1)}
    put(filled, *(incident(n, type="YIELD", place=None, start=date(2030, 1, 1)) for n in range(1, 5)), at=later(2))
    if wanted.words is None:  # words are asked of what is known now
        assert ids(find_incidents(filled, Filter(**before))) == expected.split()
    assert ids(find_incidents(filled, Filter(as_of=later(-1)))) == []


def test_incidents_are_light_unless_more_is_asked(filled):
    first = INCIDENTS[1]
    wanted = Filter(types=("AID",))
    (light,), (bare,), (full,) = (
        find_incidents(filled, wanted),
        find_incidents(filled, wanted, mentions=False),
        find_incidents(filled, wanted, claims=True),
    )
    assert (light.claims, light.mentions, bare.mentions, full) == ((), first.mentions, (), first)


def test_pages_follow_one_another_without_gap_or_repeat(filled):
    put(filled, *(incident(n) for n in range(10, 17)))
    seen, after = [], None
    while page := find_incidents(filled, Filter(limit=3), after):
        seen += ids(page)
        after = cursor(page[-1])
    assert seen == ids(find_incidents(filled, Filter()))
    assert len(seen) == len(set(seen)) == 11


def test_a_cursor_that_is_none_is_an_error_that_says_so(filled):
    with pytest.raises(BadInput, match="'page 2' is no place to go on from"):
        find_incidents(filled, Filter(), "page 2")


def test_incidents_are_found_on_the_map_and_follow_a_change_of_place(filled):
    around_goma, around_bukavu = (-1.8, 29.1, -1.6, 29.3), (-2.6, 28.7, -2.4, 28.9)
    assert ids(find_incidents(filled, Filter(), area=around_goma)) == ["i_1"]
    put(filled, incident(1, place=BUKAVU), incident(2, place=None), at=later(1))
    assert ids(find_incidents(filled, Filter(), area=around_goma)) == []
    assert ids(find_incidents(filled, Filter(), area=around_bukavu)) == ["i_1"]
    assert ids(find_incidents(filled, Filter(as_of=NOON), area=around_bukavu)) == ["i_2"]


def test_claims_are_found_by_speaker_stance_and_what_they_are_about(filled):
    def found(**values):
        return [c.id for c in find_claims(filled, Filter(**values))]

    assert found() == ["c_1", "c_8", "c_9"]
    assert found(speakers=("country:RWA",), actors=("group:m23",)) == ["c_9"]
    assert found(stances=("denies",)) == ["c_9"]
    assert found(told=("alleged",)) == ["c_8"]
    assert found(since=date(2025, 2, 1)) == ["c_9"]
    assert found(until=date(2025, 2, 1), places=(216281,)) == ["c_1"]
    assert found(words="weapons", limit=1) == ["c_8"]
    assert found(fields=("killed",), min_origins=2) == ["c_8"]
    put(filled, incident(2, claims=()), at=later(1))
    assert found() == ["c_1"]
    assert found(as_of=NOON, types=("AID",)) == ["c_8", "c_9"]


def test_documents_are_listed_by_day_words_and_what_their_mentions_tell(conn):
    put_documents(
        conn,
        [document(1), document(2, "Peace talks in Luanda.", published=date(2025, 1, 2)), document(3, published=None)],
        run="u_1",
        at=NOON,
        signatures={},
        bands={},
    )
    put_mentions(conn, [mention(1, "d_1"), mention(2, "d_2", place=BUKAVU, actors=())], run="u_1", at=NOON)

    def found(**values):
        return [row["id"] for row in list_documents(conn, Filter(**values))]

    assert found() == ["d_2", "d_1", "d_3"]
    assert found(since=date(2025, 1, 20), until=date(2025, 2, 1)) == ["d_1"]
    assert found(words="talks luanda") == ["d_2"]
    assert found(actors=("group:m23",)) == ["d_1"]
    assert found(admin1=("South Kivu",), types=("ASSAULT",)) == ["d_2"]
    assert found(as_of=later(-1)) == []
    row = list_documents(conn, Filter(limit=1))[0]
    assert (row["file"], row["title"], row["published"], row["added"]) == ("2.html", "Report 2", date(2025, 1, 2), NOON)


def test_a_search_finds_documents_and_incidents_with_the_words_marked(filled):
    put_documents(
        filled,
        [document(1, "Nothing here."), document(2, "The rebels took Sake. " + "More. " * 99, title="Kivu")],
        run="u_1",
        at=NOON,
        signatures={},
        bands={},
    )
    hits = search(filled, "rebel")
    assert [(h.kind, h.id, h.title) for h in hits] == [
        ("incident", "i_1", "ASSAULT"),
        ("incident", "i_2", "AID"),
        ("document", "d_2", "Kivu"),
    ] or [h.id for h in hits] == ["i_2", "i_1", "d_2"]
    assert "**rebels** took Sake" in hits[-1].snippet
    assert hits[-1].day == "2025-01-28"
    assert [h.id for h in search(filled, "kivu sake")] == ["d_2"]
    assert [h.id for h in search(filled, '"sake took"')] == []
    assert len(search(filled, "rebels", limit=1)) == 2


def test_a_search_follows_a_changed_text(filled):
    def write(text):
        put_documents(filled, [document(1, text)], run="u_1", at=NOON, signatures={}, bands={})

    write("Zebras graze.")
    write("Giraffes graze.")
    assert search(filled, "zebras") == []
    assert [h.id for h in search(filled, "giraffe")] == ["d_1"]


@pytest.mark.parametrize("words", ["", "  ", "-goma", '"..."', "* ( )"])
def test_a_search_without_a_word_is_an_error_that_says_so(conn, words):
    with pytest.raises(BadInput, match="has no word to look for"):
        search(conn, words)


@pytest.mark.parametrize(
    "words", ["AND OR", 'a"b', "col:umn", "NEAR(a b)", "l'armée", "x -", "'); DROP --", "%s :asked"]
)
def test_any_sign_may_stand_in_a_search(conn, words):
    assert search(conn, words) == []
