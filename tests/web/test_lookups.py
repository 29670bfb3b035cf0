from datetime import UTC, datetime, timedelta

from tocsin.base.model import Precision
from tocsin.base.provenance import Change
from tocsin.web.lookups import document_view, ended, incident_view, with_incidents
from tocsin.web.map_still import still_of
from tocsin.web.missing import ended_words
from tocsin.web.pages import document as document_page
from tocsin.web.pages import incident as incident_page
from tocsin.web.pages.standing import body, too_many
from tocsin.web.standings import told_of


def test_a_document_has_all_that_was_read_of_it(asked):
    for d in asked.documents():
        view = document_view(asked, d.id, None)
        assert view is not None
        assert list(view.mentions) == asked.mentions(d.id)
        made = document_page.body(view)
        assert all(f'id="card-{m.id}"' in made and f'id="{m.id}"' in made for m in view.mentions)
        assert all(f'id="card-{r.id}"' in made and f'id="{r.id}"' in made for r in view.relations)


def test_copies_and_originals_know_each_other(asked):
    copy = next(d for d in asked.documents() if d.copy_of)
    view = document_view(asked, copy.id, None)
    assert view is not None
    assert view.original is not None
    origin = document_view(asked, view.original.id, None)
    assert origin is not None
    assert copy.id in {c.id for c in origin.copies}


def test_what_is_about_an_incident_is_found_from_its_side(asked):
    pairs = [(i.id, i.about) for i in asked.incidents() if i.about]
    assert pairs
    for own, about in pairs:
        view = incident_view(asked, about, None)
        assert view is not None
        assert own in {a.id for a in view.answers}


def test_an_incident_shows_its_history_and_every_telling(asked):
    one = max(asked.incidents(), key=lambda i: len(i.mentions))
    view = incident_view(asked, one.id, None)
    assert view is not None
    assert [c.revision for c, _ in view.history] == list(range(1, one.revision + 1))
    assert all(c.by in view.runs for c, _ in view.history)
    made = incident_page.top(view) + incident_page.rest(view)
    assert all(f"#{m.mention}" in made for m in one.mentions)


def test_an_incident_that_was_not_known_then_is_none(asked):
    one = asked.incidents()[0]
    view = incident_view(asked, one.id, None)
    assert view is not None
    before = view.history[0][0].at - timedelta(seconds=1)
    assert incident_view(asked, one.id, before) is None
    assert incident_view(asked, "i_000000000000", None) is None
    assert document_view(asked, "d_000000000000", None) is None


def test_the_id_of_a_mention_leads_to_its_incident(asked):
    one = asked.incidents()[0]
    view = incident_view(asked, one.mentions[0].mention, None)
    assert view is not None
    assert view.incident.id == one.id


def test_judgements_stand_with_their_incident(record):
    first, second = record.incidents()[:2]
    record.judge("different", first.id, second.id, by="amina", why="other towns")
    for one in (first, second):
        view = incident_view(record, one.id, None)
        assert view is not None
        assert [j.by for j in view.judgements] == ["amina"]
        assert "other towns" in incident_page.rest(view)


def test_the_standing_of_the_last_day_is_laid_out_without_a_day(asked):
    found = asked.standing()
    made = body(found, {}, None)
    assert made.count("data-relation=") == len(found)
    assert "Nothing is told to stand" in body([], {}, None)


def test_more_steps_than_a_page_can_work_out_are_not_read(asked, monkeypatch):
    assert len(told_of(asked, {"actor": "M23"}).relations) == len(asked.standing(actor="M23"))
    monkeypatch.setattr("tocsin.web.standings.MOST_STEPS", 1)
    told = told_of(asked, {"actor": "M23"})
    assert told.has_too_many
    assert not told.relations
    assert "choose a place, an actor or a kind" in too_many([("Goma", 3)], [], {"as_of": "2025-02-01"})
    assert 'href="/standing?as_of=2025-02-01&amp;place=Goma"' in too_many([("Goma", 3)], [], {"as_of": "2025-02-01"})


def test_words_of_the_map_say_point_or_area(asked):
    local = {Precision.TOWN, Precision.SITE}
    for i in asked.incidents(place="COD"):
        if i.place is None:
            continue
        words = incident_page.map_words(i, still_of([i]))
        assert ("drawn as a point" in words) is (i.place.precision in local and i.place.lat is not None)
        assert ("told no finer than" in words) is ("drawn as a point" not in words)


def test_what_was_merged_or_deleted_says_when_by_whom_and_why(record):
    assert ended(record, "i_000000000000") is None
    gone = Change("i_1", "incident", "deleted", datetime(2025, 3, 1, tzinfo=UTC), "amina", "<asked for>", 3)
    made = str(ended_words(gone))
    assert "was deleted on" in made
    assert "by amina; why: &lt;asked for&gt;." in made
    assert ended_words(None) == ""
    first, second = sorted(record.incidents(type="ASSAULT"), key=lambda i: i.id)[:2]
    record.judge("same", first.id, second.id, by="amina", why="one fight")
    kept = record.get([first.id])[0].id
    old = ended(record, second.id if kept == first.id else first.id)
    assert old is not None
    assert (old.what, old.by) == ("merged", "amina")


def test_decisions_come_with_the_incidents_that_they_are_on_now(record):
    left, right, *_ = next(iter(record.doubts(limit=1)))
    record.judge("different", left.id, right.id, by="amina")
    ((made, on),) = with_incidents(record, record.judgements())
    assert made.by == "amina"
    assert {i.id for i in on} == {left.id, right.id}
