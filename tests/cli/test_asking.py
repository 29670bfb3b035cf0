"""Commands that ask: filters reach the record, and each form comes out whole."""

import csv
import json
from datetime import date
from io import StringIO

import pytest
from made import CLAIMS, DOCUMENT, INCIDENTS, RELATIONS, SEIZURE

from tocsin.base.incidents import IncidentStatus
from tocsin.base.model import Stance, Status
from tocsin.base.relations import RelationKind
from tocsin.cli.common import ROWS
from tocsin.write.rows import CLAIM_COLUMNS, INCIDENT_COLUMNS, RELATION_COLUMNS


def records(result):
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def rows(result):
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(StringIO(result.stdout)))


def test_incidents_pass_every_filter_on(ask, record):
    ask(
        "incidents", "--since", "2025-01-01", "--until", "2025-02-01", "--place", "North Kivu", "--actor", "M23",
        "--type", "assault", "--mode", "Territory", "--status", "disputed", "--told", "alleged", "--min-score", "0.5",
        "--min-origins", "2", "--words", "hospital", "--as-of", "2025-03-01", "--limit", "7", "--format", "jsonl",
    )  # fmt: skip
    assert record.asked["incidents"] == {
        "since": date(2025, 1, 1), "until": date(2025, 2, 1), "place": "North Kivu", "actor": "M23", "type": "ASSAULT",
        "mode": "territory", "status": IncidentStatus.DISPUTED, "told": Status.ALLEGED, "min_score": 0.5,
        "min_origins": 2, "words": "hospital", "as_of": date(2025, 3, 1), "limit": 7,
    }  # fmt: skip


def test_incidents_in_json_lines_are_one_a_line(ask):
    assert [i["id"] for i in records(ask("incidents", "--format", "jsonl"))] == [i.id for i in INCIDENTS]


def test_incidents_in_csv_have_a_fixed_header(ask, record):
    found = rows(ask("incidents", "--format", "csv"))
    assert tuple(found[0]) == INCIDENT_COLUMNS
    record.is_empty = True
    assert ask("incidents", "--format", "csv").stdout.strip() == ",".join(INCIDENT_COLUMNS)


def test_incidents_for_people_show_id_status_toll_and_origins(ask):
    text = ask("incidents").stdout
    for words in (SEIZURE.id, "disputed", "killed 773-2900+", "4 origins", "12 documents", "Nord-Kivu, COD"):
        assert words in text


def test_a_table_is_cut_for_people_and_says_so(ask, record):
    result = ask("incidents", "--limit", "2")
    assert record.asked["incidents"]["limit"] == 3
    assert INCIDENTS[1].id in result.stdout
    assert INCIDENTS[2].id not in result.stdout
    assert "these are the first 2" in result.stderr


def test_machines_get_all_unless_they_say_otherwise(ask, record):
    ask("incidents", "--format", "jsonl")
    assert record.asked["incidents"]["limit"] is None
    ask("incidents")
    assert record.asked["incidents"]["limit"] == ROWS + 1


@pytest.mark.parametrize("command", [("incidents",), ("claims",), ("standing",), ("search", "x"), ("documents",)])
def test_nothing_found_is_said_and_no_failure(ask, record, command):
    record.is_empty = True
    result = ask(*command)
    assert result.exit_code == 0
    assert "nothing in the record fits" in result.stderr


def test_claims_pass_every_filter_on(ask, record):
    ask(
        "claims", "--about", "M23", "--speaker", "Rwanda", "--field", "act", "--stance", "denies", "--place", "Goma",
        "--since", "2025-01-01", "--until", "2025-02-01", "--format", "jsonl",
    )  # fmt: skip
    assert record.asked["claims"] == {
        "about": "M23", "speaker": "Rwanda", "field": "act", "stance": Stance.DENIES, "place": "Goma",
        "since": date(2025, 1, 1), "until": date(2025, 2, 1), "limit": None,
    }  # fmt: skip


def test_claims_tell_what_they_are_about(ask, record):
    found = records(ask("claims", "--format", "jsonl"))
    assert found[0]["what"]["type"] == "ASSAULT"
    assert [c["ids"] for c in record.calls["get"]] == [[SEIZURE.id]]  # all incidents are fetched at once
    assert tuple(rows(ask("claims", "--format", "csv"))[0]) == CLAIM_COLUMNS
    assert "✗ denies" in ask("claims").stdout


def test_standing_passes_its_filters_on_and_tells_what_holds(ask, record):
    result = ask(
        "standing",
        "--as-of",
        "2025-02-01",
        "--place",
        "Goma",
        "--actor",
        "M23",
        "--kind",
        "controls",
        "--format",
        "csv",
    )
    assert record.asked["standing"] == {
        "as_of": date(2025, 2, 1), "place": "Goma", "actor": "M23", "kind": RelationKind.CONTROLS,
    }  # fmt: skip
    assert tuple(rows(result)[0]) == RELATION_COLUMNS
    assert len(records(ask("standing", "--format", "jsonl"))) == len(RELATIONS)
    assert "still in force" in ask("standing").stdout


def test_an_actor_shows_what_it_did_what_stands_and_what_it_says(ask):
    text = ask("actor", "M23").stdout
    for words in ("ASSAULT 41", "ACCUSE 12", "2025-01 ▃█ ▁ 2025-04", "controls", "✗ denies", '--actor "M23"'):
        assert words in text


def test_a_place_shows_the_latest_and_how_to_get_all(ask):
    text = ask("place", "Goma").stdout
    for words in ("the latest 10 of 14", "-1.674, 29.228", 'tocsin incidents --place "Goma"'):
        assert words in text


def test_an_actor_is_one_line_of_json_and_its_incidents_in_csv(ask):
    (found,) = records(ask("actor", "M23", "--format", "jsonl"))
    assert found["done"] == {"ASSAULT": 41, "CONSULT": 7}
    assert found["incidents"][0]["id"] == SEIZURE.id
    assert found["standing"][0]["from"]["earliest"] == "2025-01-26"
    assert rows(ask("actor", "M23", "--format", "csv"))[0]["id"] == SEIZURE.id


def test_search_takes_several_words(ask, record):
    found = records(ask("search", "largest", "city", "--limit", "5", "--format", "jsonl"))
    assert record.asked["search"] == {"words": "largest city", "limit": 5}
    assert [h["kind"] for h in found] == ["incident", "document"]
    assert rows(ask("search", "x", "--format", "csv"))[1]["snippet"].startswith("'=")
    assert "Goma falls to rebels" in ask("search", "x").stdout


def test_show_gives_an_incident_a_claim_or_a_document(ask):
    assert "Who says what" in ask("show", SEIZURE.id).stdout
    assert "told as   denied" in ask("show", CLAIMS[2].id).stdout
    text = ask("show", DOCUMENT.id).stdout
    assert "More follows." in text
    assert SEIZURE.id in text


@pytest.mark.parametrize("id_", [SEIZURE.id, CLAIMS[2].id, DOCUMENT.id])
def test_show_gives_machines_one_line_or_one_row(ask, id_):
    assert [r["id"] for r in records(ask("show", id_, "--format", "jsonl"))] == [id_]
    assert [r["id"] for r in rows(ask("show", id_, "--format", "csv"))] == [id_]


def test_show_asks_what_was_known_on_a_day(ask, record):
    ask("show", SEIZURE.id, "--as-of", "2025-02-01")
    assert record.calls["show"][0]["as_of"] == date(2025, 2, 1)


def test_show_of_an_unknown_id_is_an_error(ask):
    result = ask("show", "i_nothing")
    assert result.exit_code == 2
    assert "nothing in the store has the id 'i_nothing'" in result.stderr


@pytest.mark.parametrize("option", ["--since", "--until", "--as-of"])
def test_a_wrong_day_is_named_with_its_option(ask, option):
    result = ask("incidents", option, "27.1.2025")
    assert result.exit_code == 2
    assert f"{option} '27.1.2025' is not a date; write it as YYYY-MM-DD" in result.stderr


def test_a_store_that_does_not_exist_is_an_error_that_tells_how_to_make_one(ask, record):
    result = ask("incidents", "--store", "none.db")
    assert result.exit_code == 2
    assert "there is no store at none.db; make one with: tocsin add PATH --store none.db" in result.stderr
    assert not record.calls["open"]


def test_the_store_may_be_named_by_the_environment_and_be_an_address(ask, record):
    address = "postgresql://localhost/crisis"
    ask("incidents", env={"TOCSIN_STORE": address})
    assert record.calls["open"] == [((address,), {"create": False})]


def test_the_record_is_closed(ask, record):
    ask("show", "i_nothing")
    assert record.closed
