"""Every screen that has forms, with what makes them."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.web.forms.claims import CLAIMS
from tocsin.web.forms.documents import DOCUMENT
from tocsin.web.forms.files import Makers
from tocsin.web.forms.incidents import ACTOR, INCIDENT, OVERVIEW, PLACE
from tocsin.web.forms.review import REVIEW
from tocsin.web.forms.search import SEARCH
from tocsin.web.forms.standing import STANDING
from tocsin.web.forms.surges import SURGES

MAKERS: Mapping[str, Makers] = {
    "/overview": OVERVIEW,
    "/incident/{id}": INCIDENT,
    "/document/{id}": DOCUMENT,
    "/claims": CLAIMS,
    "/standing": STANDING,
    "/actor/{name}": ACTOR,
    "/place/{name}": PLACE,
    "/search": SEARCH,
    "/review": REVIEW,
    "/surges": SURGES,
}
