"""The schemas of the API and the shapes of the record say the same, field by field and value by value."""

import json
from dataclasses import replace
from datetime import datetime

import pytest
from made import BACKING, CHANGES, CLAIMS, CONTROL, COPY, DOCUMENT, SEIZURE, TRUCE, UNKNOWN

from tocsin.base.plain import plain
from tocsin.base.provenance import Judgement, Verdict
from tocsin.store.incidents import get_incidents
from tocsin.store.paging import bodies_of_incidents
from tocsin.web.api import answers, models
from tocsin.web.api.light import light_dict, light_shape
from tocsin.write.shapes import (
    change_dict,
    claim_dict,
    document_dict,
    document_text_dict,
    incident_dict,
    judgement_dict,
    relation_dict,
)

AT = CHANGES[0].at
JUDGEMENT = Judgement("j_1", AT, "amina", Verdict.EDIT, "i_1", None, "killed", '{"low": 3}', None)
SHAPES = [
    *((models.Incident, incident_dict(i)) for i in (SEIZURE, UNKNOWN, BACKING)),
    *((models.ListedIncident, light_dict(i)) for i in (SEIZURE, UNKNOWN, BACKING)),
    *((models.Claim, claim_dict(c, SEIZURE)) for c in CLAIMS),
    *((models.Relation, relation_dict(r)) for r in (CONTROL, TRUCE)),
    *((models.Document, document_dict(d)) for d in (DOCUMENT, COPY)),
    (models.DocumentText, document_text_dict(DOCUMENT)),
    *((models.Change, change_dict(c)) for c in CHANGES),
    (models.Judgement, judgement_dict(JUDGEMENT)),
]


def moments(value):
    """Return a value with every moment in one spelling: Z and +00:00 are the same."""
    if isinstance(value, dict):
        return {k: moments(v) for k, v in value.items()}
    if isinstance(value, list):
        return [moments(v) for v in value]
    return datetime.fromisoformat(value).isoformat() if isinstance(value, str) and value[10:11] == "T" else value


@pytest.mark.parametrize(("model", "shape"), SHAPES, ids=lambda v: getattr(v, "__name__", ""))
def test_a_schema_has_the_fields_of_its_shape_and_no_other(model, shape):
    given = json.loads(json.dumps(shape))
    read = model.model_validate_json(json.dumps(shape), strict=True)
    told = read.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert moments(told) == moments(given)
    left_out = {f.alias or n for n, f in model.model_fields.items()} - given.keys()
    assert left_out <= {"mentions", "claims"}
    assert model is models.ListedIncident or not left_out


def test_a_schema_refuses_what_the_shape_does_not_have():
    with pytest.raises(ValueError, match="extra"):
        models.Incident.model_validate({**incident_dict(SEIZURE), "colour": "red"})


def test_a_listed_incident_is_the_shape_without_mentions_and_claims(small):
    with small.store.read() as conn:
        ids = small.index.rows({}).ids(limit=1000).ids
        kept, records = bodies_of_incidents(conn, ids), get_incidents(conn, ids)
    assert len(kept) == len(records) > 10
    for body, incident in zip(kept, records, strict=True):
        assert json.dumps(light_shape(body)) == json.dumps(light_dict(incident))


def test_a_listed_incident_without_place_and_time_is_the_same():
    unknown = replace(UNKNOWN, mentions=(), claims=())
    assert light_shape(
        {**plain(unknown), "aliases": list(unknown.aliases), "revision": unknown.revision}
    ) == light_dict(unknown)


def test_answers_are_pages_of_shapes():
    page = {"total": 1, "next": None, "items": [incident_dict(SEIZURE)]}
    assert answers.Incidents.model_validate_json(json.dumps(page), strict=True).items[0].id == SEIZURE.id
