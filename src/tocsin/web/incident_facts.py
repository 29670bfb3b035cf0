"""The headline values of an incident in words, with what each of them means."""

from __future__ import annotations

from markupsafe import Markup

from tocsin.base.incidents import Incident
from tocsin.base.model import EventPlace
from tocsin.web.cards import fact_list
from tocsin.web.html import el, join, time_el
from tocsin.web.incident_words import when
from tocsin.web.links import view_url
from tocsin.web.pieces import (
    actor_links,
    incident_link,
    place_link,
    quad,
    status_badge,
    told_badge,
    tolls,
)
from tocsin.web.plain_words import BASES, PRECISIONS, QUADS, STATUSES, TOLD, capital, kind
from tocsin.web.tellings import told_by


def incident_facts(i: Incident, about: Incident | None) -> Markup:
    """Return the headline values of an incident; ``about`` is the incident that it is about, if any."""
    reported = [time_el(i.first_reported)]
    if i.last_reported != i.first_reported:
        reported += [Markup(" to "), time_el(i.last_reported)]
    return fact_list([
        ("what", _what(i)),
        ("who", actor_links(i.actors)),
        ("to whom", actor_links(i.recipients) if i.recipients else None),
        ("when", _when(i)),
        ("where", _where(i.place)),
        ("toll", join(tolls(i), ", ") or None),
        ("told", join([told_badge(i.told), " ", TOLD[i.told]])),
        ("status", join([status_badge(i.status), " ", STATUSES[i.status]])),
        ("attested", told_by(i)),
        ("reported", join(reported)),
        ("about", incident_link(about) if about else None),
        ("contexts", ", ".join(i.contexts) or None),
        ("score", f"{i.score:.2f}, that of its surest mention"),
        ("id", join([el("code", i.id), f", revision {i.revision}"])),
        ("was also", join([el("code", a) for a in i.aliases], ", ") if i.aliases else None),
    ])  # fmt: skip


def _what(i: Incident) -> Markup:
    code = f"{i.type} {i.mode}" if i.mode else i.type
    more = [QUADS.get(i.quad), f"intensity {i.intensity:+g}" if i.intensity is not None else None]
    more += [f"CAMEO {i.cameo}" if i.cameo else None]
    link = el("a", code, href=view_url("/overview", {"type": i.type, "mode": i.mode or ""}))
    words = el("span", "; ".join(m for m in more if m), class_="meta")
    return join([quad(i.quad, named=False), " ", capital(kind(i.type, i.mode)), " (", link, ") ", words])


def _when(i: Incident) -> str | None:
    words = when(i.start, i.end, i.time_precision)
    known = [f"as a {i.time_precision}" if i.time_precision else "", BASES[i.time_basis] if i.time_basis else ""]
    return f"{words} ({'; '.join(k for k in known if k)})" if words and any(known) else words or None


def _where(place: EventPlace | None) -> Markup | None:
    if place is None:
        return None
    known = place.lat is not None and place.lon is not None
    spot = f"; {place.lat:.3f}, {place.lon:.3f}" if known else "; without coordinates"
    return join([place_link(place), el("span", f" (as {PRECISIONS[place.precision]}{spot})", class_="meta")])
