"""Answers of people: read in the form of the guide, refused with what is wrong, where, and what is allowed."""

from datetime import date

import pytest

from tocsin.base.errors import BadInput
from tocsin.base.model import Document
from tocsin.study.answer_form import marked_of
from tocsin.study.answers import placed, texts_of

TEXT = "Rebels seized Sake on Friday. The army denied that it fled. Rebels seized Sake on Friday."
EVENT = {
    "type": "ASSAULT",
    "mode": "territory",
    "trigger": "seized",
    "quote": "Rebels seized Sake on Friday.",
    "also": ["The army denied that it fled."],
    "status": "asserted",
    "actors": [{"text": "Rebels", "code": "COD REB"}],
    "recipients": [{"text": "army", "code": "UNK"}],
    "place": {"text": "Sake", "country": "COD", "lat": -1.57, "lon": 29.04},
    "date": "2025-02/2025-03",
}


def one(event=EVENT):
    return placed([marked_of({"doc": "a", "events": [event]}, "gold, line 1")], {"a": TEXT})["a"][0]


def test_an_answer_keeps_codes_place_and_day():
    found = one()
    assert found.actors == (("COD", "REB"),)
    assert found.recipients == ((None, None),)
    assert found.place == (-1.57, 29.04, "COD")
    assert found.day == date(2025, 2, 1)


def test_every_place_of_a_quote_counts():
    assert len(one().spans) == 3


def test_what_is_left_out_is_unknown():
    found = one({k: EVENT[k] for k in ("type", "trigger", "quote", "status")})
    assert (found.mode, found.place, found.day) == (None, None, None)
    assert found.actors == found.recipients == found.said_by == found.denied_by == ()


@pytest.mark.parametrize(
    ("code", "pair"),
    [("IGO", ("IGO", "IGO")), ("IMG REB", ("IMG", "REB")), ("NGO", ("NGO", "NGO")), ("CVL", (None, "CVL"))],
)
def test_codes_of_one_or_two_parts(code, pair):
    assert one(EVENT | {"actors": [{"text": "x", "code": code}]}).actors == (pair,)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2025", date(2025, 1, 1)),
        ("2025-02", date(2025, 2, 1)),
        ("2025-02-21", date(2025, 2, 21)),
        ("2025-02-10/2025-02", date(2025, 2, 10)),
        ("2024/2025-03-01", date(2024, 1, 1)),
    ],
)
def test_dates_of_every_precision(told, day):
    assert one(EVENT | {"date": told}).day == day


@pytest.mark.parametrize(
    "told",
    [
        "2025-1",
        "2025-13",
        "2025-02-30",
        "20250221",
        "in spring",
        "",
        "2025/",
        "2025-03/2025-02",
        "2024/25",
        2025,
        "٢٠٢٥",
    ],
)
def test_what_is_no_date_is_refused(told):
    with pytest.raises(
        BadInput, match=r"gold, line 1, event 1: date .* is not allowed; give YYYY, YYYY-MM, YYYY-MM-DD"
    ):
        one(EVENT | {"date": told})


@pytest.mark.parametrize("code", ["", None, "COD REB X", "COD Rebels", "FRA", "Congo REB", "cod REB", 3, "IGO GOVT"])
def test_what_is_no_code_is_refused(code):
    with pytest.raises(
        BadInput, match=r'event 1, actors 1: code .* is not allowed; give a country and a sector such as "COD'
    ):
        one(EVENT | {"actors": [{"code": code}]})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"actors": ["rebels"]}, 'actors holds "rebels"; give objects such as'),
        ({"actors": "rebels"}, 'actors "rebels" is not allowed; give a list such as'),
        ({"actors": [{"text": "rebels"}]}, "actors 1: code is missing"),
        ({"also": None}, "also null is not allowed; give a list of words copied from the document"),
        ({"also": "The army denied that it fled."}, 'also "The army denied that it fled." is not allowed; give a list'),
        ({"also": [""]}, 'also [""] is not allowed'),
        ({"said_by": "the army"}, 'said_by "the army" is not allowed; give a list'),
        ({"denied_by": [1]}, "denied_by [1] is not allowed"),
        ({"place": "Sake"}, 'place "Sake" is not allowed; give an object such as'),
        ({"place": {"country": "Congo"}}, 'place country "Congo" is not allowed; give ISO 3166-1 alpha-3'),
        ({"place": {"lat": "-1.57", "lon": 29.04}}, 'place lat "-1.57" is not allowed; give a number from -90 to 90'),
        ({"place": {"lat": True, "lon": 29.04}}, "place lat true is not allowed"),
        ({"place": {"lat": float("nan"), "lon": 29.04}}, "place lat NaN is not allowed"),
        ({"place": {"lat": 1, "lon": 181}}, "place lon 181 is not allowed; give a number from -180 to 180"),
        ({"place": {"lat": 1.0}}, "place has lat 1.0 and lon null; give both as numbers, or neither"),
        ({"trigger": ""}, 'trigger "" is not allowed'),
        ({"trigger": "captured"}, 'trigger "captured" is not allowed; give words copied from the quote'),
        ({"quote": ""}, 'quote "" is not allowed'),
        ({"type": "ATTACK"}, 'type "ATTACK" is not allowed; give one of AGREE, CONSULT'),
        ({"mode": "aerail"}, 'mode "aerail" is not allowed; give one of abduct'),
        ({"status": "claimed"}, 'status "claimed" is not allowed; give one of asserted, alleged, denied'),
        ({"status": None}, "status null is not allowed"),
        ({"quote": "Rebels seized Goma."}, 'quote "Rebels seized Goma." is not in the text of its document'),
        ({"also": ["Not there."]}, 'also "Not there." is not in the text of its document'),
    ],
)
def test_a_wrong_field_is_refused_with_its_place_and_what_is_allowed(changes, said):
    with pytest.raises(BadInput, match="gold, line 1, event 1") as error:
        one(EVENT | changes)
    assert said in str(error.value)


def test_a_missing_field_is_named():
    with pytest.raises(BadInput, match="event 1: trigger is missing; give one to three words"):
        one({"type": "AID", "status": "asserted", "quote": "x"})


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["a"], "is no object"),
        ({"events": []}, "doc is missing"),
        ({"doc": 7, "events": []}, "doc 7 is not allowed; give the document's id, in quotation marks"),
        ({"doc": "a"}, "events is missing"),
        ({"doc": "a", "events": {}}, "events {} is not allowed"),
        ({"doc": "a", "events": ["seized"]}, 'event 1: "seized" is no object'),
    ],
)
def test_a_wrong_object_is_refused_with_its_place(row, said):
    with pytest.raises(BadInput, match="gold, line 1") as error:
        marked_of(row, "gold, line 1")
    assert said in str(error.value)


def test_a_document_that_is_not_given_is_named_with_the_ids_that_are():
    with pytest.raises(
        BadInput, match="gold, line 1: document 'b' is not among the documents given, whose ids are 'a'"
    ):
        placed([marked_of({"doc": "b", "events": []}, "gold, line 1")], {"a": TEXT})


def test_several_objects_of_one_document_are_joined():
    rows = [marked_of({"doc": "a", "events": [EVENT | {"status": s}]}, "gold") for s in ("asserted", "alleged")]
    assert [a.status for a in placed(rows, {"a": TEXT})["a"]] == ["asserted", "alleged"]


def test_two_documents_of_one_id_are_refused():
    with pytest.raises(BadInput, match=r"two documents have the id 'a' \(x.html and y.html\)"):
        texts_of([Document("a", "x", file="x.html"), Document("a", "y", file="y.html")])
