"""Columns of a few incidents, for tests of what is made of them."""

from datetime import date

from tocsin.base.incidents import Filter
from tocsin.study.column_draft import Draft
from tocsin.study.rows import Rows
from tocsin.study.selection import select

GOMA = (216281, "Goma", "goma", "North Kivu", "COD", -1.674, 29.228)
SAKE = (205882, "Sake", "sake", "North Kivu", "COD", -1.574, 29.045)
SUVA = (2198148, "Suva", "suva", "Central", "FJI", -18.142, 178.442)
APIA = (4035413, "Apia", "apia", "Tuamasaga", "WSM", -13.833, -171.767)
KIVU = (206938, "North Kivu", "north kivu", "North Kivu", "COD", -0.5, 28.8)
CONGO = (203312, "Congo", "congo", None, "COD", -2.5, 23.5)
NAMED = (None, "Kitshumbiro", "kitshumbiro", None, "COD", None, None)
NOWHERE = (None,) * 7
PRECISIONS = {
    GOMA: "town", SAKE: "site", SUVA: "town", APIA: "town", KIVU: "province", CONGO: "country", NAMED: "town",
}  # fmt: skip
LAST = "9999-12-31"


def one(n, first="2025-01-27", place=GOMA, last=None, **more):
    """Return an incident as the cells of a batch."""
    given = {"type": "ASSAULT", "mode": None, "told": "asserted", "status": "reported", "score": 0.5, "origins": 1}
    given |= more
    facts = (given["type"], given["mode"], given["told"], given["status"])
    return (f"i_{n:03}", *facts, first, last or first, given["score"], given["origins"], *place, n)


def columns(*incidents, parties=(), said=(), days=None):
    """Return columns of incidents; ``parties`` are (incident, id, name), ``said`` (incident, stance, field)."""
    draft = Draft()
    if incidents:
        draft.add(list(zip(*incidents, strict=True)))
    if parties:
        rows = [(f"i_{n:03}", id_, name.casefold(), name) for n, id_, name in parties]
        draft.add_parties(list(zip(*rows, strict=True)))
    if said:
        draft.add_said(list(zip(*((f"i_{n:03}", stance, field) for n, stance, field in said), strict=True)))
    at = {row[0]: row[9:16] for row in incidents}
    precisions = {number: PRECISIONS[at[i]] for number, i in draft.examples().items()}
    return draft.columns(precisions, {date.fromisoformat(d): n for d, n in (days or {}).items()})


def rows(given, **wanted):
    """Return the rows of columns that fit a filter."""
    asked = Filter(**wanted)
    return Rows(given, select(given, asked), asked)
