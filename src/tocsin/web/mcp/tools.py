"""The tools, which only read: what each may be asked, and how its answer is made.

The parameters are those of the API, with the same meanings.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pydantic import BaseModel

from tocsin.base.incidents import Claim, Incident
from tocsin.base.model import Document
from tocsin.indexing import FACETS
from tocsin.web.api import lists
from tocsin.web.api.asked import Asked
from tocsin.web.api.dossier import actor_dossier, place_dossier
from tocsin.web.api.parameters import FILTERS, PARAMETERS, Parameter, path_parameter
from tocsin.web.mcp import evidence, items, shapes
from tocsin.web.site import Site

# Things in one answer: what a model reads with care, and at most.
PAGE, MOST = 20, 100
_ID = path_parameter("id", "The id of an incident (i_…), claim (c_…), document or mention (m_…).", "i_0123456789ab")
_NAME = path_parameter("name", "A name, or an id of the register, or an ISO code of a country.", "M23")
_WORDS = replace(
    PARAMETERS["words"], meaning="Words to look for; a phrase in quotes, -word to leave out.", where="path"
)
_LIMIT = Parameter(
    "limit", f"How many, 1 to {MOST}.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE}
)
_CURSOR = Parameter("cursor", "The cursor of the answer before, for what follows it.", {"type": "string"})


def _search(site: Site, asked: Asked) -> shapes.HitList:
    """Find incidents and documents that have all the words, best first; for questions in words rather than filters."""
    hits = lists.search(site, asked).items
    return shapes.HitList(
        hits=[
            shapes.Hit(
                kind=h.kind, id=h.id, title=h.title, day=h.day, snippet=h.snippet, uri=items.uri_of(h.kind, h.id)
            )
            for h in hits
        ]
    )


def _incidents(site: Site, asked: Asked) -> shapes.IncidentList:
    """List incidents by filters (days, place with its parts, actor with its wings, type, status …), newest first.

    `total` says how many fit; for counts by field use count, for sentences show_evidence.
    """
    listed = lists.incidents(site, asked)
    found = [items.incident_item(i) for i in listed.items]
    return shapes.IncidentList(total=listed.total or 0, cursor=_next(asked, listed.next), incidents=found)


def _claims(site: Site, asked: Asked) -> shapes.ClaimList:
    """List who says or denies what, newest first: one value of one field of an incident, with the sentence.

    With `about` an incident id: all claims on it, side by side, such as who gives which toll. With stance=denies: denials.
    """
    listed = lists.claims(site, asked)
    of = lists.about(site.record, listed.items)
    return shapes.ClaimList(cursor=_next(asked, listed.next), claims=[items.claim_item(c, of) for c in listed.items])


def _standing(site: Site, asked: Asked) -> shapes.StandingList:
    """List who controls which place, who backs, sanctions, is at war or in truce with whom, on a day (`on`) or ever.

    Each comes with the days it is known to have begun and ended, and the first sentences for it and against it.
    """
    listed = lists.standing(site, asked)
    found = [items.standing_item(r) for r in listed.items]
    return shapes.StandingList(total=listed.total or 0, cursor=_next(asked, listed.next), standing=found)


def _count(site: Site, asked: Asked) -> shapes.CountList:
    """Count the incidents that fit by field: how many of each type, status, country, place or actor."""
    fields = asked.several("fields", FACETS, default=("type", "status", "country", "actor"))
    rows = site.record.index.rows(asked.wanted)
    found = rows.facets(fields, most=asked.number("most", default=10, most=100))
    return shapes.CountList(total=rows.total, facets={name: items.counted(values) for name, values in found.items()})


def _actor(site: Site, asked: Asked) -> shapes.DossierItem:
    """Show the dossier of an actor: what it did and suffered, with whom, where, month by month, what it says and denies."""
    return items.dossier_item(actor_dossier(site, asked.query["name"]))


def _place(site: Site, asked: Asked) -> shapes.DossierItem:
    """Show the dossier of a place with its parts: what happened there, who acts there, who holds it."""
    return items.dossier_item(place_dossier(site, asked.query["name"]))


def _show_evidence(site: Site, asked: Asked) -> shapes.Evidence:
    """Show the sentences behind an incident, claim, mention or document: words, outlet, day, address, who says or denies it.

    Call it before stating anything from the record, and quote from it.
    """
    found = site.record.show(asked.query["id"])
    if isinstance(found, Incident):
        return evidence.incident_evidence(found)
    if isinstance(found, Document):
        return evidence.document_evidence(found, site.record.mentions(found.id))
    return _claim_evidence(site, found)


def _claim_evidence(site: Site, claim: Claim) -> shapes.Evidence:
    incident = lists.one_incident(site, claim.incident)
    whole = evidence.incident_evidence(incident)
    document = lists.one_document(site, claim.document)
    at = document.outlet, document.published, document.url, document.origin, document.copy_of is not None
    sentence = evidence.claim_sentence(claim, {document.id: at})
    return whole.model_copy(update={"id": claim.id, "kind": "claim", "sentences": [sentence], "left_out": 0})


def _next(asked: Asked, key: str | None) -> str | None:
    return asked.cursor(key) if key is not None else None


def _named(*names: str) -> tuple[Parameter, ...]:
    return tuple({"limit": _LIMIT, "cursor": _CURSOR}.get(n) or PARAMETERS[n] for n in names)


TOOLS: Sequence[tuple[Callable[[Site, Asked], BaseModel], str, tuple[Parameter, ...]]] = (
    (_search, "Search by words", (_WORDS, _LIMIT)),
    (_incidents, "List incidents", _named(*FILTERS, "order", "limit", "cursor")),
    (_claims, "List claims and denials", _named("about", *FILTERS, "order", "limit", "cursor")),
    (_standing, "List who holds, backs and sanctions whom", _named("on", "place", "actor", "kind", "limit", "cursor")),
    (_show_evidence, "Show the sentences", (_ID,)),
    (_count, "Count incidents by field", _named("fields", *FILTERS, "most")),
    (_actor, "Dossier of an actor", (_NAME,)),
    (_place, "Dossier of a place", (_NAME,)),
)
