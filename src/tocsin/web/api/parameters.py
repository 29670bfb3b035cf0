"""What may be asked of the API: every parameter with its meaning, unit, and what is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tocsin.asking import FIELDS, MOST_ORIGINS
from tocsin.base.incidents import IncidentStatus
from tocsin.base.model import Stance, Status
from tocsin.base.relations import RelationKind
from tocsin.base.tables import table
from tocsin.indexing import FACETS

# Things in one answer: by default, and at most. Forms of a view are files, and hold more.
PAGE, MOST = 50, 1000
STEPS = ("day", "week", "month")
INCLUDED = ("mentions", "claims")
ORDERS = ("newest", "oldest")
_DAY: Mapping[str, Any] = {"type": "string", "format": "date"}
_TEXT: Mapping[str, Any] = {"type": "string", "minLength": 1, "maxLength": 500}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: ``schema`` in the words of JSON Schema, ``where`` it stands, an example that gives an answer.

    One that is a part of the path is always needed.
    """

    name: str
    meaning: str
    schema: Mapping[str, Any]
    example: Any = None
    where: str = "query"

    @property
    def is_required(self) -> bool:
        """Return whether nothing can be asked without it."""
        return self.where == "path"

    def openapi(self) -> dict[str, Any]:
        """Return it as a Parameter Object of OpenAPI 3.1."""
        told: dict[str, Any] = {"name": self.name, "in": self.where, "required": self.is_required}
        told |= {"description": self.meaning, "schema": dict(self.schema)}
        return told if self.example is None else told | {"example": self.example}


def _one_of(values: Iterable[object], **more: Any) -> dict[str, Any]:
    return {"type": "string", "enum": [str(v) for v in values], **more}


@cache
def _codes(column: str) -> tuple[str, ...]:
    return tuple(sorted({r[column] for r in table("ontology.tsv", columns=(column,)) if r[column]}))


def _filters() -> Iterable[Parameter]:
    yield Parameter("since", "From this day on (UTC), inclusive.", _DAY, "2025-01-20")
    yield Parameter("until", "Up to this day (UTC), exclusive.", _DAY, "2025-03-01")
    place = "A place with all its parts: a town, province or country by name, or a country by ISO 3166-1 alpha-3 code."
    yield Parameter("place", place, _TEXT, "North Kivu")
    actor = "An actor with its wings, agencies and organs, in any role: a name, or an id of the register (group:m23)."
    yield Parameter("actor", actor, _TEXT, "M23")
    speaker = "Who says or denies: a name or an id of the register; a state with those who speak for it."
    yield Parameter("speaker", speaker, _TEXT, "Rwanda")
    yield Parameter("type", "Event type of PLOVER.", _one_of(_codes("type")), "ASSAULT")
    yield Parameter("mode", "Mode of PLOVER, finer than the type.", _one_of(_codes("mode")), None)
    yield Parameter("status", "How well the incident is attested.", _one_of(IncidentStatus), "disputed")
    yield Parameter("told", "How it is told by the firmest telling.", _one_of(Status), "asserted")
    field = "What a claim is of: that it happened (act), who did it, where, when, or a count of people."
    yield Parameter("field", field, _one_of(FIELDS), "killed")
    yield Parameter("stance", "Whether the speaker affirms or denies.", _one_of(Stance), "denies")
    score = "Least score, 0 to 1: the share of such words that tell a happening of that type."
    yield Parameter("min_score", score, {"type": "number", "minimum": 0, "maximum": 1, "default": 0}, 0.5)
    origins = "Least number of independent origins that affirm it; copies of one agency's text count once."
    count = {"type": "integer", "minimum": 0, "maximum": MOST_ORIGINS, "default": 0}
    yield Parameter("min_origins", origins, count, 2)
    yield Parameter(
        "words", "Words in the sentences that tell it; a phrase in quotes, -word to leave out.", _TEXT, "airport"
    )
    as_of = "What the record knew at the end of this day (YYYY-MM-DD) or at this moment (YYYY-MM-DDTHH:MM, UTC)."
    yield Parameter("as_of", as_of, {"type": "string"}, None)


def _others() -> Iterable[Parameter]:
    limit = f"How many in one answer, 1 to {MOST}."
    yield Parameter("limit", limit, {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE}, 50)
    cursor = "Where the page begins: the end of `next` of the page before. Opaque, and good only for the same question."
    yield Parameter("cursor", cursor, {"type": "string"}, None)
    order = "By day: the newest or the oldest first; what has no day comes last in both."
    yield Parameter("order", order, _one_of(ORDERS, default="newest"), "newest")
    include = "What to add to each incident, several joined with commas: its mentions (the sentences), its claims."
    listed = {"type": "string", "pattern": "^(mentions|claims)(,(mentions|claims))*$"}
    yield Parameter("include", include, listed, "mentions,claims")
    yield Parameter("about", "The incident that claims are of, by id; or an actor, in any role.", _TEXT, None)
    yield Parameter("kind", "How two things stand to each other.", _one_of(RelationKind), "controls")
    on = "The day asked for (UTC); without it all relations that ever held, with their days."
    yield Parameter("on", on, _DAY, "2025-02-20")
    yield Parameter("step", "How long a bucket is.", _one_of(STEPS, default="day"), "week")
    fields = f"Of which fields, several joined with commas: {', '.join(FACETS)}."
    yield Parameter("fields", fields, {"type": "string", "default": ",".join(FACETS)}, "type,status")
    most = "How many values of each field, the commonest first."
    yield Parameter("most", most, {"type": "integer", "minimum": 1, "maximum": 100, "default": 10}, 10)
    weeks = "How many whole weeks to look at, the last one first."
    yield Parameter("weeks", weeks, {"type": "integer", "minimum": 1, "maximum": 53, "default": 6}, 6)
    by = "Who takes it back."
    yield Parameter("by", by, {"type": "string", "minLength": 1, "maxLength": 200}, "amina")


PARAMETERS: Mapping[str, Parameter] = {p.name: p for p in (*_filters(), *_others())}
FILTERS = tuple(p.name for p in _filters())
# Of a list, page by page.
PAGED = ("limit", "cursor", "order")


def path_parameter(name: str, meaning: str, example: str) -> Parameter:
    """Return a parameter that is a part of the path."""
    return Parameter(name, meaning, {"type": "string"}, example, "path")
