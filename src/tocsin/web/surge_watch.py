"""What rose, as the parameters of an address ask for it: read by the page of surges and by its forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tocsin.alerting import MOST_WEEKS, surges
from tocsin.base.errors import BadInput
from tocsin.base.surges import Watch
from tocsin.record import Record

_NAMES = ("place", "actor", "as_of", "weeks")
# Weeks looked at unless the address says otherwise: a month and a half.
_WEEKS = 6


def asked_of(params: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters of the surges that are given."""
    return {n: v for n in _NAMES if (v := params.get(n, "").strip())}


def watched(record: Record, asked: Mapping[str, str], today: date) -> Watch:
    """Return what rose, as the parameters of an address ask for it.

    Raises:
        BadInput: a parameter is not of its form.
    """
    weeks = asked.get("weeks", str(_WEEKS))
    if not weeks.isdecimal():
        raise BadInput(f"weeks={weeks!r} is no number; give 1 to {MOST_WEEKS}.")
    return surges(
        record,
        as_of=asked.get("as_of"),
        place=asked.get("place"),
        actor=asked.get("actor"),
        weeks=int(weeks[:9]),
        today=today,
    )
