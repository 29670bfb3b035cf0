"""What pages ask of a record: whether a filter can be asked, claims page by page, documents by id, the least sure."""

import pytest

from tocsin.base.errors import BadInput
from tocsin.base.incidents import Filter
from tocsin.store import walking
from tocsin.web import reading
from tocsin.web.reading import check, documents, latest_claims, page_of


@pytest.mark.parametrize("wrong", [{"place": "Xyzzy"}, {"since": "soon"}, {"words": "-x"}, {"status": "sure"}])
def test_check_says_what_cannot_be_asked(asked, wrong):
    with pytest.raises(BadInput):
        check(asked, wrong)


def test_check_lets_pass_what_can_be_asked(asked):
    check(asked, {"place": "Goma", "since": "2025-01-01", "words": "airport", "actor": "M23"})


def test_pages_of_claims_give_all_claims_the_last_said_first(asked):
    seen, after, pages = [], None, 0
    while pages == 0 or after is not None:
        page, after = latest_claims(asked, {"field": "killed"}, after=after, limit=5)
        seen, pages = [*seen, *page], pages + 1
    assert sorted(c.id for c in seen) == sorted(c.id for c in asked.claims(field="killed"))
    days = [c.said_on for c in seen if c.said_on]
    assert days == sorted(days, reverse=True)


def test_texts_are_documents_by_id(asked):
    some = [d.id for d in asked.documents(limit=2)]
    assert set(documents(asked, [*some, "d_nothing"])) == set(some)


def test_editable_says_how_values_are_written(asked):
    assert asked.editable["start"] == "YYYY-MM-DD"


def test_the_least_sure_come_first(asked):
    rows = asked.index.rows({"type": "ASSAULT"})
    found = asked.get(rows.least_sure(20))
    assert [i.score for i in found] == sorted(i.score for i in found)
    assert found[0].score == min(i.score for i in asked.incidents(type="ASSAULT"))


QUESTIONS = (
    {},
    {"field": "killed"},
    {"stance": "denies"},
    {"told": "alleged", "type": "ASSAULT"},
    {"speaker": "M23", "since": "2025-01-20", "until": "2025-02-20"},
    {"place": "Goma", "words": "airport"},
)


@pytest.mark.parametrize("wanted", QUESTIONS, ids=str)
def test_walking_back_finds_the_same_pages_as_the_database(asked, wanted, monkeypatch):
    def pages():
        found, after = [], None
        while not found or after is not None:
            page, after = latest_claims(asked, wanted, after=after, limit=7)
            found.append([c.id for c in page])
        return found

    collected = pages()
    monkeypatch.setattr(reading, "_FEW", -1)
    assert pages() == collected
    assert sorted(i for page in collected for i in page) == sorted(c.id for c in asked.claims(**wanted))


def test_the_first_said_come_first_however_they_are_found(asked, monkeypatch):
    def pages(few):
        monkeypatch.setattr(reading, "_FEW", few)
        found, after = [], None
        while not found or after is not None:
            page, after = page_of(asked, Filter(types=("ASSAULT",)), newest_first=False, after=after, limit=7)
            found.append(page)
        return found

    collected = pages(5000)
    assert pages(-1) == collected
    days = [c.said_on for page in collected for c in page if c.said_on]
    assert len(collected) > 1
    assert days == sorted(days)


def test_a_walk_that_goes_too_far_is_left_to_the_database(asked, monkeypatch):
    wanted = {"field": "killed", "type": "ASSAULT"}
    collected = latest_claims(asked, wanted, limit=3)
    monkeypatch.setattr(reading, "_FEW", -1)
    monkeypatch.setattr(walking, "STRIDE", 5)
    monkeypatch.setattr(walking, "FARTHEST", 10)
    assert latest_claims(asked, wanted, limit=3) == collected
    assert len(collected[0]) == 3


def test_what_is_no_key_is_said_however_the_claims_are_found(asked, monkeypatch):
    for few in (5000, -1):
        monkeypatch.setattr(reading, "_FEW", few)
        with pytest.raises(BadInput):
            latest_claims(asked, {"type": "ASSAULT"}, after="nonsense", limit=7)


def test_rows_know_which_incidents_they_hold(asked):
    inside = [i.id for i in asked.incidents(type="ASSAULT", limit=3)]
    outside = next(i.id for i in asked.incidents() if i.type != "ASSAULT")
    rows = asked.index.rows({"type": "ASSAULT"})
    assert rows.holds([*inside, outside, "i_nothing", "i_zzzzzzzzzzzz"]) == [True, True, True, False, False, False]
    assert rows.holds([]) == []
