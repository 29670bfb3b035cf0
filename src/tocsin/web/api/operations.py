"""Every address of the API: what it is called, what it may be asked, what it answers, and how that is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pydantic import BaseModel

from tocsin.base.incidents import Claim
from tocsin.base.plain import plain
from tocsin.indexing import FACETS
from tocsin.web.api import answers, lists, models
from tocsin.web.api.asked import Asked
from tocsin.web.api.dossier import actor_dossier, counted, dossier_dict, place_dossier
from tocsin.web.api.light import light_dict, light_shape
from tocsin.web.api.lists import Listed
from tocsin.web.api.parameters import FILTERS, INCLUDED, PAGED, Parameter, path_parameter
from tocsin.web.site import Site
from tocsin.write.native import mention_dict
from tocsin.write.shapes import (
    change_dict,
    claim_dict,
    document_dict,
    document_text_dict,
    incident_dict,
    judgement_dict,
    relation_dict,
)

Make = Callable[[Site, Asked], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Operation:
    """One address: ``path`` below ``/api/v1``, ``query`` the names of its parameters, ``answer`` its schema."""

    name: str
    path: str
    group: str
    summary: str
    description: str
    answer: type[BaseModel]
    make: Make
    query: Sequence[str] = ()
    parts: Sequence[Parameter] = ()


INCIDENT_ID = path_parameter(
    "id", "The id of an incident; of one merged into another it leads there.", "i_0123456789ab"
)
DOCUMENT_ID = path_parameter("id", "The id of a document.", "d_0123456789ab")
ACTOR = path_parameter("name", "A name, or an id of the register such as group:m23.", "M23")
PLACE = path_parameter("name", "A town, province or country by name, or a country by ISO 3166-1 alpha-3 code.", "Goma")


def page_dict(listed: Listed[Any], asked: Asked, items: Sequence[Any]) -> dict[str, Any]:
    """Return a page under the names of the contract."""
    return {"total": listed.total, "next": asked.link(listed.next), "items": items}


def claim_dicts(site: Site, said: Sequence[Claim]) -> list[dict[str, Any]]:
    """Return claims with what they are about."""
    of = lists.about(site.record, [c for c in said if c.field == "act"])
    return [claim_dict(c, of.get(c.incident)) for c in said]


def incidents_dict(site: Site, asked: Asked) -> dict[str, Any]:
    """Return a page of incidents, with the mentions and claims that ``include`` names."""
    included = asked.several("include", INCLUDED)
    if not included and "as_of" not in asked.query:
        kept = lists.bodies(site, asked)
        return page_dict(kept, asked, [light_shape(body) for body in kept.items])
    listed = lists.incidents(site, asked, is_whole=bool(included))
    left_out = [n for n in INCLUDED if n not in included]
    items = [{n: v for n, v in incident_dict(i).items() if n not in left_out} for i in listed.items]
    return page_dict(listed, asked, items)


def _incident(site: Site, asked: Asked) -> dict[str, Any]:
    return incident_dict(lists.one_incident(site, asked.parts["id"], asked.query.get("as_of")))


def _history(site: Site, asked: Asked) -> dict[str, Any]:
    found = lists.revisions(site, asked.parts["id"])
    items = [{"change": change_dict(c), "incident": light_dict(i)} for c, i in found]
    return page_dict(Listed(found, total=len(found)), asked, items)


def _claims(site: Site, asked: Asked) -> dict[str, Any]:
    listed = lists.claims(site, asked)
    return page_dict(listed, asked, claim_dicts(site, listed.items))


def _documents(site: Site, asked: Asked) -> dict[str, Any]:
    listed = lists.documents(site, asked)
    return page_dict(listed, asked, [document_dict(d) for d in listed.items])


def _document(site: Site, asked: Asked) -> dict[str, Any]:
    return document_text_dict(lists.one_document(site, asked.parts["id"], asked.query.get("as_of")))


def _mentions(site: Site, asked: Asked) -> dict[str, Any]:
    lists.one_document(site, asked.parts["id"])
    found = site.record.mentions(asked.parts["id"])
    return page_dict(Listed(found, total=len(found)), asked, [mention_dict(m) for m in found])


def _standing(site: Site, asked: Asked) -> dict[str, Any]:
    listed = lists.standing(site, asked)
    return page_dict(listed, asked, [relation_dict(r) for r in listed.items])


def _actor(site: Site, asked: Asked) -> dict[str, Any]:
    return dossier_dict(actor_dossier(site, asked.parts["name"]))


def _place(site: Site, asked: Asked) -> dict[str, Any]:
    return dossier_dict(place_dossier(site, asked.parts["name"]))


def _search(site: Site, asked: Asked) -> dict[str, Any]:
    listed = lists.search(site, asked)
    return page_dict(listed, asked, [plain(f) for f in listed.items])


def _changes(site: Site, asked: Asked) -> dict[str, Any]:
    listed = lists.changes(site, asked)
    return page_dict(listed, asked, [change_dict(c) for c in listed.items])


def _judgements(site: Site, asked: Asked) -> dict[str, Any]:
    listed = lists.judgements(site, asked)
    return page_dict(listed, asked, [judgement_dict(j) for j in listed.items])


def _facets(site: Site, asked: Asked) -> dict[str, Any]:
    fields = asked.several("fields", FACETS, default=FACETS)
    rows = site.record.index.rows(asked.wanted)
    found = rows.facets(fields, most=asked.number("most", default=10, most=100))
    return {"total": rows.total, "facets": {name: counted(values) for name, values in found.items()}}


def _timeline(site: Site, asked: Asked) -> dict[str, Any]:
    step = asked.choice("step", default="day")
    found = site.record.index.rows(asked.wanted).timeline(step)  # type: ignore[arg-type] # one of STEPS
    return {"step": step, "buckets": [{**asdict(b), "start": plain(b.start), "end": plain(b.end)} for b in found]}


def _meta(site: Site, asked: Asked) -> dict[str, Any]:
    del asked
    index = site.record.index
    rows = index.rows({})
    first, last = rows.span() or (None, None)
    return {
        "software": software(),
        "version": index.version,
        "changed": plain(index.stamp),
        "incidents": rows.total,
        "first_day": plain(first),
        "last_day": plain(last),
    }


def software() -> str:
    """Return the version of the program."""
    try:
        return version("tocsin")
    except PackageNotFoundError:  # run from the sources
        return "0"


_NOT_OF_DOCUMENTS = ("speaker", "field", "stance", "min_score", "min_origins", "status", "as_of")
OF_DOCUMENTS = tuple(n for n in FILTERS if n not in _NOT_OF_DOCUMENTS)

OPERATIONS: Sequence[Operation] = (
    Operation(
        "listIncidents", "/incidents", "incidents", "List incidents",
        "Incidents that fit, by day, page by page. Mentions and claims are left out unless `include` names them.",
        answers.Incidents, incidents_dict, (*FILTERS, *PAGED, "include"),
    ),
    Operation(
        "getIncident", "/incidents/{id}", "incidents", "Get one incident",
        "With all its mentions (each with its sentence and document) and claims (who says so and who denies it).",
        models.Incident, _incident, ("as_of",), (INCIDENT_ID,),
    ),
    Operation(
        "getIncidentHistory", "/incidents/{id}/history", "incidents", "Get the revisions of an incident",
        "Each revision with who made it, when and why, the oldest first; also of an incident that was merged away.",
        answers.Revisions, _history, (), (INCIDENT_ID,),
    ),
    Operation(
        "listClaims", "/claims", "claims", "List claims",
        "The ledger: who says or denies what, by the day on which it was said. Filters on place, actor, type, status, score "
        "and origins are those of the incident that a claim is of; days, `told`, `field` and `stance` are the claim's own.",
        answers.Claims, _claims, (*FILTERS, *PAGED, "about"),
    ),
    Operation(
        "listDocuments", "/documents", "documents", "List documents",
        "Documents by day of publication, without their text.", answers.Documents, _documents, (*OF_DOCUMENTS, *PAGED),
    ),
    Operation(
        "getDocument", "/documents/{id}", "documents", "Get one document",
        "With its text; offsets of mentions and claims are code points into it.",
        models.DocumentText, _document, ("as_of",), (DOCUMENT_ID,),
    ),
    Operation(
        "getDocumentMentions", "/documents/{id}/mentions", "documents", "Get what a document tells",
        "Its mentions in the order of its text.", answers.Mentions, _mentions, (), (DOCUMENT_ID,),
    ),
    Operation(
        "listStanding", "/standing", "standing", "List who holds, backs and sanctions whom",
        "Relations that hold on a day (`on`), or all that ever held, with the evidence for and against each.",
        answers.Relations, _standing, ("on", "place", "actor", "kind", "limit", "cursor"),
    ),
    Operation(
        "getActor", "/actors/{name}", "dossiers", "Get the dossier of an actor",
        "What it did, what was done to it, with whom, where, what it says and denies.",
        answers.Dossier, _actor, (), (ACTOR,),
    ),
    Operation(
        "getPlace", "/places/{name}", "dossiers", "Get the dossier of a place",
        "What happened there and in its parts, who acts there, who holds it.", answers.Dossier, _place, (), (PLACE,),
    ),
    Operation(
        "search", "/search", "search", "Search by words",
        "Incidents and documents that have all the words, up to `limit` of each, the best first.",
        answers.Founds, _search, ("words", "limit"),
    ),
    Operation(
        "getFacets", "/facets", "search", "Count values of fields",
        "The commonest values of each field among the incidents that fit; a value can be given as a filter as it stands.",
        answers.Facets, _facets, (*FILTERS, "fields", "most"),
    ),
    Operation(
        "getTimeline", "/timeline", "search", "Count incidents through time",
        "Incidents by day, week (from Monday) or month, beside the documents published then: no documents is a gap.",
        answers.Timeline, _timeline, (*FILTERS, "step"),
    ),
    Operation(
        "listChanges", "/changes", "changes", "List what changed",
        "Which documents and incidents were added, changed, merged or deleted since a moment: to keep a copy up to date.",
        answers.Changes, _changes, ("since", "limit", "cursor"),
    ),
    Operation(
        "listJudgements", "/judgements", "judgements", "List people's decisions",
        "Those in force, in the order in which they were made.", answers.Judgements, _judgements, ("limit", "cursor"),
    ),
    Operation(
        "getMeta", "/meta", "meta", "Get what is served",
        "Versions, when the record last changed, and how much there is; also a sign of life.", answers.Meta, _meta,
    ),
)  # fmt: skip
# How an operation differs in its parameters from what PARAMETERS says of them.
MEANINGS: Mapping[tuple[str, str], str] = {
    ("listChanges", "since"): "From this day or moment (UTC) on: YYYY-MM-DD or YYYY-MM-DDTHH:MM. Required.",
    ("search", "words"): "Words to look for; a phrase in quotes, -word to leave out. Required.",
}
REQUIRED = frozenset(MEANINGS)
