"""The record's JSON lines: the names that other programs rely on, in their order."""

import json

from made import BACKING, CHANGES, CLAIMS, CONTROL, COPY, DOCUMENT, SEIZURE, TRUCE, UNKNOWN

from tocsin.write.native import json_line
from tocsin.write.shapes import (
    change_dict,
    claim_dict,
    document_dict,
    document_text_dict,
    incident_dict,
    relation_dict,
)


def read(record):
    """Return a dictionary as a program reads it."""
    return json.loads(json_line(record))


def begins(record, names):
    return list(record)[: len(names.split())] == names.split()


def test_a_document_has_the_names_of_the_contract():
    assert begins(read(document_dict(DOCUMENT)), "id file url title published outlet language copy_of origin")


def test_a_document_from_the_web_has_its_address():
    found = read(document_dict(COPY))
    assert (found["file"], found["url"]) == ("https://echo.example/goma",) * 2
    assert found["copy_of"] == "d_000000000002"


def test_a_document_from_a_file_has_its_path_and_its_own_address():
    found = read(document_dict(DOCUMENT))
    assert (found["file"], found["url"]) == ("pages/kivu-post-1.html", "https://kivupost.example/goma")


def test_a_document_is_listed_without_its_text_and_shown_with_it():
    assert "text" not in document_dict(DOCUMENT)
    assert read(document_text_dict(DOCUMENT))["text"] == DOCUMENT.text


def test_an_incident_has_the_names_of_the_contract():
    names = "id type mode time place actors recipients counts origins status mentions"
    assert begins(read(incident_dict(SEIZURE)), names)


def test_an_incident_tells_time_place_parties_and_counts():
    found = read(incident_dict(SEIZURE))
    assert found["time"] == {"start": "2025-01-27", "end": "2025-01-28", "precision": "day", "basis": "relative"}
    assert begins(found["place"], "name geonameid country admin1 lat lon precision")
    assert found["actors"] == [{"id": "group:m23", "name": "March 23 Movement", "country": "COD", "sector": "REB"}]
    assert found["counts"] == {"killed": {"low": 773, "best": 2900, "high": None}}
    assert (found["origins"], found["status"]) == (4, "disputed")


def test_a_mention_of_an_incident_has_its_words_and_where_they_stand():
    first, second, third = read(incident_dict(SEIZURE))["mentions"]
    assert begins(first, "document file trigger evidence")
    assert (first["trigger"], first["file"]) == ("seized", "pages/kivu-post-1.html")
    start = first["trigger_start"] - first["evidence_start"]
    assert first["evidence"][start : start + 6] == "seized"
    assert second["file"] == second["url"] == "https://lakewire.example/goma"
    assert third["is_copy"]


def test_unknown_time_and_place_are_null():
    found = read(incident_dict(UNKNOWN))
    assert (found["time"], found["place"], found["counts"]) == (None, None, {})


def test_a_claim_has_the_names_of_the_contract():
    names = "id incident field value stance speaker cue said_on document evidence origin told superseded_by"
    found = read(claim_dict(CLAIMS[2], SEIZURE))
    assert begins(found, names)
    assert (found["stance"], found["speaker"]["id"], found["value"]) == ("denies", "country:RWA", None)


def test_a_claim_that_something_happened_tells_what():
    found = read(claim_dict(CLAIMS[2], SEIZURE))["what"]
    assert (found["type"], found["actors"], found["place"]) == ("ASSAULT", ["March 23 Movement"], "Goma")
    assert read(claim_dict(CLAIMS[3], SEIZURE))["what"] is None
    assert read(claim_dict(CLAIMS[2], None))["what"] is None


def test_a_claimed_number_is_kept_as_a_range():
    assert read(claim_dict(CLAIMS[4], SEIZURE))["count"] == {"low": 2900, "best": 2900, "high": None}


def test_a_relation_has_the_names_of_the_contract():
    names = "kind subject object place from until status files evidence_for evidence_against"
    found = read(relation_dict(CONTROL))
    assert begins(found, names)
    assert found["subject"]["id"] == "group:m23"
    assert found["from"] == {"earliest": "2025-01-26", "latest": "2025-01-28"}
    assert (found["object"], found["until"]) == (None, None)
    assert found["place"]["geonameid"] == 216281


def test_a_relation_lists_its_files_once_and_its_words_for_and_against():
    found = read(relation_dict(CONTROL))
    assert found["files"] == [f"pages/kivu-post-{n}.html" for n in (1, 2, 3)]
    (against,) = found["evidence_against"]
    assert begins(against, "source effect words file")
    assert (against["effect"], against["file"]) == ("denies", "pages/kivu-post-3.html")


def test_a_relation_that_is_over_tells_until_when():
    assert read(relation_dict(TRUCE))["until"] == {"earliest": "2025-02-03", "latest": "2025-02-06"}


def test_a_change_tells_which_id_and_why():
    found = read(change_dict(CHANGES[1]))
    assert (found["id"], found["what"], found["by"]) == ("i_ba9876543210", "merged", "amina")
    assert found["at"] == "2025-03-01T09:30:00+00:00"


def test_an_alleged_incident_says_how_it_is_told():
    assert read(incident_dict(BACKING))["told"] == "alleged"
