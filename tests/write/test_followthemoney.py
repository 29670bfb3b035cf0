"""FollowTheMoney: entities of its model, each once, under values that the model keeps as they are."""

import json
import warnings
from collections import Counter
from dataclasses import replace

import pytest
from exported import TAKEN, at, context_of, written
from made import BACKING, CONGO, MARCH, SEIZURE

from tocsin.base.model import Actor
from tocsin.write.followthemoney import SHAPE, entities

BUSINESS = Actor("body:barrick", "Barrick", "CAN", "BUS")
RUBIO = Actor("person:marco-rubio", "Marco Rubio", "USA", "GOV")
# What the model has for each schema that we write, of what we write (followthemoney 3.5 and 4).
MODEL = {
    "Event": {"name", "summary", "description", "date", "startDate", "endDate", "location", "addressEntity", "country",
              "involved", "namesMentioned", "keywords", "recordId", "sourceUrl", "publisher"},
    "Person": {"name", "country", "keywords"},
    "Organization": {"name", "country", "sector"},
    "Company": {"name", "country", "sector"},
    "PublicBody": {"name", "country", "sector"},
    "Address": {"full", "city", "state", "country", "latitude", "longitude"},
    "Article": {"title", "fileName", "publisher", "publishedAt", "language", "sourceUrl"},
    "Documentation": {"entity", "document", "role", "date", "summary"},
}  # fmt: skip


def lines(path, *incidents):
    _, text = written(SHAPE, path, *incidents)
    return [json.loads(line) for line in text.splitlines()]


def of(schema, found):
    return [e["properties"] for e in found if e["schema"] == schema]


def test_entities_have_only_what_the_model_has_as_lists_of_text(tmp_path):
    for entity in lines(tmp_path / "x", SEIZURE, TAKEN, MARCH):
        assert set(entity) == {"id", "schema", "properties"}
        assert set(entity["properties"]) <= MODEL[entity["schema"]]
        assert all(isinstance(v, str) and v for values in entity["properties"].values() for v in values)
        assert "_" not in entity["id"]


def test_followthemoney_keeps_every_value_as_it_is(tmp_path):
    # Version 3.5.9 with countrynames below 1.17 needs no ICU; later ones do, and its Python package has to be compiled.
    ftm = pytest.importorskip("followthemoney", reason="followthemoney needs ICU's headers to be installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for told in lines(tmp_path / "x", SEIZURE, TAKEN, MARCH, at(SEIZURE, "province", geonameid=None)):
            entity = ftm.model.make_entity(told["schema"])
            entity.id = told["id"]
            for name, values in told["properties"].items():
                entity.add(name, values)
                assert sorted(entity.get(name)) == sorted(values), (told["schema"], name)
            entity.schema.validate(entity.to_dict())


def test_each_entity_is_written_once_and_what_refers_to_it_finds_it(tmp_path):
    found = lines(tmp_path / "x", SEIZURE, TAKEN, MARCH)
    ids = Counter(e["id"] for e in found)
    assert set(ids.values()) == {1}
    for entity in found:
        for name in ("involved", "addressEntity", "entity", "document"):
            assert set(entity["properties"].get(name, ())) <= set(ids)


def test_the_event_names_both_sides_its_place_and_its_day(tmp_path):
    (event,) = of("Event", lines(tmp_path / "x", SEIZURE))
    assert event["date"] == ["2025-01-27"]
    assert event["location"] == ["Goma, Nord-Kivu, Democratic Republic of the Congo"]
    assert event["involved"] == ["tocsin-group-m23", "tocsin-organ-cod-mil"]
    assert event["country"] == ["cd"]
    assert event["recordId"] == ["TCS-0123456789ab"]
    assert "Denied by Rwanda." in event["description"][0]
    assert "Killed: at least 773, headline 2900." in event["description"][0]


def test_a_denial_is_a_document_of_the_event_with_who_denies_it(tmp_path):
    roles = [d["role"][0] for d in of("Documentation", lines(tmp_path / "x", SEIZURE))]
    assert roles.count("Rwanda denies it") == 1
    assert roles.count("copies a report of it") == 1


def test_only_the_register_makes_actors_and_others_are_names(tmp_path):
    (event,) = of("Event", lines(tmp_path / "x", MARCH))
    assert event["namesMentioned"] == ["students"]
    assert "involved" not in event


@pytest.mark.parametrize(
    ("actor", "schema"),
    [(RUBIO, "Person"), (CONGO, "PublicBody"), (BUSINESS, "Company"), (SEIZURE.actors[0], "Organization")],
)
def test_an_actor_is_of_the_models_kind(actor, schema):
    made = replace(SEIZURE, actors=(actor,), recipients=())
    assert next(iter(entities(made, context_of(made))))["schema"] == schema


def test_several_days_are_an_interval_and_the_day_of_a_report_is_none(tmp_path):
    (week,) = of("Event", lines(tmp_path / "x", MARCH))
    assert (week["startDate"], week["endDate"]) == (["2025-02-10"], ["2025-02-16"])
    (event,) = of("Event", lines(tmp_path / "y", TAKEN))
    assert not {"date", "startDate", "endDate"} & set(event)


def test_what_did_not_happen_is_left_out():
    assert SHAPE.left_out(BACKING) == "told as alleged, not as having happened"
