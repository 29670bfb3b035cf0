"""The headline values of an incident in words, with what each of them means."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from tocsin.base.incidents import Incident
from tocsin.base.model import EventPlace
from tocsin.web.cards import fact_list
from tocsin.web.html import el, join, time_el
from tocsin.web.links import view_url
from tocsin.web.pieces import (
    BASIS_WORDS,
    PRECISION_WORDS,
    STATUS_MEANING,
    TOLD_MEANING,
    actor_links,
    day_words,
    incident_link,
    kind_words,
    place_link,
    status_badge,
    told_badge,
    toll_list,
)
from tocsin.web.tellings import attested

QUAD_WORDS: Mapping[int, str] = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}


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
        ("toll", toll_list(i) or None),
        ("told", join([told_badge(i.told), " ", TOLD_MEANING[i.told]])),
        ("status", join([status_badge(i.status), " ", STATUS_MEANING[i.status]])),
        ("attested", attested(i)),
        ("reported", join(reported)),
        ("about", incident_link(about) if about else None),
        ("contexts", ", ".join(i.contexts) or None),
        ("score", f"{i.score:.2f}, that of its surest mention"),
        ("id", join([el("code", i.id), f", revision {i.revision}"])),
        ("was also", join([el("code", a) for a in i.aliases], ", ") if i.aliases else None),
    ])  # fmt: skip


def _what(i: Incident) -> Markup:
    quad = el("span", class_=f"quad quad-{i.quad}", aria_hidden="true") if i.quad else None
    code = f"{i.type} {i.mode}" if i.mode else i.type
    more = [QUAD_WORDS.get(i.quad or 0), f"intensity {i.intensity:+g}" if i.intensity is not None else None]
    more += [f"CAMEO {i.cameo}" if i.cameo else None]
    link = el("a", code, href=view_url("/overview", {"type": i.type, "mode": i.mode or ""}))
    words = el("span", "; ".join(m for m in more if m), class_="meta")
    return join([kind_words(i.type, i.mode), " (", link, ") ", quad, " ", words])


def _when(i: Incident) -> str | None:
    words = day_words(i.start, i.end)
    known = [f"as a {i.time_precision}" if i.time_precision else "", BASIS_WORDS[i.time_basis] if i.time_basis else ""]
    return f"{words} ({'; '.join(k for k in known if k)})" if words and any(known) else words or None


def _where(place: EventPlace | None) -> Markup | None:
    if place is None:
        return None
    known = place.lat is not None and place.lon is not None
    spot = f"; {place.lat:.3f}, {place.lon:.3f}" if known else "; without coordinates"
    return join([place_link(place), el("span", f" (as {PRECISION_WORDS[place.precision]}{spot})", class_="meta")])
